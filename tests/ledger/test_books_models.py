"""Headings, books and accounts as pages name them."""

from datetime import date

import pytest
from django.utils.translation import override

from ledger import queries as books
from ledger.models import Account, Heading

CASH = Heading(code="11010", name_th="เงินสด", name_en="Cash")


@pytest.mark.parametrize(("language", "name"), [("th", "11010 เงินสด"), ("en", "11010 Cash")])
def test_a_heading_is_called_in_the_language_of_the_page(language, name):
    with override(language):
        assert str(CASH) == name


def test_an_account_is_called_by_heading_holder_and_name():
    with override("th"):
        assert str(Account(heading=CASH, holder="M001", name="นายแดง")) == "11010 เงินสด M001 นายแดง"
        assert str(Account(heading=CASH)) == "11010 เงินสด"


def test_a_book_ends_with_the_last_entry_written_whatever_its_day(till):
    assert books.last_entry(till.book) is None

    till.deposit(100)
    last = till.deposit(50, date(2025, 2, 5))

    assert books.last_entry(till.book) == last
