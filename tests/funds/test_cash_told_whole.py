"""All cash is shown: float, what lies elsewhere, what earlier days left for the bank; a void counts as a void
(R3.10–3.13).
"""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from funds.models import CashBox
from funds.papers import days as days_papers
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, days, reversals, savings
from tests.funds.conftest import PNG, Evening, three_hands
from tests.pdfs import printed
from villages.services import requests


def says(refusal) -> str:
    return " ".join(refusal.value.messages)


def page(client, evening, name="day", *args) -> str:
    group = evening.world.group
    return client.get(reverse(f"funds:{name}", args=[group.slug, evening.day.pk, *args])).content.decode()


def whole(evening) -> CashBox:
    return boxes_queries.with_whole(boxes_queries.boxes(evening.day)).get()


def opened(world, day, inside, **more) -> Evening:
    floats = {day.cash_boxes.get().pk: Decimal(inside)}
    return Evening(world, days.open_day(day, three_hands(world), floats, by=world.treasurer, **more))


def take_back(world, entry, reason="พิมพ์ผิด") -> None:
    pending = reversals.ask_to_reverse(entry, by=world.receiver, reason=reason, request_id=uuid4())
    requests.approve(pending, by=world.checker)


def summary(client, world, evening) -> str:
    client.force_login(world.treasurer)
    request = client.get(reverse("funds:day", args=[world.group.slug, evening.day.pk])).wsgi_request
    evening.day.refresh_from_db()
    return printed(days_papers.PAPERS["summary"](evening.day, world.group, request))


# -- The float ---------------------------------------------------------------------------------------------------------


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


# -- Voids -------------------------------------------------------------------------------------------------------------


def test_a_cancelled_fifty_million_is_a_void_and_neither_received_nor_paid_out(world, client, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    take_back(world, world.deposit("50000000", passbook=world.special_passbook).entry)

    box = day.box
    assert (box.taken, box.paid, box.expects) == (500, 0, 500)
    assert (box.voids, box.voided, box.receipts) == (1, 50_000_000, 1)
    (moves,) = evening_receipts_queries.moves([box]).values()
    assert (len(moves.voids), moves.others) == (1, [])
    client.force_login(world.receiver)
    text = page(client, day)
    assert "50,000,000.00" in text
    assert "50,000,500.00" not in text
    assert "พิมพ์ผิด" in text
    counting.start_counting(day.day, by=world.receiver)
    assert "50,000,000.00" in page(client, day, "count_box", box.pk)
    counting.count(box, {"500": 1}, next_float=Decimal(0), by=world.receiver)
    day.sign()
    paper = summary(client, world, day)
    assert "50,000,000.00" in paper
    assert "50,000,500.00" not in paper


def test_a_visit_that_was_reversed_is_a_void_with_its_number(world, evening):
    day = evening()
    wrong = day.take(world.member.person, **{day.key(world.passbook): "5000"}).receipts.get().entry
    take_back(world, wrong)
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    (moves,) = evening_receipts_queries.moves([day.box]).values()

    assert [entry.number for entry in moves.voids] == [wrong.number]
    assert (day.box.taken, day.box.paid, day.box.voided, day.box.receipts) == (500, 0, 5000, 1)


def test_what_is_reversed_on_a_later_day_moves_that_day_and_leaves_the_counted_one(world, client, evening):
    """Related: a closed evening's page and paper changed without notice, against its own signed count."""
    first = evening(on=timezone.localdate() - timedelta(days=1))
    receipt = first.take(world.member.person, **{first.key(world.passbook): "500"}).receipts.get()
    first.count({"500": 1}, next_float=500)
    first.sign()
    counting.close(first.day, by=world.treasurer)
    later = evening(inside=500)

    take_back(world, receipt.entry)

    assert (first.box.taken, first.box.voids, first.box.receipts) == (500, 0, 1)
    assert sum(total.amount for total in evening_receipts_queries.totals(first.day)) == 500
    assert evening_receipts_queries.numbers(first.day)[world.book.pk].reversed == 0
    assert (sheet_queries.came(first.day), len(sheet_queries.payments(first.day))) == (1, 1)
    assert [(day.taken, day.came) for day in days_queries.with_takings(days_queries.days(world.group))] == [
        (0, 0),
        (500, 1),
    ]
    (moves,) = evening_receipts_queries.moves([later.box]).values()
    assert ([entry.amount for entry in moves.others], moves.voids) == ([-500], [])
    assert (later.box.paid, later.box.expects) == (500, 0)


# -- Who has not come --------------------------------------------------------------------------------------------------


def test_who_has_not_come_is_said_before_the_count(world, client, evening, new_id):
    others = [world.new_member(new_id(), f"คน{number}") for number in range(3)]
    for member in others:
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100))
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    client.force_login(world.receiver)
    address = reverse("funds:turn_day", args=[world.group.slug, day.day.pk])

    text = client.post(address).content.decode()
    assert "ยังไม่มา 3 จาก 4 คน" in text
    assert all(str(member.person) in text for member in others)
    assert str(world.member.person) not in text
    day.take(others[0].person, **{day.key(world.passbook): "100"})
    assert "ยังไม่มา 2 จาก 4 คน" in client.post(address, {"absent": "3"}).content.decode()
    day.day.refresh_from_db()
    assert day.day.state == "open"
    client.post(address, {"absent": "2"})
    day.day.refresh_from_db()
    assert day.day.state == "counting"


def test_where_everybody_came_the_count_begins_at_once(world, client, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    client.force_login(world.receiver)

    client.post(reverse("funds:turn_day", args=[world.group.slug, day.day.pk]))

    day.day.refresh_from_db()
    assert day.day.state == "counting"


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
