"""Whoever changes the books behind the services' back is found, even a superuser who puts the guards to sleep."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from ledger import services as ledger
from ledger import verify
from tests.ledger.conftest import commit
from tests.ledger.tampers import AN_OLD_DEBIT, APRIL, FEBRUARY, MARCH, TAMPERS, asleep

pytestmark = pytest.mark.tampers


@pytest.fixture
def books(till, new_till):
    """Three months of deposits in a book, and a second book beside it."""
    for day, amount in ((FEBRUARY, 100), (MARCH, 200), (MARCH, 300), (APRIL, 400)):
        till.deposit(amount, day)
    vars(till)["other"] = new_till("vf-8")
    till.other.deposit(50)
    assert verify.problems() == []
    commit()
    return till


@pytest.mark.parametrize("tampering", TAMPERS)
def test_found_and_named(books, tampering):
    tamper, check, named = TAMPERS[tampering]

    tamper(books)

    problems = {result.name: result.problems for result in verify.run()}
    assert any(named in problem for problem in problems[check]), problems


def test_every_check_has_somebody_who_trips_it():
    assert {check for _tamper, check, _named in TAMPERS.values()} == set(verify.CHECKS)


def test_what_is_off_in_one_book_is_not_told_of_the_other(books):
    asleep(f"UPDATE ledger_line SET debit = debit + 0.01 WHERE id = {AN_OLD_DEBIT}")

    assert verify.problems(books.book)
    assert verify.problems(books.other.book) == []


@pytest.mark.parametrize("tampering", ["a satang more in one old line", "two lines swapped", "the last entry deleted",
                                       "an entry put in the middle", "a month total changed"])  # fmt: skip
def test_the_command_names_the_row_and_fails(books, tampering):
    tamper, _check, named = TAMPERS[tampering]
    tamper(books)

    out = StringIO()
    with pytest.raises(CommandError) as failure, translation.override("th"):
        call_command("verify_books", stdout=out)

    assert failure.value.returncode == 1
    assert named in out.getvalue()


def test_totals_made_anew_are_clean_again(books):
    asleep("UPDATE ledger_monthtotal SET debit = debit + 5")

    ledger.rebuild_totals(books.book)
    ledger.rebuild_totals(books.other.book)

    assert verify.problems() == []


def test_without_a_proof_the_receipt_of_a_deleted_entry_still_tells(world):
    receipt = world.deposit(500)
    commit()
    asleep("DELETE FROM ledger_line WHERE entry_id = %s", receipt.entry_id)
    asleep("DELETE FROM ledger_entry WHERE id = %s", receipt.entry_id)
    ledger.rebuild_totals(world.book)

    assert [problem for problem in verify.problems() if "funds_receipt" in problem]
