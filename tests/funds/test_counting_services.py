"""The end of the evening, step by step: who counts, signs, notes, carries and closes, and how much (R3.10–R3.15)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from funds.models import Obligation, WorkingDay
from funds.services import counting, days
from ledger import queries as books
from ledger.models import Account, Entry, Voucher
from tests.funds.conftest import PNG, Evening, says, three_hands
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
