"""Each entry for itself: what is off in it is found and named."""

from uuid import uuid4

import pytest

from ledger import services as ledger
from ledger.verify import entries
from tests.ledger import tampers
from tests.ledger.conftest import of_2025, sql
from tests.ledger.tampers import AN_OLD_DEBIT, asleep, nth

pytestmark = pytest.mark.tampers


@pytest.mark.parametrize("tampering", tampers.of(entries))
def test_found_and_named(three_months, tampering):
    tampers.found_and_named(three_months, tampering)


def test_sides_that_differ_are_told_to_the_satang(three_months):
    asleep(f"UPDATE ledger_line SET debit = debit + 0.01 WHERE id = {AN_OLD_DEBIT}")

    assert tampers.says(entries.entries_balance) == ["sajja-8 RV6802-00000001: debit 100.01, credit 100.00, 2 lines"]
    assert tampers.says(entries.books_sum_to_zero) == ["sajja-8 is off by 0.01"]


def test_an_entry_of_one_line_is_told_also_where_it_weighs_nothing(three_months):
    sql("ALTER TABLE ledger_line DROP CONSTRAINT line_has_one_side")
    asleep("DELETE FROM ledger_line WHERE entry_id = %s AND credit > 0", nth(three_months, 1))
    asleep("UPDATE ledger_line SET debit = 0 WHERE entry_id = %s", nth(three_months, 1))

    assert tampers.says(entries.entries_balance) == ["sajja-8 RV6802-00000001: debit 0.00, credit 0.00, 1 lines"]


def test_a_line_is_told_with_the_fault_it_has(three_months):
    """Four lines, each wrong in its own way."""
    first, second, third, fourth = (
        sql("SELECT id FROM ledger_line WHERE entry_id = %s AND debit > 0", nth(three_months, seq))[0][0]
        for seq in (1, 2, 3, 4)
    )
    sql("ALTER TABLE ledger_line DROP CONSTRAINT line_in_satang")
    asleep("UPDATE ledger_line SET account_id = %s WHERE id = %s", three_months.other["11010"].pk, first)
    asleep("UPDATE ledger_line SET account_id = %s WHERE id = %s", three_months["31020"].pk, second)
    asleep("UPDATE ledger_line SET debit = 300.005 WHERE id = %s", third)
    asleep("UPDATE ledger_line SET entry_id = 9999 WHERE id = %s", fourth)

    assert tampers.says(entries.lines_belong) == [
        f"vf-8 line {first} on 11010 stands in RV6802-00000001 of another book",
        f"sajja-8 RV6803-00000002 line {second} is on 31020, which takes no postings",
        f"sajja-8 RV6803-00000003 line {third} on 11010 has not exactly one side in whole satang",
        f"sajja-8 line {fourth} on 11010 belongs to no entry",
    ]


def test_a_number_is_told_with_the_one_that_should_stand_there(three_months):
    asleep("UPDATE ledger_entry SET number = 'RV6802-00000009' WHERE id = %s", nth(three_months, 1))

    says = ["sajja-8 RV6802-00000009 stands where RV6802-00000001 should be"]
    assert tampers.says(entries.numbers_have_no_gaps) == says
    assert tampers.says(entries.numbers_have_no_gaps, three_months.other.book) == []


def test_halves_of_a_pair_that_moved_unlike_amounts_are_told_with_the_difference(three_months):
    till, other = three_months, three_months.other
    till.open("23090", "to", counterpart=other.book)
    other.open("14090", "from", counterpart=till.book)
    ledger.post_pair(
        (till.book, till.sides({"11010": 40}, {"23090 to": 40})),
        (other.book, other.sides({"14090 from": 40}, {"11010": 40})),
        event="J40", on=of_2025(4, 5), by=till.clerk, request_id=uuid4(),
    )  # fmt: skip
    assert tampers.says(entries.pairs_agree) == []

    asleep("UPDATE ledger_line SET debit = 50 WHERE account_id = %s", other["14090 from"].pk)

    assert tampers.says(entries.pairs_agree) == [
        "sajja-8 JV6804-00000001 and its partner differ by 10.00",
        "vf-8 JV6804-00000001 and its partner differ by 10.00",
    ]
