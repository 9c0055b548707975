"""A list as a workbook: titles, a header that stays in sight, amounts as numbers, days as days."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BAHT = "#,##0.00"
BUDDHIST = "[$-107041E]d mmm yyyy;@"  # a day that a spreadsheet shows in Thai, in the Buddhist era

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠﹦﹢﹣﹫−]\s*[^\s\-–]")


def workbook(titles: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet; an empty row stands between the titles and the header."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kahro")
    sheet.freeze_panes = f"A{len(titles) + 3}"
    for i, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(i)].width = max(16, len(str(name)) + 2)
    for title in titles:
        sheet.append([_cell(sheet, str(title))])
    sheet.append([])
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx_response(name: str, content: bytes) -> HttpResponse:
    """A workbook to save; the name may be Thai."""
    headers = {"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "private"}
    return HttpResponse(content, XLSX, headers=headers)


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"  # text, whatever it begins with
        cell.quotePrefix = looks_like_a_formula(value)  # and it stays text where somebody edits the cell
    else:
        cell = WriteOnlyCell(sheet, value)
    if isinstance(value, Decimal):
        cell.number_format = BAHT
    elif isinstance(value, date):
        cell.number_format = BUDDHIST
    if bold:
        cell.font = Font(bold=True)
    return cell


def looks_like_a_formula(value: Any) -> bool:
    """Whether a spreadsheet would compute with a text: a sign of a formula, of any width, and something behind it."""
    return isinstance(value, str) and FORMULA.match(value) is not None
