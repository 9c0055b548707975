"""The chart, books and accounts: what entries are written into."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Heading


def test_an_account_of_the_chart_is_made_once_and_no_code_is_invented(till):
    assert ledger.activate(till.book, "52010") == ledger.activate(till.book, "52010")
    for code in ("99999", "11000"):
        with pytest.raises(ValidationError, match=code):
            ledger.activate(till.book, code)


def test_holders_accounts_hang_under_the_headings_own(till):
    account = ledger.open_account(till.book, "31020", "M009", "นายM009")

    assert account.control == Account.objects.get(book=till.book, heading="31020", holder="")


def test_many_holders_accounts_are_opened_at_once_and_each_holder_once(till):
    opened = ledger.open_accounts(till.book, "21010", [("M001", "นายM001"), ("M002", "นายM002")])

    assert [(account.holder, account.control.heading_id) for account in opened] == [
        ("M001", "21010"),
        ("M002", "21010"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.open_account(till.book, "21010", "M001", "นายM001")


def test_a_new_book_has_the_accounts_it_was_given_and_no_money(chart):
    book = ledger.open_book("vf-8-1", "บัญชี 1", headings=["11010", "12100"], money_source=1)

    assert set(book.accounts.values_list("heading", flat=True)) == {"11010", "12100"}
    assert books.last_entry(book) is None
    assert not book.is_demo


def test_the_chart_loads_twice_and_mends_a_name(chart):
    Heading.objects.filter(code="11010").update(name_th="อื่น")

    ledger.load_chart()

    assert Heading.objects.get(code="11010").name_th == "เงินสด – เงินกองทุน"
