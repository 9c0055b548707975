"""What lay in the boxes of a working day, and what became of it: one answer for page, count, papers and board.

A figure is that of the box's own time, from its opening to its count: what is reversed on a later day stays here as it
was, and moves that later day's box. Amounts are in baht; a day that is only planned has none.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from funds.models import CashBox, Receipt, WorkingDay
from ledger import chart
from ledger.models import Account, Entry, Line
from ledger.rules import ZERO, last_of_month

CASH = chart.CASH
BAHT = DecimalField(max_digits=14, decimal_places=2)
LAST_OF_ALL = 2**62  # later than any entry of a book that was not counted yet
PLANNED = Q(day__state=WorkingDay.State.PLANNED)
NOT_BANKED = Q(bank_deposit=None) | Q(bank_deposit__entry=None)


def boxes(day: WorkingDay) -> QuerySet[CashBox]:
    """The boxes of a day as `with_cash` has them."""
    return with_cash(day.cash_boxes.all()).order_by("group_book_id")


def boxes_of_month(month: date) -> QuerySet[CashBox]:
    """All boxes of a month's working days, and those of earlier days that are not closed; practice apart."""
    waiting = Q(day__on__lt=month) & ~Q(day__state__in=("planned", "closed"))
    of_month = CashBox.objects.filter(
        Q(day__on__range=(month, last_of_month(month))) | waiting, group_book__group__is_practice=False
    )
    return with_whole(with_cash(of_month)).order_by("day__on", "group_book_id")


def with_cash(boxes: QuerySet[CashBox]) -> QuerySet[CashBox]:
    """The same boxes, each with its `cash` account and what moved at the table.

    `taken` and `paid` leave out what was reversed before the count: those are `voids`, `voided` in baht (R3.10), and
    what an earlier day brought to the bank meanwhile, which lay elsewhere. `expects` is what must lie in the box: float
    and taken less paid (R3.12). `receipts` is how many of this day's receipts stand.
    """
    stands = _cash_lines().filter(_stands("entry__"))
    void = _cash_lines().filter(entry__reversal__seq__lte=_last())
    box = Account.objects.filter(book=OuterRef("group_book__book"), heading=CASH, holder="")
    boxes = boxes.select_related(
        "group_book__book", "group_book__group", "responsible", "counted_by", "bank_deposit__by", "day"
    )
    boxes = boxes.annotate(
        cash=Subquery(box.values("pk")),
        taken=_once_open(_sum(stands, Sum("debit")), BAHT),
        paid=_once_open(_sum(stands, Sum("credit")), BAHT),
        voided=_once_open(_sum(void, Sum(F("debit") + F("credit"))), BAHT),
        voids=_once_open(_number(void), IntegerField()),
        receipts=_once_open(_receipts(), IntegerField()),
    )
    return boxes.annotate(expects=F("opening_float") + F("taken") - F("paid"))


def with_whole(boxes: QuerySet[CashBox]) -> QuerySet[CashBox]:
    """The same boxes with all cash of their books when they were counted, or now: `whole` by the books.

    Of it `expects` lies in the box, `waiting` was counted on earlier days and goes to the bank, and `beside` lies
    elsewhere, as `CashBox.elsewhere` says in words: whole = expects + waiting + beside.
    """
    everything = Line.objects.filter(
        account__book=OuterRef("group_book__book"), account__heading=CASH, account__holder="", entry__seq__lte=_last()
    )
    whole = _sum(everything.order_by(), Sum("debit") - Sum("credit"))
    boxes = boxes.annotate(whole=_once_open(whole, BAHT), waiting=_once_open(_waiting(), BAHT))
    return boxes.annotate(beside=F("whole") - F("expects") - F("waiting"))


def _waiting() -> Coalesce:
    """What earlier days counted and nobody had carried to the bank when this box was counted."""
    late = Q(bank_deposit__entry__seq__gt=Coalesce(OuterRef("last_seq"), LAST_OF_ALL))
    before = Q(last_seq__lte=OuterRef("first_seq"), day__opened_at__lt=OuterRef("day__opened_at"))
    earlier = CashBox.objects.filter(NOT_BANKED | late, before, group_book=OuterRef("group_book"))
    total = earlier.exclude(counted=None).order_by().values("group_book").annotate(total=Sum(F("counted") - F("kept")))
    return Coalesce(Subquery(total.values("total")), ZERO, output_field=BAHT)


def _last() -> Coalesce:
    return Coalesce(OuterRef("last_seq"), LAST_OF_ALL, output_field=BigIntegerField())


def _stands(entry: str = "") -> Q:
    """Neither undone before the count, nor the undoing of what came since the opening."""
    undone = Q(**{f"{entry}reversal": None}) | Q(**{f"{entry}reversal__seq__gt": _last()})
    undoes = Q(**{f"{entry}reverses": None}) | Q(**{f"{entry}reverses__seq__lte": OuterRef("first_seq")})
    return undone & undoes


def _cash_lines() -> QuerySet[Line]:
    """What moved the cash of a box's book while it was open, apart from what earlier days brought to the bank."""
    return Line.objects.filter(
        account__book=OuterRef("group_book__book"),
        account__heading=CASH,
        account__holder="",
        entry__seq__gt=OuterRef("first_seq"),
        entry__seq__lte=_last(),
        entry__bank_deposit=None,
    ).order_by()


def _receipts() -> Coalesce:
    given = Receipt.objects.filter(
        _stands("entry__"), visit__day=OuterRef("day"), entry__book=OuterRef("group_book__book")
    ).order_by()
    count = given.values("entry__book").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count), 0, output_field=IntegerField())


def _sum(lines: QuerySet[Line], what) -> Coalesce:
    total = lines.values("account__book").annotate(total=what).values("total")
    return Coalesce(Subquery(total), ZERO, output_field=BAHT)


def _number(lines: QuerySet[Line]) -> Coalesce:
    number = lines.values("account__book").annotate(n=Count("entry", distinct=True)).values("n")
    return Coalesce(Subquery(number), 0, output_field=IntegerField())


def _once_open(figure, kind) -> Case:
    """Nothing lies in a box before its day is opened."""
    return Case(When(PLANNED, then=Value(None)), default=figure, output_field=kind)


def boxes_to_open(day: WorkingDay) -> list[CashBox]:
    """The boxes of a planned day, each with the cash its book `holds` and the float `suggested` for it, in baht.

    What is `set_aside`, counted on an earlier day and not yet carried to the bank, is no float of another day (R3.13).
    `words` is where the other cash lay last time.
    """
    planned = list(day.cash_boxes.select_related("group_book__book", "group_book__group"))
    holds, words = cash_now(planned), _last_words(planned)
    aside = waiting_for_the_bank(holds)
    for box in planned:
        book = box.group_book.book_id
        in_book, waiting = holds.get(book, ZERO), aside.get(book, ZERO)
        vars(box).update(
            holds=in_book, set_aside=waiting, suggested=in_book - waiting, words=words.get(box.group_book_id, "")
        )
    return planned


def _last_words(boxes: Iterable[CashBox]) -> dict[int, str]:
    opened = CashBox.objects.filter(group_book__in=[box.group_book_id for box in boxes]).exclude(PLANNED)
    return dict(opened.order_by("day__on", "pk").values_list("group_book", "elsewhere"))


def cash_now(boxes: Iterable[CashBox]) -> dict[int, Decimal]:
    """All cash that the boxes' books hold now, by book."""
    books = [box.group_book.book_id for box in boxes]
    lines = Line.objects.filter(account__book__in=books, account__heading=CASH, account__holder="")
    return dict(lines.order_by().values_list("account__book").annotate(in_cash=Sum("debit") - Sum("credit")))


def waiting_for_the_bank(books: Iterable[int]) -> dict[int, Decimal]:
    """What was counted on a working day and waits to be carried to the bank, by the books' ids, in baht (R3.13)."""
    counted = CashBox.objects.filter(NOT_BANKED, group_book__book__in=list(books), day__state__in=WorkingDay.COUNTED)
    return dict(counted.order_by().values_list("group_book__book").annotate(sum=Sum(F("counted") - F("kept"))))


def unbanked(day: WorkingDay) -> list[CashBox]:
    """The boxes whose cash was not carried to the bank yet."""
    return [box for box in day.cash_boxes.filter(NOT_BANKED).select_related("group_book__book") if box.to_bank]


# -- Receipt by receipt ------------------------------------------------------------------------------------------------


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

    Apart from them what was written and reversed while it was open, which moved nothing in the end (R3.10).
    """

    others: list[Entry]
    voids: list[Entry]


def moves(boxes: Iterable[CashBox]) -> dict[int, Moves]:
    """The same of some boxes by their ids; each entry knows the `amount` it brought, in baht."""
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
