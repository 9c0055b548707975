"""Trends as SVG drawn on the server: they need no script and print as they look."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ledger import thai

FOREST, BROWN, BLUE, PLUM, GREY = "#0F5C4D", "#B07A12", "#0B5A8A", "#7A3E6D", "#8C979C"
LEFT, RIGHT, TOP, BOTTOM = 4, 356, 44, 170
STEPS = 3  # gridlines above the lowest


class Place(NamedTuple):
    x: int
    y: int
    label: str = ""


def trend(title: str, months: Sequence[date], values: Sequence[Decimal | int], colour: str) -> SafeString:
    """A line over the months with its last value written beside it; two sentences tell it to those who cannot see."""
    figures = [Decimal(value) for value in values]
    ticks = _ticks(min(Decimal(0), *figures), max(Decimal(1), *figures))
    points = [
        Place(_x(i, len(figures)), _y(value, ticks), thai.short_month(month))
        for i, (month, value) in enumerate(zip(months, figures, strict=True))
    ]
    context = {
        "title": title,
        "colour": colour,
        "first": _figure(figures[0]),
        "last": _figure(figures[-1]),
        "points": points,
        "months": [points[0], points[len(points) // 2], points[-1]],
        "grid": [Place(LEFT, _y(tick, ticks), _figure(tick)) for tick in ticks],
        "base": _y(ticks[0], ticks),
    }
    return render_to_string("kahro/_chart.svg", context)


def _figure(value: Decimal) -> str:
    return f"{value:,.0f}"


def _x(i: int, count: int) -> int:
    return LEFT + round((RIGHT - LEFT - 8) * i / max(1, count - 1))


def _y(value: Decimal, ticks: list[Decimal]) -> int:
    return BOTTOM - round((BOTTOM - TOP) * (value - ticks[0]) / (ticks[-1] - ticks[0]))


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round figures from at or below `low` to at or above `high`, a few of them, in whole steps of a baht or more."""
    least = (high - low) / STEPS
    power = Decimal(10) ** least.adjusted()
    steps = (size * power for size in (1, 2, Decimal("2.5"), 5, 10))
    step = next(step for step in steps if step >= least and step % 1 == 0)
    first = (low / step).to_integral_value("ROUND_FLOOR") * step
    found = [first]
    while found[-1] < high:
        found.append(found[-1] + step)
    return found
