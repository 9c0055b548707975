"""What accounts moved up to a day: the latest month total, plus the lines of the one month that the day cuts."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from ledger import rules
from ledger.models import Account, Book, Heading

ZERO = Decimal("0.00")
END_OF_TIME = date(9999, 12, 31)


class Moved(NamedTuple):
    """What an account moved from the beginning to the end of a day."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        return self.debit - self.credit

    def minus(self, other: "Moved") -> "Moved":
        return Moved(self.debit - other.debit, self.credit - other.credit)


# The lines of a month are found through its entries, whatever the planner thinks of a long history: hence OFFSET 0.
UP_TO = """
    SELECT account.id,
           coalesce(total.brought_debit, 0) + CASE WHEN total.month < %(month)s OR %(whole)s
               THEN coalesce(total.debit, 0) ELSE coalesce(cut.debit, 0) END,
           coalesce(total.brought_credit, 0) + CASE WHEN total.month < %(month)s OR %(whole)s
               THEN coalesce(total.credit, 0) ELSE coalesce(cut.credit, 0) END
      FROM ledger_account account
      LEFT JOIN LATERAL (SELECT month, brought_debit, brought_credit, debit, credit FROM ledger_monthtotal
                          WHERE account_id = account.id AND month <= %(month)s ORDER BY month DESC LIMIT 1) total
             ON true
      LEFT JOIN (SELECT target.id, sum(side.debit) AS debit, sum(side.credit) AS credit
                   FROM ledger_entry entry
                   CROSS JOIN LATERAL (SELECT account_id, debit, credit FROM ledger_line
                                        WHERE entry_id = entry.id OFFSET 0) side
                   JOIN ledger_account part ON part.id = side.account_id
                   CROSS JOIN LATERAL (VALUES (part.id), (part.control_id)) AS target (id)
                  WHERE NOT %(whole)s AND entry.on BETWEEN %(month)s AND %(day)s
                    AND entry.book_id = ANY(%(books)s) AND target.id = ANY(%(accounts)s)
                  GROUP BY target.id) cut ON cut.id = account.id
     WHERE account.id = ANY(%(accounts)s)
"""


def moved(accounts: Iterable[Account], on: date) -> dict[int, Moved]:
    """What accounts moved from the beginning to the end of a day, by account id; one query.

    Nothing is dated after today, so today cuts no month.
    """
    accounts = list(accounts)
    params: dict[str, Any] = {
        "accounts": [account.pk for account in accounts],
        "books": list({account.book_id for account in accounts}),
        "month": rules.first_of_month(on),
        "day": on,
        "whole": on >= timezone.localdate() or on == rules.last_of_month(on),
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
