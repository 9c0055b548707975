"""Charts as SVG drawn on the server: they need no script and print as they look."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ledger import thai

FOREST, BROWN, BLUE, RED = "#0F5C4D", "#B07A12", "#0B5A8A", "#B2451F"


class Frame(NamedTuple):
    """Where a chart draws, in units of its SVG, and how many gridlines it has above the lowest."""

    left: int
    right: int
    top: int
    bottom: int
    steps: int


TREND, LINES = Frame(4, 348, 44, 170, 3), Frame(64, 424, 32, 240, 6)


class Point(NamedTuple):
    """A place in the SVG and what is written beside it."""

    x: Decimal
    y: Decimal
    label: str = ""


class Line(NamedTuple):
    """One line of a chart with several."""

    name: str
    colour: str
    values: Sequence[Decimal]


class Scale:
    """Round figures that hold all values and zero, and the height at which each value stands."""

    def __init__(self, frame: Frame, values: Iterable[Decimal]):
        figures = list(values)
        self.frame = frame
        self.ticks = _ticks(min(Decimal(0), *figures), max(Decimal(1), *figures), frame.steps)

    @property
    def grid(self) -> list[Point]:
        """The gridlines, each with its figure."""
        return [Point(Decimal(self.frame.left), self.y(tick), _figure(tick)) for tick in self.ticks]

    def y(self, value: Decimal) -> Decimal:
        """The height of a value; SVG counts from the top."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.frame.bottom - round((self.frame.bottom - self.frame.top) * (value - low) / (high - low), 1)

    def points(self, values: Sequence[Decimal], labels: Sequence[str]) -> list[Point]:
        """A line through the values, evenly from left to right."""
        apart = Decimal(self.frame.right - self.frame.left) / max(1, len(values) - 1)
        return [
            Point(self.frame.left + round(apart * i, 1), self.y(value), label)
            for i, (value, label) in enumerate(zip(values, labels, strict=True))
        ]


def trend(title: str, months: Sequence[date], values: Sequence[Decimal | int], colour: str) -> SafeString:
    """A line over the months with its last value written beside it; title and description say it in words."""
    figures = [Decimal(value) for value in values]
    scale = Scale(TREND, figures)
    points = scale.points(figures, [thai.short_month(month) for month in months])
    context = {
        "title": title,
        "colour": colour,
        "first": _figure(figures[0]),
        "last": _figure(figures[-1]),
        "points": points,
        "months": [points[0], points[len(points) // 2], points[-1]],
        "grid": scale.grid,
        "base": scale.grid[0].y,
    }
    return render_to_string("villages/_trend.svg", context)


def lines(title: str, description: str, unit: str, labels: Sequence[str], drawn: Sequence[Line]) -> SafeString:
    """Several lines over the same labels, of which every fifth is written; `description` says them in words."""
    scale = Scale(LINES, (value for line in drawn for value in line.values))
    drawings = [(line, scale.points(line.values, labels)) for line in drawn]
    context = {
        "title": title,
        "description": description,
        "unit": unit,
        "lines": drawings,
        "labels": drawings[0][1][::5],
        "grid": scale.grid,
        "frame": LINES,
    }
    return render_to_string("villages/_lines.svg", context)


def _figure(value: Decimal) -> str:
    return f"{value:,.0f}"


def _ticks(low: Decimal, high: Decimal, steps: int) -> list[Decimal]:
    """Round figures from at or below `low` to at or above `high`, about `steps` of them, whole units apart."""
    least = (high - low) / steps
    power = Decimal(10) ** least.adjusted()
    sizes = (size * power for size in (1, 2, Decimal("2.5"), 5, 10))
    step = next(size for size in sizes if size >= least and size % 1 == 0)
    ticks = [(low / step).to_integral_value("ROUND_FLOOR") * step]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return ticks
