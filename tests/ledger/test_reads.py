"""Every read of the books takes a fixed number of queries."""

from datetime import date

import pytest

from ledger import queries as books
from tests.ledger.sums import NEW_YEAR


def test_every_read_takes_a_fixed_number_of_queries(year, django_assert_num_queries):
    month = (date(2025, 8, 1), date(2025, 8, 15))
    member, control = year["31020 M001"], year["31020"]
    reads = [
        (1, lambda: books.balance(member, month[1])),
        (3, lambda: books.trial_balance(year.book, *month)),
        (2, lambda: books.income_and_expenses(year.book, *month)),
        (2, lambda: books.financial_position(year.book, month[1])),
        (2, lambda: books.holder_balances(year.book, "31020", month[1])),
        (2, lambda: books.statement(member, *month)),
        (3, lambda: books.statement(control, *month)),
        (4, lambda: books.cash_book(year.book, *month)),
        (2, lambda: list(books.journal(year.book, *month))),
        (2, lambda: books.heading_balances([year.book], ["11010", "31020"], month[1])),
        (3, lambda: books.monthly([year.book], ["31020"], date(2025, 1, 1), month[1])),
        (1, lambda: books.entries_in_month([year.book], month[1])),
    ]
    for count, read in reads:
        with django_assert_num_queries(count):
            read()


def row_texts(statement: books.Statement) -> list[str]:
    """What a page says of each row."""
    return [f"{row.entry.number} {row.line.account.heading} {row.entry.by}" for row in statement.rows]


@pytest.mark.parametrize("length", [1, 3])
def test_three_members_months_and_books_take_as_many_queries_as_one(new_till, length, django_assert_num_queries):
    tills = [new_till(f"sajja-{number}") for number in range(length)]
    for till in tills:
        till.open("31020", *[f"N{number}" for number in range(length)])
        for month in range(1, length + 1):
            till.deposit(100, date(2025, month, 5))
            till.post({"12200": 100}, {"11010": 100}, date(2025, month, 6))
    some_books, till, days = [till.book for till in tills], tills[0], (NEW_YEAR, date(2025, length, 15))
    counted = [
        (3, lambda: books.trial_balance(till.book, *days).rows),
        (2, lambda: books.income_and_expenses(till.book, *days)),
        (2, lambda: books.financial_position(till.book, days[1])),
        (2, lambda: books.holder_balances(till.book, "31020", days[1])),
        (2, lambda: row_texts(books.statement(till["31020 M001"], *days))),
        (3, lambda: row_texts(books.statement(till["31020"], *days))),
        (4, lambda: row_texts(books.cash_book(till.book, *days))),
        (2, lambda: [entry.by.username for entry in books.journal(till.book, *days) if entry.lines.all()]),
        (2, lambda: books.heading_balances(some_books, ["11010", "31020"], days[1])),
        (3, lambda: books.monthly(some_books, ["31020"], *days)),
        (1, lambda: books.entries_in_month(some_books, days[1])),
    ]
    till["31020 M001"], till["31020"]

    for count, read in counted:
        with django_assert_num_queries(count):
            assert read()
