"""Reads of the books, on any date: month totals plus the lines of the one month that the date cuts.

The latest month total up to a date tells everything before it, so a report costs the same after ten years as after one.
Amounts are baht; a balance stands on its account's normal side, so a member's savings and the cash box are both positive.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet

from ledger import chart, rules
from ledger.models import Account, Book, Entry, Heading, Line

ZERO = Decimal("0.00")
END_OF_TIME = date(9999, 12, 31)
Kind = Heading.Kind


class Moved(NamedTuple):
    """What an account moved from the beginning to the end of a day."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        return self.debit - self.credit

    def minus(self, other: "Moved") -> "Moved":
        return Moved(self.debit - other.debit, self.credit - other.credit)


UP_TO = """
    SELECT account.id,
           coalesce(total.brought_debit, 0) + CASE WHEN total.month < %(month)s OR %(whole)s
               THEN coalesce(total.debit, 0) ELSE coalesce(cut.debit, 0) END,
           coalesce(total.brought_credit, 0) + CASE WHEN total.month < %(month)s OR %(whole)s
               THEN coalesce(total.credit, 0) ELSE coalesce(cut.credit, 0) END
      FROM ledger_account account
      LEFT JOIN LATERAL (SELECT month, brought_debit, brought_credit, debit, credit FROM ledger_monthtotal
                          WHERE account_id = account.id AND month <= %(month)s ORDER BY month DESC LIMIT 1) total ON true
      LEFT JOIN (SELECT target.id, sum(line.debit) AS debit, sum(line.credit) AS credit
                   FROM ledger_entry entry
                   JOIN ledger_line line ON line.entry_id = entry.id
                   JOIN ledger_account part ON part.id = line.account_id
                   CROSS JOIN LATERAL (VALUES (part.id), (part.control_id)) AS target (id)
                  WHERE NOT %(whole)s AND entry.on BETWEEN %(month)s AND %(day)s
                    AND entry.book_id IN (SELECT book_id FROM ledger_account WHERE id = ANY(%(accounts)s))
                  GROUP BY target.id) cut ON cut.id = account.id
     WHERE account.id = ANY(%(accounts)s)
"""


def moved(accounts: Iterable[Account], on: date) -> dict[int, Moved]:
    """What accounts moved from the beginning to the end of a day, by account id; one query."""
    params = {
        "accounts": [account.pk for account in accounts],
        "month": rules.first_of_month(on),
        "day": on,
        "whole": on == END_OF_TIME or on == rules.last_of_month(on),
    }
    with connection.cursor() as cursor:
        cursor.execute(UP_TO, params)
        return {pk: Moved(debit, credit) for pk, debit, credit in cursor}


def normal(heading: Heading, amounts: Moved) -> Decimal:
    """A net amount on the heading's normal side."""
    return amounts.net if heading.normal_side == "debit" else -amounts.net


def balances(accounts: Iterable[Account], on: date = END_OF_TIME) -> dict[int, Decimal]:
    """Balances at the end of a day, by account id, on each account's normal side."""
    accounts = list(accounts)
    amounts = moved(accounts, on)
    return {account.pk: normal(account.heading, amounts[account.pk]) for account in accounts}


def balance(account: Account, on: date | None = None) -> Decimal:
    """An account's balance at the end of a day; without a day, of everything written."""
    return balances([account], on or END_OF_TIME)[account.pk]


def own_accounts(books: Iterable[Book], codes: Sequence[str] | None = None) -> QuerySet[Account]:
    """The headings' own accounts in books; each carries the total of the holders' accounts under it."""
    found = Account.objects.filter(book__in=books, holder="").select_related("heading").order_by("book", "heading")
    return found if codes is None else found.filter(heading__in=codes)


# -- Statements --------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """One line of a statement. `balance` is after it; `receiver` is who recorded it."""

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
    rows: list[Row] = field(default_factory=list)

    @property
    def closing(self) -> Decimal:
        return self.rows[-1].balance if self.rows else self.brought

    @property
    def debit(self) -> Decimal:
        return sum((row.debit for row in self.rows), ZERO)

    @property
    def credit(self) -> Decimal:
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
        result.rows.append(Row(line, line.entry, line.debit, line.credit, running))
    return result


def lines(accounts: Iterable[Account], start: date, end: date) -> QuerySet[Line]:
    """The lines of accounts and of the holders under them, in the order of days and of writing."""
    return (
        Line.objects.filter(Q(account__in=accounts) | Q(account__control__in=accounts))
        .filter(entry__on__range=(start, end))
        .select_related("account__heading", "entry__by", "entry__approved_by")
        .order_by("entry__on", "entry__seq", "position")
    )


def journal(book: Book, start: date, end: date) -> QuerySet[Entry]:
    """Every entry of a book between two days with its lines, in the order of writing."""
    with_accounts = Line.objects.select_related("account__heading").order_by("position")
    entries = Entry.objects.filter(book=book, on__range=(start, end)).select_related("by", "approved_by", "reverses")
    return entries.prefetch_related(Prefetch("lines", with_accounts)).order_by("seq")


# -- Reports -----------------------------------------------------------------------------------------------------------


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
    """What a book earned and spent between two days."""
    amounts = [(heading, period) for heading, _before, period, _after in _headings(book, start, end)]
    income, expense = _section(Kind.INCOME, amounts), _section(Kind.EXPENSE, amounts)
    return Statements([income, expense], income.total - expense.total)


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


# -- Across books ------------------------------------------------------------------------------------------------------


def heading_balances(books: Iterable[Book], codes: Sequence[str], on: date) -> dict[tuple[int, str], Decimal]:
    """Balances of headings in many books at the end of a day, by (book id, code); one query for the amounts."""
    accounts = list(own_accounts(books, codes))
    found = balances(accounts, on)
    return {(account.book_id, account.heading_id): found[account.pk] for account in accounts}


MONTHLY = """
    SELECT account.book_id, account.heading_id, month.month::date,
           coalesce(total.brought_debit + total.debit - total.brought_credit - total.credit, 0)
      FROM unnest(%(months)s::date[]) AS month (month)
      CROSS JOIN ledger_account account
      LEFT JOIN LATERAL (SELECT brought_debit, brought_credit, debit, credit FROM ledger_monthtotal
                          WHERE account_id = account.id AND ledger_monthtotal.month <= month.month
                          ORDER BY ledger_monthtotal.month DESC LIMIT 1) total ON true
     WHERE account.id = ANY(%(accounts)s)
"""


def monthly(
    books: Iterable[Book], codes: Sequence[str], start: date, end: date
) -> dict[tuple[int, str, date], Decimal]:
    """Balances of headings at the end of every month, by (book id, code, first day of the month); for trends."""
    accounts = list(own_accounts(books, codes))
    sides = {account.heading_id: account.heading.normal_side for account in accounts}
    params = {"accounts": [account.pk for account in accounts], "months": rules.months(start, end)}
    with connection.cursor() as cursor:
        cursor.execute(MONTHLY, params)
        return {(book, code, month): net if sides[code] == "debit" else -net for book, code, month, net in cursor}


def entries_in_month(books: Iterable[Book], on: date) -> dict[int, int]:
    """How many entries each book has in the month of a day, up to that day."""
    rows = Entry.objects.filter(book__in=books, on__range=(rules.first_of_month(on), on))
    return dict(rows.order_by().values_list("book").annotate(count=Count("pk")))
