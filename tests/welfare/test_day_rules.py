"""Days that a baht buys: R1.25, R1.26."""

from datetime import date
from decimal import Decimal

import pytest

from welfare.rules import days as rules


@pytest.mark.parametrize(
    ("joined", "baht", "through"),
    [
        (date(2005, 9, 25), 0, date(2005, 9, 24)),
        (date(2005, 9, 25), 1, date(2005, 9, 25)),
        (date(2005, 9, 25), 30, date(2005, 10, 24)),
        (date(2005, 9, 25), 365, date(2006, 9, 24)),
        (date(2024, 2, 29), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 366, date(2025, 2, 28)),
        (date(2023, 12, 31), 61, date(2024, 2, 29)),
    ],
)
def test_a_baht_buys_a_day(joined, baht, through):
    assert rules.paid_through(joined, Decimal(baht), Decimal(1)) == through


def test_half_a_day_is_no_day():
    assert rules.days_bought(Decimal("31.50"), Decimal(2)) == 15


@pytest.mark.parametrize(
    ("paid_to", "on", "plan", "due"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), 30, 0),
        (date(2026, 1, 31), date(2026, 2, 1), 30, 30),
        (date(2026, 1, 31), date(2026, 3, 2), 30, 30),
        (date(2026, 1, 31), date(2026, 3, 3), 30, 60),
        (date(2026, 1, 31), date(2026, 2, 1), 365, 365),
        (date(2026, 12, 31), date(2026, 2, 1), 30, 0),
    ],
)
def test_whole_periods_are_due_until_the_day_is_covered(paid_to, on, plan, due):
    assert rules.due(paid_to, on, plan) == due


def test_the_day_after_the_hundred_and_eightieth_is_the_first_that_counts():
    """R1.26: joined 25 September 2548, the 180th day is 23 March 2549, events count from 24 March 2549."""
    joined = date(2005, 9, 25)

    assert rules.saved_days(joined, date(2006, 3, 23)) == 180
    assert rules.eligible_from(joined, 180) == date(2006, 3, 24)
    assert rules.eligible_from(date(2024, 2, 29), 365) == date(2025, 2, 28)


def test_a_statement_tells_what_each_payment_bought():
    """Joined on 29 February of a leap year; half a baht waits for the other half."""
    begun = date(2024, 2, 29)
    paid = [
        (date(2024, 3, 31), Decimal("30.50")),
        (date(2024, 2, 29), Decimal(30)),
        (date(2025, 2, 28), Decimal("0.50")),
    ]

    found = rules.statement(begun, paid, Decimal(1))

    assert [(row.days, row.paid_to) for row in found] == [
        (30, date(2024, 3, 29)), (30, date(2024, 4, 28)), (1, date(2024, 4, 29)),
    ]  # fmt: skip
