"""Opens one workbook in a process of its own (`bounded` starts it) and writes its cells, or a marked copy, to stdout.

Nothing of Django or of this project is imported here: what a hostile file can reach is this process alone, whose time
and memory the kernel bounds before the first byte is read. A refusal leaves as one word that `bounded` puts into a
sentence.
"""

import csv
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO

SECONDS, MEMORY = 12, 1024 * 1024 * 1024
MOST_FILE, MOST_PARTS, MOST_BYTES = 10 * 1024 * 1024, 500, 40_000_000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 40, 12_000, 60, 300_000
MOST_LETTERS = 2_000  # of one cell
UNCOMPUTED = ["?"]
# What spreadsheets write when they save Thai text; CP874 is TIS-620 with the quotation marks of Windows.
ENCODINGS = ("utf-8-sig", "cp874")
DELIMITERS = ",;\t|"


class Refused(Exception):
    """One word: why this file is not read."""


def main(act: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    marks = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(MOST_FILE + 1)
    try:
        answer = marked(content, marks) if act == "mark" else json.dumps(opened(content)).encode()
    except Refused as refused:
        answer = json.dumps({"refused": str(refused)}).encode()
    except MemoryError:
        answer = b'{"refused": "large"}'
    except Exception:  # whatever a reader stumbles over in a file that is no workbook
        answer = b'{"refused": "unreadable"}'
    sys.stdout.buffer.write(answer)


def opened(content: bytes) -> dict:
    """{"kind", "sheets"}; a sheet says what it is called, what is hidden, which cells are merged, and its rows."""
    kind = _kind(content)
    sheets = list({"xlsx": _excel, "csv": _text}.get(kind, _calamine)(content))
    if sum(len(row) for sheet in sheets for row in sheet["rows"]) > MOST_CELLS:
        raise Refused("large")
    return {"kind": kind, "sheets": sheets}


def _kind(content: bytes) -> str:
    """By what stands in the file, never by its name. Raises Refused before anything is unpacked."""
    if len(content) > MOST_FILE:
        raise Refused("large")
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("password")
        return "xls"
    return "csv"


def _kind_of_zip(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        entries = parts.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise Refused("large")
        names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise Refused("unreadable")


# -- .xlsx -------------------------------------------------------------------------------------------------------------


def _excel(content: bytes) -> Iterator[dict]:
    """Values as the spreadsheet last computed them; a formula that was never worked out says so."""
    from openpyxl import load_workbook

    computed = load_workbook(BytesIO(content), data_only=True)
    formulas = load_workbook(BytesIO(content), read_only=True)
    written = {sheet.title: sheet for sheet in formulas.worksheets} if _has_formulas(content) else {}
    for sheet in computed.worksheets[:MOST_SHEETS]:
        values = {place: _plain(cell.value) for place, cell in sheet._cells.items() if cell.value is not None}
        for place in _formulas(written[sheet.title]) if written else ():
            values.setdefault(place, UNCOMPUTED)
        rows, hidden = sheet.row_dimensions, sheet.column_dimensions.values()
        yield {
            "title": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "rows": _grid(values),
            "hidden_rows": [number for number, row in list(rows.items()) if row.hidden or row.height == 0],
            "hidden_columns": [
                number for column in hidden if column.hidden for number in range(column.min, min(column.max, 99) + 1)
            ],
            "merged": [[area.min_row, area.min_col, area.max_row, area.max_col] for area in sheet.merged_cells.ranges],
            "beyond": any(column > MOST_COLUMNS for _row, column in values),
        }


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return any(b"<f" in parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))


def _formulas(sheet) -> Iterator[tuple[int, int]]:
    sheet.reset_dimensions()  # what a file says of its own size is not always so
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        for cell in row:
            if cell.data_type == "f":
                yield cell.row, cell.column


def _grid(values: dict[tuple[int, int], object]) -> list[list]:
    """Rows from the first to the last that says anything, however far down empty cells are formatted."""
    last = max((row for row, _column in values), default=0)
    if last > MOST_ROWS:
        raise Refused("large")
    rows: list[list] = [[] for _row in range(last)]
    for (row, column), value in sorted(values.items()):
        if column <= MOST_COLUMNS:
            cells = rows[row - 1]
            cells += [None] * (column - len(cells))
            cells[column - 1] = value
    return rows


def _plain(value: object) -> object:
    """A value that JSON can carry; a day as a list of one."""
    if isinstance(value, datetime | date):
        return [value.isoformat()[:10]]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:MOST_LETTERS] or None


# -- .xls, .ods, .csv --------------------------------------------------------------------------------------------------


def _calamine(content: bytes) -> Iterator[dict]:
    """A reader that tells hidden sheets and merged cells, and neither hidden rows nor hidden columns."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as locked:
        raise Refused("password") from locked
    for about in book.sheets_metadata[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > 10 * MOST_CELLS:
            raise Refused("large")
        rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        areas = sheet.merged_cell_ranges or []
        yield {
            "title": about.name,
            "hidden": about.visible != SheetVisibleEnum.Visible,
            "rows": [_trimmed(row[:MOST_COLUMNS]) for row in rows],
            "hidden_rows": None,
            "hidden_columns": None,
            "merged": [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in areas],
            "beyond": any(any(value is not None for value in row[MOST_COLUMNS:]) for row in rows),
        }


def _text(content: bytes) -> Iterator[dict]:
    text = _decoded(content)
    delimiter = max(DELIMITERS, key=text[:20_000].count)
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


# -- The same workbook with its faults marked --------------------------------------------------------------------------


def marked(content: bytes, marks: dict) -> bytes:
    """An .xlsx of the same workbook: a comment and a colour at every place of `marks`, and a first sheet listing them.

    What came as another kind of file comes back with its values alone.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content)) if _kind(content) == "xlsx" else _copied(opened(content))
    for place in marks["places"]:
        _mark(book, place)
    _list(book, marks)
    book.calculation.fullCalcOnLoad = True  # a saved formula has no value until it is opened
    answer = BytesIO()
    book.save(answer)
    return answer.getvalue()


def _copied(workbook: dict):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in workbook["sheets"]:
        made = book.create_sheet(_title(sheet["title"]))
        for number, row in enumerate(sheet["rows"], 1):
            for column, value in enumerate(row, 1):
                _write(made.cell(number, column), value)
    return book


def _title(title: str) -> str:
    """A sheet's name as Excel takes it."""
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in title)[:31] or "-"


def _write(cell, value: object) -> None:
    if isinstance(value, list):
        cell.value = None if value == UNCOMPUTED else date.fromisoformat(value[0])
    elif isinstance(value, str):
        cell.value, cell.data_type, cell.number_format = value, "s", "@"  # text, whatever it begins with
    else:
        cell.value = value


def _mark(book, place: dict) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    title = place["sheet"] if place["sheet"] in book.sheetnames else _title(place["sheet"])
    if title not in book.sheetnames:
        return
    cell = book[title][f"{place['column'] or 'A'}{place['row'] or 1}"]
    if isinstance(cell, MergedCell):
        return
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{place['words']}", "Kahro", width=320, height=120)
    cell.fill = PatternFill("solid", fgColor=place["colour"])


def _list(book, marks: dict) -> None:
    from openpyxl.styles import Alignment, Font

    if marks["title"] in book.sheetnames:
        book.remove(book[marks["title"]])  # the list of the time before
    sheet = book.create_sheet(marks["title"], 0)
    for number, line in enumerate(marks["list"], 1):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            _write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, width in zip("ABCDE", (22, 8, 24, 28, 70), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


if __name__ == "__main__":
    main(sys.argv[1])
