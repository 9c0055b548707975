"""The same register says the same in every kind of file; what is formatted and empty is no row."""

from datetime import date
from decimal import Decimal

import pytest

from funds.registers import bounded
from funds.registers.opening import limits
from funds.registers.opening import sheets as opening_sheets
from funds.services import registers
from tests.funds.register_rows import DAY, HEADER, line, person, read, sheets, trial_rows
from tests.workbooks import csv, ods, worksheet, xls, xlsx


def test_empty_cells_formatted_far_below_and_beside_are_no_rows():
    inside = (
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576' s='0'/></row></sheetData>"
    )

    assert bounded.opened(worksheet(inside)).sheets[0].rows == [[1]]


@pytest.mark.parametrize("made", [xlsx, xls, ods])
def test_the_same_register_says_the_same_in_every_kind_of_workbook(world, group, made):
    rows = [person(1, วันเกิด=date(1970, 6, 13)), person(2, "๒,๐๐๐.๕๐"), line(ชื่อ="รวม", เงินสัจจะยกมา=3000.5)]

    register, upload = registers.keep_register(group, "r", made(sheets(*rows, amount=3000.5)), by=world.treasurer)

    assert (register.faults, register.questions) == ([], [])
    assert [row.born_on for row in register.rows] == [date(1970, 6, 13)] * 2
    assert register.totals == {"pledged": Decimal("3000.50")}
    assert upload.file.name.endswith(made.__name__)
    assert any("ซ่อน" in note or "hidden" in note for note in register.notes) == (made is not xlsx)
    registers.confirm_register(upload, by=world.checker)


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("tis-620", ","), ("cp874", "\t"), ("utf-16", "\t")],
)
def test_a_csv_file_of_any_thai_encoding_is_read(encoding, delimiter):
    rows = [DAY, HEADER, person(1, "6,500.00"), person(2, "๑๐๐"), [], *trial_rows("6,600.00")]

    register = read(csv(rows, encoding, delimiter))

    assert (register.faults, register.questions, register.kind) == ([], [], "csv")
    assert [row.balances["pledged"] for row in register.rows] == [6500, 100]
    assert register.rows[0].name == "นางดำ ใจเย็น"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b",".join([b"1"] * (limits.MOST_WIDTH + 2)), "large"),
        (b"1\n" * (limits.MOST_ROWS + 1), "large"),
        (b"  ", "unreadable"),
        (b"a\0b", "unreadable"),
        (b"\xff\xfe\x00", "unreadable"),  # half a letter of UTF-16
    ],
    ids=["wide", "long", "empty", "zeros", "half a letter"],
)
def test_what_is_no_text_or_too_much_of_it_is_refused(content, why):
    with pytest.raises(limits.Refused, match=f"^{why}$"):
        list(opening_sheets.of_text(content))


def test_columns_beyond_those_that_are_read_are_told_and_empty_ends_are_cut():
    wide = ["1", *[""] * (limits.MOST_COLUMNS - 1), "2"]

    (sheet,) = opening_sheets.of_text(",".join(wide).encode())
    (short,) = opening_sheets.of_text(b"1,,\n,,\n")

    assert (sheet["rows"], sheet["beyond"]) == ([["1"]], True)
    assert (short["rows"], short["beyond"]) == ([["1"], []], False)
