"""Across books: headings of many books, trends and counts."""

from datetime import date, timedelta

from ledger import queries as books
from ledger.rules import months
from tests.ledger.sums import summed


def test_headings_of_many_books_at_once(year, new_till_beside):
    new_till_beside.deposit(250, date(2025, 3, 5))
    two_books = [year.book, new_till_beside.book]

    balances = books.heading_balances(two_books, ["31020", "11010"], date(2025, 3, 5))

    assert balances == {
        (year.book.pk, "31020"): 314500,
        (year.book.pk, "11010"): 16850,
        (new_till_beside.book.pk, "31020"): 250,
        (new_till_beside.book.pk, "11010"): 250,
    }


def test_a_trend_closes_every_month_and_the_last_one_on_its_day(year):
    nets = books.monthly([year.book], ["31020"], date(2025, 6, 1), date(2025, 9, 29))

    by_month = [nets[year.book.pk, "31020", month] for month in months(date(2025, 6, 1), date(2025, 9, 1))]
    assert by_month == [330500, 335500, 342000, 347500]
    assert all(
        amount == -summed(year["31020"], min(month + timedelta(days=27), date(2025, 9, 29)))
        for (_book, _code, month), amount in nets.items()
    )


def test_entries_are_counted_within_the_month_up_to_the_day(year, new_till_beside):
    new_till_beside.deposit(1, date(2025, 9, 6))
    new_till_beside.deposit(1, date(2025, 8, 31))

    counts = books.entries_in_month([year.book, new_till_beside.book], date(2025, 9, 6))

    assert counts == {year.book.pk: 8, new_till_beside.book.pk: 1}
