"""What the subfunds of a fund hold, and what each year made of them (R0.7, R6.15)."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from tests.welfare.conftest import give
from villages.services import requests
from welfare.queries import subfunds as subfunds_queries
from welfare.services import years


def test_the_year_before_stands_as_its_own_statement_says(world, enrolled):
    """The first closing took what an unclosed year before it left behind."""
    for year, amount in ((2023, 70), (2024, 100), (2025, 40)):
        give(world, enrolled, amount, date(year, 11, 1))
    params = {"met_on": date(2025, 1, 20), "resolution": "มติ", "attended": 9, "runs_on": "reserve", "minutes": None}
    pending = years.ask_to_close(enrolled.scheme, 2024, **params, by=world.bookkeeper, request_id=uuid4())
    requests.approve(pending, by=world.checker)

    own, later = (subfunds_queries.fund_year(enrolled.scheme, year) for year in (2024, 2025))

    assert (own.came_in, later.came_in, later.came_in_before) == (170, 40, 170)


def test_money_paid_ahead_is_at_nobodys_disposal(world, ahead):
    assert subfunds_queries.available(ahead.scheme, date(2026, 1, 2)) == Decimal("49.50")
