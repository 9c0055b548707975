"""Figures across books, for the pages of the sub-district."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count

from ledger import rules as ledger_rules
from ledger.models import Book, Entry
from ledger.queries.amounts import balances, own_accounts


def heading_balances(books: Iterable[Book], codes: Sequence[str], on: date) -> dict[tuple[int, str], Decimal]:
    """Balances of headings in many books at the end of a day, by (book id, code); one query for the amounts."""
    accounts = list(own_accounts(books, codes))
    by_account = balances(accounts, on)
    return {(account.book_id, account.heading_id): by_account[account.pk] for account in accounts}


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
    """Balances of headings month by month, by (book id, code, first day of the month); for trends.

    Each at the end of its month, the last one at the end of the last day.
    """
    accounts = list(own_accounts(books, codes))
    sides = {account.heading_id: account.heading.normal_side for account in accounts}
    params: dict[str, Any] = {
        "accounts": [account.pk for account in accounts],
        "months": ledger_rules.months(start, end),
    }
    with connection.cursor() as cursor:
        cursor.execute(MONTHLY, params)
        nets = {(book, code, month): net if sides[code] == "debit" else -net for book, code, month, net in cursor}
    last = balances(accounts, end)
    return nets | {
        (account.book_id, account.heading_id, ledger_rules.first_of_month(end)): last[account.pk]
        for account in accounts
    }


def entries_in_month(books: Iterable[Book], on: date) -> dict[int, int]:
    """How many entries each book has in the month of a day, up to that day."""
    rows = Entry.objects.filter(book__in=books, on__range=(ledger_rules.first_of_month(on), on))
    return dict(rows.order_by().values_list("book").annotate(count=Count("pk")))
