"""The entry fee (R3.25): counter and collection sheet ask everybody for the same, by one rule."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from funds.queries import fees as fees_queries
from funds.queries import sheet as sheet_queries
from funds.services import reversals, savings
from ledger import chart
from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from villages.models import Member
from villages.services import requests

TODAY = timezone.localdate


@pytest.fixture
def saver(world, new_id):
    """Somebody with a passbook of pledged savings, who paid nothing yet."""

    def make() -> Member:
        member = world.new_member(new_id())
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(500))
        return member

    return make


def at_the_counter(member: Member, on=None) -> tuple[Decimal, bool]:
    """What is still due, and whether the counter suggests it."""
    return fees_queries.entry_fee_due(member.passbooks.all()[0], on), fees_queries.is_newcomer(member)


def on_the_sheet(world, member: Member, on=None) -> tuple[Decimal, Decimal, Decimal | None] | None:
    """What stands in the cell, and the least and most that it takes; None without a cell."""
    books = [world.group.books.select_related("book", "group").get()]
    cells = [cell for owner in sheet_queries.SHEET_COLUMNS for cell in owner.cells(books, on or TODAY(), member.person)]
    fees = [(cell.due, cell.minimum, cell.most) for cell in cells if cell.column.heading == chart.ENTRY_FEES]
    assert len(fees) <= 1
    return fees[0] if fees else None


def pay(world, member: Member, **more) -> Entry:
    return world.deposit(500, passbook=member.passbooks.first(), **more).entry


def undo(world, entry: Entry) -> None:
    pending = reversals.ask_to_reverse(entry, by=world.treasurer, reason="ผิดคน", request_id=uuid4())
    requests.approve(pending, by=world.checker)


def test_a_newcomer_is_asked_and_somebody_older_may_pay_it(world, saver):
    newcomer, older = saver(), saver()
    receipt = pay(world, older)

    assert at_the_counter(newcomer) == (20, True)
    assert on_the_sheet(world, newcomer) == (20, 20, 20)
    assert at_the_counter(older) == (20, False)
    assert on_the_sheet(world, older) == (0, 20, 20)

    undo(world, receipt)
    assert at_the_counter(older) == (20, True)
    assert on_the_sheet(world, older) == (20, 20, 20)


def test_who_paid_it_owes_none_until_its_receipt_is_reversed(world, saver):
    member, other = saver(), saver()
    receipt = pay(world, member, entry_fee=Decimal(20))

    assert at_the_counter(member) == (0, False)
    assert on_the_sheet(world, member) is None
    assert on_the_sheet(world, other) == (20, 20, 20)
    apart = {"apart_from": receipt.request_id}
    assert fees_queries.entry_fee_due(member.passbooks.get(), **apart) == 20
    assert fees_queries.entry_fee_due(member.passbooks.get(), apart_from=uuid4()) == 0

    undo(world, receipt)
    assert at_the_counter(member) == (20, True)
    assert on_the_sheet(world, member) == (20, 20, 20)


def test_who_came_with_the_opening_register_owes_none(world, saver):
    member, other = saver(), saver()
    cash, account = ledger.activate(world.book, chart.CASH), member.passbooks.get().account
    brought = [ledger.debit(cash, Decimal(9000)), ledger.credit(account, Decimal(9000))]
    more = {"event": "J01", "on": TODAY(), "by": world.treasurer, "request_id": uuid4()}
    ledger.post(world.book, brought, kind=Entry.Kind.OPENING, **more)

    assert at_the_counter(member) == (0, True)
    assert on_the_sheet(world, member) is None
    assert on_the_sheet(world, other) == (20, 20, 20)


def test_the_by_law_of_the_day_says_how_much_and_of_two_passbooks_the_first(world, saver):
    member, yesterday = saver(), TODAY() - timedelta(days=1)
    made_bylaws.set_product_bylaw(world.pledged, from_on=TODAY(), resolution="มติ 2", minimum=10, step=10, entry_fee=30)
    bylaw = {"minimum": 1, "step": 1, "withdrawable": True, "entry_fee": 50}
    made_bylaws.set_product_bylaw(world.special, from_on=TODAY(), resolution="มติ 3", **bylaw)
    savings.open_passbook(member, world.special, on=TODAY())

    assert at_the_counter(member, yesterday) == (20, True)
    assert on_the_sheet(world, member, yesterday) == (20, 20, 20)
    assert at_the_counter(member) == (30, True)
    assert on_the_sheet(world, member) == (30, 30, 30)


def test_without_a_fee_in_the_by_law_nobody_is_asked(world, saver):
    member = saver()
    made_bylaws.set_product_bylaw(world.pledged, from_on=TODAY(), resolution="มติ 2", minimum=10, step=10)

    assert at_the_counter(member) == (0, True)
    assert on_the_sheet(world, member) is None
