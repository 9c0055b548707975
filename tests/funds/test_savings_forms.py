"""What the counter asks for and suggests: the entry fee of a newcomer, ages, days of grace."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from funds.forms.savings import DepositForm, ProductBylawForm, RegisterForm, WithdrawForm
from funds.models import ProductBylaw
from villages.forms import uploads

TERMS = {
    "resolution": "มติ 1", "minimum": "10", "step": "10", "entry_fee": "0", "withdrawal_limit": "0", "youngest": "0",
    "oldest": "150", "fine": "0", "fine_percent": "0", "misses": "3",
}  # fmt: skip


@pytest.mark.parametrize(("is_newcomer", "suggested"), [(True, Decimal(20)), (False, None)])
def test_a_fee_that_is_due_is_suggested_to_a_newcomer_only(is_newcomer, suggested):
    fee = DepositForm(fee=Decimal(20), is_newcomer=is_newcomer).fields["entry_fee"]

    assert (fee.initial, fee.help_text) == (suggested, "ยังไม่ได้ชำระ ตามระเบียบ 20.00 บาท")


def test_a_form_sent_twice_still_reads_the_fee_that_was_paid_meanwhile():
    sent = {"amount": "500", "entry_fee": "20", "on": timezone.localdate().isoformat(), "request_id": uuid4()}

    again = DepositForm(sent, fee=Decimal(0), is_newcomer=False)

    assert "entry_fee" not in DepositForm(fee=Decimal(0), is_newcomer=False).fields
    assert again.is_valid(), again.errors
    assert again.cleaned_data["entry_fee"] == 20


def test_no_fee_typed_is_none():
    sent = {"amount": "500", "entry_fee": "", "on": timezone.localdate().isoformat(), "request_id": uuid4()}
    form = DepositForm(sent, fee=Decimal(20), is_newcomer=True)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["entry_fee"] == 0


def test_a_withdrawal_of_more_than_ten_times_the_usual_is_asked_once_and_not_twice():
    sent = {"amount": "5000.01", "reason": "", "request_id": str(uuid4())}
    form = WithdrawForm(sent, usual=Decimal(500))

    assert [error.code for error in form.errors.as_data()["amount"]] == ["unusual"]
    assert WithdrawForm(sent | {"sure": form.data["sure"]}, usual=Decimal(500)).is_valid()
    assert not WithdrawForm(sent | {"sure": form.data["sure"], "amount": "6000"}, usual=Decimal(500)).is_valid()


def bylaw_form(world, **more) -> ProductBylawForm:
    today = timezone.localdate().isoformat()
    sent = TERMS | {"effective_from": today, "decided_on": today} | more
    return ProductBylawForm(sent, instance=ProductBylaw(product=world.pledged))


@pytest.mark.parametrize(
    ("ages", "fits"),
    [
        ({"youngest": "15", "oldest": "14"}, False),
        ({"youngest": "15", "oldest": "15"}, True),
        ({"youngest": "0", "oldest": "0"}, True),
    ],
)
def test_the_oldest_who_may_save_is_not_younger_than_the_youngest(world, ages, fits):
    form = bylaw_form(world, **ages)

    assert ("oldest" not in form.errors) is fits


def test_an_empty_field_of_grace_is_no_day(world):
    form = bylaw_form(world, grace="")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["grace"] == 0


def test_a_workbook_of_more_than_ten_megabytes_is_no_register(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 4)

    assert RegisterForm(files={"file": SimpleUploadedFile("r.xlsx", b"1234")}).is_valid()
    assert list(RegisterForm(files={"file": SimpleUploadedFile("r.xlsx", b"12345")}).errors) == ["file"]
