"""How fast the books are, as ratios taken in one run, so that they mean the same on a slow machine and a fast one.

"Plain" is the same rows in tables of the same columns, indexes, checks and foreign keys without any trigger of ours:
the entry, its two lines, the three month totals they move (cash, the passbook, its control account) and, for a deposit,
the receipt. psycopg sends them statement by statement, prepared after five uses as it does by itself, with every value
known beforehand: nothing is looked up, checked, numbered or sealed. Both sides commit as the server's own
`synchronous_commit` says. They take turns, and the medians of their rounds are compared.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import uuid4

import psycopg
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import RequestFactory, override_settings
from django.utils import timezone

from funds.models import Passbook
from funds.papers import receipts as receipts_papers
from funds.queries import savings as savings_queries
from funds.queries import sheet as sheet_queries
from funds.services import savings, visits
from kahro import queries as kahro_queries
from kahro.bench.data import PLEDGE, bench_books, open_evening, plain_tables
from ledger import chart, thai
from ledger import queries as books
from ledger import rules as ledger_rules
from ledger import services as ledger
from ledger.models import Account, Entry

ROUNDS = 9
AT_ONCE = 300  # deposits of a working day
UNCOLLECTED = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


class Figure(NamedTuple):
    """One line of the table; `passed` is None where no bar is set."""

    name: str
    measured: str
    bar: str = ""
    passed: bool | None = None


def race(runners: dict[str, Callable[[], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """What each runner does in a second: the median of rounds in which they take turns, after one to warm up."""
    rates: dict[str, list[float]] = {name: [] for name in runners}
    for number in range(rounds + 1):
        for name, run in runners.items():
            started = time.perf_counter()
            done = run()
            if number:
                rates[name].append(done / (time.perf_counter() - started))
    return {name: statistics.median(per_second) for name, per_second in rates.items()}


# -- Writing -----------------------------------------------------------------------------------------------------------


class Plain:
    """The rows of a deposit, inserted by hand into tables that nothing guards."""

    ENTRY = """
        INSERT INTO ledger_entry (book_id, seq, kind, number, be_year, serial, event, "on", at, memo, by_id, request_id,
                                  request_hash, tx, previous_seal, seal)
        VALUES (%s, %s, 'RV', %s, %s, %s, 'J02', %s, %s, %s, %s, %s, %s, 0, %s, %s) RETURNING id"""
    LINE = "INSERT INTO ledger_line (entry_id, position, account_id, debit, credit) VALUES (%s, %s, %s, %s, %s)"
    TOTAL = """
        INSERT INTO ledger_monthtotal AS total (account_id, month, brought_debit, brought_credit, debit, credit)
        VALUES (%s, %s, 0, 0, %s, %s) ON CONFLICT (account_id, month) DO UPDATE
           SET debit = total.debit + excluded.debit, credit = total.credit + excluded.credit"""
    RECEIPT = """
        INSERT INTO funds_receipt (entry_id, member_id, token, paid_by, received_by_id, visit_id)
        VALUES (%s, %s, %s, '', %s, %s)"""
    VISIT = """
        INSERT INTO funds_visit (day_id, person_id, request_id, request_hash, token, paid_by, received_by_id, by_id, at)
        VALUES (%s, %s, %s, %s, %s, '', %s, %s, %s) RETURNING id"""

    def __init__(self, cash: Account, by: User):
        params = connection.get_connection_params()
        kept = {name: params[name] for name in ("host", "port", "user", "password", "dbname") if params.get(name)}
        self.connection = psycopg.connect(**kept, autocommit=True, options="-c search_path=plain,public")
        self.cursor = self.connection.cursor()
        self.cash, self.by, self.seq = cash.pk, by.pk, 10_000_000
        self.today = timezone.localdate()

    def visit(self, passbook: Passbook, day: int) -> None:
        """The rows of one row of the sheet: those of a deposit, and the visit."""
        seal, token = "0" * 64, f"v{self.seq:023d}"
        values = (day, passbook.member.person_id, uuid4(), seal, token, self.by, self.by, timezone.now())
        self.cursor.execute(self.VISIT, values)
        (visit,) = self.cursor.fetchone()
        self.deposit(passbook, receipt=True, visit=visit)

    def deposit(self, passbook: Passbook, *, receipt: bool, visit: int | None = None) -> None:
        execute, nothing, seal = self.cursor.execute, Decimal(0), "0" * 64
        self.seq += 1
        account, month = passbook.account, ledger_rules.first_of_month(self.today)
        number = f"RV{self.today:%y%m}-{self.seq:08d}"
        year, now, memo = thai.buddhist_year(self.today.year), timezone.now(), "ฝาก เงินสัจจะสะสม"
        values = (account.book_id, self.seq, number, year, self.seq, self.today, now, memo)
        execute(self.ENTRY, [*values, self.by, uuid4(), seal, seal, seal])
        (entry,) = self.cursor.fetchone()
        execute(self.LINE, [entry, 1, self.cash, PLEDGE, nothing])
        execute(self.LINE, [entry, 2, account.pk, nothing, PLEDGE])
        execute(self.TOTAL, [self.cash, month, PLEDGE, nothing])
        execute(self.TOTAL, [account.pk, month, nothing, PLEDGE])
        execute(self.TOTAL, [account.control_id, month, nothing, PLEDGE])
        if receipt:
            execute(self.RECEIPT, [entry, passbook.member_id, f"{self.seq:024d}", self.by, visit])


class Table:
    """A working day's table at one group: the members come one after the other, again and again."""

    def __init__(self) -> None:
        self.book = bench_books().get(slug="bench-1")
        self.day = open_evening(self.book.owner.group)
        plain_tables()
        self.by = User.objects.get(username="receiver")
        self.passbooks = list(savings_queries.passbooks(self.book.owner.group))
        self.sheet = list(savings_queries.sheet(self.book.owner.group))
        self.cash = Account.objects.get(book=self.book, heading=chart.CASH, holder="")
        self.plain = Plain(self.cash, self.by)
        self.today = timezone.localdate()

    def deposit(self, passbook: Passbook) -> None:
        savings.deposit(passbook, PLEDGE, on=self.today, by=self.by, request_id=uuid4())

    def post(self, passbook: Passbook) -> None:
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
        with self.plain.connection.transaction():
            self.plain.deposit(passbook, receipt=receipt)

    def each(self, act: Callable[[Passbook], None]) -> Callable[[], int]:
        """A runner: the counter takes members as they come, each committed."""
        return self.one_by_one(act, self.passbooks, 60)

    def one_by_one(self, act: Callable[[Passbook], None], passbooks: list[Passbook], count: int) -> Callable[[], int]:
        def run() -> int:
            for number in range(count):
                act(passbooks[number % len(passbooks)])
            return count

        return run

    def at_once(self, act: Callable[[Passbook], None], whole) -> Callable[[], int]:
        """A runner: a working day's sheet in one transaction."""
        day = self.one_by_one(act, self.sheet, AT_ONCE)

        def run() -> int:
            with whole():
                return day()

        return run

    def sheet_row_by_row(self) -> Callable[[], int]:
        """A runner: every row of the working day's sheet, one after the other, as it is saved at the table."""
        sheet, key = sheet_queries.collection_sheet(self.day), f"p{self.passbooks[0].product_id}"

        def row(passbook: Passbook) -> None:
            who = passbook.member.person_id
            visits.take(sheet, who, {key: PLEDGE}, by=self.by, request_id=uuid4(), again=True)

        return self.one_by_one(row, self.passbooks, AT_ONCE)

    def rows_by_hand(self) -> Callable[[], int]:
        def row(passbook: Passbook) -> None:
            with self.plain.connection.transaction():
                self.plain.visit(passbook, self.day.pk)

        return self.one_by_one(row, self.passbooks, AT_ONCE)


def writing() -> Iterator[Figure]:
    """(a) Deposits a second, each committed, (b) many in one transaction, (e) a sheet row by row."""
    table = Table()
    with_receipt = lambda passbook: table.by_hand(passbook, receipt=True)  # noqa: E731
    without = lambda passbook: table.by_hand(passbook, receipt=False)  # noqa: E731
    single = race(
        {
            "deposit": table.each(table.deposit),
            "plain deposit": table.each(with_receipt),
            "post": table.each(table.post),
            "plain post": table.each(without),
        }
    )
    day = race(
        {
            "deposit": table.at_once(table.deposit, transaction.atomic),
            "plain": table.at_once(
                lambda passbook: table.plain.deposit(passbook, receipt=True), table.plain.connection.transaction
            ),
        }
    )
    sheet = race({"take": table.sheet_row_by_row(), "plain": table.rows_by_hand()})
    table.plain.connection.close()
    yield compared(f"(e) a sheet of {AT_ONCE} rows, each committed", sheet["take"], sheet["plain"])
    yield compared("(a) funds.services.deposit, each committed", single["deposit"], single["plain deposit"])
    yield compared("(a) ledger.services.post, each committed", single["post"], single["plain post"])
    yield compared(f"(b) {AT_ONCE} deposits in one transaction", day["deposit"], day["plain"])


def compared(name: str, ours: float, plain: float, bar: float = 0.4) -> Figure:
    measured = f"{ours:,.0f}/s, plain SQL {plain:,.0f}/s: {ours / plain:.2f}"
    return Figure(name, measured, f"≥ {bar}", ours / plain >= bar)


# -- Reading -----------------------------------------------------------------------------------------------------------


@contextmanager
def connected(database: str) -> Iterator[None]:
    """Django's connection, led to another database for a while."""
    home = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home


def reading(short: str, long: str) -> Iterator[Figure]:
    """(c) Trial balance and dashboard on a day that cuts a month, in the two databases by turns."""
    taken: dict[tuple[str, str], list[float]] = {}
    for _round in range(ROUNDS):
        for database in (short, long):
            with connected(database):
                for name, report in reports().items():
                    milliseconds = statistics.median(timed(report) for _turn in range(6))
                    taken.setdefault((name, database), []).append(milliseconds)
    for name in ("trial balance of a book", "dashboard"):
        here, there = (statistics.median(taken[name, database]) for database in (short, long))
        measured = f"{here:.1f} ms at 100 thousand lines, {there:.1f} ms at 1 million: {there / here:.2f}"
        yield Figure(f"(c) {name}, ten times the history", measured, "≤ 1.3", there / here <= 1.3)
        if name == "trial balance of a book":
            yield Figure(f"(c) {name}", f"{there:.1f} ms", "≤ 10 ms", there <= 10)


def reports() -> dict[str, Callable[[], object]]:
    """What is read in the database at hand: as of the middle of the last whole month, the dearest kind of day."""
    day = (ledger_rules.first_of_month(timezone.localdate()) - timedelta(days=1)).replace(day=15)
    book = bench_books().get(slug="bench-5")

    def dashboard() -> None:
        glance = kahro_queries.glance(day)
        kahro_queries.trend(glance, glance.total, glance.groups)

    return {
        "trial balance of a book": lambda: books.trial_balance(book, ledger_rules.first_of_month(day), day),
        "dashboard": dashboard,
    }


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def papers_a_second() -> Iterator[Figure]:
    """(d) A year of a passbook as PDF."""
    passbooks = list(savings_queries.passbooks(bench_books().get(slug="bench-2").owner.group)[:5])
    end = timezone.localdate()
    request = RequestFactory().get("/", headers={"host": "localhost"})

    def run() -> int:
        for passbook in passbooks:
            receipts_papers.passbook(passbook, ledger_rules.years_before(end, 1), end, request)
        return len(passbooks)

    with override_settings(STORAGES=settings.STORAGES | UNCOLLECTED):
        rate = race({"paper": run}, rounds=3)["paper"]
    yield Figure("(d) passbook statements of a year as PDF", f"{rate:.1f}/s")
