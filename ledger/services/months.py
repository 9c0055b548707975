"""What is done with written entries: closing months, keeping papers, making totals anew, proving."""

import hashlib
from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import rules, verify
from ledger.models import Book, Entry, MonthTotal, Period, Verification, Voucher
from ledger.services.posting import REFUSALS, lock
from ledger.verify.totals import TOTALS_FROM_LINES

# Apps add what must happen before a month of a book closes: a sentence that says what to do first, or nothing.
FIRST: list[Callable[[Book, date], str | None]] = []


@transaction.atomic
def close_month(book: Book, month: date, *, by: User) -> Period:
    """Close a month of a book for good (R5.11). Earlier months must be closed and the book must verify clean."""
    lock(book)
    month = rules.first_of_month(month)
    if rules.last_of_month(month) >= timezone.localdate():
        raise ValidationError(_("The month is not over yet. Close it after its last day."))
    if Period.objects.filter(book=book, month__gte=month, closed_at__isnull=False).exists():
        raise ValidationError(REFUSALS["month_is_open"])
    if Period.objects.filter(book=book, month__lt=month, closed_at=None).exists():
        raise ValidationError(_("An earlier month is still open. Close that one first."))
    if wanting := [sentence for first in FIRST if (sentence := first(book, month))]:
        raise ValidationError(wanting)
    if problems := verify.problems(book):
        raise ValidationError(
            _("The book does not verify: %(problem)s. Ask the auditor before closing the month."),
            params={"problem": problems[0]},
        )
    period, _created = Period.objects.get_or_create(book=book, month=month)
    period.closed_at, period.closed_by = timezone.now(), by
    period.save()
    period.refresh_from_db()  # closed at the database's moment
    return period


@transaction.atomic
def attach_voucher(entry: Entry, file, *, by: User) -> Voucher:
    """Keep the paper behind an entry with its SHA-256."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Voucher.objects.create(entry=entry, file=file, sha256=digest, by=by)


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
    """Run every check over every book and keep the result, which stands on every member's page."""
    results = verify.run()
    return Verification.objects.create(
        by=by,
        checks=len(results),
        passed=sum(not result.problems for result in results),
        results=[result.as_json() for result in results],
        heads=verify.heads(),
    )
