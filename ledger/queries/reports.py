"""Reports of one book: trial balance, income and expenses, financial position, balances of holders."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from ledger import chart
from ledger.models import Account, Book, Heading, Line
from ledger.queries.amounts import ZERO, Moved, balances, moved, own_accounts

Kind = Heading.Kind


class TrialRow(NamedTuple):
    """The six columns of R5.4: brought forward, in the period, accumulated; nets on the side they fall on."""

    heading: Heading | None
    brought_debit: Decimal
    brought_credit: Decimal
    debit: Decimal
    credit: Decimal
    closing_debit: Decimal
    closing_credit: Decimal


@dataclass
class TrialBalance:
    rows: list[TrialRow]

    @property
    def totals(self) -> TrialRow:
        columns = zip(*(row[1:] for row in self.rows), strict=True) if self.rows else [()] * 6
        return TrialRow(None, *(sum(column, ZERO) for column in columns))


def trial_balance(book: Book, start: date, end: date) -> TrialBalance:
    """Every heading of a book that moved, in six columns (R5.4)."""
    return TrialBalance(
        [
            TrialRow(heading, *_two_sides(before.net), *period, *_two_sides(after.net))
            for heading, before, period, after in _headings(book, start, end)
            if any((*before, *after))
        ]
    )


def _headings(book: Book, start: date, end: date) -> list[tuple[Heading, Moved, Moved, Moved]]:
    """Each heading of a book with what it moved before, in and up to the end of a period."""
    accounts = list(own_accounts([book]))
    before, after = moved(accounts, start - timedelta(days=1)), moved(accounts, end)
    return [
        (account.heading, before[account.pk], after[account.pk].minus(before[account.pk]), after[account.pk])
        for account in accounts
    ]


def _two_sides(net: Decimal) -> tuple[Decimal, Decimal]:
    return (net, ZERO) if net >= 0 else (ZERO, -net)


class Amount(NamedTuple):
    heading: Heading
    amount: Decimal


@dataclass
class Section:
    """A part of a financial statement: headings of one kind and their sum."""

    kind: Heading.Kind
    rows: list[Amount]

    @property
    def total(self) -> Decimal:
        return sum((row.amount for row in self.rows), ZERO)


@dataclass
class Statements:
    """Income and expenses of a period, or the position on a day; `surplus` is income less expenses."""

    sections: list[Section]
    surplus: Decimal

    def section(self, kind: str) -> Section:
        return next(section for section in self.sections if section.kind == kind)


def _section(kind: Heading.Kind, amounts: list[tuple[Heading, Moved]]) -> Section:
    """Contra accounts count against their kind: a credit-normal asset is subtracted."""
    sign = 1 if kind in (Kind.ASSET, Kind.EXPENSE) else -1
    return Section(kind, [Amount(heading, sign * m.net) for heading, m in amounts if heading.kind == kind and m.net])


def income_and_expenses(book: Book, start: date, end: date) -> Statements:
    """What a book earned and spent between two days, before closing a year emptied the headings."""
    closed = _closed(book, start, end)
    amounts = [
        (heading, period.minus(closed.get(heading.code, Moved())))
        for heading, _before, period, _after in _headings(book, start, end)
    ]
    income, expense = _section(Kind.INCOME, amounts), _section(Kind.EXPENSE, amounts)
    return Statements([income, expense], income.total - expense.total)


def _closed(book: Book, start: date, end: date) -> dict[str, Moved]:
    """What closing a year, always on its last day, moved out of income and expenses, by heading."""
    last_days = [day for year in range(start.year, end.year + 1) if start <= (day := date(year, 12, 31)) <= end]
    if not last_days:
        return {}
    lines = Line.objects.filter(entry__book=book, entry__on__in=last_days, entry__event__in=chart.CLOSING_EVENTS)
    rows = lines.values_list("account__heading").annotate(debit=Sum("debit"), credit=Sum("credit"))
    return {code: Moved(debit, credit) for code, debit, credit in rows}


def financial_position(book: Book, on: date) -> Statements:
    """What a book owns, owes and holds at the end of a day; assets = liabilities + equity + surplus not yet closed."""
    accounts = list(own_accounts([book]))
    up_to = moved(accounts, on)
    amounts = [(account.heading, up_to[account.pk]) for account in accounts]
    income, expense = _section(Kind.INCOME, amounts), _section(Kind.EXPENSE, amounts)
    sections = [_section(kind, amounts) for kind in (Kind.ASSET, Kind.LIABILITY, Kind.EQUITY)]
    return Statements(sections, income.total - expense.total)


class Held(NamedTuple):
    account: Account
    balance: Decimal


def holder_balances(book: Book, code: str, on: date) -> list[Held]:
    """Each holder's balance under a heading at the end of a day: the member balances list."""
    accounts = list(Account.objects.filter(book=book, heading=code).exclude(holder="").select_related("heading"))
    found = balances(accounts, on)
    return [Held(account, found[account.pk]) for account in accounts]
