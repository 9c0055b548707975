"""Books without villages: one book with a clerk and a checker, and the worked year of domain §6.3."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection

from ledger import clock, verify
from ledger import services as ledger
from ledger.models import Account, Book, Entry
from ledger.rules import last_of_month

Kind = Entry.Kind
HEADINGS = ("11010", "12200", "34100", "41010", "41020", "43010", "43020", "43040", "45010", "53020", "54050")


@dataclass
class Till:
    """A book and who writes in it. Accounts are named by code, or by code and holder: `31020 M001`."""

    book: Book
    clerk: User
    checker: User
    accounts: dict[str, Account] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Account:
        if name not in self.accounts:
            code, _space, holder = name.partition(" ")
            self.accounts[name] = Account.objects.select_related("heading").get(
                book=self.book, heading=code, holder=holder
            )
        return self.accounts[name]

    def open(self, code: str, *holders: str, counterpart: Book | None = None) -> None:
        ledger.open_accounts(self.book, code, [(holder, f"นาย{holder}") for holder in holders], counterpart=counterpart)

    def sides(self, debits: Mapping[str, object], credits: Mapping[str, object]) -> list[ledger.Side]:
        return [ledger.debit(self[name], Decimal(str(amount))) for name, amount in debits.items()] + [
            ledger.credit(self[name], Decimal(str(amount))) for name, amount in credits.items()
        ]

    def post(self, debits: Mapping[str, object], credits: Mapping[str, object], on: date, **more) -> Entry:
        params: dict[str, Any] = {"kind": Kind.JOURNAL, "event": "J01", "by": self.clerk, "request_id": uuid4()} | more
        return ledger.post(self.book, self.sides(debits, credits), on=on, **params)

    def deposit(self, amount: object, on: date = date(2025, 3, 5), holder: str = "M001", **more) -> Entry:
        more = {"kind": Kind.RECEIPT, "event": "J02", "memo": "เงินสัจจะ"} | more
        return self.post({"11010": amount}, {f"31020 {holder}": amount}, on, **more)

    def reverse(self, entry: Entry, on: date, **more) -> Entry:
        params: dict[str, Any] = {"by": self.clerk, "approved_by": self.checker, "reason": "คีย์ผิด"}
        return ledger.reverse(entry, on=on, **params | {"request_id": uuid4()} | more)


@pytest.fixture
def new_till(chart) -> Callable[..., Till]:
    clerk, checker = [User.objects.create_user(name) for name in ("clerk", "checker")]

    def new(slug: str, **more) -> Till:
        book = ledger.open_book(slug, f"กลุ่ม {slug}", headings=HEADINGS, **more)
        till = Till(book, clerk, checker)
        till.open("31020", "M001", "M002")
        return till

    return new


@pytest.fixture
def till(new_till) -> Till:
    """A real book: the database alone dates its entries."""
    return new_till("sajja-8")


@pytest.fixture
def closed(till):
    """A book whose March of 2025 is closed, with nothing in its February."""
    till.deposit(100)
    ledger.close_month(till.book, date(2025, 3, 5), by=till.checker)
    return till


def sql(statement: str, *params):
    """Raw SQL, as somebody types it at a prompt; rows when there are any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else None


def commit() -> None:
    """Ask now what is asked at every commit."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")


def of_2025(month: int, day: int) -> date:
    return date(2025, month, day)


@pytest.fixture
def three_months(till, new_till):
    """Three months of deposits in a book, and a second book beside it."""
    for day, amount in ((of_2025(2, 5), 100), (of_2025(3, 5), 200), (of_2025(3, 5), 300), (of_2025(4, 5), 400)):
        till.deposit(amount, day)
    vars(till)["other"] = new_till("vf-8")
    till.other.deposit(50)
    assert verify.problems() == []
    commit()
    return till


@pytest.fixture
def year(new_till) -> Till:
    """The worked year of village 8, posted as it happened (§6.3)."""
    till = new_till("sav-8", is_demo=True)
    till.open("31020", "M003", "M004", "M005")
    till.open("13010", "LN001", "LN003")
    till.open("13020", "LN002")
    till.open("23150", "M005")
    opening = {"11010": 500, "12200": 159500, "13010 LN001": 150000}
    members = {"31020 M001": 60000, "31020 M002": 120000, "31020 M004": 30000, "31020 M005": 90000, "34100": 10000}
    _happen(till, of_2025(1, 1), opening, members, "J01", Kind.OPENING)
    for month in range(1, 13):
        _month_of_2025(till, month)
    return till


@pytest.fixture
def new_till_beside(year, new_till):
    return new_till("other-1")


def _happen(till: Till, on: date, debits: dict, credits: dict, event: str, kind: Kind) -> None:
    with clock.at(clock.thai_time(on, 10)):
        till.post(debits, credits, on, event=event, kind=kind)


def _month_of_2025(till: Till, month: int) -> None:
    meeting = of_2025(month, 5)
    receipts = _receipts_of(month)
    for credits in receipts:
        _happen(till, meeting, {"11010": sum(credits.values())}, credits, "J02", Kind.RECEIPT)
    _happen(till, meeting, {"53020": 200}, {"11010": 200}, "J37", Kind.PAYMENT)
    to_bank = sum(sum(credits.values()) for credits in receipts) - 200
    _happen(till, meeting + timedelta(days=1), {"12200": to_bank}, {"11010": to_bank}, "J33", Kind.JOURNAL)
    if month == 2:
        _happen(till, meeting, {"13010 LN003": 100000}, {"12200": 100000}, "J12", Kind.PAYMENT)
    if month == 5:
        _happen(till, meeting, {"13020 LN002": 10000}, {"12200": 10000}, "J12", Kind.PAYMENT)
    if month == 6:
        _happen(till, of_2025(6, 12), {"54050": 650}, {"12200": 650}, "J37", Kind.PAYMENT)
    if month == 9:
        leaving = of_2025(9, 30)
        _happen(till, leaving, {"31020 M005": 99000}, {"23150 M005": 99000}, "J09", Kind.JOURNAL)
        _happen(till, leaving, {"23150 M005": 99000}, {"12200": 99000}, "J10", Kind.PAYMENT)
    if month == 12:
        paid = of_2025(12, 20)
        _happen(till, paid, {"12200": 168000}, {"13010 LN001": 150000, "41010": 18000}, "J13", Kind.RECEIPT)
        _happen(till, last_of_month(paid), {"12200": "312.45"}, {"45010": "312.45"}, "J35", Kind.JOURNAL)


def _receipts_of(month: int) -> list[dict[str, int]]:
    """What members paid in cash at the meeting of a month of the worked year."""
    receipts = [{"31020 M001": 1000}, {"31020 M002": 2000}]
    if month >= 3:
        receipts.append({"31020 M003": 1000} | ({"43010": 50} if month == 3 else {}))
    if month not in (6, 7):
        receipts.append({"31020 M004": 1500, "43040": 20} if month == 8 else {"31020 M004": 500})
    if month <= 9:
        receipts.append({"31020 M005": 1000})
    if month in (2, 5):
        receipts.append({"43020": 20})
    if month == 7:
        receipts.append({"13020 LN002": 10000, "41020": 200})
    if month >= 3:
        receipts.append({"13010 LN003": 10000, "41010": 100 * (13 - month)})
    return receipts
