"""The services that write money: what they write, and how they refuse."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ledger import clock
from ledger import queries as books
from ledger import services as ledger
from ledger.models import GENESIS, Account, Entry, LateItem, MonthTotal
from tests.ledger.conftest import Till

FEBRUARY, MARCH, APRIL = date(2025, 2, 5), date(2025, 3, 5), date(2025, 4, 5)


def numbers(till: Till) -> list[str]:
    return list(till.book.entries.order_by("seq").values_list("number", flat=True))


# -- Posting -----------------------------------------------------------------------------------------------------------


def test_numbers_run_on_within_a_buddhist_year_and_begin_anew_in_the_next(till):
    for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2024, 2, 29)):
        till.deposit(100, day)
    till.post({"11010": 5}, {"45010": 5}, date(2025, 1, 2))

    assert numbers(till) == [
        "RV6712-00000001", "RV6801-00000001", "RV6801-00000002", "RV6702-00000002", "JV6801-00000001",
    ]  # fmt: skip


def test_a_number_tells_voucher_year_and_month(till):
    leap_day = till.deposit(100, date(2024, 2, 29))
    paid = till.post({"53020": 5}, {"11010": 5}, date(2024, 12, 31), kind=Entry.Kind.PAYMENT)
    opened = till.post({"12200": 5}, {"34100": 5}, date(2025, 11, 5), kind=Entry.Kind.OPENING)

    assert [entry.number for entry in (leap_day, paid, opened)] == [
        "RV6702-00000001", "PV6712-00000001", "OB6811-00000001",
    ]  # fmt: skip


def test_a_refused_entry_takes_no_number(till):
    till.deposit(100)
    with pytest.raises(ValidationError):
        till.post({"11010": 5}, {"31020 M001": 4}, MARCH, kind=Entry.Kind.RECEIPT)

    assert till.deposit(200).number == "RV6803-00000002"


def test_an_act_undone_as_a_whole_gives_its_number_back(till):
    first = till.deposit(100)
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        till.deposit(200)
        raise RuntimeError

    second = till.deposit(300)

    assert (second.number, second.previous_seal) == ("RV6803-00000002", first.seal)


def test_each_book_counts_for_itself(new_till):
    for slug in ("sajja-1", "sajja-2"):
        till = new_till(slug)
        till.deposit(100)

        assert numbers(till) == ["RV6803-00000001"]


def test_each_entry_is_sealed_upon_the_one_before(till):
    first, second = till.deposit(100), till.deposit(200)

    assert first.previous_seal == GENESIS
    assert second.previous_seal == first.seal
    assert books.last_entry(till.book) == second


def test_a_real_book_tells_its_own_time_and_a_demonstration_may_have_a_past(new_till):
    past = timezone.now() - timedelta(days=400)
    real, demo = new_till("real"), new_till("demo", is_demo=True)

    with clock.at(past):
        assert real.deposit(100).at > past
        assert demo.deposit(100).at == past


def test_the_same_request_twice_is_one_entry(till):
    request = uuid4()

    first, again = till.deposit(100, request_id=request), till.deposit(100, request_id=request)

    assert first == again
    assert till.book.entries.count() == 1


def test_a_request_is_answered_again_after_its_month_has_closed(till):
    request = uuid4()
    entry = till.deposit(100, request_id=request)
    ledger.close_month(till.book, MARCH, by=till.clerk)

    assert till.deposit(100, request_id=request) == entry


def test_a_request_approved_by_another_officer_is_still_the_same(till):
    request = uuid4()
    entry = till.deposit(100, request_id=request)

    assert till.deposit(100, request_id=request, approved_by=till.checker) == entry
    assert not till.book.entries.get().approved_by


@pytest.mark.parametrize("more", [{"amount": 200}, {"on": APRIL}, {"memo": "อื่น"}, {"holder": "M002"}])
def test_the_same_request_with_other_content_is_refused(till, more):
    request = uuid4()
    first = till.deposit(100, request_id=request)

    with pytest.raises(ValidationError) as refusal:
        till.deposit(**({"amount": 100, "request_id": request} | more))

    assert first.number in refusal.value.messages[0]
    assert till.book.entries.count() == 1


def test_one_request_number_may_be_used_in_two_books(new_till):
    request = uuid4()
    for slug in ("sajja-1", "sajja-2"):
        new_till(slug).deposit(100, request_id=request)

    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("debits", "credits", "on", "says"),
    [
        ({"11010": 100}, {"31020 M001": 99}, MARCH, "เดบิต"),
        ({"11010": 100}, {}, MARCH, "สองบรรทัด"),
        ({"11010": 100}, {"31020": 100}, MARCH, "บัญชีย่อย"),
        ({"11010": 0}, {"31020 M001": 0}, MARCH, "มากกว่าศูนย์"),
        ({"11010": "0.001"}, {"31020 M001": "0.001"}, MARCH, "ทศนิยม"),
        ({"11010": 10**12}, {"31020 M001": 10**12}, MARCH, "ทศนิยม"),
        ({"11010": 100}, {"31020 M001": 100}, timezone.localdate() + timedelta(days=2), "ยังมาไม่ถึง"),
    ],
)
def test_what_the_books_refuse_is_said_in_thai_and_nothing_is_written(till, debits, credits, on, says):
    with pytest.raises(ValidationError) as refusal:
        till.post(debits, credits, on)

    assert says in refusal.value.messages[0]
    assert not Entry.objects.exists()
    assert not MonthTotal.objects.exists()


@pytest.mark.parametrize(
    ("more", "says"), [({"memo": "เงินสัจจะ\nเดือนมีนาคม"}, "บรรทัดเดียว"), ({"approved_by": "clerk"}, "คนอื่น")]
)
def test_what_is_said_beside_the_amounts_may_be_refused_too(till, more, says):
    if "approved_by" in more:
        more = {"approved_by": till.clerk}

    with pytest.raises(ValidationError) as refusal:
        till.deposit(100, **more)

    assert says in refusal.value.messages[0]
    assert not Entry.objects.exists()


def test_an_account_of_another_book_is_refused_kindly(till, new_till):
    other = new_till("sajja-9")
    sides = [ledger.debit(till["11010"], Decimal(5)), ledger.credit(other["31020 M001"], Decimal(5))]

    with pytest.raises(ValidationError, match="สมุด") as refusal:
        ledger.post(till.book, sides, kind=Entry.Kind.RECEIPT, event="J02", on=MARCH, by=till.clerk,
                      request_id=uuid4())  # fmt: skip

    assert refusal.value.code == "entry_in_one_book"
    assert not Entry.objects.exists()


def test_a_closed_account_takes_its_last_day_and_nothing_after(till):
    Account.objects.filter(pk=till["31020 M001"].pk).update(closed_on=MARCH)

    till.deposit(100, MARCH)
    with pytest.raises(ValidationError, match="ปิด"):
        till.deposit(100, MARCH + timedelta(days=1))

    assert Entry.objects.count() == 1


def test_a_refusal_leaves_what_was_written_before_in_the_same_transaction(till):
    till.deposit(100)
    with pytest.raises(ValidationError):
        till.post({"11010": 100}, {"31020 M001": 99}, MARCH)
    till.deposit(200)

    assert numbers(till) == ["RV6803-00000001", "RV6803-00000002"]


def test_a_back_dated_entry_lifts_what_later_months_brought_forward(till):
    till.deposit(100, APRIL)
    till.deposit(30, FEBRUARY)

    assert books.balance(till["31020 M001"], MARCH) == 30
    assert books.balance(till["31020 M001"], APRIL) == 130
    assert books.balance(till["31020"], APRIL) == 130  # its control account


# -- Reversals ---------------------------------------------------------------------------------------------------------


def test_a_reversal_is_the_mirror_and_names_its_original(till):
    entry = till.deposit(100)

    reversal = till.reverse(entry, APRIL)

    assert reversal.reverses == entry
    assert (reversal.event, reversal.memo, reversal.approved_by) == ("J62", "คีย์ผิด", till.checker)
    assert books.balance(till["31020 M001"]) == 0


@pytest.mark.parametrize("more", [{"reason": " "}, {"approved_by": "clerk"}, {"on": FEBRUARY}])
def test_a_reversal_needs_a_reason_a_second_person_and_a_day_not_before(till, more):
    entry = till.deposit(100)
    if "approved_by" in more:
        more = {"approved_by": till.clerk}

    with pytest.raises(ValidationError):
        till.reverse(entry, **({"on": APRIL} | more))

    assert Entry.objects.count() == 1


def test_a_reversal_of_the_same_day_is_its_mirror_and_one_hand_is_refused_before_the_database_is_asked(till):
    entry = till.deposit(100, MARCH)

    with pytest.raises(ValidationError) as refusal:
        till.reverse(entry, MARCH, approved_by=till.clerk)

    assert refusal.value.code is None
    assert till.reverse(entry, MARCH).on == MARCH


def test_a_reversal_of_an_entry_of_a_closed_year_names_the_year_it_belongs_to(till):
    earned = till.post({"11010": 100}, {"45010": 100}, date(2024, 5, 5), event="J35")
    till.post({"45010": 100}, {"34100": 100}, date(2024, 12, 31), event="J54")
    ledger.close_year(till.book, 2024, by=till.checker)

    reversal = till.reverse(earned, MARCH)

    assert (reversal.on, reversal.memo) == (MARCH, "คีย์ผิด (ของปี 2567)")
    assert LateItem.objects.get(entry=reversal).year == 2024


def test_nothing_is_reversed_twice_and_no_reversal_is_reversed(till):
    entry = till.deposit(100)
    reversal = till.reverse(entry, APRIL)

    for again in (entry, reversal):
        with pytest.raises(ValidationError):
            till.reverse(again, APRIL)

    assert Entry.objects.count() == 2
