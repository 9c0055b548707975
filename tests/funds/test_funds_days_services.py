"""Planning and opening a working day: what is refused, and what opening writes (R3.1–R3.3, R3.16)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.models import Obligation, WorkingDay
from funds.services import days
from ledger import services as ledger
from tests.funds.conftest import says, three_hands
from villages.models import Group
from villages.services import groups


def test_two_days_of_one_book_do_not_stand_open_at_once(world, planned, evening):
    evening(on=timezone.localdate() - timedelta(days=1))
    other = planned()

    with pytest.raises(ValidationError) as refusal:
        days.open_day(other, three_hands(world), {}, by=world.treasurer)

    assert world.group.name in says(refusal)
    assert WorkingDay.objects.get(pk=other.pk).state == "planned"


def test_a_book_does_not_sit_twice_on_one_day(world, planned):
    planned()

    with pytest.raises(ValidationError):
        planned()

    assert WorkingDay.objects.count() == 1


def test_a_month_waits_for_its_evening_to_be_counted(world, evening):
    """Cash that is missing is written on the evening's own day, which must be open until then."""
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    day = evening(on=last_month)

    with pytest.raises(ValidationError, match="ยังไม่ได้นับเงิน"):
        ledger.close_month(world.book, last_month, by=world.bookkeeper)

    day.leave_empty()
    assert ledger.close_month(world.book, last_month, by=world.bookkeeper).closed_at


def test_a_day_of_a_closed_month_is_not_opened(world, planned):
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    day = planned(on=last_month)
    ledger.close_month(world.book, last_month, by=world.bookkeeper)

    with pytest.raises(ValidationError, match="ปิดบัญชีแล้ว"):
        days.open_day(day, three_hands(world), {}, by=world.treasurer)

    assert WorkingDay.objects.get().state == "planned"


def test_a_day_to_come_is_not_opened(world, planned):
    day = planned(on=timezone.localdate() + timedelta(days=3))

    with pytest.raises(ValidationError):
        days.open_day(day, three_hands(world), {}, by=world.treasurer)


def test_a_planned_day_is_moved_or_cancelled_an_open_one_is_not(world, planned, evening):
    day = planned()
    days.move(day, timezone.localdate() - timedelta(days=2))
    assert WorkingDay.objects.get().on == timezone.localdate() - timedelta(days=2)
    days.cancel(day)
    assert not WorkingDay.objects.exists()

    opened = evening().day
    for act in (days.cancel, lambda day: days.move(day, timezone.localdate())):
        with pytest.raises(ValidationError):
            act(opened)


@pytest.mark.parametrize(
    "hands",
    [
        {"receiver": "receiver", "bookkeeper": "bookkeeper"},
        {"receiver": "receiver", "bookkeeper": "bookkeeper", "checker": "present"},
        {"receiver": "receiver", "checker": "bookkeeper", "bookkeeper": "checker"},
        {"receiver": "receiver", "bookkeeper": "bookkeeper", "stranger": "checker"},
        {"receiver": "receiver", "bookkeeper": "bookkeeper", "auditor": "checker"},
        {"receiver": "receiver", "bookkeeper": "bookkeeper", "treasurer": "receiver"},
    ],
    ids=[
        "two people",
        "nobody checks",
        "a checker keeps the book",
        "a stranger checks",
        "an auditor checks",
        "two receive",
    ],
)
def test_a_day_opens_with_three_hands_that_may_do_their_part(world, planned, hands):
    """R3.2"""
    day = planned()

    with pytest.raises(ValidationError):
        days.open_day(day, {getattr(world, name): duty for name, duty in hands.items()}, {}, by=world.treasurer)

    assert not day.seats.exists()


def test_no_float_is_more_than_the_books_hold(world, planned, put_into_box):
    put_into_box(300)
    day = planned()
    box = day.cash_boxes.get()

    with pytest.raises(ValidationError) as refusal:
        days.open_day(day, three_hands(world), {box.pk: Decimal("300.25")}, by=world.treasurer)

    assert "300.00" in says(refusal)


def test_only_part_of_the_cash_may_lie_at_the_table(evening, put_into_box):
    """R3.3: the float is apart from the rest; what lies elsewhere is not counted."""
    put_into_box(900)
    day = evening(inside=300)

    assert day.box.expects == Decimal(300)


def test_groups_of_two_villages_do_not_sit_together(world, planned):
    other = groups.create_group(Group.Kind.SAJJA, "กลุ่มอื่น", "sajja-1", village=None)

    with pytest.raises(ValidationError):
        planned(groups=[world.group, other])


def test_opening_writes_what_a_month_asks_once(world, evening):
    """R3.16"""
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    evening(on=last_month - timedelta(days=5)).leave_empty()
    evening(on=last_month)

    owed = Obligation.objects.get()
    assert (owed.passbook, owed.due, owed.month) == (world.passbook, Decimal(500), last_month.replace(day=1))
