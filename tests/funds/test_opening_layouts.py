"""Errors, formulas without a value and hidden parts are reported for an .xlsx file."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from funds.registers import bounded
from tests.funds.register_rows import ROW, faults, workbook
from tests.workbooks import worksheet


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
