"""What happens once in the demonstration: who leaves is paid out and comes back, receipts are reversed, banks pay."""

from datetime import date
from decimal import Decimal

import pytest

from kahro.demo import events as demo_events
from kahro.demo.counter import take
from kahro.demo.desk import at_the_table
from kahro.demo.groups import Founder
from kahro.demo.people import dice
from ledger import queries as books
from ledger.models import Entry
from villages.services import people


@pytest.fixture
def founder() -> Founder:
    return Founder(date(2024, 1, 1), 1.0)


def happen(desk, founder, number: int, months: int = 24, receipt=None) -> list[tuple[str, Decimal]]:
    """The entries of a month, with what each moves."""
    before = Entry.objects.count()
    demo_events.happen(desk, founder, number, months, receipt, dice("day"))
    entries = Entry.objects.order_by("seq").prefetch_related("lines")[before:]
    return [(entry.event, sum((line.debit for line in entry.lines.all()), Decimal(0))) for entry in entries]


def test_twice_a_year_the_bank_pays_interest_and_pens_are_bought(desk, founder):
    interest = Decimal(dice("day").randrange(20_000, 90_000)) / 100

    assert happen(desk, founder, 5) == [("J35", interest), ("J37", Decimal(120))]
    assert happen(desk, founder, 4) == happen(desk, founder, 6) == []


def test_in_the_middle_somebody_joins_a_village_of_even_number_and_pays_the_fee(desk, founder, world):
    assert happen(desk, founder, 12) == [("J02", Decimal(120))]

    newcomer = world.group.members.exclude(pk=world.member.pk).get()
    assert (newcomer.joined_on, newcomer.person.house_no) == (desk.at.date(), "99/1")
    assert newcomer.passbooks.get().pledges.get().amount == 100


def test_in_a_village_of_two_or_eight_the_last_grown_up_alone_leaves_and_comes_back(desk, founder, world, new_id):
    alone, parent = (world.new_member(new_id(), name) for name in ("ลำพัง", "แม่"))
    young = world.new_person(new_id(), "ลูก", born_on=date(2015, 1, 1))
    child = people.join(world.group, young, on=date(2024, 1, 5), guardian=parent.person)
    desk.members += [alone, parent, child]
    for member in desk.members[1:]:
        founder.open(member, world.pledged, 100)
    for passbook in at_the_table(world.group).filter(member=alone):
        take(desk, passbook, dice("x"))

    assert [event for event, _baht in happen(desk, founder, 8)] == ["J08"]
    alone.refresh_from_db()
    assert (alone.left_on, desk.left.member, desk.left.product) == (desk.at.date(), alone, world.pledged)
    assert books.balance(desk.left.account) == 0

    happen(desk, founder, 16)

    alone.refresh_from_db()
    assert alone.left_on is None
    assert alone.passbooks.get(closed_on=None).product == world.pledged


def test_where_everybody_has_a_child_or_is_the_first_nobody_leaves(desk, founder):
    assert happen(desk, founder, 8) == []
    assert desk.left is None


def test_a_receipt_is_reversed_unless_it_is_of_who_left(desk, founder, world):
    receipt = take(desk, at_the_table(world.group)[0], dice("x"))
    desk.left = world.passbook
    assert happen(desk, founder, 22, receipt=receipt) == []
    desk.left = None

    assert happen(desk, founder, 22, receipt=receipt) == [("J62", Decimal(500))]

    assert (desk.cash, books.balance(world.passbook.account)) == (0, 0)
