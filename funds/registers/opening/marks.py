"""The same workbook with its faults marked."""

from datetime import date
from io import BytesIO

from .limits import UNCOMPUTED


def marked(content: bytes, marks: dict, *, copy_of: dict | None) -> bytes:
    """An .xlsx of the same workbook: a comment and a colour at every place of `marks`, and a first sheet listing them.

    What came as another kind of file comes back with its values alone: `copy_of` are its sheets, None for an .xlsx.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content)) if copy_of is None else _copied(copy_of)
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
    for letter, width in zip("ABCDE", (22, 8, 24, 28, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
