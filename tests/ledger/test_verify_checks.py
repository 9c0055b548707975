"""The list of checks: each is tripped by somebody, asked of one book alone, and kept as it was found."""

import pytest

from ledger import verify
from ledger.verify.checks import Result, check
from tests.ledger.tampers import AN_OLD_DEBIT, TAMPERS, asleep


def test_every_check_has_somebody_who_trips_it():
    assert {check for _tamper, check, _named in TAMPERS.values()} == set(verify.CHECKS)


@pytest.mark.tampers
def test_what_is_off_in_one_book_is_not_told_of_the_other(three_months):
    asleep(f"UPDATE ledger_line SET debit = debit + 0.01 WHERE id = {AN_OLD_DEBIT}")

    assert verify.problems(three_months.book)
    assert verify.problems(three_months.other.book) == []


def test_a_problem_says_which_check_found_it(db, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("ledger.verify.checks.CHECKS", {})

        @check("Boxes are full")
        def boxes_are_full(book):
            return ["box 1 is empty", "box 3 is empty"]

        assert verify.problems() == ["Boxes are full: box 1 is empty", "Boxes are full: box 3 is empty"]


def test_a_proof_keeps_what_a_check_found_without_its_title():
    result = Result("boxes_are_full", "Boxes are full", ["box 1 is empty"], 0.12345)

    assert result.as_json() == {"name": "boxes_are_full", "problems": ["box 1 is empty"], "seconds": 0.123}
