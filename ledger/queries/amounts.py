"""What accounts moved up to a day: the latest month total, plus the lines of the one month that the day cuts."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from ledger import rules as ledger_rules
from ledger.models import Account, Book, Heading
from ledger.rules import ZERO

END_OF_TIME = date(9999, 12, 31)


class Moved(NamedTuple):
    """What an account moved from the beginning to the end of a day."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """Debit less credit, in baht."""
        return self.debit - self.credit

    def minus(self, other: "Moved") -> "Moved":
        """What is left without another sum."""
        return Moved(self.debit - other.debit, self.credit - other.credit)


# OFFSET 0 makes PostgreSQL find a month's lines through its entries, also where it would plan otherwise for a long
# history.
UP_TO = """
    SELECT account.id, day.day,
           coalesce(total.brought_debit, 0) + CASE WHEN total.month < day.month OR day.whole
               THEN coalesce(total.debit, 0) ELSE coalesce(cut.debit, 0) END,
           coalesce(total.brought_credit, 0) + CASE WHEN total.month < day.month OR day.whole
               THEN coalesce(total.credit, 0) ELSE coalesce(cut.credit, 0) END
      FROM ledger_account account
      CROSS JOIN unnest(%(days)s::date[], %(months)s::date[], %(wholes)s::boolean[]) AS day (day, month, whole)
      LEFT JOIN LATERAL (SELECT month, brought_debit, brought_credit, debit, credit FROM ledger_monthtotal
                          WHERE account_id = account.id AND month <= day.month ORDER BY month DESC LIMIT 1) total
             ON true
      LEFT JOIN (SELECT target.id, part_of.day, sum(side.debit) AS debit, sum(side.credit) AS credit
                   FROM unnest(%(days)s::date[], %(months)s::date[], %(wholes)s::boolean[])
                        AS part_of (day, month, whole)
                   CROSS JOIN unnest(%(books)s::bigint[]) AS book (id)
                   CROSS JOIN LATERAL (SELECT id FROM ledger_entry WHERE book_id = book.id
                                        AND "on" BETWEEN part_of.month AND part_of.day OFFSET 0) entry
                   CROSS JOIN LATERAL (SELECT account_id, debit, credit FROM ledger_line
                                        WHERE entry_id = entry.id OFFSET 0) side
                   JOIN ledger_account part ON part.id = side.account_id
                   CROSS JOIN LATERAL (VALUES (part.id), (part.control_id)) AS target (id)
                  WHERE NOT part_of.whole AND target.id = ANY(%(accounts)s)
                  GROUP BY target.id, part_of.day) cut ON cut.id = account.id AND cut.day = day.day
     WHERE account.id = ANY(%(accounts)s)
"""


def moved(accounts: Iterable[Account], on: date) -> dict[int, Moved]:
    """What accounts moved from the beginning to the end of a day, by account id; one query."""
    return moved_by_day(accounts, [on])[on]


def moved_by_day(accounts: Iterable[Account], days: Iterable[date]) -> dict[date, dict[int, Moved]]:
    """The same at the end of several days; still one query.

    Nothing is dated after today, so today cuts no month.
    """
    accounts, today = list(accounts), timezone.localdate()
    by_day: dict[date, dict[int, Moved]] = {day: {} for day in days}
    params: dict[str, Any] = {
        "accounts": [account.pk for account in accounts],
        "books": list({account.book_id for account in accounts}),
        "days": list(by_day),
        "months": [ledger_rules.first_of_month(day) for day in by_day],
        "wholes": [day >= today or day == ledger_rules.last_of_month(day) for day in by_day],
    }
    with connection.cursor() as cursor:
        cursor.execute(UP_TO, params)
        for pk, day, debit, credit in cursor:
            by_day[day][pk] = Moved(debit, credit)
    return by_day


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
    accounts = Account.objects.filter(book__in=books, holder="").select_related("heading").order_by("book", "heading")
    return accounts if codes is None else accounts.filter(heading__in=codes)
