"""A report as paper, XLSX and CSV."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from kahro.books.reports import Report, Scope
from kahro.books.tables import DayColumn
from ledger import thai
from villages.paper.letters import last_entry, letter
from villages.paper.pdf import pdf_response
from villages.paper.workbook import looks_like_a_formula, workbook, xlsx_response
from villages.queries.officers import signatories

WIDE = 7  # columns that still fit an upright page


def as_pdf(report: Report, scope: Scope, request: HttpRequest) -> HttpResponse:
    """On A4 with letterhead, the book's last entry and its seal, and lines to sign."""
    table = report.table(links=False)
    context = {
        **last_entry(scope.book),
        "period": f"{scope.book} · {report.period}",
        "table": table,
        "signatures": signatories(scope.group),
        "wide": len(table.columns) > WIDE,
    }
    content = letter("kahro/report_paper.html", scope.group, report.title, context, request=request)
    return pdf_response(_name(report, scope, "pdf"), content)


def as_xlsx(report: Report, scope: Scope, request: HttpRequest) -> HttpResponse:
    """Amounts as numbers and days as days, below a header that stays in sight."""
    rows = _values(report)
    titles = [str(scope.group), str(scope.book), report.title, report.period]
    content = workbook(titles, next(rows), rows)
    return xlsx_response(_name(report, scope, "xlsx"), content)


def as_csv(report: Report, scope: Scope, request: HttpRequest) -> StreamingHttpResponse:
    """Sent line by line, so that it may be as long as the books are.

    A day stands twice: in the Buddhist era as people read it, and beside it as ISO 8601 has it, for a spreadsheet
    takes 15/01/2569 for a day 543 years from now.
    """

    def text() -> Iterator[str]:
        yield "\ufeff"  # tells a spreadsheet that Thai follows
        rows = _values(report)
        header = next(rows)
        yield writer.writerow(_beside(header, [_("%(day)s (Christian era)") % {"day": name} for name in header]))
        for row in rows:
            yield writer.writerow(_beside(map(_plain, row), map(_iso, row)))

    def _beside(values: Iterable[str], isos: Iterable[str]) -> Iterator[str]:
        for value, iso, is_day in zip(values, isos, days, strict=True):
            yield from (value, iso) if is_day else (value,)

    days = [isinstance(column.column, DayColumn) for column in report.table().columns]
    writer = csv.writer(Echo())
    headers = _saved_as(_name(report, scope, "csv"))
    return StreamingHttpResponse(text(), content_type="text/csv; charset=utf-8", headers=headers)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return thai.numeric_date(value)
    return f"'{value}" if looks_like_a_formula(value) else value  # CSV has no other way to say that this is text


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else ""


class Echo:
    """A file whose `write` returns what is written."""

    def write(self, text: str) -> str:
        return text


class Form(NamedTuple):
    """A format of export, and how many rows it can hold."""

    draw: Callable[[Report, Scope, HttpRequest], Any]
    rows: int


FORMS = {"pdf": Form(as_pdf, 2_000), "xlsx": Form(as_xlsx, 100_000), "csv": Form(as_csv, 10**9)}


def _values(report: Report) -> Iterator[list[Any]]:
    """Header, rows and totals as bare values, one row at a time."""
    table = report.table()
    yield from table.as_values()
    if table.has_footer():
        totals = [report.totals.get(column.name, "") for column in table.columns]
        yield [_("Total"), *totals[1:]]


def _name(report: Report, scope: Scope, ending: str) -> str:
    return "-".join(
        filter(None, [scope.book.slug, report.name, scope.code, scope.holder, f"{scope.end:%Y%m%d}.{ending}"])
    )


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private"}
