"""Arithmetic of the books by tables of examples."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import rules as ledger_rules

POOLS = st.integers(0, 10**14 - 1).map(lambda satang: satang * ledger_rules.SATANG)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any)


def baht(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


# -- Satang ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("2.675", "2.68"),  # a float would say 2.67
        ("1.115", "1.12"),
        ("1.125", "1.13"),  # half to even would say 1.12
        ("-0.005", "-0.01"),
        ("7", "7.00"),
    ],
)
def test_half_a_satang_rounds_away_from_zero(amount, rounded):
    assert str(ledger_rules.satang(Decimal(amount))) == rounded


@pytest.mark.parametrize("amount", ["0", "0.01", "-0.01", "1E+3", "5.50000", "999999999999.99"])
def test_money_is_whole_satang_that_a_line_can_hold(amount):
    assert ledger_rules.is_money(Decimal(amount))


@pytest.mark.parametrize("amount", ["0.001", "1E-9", "1000000000000", "-1000000000000", "1E+40", "NaN", "Infinity"])
def test_what_a_line_cannot_hold_is_no_money(amount):
    assert not ledger_rules.is_money(Decimal(amount))


# -- Shares of a pool --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pool", "parts"),
    [
        ("30.00", ("15.00", "9.00", "6.00")),
        ("31.01", ("15.51", "9.30", "6.20")),
        ("365.00", ("182.50", "109.50", "73.00")),
        ("98550.00", ("49275.00", "29565.00", "19710.00")),
        ("0.01", ("0.01", "0.00", "0.00")),
        ("0.00", ("0.00", "0.00", "0.00")),
    ],
)
def test_contributions_are_split_into_three_pots(pool, parts):
    """R1.30: half for benefits, three tenths to be lent, a fifth kept."""
    assert ledger_rules.share_out(Decimal(pool), [50, 30, 20]) == baht(*parts)


@pytest.mark.parametrize(
    ("pool", "weights", "parts"),
    [
        ("100.00", [1, 1, 1], ("33.34", "33.33", "33.33")),  # equal remainders: the earlier one first
        ("0.02", [1, 1, 1], ("0.01", "0.01", "0.00")),
        ("10.00", [1, 0, 2], ("3.33", "0.00", "6.67")),
        ("1.00", [1, 2, 4], ("0.14", "0.29", "0.57")),
        ("0.05", [Decimal("0.1"), Decimal("0.9")], ("0.01", "0.04")),
        ("12.34", [7], ("12.34",)),
    ],
)
def test_what_is_left_of_a_pool_goes_to_the_largest_remainders(pool, weights, parts):
    assert ledger_rules.share_out(Decimal(pool), weights) == baht(*parts)


@given(pool=POOLS, weights=WEIGHTS)
def test_parts_sum_to_the_pool_and_none_is_a_satang_away_from_its_due(pool, weights):
    parts = ledger_rules.share_out(pool, weights)

    assert sum(parts) == pool
    for part, weight in zip(parts, weights, strict=True):
        assert abs(int(part * 100) * sum(weights) - int(pool * 100) * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1], [-1]])
def test_a_pool_without_a_weight_to_share_by_is_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        ledger_rules.share_out(Decimal(100), weights)


@pytest.mark.parametrize("pool", ["-100.00", "-0.01", "0.015", "NaN"])
def test_a_pool_that_is_owed_or_has_half_a_satang_is_refused(pool):
    with pytest.raises(ValueError, match="satang"):
        ledger_rules.share_out(Decimal(pool), [1, 1, 1])


# -- Days and months ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "first", "last", "next_first"),
    [
        (date(2024, 2, 10), date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 1)),
        (date(2025, 2, 28), date(2025, 2, 1), date(2025, 2, 28), date(2025, 3, 1)),
        (date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 1)),
        (date(2025, 1, 31), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1)),
        (date(2025, 4, 1), date(2025, 4, 1), date(2025, 4, 30), date(2025, 5, 1)),
    ],
)
def test_where_a_month_begins_and_ends(day, first, last, next_first):
    assert ledger_rules.first_of_month(day) == first
    assert ledger_rules.last_of_month(day) == last
    assert ledger_rules.first_of_next_month(day) == next_first


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 11, 30), date(2025, 2, 1), ["2024-11-01", "2024-12-01", "2025-01-01", "2025-02-01"]),
        (date(2025, 3, 5), date(2025, 3, 6), ["2025-03-01"]),
        (date(2025, 3, 31), date(2025, 3, 1), ["2025-03-01"]),
        (date(2025, 4, 1), date(2025, 3, 31), []),
    ],
)
def test_months_from_one_day_to_another(first, last, expected):
    assert [str(month) for month in ledger_rules.months(first, last)] == expected


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2025, 3, 1), 60, date(1965, 3, 1)),
        (date(2023, 2, 28), -1, date(2024, 2, 28)),
    ],
)
def test_the_same_day_some_years_earlier(day, years, before):
    assert ledger_rules.years_before(day, years) == before
