"""What a box and a by-law of the evening say of themselves, and what PostgreSQL never lets anybody change."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from funds.models import CashBox, Visit, WorkingDay, WorkingDayBylaw
from villages.models import Village


def test_a_visit_is_never_changed(world, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    for change in (lambda rows: rows.update(paid_by="คนอื่น"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Visit.objects.all())


@pytest.mark.parametrize(
    ("counted", "expected", "stays", "difference", "to_bank"),
    [(None, None, 300, None, None), (450, 500, 200, -50, 250), (500, 500, 500, 0, 0), (520, 500, 0, 20, 520)],
)
def test_before_the_count_nothing_is_known_of_difference_and_bank(counted, expected, stays, difference, to_bank):
    """R3.12, R3.13"""
    box = CashBox(counted=counted, expected=expected, kept=stays)

    assert (box.difference, box.to_bank) == (difference, to_bank)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"second_look": 0, "unusual_times": 0, "unusual_days": 0}, ["ไม่มี", "ไม่ต้อง", "ไม่ต้อง"]),
        ({"second_look": 5000, "unusual_times": 10, "unusual_days": 31}, ["5,000.00 บาท", "10 เท่า", "31 วัน"]),
    ],
)
def test_a_by_law_of_the_evening_says_zero_as_never(numbers, said):
    """R0.18, R3.32"""
    bylaw = WorkingDayBylaw(day_of_month=5, cash_limit=5000, **numbers)

    assert [words for _label, words in bylaw.words()][2:] == ["5,000.00 บาท", *said]
    assert bylaw.limits == (numbers["unusual_times"], numbers["unusual_days"], numbers["second_look"])


def test_a_day_of_the_whole_sub_district_is_named_by_its_day_alone():
    village = Village(number=8, name="บ้านไสรักษ์")

    assert str(WorkingDay(on=date(2026, 6, 5))) == "2026-06-05"
    assert str(WorkingDay(on=date(2026, 6, 5), village=village)) == f"{village} 2026-06-05"
