"""The chain of seals, and the heads that earlier proofs kept of it."""

from datetime import UTC, date, datetime

import pytest

from ledger import queries as books
from ledger import services as ledger
from ledger.models import GENESIS
from ledger.verify import seals
from tests.ledger import tampers
from tests.ledger.conftest import of_2025
from tests.ledger.tampers import asleep, nth

MOMENT = datetime(2025, 3, 20, 5, tzinfo=UTC)


@pytest.mark.tampers
@pytest.mark.parametrize("tampering", tampers.of(seals))
def test_found_and_named(three_months, tampering):
    tampers.found_and_named(three_months, tampering)


@pytest.mark.parametrize(
    ("clock", "approved", "text"),
    [
        (
            None,
            None,
            "kahro:1|00|sajja-8|1|RV6803-00000001|J02|2025-03-05|2025-03-20T05:00:00.000000|7||||r-1|เงินสัจจะ\n"
            "1|11010||100.00|0.00\n2|31020|M001|0.00|100.00",
        ),
        (
            MOMENT.replace(day=17),
            8,
            "kahro:2|00|sajja-8|1|RV6803-00000001|J02|2025-03-05|2025-03-20T05:00:00.000000"
            "|2025-03-17T05:00:00.000000|7|8|||r-1|เงินสัจจะ\n1|11010||100.00|0.00\n2|31020|M001|0.00|100.00",
        ),
    ],
)
def test_what_a_seal_is_taken_over(clock, approved, text):
    row = ("00", "sajja-8", 1, "RV6803-00000001", "J02", date(2025, 3, 5), MOMENT, clock, 7, approved, None, None,
           "r-1", "เงินสัจจะ")  # fmt: skip

    assert seals.canonical(row, ["1|11010||100.00|0.00", "2|31020|M001|0.00|100.00"]) == text


@pytest.mark.tampers
def test_a_seal_broken_in_the_middle_is_told_with_what_follows_it(three_months):
    asleep("UPDATE ledger_entry SET seal = %s WHERE id = %s", GENESIS, nth(three_months, 2))

    assert tampers.says(seals.seals_recompute) == [
        "sajja-8 RV6803-00000002 (sequence 2): its seal does not match its content",
        "sajja-8 RV6803-00000003 (sequence 3) does not follow the entry before it",
    ]
    assert tampers.says(seals.seals_recompute, three_months.other.book) == []


def test_a_head_says_where_a_book_ends_and_which_month_closed_last(three_months, new_till):
    new_till("practice-1", is_practice=True).deposit(100)
    new_till("empty-1")
    ledger.close_month(three_months.book, of_2025(2, 1), by=three_months.checker)
    march = ledger.close_month(three_months.book, of_2025(3, 1), by=three_months.checker)
    last, other = books.last_entry(three_months.book), books.last_entry(three_months.other.book)

    assert seals.heads() == {
        "sajja-8": [4, "RV6804-00000004", last.seal, "2025-03-01", str(march.closed_at)],
        "vf-8": [1, "RV6803-00000001", other.seal],
    }


@pytest.mark.tampers
def test_a_head_that_is_gone_is_told_of_its_own_book_alone(three_months):
    ledger.close_month(three_months.book, of_2025(2, 1), by=three_months.checker)
    proof = ledger.verify_and_record()
    asleep("UPDATE ledger_period SET closed_at = NULL, closed_by_id = NULL")
    asleep("UPDATE ledger_entry SET seal = %s WHERE id = %s", GENESIS, nth(three_months, 4))

    at = f"{proof.at:%Y-%m-%d %H:%M}"
    says = [
        f"sajja-8 RV6804-00000004 (sequence 4) was there at {at} and is gone or changed",
        f"sajja-8 2025-02 was closed at {at} and was opened again",
    ]
    assert tampers.says(seals.heads_are_still_there) == says
    assert tampers.says(seals.heads_are_still_there, three_months.book) == says
    assert tampers.says(seals.heads_are_still_there, three_months.other.book) == []
