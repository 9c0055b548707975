"""What belongs to a closed year is dated in the open one and says so (R0.8)."""

from datetime import date

import pytest
from django.utils.translation import override

from ledger import services as ledger
from ledger.models import LateItem
from ledger.services.late import late_memo, late_year

JULY = date(2025, 7, 5)
INCOME, BALANCES = ["11010", "45010"], ["11010", "31020"]


@pytest.fixture
def closed_2024(till):
    """A book that earned 100 baht in 2024 and closed that year."""
    till.post({"11010": 100}, {"45010": 100}, date(2024, 5, 5), event="J35")
    till.post({"45010": 100}, {"34100": 100}, date(2024, 12, 31), event="J54")
    ledger.close_year(till.book, 2024, by=till.checker)
    return till


@pytest.mark.parametrize(
    ("codes", "of_year", "late"),
    [
        (INCOME, 2024, 2024),
        (INCOME, 2023, 2023),  # closed with all before it
        (["11010", "54050"], 2024, 2024),
        (BALANCES, 2024, None),
        (INCOME, 2025, None),
        (INCOME, None, None),
    ],
)
def test_income_or_an_expense_of_a_closed_year_is_late(closed_2024, codes, of_year, late):
    assert late_year(closed_2024.book, codes, JULY, of_year) == late


def test_what_is_dated_in_its_own_year_is_not_late(closed_2024):
    assert late_year(closed_2024.book, INCOME, date(2024, 12, 31), 2024) is None


def test_nothing_is_late_while_its_year_is_open(till):
    assert late_year(till.book, INCOME, JULY, 2024) is None


def test_what_came_after_the_last_closed_year_is_not_late(closed_2024):
    assert late_year(closed_2024.book, INCOME, date(2026, 1, 5), 2025) is None


def test_a_late_entry_names_its_year_in_memo_and_notes(closed_2024):
    entry = closed_2024.post({"11010": 5}, {"45010": 5}, JULY, event="J35", memo="ดอกเบี้ย", of_year=2024)

    assert entry.memo == "ดอกเบี้ย (ของปี 2567)"
    assert LateItem.objects.get(entry=entry).year == 2024


@pytest.mark.parametrize(
    ("memo", "year", "written"),
    [
        ("fee", None, "fee"),
        ("fee", 2024, "fee (of the year 2567)"),
        ("", 2024, "(of the year 2567)"),
        ("x" * 300, 2024, "x" * 281 + " (of the year 2567)"),
    ],
)
def test_a_memo_says_the_year_and_is_cut_where_both_are_too_long(memo, year, written):
    with override("en"):
        assert late_memo(memo, year) == written
