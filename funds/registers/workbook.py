"""Opens an Excel file and finds its tables, wherever on the sheets they begin."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from funds.registers import columns
from funds.registers.faults import Fault
from ledger import thai

HEADER_WITHIN = 20  # title rows above a header
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 20_000, 60, 100_000_000
UNCOMPUTED = object()  # a formula that no spreadsheet has worked out yet


class Place(NamedTuple):
    """One cell: where it stands, what its column is called, and its value."""

    row: int
    column: str
    value: Any


class Table(NamedTuple):
    """A header and the rows under it, each as {column: place}. `title` is the text above the header."""

    sheet: str
    header: int
    found: dict[str, str]
    title: list[str]
    rows: list[dict[str, Place]]
    unread: list[str]


class Unopened(ValueError):
    """Says why a file cannot be opened, and what to do."""


def tables(content: bytes) -> tuple[list[Table], list[Table], list[str]]:
    """The registers and the trial balances in a workbook, and the sheets that are neither. Raises Unopened."""
    registers, trials, others = [], [], []
    for title, rows in _sheets(content):
        if not any(value is not None for row in rows for value in row):
            continue
        if found := _table(title, rows, columns.TRIAL_BALANCE, {"code", "debit", "credit"}):
            trials.append(found)
        elif found := _table(title, rows, columns.REGISTER, {"citizen_id"}):
            registers.append(found)
        else:
            others.append(title)
    return registers, trials, others


def _sheets(content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    """Each sheet's title and values; where a formula stands, what the spreadsheet last computed."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise Unopened(_("The workbook is too large for a register. Leave only the two sheets in it."))
        computed = load_workbook(BytesIO(content), data_only=True, read_only=True)
        written = load_workbook(BytesIO(content), read_only=True)
    except Unopened:
        raise
    except Exception as fault:  # whatever openpyxl stumbles over in a file that is no workbook
        raise Unopened(_("This is not an Excel workbook. Save the register as .xlsx and choose it again.")) from fault
    for sheet, source in zip(computed.worksheets, written.worksheets, strict=True):
        pairs = (zip(*pair, strict=True) for pair in zip(_rows(sheet), _rows(source), strict=True))
        yield sheet.title, [[_computed(value, formula) for value, formula in pair] for pair in pairs]


def _computed(value: Any, formula: Any) -> Any:
    return UNCOMPUTED if value is None and formula is not None else value


def _rows(sheet) -> Iterator[tuple]:
    """Every row up to the last one written; a sheet with more than any register has is refused."""
    sheet.reset_dimensions()  # what a file says of its own size is not always so
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise Unopened(_("The workbook is too large for a register. Leave only the two sheets in it."))
        yield row[:MOST_COLUMNS]


def _table(title: str, rows: list[list[Any]], names: dict, marks: set[str]) -> Table | None:
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        called = [columns.which(names, value) for value in row]
        if not marks <= set(called):
            continue
        found: dict[str, str] = {}
        where: dict[int, str] = {}
        for position, name in enumerate(called):
            if name is not None and name not in found:
                found[name] = where[position] = f"{get_column_letter(position + 1)} {str(row[position]).strip()}"
        named = {position: name for position, name in enumerate(called) if position in where}
        body = [_places(number, values, named, where) for number, values in enumerate(rows[index + 1 :], index + 2)]
        unread = [
            f"{get_column_letter(position + 1)} {value}"
            for position, value in enumerate(row)
            if value is not None and position not in where and called[position] != ""
        ]
        above = [str(value) for line in rows[:index] for value in line if isinstance(value, str)]
        return Table(title, index + 1, found, above, [row for row in body if _written(row)], unread)
    return None


def _places(number: int, values: list[Any], named: dict[int, Any], where: dict[int, str]) -> dict[str, Place]:
    return {
        name: Place(number, where[position], values[position] if position < len(values) else None)
        for position, name in named.items()
    }


def _written(row: dict[str, Place]) -> bool:
    """Whether a row says anything; rows numbered in advance say nothing yet."""
    return any(name and place.value is not None and str(place.value).strip() for name, place in row.items())


def shown(value: Any) -> str:
    """A cell's value as its writer knows it; a citizen ID masked, for the row tells whose it is (R9.15)."""
    if value is None or value is UNCOMPUTED:
        return ""
    if isinstance(value, date):
        return thai.numeric_date(value)
    figures = re.sub(r"[\s\-]", "", thai.digits(value))
    return thai.mask(figures) if re.fullmatch(r"\d{13}", figures) else str(value).strip()


def fault(table: Table, place: Place, cure: str) -> Fault:
    return Fault(table.sheet, place.row, place.column, shown(place.value), cure)
