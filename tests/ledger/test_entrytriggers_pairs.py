"""What PostgreSQL refuses by itself of pairs, reversals and second persons."""

from datetime import date

import pytest

from ledger.models import Entry
from tests.ledger.conftest import commit
from tests.ledger.prompt import MARCH, both_sides, refused, write


@pytest.fixture
def lent(till, new_till):
    """Two books with accounts for each other: `till` lends, the other one borrows."""
    other = new_till("vf-8")
    till.open("14090", "vf-8", counterpart=other.book)
    other.open("23090", "sajja-8", counterpart=till.book)
    return other


def halves(till, other, amount: object = 100, owed: object = 100) -> list[list[tuple]]:
    return [
        [(till["14090 vf-8"], amount, 0), (till["12200"], 0, amount)],
        [(other["12200"], owed, 0), (other["23090 sajja-8"], 0, owed)],
    ]


def test_both_halves_of_a_pair_are_taken(till, lent):
    one, two = halves(till, lent)

    write(till, *one, pk=901, pair_id=902)
    write(lent, *two, pk=902, pair_id=901)
    commit()

    assert Entry.objects.count() == 2


def test_half_a_pair(till, lent):
    with refused("pair"):
        write(till, *halves(till, lent)[0], pk=901, pair_id=902)


def test_a_pair_whose_second_half_names_nobody(till, lent):
    one, two = halves(till, lent)

    with refused("pair_agrees"):
        write(till, *one, pk=901, pair_id=902)
        write(lent, *two, pk=902)


def test_a_pair_within_one_book(till, lent):
    with refused("pair_agrees"):
        write(till, *both_sides(till), pk=901, pair_id=902)
        write(till, *both_sides(till), pk=902, pair_id=901)


def test_a_pair_of_two_amounts(till, lent):
    one, two = halves(till, lent, 100, "99.99")

    with refused("pair_agrees"):
        write(till, *one, pk=901, pair_id=902)
        write(lent, *two, pk=902, pair_id=901)


def test_a_pair_that_moves_nothing_between_its_books(till, lent):
    with refused("pair_agrees"):
        write(till, *both_sides(till), pk=901, pair_id=902)
        write(lent, *both_sides(lent), pk=902, pair_id=901)


def mirrored(till, amount: object) -> list[tuple]:
    return [(account, credit, debit) for account, debit, credit in both_sides(till, amount)]


def test_a_reversal_that_is_no_mirror(till):
    entry = till.deposit(100)
    named = {"reverses_id": entry.pk, "approved_by_id": till.checker.pk}

    for lines in (both_sides(till, 100), mirrored(till, 50), mirrored(till, "100.01")):
        with refused("reversal_mirrors"):
            write(till, *lines, **named)


def test_a_reversal_of_a_reversal_and_one_from_before_its_original(till):
    entry = till.deposit(100)
    reversal = till.reverse(entry, MARCH)
    other = till.deposit(70)

    with refused("reversal_mirrors"):
        write(till, *both_sides(till), reverses_id=reversal.pk, approved_by_id=till.checker.pk)
    with refused("reversal_mirrors"):
        write(till, *mirrored(till, 70), reverses_id=other.pk, approved_by_id=till.checker.pk, on=date(2025, 3, 4))


def test_a_reversal_without_a_second_person(till):
    entry = till.deposit(100)

    with refused("entry_reversal_has_a_second_person"):
        write(till, *mirrored(till, 100), reverses_id=entry.pk)
    with refused("entry_approved_by_somebody_else"):
        write(till, *mirrored(till, 100), reverses_id=entry.pk, approved_by_id=till.clerk.pk)


def test_a_second_reversal(till):
    entry = till.deposit(100)
    till.reverse(entry, MARCH)

    with refused("reverses_id"):
        write(till, *mirrored(till, 100), reverses_id=entry.pk, approved_by_id=till.checker.pk)
