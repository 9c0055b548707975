"""A row at the table: written once, asked about where somebody was here, refused by person and column."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.models import Visit
from funds.queries import boxes as boxes_queries
from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, reversals, savings, visits
from ledger.models import Entry
from tests.funds.conftest import says
from villages.services import people, requests


def nothing_new(before: int) -> bool:
    return Entry.objects.count() == before


def test_a_row_sent_twice_is_written_once(world, evening):
    day, request_id = evening(), uuid4()
    paid = {day.key(world.passbook): "500"}

    first = day.take(world.member.person, request_id=request_id, **paid)
    second = day.take(world.member.person, request_id=request_id, **paid)

    assert first == second
    assert Visit.objects.count() == 1
    assert day.box.expects == Decimal(500)


def test_the_same_row_with_other_amounts_is_refused(world, evening):
    day, request_id = evening(), uuid4()
    day.take(world.member.person, request_id=request_id, **{day.key(world.passbook): "500"})

    with pytest.raises(ValidationError):
        day.take(world.member.person, request_id=request_id, **{day.key(world.passbook): "510"})

    assert day.box.expects == Decimal(500)


def test_somebody_who_was_here_is_asked_about_never_guessed(world, evening):
    day = evening()
    paid = {day.key(world.passbook): "500"}
    day.take(world.member.person, **paid)

    with pytest.raises(ValidationError) as refusal:
        day.take(world.member.person, **paid)

    assert refusal.value.code == "again"
    assert str(world.member.person) in says(refusal)
    day.take(world.member.person, again=True, **paid)
    assert day.box.expects == Decimal(1000)


def test_a_visit_that_was_reversed_makes_room_for_the_right_one(world, evening):
    day = evening()
    wrong = day.take(world.member.person, **{day.key(world.passbook): "5000"})
    pending = reversals.ask_to_reverse(
        wrong.receipts.get().entry, by=world.receiver, reason="พิมพ์ผิด", request_id=uuid4()
    )
    requests.approve(pending, by=world.checker)
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    assert day.box.expects == Decimal(500)
    assert [total.amount for total in evening_receipts_queries.totals(day.day)] == [Decimal(500)]
    assert evening_receipts_queries.numbers(day.day)[world.book.pk].reversed == 1


def test_who_left_or_died_has_no_row(world, evening, new_id):
    gone, dead = world.new_member(new_id(), "ลาออก"), world.new_member(new_id(), "จากไป")
    for member in (gone, dead):
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100))
    people.leave(gone, on=timezone.localdate(), reason="ย้าย")
    dead.person.died_on = timezone.localdate()
    dead.person.save()
    day, before = evening(), Entry.objects.count()

    for member in (gone, dead):
        with pytest.raises(ValidationError):
            day.take(member.person, **{day.key(world.passbook): "100"})
    assert gone.person_id not in sheet_queries.collection_sheet(day.day).rows
    assert nothing_new(before)


@pytest.mark.parametrize("amount", ["5", "503", "-10", "500.555"])
def test_an_amount_against_the_by_law_names_person_and_column(world, evening, amount):
    day, before = evening(), Entry.objects.count()

    with pytest.raises(ValidationError) as refusal:
        day.take(world.member.person, **{day.key(world.passbook): amount})

    assert str(world.member.person) in says(refusal)
    assert "เงินสัจจะสะสม" in says(refusal)
    assert nothing_new(before)


def test_one_wrong_column_writes_none_of_the_row(world, evening):
    day, before = evening(), Entry.objects.count()

    with pytest.raises(ValidationError):
        day.take(world.member.person, **{day.key(world.passbook): "500", day.key(world.special_passbook): "0.001"})

    assert nothing_new(before)


def test_an_entry_fee_is_paid_once_and_whole(world, evening):
    day = evening()
    fee = f"fee{world.pledged.group_book_id}"
    with pytest.raises(ValidationError):
        day.take(world.member.person, **{fee: "10"})

    day.take(world.member.person, **{fee: "20", day.key(world.passbook): "500"})

    assert fee not in sheet_queries.collection_sheet(day.day).rows[world.member.person_id].cells
    assert sheet_queries.collection_sheet(day.day).rows[world.member.person_id].paid[
        f"{world.book.pk}:43010"
    ] == Decimal(20)


def test_nobody_pays_while_the_cash_is_counted_and_may_again_after_it(world, evening):
    day = evening()
    paid = {day.key(world.passbook): "500"}
    counting.start_counting(day.day, by=world.receiver)
    with pytest.raises(ValidationError) as refusal:
        day.take(world.member.person, **paid)
    assert refusal.value.code == "counting"

    counting.resume(day.day, by=world.receiver)
    day.take(world.member.person, **paid)

    assert day.box.expects == Decimal(500)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same", [False, True], ids=["two laptops", "one row sent twice"])
def test_at_the_same_moment_a_member_is_taken_once(world, evening, newcomer, side_by_side, is_same):
    """With an entry fee due: what the second laptop showed is no longer true when its row arrives."""
    day, one = evening().day, uuid4()
    sheets = [sheet_queries.collection_sheet(day, newcomer) for _laptop in range(2)]
    paid = {key: cell.due for key, cell in sheets[0].rows[newcomer.pk].cells.items() if cell.due}

    def press(sheet, request_id):
        return lambda: visits.take(sheet, newcomer.pk, paid, by=world.bookkeeper, request_id=request_id)

    ends = side_by_side(*[press(sheet, one if is_same else uuid4()) for sheet in sheets])

    assert Visit.objects.count() == 1
    assert ends.count(Visit.objects.get()) == (2 if is_same else 1)
    assert boxes_queries.boxes(day)[0].expects == 120
