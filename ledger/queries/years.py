"""Closed years of a book, and what was recorded for them later (R0.8)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Max, Q, Sum

from ledger import events
from ledger.models import Book, Entry, Heading, LateItem

RESULT = (Heading.Kind.INCOME, Heading.Kind.EXPENSE)


def last_closed(book: Book) -> date | None:
    """The last day of a book's last closed year: its closing entries stand on it."""
    return Entry.objects.filter(book=book, event__in=events.CLOSING).aggregate(last=Max("on"))["last"]


def closed_years(book: Book) -> list[int]:
    """The years of the common era that closing entries name, the latest first."""
    closings = Entry.objects.filter(book=book, event__in=events.CLOSING).order_by()
    return sorted({on.year for on in closings.values_list("on", flat=True).distinct()}, reverse=True)


class Late(NamedTuple):
    """A late item and what it brought (or took, below zero) in baht."""

    item: LateItem
    amount: Decimal


def late_items(book: Book, year: int) -> list[Late]:
    """What was dated in a year and belongs to an earlier one, and the other way round, in the order of writing."""
    items = LateItem.objects.filter(Q(entry__on__year=year) | Q(year=year), entry__book=book).select_related(
        "entry__book"
    )
    lines = items.filter(entry__lines__account__heading__kind__in=RESULT).order_by("entry__seq")
    brought = lines.annotate(amount=Sum(F("entry__lines__credit") - F("entry__lines__debit")))
    return [Late(item, vars(item)["amount"]) for item in brought]
