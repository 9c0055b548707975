"""An entry tells whether it was written later than it happened."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from ledger.models import Entry
from tests.ledger.conftest import of_2025

EVENING = datetime(2025, 3, 5, 16, 59, tzinfo=UTC)  # a minute before midnight in Thailand
NIGHT = datetime(2025, 3, 5, 17, 0, tzinfo=UTC)


def test_an_entry_written_later_than_it_happened_says_so(till):
    assert till.deposit(100, of_2025(3, 5)).backdated
    assert not till.deposit(100, timezone.localdate()).backdated


@pytest.mark.parametrize(
    ("at", "clock", "backdated"),
    [
        (EVENING, None, False),
        (NIGHT, None, True),
        (NIGHT, EVENING, False),  # what the clock read counts, where it was behind the entry before
        (NIGHT, NIGHT, True),
    ],
)
def test_a_day_ends_at_midnight_in_thailand_by_what_the_clock_read(at, clock, backdated):
    assert Entry(on=date(2025, 3, 5), at=at, clock=clock).backdated is backdated
