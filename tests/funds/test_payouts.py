"""Who left is paid, and after a death each beneficiary once (R3.23, R3.29)."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from funds.queries import leaving as leaving_queries
from funds.services import cash, reversals
from ledger import queries as books
from ledger.models import Entry
from tests.conftest import become
from tests.funds.leavers import (
    TODAY,
    ask_to_pay,
    baht,
    leave,
    lines,
    name_heirs,
    pay,
    payable,
    record_death,
    refused,
    settle_death,
)
from villages.services import requests


def test_the_leaver_is_paid_from_the_box_with_a_voucher(world, saved):
    leave(world)

    entry = pay(world)

    assert (entry.kind, entry.event, entry.approved_by) == ("PV", "J10", world.treasurer)
    assert lines(entry) == {("23150", baht("750.25"), 0), ("11010", 0, baht("750.25"))}
    assert entry.receipt.member == world.member
    assert not leaving_queries.unpaid(world.group)


def test_the_box_must_hold_the_money(world, saved):
    leave(world)
    bank = cash.bring(world.book, Decimal(400), on=TODAY(), memo="ฝากธนาคาร", by=world.receiver, request_id=uuid4())
    requests.approve(bank, by=world.treasurer)

    assert "350.25" in refused(lambda: ask_to_pay(world))
    assert pay(world, 300)


def test_a_box_emptied_after_asking_pays_nothing(world, saved):
    leave(world)
    pending = ask_to_pay(world)
    bank = cash.bring(world.book, Decimal(400), on=TODAY(), memo="ฝากธนาคาร", by=world.receiver, request_id=uuid4())
    requests.approve(bank, by=world.treasurer)

    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert books.balance(payable(world)) == baht("750.25")


def test_nobody_is_paid_twice_by_two_forms(world, saved):
    leave(world)
    first = ask_to_pay(world)

    assert "0.00" in refused(lambda: ask_to_pay(world, 1))
    requests.approve(first, by=world.treasurer)
    refused(lambda: ask_to_pay(world, 1))


def test_the_same_payment_form_asks_once(world, saved):
    leave(world)
    number = uuid4()

    assert ask_to_pay(world, request_id=number) == ask_to_pay(world, request_id=number)


def test_neither_of_the_two_officers_is_paid(world, saved, new_id):
    leave(world)
    wife = world.new_person(new_id(), house_no="123/4")
    become(world.receiver, wife)
    refused(lambda: ask_to_pay(world))
    pending = ask_to_pay(world, by=world.treasurer)
    become(world.checker, wife)

    refused(lambda: requests.approve(pending, by=world.checker))

    assert requests.approve(pending, by=world.chair)


def test_a_reversed_payment_waits_again(world, saved):
    leave(world)
    entry = pay(world)

    requests.approve(
        reversals.ask_to_reverse(entry, by=world.receiver, reason="จ่ายผิดคน", request_id=uuid4()), by=world.treasurer
    )

    assert leaving_queries.unpaid_in(payable(world)).free == baht("750.25")
    assert not leaving_queries.payouts(world.group)


@pytest.mark.django_db(transaction=True)
def test_four_approve_the_same_payment_and_one_pays(world, saved, side_by_side):
    leave(world)
    pending = ask_to_pay(world)

    ends = side_by_side(*[lambda: requests.approve(pending, by=world.treasurer)] * 4)

    assert ends == [Entry.objects.get(event="J10")] * 4  # pressed again, it is answered like the first


def test_who_dies_between_asking_and_paying_is_not_paid(world, saved):
    leave(world)
    pending = ask_to_pay(world)
    record_death(world)

    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert books.balance(payable(world)) == baht("750.25")


def test_a_beneficiary_is_paid_once_and_nobody_else_is(world, saved):
    mother, *_others = name_heirs(world, ("นางสมศรี ใจดี", "มารดา", Decimal(100)), on=date(2024, 1, 5))
    settle_death(world)
    refused(lambda: ask_to_pay(world, payee="นายคนอื่น", resolution="4/2569"))
    pending = ask_to_pay(world, nominee=mother)
    refused(lambda: ask_to_pay(world, nominee=mother))
    requests.approve(pending, by=world.treasurer)

    refused(lambda: ask_to_pay(world, nominee=mother))


def test_an_officer_who_is_the_beneficiary_pays_nothing(world, saved, new_id):
    son = world.new_person(new_id(), "เอก", prefix="นาย")
    become(world.treasurer, son)
    heir, *_others = name_heirs(world, ("นายเอก  ใจดี", "บุตร", Decimal(100)), on=date(2024, 1, 5))
    requests.approve(record_death(world), by=world.chair)

    refused(lambda: ask_to_pay(world, nominee=heir, by=world.treasurer))
    pending = ask_to_pay(world, nominee=heir)
    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert requests.approve(pending, by=world.chair)


def test_without_a_form_an_heir_is_named_by_resolution(world, saved):
    settle_death(world)

    refused(lambda: ask_to_pay(world))
    refused(lambda: ask_to_pay(world, payee="นางสมศรี ใจดี (ภรรยา)"))
    entry = pay(world, "400", payee="นางสมศรี ใจดี (ภรรยา)", resolution="คณะกรรมการ 4/2569")
    pay(world, payee="นายเอก ใจดี (บุตร)", resolution="คณะกรรมการ 4/2569")

    assert "คณะกรรมการ 4/2569" in entry.memo
    assert entry.payout.resolution == "คณะกรรมการ 4/2569"
    assert not leaving_queries.unpaid(world.group)


def test_who_left_and_died_before_fetching_leaves_it_to_the_beneficiaries(world, saved):
    heir, *_others = name_heirs(world, ("นายเอก ใจดี", "บุตร", Decimal(100)), on=date(2024, 1, 5))
    leave(world)

    assert record_death(world) is None
    refused(lambda: ask_to_pay(world))

    assert pay(world, nominee=heir).receipt.paid_by == "นายเอก ใจดี"
