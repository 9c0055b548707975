"""Days paid ahead become income as they pass, where the by-law defers (R0.5, R0.7, R1.25, J22, J23)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Book, Entry
from ledger.rules import first_of_next_month, last_of_month, months
from welfare.models import Enrolment, Scheme
from welfare.queries import days as days_queries
from welfare.queries.shares import shares


class Passed(NamedTuple):
    """What of a member's money paid ahead is for days that passed, in baht; below zero where its receipt was undone."""

    ahead: Account
    income: Account
    amount: Decimal


@transaction.atomic
def recognise(scheme: Scheme, until: date, *, by: User, approved_by: User | None = None) -> Entry | None:
    """Make income of the days that passed until a day, each month's by itself, and so before shares change (R0.7, J23).

    Again for the same day writes nothing. Returns the last entry. Raises ValidationError for a day to come.
    """
    if until > timezone.localdate():
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="until")
    ledger.lock(scheme.group_book.book)
    paying, entry = _paying(scheme), None
    for day in _days_to_write(scheme, until) if paying else []:
        entry = _write(scheme, _passed(paying, day), day, by, approved_by) or entry
    return entry


def days_before_closing(book: Book, month: date) -> str | None:
    """A month closes after its days paid ahead: income belongs to the month in which its days passed (R0.7)."""
    scheme = (
        Scheme.objects.filter(group_book__book=book)
        .select_related("group_book__book")
        .prefetch_related("bylaws")
        .first()
    )
    if scheme is None or not _passed(_paying(scheme), last_of_month(month)):
        return None
    return _("Days paid ahead passed in this month. Make income of them first, on the page of the fund's year.")


def _paying(scheme: Scheme) -> list[Enrolment]:
    """Everybody who has an account for days paid ahead."""
    members = days_queries.with_payments(scheme.enrolments.filter(advance__isnull=False))
    return list(members.select_related("advance__heading", "account"))


def _days_to_write(scheme: Scheme, until: date) -> list[date]:
    """The last days of the months still open, those before shares change, and the day itself."""
    closed = scheme.group_book.book.periods.filter(closed_at__isnull=False).order_by("month").last()
    defers = min((bylaw.effective_from for bylaw in scheme.bylaws.all() if bylaw.defers), default=until)
    first = max(first_of_next_month(closed.month), defers) if closed else defers
    ends = {last_of_month(month) for month in months(first, until)}
    ends |= {piece.first - timedelta(days=1) for piece in shares(scheme)}
    return sorted({day for day in ends if first <= day <= until} | {until})


def _passed(paying: Sequence[Enrolment], until: date) -> list[Passed]:
    """What passed until a day and is no income yet, member by member."""
    balances = books.balances((each.advance for each in paying if each.advance), until)
    passed = [
        Passed(each.advance, each.account, balances[each.advance.pk] - days_queries.still_ahead(each, until))
        for each in paying
        if each.advance
    ]
    return [each for each in passed if each.amount > 0 or balances[each.ahead.pk] < 0]


def _write(scheme: Scheme, passed: Sequence[Passed], on: date, by: User, approved_by: User | None) -> Entry | None:
    if not passed:
        return None
    book, total, sides = scheme.group_book.book, Decimal("0.00"), []
    for ahead, income, amount in passed:
        total += amount
        if amount > 0:
            sides += [ledger.debit(ahead, amount), ledger.credit(income, amount)]
        else:
            sides += [ledger.debit(income, -amount), ledger.credit(ahead, -amount)]
    head = books.last_entry(book)
    return ledger.post(
        book,
        sides,
        kind=Entry.Kind.JOURNAL,
        event="J23",
        on=on,
        by=by,
        approved_by=approved_by,
        request_id=uuid5(NAMESPACE_URL, f"{book.slug} J23 {on} {total} {head.number if head else ''}"),
        memo=_("Days paid ahead that have passed"),
    )
