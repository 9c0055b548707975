"""export_books at the prompt."""

from datetime import date

import pytest
from beancount import loader
from django.core.management import CommandError

from ledger import queries as books
from tests.kahro.conftest import run


@pytest.mark.parametrize("day", ["5/3/2568", "2025-03-05", "๕ มีนาคม ๒๕๖๘"])
def test_export_books_takes_its_day_in_either_era(world, day):
    world.deposit(500, on=date(2025, 3, 5))
    world.deposit(300, on=date(2025, 3, 6))

    _entries, errors, _options = loader.load_string(
        text := run("export_books", "--format", "beancount", "--until", day)
    )

    assert errors == []
    assert text.count(" * ") == 1
    assert "2025-03-06 balance Assets:Sajja-8:C11010  500.00 ~ 0.00 THB" in text


def test_export_books_refuses_a_day_that_is_none(db):
    with pytest.raises(CommandError, match="31/02/2568"):
        run("export_books", "--format", "csv", "--until", "31/02/2568")


def test_export_books_of_a_group_holds_all_its_books_and_no_others(world, village_fund):
    world.deposit(500)

    assert run("export_books", "--format", "csv", "--group", "vf-8").count("\n") == 1
    names = run("export_books", "--format", "beancount", "--group", "vf-8")
    assert ":Vf-8-1:" in names
    assert ":Vf-8-2:" in names
    assert "Sajja-8" not in names


def test_export_books_of_everything_is_what_the_reads_say(world):
    world.deposit(500)

    text = run("export_books", "--format", "beancount")

    account = world.passbook.account
    assert books.balance(account) == 500
    assert f":M{account.holder.replace('/', '-')}  -500.00 ~ 0.00 THB" in text
