"""A void is neither received nor paid out; a reversal of a later day moves that day (R3.10–R3.13)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from funds.queries import days as days_queries
from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, reversals
from tests.funds.evening_pages import page, summary
from villages.services import requests


def take_back(world, entry, reason="พิมพ์ผิด") -> None:
    pending = reversals.ask_to_reverse(entry, by=world.receiver, reason=reason, request_id=uuid4())
    requests.approve(pending, by=world.checker)


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
