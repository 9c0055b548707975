"""For which days a report is asked, as people write them."""

import pytest
from django.utils import timezone

from ledger.rules import first_of_month
from tests.kahro.conftest import words


def test_a_day_may_be_written_in_either_era_and_in_thai_digits(world, read):
    for start in ("1/7/2567", "๑/๗/๒๕๖๗", "1 ก.ค. 2567", "1 กรกฎาคม 2567", "2024-07-01", "1/7/67"):
        assert "1 กรกฎาคม 2567 ถึง 5 มีนาคม 2568" in words(read("journal", start=start, end="5/3/2568")), start


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"start": "31/2/2567"}, "ไม่มีวันนี้ในปฏิทิน กรุณาเขียนเช่น 25/9/2548"),
        ({"end": "เมื่อวาน"}, "ไม่มีวันนี้ในปฏิทิน กรุณาเขียนเช่น 25/9/2548"),
        ({"start": "2/7/2567", "end": "1/7/2567"}, "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"),
        ({"start": "1/1/2599"}, "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"),
    ],
)
@pytest.mark.parametrize("name", ["journal", "trial-balance", "cash-book"])
@pytest.mark.parametrize("carried", ["", "pdf", "csv"])
def test_days_that_cannot_be_are_named_and_stay_to_be_corrected(world, entries, read, query, said, name, carried):
    page = read(name, **query, **({"format": carried} if carried else {}))

    assert said in words(page)
    assert "<table" not in page.content.decode()  # no other days' figures
    assert all(f'value="{typed}"' in page.content.decode() for typed in query.values())


def test_without_days_a_report_is_of_this_year_so_far(world, read):
    today = timezone.localdate()

    scope = read("journal").context["scope"]

    assert (scope.start, scope.end) == (first_of_month(today).replace(month=1), today)
