"""A report as XLSX, CSV and PDF."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from kahro.reports import Asked, Report
from villages.pdf import paper, pdf_response, qr_svg
from villages.queries import letterhead, signatories

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(report: Report, asked: Asked, request: HttpRequest) -> HttpResponse:
    book = Workbook()
    sheet = book.active
    sheet.title = "Kahro"
    for row in ([str(asked.book)], [report.title], [report.period], []):
        sheet.append(row)
    header, *rows = _values(report)
    sheet.append(header)
    for cell in sheet[5]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A6"
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, Decimal):
                cell.number_format = "#,##0.00"
    for column in sheet.columns:
        sheet.column_dimensions[column[4].column_letter].width = 18
    content = BytesIO()
    book.save(content)
    return _download(content.getvalue(), XLSX, _name(report, asked, "xlsx"))


def as_csv(report: Report, asked: Asked, request: HttpRequest) -> HttpResponse:
    text = StringIO()
    csv.writer(text).writerows(_values(report))
    return _download(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", _name(report, asked, "csv"))


def pdf(report: Report, asked: Asked, request: HttpRequest) -> HttpResponse:
    table = report.table(report.rows)
    head, at_head = asked.book.head, letterhead(asked.group)
    context = {
        "letterhead": at_head,
        "demo": at_head["demo"],
        "title": report.title,
        "period": f"{asked.book} · {report.period}",
        "table": table,
        "head": head,
        "head_qr": qr_svg(f"{asked.book.slug} {head.number} {head.seal}") if head else None,
        "signatures": signatories(asked.group),
        "generated_at": timezone.now(),
        "wide": len(table.columns) > 7,
    }
    return pdf_response(_name(report, asked, "pdf"), paper("kahro/report_paper.html", context, request=request))


DRAWN = {"xlsx": xlsx, "csv": as_csv, "pdf": pdf}


def _values(report: Report) -> list[list[Any]]:
    """Header, rows and totals as bare values."""
    table = report.table(report.rows)
    header, *rows = table.as_values()
    found = [list(header), *([_cell(value) for value in row] for row in rows)]
    if table.has_footer():
        totals = table.totals()
        found.append([totals.get(c.name, _("Total") if i == 0 else "") if c.has_footer() or i == 0 else ""
                      for i, c in enumerate(table.columns)])  # fmt: skip
    return found


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, Decimal | date) or value is None:
        return value
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _name(report: Report, asked: Asked, ending: str) -> str:
    return f"{asked.book.slug}-{report.table.__name__.removesuffix('Table').lower()}-{asked.end:%Y%m%d}.{ending}"


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
