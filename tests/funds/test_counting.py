"""The end of the evening, step by step: who counts, signs, notes, carries and closes, and how much (R3.10–R3.15)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from funds.models import Obligation, WorkingDay
from funds.services import counting, days
from tests.funds.conftest import PNG, Evening, three_hands
from villages.models import Person


@pytest.fixture
def table(world, planned) -> Evening:
    """An open evening at which the treasurer is present as a fourth, and 500 baht were paid."""
    hands = three_hands(world) | {world.treasurer: "present"}
    day = Evening(world, days.open_day(planned(), hands, {}, by=world.treasurer))
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    return day


def slip() -> SimpleUploadedFile:
    return SimpleUploadedFile("slip.png", PNG)


def carry(table, amount=500):
    return counting.bank(table.box, Decimal(amount), slip(), on=timezone.localdate(), by=table.world.receiver)


def short(table, **more):
    """Fifty baht are missing."""
    params = {"explanation": "ทอนผิด", "responsible": table.world.receiver} | more
    return table.count({"100": 4, "50": 1}, **params)


@pytest.mark.parametrize("next_float", ["-0.01", "500.01"])
def test_no_more_and_no_less_stays_in_the_box_than_was_counted(table, next_float):
    with pytest.raises(ValidationError) as refusal:
        table.count({"500": 1}, next_float=Decimal(next_float))
    assert refusal.value.code == "kept"

    assert counting.count(table.box, {"500": 1}, next_float=Decimal(500), by=table.world.receiver).to_bank == 0
    assert counting.count(table.box, {"500": 1}, next_float=Decimal(0), by=table.world.receiver).to_bank == 500


def test_only_somebody_of_the_table_answers_for_missing_cash(table):
    with pytest.raises(ValidationError) as refusal:
        short(table, responsible=table.world.chair)

    assert refusal.value.code == "responsible"
    assert WorkingDay.objects.get().state == "counting"


def test_who_does_not_sit_here_does_nothing_and_who_is_only_present_does_not_sign(table):
    with pytest.raises(ValidationError):
        counting.start_counting(table.day, by=table.world.chair)
    table.count({"500": 1}, next_float=500)

    with pytest.raises(ValidationError):
        counting.sign(table.day, by=table.world.treasurer)
    assert not table.day.seats.exclude(signed_at=None).exists()


def test_nobody_signs_what_was_not_counted(table):
    counting.start_counting(table.day, by=table.world.receiver)

    with pytest.raises(ValidationError):
        counting.sign(table.day, by=table.world.checker)


def test_going_back_to_the_table_forgets_the_count(table):
    table.count({"500": 1}, next_float=300)
    counting.sign(table.day, by=table.world.checker)

    counting.resume(table.day, by=table.world.receiver)

    box = table.box
    assert (box.counted, box.expected, box.kept, box.counted_by) == (None, None, box.opening_float, None)
    assert not table.day.seats.exclude(signed_at=None).exists()
    assert WorkingDay.objects.get().state == "open"


def test_the_chair_alone_writes_the_note_and_without_it_the_day_is_not_closed(table):
    short(table)
    table.sign()
    carry_and_confirm(table, 450)
    with pytest.raises(ValidationError):
        counting.close(table.day, by=table.world.treasurer)
    with pytest.raises(ValidationError):
        counting.note_difference(table.day, "รับทราบ", by=table.world.treasurer)
    with pytest.raises(ValidationError) as refusal:
        counting.note_difference(table.day, "  ", by=table.world.chair)
    assert refusal.value.code == "note"

    counting.note_difference(table.day, " รับทราบ ", by=table.world.chair)
    counting.close(table.day, by=table.world.treasurer)

    day = WorkingDay.objects.get()
    assert (day.state, day.note, day.noted_by, day.closed_by) == (
        "closed", "รับทราบ", table.world.chair, table.world.treasurer,
    )  # fmt: skip


def carry_and_confirm(table, amount=500):
    return counting.confirm_bank_deposit(carry(table, amount), by=table.world.checker)


def test_a_day_without_a_difference_needs_no_note_and_takes_none(table):
    table.count({"500": 1}, next_float=500)
    table.sign()

    with pytest.raises(ValidationError):
        counting.note_difference(table.day, "รับทราบ", by=table.world.chair)
    with pytest.raises(ValidationError):
        counting.close(table.day, by=table.world.checker)
    counting.close(table.day, by=table.world.treasurer)

    assert WorkingDay.objects.get().state == "closed"


def test_a_slip_may_be_kept_again_until_somebody_confirmed_it(table):
    table.count({"500": 1})
    table.sign()
    for amount in ("499.99", "500.01"):
        with pytest.raises(ValidationError):
            carry(table, amount)
    first, second = carry(table), carry(table)
    assert first.pk != second.pk

    entry = counting.confirm_bank_deposit(second, by=table.world.checker)

    assert list(entry.lines.values_list("account__heading", "debit", "credit")) == [
        (table.box.group_book.bank_code, 500, 0), ("11010", 0, 500),
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        carry(table)


def test_who_is_close_to_the_carrier_does_not_confirm(table):
    table.count({"500": 1})
    table.sign()
    deposit = carry(table)
    home = table.world.receiver.person
    Person.objects.filter(user=table.world.checker).update(house_no=home.house_no, village=home.village)

    with pytest.raises(ValidationError):
        counting.confirm_bank_deposit(deposit, by=table.world.checker)
    assert counting.confirm_bank_deposit(deposit, by=table.world.bookkeeper).approved_by == table.world.bookkeeper


def test_an_evening_counts_the_months_that_it_asked_for_and_no_others(table):
    """R0.9: a month asked by an evening that nobody counted stays uncounted."""
    other = Obligation.objects.create(
        passbook=table.world.passbook, month=date(2024, 1, 1), due=500, due_on=date(2024, 1, 5)
    )
    table.count({"500": 1}, next_float=500)
    table.sign()

    other.refresh_from_db()
    assert not other.counted
    assert Obligation.objects.get(due_on=table.day.on).counted


def test_a_checker_of_the_same_house_leaves_a_shortage_to_the_bookkeeper(table):
    """Nobody signs for a debt of somebody close; where both are close, somebody else counts (R0.10)."""
    home = table.world.receiver.person
    house = {"house_no": home.house_no, "village": home.village}
    Person.objects.filter(user=table.world.checker).update(**house)
    short(table)
    assert table.sign().state == "short"

    entry = table.box.difference_entry
    assert (entry.by, entry.approved_by) == (table.world.receiver, table.world.bookkeeper)


def test_where_both_others_are_close_to_who_answers_the_box_is_not_counted_so(table):
    home = table.world.receiver.person
    house = {"house_no": home.house_no, "village": home.village}
    Person.objects.filter(user__in=[table.world.checker, table.world.bookkeeper]).update(**house)

    with pytest.raises(ValidationError) as refusal:
        short(table)
    assert refusal.value.code == "responsible"
