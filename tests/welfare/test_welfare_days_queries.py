"""By which by-law a day goes, how a member stands, and what the table asks (R0.5, R0.6)."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from tests import made_bylaws
from welfare.queries import days as days_queries

TODAY = timezone.localdate


def test_the_by_law_of_the_day_says_what_a_day_costs(fund):
    """A baht a day until today, two from today on."""
    scheme = fund.books.get().scheme
    made_bylaws.set_scheme_bylaw(scheme.group_book, effective_from=TODAY(), resolution="มติ 3", a_day=2)
    prices = {day: days_queries.bylaw_on(scheme, day).a_day for day in (TODAY() - timedelta(days=1), TODAY())}

    assert list(prices.values()) == [Decimal(1), Decimal(2)]
