"""From where on an amount or a day is asked about, or a second officer agrees: arithmetic (R0.18, R3.32)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from funds.rules import limits as limits_rules
from funds.rules import working_days as working_days_rules
from funds.rules.limits import Limits

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


def test_notes_and_coins_are_counted_to_the_satang():
    assert working_days_rules.counted({"1000": 2, "0.25": 3, "0.50": 1}) == Decimal("2001.25")
    assert working_days_rules.counted({}) == 0
    assert sum(working_days_rules.PIECES) == Decimal("1688.75")


@pytest.mark.parametrize(
    ("month", "number", "weekend", "on"),
    [
        (date(2026, 6, 1), 5, "next", date(2026, 6, 5)),  # a Friday
        (date(2026, 6, 1), 6, "stay", date(2026, 6, 6)),
        (date(2026, 6, 1), 6, "next", date(2026, 6, 8)),
        (date(2026, 6, 1), 7, "next", date(2026, 6, 8)),
        (date(2026, 6, 1), 6, "before", date(2026, 6, 5)),
        (date(2026, 6, 1), 7, "before", date(2026, 6, 5)),
        (date(2026, 2, 1), 31, "stay", date(2026, 2, 28)),  # a Saturday, the last of February
        (date(2026, 2, 1), 31, "next", date(2026, 2, 27)),
        (date(2026, 8, 1), 1, "before", date(2026, 8, 3)),  # a Saturday, the first of August
        (date(2026, 8, 1), 2, "before", date(2026, 8, 3)),
    ],
)
def test_the_day_on_which_a_group_sits(month, number, weekend, on):
    assert working_days_rules.sitting_day(month, number, weekend) == on
