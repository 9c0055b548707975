"""Nothing is deleted: a mirror entry, a reason, a second officer (R3.14)."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.services import reversals, withdrawals
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from villages.services import requests


def ask(world, receipt, reason="พิมพ์จำนวนผิด"):
    return reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason=reason, request_id=uuid4())


def test_a_reversed_deposit_is_mirrored_on_the_day_of_approval(world):
    receipt = world.deposit(500, entry_fee=Decimal(20))

    entry = requests.approve(ask(world, receipt), by=world.checker)

    rows = sorted(entry.lines.values_list("account__heading", "debit", "credit"))
    assert rows == [("11010", 0, 520), ("31020", 500, 0), ("43010", 20, 0)]
    assert (entry.reverses, entry.on, entry.memo) == (receipt.entry, timezone.localdate(), "พิมพ์จำนวนผิด")
    assert (entry.by, entry.approved_by) == (world.treasurer, world.checker)
    assert books.balance(world.passbook.account) == 0


def test_a_reversed_withdrawal_puts_the_money_back(world):
    world.deposit(500, passbook=world.special_passbook)
    receipt = withdrawals.withdraw(world.special_passbook, Decimal(200), by=world.treasurer, request_id=uuid4())

    requests.approve(ask(world, receipt), by=world.checker)

    assert books.balance(world.special_passbook.account) == 500
    assert books.balance(Account.objects.get(book=world.book, heading="11010")) == 500


def test_nothing_is_reversed_without_a_reason_or_by_one_person(world):
    receipt = world.deposit(500)

    with pytest.raises(ValidationError):
        ask(world, receipt, reason="  ")
    request = ask(world, receipt)
    with pytest.raises(ValidationError):
        requests.approve(request, by=world.treasurer)

    assert not Entry.objects.filter(reverses=receipt.entry).exists()


def test_a_reversal_is_asked_for_once(world):
    receipt = world.deposit(500)
    request = ask(world, receipt)

    with pytest.raises(ValidationError):
        ask(world, receipt)
    requests.approve(request, by=world.checker)
    with pytest.raises(ValidationError):
        ask(world, receipt)


def test_a_refused_reversal_may_be_asked_for_again(world):
    receipt = world.deposit(500)
    requests.refuse(ask(world, receipt), by=world.checker, reason="ไม่ถูกต้อง")

    assert requests.approve(ask(world, receipt), by=world.checker).reverses == receipt.entry


def test_a_deposit_whose_money_was_withdrawn_since_stays(world):
    receipt = world.deposit(500, passbook=world.special_passbook)
    world.deposit(1000)  # so that the cash box is not what refuses
    withdrawals.withdraw(world.special_passbook, Decimal(1), by=world.treasurer, request_id=uuid4())

    with pytest.raises(ValidationError, match="ถอน|withdrawn"):
        requests.approve(ask(world, receipt), by=world.checker)

    assert books.balance(world.special_passbook.account) == 499


def test_a_deposit_whose_cash_went_to_the_bank_waits_until_it_is_back(world):
    receipt = world.deposit(500)
    bank = Account.objects.get(book=world.book, heading="12300")
    cash = Account.objects.get(book=world.book, heading="11010")
    ledger.post(
        world.book,
        [ledger.debit(bank, Decimal(450)), ledger.credit(cash, Decimal(450))],
        kind=Entry.Kind.JOURNAL,
        event="J33",
        on=timezone.localdate(),
        by=world.treasurer,
        request_id=uuid4(),
    )

    with pytest.raises(ValidationError, match="50.00"):
        requests.approve(ask(world, receipt), by=world.checker)

    assert books.balance(cash) == 50


def test_the_second_officer_reads_number_amount_and_name(world):
    receipt = world.deposit(500)

    request = ask(world, receipt)

    for sentence in (receipt.entry.number, "500.00", str(world.member.person)):
        assert sentence in request.summary
