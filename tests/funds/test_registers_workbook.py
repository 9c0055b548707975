"""Tables are found wherever on a sheet they begin and whatever stands beside and below them."""

from datetime import date

import pytest
from openpyxl import Workbook

from funds.registers import workbook
from funds.registers.bounded import UNCOMPUTED, Sheet
from tests.conftest import citizen_id
from tests.funds.register_rows import (
    DAY,
    HEADER,
    HERE,
    NAMES,
    ROW,
    line,
    person,
    read,
    saved,
    sheets,
    trial_rows,
)
from tests.workbooks import xlsx


def test_names_dates_and_amounts_below_two_header_rows_are_those_that_stand_there():
    rows = {row.number: row for row in read((HERE / "two-headers.xlsx").read_bytes()).rows}

    assert rows["08-0005"].name == "นางสาววิชัย ชูช่วย"
    assert rows["08-0005"].citizen_id == "3808625702926"
    assert (rows["08-0005"].born_on, rows["08-0005"].joined_on) == (date(1983, 7, 4), date(2009, 2, 5))
    assert (rows["08-0005"].pledge, rows["08-0005"].balances) == (50, {"pledged": 8000, "shares": 0})


def two_rows(headings: list, names: list, merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (DAY, [*HEADER[:7], *headings], [*[None] * 7, *names], [*ROW[:7], 5000, 100, 300]):
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    for row in trial_rows(5100):
        book.create_sheet("งบ") if len(book.worksheets) < 2 else None
        book["งบ"].append(row)
    return saved(book)


@pytest.mark.parametrize("merged", ["", "H2:I2"])
def test_money_below_a_group_heading_needs_the_heading(merged):
    register = read(two_rows(["ยอดยกมา", None, "รับเดือนนี้"], ["เงินสัจจะ", "หุ้น", "เงินสัจจะ"], merged))

    assert register.rows[0].balances == {"pledged": 5000, "shares": 100}
    assert any("J รับเดือนนี้ เงินสัจจะ" in note for note in register.notes)


def test_one_heading_over_title_first_and_last_name_is_read_as_three_columns():
    header = ["ที่", "ชื่อ - สกุล", None, None, *HEADER[4:8]]
    rows = [[n, "น.ส.", NAMES[n], "ใจเย็น", citizen_id(380010056000 + n), "1/1/2520", "1/1/2560", 50] for n in (1, 2)]

    register = read(xlsx(sheets(*rows, header=header)))

    assert [row.name for row in register.rows] == ["นางสาวดำ ใจเย็น", "นางสาวขาว ใจเย็น"]
    assert register.faults == []


def test_a_column_without_a_header_is_told():
    register = read(xlsx(sheets([*ROW, "โอนจากหมู่ 3"])))

    assert any("คอลัมน์ J" in note for note in register.notes)


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_the_trial_balance_may_stand_beside_the_register(gap):
    beside = trial_rows(2000)[1:]
    left = [HEADER, person(1), person(2), line(ชื่อ="รวม", เงินสัจจะยกมา=2000)]
    rows = [[*mine, *[None] * gap, *(beside[n] if n < len(beside) else [])] for n, mine in enumerate(left)]

    register = read(xlsx({"ทะเบียน": [DAY, *rows]}))

    assert (register.faults, register.questions, len(register.rows)) == ([], [], 2)
    assert [row.code for row in register.trial] == ["11010", "31020"]


@pytest.mark.parametrize("first", ["register", "books"])
def test_the_trial_balance_may_stand_above_or_below_the_register(first):
    members = [DAY, HEADER, person(1), person(2)]
    rows = [*members, [], *trial_rows(2000)] if first == "register" else [*trial_rows(2000), [], *members]

    register = read(xlsx({"ทั้งหมด": rows}))

    assert (register.faults, len(register.rows), len(register.trial)) == ([], 2, 2)


@pytest.mark.parametrize(
    ("value", "as_shown"),
    [
        (None, ""),
        (UNCOMPUTED, ""),
        (date(2025, 12, 31), "31/12/2568"),
        (6500.0, "6500"),
        (6500.5, "6500.5"),
        ("3-8001-00555-12-5", "x-xxxx-xxxxx-12-5"),  # R9.15
        (3800100555125, "x-xxxx-xxxxx-12-5"),
        (" ประไพ ", "ประไพ"),
    ],
)
def test_a_cell_is_shown_as_its_writer_knows_it_and_an_id_masked(value, as_shown):
    assert workbook.shown(value) == as_shown


@pytest.mark.parametrize(
    ("value", "says"), [(None, False), ("  ", False), ("–", False), (" - ", False), (0, True), ("0", True)]
)
def test_a_dash_says_that_there_is_nothing(value, says):
    assert workbook.says(value) is says


def test_another_column_takes_a_name_or_none_does():
    cells = [None] * 7 + [500, 900]
    (register,) = workbook.tables(Sheet("ทะเบียน", False, [HEADER[:8] + ["อื่น"], cells]))
    assert register.lines[0].places["pledged"].value == 500

    workbook.move(register, "pledged", 8)
    assert register.lines[0].places["pledged"] == workbook.Place(2, "I อื่น", 900)
    workbook.move(register, "pledged", None)
    assert "pledged" not in register.lines[0].places


def test_a_sheet_without_a_header_has_no_table():
    assert workbook.tables(Sheet("ก", False, [["สวัสดี"], ["ชื่อ", "นามสกุล"]])) == []
