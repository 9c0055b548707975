"""The box and the bank: every baht that is no deposit (J33–J37, J47, J48)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from funds.models import CashBox, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import cash as cash_queries
from funds.services import cash, counting, days
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from tests.funds.box_and_bank import TODAY, amounts, asks, balance, reverse
from villages.models import PendingRequest
from villages.services import requests


def pay(world, amount, heading="53020", **more) -> PendingRequest:
    return asks(world, cash.pay_expense, heading, Decimal(amount), **more)


def written(world) -> tuple[int, int]:
    return Entry.objects.filter(book=world.book).count(), PendingRequest.objects.count()


@pytest.fixture
def owing(filled):
    """The receiver answers for 300 baht that were missing."""
    filled.owed = cash.shortage_account(filled.book, filled.receiver)
    box = Account.objects.get(book=filled.book, heading="11010")
    ledger.post(
        filled.book, [ledger.debit(filled.owed, Decimal(300)), ledger.credit(box, Decimal(300))],
        kind=Entry.Kind.JOURNAL, event="J47", on=TODAY(), by=filled.bookkeeper, request_id=uuid4(),
    )  # fmt: skip
    return filled


def test_the_allowance_of_the_committee_leaves_the_box_when_a_second_officer_approves(filled):
    pending = pay(filled, 200)
    before = balance(filled, "11010")

    entry = requests.approve(pending, by=filled.checker)

    assert amounts(entry) == [("53020", 200, 0), ("11010", 0, 200)]
    assert (entry.event, entry.number[:2], entry.memo) == ("J37", "PV", "ค่าเบี้ยประชุม 5 คน")
    assert (entry.by, entry.approved_by, entry.on) == (filled.treasurer, filled.checker, TODAY())
    assert (before, balance(filled, "11010")) == (3000, 2800)


def test_an_expense_is_paid_from_the_bank_of_its_book(filled):
    entry = requests.approve(pay(filled, "123.45", "54050", from_bank=True), by=filled.checker)

    assert amounts(entry) == [("54050", Decimal("123.45"), 0), ("12300", 0, Decimal("123.45"))]


def test_who_asked_for_an_expense_does_not_approve_it(filled):
    pending = pay(filled, 200)

    with pytest.raises(ValidationError):
        requests.approve(pending, by=filled.treasurer)
    assert balance(filled, "53020") == 0


def test_the_bill_is_seen_before_and_kept_after_the_decision(filled):
    pending = pay(filled, 200, paper=ContentFile(b"%PDF-1.7 bill", "paper.pdf"))

    requests.look(pending, by=filled.checker)
    entry = requests.approve(pending, by=filled.checker)

    assert entry.vouchers.get().file.read() == b"%PDF-1.7 bill"


@pytest.mark.parametrize("heading", ["53000", "11010", "55020", "31020", "99999", ""])
def test_money_is_spent_only_on_administration_and_operation(filled, heading):
    with pytest.raises(ValidationError) as refusal:
        pay(filled, 10, heading)

    assert refusal.value.code == "heading"


def test_an_expense_names_what_it_is_for(filled):
    with pytest.raises(ValidationError) as refusal:
        pay(filled, 10, memo=" \n ")

    assert refusal.value.code == "memo"


def test_asking_twice_with_one_form_asks_once(filled):
    number = uuid4()
    first = pay(filled, 200, request_id=number)
    requests.approve(first, by=filled.checker)

    again = pay(filled, 200, request_id=number)

    assert again == first
    assert written(filled)[1] == 2  # this one and the one that filled the bank
    with pytest.raises(ValidationError):
        pay(filled, 201, request_id=number)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_asks_once(filled, side_by_side):
    number = uuid4()

    ends = side_by_side(*[lambda: pay(filled, 200, request_id=number)] * 4)

    assert len({pending.pk for pending in ends}) == 1


def test_money_is_fetched_from_the_bank_by_two_officers(filled):
    entry = requests.approve(asks(filled, cash.fetch, Decimal(500), memo="เงินทอน"), by=filled.chair)

    assert amounts(entry) == [("11010", 500, 0), ("12300", 0, 500)]
    assert (entry.event, entry.by, entry.approved_by) == ("J34", filled.treasurer, filled.chair)


def test_money_is_brought_to_the_bank_by_two_officers_with_the_slip(filled):
    pending = asks(filled, cash.bring, Decimal(500), memo="นำฝาก", paper=ContentFile(b"\x89PNG slip", "paper.png"))

    requests.look(pending, by=filled.chair)
    entry = requests.approve(pending, by=filled.chair)

    assert amounts(entry) == [("12300", 500, 0), ("11010", 0, 500)]
    assert (entry.event, entry.vouchers.count()) == ("J33", 1)


@pytest.mark.parametrize(
    ("act", "amount", "holds"),
    [
        (cash.bring, "3000.01", "3,000.00"),
        (cash.fetch, "2000.01", "2,000.00"),
        (lambda book, amount, **more: cash.pay_expense(book, "53020", amount, **more), "3000.01", "3,000.00"),
        (
            lambda book, amount, **more: cash.pay_expense(book, "53020", amount, from_bank=True, **more),
            "2000.01",
            "2,000.00",
        ),
    ],
)
def test_no_more_moves_than_box_or_bank_hold_and_nothing_is_written(filled, act, amount, holds):
    before = written(filled)

    with pytest.raises(ValidationError) as refusal:
        asks(filled, act, Decimal(amount))

    assert holds in refusal.value.messages[0]
    assert refusal.value.code == "amount"
    assert written(filled) == before


def test_money_that_left_between_asking_and_approving_is_not_paid(filled):
    first, second = pay(filled, 2000), pay(filled, 2000)
    requests.approve(first, by=filled.checker)

    with pytest.raises(ValidationError, match="1,000.00"):
        requests.approve(second, by=filled.checker)

    second.refresh_from_db()
    assert (second.status, balance(filled, "11010")) == ("waiting", 1000)


def test_a_past_day_takes_no_more_than_the_box_held_from_then_on(filled):
    """Today there is more, but on that day there was not."""
    filled.deposit(4000)

    with pytest.raises(ValidationError, match="3,000.00"):
        pay(filled, 3500, on=TODAY() - timedelta(days=1))

    assert pay(filled, 3500)


@pytest.mark.parametrize("act", [cash.fetch, cash.bring])
def test_a_day_to_come_is_refused_beside_the_day(filled, act):
    with pytest.raises(ValidationError) as refusal:
        asks(filled, act, Decimal(1), on=TODAY() + timedelta(days=1))

    assert refusal.value.code == "on"


def test_a_closed_month_takes_nothing_not_even_what_was_asked_before(filled):
    pending = pay(filled, 200, on=filled.long_ago)
    ledger.close_month(filled.book, filled.long_ago, by=filled.chair)

    for late in (lambda: pay(filled, 200, on=filled.long_ago), lambda: requests.approve(pending, by=filled.checker)):
        with pytest.raises(ValidationError) as refusal:
            late()
        assert refusal.value.code == "on"
    assert balance(filled, "53020") == 0


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_nothing_and_less_do_not_move(filled, amount):
    for act in (cash.fetch, cash.bring):
        with pytest.raises(ValidationError):
            asks(filled, act, Decimal(amount))


def box(world, state: str, on: date, **more) -> CashBox:
    day = WorkingDay.objects.create(on=on, state=state, planned_by=world.treasurer)
    return CashBox.objects.create(day=day, group_book=world.book.owner, **more)


def test_while_a_working_day_sits_its_money_goes_to_the_bank_from_there(filled):
    box(filled, "open", TODAY(), is_sitting=True)

    with pytest.raises(ValidationError):
        asks(filled, cash.bring, Decimal(10))

    assert pay(filled, 200)  # R3.11: the allowance is paid at the table
    assert asks(filled, cash.fetch, Decimal(10))


def test_what_waits_for_the_bank_is_not_spent(filled):
    box(filled, "balanced", TODAY(), counted=3000, expected=3000, kept=500)

    with pytest.raises(ValidationError, match="500.00.*2,500.00"):
        pay(filled, 501)

    assert pay(filled, 500)


def test_an_evening_counts_what_was_paid_at_the_table_and_keeps_what_goes_to_the_bank(filled):
    """R3.11: float and receipts less the allowance lie in the box; what goes to the bank is spent on nothing else."""
    day = days.plan([filled.group], TODAY(), by=filled.treasurer)
    hands = {filled.receiver: "receiver", filled.bookkeeper: "bookkeeper", filled.checker: "checker"}
    given = {"by": filled.treasurer, "elsewhere": {day.cash_boxes.get().pk: "ในตู้เซฟ"}}
    days.open_day(day, hands, {day.cash_boxes.get().pk: Decimal(500)}, **given)
    filled.deposit(500)
    requests.approve(pay(filled, 200), by=filled.checker)

    expected = boxes_queries.boxes(day).get().expects
    counting.start_counting(day, by=filled.receiver)
    counting.count(day.cash_boxes.get(), {"500": 1, "100": 3}, next_float=Decimal(500), by=filled.receiver)
    for hand in hands:
        counting.sign(day, by=hand)

    assert (expected, cash_queries.set_aside(filled.book), balance(filled, "11010")) == (800, 300, 3300)
    with pytest.raises(ValidationError, match="3,000.00.*300.00"):
        pay(filled, 3001)


def test_a_box_that_was_counted_is_not_changed_before_that_day(filled):
    yesterday = TODAY() - timedelta(days=1)
    box(filled, "closed", TODAY(), counted=3000, expected=3000, kept=3000)

    with pytest.raises(ValidationError) as refusal:
        pay(filled, 10, on=yesterday)

    assert refusal.value.code == "on"
    assert pay(filled, 10, on=yesterday, from_bank=True)
    assert pay(filled, 10)


def from_bank(world, act, amount, **more) -> Entry:
    given = {"on": TODAY(), "by": world.bookkeeper, "request_id": uuid4()} | more
    return act(world.book, Decimal(amount), **given)


def test_interest_of_the_bank_is_income_of_its_day(filled):
    entry = from_bank(filled, cash.bank_interest, "12.34", on=filled.long_ago)

    assert amounts(entry) == [("12300", Decimal("12.34"), 0), ("45010", 0, Decimal("12.34"))]
    assert (entry.event, entry.number[:2], entry.on, entry.backdated) == ("J35", "RV", filled.long_ago, True)


def test_tax_withheld_from_interest_is_a_claim(filled):
    entry = from_bank(filled, cash.bank_interest, 99, tax=Decimal(1))

    assert amounts(entry) == [("12300", 99, 0), ("14020", 1, 0), ("45010", 0, 100)]


def test_a_fee_of_the_bank_is_an_expense(filled):
    entry = from_bank(filled, cash.bank_fee, 20)

    assert amounts(entry) == [("55020", 20, 0), ("12300", 0, 20)]
    assert (entry.event, entry.number[:2]) == ("J36", "PV")


def test_a_fee_takes_no_more_than_the_bank_holds_and_is_still_recorded_once(filled):
    number = uuid4()
    first = from_bank(filled, cash.bank_fee, 2000, request_id=number)

    assert from_bank(filled, cash.bank_fee, 2000, request_id=number) == first
    with pytest.raises(ValidationError):
        from_bank(filled, cash.bank_fee, 1)


@pytest.mark.parametrize("act", [cash.bank_interest, cash.bank_fee])
def test_the_banks_lines_are_neither_of_tomorrow_nor_of_a_closed_month(filled, act):
    ledger.close_month(filled.book, filled.long_ago, by=filled.chair)
    before = written(filled)

    for on in (TODAY() + timedelta(days=1), filled.long_ago):
        with pytest.raises(ValidationError):
            from_bank(filled, act, 1, on=on)
    assert written(filled) == before


def test_an_officers_shortage_account_is_opened_once_and_bears_their_name(world):
    first = cash.shortage_account(world.book, world.receiver)
    again = cash.shortage_account(world.book, world.receiver)

    assert first == again
    assert (first.heading_id, first.holder, first.name) == ("14030", f"u{world.receiver.pk}", "คุณreceiver")


def repay(world, amount, **more) -> Entry:
    return cash.repay_shortage(world.owed, Decimal(amount), **{"by": world.treasurer, "request_id": uuid4()} | more)


def test_a_shortage_is_repaid_in_parts_into_the_box(owing):
    entries = [repay(owing, 100), repay(owing, 200)]

    assert amounts(entries[0]) == [("11010", 100, 0), ("14030", 0, 100)]
    assert (entries[0].event, entries[0].number[:2]) == ("J48", "RV")
    assert (books.balance(owing.owed), balance(owing, "14030")) == (0, 0)


def test_nobody_repays_more_than_they_owe(owing):
    number = uuid4()
    repay(owing, 250, request_id=number)

    assert repay(owing, 250, request_id=number)  # pressed twice
    with pytest.raises(ValidationError, match="50.00"):
        repay(owing, "50.01")


def test_who_owes_does_not_record_their_own_repayment(owing):
    with pytest.raises(ValidationError):
        repay(owing, 300, by=owing.receiver)
    assert books.balance(owing.owed) == 300


def test_an_expense_that_was_wrong_is_reversed_and_the_request_says_what_it_was(filled):
    entry = requests.approve(pay(filled, 200), by=filled.checker)

    mirror = reverse(filled, entry)

    assert amounts(mirror) == [("53020", 0, 200), ("11010", 200, 0)]
    assert balance(filled, "11010") == 3000
    summary = PendingRequest.objects.get(act="reverse").summary
    assert all(sentence in summary for sentence in (entry.number, "200.00", "ค่าเบี้ยประชุม 5 คน"))


def test_what_the_bank_no_longer_holds_is_not_taken_back(filled):
    interest = from_bank(filled, cash.bank_interest, 100)
    requests.approve(asks(filled, cash.fetch, Decimal(2100)), by=filled.checker)

    with pytest.raises(ValidationError, match="0.00"):
        reverse(filled, interest)


def test_a_shortage_that_was_repaid_is_not_taken_back(owing):
    entry = Entry.objects.get(event="J47")
    repay(owing, 300)

    with pytest.raises(ValidationError):
        reverse(owing, entry)
