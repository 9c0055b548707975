"""The receipts of an evening: what came in by kind, which numbers were given, and what else moved the cash."""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from funds.models import CashBox, WorkingDay
from funds.queries.boxes import CASH, LAST_OF_ALL
from ledger.models import Entry, Line


def stands(entry: str = "") -> Q:
    """What of the visits was not reversed before the boxes of their day were counted; `entry` leads to the entry."""
    counted = CashBox.objects.filter(
        day=OuterRef(f"{entry}receipt__visit__day"), group_book__book=OuterRef(f"{entry}book")
    )
    undone_later = Q(**{f"{entry}reversal__seq__gt": Subquery(counted.values("last_seq"))})
    return Q(**{f"{entry}reversal": None}) | undone_later


class Total(NamedTuple):
    """What one column took in an evening: from how many receipts, how much in baht."""

    book: str
    title: str
    receipts: int
    amount: Decimal


def totals(day: WorkingDay) -> list[Total]:
    """What the visits of a day paid, by book and kind; reversed receipts do not count (R3.10)."""
    lines = Line.objects.filter(stands("entry__"), entry__receipt__visit__day=day).exclude(account__heading=CASH)
    sums = (
        lines.values(
            "entry__book__name", "account__heading__name_th", "account__passbook__product__name", "entry__book"
        )
        .annotate(count=Count("entry", distinct=True), amount=Sum("credit"))
        .order_by("entry__book", "account__passbook__product", "account__heading")
    )
    return [
        Total(
            row["entry__book__name"],
            row["account__passbook__product__name"] or row["account__heading__name_th"],
            row["count"],
            row["amount"],
        )
        for row in sums
    ]


class Numbers(NamedTuple):
    """The receipts that one box gave: how many, from which to which number, how many were reversed."""

    receipts: int
    first: str
    last: str
    reversed: int


def numbers(day: WorkingDay) -> dict[int, Numbers]:
    """Receipt numbers of a day, by book."""
    by_book: dict[int, list[Entry]] = {}
    entries = Entry.objects.filter(receipt__visit__day=day).annotate(is_standing=Case(When(stands(), then=True)))
    for entry in entries.order_by("seq"):
        by_book.setdefault(entry.book_id, []).append(entry)
    return {
        book: Numbers(len(rows), rows[0].number, rows[-1].number, sum(not vars(row)["is_standing"] for row in rows))
        for book, rows in by_book.items()
    }


class Moves(NamedTuple):
    """What a box's cash did besides the visits: allowances, withdrawals, the counter, what undoes earlier days.

    Without what was written and reversed while it was open, which moved nothing in the end (R3.10).
    """

    others: list[Entry]
    voids: list[Entry]


def moves(boxes: Iterable[CashBox]) -> dict[int, Moves]:
    """The same of some boxes by their ids; each entry has the `amount` it brought, in baht."""
    opened = [box for box in boxes if box.day.state != WorkingDay.State.PLANNED]
    by_box = {box.pk: Moves([], []) for box in opened}
    by_book: dict[int, list[Entry]] = {}
    for entry in _entries(opened):
        by_book.setdefault(entry.book_id, []).append(entry)
    for box in opened:
        for entry in by_book.get(box.group_book.book_id, []):
            _sort_in(entry, box, by_box[box.pk])
    return by_box


def _sort_in(entry: Entry, box: CashBox, moves: Moves) -> None:
    if not box.first_seq < entry.seq <= _end(box):
        return
    if hasattr(entry, "reversal") and entry.reversal.seq <= _end(box):
        moves.voids.append(entry)
    elif vars(entry)["evening"] != box.day_id and not (entry.reverses and entry.reverses.seq > box.first_seq):
        moves.others.append(entry)


def _entries(boxes: Iterable[CashBox]) -> QuerySet[Entry]:
    """What moved the boxes' cash, of the visits only what was reversed."""
    ranges = [Q(book=box.group_book.book_id, seq__gt=box.first_seq, seq__lte=_end(box)) for box in boxes]
    cash = Line.objects.filter(entry=OuterRef("pk"), account__heading=CASH).order_by().values("entry")
    moved = Entry.objects.filter(reduce(or_, ranges, Q(pk=None)), bank_deposit=None)
    moved = moved.filter(Q(receipt__visit=None) | Q(reversal__isnull=False))
    moved = moved.annotate(
        amount=Subquery(cash.annotate(net=Sum("debit") - Sum("credit")).values("net")), evening=F("receipt__visit__day")
    )
    moved = moved.exclude(amount=None).order_by("seq")
    return moved.select_related("by", "book", "reversal__by", "reversal__approved_by", "reverses")


def _end(box: CashBox) -> int:
    return LAST_OF_ALL if box.last_seq is None else box.last_seq


def large(day: WorkingDay, limit: Decimal) -> QuerySet[Entry]:
    """Receipts above an amount, which the checker reads one by one (R3.32)."""
    cash = Line.objects.filter(entry=OuterRef("pk"), account__heading=CASH).values("entry")
    entries = Entry.objects.filter(receipt__visit__day=day, reversal=None)
    entries = entries.annotate(amount=Subquery(cash.annotate(total=Sum("debit")).values("total")))
    return entries.filter(amount__gt=limit).select_related("receipt__member__person", "book", "approved_by")
