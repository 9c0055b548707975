"""What is done with written entries: closing months, keeping papers, making totals anew, proving."""

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import queries as books
from ledger import rules as ledger_rules
from ledger import verify
from ledger.models import Book, Entry, MonthTotal, Period, Verification, Voucher
from ledger.services.files import digest
from ledger.services.posting import REFUSALS, lock
from ledger.verify.totals import TOTALS_FROM_LINES

# Apps add what must happen before a month of a book closes: a sentence that says what to do first, or nothing.
BEFORE_CLOSING: list[Callable[[Book, date], str | None]] = []


def check_day(book: Book, on: date) -> None:
    """Raises ValidationError for a day to come and one that is closed, before anything else is asked of it."""
    if on > timezone.localdate():
        raise ValidationError(REFUSALS["day_has_come"], code="on")
    if (last := books.last_closed(book)) and on <= last:
        raise ValidationError(REFUSALS["year_is_open"], code="on")
    if _closed_since(book, ledger_rules.first_of_month(on)):
        raise ValidationError(REFUSALS["month_is_open"], code="on")


def _closed_since(book: Book, month: date) -> bool:
    return Period.objects.filter(book=book, month__gte=month, closed_at__isnull=False).exists()


def before_closing(book: Book, month: date) -> list[str]:
    """What must happen before this month of a book closes, in sentences."""
    return [sentence for first in BEFORE_CLOSING if (sentence := first(book, month))]


@transaction.atomic
def close_month(book: Book, month: date, *, by: User) -> Period:
    """Close a month of a book for good (R5.11). Earlier months must be closed and the book must verify clean.

    Raises ValidationError otherwise.
    """
    lock(book)
    month = ledger_rules.first_of_month(month)
    _check_over(month)
    if _closed_since(book, month):
        raise ValidationError(REFUSALS["month_is_open"])
    if Period.objects.filter(book=book, month__lt=month, closed_at=None).exists():
        raise ValidationError(_("An earlier month is still open. Close that one first."))
    if wanting := before_closing(book, month):
        raise ValidationError(wanting)
    _check_verifies(book)
    return _close(Period.objects.get_or_create(book=book, month=month)[0], by)


@transaction.atomic
def close_year(book: Book, year: int, *, by: User) -> list[Period]:
    """Close a year's months, with all before them, in the transaction that wrote its closing entries (R0.8).

    Raises ValidationError when the year is not over, `before_closing` names anything, or the book does not verify.
    """
    lock(book)
    december = date(year, 12, 1)
    _check_over(december)
    Period.objects.get_or_create(book=book, month=december)
    months = list(Period.objects.filter(book=book, month__lte=december, closed_at=None).order_by("month"))
    if wanting := [sentence for period in months for sentence in before_closing(book, period.month)]:
        raise ValidationError(wanting)
    closed = [_close(period, by) for period in months]
    _check_verifies(book)
    return closed


def _check_over(month: date) -> None:
    if ledger_rules.last_of_month(month) >= timezone.localdate():
        raise ValidationError(_("The month is not over yet. Close it after its last day."))


def _check_verifies(book: Book) -> None:
    if problems := verify.problems(book):
        raise ValidationError(
            _("The book does not verify: %(problem)s. Ask the auditor before closing the month."),
            params={"problem": problems[0]},
        )


def _close(period: Period, by: User) -> Period:
    period.closed_at, period.closed_by = timezone.now(), by
    period.save()
    period.refresh_from_db()  # closed at the database's moment
    return period


@transaction.atomic
def attach_voucher(entry: Entry, file, *, by: User) -> Voucher:
    """Keep the paper behind an entry with its SHA-256."""
    return Voucher.objects.create(entry=entry, file=file, sha256=digest(file), by=by)


@transaction.atomic
def rebuild_totals(book: Book) -> None:
    """Make a book's month totals anew from its lines, which are the truth."""
    lock(book)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL kahro.rebuilding = 'yes'")
        MonthTotal.objects.filter(account__book=book).delete()
        cursor.execute(
            "INSERT INTO ledger_monthtotal (account_id, month, brought_debit, brought_credit, debit, credit)"
            + TOTALS_FROM_LINES,
            [book.pk],
        )
        cursor.execute("SET LOCAL kahro.rebuilding = 'no'")


def verify_and_record(by: User | None = None) -> Verification:
    """Run every check over every book and keep the result, which is shown on every member's page."""
    results = verify.run()
    return Verification.objects.create(
        by=by,
        checks=len(results),
        passed=sum(not result.problems for result in results),
        results=[result.as_json() for result in results],
        heads=verify.heads(),
    )
