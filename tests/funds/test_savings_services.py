"""Money taken at the counter, passbooks and pledges (R1.2, R3.5, R3.25, J02–J05)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.models import Passbook, Receipt
from funds.queries import fees as fees_queries
from funds.queries import savings as savings_queries
from funds.services import reversals, savings, withdrawals
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from tests import made_bylaws
from villages.services import people, requests

TODAY = timezone.localdate


def lines(entry: Entry) -> list[tuple[str, Decimal, Decimal]]:
    rows = entry.lines.order_by("position").values_list("account__heading", "debit", "credit")
    return [(heading, debit, credit) for heading, debit, credit in rows]


@pytest.mark.parametrize(
    ("kind", "event", "heading"),
    [
        ("pledged", "J02", "31020"),
        ("special", "J03", "21020"),
        ("demand", "J03", "21010"),
        ("elders", "J03", "21020"),
        ("children", "J03", "21010"),
        ("shares", "J04", "31010"),
    ],
)
def test_a_deposit_debits_cash_and_credits_the_heading_of_its_product(world, kind, event, heading):
    group_book = world.group.books.get()
    product = made_bylaws.offer(
        group_book, kind, "ออมแบบใหม่", from_on=date(2020, 1, 1), resolution="มติ 1", minimum=1, step=Decimal("0.01")
    )
    passbook = savings.open_passbook(world.member, product, on=date(2024, 1, 5))

    receipt = world.deposit("1234.56", passbook=passbook)

    amount = Decimal("1234.56")
    assert receipt.entry.event == event
    assert receipt.entry.number.startswith("RV")
    assert lines(receipt.entry) == [("11010", amount, 0), (heading, 0, amount)]
    assert books.balance(passbook.account) == amount


def test_the_entry_fee_is_a_line_of_the_same_receipt(world):
    receipt = world.deposit(500, entry_fee=Decimal(20))

    assert lines(receipt.entry) == [("11010", 520, 0), ("31020", 0, 500), ("43010", 0, 20)]
    assert books.balance(world.passbook.account) == 500


def test_the_entry_fee_is_paid_once_in_a_group_whatever_the_passbook(world):
    made_bylaws.set_product_bylaw(
        world.special,
        from_on=date(2021, 1, 1),
        resolution="มติ 2",
        withdrawable=True,
        withdrawal_limit=1000,
        entry_fee=20,
    )
    assert fees_queries.entry_fee_due(world.special_passbook) == 20

    world.deposit(500, entry_fee=Decimal(20))

    assert fees_queries.entry_fee_due(world.special_passbook) == 0
    with pytest.raises(ValidationError, match="ค่าแรกเข้า|entry fee"):
        world.deposit(100, passbook=world.special_passbook, entry_fee=Decimal(20))


def test_an_entry_fee_other_than_the_by_laws_set_is_refused(world):
    with pytest.raises(ValidationError) as refusal:
        world.deposit(500, entry_fee=Decimal(15))

    assert refusal.value.code == "entry_fee"
    assert "20.00" in refusal.value.messages[0]


def test_the_entry_fee_is_due_again_after_its_receipt_was_reversed(world):
    receipt = world.deposit(500, entry_fee=Decimal(20))
    assert fees_queries.entry_fee_due(world.passbook) == 0

    approve(
        reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason="ผิดคน", request_id=uuid4()), world.checker
    )

    assert fees_queries.entry_fee_due(world.passbook) == 20


def test_who_came_with_the_opening_register_owes_no_entry_fee(world):
    cash = Account.objects.get(book=world.book, heading="11010")
    ledger.post(
        world.book,
        [ledger.debit(cash, Decimal(9000)), ledger.credit(world.passbook.account, Decimal(9000))],
        kind=Entry.Kind.OPENING,
        event="J01",
        on=date(2024, 1, 31),
        by=world.treasurer,
        request_id=uuid4(),
    )

    assert fees_queries.entry_fee_due(world.passbook) == 0


@pytest.mark.parametrize("amount", ["0", "-10", "5", "15", "10.01"])
def test_an_amount_outside_minimum_and_steps_is_refused_beside_the_amount(world, amount):
    with pytest.raises(ValidationError) as refusal:
        world.deposit(amount)

    assert refusal.value.code == "amount"
    assert not Entry.objects.exists()


def test_a_past_deposit_is_judged_by_the_by_law_of_its_day(world):
    made_bylaws.set_product_bylaw(
        world.pledged, from_on=TODAY() - timedelta(days=9), resolution="มติ 2", minimum=100, step=100
    )

    old = world.deposit(10, on=TODAY() - timedelta(days=10))
    with pytest.raises(ValidationError):
        world.deposit(10)

    assert old.entry.backdated


def test_no_deposit_on_a_day_before_the_first_by_law_or_before_opening(world):
    with pytest.raises(ValidationError) as before_opening:
        world.deposit(500, on=date(2023, 1, 4))
    with pytest.raises(ValidationError) as to_come:
        world.deposit(500, on=TODAY() + timedelta(days=1))

    assert before_opening.value.code == "on"
    assert to_come.value.code == "day_has_come"


def test_no_deposit_into_a_closed_passbook_or_of_somebody_who_left(world):
    savings.close_passbook(world.special_passbook, on=TODAY())
    with pytest.raises(ValidationError):
        world.deposit(100, passbook=world.special_passbook)

    people.leave(world.member, on=TODAY(), reason="ย้ายบ้าน")
    with pytest.raises(ValidationError):
        world.deposit(500)

    assert not Entry.objects.exists()


def test_the_same_form_twice_is_one_receipt_also_with_its_entry_fee(world):
    form = {"request_id": uuid4(), "entry_fee": Decimal(20)}

    first, second = world.deposit(500, **form), world.deposit(500, **form)

    assert first == second
    assert Entry.objects.count() == Receipt.objects.count() == 1
    with pytest.raises(ValidationError, match=first.entry.number):
        world.deposit(600, **form)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_four_browsers_at_once_makes_one_receipt(world, side_by_side):
    form = {"request_id": uuid4(), "entry_fee": Decimal(20)}

    answers = side_by_side(*[lambda: world.deposit(500, **form)] * 4)

    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert books.balance(world.passbook.account) == 500


@pytest.mark.django_db(transaction=True)
def test_two_tables_taking_an_entry_fee_at_once_take_one(world, side_by_side):
    ends = side_by_side(*[lambda: world.deposit(500, entry_fee=Decimal(20))] * 4)

    assert ends.count(ValidationError) == 3
    assert Receipt.objects.count() == 1


def approve(request, by):
    return requests.approve(request, by=by)


def test_a_deposit_costs_three_queries(world, django_assert_num_queries):
    with django_assert_num_queries(3):  # the by-law and the box, the entry with its lines, the receipt
        world.deposit(500)

    with pytest.raises(ValidationError):
        world.deposit(505)
    assert books.balance(world.passbook.account) == 500


def test_a_passbook_is_an_account_under_the_heading_of_its_product(world):
    assert world.passbook.account.heading_id == "31020"
    assert world.passbook.account.control.holder == ""
    assert world.member.number in world.passbook.account.holder


def test_a_member_has_one_passbook_of_a_kind(world):
    with pytest.raises(ValidationError):
        savings.open_passbook(world.member, world.pledged, on=TODAY())


def test_a_passbook_is_for_the_ages_of_the_day_it_opens(world, new_id):
    bylaw = {"resolution": "มติ 1", "minimum": 1, "step": 1, "youngest": 0, "oldest": 14}
    product = made_bylaws.offer(world.group.books.get(), "children", "ออมเด็ก", from_on=date(2020, 1, 1), **bylaw)
    child = world.new_person(new_id(), "น้องฟ้า", born_on=date(2009, 6, 2))
    member = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)

    with pytest.raises(ValidationError) as refusal:
        savings.open_passbook(member, product, on=date(2024, 6, 2))
    passbook = savings.open_passbook(member, product, on=date(2024, 6, 1))

    assert refusal.value.code == "product"
    assert passbook.opened_on == date(2024, 6, 1)


def test_a_passbook_with_money_does_not_close(world):
    world.deposit(500)

    with pytest.raises(ValidationError):
        savings.close_passbook(world.passbook, on=TODAY())


def test_a_passbook_does_not_close_before_its_last_line(world):
    world.deposit(500, passbook=world.special_passbook)
    withdrawals.withdraw(world.special_passbook, Decimal(500), by=world.treasurer, request_id=uuid4())

    with pytest.raises(ValidationError):
        savings.close_passbook(world.special_passbook, on=TODAY() - timedelta(days=1))


def test_who_comes_back_goes_on_in_the_old_passbook(world):
    savings.close_passbook(world.passbook, on=date(2024, 3, 1))
    with pytest.raises(ValidationError):
        savings.open_passbook(world.member, world.pledged, on=date(2024, 2, 1))

    again = savings.open_passbook(world.member, world.pledged, on=date(2025, 1, 5), pledge=Decimal(300))

    assert again == world.passbook
    assert Passbook.objects.get(pk=again.pk).closed_on is None
    assert world.deposit(300, passbook=again).entry.number


def test_a_pledge_of_today_can_be_put_right_and_one_of_the_past_cannot(world):
    savings.change_pledge(world.passbook, Decimal(5000), from_on=TODAY())
    savings.change_pledge(world.passbook, Decimal(600), from_on=TODAY())
    with pytest.raises(ValidationError):
        savings.change_pledge(world.passbook, Decimal(700), from_on=date(2023, 1, 5))

    assert savings_queries.pledge(world.passbook) == 600


def test_the_first_and_the_last_day_of_a_passbook_belong_to_it(world, new_id):
    """Opened, paid into, emptied, closed and opened again on one day."""
    member = people.join(world.group, world.new_person(new_id()), on=TODAY())
    passbook = savings.open_passbook(member, world.special, on=TODAY())
    world.deposit(500, passbook=passbook)
    withdrawals.withdraw(passbook, Decimal(500), by=world.treasurer, request_id=uuid4())

    savings.close_passbook(passbook, on=TODAY())

    assert savings.open_passbook(member, world.special, on=TODAY()) == passbook
    with pytest.raises(ValidationError) as to_come:
        savings.open_passbook(member, world.pledged, on=TODAY() + timedelta(days=1))
    assert to_come.value.code == "on"


def test_who_has_just_the_age_of_the_by_law_opens_a_passbook(world, new_id):
    bylaw = {"resolution": "มติ 1", "minimum": 1, "step": 1, "youngest": 60, "oldest": 150}
    product = made_bylaws.offer(world.group.books.get(), "elders", "ออมผู้สูงวัย", from_on=date(2020, 1, 1), **bylaw)
    member = world.new_member(new_id(), born_on=date(1964, 6, 2))

    with pytest.raises(ValidationError):
        savings.open_passbook(member, product, on=date(2024, 6, 1))

    assert savings.open_passbook(member, product, on=date(2024, 6, 2)).opened_on == date(2024, 6, 2)


def test_a_past_pledge_is_not_written_over_from_its_own_day(world):
    savings.change_pledge(world.passbook, Decimal(600), from_on=date(2024, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        savings.change_pledge(world.passbook, Decimal(700), from_on=date(2024, 1, 1))

    assert refusal.value.code == "on"
    assert savings_queries.pledge(world.passbook) == 600
