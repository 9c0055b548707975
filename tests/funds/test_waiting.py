"""What is left waiting for a second officer is counted apart and written once they agreed (R0.18, R3.32)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from funds.models import Receipt, Visit
from funds.queries import boxes as boxes_queries
from funds.queries import unusual as unusual_queries
from funds.services import counting, waiting
from tests.funds.conftest import counter
from villages.models import PendingRequest
from villages.services import requests

TODAY = timezone.localdate


def test_a_large_deposit_left_waiting_is_written_on_its_own_day_once_another_agreed(world, client, second_look):
    second_look(400)
    post, on = counter(world, client), TODAY() - timedelta(days=3)

    post(on=on.isoformat(), paid_by="ลูกสาว", ask="yes")

    pending = PendingRequest.objects.get(act=unusual_queries.DEPOSIT)
    assert not Receipt.objects.exists()
    client.force_login(world.checker)
    assert "ห้าร้อยบาทถ้วน" in client.get(pending.get_absolute_url()).content.decode()
    requests.approve(pending, by=world.checker)
    receipt = Receipt.objects.select_related("entry").get()
    assert (receipt.entry.on, receipt.entry.by, receipt.entry.approved_by) == (on, world.treasurer, world.checker)
    assert receipt.paid_by == "ลูกสาว"


@pytest.mark.parametrize(("paid", "fee"), [(0, 19), (0, 21), (20, 20)])
def test_an_entry_fee_of_another_amount_or_paid_already_is_not_left_waiting(world, second_look, paid, fee):
    second_look(400)
    if paid:
        world.deposit(100, entry_fee=Decimal(paid))

    with pytest.raises(ValidationError) as refusal:
        waiting.ask_to_deposit(
            world.passbook, Decimal(500), on=TODAY(), by=world.treasurer, request_id=uuid4(), entry_fee=Decimal(fee)
        )

    assert refusal.value.code == "entry_fee"
    assert not PendingRequest.objects.exists()


def test_a_row_left_waiting_is_counted_apart_and_nobody_takes_its_money_twice(world, sheet, second_look, client):
    second_look(400)

    answer = sheet("500", ask="yes").json()

    pending = PendingRequest.objects.get(act=unusual_queries.TAKE)
    assert (answer["waits"], answer["total"], answer["boxes"]) == (
        True,
        "500.00",
        {str(boxes_queries.boxes(sheet.day)[0].group_book_id): "0.00"},
    )
    assert not Visit.objects.exists()
    assert sheet("100").json()["code"] == "again"
    fresh = client.get(reverse("funds:sheet_taken", args=[world.group.slug, sheet.day.pk])).json()
    assert [one["waits"] for one in fresh["visits"]] == [True]
    for page in ("funds:sheet", "funds:day"):
        assert (
            pending.get_absolute_url()
            in client.get(reverse(page, args=[world.group.slug, sheet.day.pk])).content.decode()
        )

    client.force_login(world.checker)
    assert "ห้าร้อยบาทถ้วน" in client.get(pending.get_absolute_url()).content.decode()
    requests.approve(pending, by=world.checker)
    visit = Visit.objects.get()
    assert (visit.request_id, visit.by) == (pending.request_id, world.bookkeeper)
    assert visit.receipts.get().entry.approved_by == world.checker
    assert not unusual_queries.waiting_at(sheet.day)


def test_what_is_not_large_any_more_is_taken_at_once(sheet):
    assert sheet("500", ask="yes").json()["number"]
    assert Visit.objects.count() == 1
    assert not PendingRequest.objects.exists()


def test_a_row_that_waited_until_the_count_says_where_it_is_recorded(world, sheet, second_look, client):
    second_look(400)
    sheet("500", ask="yes")
    pending = PendingRequest.objects.get(act=unusual_queries.TAKE)
    counting.start_counting(sheet.day, by=world.receiver)

    client.force_login(world.receiver)
    count = reverse("funds:count_box", args=[world.group.slug, sheet.day.pk, boxes_queries.boxes(sheet.day)[0].pk])
    assert pending.get_absolute_url() in client.get(count).content.decode()  # who counts is told what lies apart
    with pytest.raises(ValidationError, match="นับเงิน"):
        requests.approve(pending, by=world.checker)
    requests.refuse(pending, by=world.checker, reason="คืนเงินแล้ว")
    assert not Visit.objects.exists()
