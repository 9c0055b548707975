"""Money between two books: one entry in each, naming each other, both or neither."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry, MonthTotal
from tests.ledger.conftest import Till

MARCH, APRIL = date(2025, 3, 5), date(2025, 4, 5)


@pytest.fixture
def two(new_till) -> tuple[Till, Till]:
    here, there = new_till("vf-8-1"), new_till("vf-8-2")
    here.open("14090", "vf-8-2", counterpart=there.book)
    there.open("23090", "vf-8-1", counterpart=here.book)
    return here, there


def lend(two, amount=500, returned=None, **more):
    here, there = two
    more = {"event": "J40", "on": MARCH, "by": here.clerk, "request_id": uuid4()} | more
    return ledger.post_pair(
        (here.book, here.sides({"14090 vf-8-2": amount}, {"11010": amount})),
        (there.book, there.sides({"11010": returned or amount}, {"23090 vf-8-1": returned or amount})),
        **more,
    )


def test_money_crosses_as_two_entries_that_name_each_other(two):
    first, second = lend(two)

    assert (first.pair, second.pair) == (second, first)
    assert [books.balance(till["11010"]) for till in two] == [-500, 500]


def test_a_pair_of_two_amounts_writes_neither(two):
    with pytest.raises(ValidationError):
        lend(two, 500, 400)

    assert not Entry.objects.exists()


def test_a_pair_sent_twice_is_one(two):
    request = uuid4()

    assert lend(two, request_id=request) == lend(two, request_id=request)
    assert Entry.objects.count() == 2


def test_a_pair_sent_again_with_another_amount_is_refused(two):
    request = uuid4()
    first, _second = lend(two, request_id=request)

    with pytest.raises(ValidationError) as refusal:
        lend(two, 400, request_id=request)

    assert first.number in refusal.value.messages[0]
    assert Entry.objects.count() == 2


def test_a_pair_whose_second_half_is_refused_writes_neither(two):
    _here, there = two
    ledger.close_month(there.book, MARCH, by=there.clerk)

    with pytest.raises(ValidationError, match="ปิด"):
        lend(two)

    assert not Entry.objects.exists()
    assert not MonthTotal.objects.exists()


def test_a_request_that_one_book_has_answered_otherwise_makes_no_pair(two):
    here, _there = two
    request = uuid4()
    here.deposit(100, request_id=request)

    with pytest.raises(ValidationError):
        lend(two, request_id=request)

    assert Entry.objects.count() == 1


def test_each_half_of_a_pair_has_a_voucher_of_its_own_kind(two):
    first, second = lend(two, kinds=(Entry.Kind.PAYMENT, Entry.Kind.RECEIPT))

    assert (first.number, second.number) == ("PV6803-00000001", "RV6803-00000001")


def test_a_pair_needs_two_books_and_is_not_reversed_by_half(two):
    here, _there = two
    with pytest.raises(ValidationError):
        ledger.post_pair((here.book, []), (here.book, []), event="J40", on=MARCH, by=here.clerk, request_id=uuid4())

    first, _second = lend(two)
    with pytest.raises(ValidationError):
        here.reverse(first, APRIL)
