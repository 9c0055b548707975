"""How fast the books are written, beside plain SQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from funds.models import Passbook
from funds.queries import savings as savings_queries
from funds.queries import sheet as sheet_queries
from funds.services import savings, visits
from kahro.bench.data import PLEDGE, measured_books, open_evening, plain_tables
from kahro.bench.figures import Figure, compared, race
from kahro.bench.plain import Plain
from ledger import chart
from ledger import services as ledger
from ledger.models import Account, Entry

AT_ONCE = 300  # rows of a working day


class Counter:
    """One group on a working day: its members come one after the other, again and again."""

    def __init__(self) -> None:
        self.book = measured_books().get(slug="bench-1")
        self.day = open_evening(self.book.owner.group)
        plain_tables()
        self.by = User.objects.get(username="receiver")
        self.passbooks = list(savings_queries.passbooks(self.book.owner.group))
        self.cash = Account.objects.get(book=self.book, heading=chart.CASH, holder="")
        self.plain = Plain(self.cash, self.by)
        self.today = timezone.localdate()

    def deposit(self, passbook: Passbook) -> None:
        """By the service that the counter uses."""
        savings.deposit(passbook, PLEDGE, on=self.today, by=self.by, request_id=uuid4())

    def post(self, passbook: Passbook) -> None:
        """Only the entry, without by-laws and receipt."""
        ledger.post(
            self.book,
            [ledger.debit(self.cash, PLEDGE), ledger.credit(passbook.account, PLEDGE)],
            kind=Entry.Kind.RECEIPT,
            event="J02",
            on=self.today,
            by=self.by,
            request_id=uuid4(),
            memo="ฝาก เงินสัจจะสะสม",
        )

    def by_hand(self, passbook: Passbook, *, receipt: bool) -> None:
        """The same rows in plain SQL, committed."""
        with self.plain.connection.transaction():
            self.plain.deposit(passbook, receipt=receipt)

    def each(self, act: Callable[[Passbook], None]) -> Callable[[], int]:
        """A runner: the counter takes members as they come, each committed."""
        return self.one_by_one(act, self.passbooks, 60)

    def one_by_one(self, act: Callable[[Passbook], None], passbooks: list[Passbook], count: int) -> Callable[[], int]:
        """A runner: an act for so many passbooks, from the first again after the last."""

        def run() -> int:
            for number in range(count):
                act(passbooks[number % len(passbooks)])
            return count

        return run

    def rows(self) -> Callable[[], int]:
        """A runner: every row of the working day's sheet, one after the other, as it is saved at the table."""
        sheet, key = sheet_queries.collection_sheet(self.day), f"p{self.passbooks[0].product_id}"

        def row(passbook: Passbook) -> None:
            person = passbook.member.person_id
            visits.take(sheet, person, {key: PLEDGE}, by=self.by, request_id=uuid4(), again=True)

        return self.one_by_one(row, self.passbooks, AT_ONCE)

    def rows_by_hand(self, each: Callable[[], AbstractContextManager]) -> Callable[[], int]:
        """The same in plain SQL, each row in a context of `each`: a transaction, or nothing."""

        def row(passbook: Passbook) -> None:
            with each():
                self.plain.visit(passbook, self.day.pk)

        return self.one_by_one(row, self.passbooks, AT_ONCE)


def at_once(rows: Callable[[], int], transaction: Callable[[], AbstractContextManager]) -> Callable[[], int]:
    """A runner: the rows of another one in a single transaction."""

    def run() -> int:
        with transaction():
            return rows()

    return run


def writing() -> Iterator[Figure]:
    """(a) Deposits a second, each committed, (e) a sheet row by row, (b) the same rows in one transaction."""
    counter = Counter()
    single = race(
        {
            "deposit": counter.each(counter.deposit),
            "plain deposit": counter.each(lambda passbook: counter.by_hand(passbook, receipt=True)),
            "post": counter.each(counter.post),
            "plain post": counter.each(lambda passbook: counter.by_hand(passbook, receipt=False)),
        }
    )
    committed = counter.plain.connection.transaction
    sheet = race({"take": counter.rows(), "plain": counter.rows_by_hand(committed)})
    whole = race(
        {
            "take": at_once(counter.rows(), transaction.atomic),
            "plain": at_once(counter.rows_by_hand(nullcontext), committed),
        }
    )
    counter.plain.connection.close()
    yield compared(f"(e) a sheet of {AT_ONCE} rows, each committed", sheet["take"], sheet["plain"])
    yield compared("(a) deposits at the counter, each committed", single["deposit"], single["plain deposit"])
    yield compared("(a) ledger.services.post, each committed", single["post"], single["plain post"])
    yield compared(f"(b) the {AT_ONCE} rows in one transaction", whole["take"], whole["plain"])
