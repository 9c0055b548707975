"""What a working day asks of everybody with a pledge: written when it opens, counted when it ends (R0.9, R3.16)."""

from collections.abc import Sequence
from datetime import date

from funds.models import Obligation
from funds.queries import dues as dues_queries
from villages.models import GroupBook


def write_month(group_books: Sequence[GroupBook], on: date) -> None:
    """Write what everybody with a pledge owes for the month of a day, in baht, once a month (R3.16)."""
    passbooks = dues_queries.takers(group_books, on)
    Obligation.objects.bulk_create(dues_queries.months_to_ask(passbooks, on), ignore_conflicts=True)


def count_month(group_books: Sequence[GroupBook], on: date) -> None:
    """Mark what was asked on a day as counted: from now on a payment of it can be missed (R0.9)."""
    asked_on_the_day = Obligation.objects.filter(passbook__product__group_book__in=group_books, due_on=on)
    asked_on_the_day.update(counted=True)
