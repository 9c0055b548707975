"""Reads of the box and the bank: what a group holds, who owes it cash, transfers without a name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.models import User
from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from funds.models import CashBox, Identification, UnknownTransfer
from funds.queries.boxes import waiting_for_the_bank
from ledger import chart
from ledger import queries as books
from ledger.models import Account, Book, Entry, Heading, Line
from ledger.rules import ZERO
from villages.models import Group, GroupBook, Person

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# What is shown beside cash and bank until somebody clears it up.
UNCLEAR = (chart.SHORTAGES, chart.OVERAGES, chart.UNIDENTIFIED)


@dataclass
class Part:
    """What a book holds under one heading or owes and is owed beside it, in baht, now."""

    account: Account
    amount: Decimal


@dataclass
class Cash:
    """One book's box and bank; beside them what is unclear, a shortage followed by each officer who answers for it.

    `set_aside` lies in the box but waits to be carried to the bank.
    """

    group_book: GroupBook
    money: list[Part] = field(default_factory=list)
    unclear: list[Part] = field(default_factory=list)
    set_aside: Decimal = ZERO

    @property
    def owed(self) -> list[Part]:
        """What somebody owes to the book: the unclear accounts that have a holder."""
        return [part for part in self.unclear if part.account.holder]

    @property
    def total(self) -> Decimal:
        """Cash and bank together, in baht."""
        return sum((part.amount for part in self.money), ZERO)


def cash(group_books: Iterable[GroupBook]) -> list[Cash]:
    """The box and the bank of some books, always; everything else where it holds something."""
    by_book = {group_book.book_id: Cash(group_book) for group_book in group_books}
    of_cash = Account.objects.filter(book__in=by_book, heading__in=(*chart.CASH_AND_BANK, *UNCLEAR))
    accounts = list(of_cash.select_related("heading", "book").order_by("heading", "holder"))
    amounts = books.balances(accounts)
    for account in accounts:
        here, part = by_book[account.book_id], Part(account, amounts[account.pk])
        if account.heading_id in UNCLEAR:
            here.unclear += [part] if part.amount else []
        elif part.amount or account.heading_id in (chart.CASH, here.group_book.bank_code):
            here.money.append(part)
    for book, waiting in waiting_for_the_bank(by_book).items():
        by_book[book].set_aside = waiting
    return list(by_book.values())


def holder(user: User) -> str:
    """The name of an officer's account in the books."""
    return f"u{user.pk}"


def debtor(account: Account) -> Person | None:
    """Who answers for the missing cash that an account says is owed."""
    return Person.objects.filter(user=int(account.holder[1:])).first() if account.holder else None


def shortages(group: Group) -> QuerySet[Account]:
    """The officers' accounts of cash that was missing from a group's boxes (R3.12)."""
    owed = Account.objects.filter(book__owner__group=group, heading=chart.SHORTAGES).exclude(holder="")
    return owed.select_related("book", "heading")


def set_aside(book: Book) -> Decimal:
    """What was counted on a working day and still waits in the box to be carried to the bank, in baht (R3.13)."""
    return waiting_for_the_bank([book.pk]).get(book.pk, ZERO)


def is_sitting(book: Book) -> bool:
    """Whether a working day is taking money into this book's box now."""
    return CashBox.objects.filter(group_book__book=book, is_sitting=True).exists()


def last_count(book: Book) -> date | None:
    """The last working day on which the box was counted."""
    counted = CashBox.objects.filter(group_book__book=book, is_sitting=False).exclude(counted=None)
    return counted.order_by("-day__on").values_list("day__on", flat=True).first()


def least_since(account: Account, on: date) -> Decimal:
    """The smallest balance in baht that an account ended with on a day or later: what may be taken on that day."""
    after = books.statement(account, on + timedelta(days=1), timezone.localdate())
    return min([after.brought, *(row.balance for row in after.rows)])


def expense_headings() -> QuerySet[Heading]:
    """What the committee spends on running the group (J37): administration 53xxx and operation 54xxx."""
    return Heading.objects.filter(posting=True, code__gte="53", code__lt="55")


# What is written on the page of box and bank (J33–J37, J48, J50), and cash that a count found too much (J49).
MOVEMENTS = ("J33", "J34", "J35", "J36", "J37", "J48", "J49", "J50")


def overage(box: CashBox) -> Entry | None:
    """The entry with which a count set cash aside that the books knew nothing of (J49), while it stands."""
    stands = Entry.objects.filter(event="J49", reverses=None, reversal=None)
    return stands.filter(book=box.group_book.book, on=box.day.on).first()


def movements(group: Group) -> QuerySet[Entry]:
    """A group's entries of box and bank that no receipt was given for, with everything a paper shows of them."""
    entries = Entry.objects.filter(book__owner__group=group, event__in=MOVEMENTS, reverses=None)
    return entries.select_related("book__owner__group", "by", "approved_by", "reversal")


# -- Transfers nobody is known for (J50, J51) --------------------------------------------------------------------------


class Identified(TypedDict):
    """What `transfers` adds to a transfer, in baht."""

    amount: Decimal
    identified: Decimal
    remains: Decimal
    is_open: bool


def transfers(group: Group) -> "QuerySet[WithAnnotations[UnknownTransfer, Identified]]":
    """A group's unidentified transfers, open ones first: each `amount`, what is `identified` of it, what `remains`.

    In baht. A transfer that was reversed has nothing left; an identification that was reversed never was.
    """
    unknown = UnknownTransfer.objects.filter(entry__book__owner__group=group)
    unknown = unknown.select_related("entry__book", "entry__by", "entry__reversal")
    lines = Line.objects.filter(account__heading=chart.UNIDENTIFIED).order_by()
    taken = lines.filter(entry__identification__transfer=OuterRef("pk"), entry__reversal=None)
    return unknown.annotate(
        amount=_sum(lines.filter(entry=OuterRef("entry"), entry__reversal=None), "credit"),
        identified=_sum(taken, "debit"),
        remains=F("amount") - F("identified"),
        is_open=Q(remains__gt=0),
    ).order_by("-is_open", "entry__on", "pk")


def _sum(lines: QuerySet[Line], side: str) -> Coalesce:
    total = lines.values("account__heading").annotate(total=Sum(side)).values("total")
    return Coalesce(Subquery(total), ZERO, output_field=DecimalField(max_digits=14, decimal_places=2))


def remains(transfer: UnknownTransfer) -> Decimal:
    """What of a transfer is not identified yet, in baht."""
    return transfers(transfer.entry.book.owner.group).get(pk=transfer.pk).remains


def identifications(transfer: UnknownTransfer) -> QuerySet[Identification]:
    """What was found out about a transfer, part by part, each with its receipt."""
    parts = transfer.identifications.select_related("entry__by", "entry__reversal", "entry__receipt__member__person")
    return parts.annotate(amount=Subquery(Line.objects.filter(entry=OuterRef("entry"), credit__gt=0).values("credit")))
