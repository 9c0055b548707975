"""Line by line: the statement of an account, the cash book, the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from ledger import chart
from ledger.models import Account, Book, Entry, Heading, Line
from ledger.queries.amounts import ZERO, Moved, moved, normal, own_accounts


class StatementRow(NamedTuple):
    """One line of a statement. `balance` is after it."""

    line: Line
    entry: Entry
    debit: Decimal
    credit: Decimal
    balance: Decimal


@dataclass
class Statement:
    """What an account did between two days: brought forward, line by line, closing."""

    heading: Heading
    start: date
    end: date
    brought: Decimal
    rows: list[StatementRow] = field(default_factory=list)

    @property
    def closing(self) -> Decimal:
        """The balance at the end, in baht."""
        return self.rows[-1].balance if self.rows else self.brought

    @property
    def debit(self) -> Decimal:
        """What was debited in the period, in baht."""
        return sum((row.debit for row in self.rows), ZERO)

    @property
    def credit(self) -> Decimal:
        """What was credited in the period, in baht."""
        return sum((row.credit for row in self.rows), ZERO)


def statement(account: Account, start: date, end: date) -> Statement:
    """A statement of an account; of a heading's own account, over all its holders."""
    return _statement([account], account.heading, start, end)


def cash_book(book: Book, start: date, end: date) -> Statement:
    """Cash and bank of a book together, line by line (§5.3)."""
    accounts = list(own_accounts([book], chart.CASH_AND_BANK))
    return _statement(accounts, accounts[0].heading, start, end)


def _statement(accounts: list[Account], heading: Heading, start: date, end: date) -> Statement:
    before = moved(accounts, start - timedelta(days=1)).values()
    running = normal(heading, Moved(sum((m.debit for m in before), ZERO), sum((m.credit for m in before), ZERO)))
    result = Statement(heading, start, end, running)
    for line in lines(accounts, start, end):
        running += normal(heading, Moved(line.debit, line.credit))
        result.rows.append(StatementRow(line, line.entry, line.debit, line.credit, running))
    return result


def last_entry(book: Book) -> Entry | None:
    """Its number and seal are printed on every statement, so that a later loss of last entries is noticed."""
    return book.entries.order_by("seq").last()


def lines(accounts: Iterable[Account], start: date, end: date) -> QuerySet[Line]:
    """The lines of accounts and of the holders under them, in the order of days and of writing."""
    accounts = list(accounts)
    own = [account.pk for account in accounts if not account.control_id]
    parts = Account.objects.filter(control__in=own).values_list("pk", flat=True) if own else []
    return (
        Line.objects.filter(account__in=[*(account.pk for account in accounts), *parts])
        .filter(entry__book__in={account.book_id for account in accounts}, entry__on__range=(start, end))
        .select_related("account__heading", "entry__by", "entry__approved_by")
        .order_by("entry__on", "entry__seq", "position")
    )


def journal(book: Book, start: date, end: date) -> QuerySet[Entry]:
    """Every entry of a book between two days with its lines, in the order of writing."""
    with_accounts = Line.objects.select_related("account__heading").order_by("position")
    entries = Entry.objects.filter(book=book, on__range=(start, end)).select_related("by", "approved_by", "reverses")
    return entries.prefetch_related(Prefetch("lines", with_accounts)).order_by("seq")
