"""What a group holds in box and bank, who owes it cash, and how much of it was there since a day."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from funds.queries import cash as cash_queries
from funds.services import cash, reversals
from ledger import chart
from ledger import services as ledger
from ledger.models import Account, Entry
from villages.models import GroupBook
from villages.services import requests


@pytest.fixture
def owed(filled) -> Account:
    """The receiver answers for 300 baht that were missing."""
    account, box = cash.shortage_account(filled.book, filled.receiver), ledger.activate(filled.book, chart.CASH)
    more = {"event": "J47", "on": timezone.localdate(), "by": filled.bookkeeper, "request_id": uuid4()}
    sides = [ledger.debit(account, Decimal(300)), ledger.credit(box, Decimal(300))]
    ledger.post(filled.book, sides, kind=Entry.Kind.JOURNAL, **more)
    return account


def test_box_and_bank_always_stand_there_and_a_shortage_with_who_answers_for_it(filled, owed):
    (here,) = cash_queries.cash(filled.group.books.select_related("book"))

    assert [(part.account.heading_id, part.amount) for part in here.money] == [("11010", 2700), ("12300", 2000)]
    assert [(part.account.holder, part.amount) for part in here.unclear] == [("", 300), (owed.holder, 300)]
    assert [part.account for part in here.owed] == [owed]
    assert (here.total, here.set_aside) == (4700, 0)


def test_a_book_without_money_has_both_with_nothing_in_them(world):
    ledger.activate(world.book, chart.CASH)
    ledger.activate(world.book, "12300")
    ledger.activate(world.book, chart.OVERAGES)

    (here,) = cash_queries.cash(GroupBook.objects.filter(group=world.group).select_related("book"))

    assert [(part.account.heading_id, part.amount) for part in here.money] == [("11010", 0), ("12300", 0)]
    assert (here.unclear, here.total) == ([], 0)


def test_who_answers_for_an_account_is_known_by_its_holder(filled, owed):
    assert cash_queries.debtor(owed) == filled.receiver.person
    assert cash_queries.debtor(Account.objects.get(book=filled.book, heading=chart.CASH)) is None


def test_on_a_past_day_no_more_may_be_taken_than_lay_there_ever_since(filled):
    box, today = Account.objects.get(book=filled.book, heading=chart.CASH), timezone.localdate()
    filled.deposit(4000)

    since = [cash_queries.least_since(box, day) for day in (filled.long_ago, today - timedelta(days=1), today)]
    assert since == [3000, 3000, 7000]
    assert cash_queries.least_since(box, filled.long_ago - timedelta(days=1)) == 0


def test_a_box_sits_until_its_count_is_signed_and_is_counted_from_then_on(world, evening, planned):
    planned(on=timezone.localdate() + timedelta(days=7))  # a day to come is neither
    day = evening()
    assert (cash_queries.is_sitting(world.book), cash_queries.last_count(world.book)) == (True, None)

    day.count({})
    day.sign()

    assert (cash_queries.is_sitting(world.book), cash_queries.last_count(world.book)) == (False, day.day.on)


def test_what_a_count_set_aside_stands_until_it_is_reversed(world, evening):
    day = evening()
    assert cash_queries.overage(day.box) is None
    day.count({"20": 1}, next_float=20, explanation="ไม่ทราบ")
    day.sign()
    entry = cash_queries.overage(day.box)
    assert (entry.event, entry.book) == ("J49", world.book)

    pending = reversals.ask_to_reverse(entry, by=world.treasurer, reason="พบเจ้าของ", request_id=uuid4())
    requests.approve(pending, by=world.checker)

    assert cash_queries.overage(day.box) is None


def test_money_is_spent_under_53_and_54_only(chart):
    assert {heading.code[:2] for heading in cash_queries.expense_headings()} == {"53", "54"}
    assert all(heading.posting for heading in cash_queries.expense_headings())
