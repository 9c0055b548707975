"""Transfers without a name are kept apart until another officer identifies their member (J50, J51)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from funds.models import Identification, Receipt, UnknownTransfer
from funds.queries import cash as cash_queries
from funds.services import transfers
from funds.services.reversals import ask_to_reverse
from ledger import queries as books
from ledger import verify
from ledger.models import Book
from tests.conftest import become
from tests.funds.box_and_bank import TODAY, amounts, balance, reverse
from villages.models import Group
from villages.services import groups, requests


@pytest.fixture
def arrived(filled) -> UnknownTransfer:
    """Ten days ago the bank wrote 700 baht without a name; the treasurer found the line."""
    return transfers.record_transfer(
        filled.book, Decimal(700), on=TODAY() - timedelta(days=10), memo="โอนเงิน KTB x-1234",
        by=filled.treasurer, request_id=uuid4(),
    )  # fmt: skip


def identify(world, transfer, amount, **more) -> Receipt:
    given = {"on": TODAY(), "by": world.bookkeeper, "request_id": uuid4()} | more
    return transfers.identify(transfer, given.pop("passbook", world.passbook), Decimal(amount), **given)


def known(world, transfer) -> tuple[Decimal, Decimal, Decimal]:
    transfer = cash_queries.transfers(world.group).get(pk=transfer.pk)
    return transfer.amount, transfer.identified, transfer.remains


def test_a_transfer_without_a_name_stands_aside_until_its_member_is_found(filled, arrived):
    assert amounts(arrived.entry) == [("12300", 700, 0), ("23170", 0, 700)]
    assert (arrived.entry.event, arrived.entry.memo) == ("J50", "โอนเงิน KTB x-1234")

    receipt = identify(filled, arrived, 700, paid_by="ลูกสาว")

    assert amounts(receipt.entry) == [("23170", 700, 0), ("31020", 0, 700)]
    assert (receipt.entry.event, receipt.member, receipt.paid_by) == ("J51", filled.member, "ลูกสาว")
    assert arrived.entry.number in receipt.entry.memo
    assert (balance(filled, "23170"), books.balance(filled.passbook.account)) == (0, 5700)


def test_a_transfer_is_shared_out_part_by_part_and_never_more_than_it_brought(filled, arrived):
    identify(filled, arrived, 500)
    identify(filled, arrived, "1.01", passbook=filled.special_passbook)

    assert known(filled, arrived) == (700, Decimal("501.01"), Decimal("198.99"))
    with pytest.raises(ValidationError, match="198.99") as refusal:
        identify(filled, arrived, 200)
    assert refusal.value.code == "amount"


def test_one_transfer_does_not_pay_for_another(filled, arrived):
    """Both stand under one heading; each is counted for itself."""
    transfers.record_transfer(
        filled.book, Decimal(100), on=TODAY(), memo="โอนเงิน", by=filled.treasurer, request_id=uuid4()
    )

    with pytest.raises(ValidationError, match="700.00"):
        identify(filled, arrived, 800)


def test_recording_and_identifying_twice_with_one_form_happens_once(filled, arrived):
    number = uuid4()
    first = identify(filled, arrived, 700, request_id=number)
    same = transfers.record_transfer(
        filled.book, Decimal(700), on=arrived.entry.on, memo="โอนเงิน KTB x-1234",
        by=filled.treasurer, request_id=arrived.entry.request_id,
    )  # fmt: skip

    assert identify(filled, arrived, 700, request_id=number) == first
    assert (same, UnknownTransfer.objects.count(), Identification.objects.count()) == (arrived, 1, 1)


def test_who_recorded_a_transfer_does_not_say_whose_it_is(filled, arrived):
    with pytest.raises(ValidationError):
        identify(filled, arrived, 700, by=filled.treasurer)
    assert known(filled, arrived) == (700, 0, 700)


def test_nobody_finds_money_for_their_own_household(filled, arrived, new_id):
    neighbour = filled.new_person(new_id(), house_no=filled.member.person.house_no)
    become(filled.bookkeeper, neighbour)

    with pytest.raises(ValidationError):
        identify(filled, arrived, 700)


@pytest.mark.parametrize("amount", ["5", "705"])
def test_the_by_laws_hold_for_money_that_came_by_transfer(filled, arrived, amount):
    """Pledged savings take 10 baht or more in steps of 10."""
    with pytest.raises(ValidationError) as refusal:
        identify(filled, arrived, amount)

    assert refusal.value.code == "amount"
    assert known(filled, arrived) == (700, 0, 700)


def test_money_is_not_a_members_before_it_arrived(filled, arrived):
    with pytest.raises(ValidationError) as refusal:
        identify(filled, arrived, 700, on=arrived.entry.on - timedelta(days=1))

    assert refusal.value.code == "on"


def test_a_transfer_stays_in_its_book(filled, arrived, new_id):
    other = groups.create_group(Group.Kind.SAJJA, "กลุ่มอื่น", "other", village=filled.village)
    elsewhere = transfers.record_transfer(
        Book.objects.get(slug="other"), Decimal(700), on=TODAY(), memo="โอน", by=filled.treasurer, request_id=uuid4()
    )

    with pytest.raises(ValidationError):
        identify(filled, elsewhere, 700)
    assert list(cash_queries.transfers(other)) == [elsewhere]
    assert list(cash_queries.transfers(filled.group)) == [arrived]


def test_an_identification_that_was_reversed_waits_for_its_member_again(filled, arrived):
    receipt = identify(filled, arrived, 700)

    requests.approve(
        ask_to_reverse(receipt.entry, by=filled.bookkeeper, reason="ผิดคน", request_id=uuid4()), by=filled.checker
    )

    assert known(filled, arrived) == (700, 0, 700)
    assert balance(filled, "23170") == 700


def test_which_transfer_was_identified_is_never_rewritten(filled, arrived):
    identify(filled, arrived, 700)

    for change in (
        lambda: Identification.objects.update(transfer=arrived),
        lambda: Identification.objects.all().delete(),
        lambda: UnknownTransfer.objects.update(entry=arrived.entry),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_four_who_identify_the_same_transfer_at_once_write_it_once(filled, arrived, side_by_side):
    ends = side_by_side(*[lambda: identify(filled, arrived, 700)] * 4)

    assert sorted(end is ValidationError for end in ends) == [False, True, True, True]
    assert known(filled, arrived) == (700, 700, 0)
    assert verify.problems() == []


def test_a_transfer_is_reversed_only_while_nobody_was_found_for_it(filled, arrived):
    other = transfers.record_transfer(
        filled.book, Decimal(700), on=TODAY(), memo="โอนเงิน", by=filled.treasurer, request_id=uuid4()
    )
    identify(filled, arrived, 100)

    with pytest.raises(ValidationError):
        reverse(filled, arrived.entry)

    reverse(filled, other.entry)
    assert (known(filled, other), known(filled, arrived)) == ((0, 0, 0), (700, 100, 600))
