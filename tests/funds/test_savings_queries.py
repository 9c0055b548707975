"""What a day's by-law and pledge are, who takes out what, and whose savings somebody sees."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from funds.models import ProductBylaw, WorkingDayBylaw
from funds.queries import savings as savings_queries
from funds.services import savings
from tests import made_bylaws
from villages.services import bylaws, people

TODAY = timezone.localdate


def test_the_pledge_of_a_day_is_the_latest_before_it(world):
    savings.change_pledge(world.passbook, Decimal(600), from_on=date(2024, 1, 1))

    assert savings_queries.pledge(world.passbook, date(2023, 12, 31)) == 500
    assert savings_queries.pledge(world.passbook, date(2024, 1, 1)) == 600


def test_a_proposal_says_nothing_of_a_deposit_before_a_second_officer_agreed(world):
    """Neither the smallest deposit nor the amount above which another agrees (R0.1)."""
    today = {"effective_from": TODAY(), "decided_on": TODAY(), "resolution": "มติ 2"}
    bylaws.write(ProductBylaw(product=world.pledged, minimum=1000, step=1000, **today), by=world.treasurer)
    bylaws.write(WorkingDayBylaw(group=world.group, day_of_month=5, second_look=100, **today), by=world.treasurer)

    assert savings_queries.deposit_bylaw(world.passbook, TODAY())[:2] == (10, 10)
    assert savings_queries.deposit_bylaw(world.passbook, TODAY()).second_look == 0
    assert world.deposit(500).entry.approved_by is None


def test_a_by_law_rules_from_its_first_day_on(world):
    made_bylaws.set_product_bylaw(world.pledged, from_on=TODAY(), resolution="มติ 2", minimum=100, step=100)
    made_bylaws.set_working_day_bylaw(
        world.group, day_of_month=5, effective_from=TODAY(), second_look=700, resolution="มติ 2"
    )
    yesterday = TODAY() - timedelta(days=1)
    bylaw, eve = (savings_queries.deposit_bylaw(world.passbook, day) for day in (TODAY(), yesterday))

    assert (bylaw.minimum, bylaw.step, bylaw.second_look) == (100, 100, 700)
    assert (eve.minimum, eve.step, eve.second_look) == (10, 10, 0)


def test_only_who_left_takes_out_what_is_not_withdrawable(world):
    """R1.3"""
    assert savings_queries.withdrawal_bylaw(world.passbook) is None
    assert savings_queries.withdrawal_bylaw(world.special_passbook) == world.special.bylaws.get()

    people.leave(world.member, on=TODAY(), reason="ย้าย")
    assert savings_queries.withdrawal_bylaw(world.passbook) == world.pledged.bylaws.get()
    world.passbook.closed_on = TODAY()
    assert savings_queries.withdrawal_bylaw(world.passbook) is None


def test_the_counter_suggests_the_pledge_else_the_smallest_deposit(world):
    assert savings_queries.usual_amount(world.passbook) == 500
    assert savings_queries.usual_amount(world.special_passbook) == 1


def test_the_wards_of_somebody_are_children_until_they_come_of_age(world, new_id):
    """R3.27"""
    today, me = TODAY(), world.member.person
    born = {"child": date(today.year - 10, 1, 1), "grown": date(today.year - 30, 1, 1)}
    wards = [
        people.join(world.group, world.new_person(new_id(), name, born_on=on), on=date(2024, 1, 5), guardian=me)
        for name, on in born.items()
    ]

    assert list(savings_queries.wards(me)) == wards[:1]
    book = savings.open_passbook(wards[0], world.special, on=today)
    assert list(savings_queries.passbooks_of_wards(me)) == [book]
    assert set(savings_queries.passbooks_seen_by(me)) == {book, world.passbook, world.special_passbook}


def test_who_has_an_open_passbook_of_a_kind_is_not_offered_it_again(world):
    assert not savings_queries.products_open_to(world.member).exists()

    savings.close_passbook(world.special_passbook, on=TODAY())

    assert list(savings_queries.products_open_to(world.member)) == [world.special]
