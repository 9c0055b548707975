"""A report exported: on paper, in Excel, as CSV; the same figures as on the screen."""

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from pythainlp.util import normalize

from funds.services import reversals, savings
from kahro.books import exports
from kahro.books.reports import REPORTS
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from tests.kahro.conftest import words
from tests.pdfs import printed
from villages.paper.workbook import XLSX, looks_like_a_formula, workbook
from villages.services import requests

START, END = date(2024, 7, 1), date(2025, 12, 31)
DAYS = {"start": "1/7/2567", "end": "31/12/2568"}
TRICKS = ["=1+1", "+66812345678", "-2", "@SUM(A1)", '=HYPERLINK("http://example.org")', "\t=1+1", "＝1+1", "﹣2"]


@pytest.fixture
def in_excel(read):
    def export(name: str, **query):
        response = read(name, **DAYS | query, format="xlsx")
        assert response["Content-Type"] == XLSX
        return load_workbook(BytesIO(response.content)).active

    return export


@pytest.fixture
def in_csv(read):
    def export(name: str, **query) -> list[dict[str, str]]:
        response = read(name, **DAYS | query, format="csv")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"), newline="")))

    return export


@pytest.fixture
def on_paper(read):
    def export(name: str, **query) -> bytes:
        response = read(name, **DAYS | query, format="pdf")
        assert response["Content-Type"] == "application/pdf"
        return response.content

    return export


def trick(world, memo: str) -> Entry:
    """An undone deposit: its reason is free text."""
    pending = reversals.ask_to_reverse(
        world.deposit(10, on=END).entry, by=world.treasurer, reason=memo, request_id=uuid4()
    )
    entry = requests.approve(pending, by=world.checker)
    assert entry
    return entry


# -- Paper -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_on_paper_says_what_the_screen_says(world, entries, read, on_paper, name):
    code = "31020" if name == "balances" else ""
    paper = printed(on_paper(name, code=code), "-raw").replace(" ", "")

    screen = read(name, **DAYS, code=code)
    title, period = screen.context["report"].title, screen.context["report"].period
    cells = [cell for row in screen.context["table"].paginated_rows for _column, cell in row.items()]
    said = [re.sub(r"<[^>]+>|\s", "", str(cell)) for cell in cells if not isinstance(cell, date)]
    assert [text for text in (str(title), period, *said) if normalize(text).replace(" ", "") not in paper] == []


def test_a_statement_on_paper_says_whose_it_is_how_far_the_book_goes_and_who_signs(world, entries, on_paper):
    chair = world.chair.person
    chair.prefix, chair.first_name, chair.last_name = "นาง", "น้ำฝน", "ณ ปู่ญี่ปุ่น"
    chair.save()
    world.group.phone = "075-123-456"
    world.group.save()

    paper = printed(on_paper("trial-balance"))

    head = books.last_entry(world.book)
    for said in (
        "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์ หมู่ที่ 8 บ้านไสรักษ์ ตำบลกะหรอ อำเภอนบพิตำ จังหวัดนครศรีธรรมราช 80160",
        "โทร. 075-123-456",
        "งบทดลอง",
        "1 กรกฎาคม 2567 ถึง 31 ธันวาคม 2568",
        f"รายการสุดท้ายของบัญชี เลขที่ {head.number}",
        "(นางน้ำฝน ณ ปู่ญี่ปุ่น) (คุณtreasurer) (คุณinspector)",
        "ประธาน เหรัญญิก ผู้ตรวจสอบกลุ่ม",
        "พิมพ์เมื่อ",
        "1/1",
    ):
        assert normalize(said) in paper, said
    assert paper.count("ลงชื่อ ....") == 3
    assert head.seal in paper.replace(" ", "")


def test_thai_copied_off_a_statement_equals_its_source(world, entries, on_paper):
    memo = "น้ำ นาย ตำบล ทำ กี่ ปู่ ญี่ปุ่น ร้อยบาทถ้วน"
    trick(world, memo)

    paper = printed(on_paper("journal", reversals="on", end="31/12/2643"), "-raw")

    assert normalize(memo).replace(" ", "") in paper.replace(" ", "")


def test_a_long_report_counts_its_pages_and_repeats_its_headings(world, on_paper):
    for _time in range(60):
        world.deposit(10, on=END)

    content = on_paper("ledger", code="31020")

    pages, paper = len(PdfReader(BytesIO(content)).pages), printed(content)
    assert pages > 1
    assert all(f"{page}/{pages}" in paper for page in range(1, pages + 1))
    assert paper.count("เดบิต เครดิต คงเหลือ") == pages


def test_many_columns_lie_across_the_sheet(world, entries, on_paper):
    def across(name: str) -> bool:
        box = PdfReader(BytesIO(on_paper(name))).pages[0].mediabox
        return box.width > box.height

    assert across("trial-balance")
    assert not across("cash-book")


def test_the_paper_of_an_empty_book_bears_no_seal(world, on_paper):
    paper = printed(on_paper("journal"))

    assert "ช่วงวันนี้ไม่มีรายการ" in paper
    assert "รายการสุดท้ายของบัญชี" not in paper


# -- Excel -------------------------------------------------------------------------------------------------------------


def test_a_sheet_says_above_the_table_whose_it_is(world, entries, in_excel):
    sheet = in_excel("trial-balance")

    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์",
        "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์",
        "งบทดลอง",
        "1 กรกฎาคม 2567 ถึง 31 ธันวาคม 2568",
    ]
    assert sheet.freeze_panes == "A7"
    assert [cell.font.bold for cell in sheet[6]] == [True] * 8


def test_amounts_in_a_sheet_are_numbers_and_add_up(world, entries, in_excel):
    sheet = in_excel("trial-balance")

    *rows, totals = list(sheet.iter_rows(min_row=7, min_col=3))
    assert all(isinstance(cell.value, int | float) and cell.number_format == "#,##0.00" for row in rows for cell in row)
    expected = books.trial_balance(world.book, START, END).totals[1:]
    assert tuple(Decimal(str(cell.value)) for cell in totals) == expected
    assert tuple(sum(Decimal(str(row[i].value)) for row in rows) for i in range(6)) == expected


def test_days_in_a_sheet_are_days_in_the_buddhist_era(world, entries, in_excel):
    cell = in_excel("journal")["A7"]

    assert cell.value == datetime(2024, 7, 5)
    assert "107041E" in cell.number_format


def test_codes_in_a_sheet_stay_text(world, entries, in_excel):
    assert in_excel("trial-balance")["A7"].value == "11010"


def test_every_report_fills_a_sheet(world, entries, read, in_excel):
    for name in REPORTS:
        sheet, table = in_excel(name), read(name, **DAYS).context["table"]
        assert [cell.value for cell in sheet[6]] == [str(column.header) for column in table.columns], name
        assert sheet.max_row == 6 + len(table.rows) + bool(table.has_footer()) > 7, name


# -- CSV ---------------------------------------------------------------------------------------------------------------


def test_a_csv_file_is_utf_8_for_a_spreadsheet_and_named_after_its_book_and_day(world, entries, read):
    response = read("ledger", **DAYS, code="31020", holder=world.passbook.account.holder, format="csv")

    assert response.getvalue().startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].startswith('attachment; filename="sajja-8-ledger-31020-08-0001')
    assert "private" in response["Cache-Control"]


def test_a_csv_trial_balance_has_bare_amounts_to_the_satang(world, entries, in_csv):
    *rows, totals = in_csv("trial-balance")

    expected = books.trial_balance(world.book, START, END)
    assert [row["ยอดสะสม เดบิต"] for row in rows] == [f"{row.closing_debit:.2f}" for row in expected.rows]
    assert (totals["รหัส"], totals["ยอดสะสม เครดิต"]) == ("รวม", "3220.25")


def test_a_csv_statement_begins_with_what_was_brought_forward_and_bears_buddhist_days(world, entries, in_csv):
    first, second, *_rest, totals = in_csv("ledger", code="31020")

    assert (first["วันที่"], first["เลขที่"], first["รายการ"], first["คงเหลือ"]) == ("01/07/2567", "", "ยอดยกมา", "500.00")
    assert (second["วันที่"], second["เครดิต"], second["คงเหลือ"]) == ("05/03/2568", "700.00", "1200.00")
    assert totals["คงเหลือ"] == "1200.00"


def test_nothing_is_written_as_minus_zero(world, entries, in_csv):
    for name in REPORTS:
        assert not [value for row in in_csv(name) for value in row.values() if value in ("-0", "-0.00")], name


def test_every_report_is_the_same_in_csv_and_excel(world, entries, in_csv, in_excel):
    def written(value) -> str:
        if isinstance(value, datetime):
            return f"{value:%d/%m}/{value.year + 543}"
        return f"{value:.2f}" if isinstance(value, int | float) else value or ""

    for name in REPORTS:
        _header, *rows = in_excel(name).iter_rows(min_row=6, values_only=True)
        in_both = [[value for key, value in row.items() if "ค.ศ." not in key] for row in in_csv(name)]
        assert [list(map(written, row)) for row in rows] == in_both, name


def test_a_day_in_csv_has_its_iso_day_beside_it_for_a_spreadsheet(world, entries, in_csv):
    for name, query in [("journal", {}), ("ledger", {"code": "31020"})]:
        rows = [row for row in in_csv(name, **query) if row["วันที่ (ค.ศ.)"]]
        assert rows
        for row in rows:
            day = date.fromisoformat(row["วันที่ (ค.ศ.)"])
            assert row["วันที่"] == f"{day:%d/%m}/{day.year + 543}"


# -- Text that pretends to be a formula --------------------------------------------------------------------------------


def test_text_that_looks_like_a_formula_stays_text(world, entries, in_csv, in_excel):
    for memo in TRICKS:
        trick(world, memo)
    tricky = {"reversals": "on", "start": "1/1/2567", "end": "31/12/2643"}

    sheet, rows = in_excel("journal", **tricky), in_csv("journal", **tricky)

    cells = [cell for row in sheet.iter_rows(min_row=7, max_row=sheet.max_row - 1) for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    memos = {cell.value for cell in cells if cell.column == 5}
    assert memos == {memo.strip() for memo in TRICKS}  # as text: an apostrophe would be seen
    assert all(cell.quotePrefix for cell in cells if cell.column == 5)
    assert {row["รายการ"] for row in rows[:-1]} == {f"'{memo.strip()}" for memo in TRICKS}


@pytest.mark.parametrize("text", ["-", "–", "#N/A", "ก=1", "08-0001", "--"])
def test_text_that_is_no_formula_is_written_as_it_is(text):
    cell = load_workbook(BytesIO(workbook([], ["ก"], [[text]])))["Kahro"]["A3"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert not looks_like_a_formula(text)


def test_a_members_name_that_looks_like_a_formula_stays_text(world, in_csv, in_excel, new_id):
    member = world.new_member(new_id(), "ใจ", prefix="=cmd|' /C calc'!A0")
    world.deposit(100, passbook=savings.open_passbook(member, world.pledged, on=END), on=END)

    rows = list(in_excel("balances", code="31020").iter_rows(min_row=7))

    assert "f" not in {cell.data_type for row in rows for cell in row}
    assert any(row["ชื่อ"].startswith("'=cmd") for row in in_csv("balances", code="31020"))


def test_signs_that_excel_refuses_are_left_out(world, in_excel):
    trick(world, "พิมพ์\x07ผิด")

    sheet = in_excel("journal", reversals="on", end="31/12/2643", start="1/1/2567")

    assert sheet["E7"].value == "พิมพ์ผิด"


# -- How much ----------------------------------------------------------------------------------------------------------


def test_more_rows_than_a_paper_takes_are_refused_with_a_way_out(world, entries, read, monkeypatch):
    monkeypatch.setitem(exports.FORMS, "pdf", exports.FORMS["pdf"]._replace(rows=3))

    page = read("journal", **DAYS, format="pdf")

    assert "มากเกินไป" in words(page)
    assert "CSV" in words(page)
    assert read("journal", **DAYS, format="csv")["Content-Type"].startswith("text/csv")


def test_an_unknown_form_is_shown_on_the_screen(world, entries, read):
    assert "งบทดลอง" in words(read("trial-balance", format="docx"))


def test_a_long_csv_costs_no_query_a_row(world, entries, read, django_assert_num_queries):
    def export():
        return read("journal", start="1/1/2567", format="csv").getvalue()

    export()
    with django_assert_num_queries(12):
        before = export()
    for _time in range(3):
        world.deposit(10)
    with django_assert_num_queries(12):
        assert len(export().splitlines()) == len(before.splitlines()) + 6


def test_an_unused_account_prints_its_brought_forward_only(world, entries, in_csv):
    ledger.activate(world.book, "12300")

    first, totals = in_csv("ledger", code="12300")

    assert (first["รายการ"], first["คงเหลือ"], totals["คงเหลือ"]) == ("ยอดยกมา", "0.00", "0.00")
