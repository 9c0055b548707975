"""A trend as SVG: it says its figures to those who see it and to those who do not."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from kahro import charts
from ledger import rules

MONTHS = rules.months(date(2025, 1, 1), date(2025, 12, 31))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(values, months=MONTHS) -> ElementTree.Element:
    return ElementTree.fromstring(charts.trend("เงินออมสมาชิก (บาท)", months, values, charts.FOREST))


def points(svg: ElementTree.Element) -> list[tuple[int, int]]:
    line = svg.find(f"{SVG}polyline").get("points")
    return [tuple(map(int, point.split(","))) for point in line.split()]


def texts(svg: ElementTree.Element) -> list[str]:
    return [text.text for text in svg.iter(f"{SVG}text")]


def grid(svg: ElementTree.Element) -> dict[int, int]:
    """Where each figure of the scale stands."""
    lines = [text for text in svg.iter(f"{SVG}text") if text.get("dy") == "-4"]
    return {int(text.text.replace(",", "")): int(text.get("y")) for text in lines}


def test_a_chart_has_a_title_and_a_sentence_for_those_who_cannot_see_it():
    svg = drawn([Decimal(1000 + 100 * i) for i in range(12)])

    assert svg.find(f"{SVG}title").text == "เงินออมสมาชิก (บาท)"
    said = svg.find(f"{SVG}desc").text
    assert re.findall(r"[\d,]+\d|\d", said)[:1] == ["1,000"]
    for part in ("1,000", "2,100", "ม.ค. 68", "ธ.ค. 68"):
        assert part in said


def test_first_middle_and_last_month_and_the_last_figure_are_written():
    written = texts(drawn([Decimal(100)] * 11 + [Decimal("1234.56")]))

    assert "1,235" in written
    assert written[-3:] == ["ม.ค. 68", "ก.ค. 68", "ธ.ค. 68"]


def test_the_line_rises_where_figures_rise_and_lies_on_the_scale():
    svg = drawn([Decimal(value) for value in (0, 500, 1000, 1500)], MONTHS[:4])

    heights = [y for _x, y in points(svg)]
    scale = grid(svg)
    assert heights == sorted(heights, reverse=True)
    assert [scale[value] for value in (0, 500, 1000, 1500)] == heights


def test_months_stand_apart_evenly_inside_the_picture():
    across = [x for x, _y in points(drawn([Decimal(5)] * 12))]

    steps = {later - earlier for earlier, later in zip(across, across[1:], strict=False)}
    assert max(steps) - min(steps) <= 1
    assert 0 <= across[0] < across[-1] <= 360


@pytest.mark.parametrize(
    "values",
    [[0] * 12, [1] * 12, [7] * 12, [-50, 200] * 6, [999_999_999] * 12, [Decimal("0.01")] * 12, [-3] * 12],
    ids=["nothing", "one", "seven", "below zero", "a billion", "a satang", "always below"],
)
def test_any_figures_stay_inside_the_picture_on_a_scale_of_round_figures(values):
    svg = drawn(values)

    scale = grid(svg)
    assert 2 <= len(scale) <= 6
    assert min(scale) <= min(0, *values) <= max(values) <= max(scale)
    assert all(charts.TOP <= y <= charts.BOTTOM for _x, y in points(svg))
    figures = sorted(scale)
    assert len({later - earlier for earlier, later in zip(figures, figures[1:], strict=False)}) == 1


def test_zero_is_always_on_the_scale():
    assert 0 in grid(drawn([Decimal(5000 + i) for i in range(12)]))


def test_a_chart_carries_no_script_and_nothing_from_elsewhere():
    svg = charts.trend("<script>alert(1)</script>", MONTHS, [1] * 12, charts.BROWN)

    assert "<script" not in svg
    assert "href" not in svg
