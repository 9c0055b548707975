"""Balances on any date, to the satang, and of one book alone."""

from datetime import date
from decimal import Decimal

from ledger import queries as books
from ledger.models import Account, Heading
from tests.ledger.sums import DAYS, NEW_YEAR, NEW_YEARS_EVE, summed


def test_every_balance_on_any_day_is_what_the_lines_add_up_to(year):
    accounts = list(Account.objects.filter(book=year.book).select_related("heading"))
    signs = {account.pk: 1 if account.heading.normal_side == "debit" else -1 for account in accounts}

    for on in DAYS:
        read = books.balances(accounts, on)

        assert read == {account.pk: signs[account.pk] * summed(account, on) for account in accounts}, on


def test_another_books_money_is_never_mixed_in(year, new_till_beside):
    other = new_till_beside
    other.deposit(777, date(2025, 3, 5))

    assert books.balance(other["31020"]) == 777
    assert books.balance(year["31020"], NEW_YEARS_EVE) == 262000
    assert books.statement(other["11010"], NEW_YEAR, NEW_YEARS_EVE).closing == 777
    assert len(books.journal(other.book, NEW_YEAR, NEW_YEARS_EVE)) == 1


def test_without_a_day_a_balance_is_of_everything_written(till):
    till.deposit(300, date(2025, 3, 5))
    till.deposit(200, date(2025, 4, 5))

    assert books.balance(till["31020 M001"]) == 500
    assert books.balance(till["31020 M001"], date(2025, 3, 31)) == 300


def test_an_amount_stands_on_the_normal_side_of_its_heading():
    moved = books.Moved(Decimal(70), Decimal(100))

    assert moved.net == -30
    assert moved.minus(books.Moved(Decimal(20), Decimal(10))) == (50, 90)
    assert books.normal(Heading(normal_side="debit"), moved) == -30
    assert books.normal(Heading(normal_side="credit"), moved) == 30


def test_own_accounts_are_the_headings_own_and_of_the_codes_asked_for(till):
    assert [account.heading_id for account in books.own_accounts([till.book], ["31020", "11010"])] == ["11010", "31020"]
    assert all(account.holder == "" for account in books.own_accounts([till.book]))
    assert len(books.own_accounts([till.book])) == 12
