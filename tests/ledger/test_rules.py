"""Arithmetic of the books by tables of examples, and what a chart of accounts may get wrong."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import chart
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


# -- The chart (R5.5) --------------------------------------------------------------------------------------------------


def heading(code: str, parent: str | None = None, **more) -> dict:
    row = {"code": code, "parent_id": parent, "name_en": code, "posting": True, "normal_side": "debit"}
    return row | more


ROOT = heading("10000", posting=False, normal_side="")


def test_the_shared_chart_has_no_defects():
    assert chart.rows()
    assert chart.defects(chart.rows()) == []


@pytest.mark.parametrize(
    ("headings", "fault"),
    [
        ([heading("12610", "12660")], "12610 hangs under 12660, which does not exist"),
        ([heading("17010", "10000"), heading("17020", "17010")], "17020 hangs under 17010, which takes postings"),
        ([heading("11010", "10000"), heading("11010", "10000")], "11010 stands twice"),
        ([heading("11010", "10000", normal_side="")], "11010 has no normal side"),
        ([heading("13110", "10000", name_en="Allowance for doubtful loans")], "13110 is a contra account"),
        ([heading("18025", "10000", name_en="Accumulated depreciation – tools")], "18025 is a contra account"),
    ],
)
def test_a_defect_of_a_chart_is_named_and_nothing_else(headings, fault):
    defects = chart.defects([ROOT, *headings])

    assert len(defects) == 1
    assert fault in defects[0]


def test_a_sound_chart_of_ones_own_has_no_defects():
    contra = heading("13110", "10000", name_en="Allowance for doubtful loans", normal_side="credit")

    assert chart.defects([ROOT, heading("11010", "10000"), contra]) == []


def test_every_code_that_the_project_names_takes_postings_in_the_shared_chart():
    posting = {row["code"] for row in chart.rows() if row["posting"]}

    named = {*chart.CASH_AND_BANK, *chart.MEMBER_MONEY, chart.MILLION_GRANT, chart.RESERVE, chart.ENTRY_FEES}
    assert named <= posting


def test_every_holder_that_is_held_apart_is_one_of_the_chart():
    assert set(chart.HELD_APART) <= {row["holder"] for row in chart.rows()}
