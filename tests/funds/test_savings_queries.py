"""What a day's by-law and pledge are."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from funds.models import ProductBylaw, WorkingDayBylaw
from funds.queries import savings as savings_queries
from funds.services import savings
from tests import made_bylaws
from villages.services import bylaws

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
