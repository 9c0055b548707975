"""All cash is shown: float, what lies elsewhere, what earlier days left for the bank (R3.10–R3.13)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from funds.models import CashBox
from funds.queries import boxes as boxes_queries
from funds.services import counting, days
from tests.funds.conftest import PNG, Evening, says, three_hands
from tests.funds.evening_pages import page, summary


def whole(evening) -> CashBox:
    return boxes_queries.with_whole(boxes_queries.boxes(evening.day)).get()


def opened(world, day, inside, **more) -> Evening:
    floats = {day.cash_boxes.get().pk: Decimal(inside)}
    return Evening(world, days.open_day(day, three_hands(world), floats, by=world.treasurer, **more))


def test_a_float_of_100_where_the_book_holds_42920_is_asked_about(world, client, planned, put_into_box):
    put_into_box("42920")
    day = planned()
    box = day.cash_boxes.get()
    client.force_login(world.treasurer)
    hands = {duty: user.pk for user, duty in three_hands(world).items()}
    address = reverse("funds:open_day", args=[world.group.slug, day.pk])

    answer = client.post(address, hands | {f"float_{box.pk}": "100"})
    assert "42,820.00" in answer.content.decode()
    day.refresh_from_db()
    assert day.state == "planned"
    client.post(address, hands | {f"float_{box.pk}": "100", f"elsewhere_{box.pk}": "ตู้เซฟที่ทำการ"})

    evening = Evening(world, day)
    box = whole(evening)
    assert (box.whole, box.expects, box.waiting, box.beside) == (42920, 100, 0, 42820)
    assert "42,820.00" in page(client, evening)
    client.force_login(world.receiver)
    counting.start_counting(day, by=world.receiver)
    text = page(client, evening, "count_box", box.pk)
    for amount in ("42,920.00", "42,820.00", "ตู้เซฟที่ทำการ"):
        assert amount in text
    counting.count(box, {"100": 1}, next_float=Decimal(0), by=world.receiver)
    evening.sign()
    paper = summary(client, world, evening)
    assert "42,920.00" in paper
    assert "42,820.00" in paper


def test_money_counted_earlier_and_not_banked_is_no_float(world, evening, planned):
    yesterday = evening(on=timezone.localdate() - timedelta(days=1))
    yesterday.take(world.member.person, **{yesterday.key(world.passbook): "500"})
    yesterday.count({"500": 1}, next_float=200)
    yesterday.sign()
    day = planned()
    (suggested,) = boxes_queries.boxes_to_open(day)
    assert (suggested.holds, suggested.set_aside, suggested.suggested) == (500, 300, 200)

    with pytest.raises(ValidationError) as refusal:
        opened(world, day, 500)
    assert "300.00" in says(refusal)
    assert "200.00" in says(refusal)

    box = whole(opened(world, day, 200))
    assert (box.whole, box.expects, box.waiting, box.beside) == (500, 200, 300, 0)


def test_the_day_before_is_banked_while_today_sits_and_todays_box_is_not_short(world, evening, planned):
    """Related: the cash of the day before goes to the bank; the box on the table stays as it was."""
    yesterday = evening(on=timezone.localdate() - timedelta(days=1))
    yesterday.take(world.member.person, **{yesterday.key(world.passbook): "500"})
    yesterday.count({"500": 1}, next_float=200)
    yesterday.sign()
    today = opened(world, planned(), 200)

    yesterday.bank("300")

    box = whole(today)
    assert (box.whole, box.expects, box.paid, box.waiting, box.beside) == (200, 200, 0, 0, 0)
    today.count({"100": 2}, next_float=200)
    assert today.sign().state == "balanced"


def test_a_banking_after_the_count_leaves_the_counted_day_as_it_was(world, evening, planned):
    yesterday = evening(on=timezone.localdate() - timedelta(days=1))
    yesterday.take(world.member.person, **{yesterday.key(world.passbook): "500"})
    yesterday.count({"500": 1})
    yesterday.sign()
    today = opened(world, planned(), 0)
    today.count({})
    today.sign()
    before = whole(today)

    yesterday.bank("500")

    after = whole(today)
    for box in (before, after):
        assert (box.whole, box.waiting, box.beside) == (500, 500, 0)


def test_back_at_the_table_nothing_stands_as_counted(world, evening):
    day = evening()
    day.count({"100": 1}, next_float=100, explanation="เกิน")

    counting.resume(day.day, by=world.receiver)

    assert (day.box.counted, day.box.difference, day.box.to_bank, day.box.kept) == (None, None, None, 0)


def test_a_slip_of_another_amount_is_refused_also_beside_other_cash(world, evening, put_into_box):
    put_into_box(900)
    day = evening(inside=100)
    day.count({"100": 1})
    day.sign()

    with pytest.raises(ValidationError):
        counting.bank(
            day.box, Decimal(900), SimpleUploadedFile("s.png", PNG), on=timezone.localdate(), by=world.receiver
        )
    day.bank("100")
    assert whole(day).beside == 800
