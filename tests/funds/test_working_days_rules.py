"""The day on which a group sits, and notes and coins, as arithmetic (R3.1, R3.11)."""

from datetime import date
from decimal import Decimal

import pytest

from funds.rules import working_days as working_days_rules


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


@pytest.mark.parametrize(
    ("month", "number", "weekend", "on"),
    [
        (date(2026, 11, 1), 16, "stay", date(2026, 11, 16)),
        (date(2026, 11, 1), 15, "stay", date(2026, 11, 15)),
        (date(2026, 11, 1), 15, "next", date(2026, 11, 16)),
        (date(2026, 11, 1), 15, "before", date(2026, 11, 13)),
        (date(2026, 11, 1), 14, "next", date(2026, 11, 16)),
        (date(2026, 2, 1), 31, "stay", date(2026, 2, 28)),
        (date(2024, 2, 1), 30, "stay", date(2024, 2, 29)),
        (date(2026, 2, 1), 31, "next", date(2026, 2, 27)),
        (date(2026, 8, 1), 1, "before", date(2026, 8, 3)),
    ],
)
def test_a_working_day_keeps_its_number_and_its_month(month, number, weekend, on):
    """R3.1; 15 November 2569 is a Sunday."""
    assert working_days_rules.sitting_day(month, number, weekend) == on


def test_notes_and_coins_come_to_the_example():
    """R3.11"""
    pieces = {"1000": 12, "500": 8, "100": 9, "50": 2, "20": 1}

    assert working_days_rules.counted(pieces) == Decimal("17020.00")
    assert working_days_rules.counted({"0.25": 3, "0.50": 1, "1": 4}) == Decimal("5.25")
    assert working_days_rules.counted({}) == 0
