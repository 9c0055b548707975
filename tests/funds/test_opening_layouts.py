"""Errors, formulas without a value and hidden parts are reported for an .xlsx file."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from funds.registers import bounded
from funds.registers.opening import layouts, limits
from tests.funds.register_rows import ROW, faults, workbook
from tests.workbooks import SPREADSHEET, ods, worksheet, xlsx


def test_a_workbook_that_would_eat_the_memory_is_refused(world, group):
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE s [<!ENTITY a0 "a">{bomb}]><worksheet'.encode()
    content = BytesIO()
    with ZipFile(BytesIO(workbook(ROW))) as honest, ZipFile(content, "w") as evil:
        for part in honest.namelist():
            evil.writestr(part, honest.read(part).replace(b"<worksheet", head, 1))

    assert faults(content.getvalue(), group) == [("", None, "")]


@pytest.mark.parametrize(
    "cell",
    ["<c r='A1' t='e'><v>#REF!</v></c>", "<c r='A1'><f>1/0</f></c>", "<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>"],
)
def test_an_error_and_a_formula_without_a_value_are_never_read_as_nothing(cell):
    rows = bounded.opened(worksheet(f"<sheetData><row r='1'>{cell}</row></sheetData>")).sheets[0].rows

    assert rows[0][0] is bounded.UNCOMPUTED or str(rows[0][0]).startswith("#")


def layout(inside: str) -> layouts.Layout:
    return layouts.Layout(f"<worksheet {SPREADSHEET}>{inside}</worksheet>".encode())


def test_rows_and_columns_are_hidden_by_their_mark_or_by_having_no_size():
    columns = "<cols><col min='2' max='3' hidden='1'/><col min='5' max='5' width='0'/><col min='7' max='7'/></cols>"
    rows = "<sheetData><row/><row hidden='true'/><row r='9' ht='0'/><row/></sheetData>"

    read = layout(columns + rows)

    assert (read.columns, read.rows) == ({2, 3, 5}, {2, 9})


def test_columns_hidden_to_the_end_of_the_sheet_are_those_that_are_read():
    assert max(layout("<cols><col min='50' max='16384' hidden='1'/></cols>").columns) == limits.MOST_COLUMNS


@pytest.mark.parametrize(
    ("cell", "unsaid"),
    [
        ("<c t='e'><v>#REF!</v></c>", {(1, 1): "#REF!"}),
        ("<c t='e'/>", {(1, 1): "#"}),
        ("<c/><c><f>1+1</f></c>", {(1, 2): limits.UNCOMPUTED}),
        ("<c r='AB1'><f>1+1</f></c>", {(1, 28): limits.UNCOMPUTED}),
        ("<c><f>1+1</f><v>2</v></c>", {}),
        ("<c t='str'><f>A2</f></c>", {}),  # a formula whose words are none
        ("<c><v>5</v></c>", {}),
    ],
)
def test_a_cell_that_says_nothing_of_its_own_is_told_with_its_place(cell, unsaid):
    assert layout(f"<sheetData><row>{cell}</row></sheetData>").unsaid == unsaid


def test_only_an_xlsx_file_tells_what_it_hides():
    assert layouts.layouts_of(ods({"ก": [["x"]]})) == {}
    assert list(layouts.layouts_of(xlsx({"ก": [["x"]], "ข": [["y"]]}))) == ["ก", "ข"]
