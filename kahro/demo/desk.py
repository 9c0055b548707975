"""A group of the demonstration on its working days: who sits at the table, the cash in its box, the moment of its
clock.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db.models import QuerySet

from funds.models import Passbook
from funds.queries import savings as savings_queries
from ledger import clock
from ledger import services as ledger
from ledger.models import Account, Book, Entry
from villages.models import Group, GroupBook, Member, Role

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
NAMESPACE = UUID("6b616872-6f00-4d6f-8568-000000000000")


@dataclass
class Desk:
    """A group on its working days, which are always the same `day` of the month.

    `cash` is the baht in its box, `at` what the clock says, `left` the passbook of the member who left.
    """

    group: Group
    group_book: GroupBook
    committee: dict[Role, User]
    day: int
    members: list[Member] = field(default_factory=list)
    cash: Decimal = Decimal(0)
    at: datetime = datetime.min
    left: Passbook | None = None
    accounts: dict[tuple[int, str], Account] = field(default_factory=dict)
    requests: count = field(default_factory=count)

    @property
    def book(self) -> Book:
        """The book of the savings."""
        return self.group_book.book

    @property
    def bank(self) -> str:
        """The heading of the bank account that this group keeps."""
        return self.group_book.bank_code

    def clock(self) -> AbstractContextManager[None]:
        """In this block everything is dated by the desk's clock."""
        return clock.at(self.at)

    def wait(self, seconds: int) -> None:
        """Move the clock forward."""
        self.at += timedelta(seconds=seconds)

    def request_id(self) -> UUID:
        """The next request id; the same in every demonstration."""
        return uuid5(NAMESPACE, f"{self.group.slug} {next(self.requests)}")

    def move(
        self, debit: str, credit: str, amount: Decimal | int, kind: Entry.Kind, event: str, memo: str,
        book: Book | None = None,
    ) -> None:  # fmt: skip
        """Post baht from one heading to another on the day of the clock; without a book, into that of the savings."""
        book = book or self.book
        to, out = self._account(book, debit), self._account(book, credit)
        self.post([ledger.debit(to, Decimal(amount)), ledger.credit(out, Decimal(amount))], kind, event, memo, book)

    def post(self, sides: list[ledger.Side], kind: Entry.Kind, event: str, memo: str, book: Book | None = None) -> None:
        """Post an entry of the treasurer's on the day of the clock."""
        with self.clock():
            ledger.post(
                book or self.book, sides, kind=kind, event=event, on=self.at.date(), memo=memo,
                by=self.committee[Role.TREASURER], request_id=self.request_id(),
            )  # fmt: skip

    def _account(self, book: Book, code: str) -> Account:
        if (book.pk, code) not in self.accounts:
            self.accounts[book.pk, code] = ledger.activate(book, code)
        return self.accounts[book.pk, code]


def at_the_table(group: Group) -> QuerySet[Passbook]:
    """The passbooks that take money on a working day, in the order of the members."""
    open_ones = savings_queries.passbooks(group).filter(closed_on=None, member__left_on=None)
    return open_ones.prefetch_related("pledges", "product__bylaws").order_by("member__number", "product_id")


def pledge(passbook: Passbook) -> Decimal | None:
    """What the member promised for a month, of a passbook that brings its pledges along."""
    return next((promise.amount for promise in passbook.pledges.all()), None)
