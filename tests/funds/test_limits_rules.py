"""From where on an amount or a day is asked about, or a second officer agrees: arithmetic (R0.18, R3.32)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from funds.rules import limits as limits_rules
from funds.rules.limits import Limits


@pytest.mark.parametrize(
    ("amount", "minimum", "step", "fits"),
    [
        ("10", "10", "10", True),
        ("20", "10", "10", True),
        ("15", "10", "10", False),
        ("9.99", "10", "0.01", False),
        ("10.01", "10", "0.01", True),
        ("25", "5", "10", True),
        ("20", "5", "10", False),
        ("70", "30", "40", True),
        ("50", "30", "40", False),
    ],
)
def test_an_amount_is_the_minimum_plus_whole_steps(amount, minimum, step, fits):
    assert limits_rules.fits_step(Decimal(amount), Decimal(minimum), Decimal(step)) is fits


TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("usual", "times", "due", "most"),
    [(100, 10, 0, 1000), (100, 10, 1500, 1500), (100, 0, 50, None), (None, 10, 50, None), (0, 10, 50, None)],
)
def test_nobody_asks_up_to_so_many_times_the_usual_or_what_is_due(usual, times, due, most):
    assert limits_rules.most_usual(usual and Decimal(usual), Limits(times, 31), Decimal(due)) == most


def test_what_is_due_is_nothing_where_it_is_not_said():
    assert limits_rules.most_usual(Decimal(5), Limits(3, 31)) == 15
    assert limits_rules.USUAL_LIMITS == (10, 31, 0)


@pytest.mark.parametrize(("amount", "most", "is_asked"), [(10, 10, False), ("10.01", 10, True), (10**9, None, False)])
def test_an_amount_above_it_is_asked_about(amount, most, is_asked):
    assert limits_rules.is_unusual_amount(Decimal(amount), most) is is_asked


@pytest.mark.parametrize(
    ("back", "days", "is_asked"), [(31, 31, False), (32, 31, True), (400, 0, False), (-1, 31, False)]
)
def test_a_day_further_back_is_asked_about(back, days, is_asked):
    assert limits_rules.is_unusual_day(TODAY - timedelta(days=back), TODAY, Limits(10, days)) is is_asked


@pytest.mark.parametrize(("amount", "above", "second"), [(500, 500, False), ("500.01", 500, True), (10**9, 0, False)])
def test_above_the_amount_of_the_by_law_a_second_officer_agrees(amount, above, second):
    assert limits_rules.wants_second(Decimal(amount), Decimal(above)) is second


@pytest.mark.parametrize(
    ("amount", "fits"), [("9.99", False), (10, True), ("10.01", False), (15, True), (20, True), (22, False), (0, False)]
)
def test_an_amount_is_the_minimum_and_whole_steps_above_it(amount, fits):
    assert limits_rules.fits_step(Decimal(amount), Decimal(10), Decimal(5)) is fits


LIMITS = limits_rules.Limits(times=10, days=31)


@pytest.mark.parametrize(
    ("amount", "usual", "due", "asks"),
    [
        ("5000", "500", "0", False),
        ("5000.01", "500", "0", True),
        ("6500", "500", "6500", False),  # thirteen months owed are no surprise
        ("50000000", None, "0", False),  # nothing is known of what is usual
    ],
)
def test_more_than_ten_times_the_usual_amount_is_unusual_unless_it_is_due(amount, usual, due, asks):
    most = limits_rules.most_usual(usual and Decimal(usual), LIMITS, Decimal(due))

    assert limits_rules.is_unusual_amount(Decimal(amount), most) is asks


def test_a_by_law_without_limits_asks_nothing():
    never = limits_rules.Limits(times=0, days=0)

    assert limits_rules.most_usual(Decimal(500), never) is None
    assert not limits_rules.is_unusual_day(date(1990, 1, 1), date(2026, 1, 1), never)
    assert not limits_rules.wants_second(Decimal(10**9), never.second_look)


def test_a_day_more_than_31_days_back_is_unusual():
    today = date(2026, 3, 31)

    assert not limits_rules.is_unusual_day(today - timedelta(days=31), today, LIMITS)
    assert limits_rules.is_unusual_day(today - timedelta(days=32), today, LIMITS)
    assert not limits_rules.is_unusual_day(today + timedelta(days=400), today, LIMITS)
