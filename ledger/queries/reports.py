"""Reports of one book: trial balance, income and expenses, financial position, balances of holders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from ledger import events
from ledger.models import Account, Book, Heading, Line
from ledger.queries.amounts import ZERO, Moved, balances, moved, moved_by_day, own_accounts

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
        """The sums of the columns, in baht."""
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
        """What the rows come to, in baht."""
        return sum((row.amount for row in self.rows), ZERO)


@dataclass
class Statements:
    """Income and expenses of a period, or the position on a day; `surplus` is income less expenses."""

    sections: list[Section]
    surplus: Decimal

    def section(self, kind: str) -> Section:
        """The section of a kind of headings."""
        return next(section for section in self.sections if section.kind == kind)


def _section(kind: Heading.Kind, amounts: list[tuple[Heading, Moved]]) -> Section:
    """Contra accounts count against their kind: a credit-normal asset is subtracted."""
    sign = 1 if kind in (Kind.ASSET, Kind.EXPENSE) else -1
    return Section(kind, [Amount(heading, sign * m.net) for heading, m in amounts if heading.kind == kind and m.net])


def income_and_expenses(book: Book, start: date, end: date) -> Statements:
    """What a book earned and spent between two days, before closing a year emptied the headings."""
    return periods_beside(book, [(start, end)])[0][0]


def periods_beside(book: Book, periods: Sequence[tuple[date, date]]) -> tuple[list[Statements], Statements]:
    """The same for several periods, and the position at the end of the first; no day is read twice."""
    accounts = list(own_accounts([book]))
    up_to = moved_by_day(accounts, {day for start, end in periods for day in (start - timedelta(days=1), end)})
    closings = _closings(book, periods)
    statements = []
    for start, end in periods:
        before, after = up_to[start - timedelta(days=1)], up_to[end]
        amounts = [
            (each.heading, after[each.pk].minus(before[each.pk]).minus(_closed(closings, each.heading_id, start, end)))
            for each in accounts
        ]
        income, expense = _section(Kind.INCOME, amounts), _section(Kind.EXPENSE, amounts)
        statements.append(Statements([income, expense], income.total - expense.total))
    last = up_to[periods[0][1]]
    return statements, _position([(each.heading, last[each.pk]) for each in accounts])


def _closings(book: Book, periods: Sequence[tuple[date, date]]) -> dict[tuple[str, date], Moved]:
    """What closing years, each on its last day, moved out of income and expenses, by heading and day."""
    years = {year for start, end in periods for year in range(start.year, end.year + 1)}
    last_days = [day for year in years if any(start <= (day := date(year, 12, 31)) <= end for start, end in periods)]
    if not last_days:
        return {}
    lines = Line.objects.filter(entry__book=book, entry__on__in=last_days, entry__event__in=events.CLOSING)
    rows = lines.values_list("account__heading", "entry__on").annotate(debit=Sum("debit"), credit=Sum("credit"))
    return {(code, on): Moved(debit, credit) for code, on, debit, credit in rows}


def _closed(closings: dict[tuple[str, date], Moved], code: str, start: date, end: date) -> Moved:
    own = [amounts for (heading, on), amounts in closings.items() if heading == code and start <= on <= end]
    return Moved(sum((each.debit for each in own), ZERO), sum((each.credit for each in own), ZERO))


def financial_position(book: Book, on: date) -> Statements:
    """What a book owns, owes and holds at the end of a day; assets = liabilities + equity + surplus not yet closed."""
    accounts = list(own_accounts([book]))
    up_to = moved(accounts, on)
    return _position([(account.heading, up_to[account.pk]) for account in accounts])


def _position(amounts: list[tuple[Heading, Moved]]) -> Statements:
    income, expense = _section(Kind.INCOME, amounts), _section(Kind.EXPENSE, amounts)
    sections = [_section(kind, amounts) for kind in (Kind.ASSET, Kind.LIABILITY, Kind.EQUITY)]
    return Statements(sections, income.total - expense.total)


class HolderBalance(NamedTuple):
    account: Account
    balance: Decimal


def holder_balances(book: Book, code: str, on: date) -> list[HolderBalance]:
    """Each holder's balance under a heading at the end of a day: the member balances list."""
    accounts = list(Account.objects.filter(book=book, heading=code).exclude(holder="").select_related("heading"))
    by_account = balances(accounts, on)
    return [HolderBalance(account, by_account[account.pk]) for account in accounts]
