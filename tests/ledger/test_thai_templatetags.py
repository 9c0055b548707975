"""Dates, money and identity on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{ debt|baht }} {{ none|baht }} {{ nothing|baht }}", "(1,234.50) – "),
        ("{{ none|baht_plain }} {{ half|baht_words }}", "0.00 ห้าสิบสตางค์"),
        ("{{ day|long_date }}, {{ day|short_date }}, {{ nothing|long_date }}", "25 กันยายน 2548, 25 ก.ย. 48, "),
        ("{{ day|month_name }}", "กันยายน 2548"),
        ("{{ midnight|thai_datetime }}", "26 ก.ย. 48 00:30 น."),
        ("{{ seal|seal_groups }}", "0123 4567 89ab cdef"),
    ],
)
def test_a_page_shows_dates_money_and_identity_the_thai_way(written, shown):
    context = {
        "day": date(2005, 9, 25),
        "midnight": datetime(2005, 9, 25, 17, 30, tzinfo=UTC),
        "debt": Decimal("-1234.5"),
        "half": Decimal("0.5"),
        "none": Decimal(0),
        "nothing": None,
        "seal": "0123456789abcdef",
    }

    assert Template("{% load thai %}" + written).render(Context(context)) == shown
