"""Charts as SVG: their figures are also written for those who cannot see them."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from ledger import rules as ledger_rules
from villages import charts

MONTHS = ledger_rules.months(date(2025, 1, 1), date(2025, 12, 31))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(values, months=MONTHS) -> ElementTree.Element:
    return ElementTree.fromstring(charts.trend("เงินออมสมาชิก (บาท)", months, values, charts.FOREST))


def points(svg: ElementTree.Element) -> list[tuple[Decimal, Decimal]]:
    line = svg.find(f"{SVG}polyline")
    assert line is not None
    pairs = [point.split(",") for point in line.get("points", "").split()]
    return [(Decimal(x), Decimal(y)) for x, y in pairs]


def texts(svg: ElementTree.Element) -> list[str | None]:
    return [text.text for text in svg.iter(f"{SVG}text")]


def grid(svg: ElementTree.Element) -> dict[int, Decimal]:
    """Where each figure of the scale stands."""
    lines = [text for text in svg.iter(f"{SVG}text") if text.get("dy") == "-4"]
    return {int((text.text or "").replace(",", "")): Decimal(text.get("y", "")) for text in lines}


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
    assert all(charts.TREND.top <= y <= charts.TREND.bottom for _x, y in points(svg))
    figures = sorted(scale)
    assert len({later - earlier for earlier, later in zip(figures, figures[1:], strict=False)}) == 1


def test_zero_is_always_on_the_scale():
    assert 0 in grid(drawn([Decimal(5000 + i) for i in range(12)]))


def test_several_lines_share_one_scale_and_each_has_its_name_and_colour():
    years = [str(year) for year in range(2570, 2590)]
    drawn_lines = [
        charts.Line("ไปได้ดี", charts.FOREST, [Decimal(100 + 10 * i) for i in range(20)]),
        charts.Line("ไม่เป็นใจ", charts.RED, [Decimal(100)] * 20),
    ]

    svg = ElementTree.fromstring(charts.lines("กองทุน", "พอถึงปี 2589", "พันบาท", years, drawn_lines))

    assert (svg.find(f"{SVG}title").text, svg.find(f"{SVG}desc").text) == ("กองทุน", "พอถึงปี 2589")
    assert [line.get("stroke") for line in svg.iter(f"{SVG}polyline")] == [charts.FOREST, charts.RED]
    assert [name.text for name in svg.iterfind(f"{SVG}g/{SVG}text")] == ["ไปได้ดี", "ไม่เป็นใจ"]
    assert texts(svg)[0] == "พันบาท"
    assert [text for text in texts(svg) if text in years] == ["2570", "2575", "2580", "2585"]
    heights = [point[1] for point in points(svg)]
    assert heights == sorted(set(heights), reverse=True)
    assert heights[0] == Decimal(svg.findall(f"{SVG}polyline")[1].get("points").split()[0].split(",")[1])


def test_a_chart_carries_no_script_and_nothing_from_elsewhere():
    svg = charts.trend("<script>alert(1)</script>", MONTHS, [1] * 12, charts.BROWN)

    assert "<script" not in svg
    assert "href" not in svg
