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
from xml.etree import ElementTree
from xml.parsers.expat import ParserCreate

SECONDS, MEMORY = 8, 640 * 1024 * 1024
MOST_FILE, MOST_PARTS, MOST_BYTES = 10 * 1024 * 1024, 500, 30_000_000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 40, 6_000, 60, 200_000
MOST_ANSWER = 16_000_000  # bytes of JSON that the worker reads
MOST_WIDTH, MOST_LETTERS = 500, 500  # columns of a sheet that is looked at at all, and letters of a cell
UNCOMPUTED = ["?"]
# What spreadsheets write when they save Thai text; CP874 is TIS-620 with the quotation marks of Windows.
ENCODINGS = ("utf-8-sig", "cp874")
DELIMITERS = ",;\t|"


class Refused(Exception):
    """One word: why this file is not read."""


def main(act: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    written = MOST_BYTES if act == "mark" else 0  # openpyxl puts a sheet together in a file that goes again
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    marks = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(MOST_FILE + 1)
    try:
        answer = marked(content, marks) if act == "mark" else json.dumps(opened(content)).encode()
        if act == "read" and len(answer) > MOST_ANSWER:
            raise Refused("large")
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
    sheets = list(_text(content) if kind == "csv" else _workbook(content))
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


# -- .xlsx, .xls, .ods -------------------------------------------------------------------------------------------------


def _workbook(content: bytes) -> Iterator[dict]:
    """Values, merged cells and hidden sheets; of .xlsx also what this reader does not tell of the other two."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as locked:
        raise Refused("password") from locked
    properties = book.sheets_metadata[:MOST_SHEETS]
    sheets = [book.get_sheet_by_name(about.name) for about in properties]
    if any(sheet.total_height > MOST_ROWS or sheet.total_width > MOST_WIDTH for sheet in sheets):
        raise Refused("large")
    layouts = _layouts(content) if content.startswith(b"PK") else {}
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


class Layout:
    """What a sheet of .xlsx hides, and cells with an error or with a formula that was never worked out."""

    def __init__(self, content: bytes):
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.unsaid: dict[tuple[int, int], object] = {}
        self.row = self.column = 0
        self.kind, self.formula, self.value, self.inside = "", False, "", False
        reader = ParserCreate(namespace_separator=" ")
        reader.StartElementHandler, reader.EndElementHandler = self._begin, self._end
        reader.CharacterDataHandler = self._say
        reader.StartDoctypeDeclHandler = self._refuse  # no spreadsheet writes one
        reader.Parse(content, True)

    def _refuse(self, *_told) -> None:
        raise Refused("unreadable")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if _is_hidden(attributes, "ht"):
                self.rows.add(self.row)
        elif name == "col" and _is_hidden(attributes, "width"):
            self.columns |= set(range(int(attributes["min"]), min(int(attributes["max"]), MOST_COLUMNS) + 1))
        elif name == "c":
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
            self.kind, self.formula, self.value = attributes.get("t", ""), False, ""
        elif name == "f":
            self.formula = True
        self.inside = name == "v"

    def _say(self, text: str) -> None:
        if self.inside:
            self.value += text

    def _end(self, name: str) -> None:
        self.inside = False
        if name.rpartition(" ")[2] != "c":
            return
        if self.kind == "e":
            self.unsaid[self.row, self.column] = self.value or "#"
        elif self.formula and not self.value and self.kind not in ("str", "s"):
            self.unsaid[self.row, self.column] = UNCOMPUTED


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or attributes.get(size) == "0"


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number


def _layouts(content: bytes) -> dict[str, Layout]:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return {}
        related = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): each.get("Target", "") for each in related}
        layouts = {}
        for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).findall(".//{*}sheet"):
            target = targets[next(value for name, value in sheet.items() if name.endswith("}id"))]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in path and len(layouts) < MOST_SHEETS:
                layouts[sheet.get("name", "")] = Layout(parts.read(path))
    return layouts


# -- .csv --------------------------------------------------------------------------------------------------------------


def _text(content: bytes) -> Iterator[dict]:
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
