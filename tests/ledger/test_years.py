"""Closed years of a book, and what turned up after them (R0.8)."""

from datetime import date

import pytest

from ledger import queries as books
from ledger import services as ledger


@pytest.fixture
def closed_twice(till):
    """A book that closed 2023 and 2024, and got 5 baht of interest of 2023 and a bill of 3 baht of 2024 in 2025."""
    for year in (2023, 2024):
        till.post({"11010": 100}, {"45010": 100}, date(year, 5, 5), event="J35")
        till.post({"45010": 100}, {"34100": 100}, date(year, 12, 31), event="J54")
        ledger.close_year(till.book, year, by=till.checker)
    till.post({"11010": 5}, {"45010": 5}, date(2025, 2, 5), event="J35", of_year=2023)
    till.post({"54050": 3}, {"11010": 3}, date(2025, 3, 5), event="J37", of_year=2024)
    return till


def test_an_open_book_has_no_closed_year(till):
    till.deposit(100)

    assert books.last_closed(till.book) is None
    assert books.closed_years(till.book) == []


def test_closed_years_are_told_latest_first_with_their_last_day(closed_twice, new_till):
    assert books.closed_years(closed_twice.book) == [2024, 2023]
    assert books.last_closed(closed_twice.book) == date(2024, 12, 31)
    assert books.closed_years(new_till("sajja-9").book) == []


@pytest.mark.parametrize(("year", "brought"), [(2023, [5]), (2024, [-3]), (2025, [5, -3]), (2022, [])])
def test_what_turned_up_late_stands_in_the_notes_of_both_years(closed_twice, year, brought):
    assert [late.amount for late in books.late_items(closed_twice.book, year)] == brought


def test_a_late_item_is_of_its_own_book(closed_twice, new_till):
    assert books.late_items(new_till("sajja-9").book, 2025) == []
