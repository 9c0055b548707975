"""Unusual is asked, not refused: it is repeated in words for one more Enter (R0.18)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.models import Receipt
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from tests.funds.conftest import counter

TODAY = timezone.localdate


def test_99_999_999_990_baht_at_the_counter_are_repeated_in_words_for_one_more_enter(world, client):
    post, number = counter(world, client), uuid4()

    answer = post(amount="99,999,999,990.00", request_id=number)

    page = answer.content.decode()
    assert "เก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบบาทถ้วน" in page
    assert "99,999,999,990.00" in page
    assert not Receipt.objects.exists()

    sure = answer.context["form"]["sure"].value()
    assert post(amount="9999999990", request_id=number, sure=sure).status_code == 200  # a yes to another amount is none
    assert not Receipt.objects.exists()
    assert post(amount="99999999990", request_id=number, sure=sure).status_code == 302
    assert books.balance(world.passbook.account) == Decimal("99999999990")


def test_a_deposit_of_eleven_months_back_is_repeated_with_its_long_date(world, client):
    post, on = counter(world, client), TODAY() - timedelta(days=330)

    answer = post(on=on.isoformat())

    assert "330" in answer.content.decode()
    assert not Receipt.objects.exists()
    assert post(on=on.isoformat(), sure=answer.context["form"]["sure"].value()).status_code == 302
    assert Receipt.objects.get().entry.on == on


def test_what_is_usual_is_not_asked(world, client):
    assert counter(world, client)(amount="5000").status_code == 302


@pytest.mark.parametrize(("act", "more"), [("interest", {}), ("fee", {}), ("transfer", {"memo": "โอน"})])
def test_what_one_officer_writes_off_the_bank_s_passbook_is_asked_too(world, client, act, more):
    """A related case: interest of 40,000.00 typed for 4.00, dated last year."""
    world.deposit(900)
    cash, bank = ledger.activate(world.book, "11010"), ledger.activate(world.book, "12300")
    given = {"kind": "JV", "event": "J33", "on": TODAY(), "by": world.treasurer, "request_id": uuid4()}
    ledger.post(world.book, [ledger.debit(bank, Decimal(900)), ledger.credit(cash, Decimal(900))], **given)
    client.force_login(world.treasurer)
    page = reverse("funds:cash_act", args=[world.group.slug, world.book.slug, act])

    def post(**form):
        first = {"amount": "4", "on": TODAY().isoformat(), "request_id": uuid4()}
        return client.post(page, first | more | form)

    assert post().status_code == 302
    before = Entry.objects.count()
    answer = post(amount="41")
    assert "สี่สิบเอ็ดบาทถ้วน" in answer.content.decode()
    assert post(on=(TODAY() - timedelta(days=40)).isoformat()).status_code == 200
    assert Entry.objects.count() == before
    assert post(amount="41", sure=answer.context["form"]["sure"].value()).status_code == 302


@pytest.mark.parametrize("name", ["withdraw", "pledge"])
def test_a_withdrawal_and_a_pledge_are_asked_too(world, client, name):
    passbook = world.special_passbook if name == "withdraw" else world.passbook
    world.deposit(900, passbook=world.special_passbook)
    world.deposit(20, passbook=world.special_passbook)
    world.deposit(20, passbook=world.special_passbook)
    client.force_login(world.treasurer)
    page = reverse(f"funds:{name}", args=[world.group.slug, passbook.pk])
    form = {"amount": "201" if name == "withdraw" else "5010", "on": TODAY().isoformat(), "request_id": uuid4()}

    answer = client.post(page, form)

    assert "บาทถ้วน" in answer.content.decode()
    assert client.post(page, form | {"sure": answer.context["form"]["sure"].value()}).status_code == 302
