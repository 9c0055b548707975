"""What lay in the boxes of a working day, and what became of it: one answer for page, count, papers and board.

A figure is that of the box's own time, from its opening to its count: what is reversed on a later day stays here as it
was, and moves that later day's box. Amounts are in baht; a day that is only planned has none.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict, cast

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
from ledger.models import Account, Line
from ledger.rules import ZERO, last_of_month

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

CASH = chart.CASH
BAHT = DecimalField(max_digits=14, decimal_places=2)
LAST_OF_ALL = 2**62  # later than any entry of a book that was not counted yet
PLANNED = Q(day__state=WorkingDay.State.PLANNED)
NOT_BANKED = Q(bank_deposit=None) | Q(bank_deposit__entry=None)


class Cash(TypedDict):
    """What `with_cash` adds to a box: its account's key, amounts in baht, how many receipts stand."""

    cash: int | None
    taken: Decimal | None
    paid: Decimal | None
    voids: int
    voided: Decimal | None
    receipts: int
    expects: Decimal | None


class Whole(Cash):
    """What `with_whole` adds to a box of `with_cash`, in baht."""

    whole: Decimal | None
    waiting: Decimal | None
    beside: Decimal | None


class ToOpen(TypedDict):
    """What `boxes_to_open` adds to a box, in baht; `words` is where other cash lay."""

    holds: Decimal
    set_aside: Decimal
    suggested: Decimal
    words: str


def boxes(day: WorkingDay) -> "QuerySet[WithAnnotations[CashBox, Cash]]":
    """The boxes of a day as `with_cash` has them."""
    return with_cash(day.cash_boxes.all()).order_by("group_book_id")


def boxes_of_month(month: date) -> "QuerySet[WithAnnotations[CashBox, Whole]]":
    """All boxes of a month's working days, and those of earlier days that are not closed; practice apart."""
    waiting = Q(day__on__lt=month) & ~Q(day__state__in=("planned", "closed"))
    of_month = CashBox.objects.filter(
        Q(day__on__range=(month, last_of_month(month))) | waiting, group_book__group__is_practice=False
    )
    return with_whole(with_cash(of_month)).order_by("day__on", "group_book_id")


def with_cash(boxes: QuerySet[CashBox]) -> "QuerySet[WithAnnotations[CashBox, Cash]]":
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


def with_whole(boxes: QuerySet[CashBox]) -> "QuerySet[WithAnnotations[CashBox, Whole]]":
    """The same boxes with all cash of their books when they were counted, or now: `whole` by the books.

    Of it `expects` lies in the box, `waiting` was counted on earlier days and goes to the bank, and `beside` lies
    elsewhere, as `CashBox.elsewhere` says in words: whole = expects + waiting + beside.
    """
    everything = Line.objects.filter(
        account__book=OuterRef("group_book__book"), account__heading=CASH, account__holder="", entry__seq__lte=_last()
    )
    whole = _sum(everything.order_by(), Sum("debit") - Sum("credit"))
    boxes = boxes.annotate(whole=_once_open(whole, BAHT), waiting=_once_open(_waiting(), BAHT))
    return cast(
        "QuerySet[WithAnnotations[CashBox, Whole]]", boxes.annotate(beside=F("whole") - F("expects") - F("waiting"))
    )


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


def boxes_to_open(day: WorkingDay) -> "list[WithAnnotations[CashBox, ToOpen]]":
    """The boxes of a planned day, each with the cash its book `holds` and the float `suggested` for it, in baht.

    What is `set_aside`, counted on an earlier day and not yet carried to the bank, is no float of another day (R3.13).
    `words` is where the other cash lay last time.
    """
    boxes = list(day.cash_boxes.select_related("group_book__book", "group_book__group"))
    planned = cast("list[WithAnnotations[CashBox, ToOpen]]", boxes)
    holds, words = cash_now(planned), _last_words(planned)
    aside = waiting_for_the_bank(holds)
    for box in planned:
        book = box.group_book.book_id
        in_book, waiting = holds.get(book, ZERO), aside.get(book, ZERO)
        box.holds, box.set_aside, box.suggested = in_book, waiting, in_book - waiting
        box.words = words.get(box.group_book_id, "")
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
