"""A list as a workbook: titles, a header that stays in sight, amounts as numbers, days as days."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BAHT = "#,##0.00"
BUDDHIST = "[$-107041E]d mmm yyyy;@"  # a day that a spreadsheet shows in Thai, in the Buddhist era


def workbook(titles: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet; an empty row stands between the titles and the header."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kahro")
    sheet.freeze_panes = f"A{len(titles) + 3}"
    for i, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(i)].width = max(16, len(str(name)) + 2)
    for title in titles:
        sheet.append([marked(title)])
    sheet.append([])
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", marked(value))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, Decimal):
        cell.number_format = BAHT
    elif isinstance(value, date):
        cell.number_format = BUDDHIST
    if bold:
        cell.font = Font(bold=True)
    return cell


def marked(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text; amounts stay what they are."""
    formula = isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "-", "@")
    return f"'{value}" if formula else value
