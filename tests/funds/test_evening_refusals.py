"""What a working day refuses, in a sentence that names the row and says what to do; and what it never does twice."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from funds.models import Obligation, Visit, WorkingDay
from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, days, reversals, savings
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry, Voucher
from tests.funds.conftest import PNG, three_hands
from villages.models import Group
from villages.services import groups, people, requests


def says(refusal) -> str:
    return " ".join(refusal.value.messages)


def nothing_new(before: int) -> bool:
    return Entry.objects.count() == before


# -- Planning and opening ----------------------------------------------------------------------------------------------


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


# -- At the table ------------------------------------------------------------------------------------------------------


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


def test_letters_are_told_with_row_and_column_and_stay_typed(world, evening, client):
    day = evening()
    client.force_login(world.bookkeeper)
    address = reverse("funds:sheet_row", args=[world.group.slug, day.day.pk, world.member.person_id])

    answer = client.post(address, {day.key(world.passbook): "ห้าร้อย", "request_id": str(uuid4())})

    page = answer.content.decode()
    assert "“ห้าร้อย”" in page
    assert 'value="ห้าร้อย"' in page
    assert page.count(str(world.member.person)) >= 2
    assert not Visit.objects.exists()


def test_the_checker_writes_no_rows(world, evening, client):
    day = evening()
    client.force_login(world.checker)
    address = reverse("funds:sheet_row", args=[world.group.slug, day.day.pk, world.member.person_id])

    answer = client.post(address, {day.key(world.passbook): "500", "request_id": str(uuid4())})

    assert answer.status_code == 403


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


# -- Counting ----------------------------------------------------------------------------------------------------------


def test_a_count_that_does_not_agree_needs_words(world, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    with pytest.raises(ValidationError) as refusal:
        day.count({"100": 4})

    assert "100.00" in says(refusal)
    assert day.box.counted is None


def test_missing_cash_is_owed_by_who_answers_for_it(world, evening):
    """R3.12, J47: no receipt is touched, and the chair writes a note before the day is closed."""
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    receipts = list(Entry.objects.values_list("seal", flat=True))
    day.count({"100": 4, "50": 1}, explanation="ทอนผิด", responsible=world.receiver)

    assert day.sign().state == "short"

    owed = Account.objects.get(book=world.book, heading="14030", holder=f"u{world.receiver.pk}")
    assert books.balance(owed) == Decimal(50)
    assert list(Entry.objects.order_by("seq").values_list("seal", flat=True))[:-1] == receipts
    day.bank("450")
    with pytest.raises(ValidationError):
        counting.close(day.day, by=world.treasurer)
    with pytest.raises(ValidationError):
        counting.note_difference(day.day, "รับทราบ", by=world.bookkeeper)
    counting.note_difference(day.day, "รับทราบ", by=world.chair)
    counting.close(day.day, by=world.treasurer)
    assert WorkingDay.objects.get().state == "closed"


def test_too_much_cash_stands_aside(world, evening):
    """J49"""
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    day.count({"500": 1, "20": 1}, explanation="ไม่ทราบว่าใครจ่ายเกิน")

    assert day.sign().state == "over"

    over = Account.objects.get(book=world.book, heading="23160", holder="")
    assert books.balance(over) == Decimal(20)


def test_missing_cash_without_anybody_to_answer_is_not_kept(world, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    counting.start_counting(day.day, by=world.receiver)
    for nobody in (None, world.loans):
        given = {"next_float": Decimal(0), "by": world.receiver, "explanation": "ขาด", "responsible": nobody}
        with pytest.raises(ValidationError) as refusal:
            counting.count(day.box, {"100": 4}, **given)
        assert refusal.value.code == "responsible"


def test_three_different_hands_sign_and_a_new_count_begins_anew(world, evening):
    day = evening()
    day.count({})
    counting.sign(day.day, by=world.receiver)
    counting.sign(day.day, by=world.bookkeeper)
    counting.count(day.box, {}, next_float=Decimal(0), by=world.receiver)

    assert not day.day.seats.exclude(signed_at=None).exists()
    with pytest.raises(ValidationError):
        counting.sign(day.day, by=world.treasurer)
    assert day.sign().state == "balanced"


def test_money_that_moves_between_count_and_signature_is_counted_again(world, evening):
    day = evening()
    day.count({})
    counting.sign(day.day, by=world.receiver)
    world.deposit(300, passbook=world.special_passbook)

    with pytest.raises(ValidationError) as refusal:
        counting.sign(day.day, by=world.checker)

    assert "300.00" in says(refusal)


def test_a_day_is_closed_once_and_stays_as_it_is(world, evening):
    day = evening()
    day.leave_empty()

    for act in (counting.close, counting.start_counting, counting.resume, counting.sign):
        with pytest.raises(ValidationError):
            act(day.day, by=world.receiver)
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkingDay.objects.filter(pk=day.day.pk).update(state="open")
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkingDay.objects.filter(pk=day.day.pk)._raw_delete("default")


def test_a_visit_is_never_changed(world, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    for change in (lambda rows: rows.update(paid_by="คนอื่น"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Visit.objects.all())


# -- The bank ----------------------------------------------------------------------------------------------------------


def counted(day, world):
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    day.count({"500": 1})
    day.sign()
    return SimpleUploadedFile("slip.png", PNG)


def test_the_slip_says_what_was_counted(world, evening):
    day = evening()
    slip = counted(day, world)

    with pytest.raises(ValidationError) as refusal:
        counting.bank(day.box, Decimal(499), slip, on=timezone.localdate(), by=world.receiver)

    assert "500.00" in says(refusal)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_slip_is_of_a_day_between(world, evening, days):
    day = evening()
    slip = counted(day, world)

    with pytest.raises(ValidationError):
        counting.bank(day.box, Decimal(500), slip, on=timezone.localdate() + timedelta(days=days), by=world.receiver)


def test_two_people_carry_the_money_and_the_slip_becomes_its_paper(world, evening):
    """J33, R3.13"""
    day = evening()
    slip = counted(day, world)
    deposit = counting.bank(day.box, Decimal(500), slip, on=timezone.localdate(), by=world.receiver)
    with pytest.raises(ValidationError):
        counting.confirm_bank_deposit(deposit, by=world.receiver)
    with pytest.raises(ValidationError):
        counting.close(day.day, by=world.treasurer)

    entry = counting.confirm_bank_deposit(deposit, by=world.checker)

    assert (entry.event, entry.by, entry.approved_by) == ("J33", world.receiver, world.checker)
    assert Voucher.objects.get(entry=entry).sha256 == deposit.sha256
    assert WorkingDay.objects.get().state == "banked"
    with pytest.raises(ValidationError):
        counting.confirm_bank_deposit(deposit, by=world.checker)


# -- Months owed -------------------------------------------------------------------------------------------------------


def test_opening_writes_what_a_month_asks_once(world, evening):
    """R3.16"""
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    evening(on=last_month - timedelta(days=5)).leave_empty()
    evening(on=last_month)

    owed = Obligation.objects.get()
    assert (owed.passbook, owed.due, owed.month) == (world.passbook, Decimal(500), last_month.replace(day=1))
