"""A table of the demonstration: its clock, its requests, and who brings money to it."""

from copy import copy
from datetime import timedelta
from itertools import count

from kahro.demo.desk import Desk, at_the_table, pledge
from ledger import chart
from ledger import queries as books
from ledger.models import Entry
from villages.models import Group, Role
from villages.services import people


def numbers(desk: Desk, slug: str) -> list:
    """The first requests of a group's desk, as at a fresh filling."""
    fresh = copy(desk)
    fresh.group, fresh.requests = Group(slug=slug), count()
    return [fresh.request_id() for _time in range(3)]


def test_requests_are_the_same_at_every_filling_and_no_other_groups(desk):
    assert numbers(desk, "sajja-1") == numbers(desk, "sajja-1")
    assert len({*numbers(desk, "sajja-1"), *numbers(desk, "sajja-2")}) == 6


def test_money_is_moved_at_the_moment_of_the_clock_in_the_name_of_the_treasurer(desk):
    before = desk.at
    desk.wait(90)

    banks = []
    for _time in range(2):
        desk.move(desk.bank, chart.BANK_INTEREST, 120, Entry.Kind.RECEIPT, "J35", "ดอกเบี้ย")
        banks.append(desk.accounts[desk.book.pk, desk.bank])

    first, second = Entry.objects.order_by("seq")
    assert desk.at == before + timedelta(seconds=90)
    assert (first.at, first.on, first.by) == (desk.at, desk.at.date(), desk.committee[Role.TREASURER])
    assert first.request_id != second.request_id
    assert books.balance(banks[0]) == 240
    assert banks[1] is banks[0]  # looked up once


def test_at_the_table_are_open_passbooks_of_members_with_what_they_promised(world, desk, new_id):
    assert [(passbook, pledge(passbook)) for passbook in at_the_table(world.group)] == [
        (world.passbook, 500),
        (world.special_passbook, None),
    ]
    type(world.passbook).objects.filter(pk=world.special_passbook.pk).update(closed_on=desk.at.date())
    assert list(at_the_table(world.group)) == [world.passbook]

    people.leave(world.member, on=desk.at.date(), reason="ย้าย")

    assert list(at_the_table(world.group)) == []
