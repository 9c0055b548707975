"""What is usual of a passbook: the pledge, else what was mostly paid lately (R0.18)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from funds.queries import sheet as sheet_queries
from funds.queries import unusual as unusual_queries
from funds.services import reversals
from villages.services import requests

TODAY = timezone.localdate


def test_without_a_pledge_the_usual_amount_is_what_was_mostly_paid_lately(world):
    assert unusual_queries.usual(world.special_passbook) == 1  # the smallest deposit
    for amount in (300, 200, 400):
        world.deposit(amount, passbook=world.special_passbook)

    assert unusual_queries.usual(world.special_passbook) == 300
    assert unusual_queries.usual(world.passbook) == 500  # the pledge


def test_on_the_sheet_a_passbook_without_a_pledge_knows_what_was_mostly_paid(world, evening):
    for amount in (300, 200, 400):
        world.deposit(amount, passbook=world.special_passbook)
    sheet = sheet_queries.collection_sheet(evening().day, world.member.person)

    cells = sheet.rows[world.member.person.pk].cells
    most = {cell.column.title: sheet.unasked(cell) for cell in cells.values() if cell.account_id}

    assert most == {"เงินสัจจะสะสม": Decimal(5000), "ฝากพิเศษ": Decimal(3000)}


def test_without_a_by_law_the_usual_limits_hold_and_from_its_day_on_its_own(world, second_look):
    second_look(400, effective_from=TODAY(), unusual_times=3, unusual_days=0)
    yesterday = TODAY() - timedelta(days=1)

    assert unusual_queries.limits_of(world.group, yesterday) == (10, 31, 0)
    assert unusual_queries.limits_of(world.group, TODAY()) == (3, 0, 400)
    assert unusual_queries.asks(world.passbook) == {"usual": 500, "limits": (3, 0, 400)}


def test_what_was_reversed_is_no_usual_amount(world):
    for amount in (100, 900, 900):
        last = world.deposit(amount, passbook=world.special_passbook)
    assert unusual_queries.usual(world.special_passbook) == 900
    assert unusual_queries.usually_moved(world.book, "J03") == 900

    pending = reversals.ask_to_reverse(last.entry, by=world.treasurer, reason="ผิด", request_id=uuid4())
    requests.approve(pending, by=world.checker)

    assert unusual_queries.usual(world.special_passbook) == 100  # of two, the smaller one
    assert unusual_queries.usually_moved(world.book, "J03") == 100
    assert unusual_queries.usually_moved(world.book, "J35") is None
