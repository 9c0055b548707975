"""As of which day a page is asked: as people write it, today where that says nothing."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from kahro.forms import MonthForm, OnForm

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


def form_of(form=OnForm, **query: str) -> OnForm:
    return form.of(QueryDict(urlencode(query)))


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ({}, TODAY),
        ({"on": ""}, TODAY),
        ({"on": "29/2/2567"}, date(2024, 2, 29)),
        ({"on": "2024-02-29"}, date(2024, 2, 29)),
    ],
)
def test_the_day_in_use_stands_in_the_form(query, day):
    form = form_of(**query)

    assert (form.day, form.initial, form.is_bound) == (day, {"on": day}, False)


def test_a_day_that_cannot_be_stays_with_its_fault_and_today_is_used():
    form = form_of(on="31/2/2567")

    assert (form.day, list(form.errors), form["on"].value()) == (TODAY, ["on"], "31/2/2567")


def test_only_what_is_planned_may_lie_ahead():
    seen, planned = (form_of(form, on=TOMORROW.isoformat()) for form in (OnForm, MonthForm))

    assert (seen.day, planned.day) == (TODAY, TOMORROW)
    assert "ยังมาไม่ถึง" in str(seen.errors["on"])
    assert not planned.errors
