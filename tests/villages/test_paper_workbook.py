"""A list as a workbook: amounts are numbers, days are days, and no text becomes a formula."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from villages.paper.workbook import looks_like_a_formula, workbook, xlsx_response


@pytest.fixture
def sheet():
    rows = [
        ["=1+1", Decimal("1234.50"), date(2005, 9, 25)],
        ["สม\x0bศรี", 3, None],
        ["ชื่อ = นามสกุล", Decimal(0), ""],
    ]
    content = workbook(["กลุ่มสัจจะ", "-1 มกราคม"], ["ชื่อ", "ยอดเงินคงเหลือ (บาท)", "วันที่"], rows)
    return load_workbook(BytesIO(content)).active


def test_titles_an_empty_row_a_bold_header_that_stays_in_sight_then_the_rows(sheet):
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4, 5)] == ["กลุ่มสัจจะ", "-1 มกราคม", None, "ชื่อ", "=1+1"]
    assert sheet.freeze_panes == "A5"
    assert [cell.font.bold for cell in sheet[4]] == [True, True, True]
    assert not sheet["A5"].font.bold
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (16, 22)


def test_amounts_and_days_are_what_they_are(sheet):
    assert (sheet["B5"].value, sheet["B5"].number_format) == (1234.5, "#,##0.00")
    assert sheet["C5"].value.date() == date(2005, 9, 25)
    assert sheet["C5"].number_format == "[$-107041E]d mmm yyyy;@"
    assert (sheet["B6"].value, sheet["B6"].number_format) == (3, "General")


def test_text_stays_text_and_loses_what_no_workbook_holds(sheet):
    assert (sheet["A5"].data_type, sheet["A5"].quotePrefix) == ("s", True)
    assert sheet["A2"].quotePrefix
    assert sheet["A6"].value == "สมศรี"
    assert not sheet["A7"].quotePrefix


@pytest.mark.parametrize("text", ["=1+1", "+66812345678", "-5", "@SUM(A1)", " \t=1", "＝1", "−5", "= x", "=ก"])
def test_a_spreadsheet_would_reckon_with(text):
    assert looks_like_a_formula(text)


@pytest.mark.parametrize("text", ["", "-", "–", "--", "- -", "+", "1-2", "08-0001", "ก=ข", None, -5, Decimal(-5)])
def test_a_spreadsheet_would_leave_alone(text):
    assert not looks_like_a_formula(text)


def test_a_workbook_is_saved_under_a_thai_name_and_kept_by_nobody_between():
    answer = xlsx_response("สมาชิก.xlsx", b"PK")

    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E0%B8%AA%E0%B8%A1%E0%B8%B2%E0%B8%8A%E0%B8%B4%E0%B8%81.xlsx"
    )
    assert answer["Cache-Control"] == "private"
