"""Finds the tables of a workbook, wherever on its sheets they begin and whatever stands beside and below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from funds.registers import columns
from funds.registers.bounded import UNCOMPUTED, Sheet
from funds.registers.columns import REGISTER_NAMES, SEQUENCE, TRIAL_NAMES, USELESS
from funds.registers.faults import Fault
from ledger import thai

HEADER_WITHIN = 30  # title rows above a header
DEEPEST = 3  # rows of one header: group headings above the columns
DASHES = set("-–—._ ")
TITLE_WITHIN = 6  # rows above a header that stands below another table
MARKS = {"register": {"citizen_id"}, "trial": {"code", "debit", "credit"}}
NAMES = {"register": REGISTER_NAMES, "trial": TRIAL_NAMES}


class Place(NamedTuple):
    """One cell: where it stands, what its column is called, and its value."""

    row: int
    column: str
    value: Any


class Line(NamedTuple):
    """One row of a table: its cells by column, and everything it says."""

    number: int
    places: dict[str, Place]
    cells: dict[int, Any]  # by position; blank ones are left out

    @property
    def words(self) -> list[str]:
        return [value.strip() for value in self.cells.values() if isinstance(value, str)]

    @property
    def said(self) -> str:
        return " · ".join(shown(value) for value in self.cells.values())


@dataclass
class RegisterTable:
    """A header and the rows under it. `title` is the text above the header."""

    sheet: str
    kind: str
    header: int  # its first row
    headers: dict[str, str]
    title: list[str]
    lines: list[Line]
    unread: list[str]
    positions: dict[int, str] = field(default_factory=dict)
    texts: dict[int, list[str]] = field(default_factory=dict)
    twice: dict[str, list[int]] = field(default_factory=dict)
    doubtful: dict[int, tuple[str, ...]] = field(default_factory=dict)
    useless: list[int] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def label(self, position: int) -> str:
        return f"{get_column_letter(position + 1)} {' '.join(self.texts.get(position, []))}".strip()


class Header(NamedTuple):
    """Rows that name columns: `called` by position, `texts` from the group heading down."""

    first: int
    last: int
    called: dict[int, str]
    texts: dict[int, list[str]]

    @property
    def useful(self) -> set[str]:
        return {name for name in self.called.values() if name != USELESS}


def tables(sheet: Sheet) -> list[RegisterTable]:
    """The register and the trial balance of a sheet: either, both beside or below each other, or none."""
    trial = _header(sheet, "trial", range(len(sheet.rows)), set())
    block = _block(trial) if trial else set()
    register = _header(sheet, "register", range(min(HEADER_WITHIN, len(sheet.rows))), set())
    if trial and (register is None or set(register.called) & block):
        # The register may begin below the trial balance, or its header share a row with it.
        register = _header(sheet, "register", range(len(sheet.rows)), block if _beside(sheet, trial, block) else set())
    return list(_made(sheet, register, trial, block))


def _made(sheet: Sheet, register: Header | None, trial: Header | None, block: set[int]) -> Iterator[RegisterTable]:
    end = len(sheet.rows)
    beside = bool(register and trial and not set(register.called) & block)
    for header, kind, other in ((register, "register", trial), (trial, "trial", register)):
        if header is None:
            continue
        last, taken = end, block if beside and kind == "register" else set()
        if other and not beside and other.first > header.last:
            last = other.first
        begin = other.last + 1 if other and not beside and other.first < header.first else 0
        only = block if kind == "trial" and beside else None
        yield _table(sheet, kind, header, max(begin, header.first - TITLE_WITHIN) if begin else 0, last, taken, only)


def _block(trial: Header) -> set[int]:
    """The columns of a trial balance: from the code to the credit, and no others."""
    where = [position for position, name in trial.called.items() if name in {"code", "name", "debit", "credit"}]
    return set(range(min(where), max(where) + 1))


def _beside(sheet: Sheet, trial: Header, block: set[int]) -> bool:
    """Whether something stands in a trial balance's rows outside its columns."""
    rows = sheet.rows[trial.first : trial.last + 3]
    return any(not blank(value) for row in rows for at, value in enumerate(row) if at not in block)


# -- Headers -----------------------------------------------------------------------------------------------------------


def _header(sheet: Sheet, kind: str, within: range, taken: set[int]) -> Header | None:
    """The rows that name most columns; of equals the shortest, then the first."""
    best: tuple[tuple[int, int, int], Header] | None = None
    marked = [_marks(row, kind) for row in sheet.rows]
    for first in within:
        if not any(marked[first : first + DEEPEST]):
            continue
        for depth in range(1, min(DEEPEST, len(sheet.rows) - first) + 1):
            header = _named(sheet, NAMES[kind], first, depth, taken)
            if not MARKS[kind] <= header.useful:
                continue
            rank = (len(header.useful), -depth, -first)
            if best is None or rank > best[0]:
                best = rank, header
    return best[1] if best else None


def _marks(row: list[Any], kind: str) -> bool:
    """Whether a row can be part of a header: most rows of a long register cannot."""
    return any(isinstance(value, str) and NAMES[kind].get(columns.bare(value)) in MARKS[kind] for value in row)


def _named(sheet: Sheet, names: dict[str, str], first: int, depth: int, taken: set[int]) -> Header:
    rows = _spread(sheet, first, depth)
    called, texts = {}, {}
    for position in range(max(map(len, rows))):
        said = [text for row in rows if not blank(text := _at(row, position))]
        if position in taken or not said:
            continue
        texts[position] = [str(text).strip() for text in said]
        name = columns.which(names, said)
        if name is not None:
            called[position] = name
    return Header(first, first + depth - 1, called, texts)


def _spread(sheet: Sheet, first: int, depth: int) -> list[list[Any]]:
    """The rows of a header, a group heading repeated over every column that it stands above."""
    rows = [list(sheet.rows[first + down]) for down in range(depth)]
    for down, (upper, lower) in enumerate(zip(rows, rows[1:], strict=False)):
        reach = _reach(sheet, first + down + 1)
        for position in range(1, len(lower)):
            left = _at(upper, position - 1)
            heads = not blank(_at(lower, position)) and not blank(_at(lower, position - 1)) and not blank(left)
            if heads and blank(_at(upper, position)) and reach.get(position, True):
                upper += [None] * (position + 1 - len(upper))
                upper[position] = left
    return rows


def _reach(sheet: Sheet, row: int) -> dict[int, bool]:
    """Where the merged cells of a row end: the position after each is under its heading no more."""
    return {right: False for top, left, _bottom, right in sheet.merged if top == row and right > left}


def _at(row: list[Any], position: int) -> Any:
    return row[position] if position < len(row) else None


# -- What stands under a header ----------------------------------------------------------------------------------------


def _table(
    sheet: Sheet, kind: str, header: Header, begin: int, end: int, taken: set[int], only: set[int] | None
) -> RegisterTable:
    span = [at for at in range(max(map(len, sheet.rows))) if at not in taken and (only is None or at in only)]
    positions: dict[int, str] = {}
    twice: dict[str, list[int]] = {}
    for position, name in header.called.items():
        if position in span:
            twice.setdefault(name, []).append(position)
            if name not in positions.values():
                positions[position] = name
    title = [" ".join(shown(value) for value in row if not blank(value)) for row in sheet.rows[begin : header.first]]
    table = RegisterTable(sheet.title, kind, header.first + 1, {}, title, [], [], positions, header.texts)
    table.twice = {name: where for name, where in twice.items() if len(where) > 1 and name not in (SEQUENCE, USELESS)}
    table.doubtful = {at: may for at in span if at not in header.called and (may := _doubt(header, at, kind))}
    table.useless = [at for at in span if header.called.get(at) == USELESS]
    table.hidden = sheet.hidden
    table.hidden_rows, table.hidden_columns = set(sheet.hidden_rows or ()), set(sheet.hidden_columns or ())
    rows = list(enumerate(sheet.rows[header.last + 1 : end], header.last + 2))
    _join_names(table, span, rows)
    table.lines = [Line(number, {}, {at: row[at] for at in span if not blank(_at(row, at))}) for number, row in rows]
    place(table)
    _unread(table, span, header)
    return table


def _doubt(header: Header, position: int, kind: str) -> tuple[str, ...]:
    return columns.doubtful(header.texts.get(position, [])) if kind == "register" else ()


def _join_names(table: RegisterTable, span: list[int], rows: list[tuple[int, list[Any]]]) -> None:
    """One heading ชื่อ-สกุล above two or three columns: first and last name, or with the title before."""
    at = next((where for where, name in table.positions.items() if name in ("full_name", "first_name")), None)
    if at is None or {"last_name"} & set(table.positions.values()):
        return
    more: list[int] = []
    while (nearby := at + 1 + len(more)) in span and nearby not in table.texts and len(more) < 2:
        named = [row for _number, row in rows if isinstance(_at(row, at), str)]
        if sum(isinstance(_at(row, nearby), str) for row in named) * 2 <= len(named):
            break
        more.append(nearby)
    del table.positions[at]
    names = {0: ["full_name"], 1: ["first_name", "last_name"], 2: ["prefix", "first_name", "last_name"]}[len(more)]
    for where, name in zip((at, *more), names, strict=True):
        if name not in table.positions.values():
            table.positions[where] = name
        table.texts.setdefault(where, table.texts[at])


def place(table: RegisterTable) -> None:
    """Give every line its cells by column; again when an answer says otherwise which column is which."""
    table.headers = {name: table.label(position) for position, name in table.positions.items()}
    for line in table.lines:
        line.places.clear()
        for position, name in table.positions.items():
            line.places[name] = Place(line.number, table.headers[name], line.cells.get(position))


def move(table: RegisterTable, name: str, position: int | None) -> None:
    """Another column is `name`, or none."""
    table.positions = {at: called for at, called in table.positions.items() if called != name and at != position}
    if position is not None:
        table.positions[position] = name
    place(table)


def _unread(table: RegisterTable, span: list[int], header: Header) -> None:
    """What no column of ours is called, and what stands under no header at all."""
    known = set(table.positions) | {at for at, name in header.called.items() if name in (USELESS, SEQUENCE)}
    known |= set(table.doubtful) | {at for where in table.twice.values() for at in where}
    used = {at for line in table.lines for at in line.cells}
    table.unread = [table.label(at) for at in span if at not in known and (at in header.texts or at in used)]


def blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def says(value: Any) -> bool:
    """Whether a cell says anything; a dash says that there is nothing."""
    return not blank(value) and not (isinstance(value, str) and set(value.strip()) <= DASHES)


def is_header(table: RegisterTable, line: Line) -> bool:
    """A header printed again on the next page: every cell says what stands in its column's header."""
    return bool(line.cells) and all(
        isinstance(value, str) and columns.bare(value) in {columns.bare(each) for each in table.texts.get(at, [])}
        for at, value in line.cells.items()
    )


def shown(value: Any) -> str:
    """A cell's value as its writer knows it; a citizen ID masked, for the row says whose it is (R9.15)."""
    if value is None or value is UNCOMPUTED:
        return ""
    if isinstance(value, date):
        return thai.numeric_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    figures = re.sub(r"[\s\-]", "", thai.digits(value))
    return thai.mask(figures) if re.fullmatch(r"\d{13}", figures) else str(value).strip()


def fault(table: RegisterTable, place: Place, cure: str) -> Fault:
    return Fault(table.sheet, place.row, place.column, shown(place.value), cure)
