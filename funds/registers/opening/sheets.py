"""The sheets of a workbook (.xlsx, .xls, .ods) or of a text file (.csv), as values that JSON can carry."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO

from .layouts import layouts_of
from .limits import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, MOST_SHEETS, MOST_WIDTH, Refused

# What spreadsheets write when they save Thai text; CP874 is TIS-620 with the quotation marks of Windows.
ENCODINGS = ("utf-8-sig", "cp874")
DELIMITERS = ",;\t|"


def of_workbook(content: bytes) -> Iterator[dict]:
    """Values, merged cells and hidden sheets; of .xlsx also what this reader does not give for the other two."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as locked:
        raise Refused("password") from locked
    properties = book.sheets_metadata[:MOST_SHEETS]
    sheets = [book.get_sheet_by_name(about.name) for about in properties]
    if any(sheet.total_height > MOST_ROWS or sheet.total_width > MOST_WIDTH for sheet in sheets):
        raise Refused("large")
    layouts = layouts_of(content) if content.startswith(b"PK") else {}
    for about, sheet in zip(properties, sheets, strict=True):
        rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        layout = layouts.get(about.name)
        for (row, column), value in layout.unsaid.items() if layout else ():
            _put(rows, row, column, value)
        areas = sheet.merged_cell_ranges or []
        yield {
            "title": about.name,
            "hidden": about.visible != SheetVisibleEnum.Visible,
            "rows": [_trimmed(row[:MOST_COLUMNS]) for row in rows],
            "hidden_rows": layout and sorted(layout.rows),
            "hidden_columns": layout and sorted(layout.columns),
            "merged": [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in areas],
            "beyond": any(any(value is not None for value in row[MOST_COLUMNS:]) for row in rows),
        }


def _put(rows: list[list], row: int, column: int, value: object) -> None:
    if row > MOST_ROWS:
        raise Refused("large")
    rows += [[] for _row in range(row - len(rows))]
    cells = rows[row - 1]
    cells += [None] * (min(column, MOST_COLUMNS) - len(cells))
    if column <= MOST_COLUMNS and cells[column - 1] is None:
        cells[column - 1] = value


def _plain(value: object) -> object:
    """A value that JSON can carry; a day as a list of one."""
    if isinstance(value, datetime | date):
        return [value.isoformat()[:10]]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:MOST_LETTERS] or None


def of_text(content: bytes) -> Iterator[dict]:
    """The one sheet of a .csv file. Raises Refused where it is too large or no text."""
    text = _decoded(content)
    delimiter = max(DELIMITERS, key=text[:20_000].count)
    if max(line.count(delimiter) for line in text.split("\n")) > MOST_WIDTH:
        raise Refused("large")
    rows = []
    for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 1):
        if number > MOST_ROWS:
            raise Refused("large")
        rows.append([_plain(value.strip()) for value in row])
    yield {
        "title": "CSV",
        "hidden": False,
        "rows": [_trimmed(row[:MOST_COLUMNS]) for row in rows],
        "hidden_rows": [],
        "hidden_columns": [],
        "merged": [],
        "beyond": any(any(row[MOST_COLUMNS:]) for row in rows),
    }


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip() and "\0" not in text:
            return text
    raise Refused("unreadable")


def _trimmed(row: list) -> list:
    while row and row[-1] is None:
        row.pop()
    return row
