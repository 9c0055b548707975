"""Whatever is done, in whatever order, the books verify and say what a plain sum says."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ledger import queries as books
from ledger import services as ledger
from ledger import verify
from ledger.models import Account, Book, Entry
from tests.ledger.conftest import HEADINGS, Till

DAYS = st.dates(date(2025, 1, 1), date(2025, 6, 30))
BAHT = st.decimals(Decimal("0.01"), Decimal(100_000), places=2)
HOLDERS = st.sampled_from(["M001", "M002", "M003"])
SAVED = "31020"


class Books(RuleBasedStateMachine):
    """Two books that lend to each other, and beside them what every account should hold, summed by hand."""

    @initialize()
    def open(self):
        self.undo = connection.savepoint()
        self.amounts: dict[tuple[str, str], dict[date, Decimal]] = {}
        self.posted: list[tuple[Till, Entry]] = []
        self.reversed: set[int] = set()
        self.months: dict[str, set[date]] = {}
        self.closed: dict[str, date] = {}
        users = [User.objects.create(username=f"{name}-{uuid4().hex[:8]}") for name in ("clerk", "checker")]
        self.tills = []
        for _n in range(2):
            book = ledger.open_book(f"book-{uuid4().hex[:8]}", "สมุด", headings=HEADINGS)
            till = Till(book, *users)
            till.open(SAVED, "M001", "M002", "M003")
            self.tills.append(till)
        for till, other in (self.tills, self.tills[::-1]):
            till.open("14090", "other", counterpart=other.book)
            till.open("23090", "other", counterpart=other.book)
            for month, holder in ((1, "M001"), (2, "M002")):
                self.saved(till, holder, Decimal(100), date(2025, month, 5))

    def saved(self, till: Till, holder: str, amount: Decimal, day: date, request: UUID | None = None) -> None:
        debits, credits = {"11010": amount}, {f"{SAVED} {holder}": amount}
        entry = till.post(debits, credits, day, request_id=request or uuid4())
        self.happened(till, debits, credits, day)
        self.posted.append((till, entry))

    def open_on(self, till: Till, day: date) -> bool:
        return day.replace(day=1) > self.closed.get(till.book.slug, date.min)

    def happened(self, till: Till, debits: dict, credits: dict, day: date) -> None:
        self.months.setdefault(till.book.slug, set()).add(day.replace(day=1))
        for sign, sides in ((1, debits), (-1, credits)):
            for account, amount in sides.items():
                days = self.amounts.setdefault((till.book.slug, account), {})
                days[day] = days.get(day, Decimal(0)) + sign * amount

    @rule(which=st.integers(0, 1), holder=HOLDERS, amount=BAHT, day=DAYS, twice=st.booleans())
    def deposit(self, which, holder, amount, day, twice):
        till, request = self.tills[which], uuid4()
        try:
            self.saved(till, holder, amount, day, request)
        except ValidationError:
            assert not self.open_on(till, day)
            return
        assert self.open_on(till, day)
        if twice:
            again = till.post({"11010": amount}, {f"{SAVED} {holder}": amount}, day, request_id=request)
            assert again == self.posted[-1][1]

    @rule(which=st.integers(0, 1000), later=st.integers(-1, 60))
    def reverse(self, which, later):
        till, entry = self.posted[which % len(self.posted)]
        day = entry.on + timedelta(days=later)
        allowed = self.open_on(till, day) and day >= entry.on and entry.pk not in self.reversed
        try:
            till.reverse(entry, day)
        except ValidationError:
            assert not allowed
            return
        assert allowed
        self.reversed.add(entry.pk)
        for line in entry.lines.select_related("account"):
            name = f"{line.account.heading_id} {line.account.holder}".strip()
            self.happened(till, {name: line.credit}, {name: line.debit}, day)

    @rule(giver=st.integers(0, 1), amount=BAHT, day=DAYS)
    def lend(self, giver, amount, day):
        here, there = self.tills[giver], self.tills[1 - giver]
        given, taken = ({"14090 other": amount}, {"11010": amount}), ({"11010": amount}, {"23090 other": amount})
        try:
            ledger.post_pair(
                (here.book, here.sides(*given)), (there.book, there.sides(*taken)),
                event="J40", on=day, by=here.clerk, request_id=uuid4(),
            )  # fmt: skip
        except ValidationError:
            assert not (self.open_on(here, day) and self.open_on(there, day))
            return
        self.happened(here, *given, day)
        self.happened(there, *taken, day)

    @rule(which=st.integers(0, 1), day=st.dates(date(2025, 1, 1), date(2025, 3, 31)))
    def close(self, which, day):
        till, month = self.tills[which], day.replace(day=1)
        waiting = [
            known for known in self.months.get(till.book.slug, ()) if known < month and self.open_on(till, known)
        ]
        allowed = self.open_on(till, day) and not waiting
        try:
            ledger.close_month(till.book, day, by=till.clerk)
        except ValidationError:
            assert not allowed
            return
        assert allowed
        self.closed[till.book.slug] = month

    @rule(which=st.integers(0, 1), amount=BAHT)
    def refuse_and_rebuild(self, which, amount):
        till, before = self.tills[which], Entry.objects.count()
        with pytest.raises(ValidationError):
            till.post({"11010": amount}, {f"{SAVED} M001": amount + 1}, date(2025, 6, 30))
        ledger.rebuild_totals(till.book)
        assert Entry.objects.count() == before

    @invariant()
    def the_books_say_what_a_plain_sum_says(self):
        assert verify.problems() == []
        for till in self.tills:
            accounts = list(Account.objects.filter(book=till.book).select_related("heading"))
            for day in (date(2025, 3, 15), date(2025, 6, 30)):
                assert books.balances(accounts, day) == {
                    account.pk: self.summed(till, account, day) for account in accounts
                }

    def summed(self, till: Till, account: Account, day: date) -> Decimal:
        """What moved on the account, or on those of its holders, up to a day, on its normal side."""
        name = f"{account.heading_id} {account.holder}"
        net = sum(
            amount
            for (slug, moved), days in self.amounts.items()
            if slug == till.book.slug and (moved == name.strip() or (not account.holder and moved.startswith(name)))
            for on, amount in days.items()
            if on <= day
        )
        return Decimal(net if account.heading.normal_side == "debit" else -net)

    def teardown(self):
        connection.savepoint_rollback(self.undo)


@pytest.mark.usefixtures("chart")
def test_any_order_of_acts_leaves_the_books_clean():
    few = settings(
        max_examples=14,
        stateful_step_count=10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(Books, settings=few)
    assert not Book.objects.exists()
