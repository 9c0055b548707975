"""Whoever changes the books without the services is found, even a superuser who disables triggers."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from ledger import services as ledger
from ledger import verify
from tests.ledger.conftest import commit
from tests.ledger.tampers import TAMPERS, asleep

pytestmark = pytest.mark.tampers


@pytest.mark.parametrize("tampering", ["a satang more in one old line", "two lines swapped", "the last entry deleted",
                                       "an entry put in the middle", "a month total changed"])  # fmt: skip
def test_the_command_names_the_row_and_fails(three_months, tampering):
    tamper, _check, named = TAMPERS[tampering]
    tamper(three_months)

    out = StringIO()
    with pytest.raises(CommandError) as failure, translation.override("th"):
        call_command("verify_books", stdout=out)

    assert failure.value.returncode == 1
    assert named in out.getvalue()


def test_totals_made_anew_are_clean_again(three_months):
    asleep("UPDATE ledger_monthtotal SET debit = debit + 5")

    ledger.rebuild_totals(three_months.book)
    ledger.rebuild_totals(three_months.other.book)

    assert verify.problems() == []


def test_without_a_proof_the_receipt_of_a_deleted_entry_still_tells(world):
    receipt = world.deposit(500)
    commit()
    asleep("DELETE FROM ledger_line WHERE entry_id = %s", receipt.entry_id)
    asleep("DELETE FROM ledger_entry WHERE id = %s", receipt.entry_id)
    ledger.rebuild_totals(world.book)

    assert [problem for problem in verify.problems() if "funds_receipt" in problem]
