"""Money paid out: within the limit by one officer, above it by two (R3.20), never below zero."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.models import Receipt
from funds.queries import savings as savings_queries
from funds.services import reversals, savings, withdrawals
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from tests import made_bylaws
from tests.conftest import become
from villages.models import PendingRequest
from villages.services import people, requests


def withdraw(world, amount, **more):
    passbook = more.pop("passbook", world.special_passbook)
    return withdrawals.withdraw(
        passbook,
        Decimal(amount),
        by=more.pop("by", world.treasurer),
        request_id=more.pop("request_id", uuid4()),
        reason=more.pop("reason", "ค่าเทอมลูก"),
        **more,
    )


@pytest.fixture
def saved(world):
    """The member holds 5,000 baht of special deposit."""
    world.deposit(5000, passbook=world.special_passbook)
    return world


def test_a_withdrawal_debits_the_passbook_and_credits_cash(saved):
    receipt = withdraw(saved, "999.99")

    rows = list(receipt.entry.lines.values_list("account__heading", "debit", "credit"))
    assert rows == [("21020", Decimal("999.99"), 0), ("11010", 0, Decimal("999.99"))]
    assert (receipt.entry.event, receipt.entry.number[:2], receipt.entry.on) == ("J08", "PV", timezone.localdate())
    assert books.balance(saved.special_passbook.account) == Decimal("4000.01")


def test_pledged_savings_are_not_withdrawable_while_a_member(world):
    world.deposit(500)

    with pytest.raises(ValidationError, match="เงินสัจจะสะสม"):
        withdraw(world, 100, passbook=world.passbook)


def test_pledged_savings_of_who_left_are_paid_by_two_officers(world):
    world.deposit(500)
    people.leave(world.member, on=timezone.localdate(), reason="ย้ายบ้าน")
    world.passbook.member.refresh_from_db()

    pending = withdraw(world, 500, passbook=world.passbook)

    assert isinstance(pending, PendingRequest)
    assert requests.approve(pending, by=world.checker).approved_by == world.checker
    savings.close_passbook(world.passbook, on=timezone.localdate())


def test_nobody_withdraws_more_than_the_passbook_holds(saved):
    with pytest.raises(ValidationError) as refusal:
        withdraw(saved, "5000.01")

    assert "5,000.00" in refusal.value.messages[0]
    assert refusal.value.code == "amount"
    assert not PendingRequest.objects.exists()


def test_nobody_is_paid_from_an_empty_cash_box(saved):
    bank = Account.objects.get(book=saved.book, heading="12300")
    cash = Account.objects.get(book=saved.book, heading="11010")
    ledger.post(
        saved.book,
        [ledger.debit(bank, Decimal(4900)), ledger.credit(cash, Decimal(4900))],
        kind=Entry.Kind.JOURNAL,
        event="J33",
        on=timezone.localdate(),
        by=saved.treasurer,
        request_id=uuid4(),
    )

    with pytest.raises(ValidationError, match="100.00"):
        withdraw(saved, 101)
    assert withdraw(saved, 100).entry.number


def test_a_closed_passbook_pays_nothing_and_says_so(world):
    savings.close_passbook(world.special_passbook, on=timezone.localdate())

    with pytest.raises(ValidationError) as refusal:
        withdraw(world, 1)
    assert refusal.value.messages == ["สมุดคู่ฝากเล่มนี้ปิดแล้ว"]


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_and_less_cannot_be_withdrawn(saved, amount):
    with pytest.raises(ValidationError):
        withdraw(saved, amount)


def test_up_to_the_limit_one_officer_pays_and_a_satang_above_waits(saved):
    assert isinstance(withdraw(saved, 1000), Receipt)

    pending = withdraw(saved, "0.01")

    assert isinstance(pending, PendingRequest)
    assert books.balance(saved.special_passbook.account) == 4000


def test_slicing_a_large_withdrawal_does_not_pass_the_second_officer(saved):
    outcomes = [type(withdraw(saved, 400)) for _ in range(3)]

    assert outcomes == [Receipt, Receipt, PendingRequest]


def test_an_approved_withdrawal_counts_towards_the_day_and_a_reversed_one_does_not(saved):
    receipt = withdraw(saved, 1000)
    requests.approve(
        reversals.ask_to_reverse(receipt.entry, by=saved.treasurer, reason="ผิดคน", request_id=uuid4()), by=saved.checker
    )
    assert savings_queries.withdrawn(saved.special_passbook, timezone.localdate()) == 0

    requests.approve(withdraw(saved, 1001), by=saved.checker)

    assert savings_queries.withdrawn(saved.special_passbook, timezone.localdate()) == 1001
    assert savings_queries.withdrawn(saved.special_passbook, timezone.localdate() - timedelta(days=1)) == 0
    assert isinstance(withdraw(saved, 1), PendingRequest)


def test_above_the_limit_a_reason_is_asked_for_beside_the_reason(saved):
    with pytest.raises(ValidationError) as refusal:
        withdraw(saved, 1001, reason=" ")

    assert refusal.value.code == "reason"
    assert "1,000.00" in refusal.value.messages[0]


def test_no_money_moves_until_the_second_officer_agrees_and_both_names_stand_on_the_entry(saved):
    pending = withdraw(saved, 3000)
    assert books.balance(saved.special_passbook.account) == 5000

    with pytest.raises(ValidationError):
        requests.approve(pending, by=saved.treasurer)
    entry = requests.approve(pending, by=saved.checker)

    assert (entry.by, entry.approved_by) == (saved.treasurer, saved.checker)
    assert entry.receipt.received_by == saved.treasurer
    assert books.balance(saved.special_passbook.account) == 2000


def test_an_approval_looks_at_the_balance_of_its_own_moment(saved):
    first, second = withdraw(saved, 3000), withdraw(saved, 3000)
    requests.approve(first, by=saved.checker)

    with pytest.raises(ValidationError, match="2,000.00"):
        requests.approve(second, by=saved.checker)

    second.refresh_from_db()
    assert second.status == PendingRequest.Status.WAITING


def test_who_died_while_the_second_officer_was_waited_for_is_not_paid(saved):
    pending = withdraw(saved, 3000)
    people.record_death(saved.member.person, on=timezone.localdate())

    with pytest.raises(ValidationError):
        requests.approve(pending, by=saved.checker)
    assert books.balance(saved.special_passbook.account) == 5000


def test_a_refused_withdrawal_moves_nothing(saved):
    pending = withdraw(saved, 3000)

    requests.refuse(pending, by=saved.checker, reason="ไม่ถูกต้อง")

    assert books.balance(saved.special_passbook.account) == 5000
    with pytest.raises(ValidationError):
        requests.approve(pending, by=saved.checker)


def test_ones_own_money_waits_for_a_second_officer_whatever_the_amount(saved):
    become(saved.treasurer, saved.member.person)

    pending = withdraw(saved, 1)

    assert isinstance(pending, PendingRequest)


def test_money_of_ones_household_waits_for_a_second_officer(saved, new_id):
    spouse = saved.new_person(new_id(), house_no=saved.member.person.house_no)
    become(saved.treasurer, spouse)

    assert isinstance(withdraw(saved, 1), PendingRequest)


def test_the_same_form_twice_pays_once_and_asks_once(saved):
    small, large = uuid4(), uuid4()

    assert withdraw(saved, 100, request_id=small) == withdraw(saved, 100, request_id=small)
    assert withdraw(saved, 2000, request_id=large) == withdraw(saved, 2000, request_id=large)

    assert (Receipt.objects.count(), PendingRequest.objects.count()) == (2, 1)
    with pytest.raises(ValidationError):
        withdraw(saved, 2001, request_id=large)
    with pytest.raises(ValidationError):
        withdraw(saved, 101, request_id=small)


def test_the_limit_reached_by_the_first_sending_does_not_stop_the_second(saved):
    form = uuid4()

    assert withdraw(saved, 1000, request_id=form) == withdraw(saved, 1000, request_id=form)


def test_money_is_paid_today_and_dated_today(saved):
    with pytest.raises(ValidationError):
        withdraw(saved, 10, on=timezone.localdate() - timedelta(days=1))


def test_a_demonstration_may_have_paid_on_another_day_but_not_before_the_last_line(world):
    type(world.book).objects.filter(pk=world.book.pk).update(is_demo=True)
    world.special_passbook.account.book.is_demo = True
    world.deposit(500, passbook=world.special_passbook, on=date(2024, 3, 5))
    world.deposit(500, passbook=world.special_passbook, on=date(2024, 5, 5))

    with pytest.raises(ValidationError):
        withdraw(world, 900, on=date(2024, 4, 5))
    receipt = withdraw(world, 900, on=date(2024, 5, 5))

    assert receipt.entry.on == date(2024, 5, 5)


@pytest.mark.django_db(transaction=True)
def test_four_officers_pay_the_whole_passbook_at_once_and_one_pays(world, side_by_side):
    made_bylaws.set_product_bylaw(
        world.special, from_on=date(2024, 1, 1), resolution="มติ 2", withdrawable=True, withdrawal_limit=100000
    )
    world.deposit(5000, passbook=world.special_passbook)
    world.deposit(5000)  # the cash box holds twice as much

    ends = side_by_side(*[lambda: withdraw(world, 5000)] * 4)

    assert ends.count(ValidationError) == 3
    assert books.balance(world.special_passbook.account) == 0


@pytest.mark.django_db(transaction=True)
def test_slices_paid_at_once_by_four_officers_stay_within_the_limit(world, side_by_side):
    world.deposit(5000, passbook=world.special_passbook)

    ends = side_by_side(*[lambda: withdraw(world, 600)] * 4)

    assert sorted(type(end).__name__ for end in ends) == [
        "PendingRequest",
        "PendingRequest",
        "PendingRequest",
        "Receipt",
    ]
