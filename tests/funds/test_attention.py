"""What somebody must do something about, box by box, in a sentence (R3.10–R3.13)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import CashBox, WorkingDay
from funds.queries import attention as attention_queries
from funds.queries import boxes as boxes_queries
from tests import made_bylaws

TODAY = date(2026, 6, 15)


def said(state: str, back: int, *, noted_by: int | None = None, waiting=0, beside=0, **fields) -> list[str]:
    """What is said of a box of a day so many days back."""
    day = WorkingDay(on=TODAY - timedelta(days=back), state=state, noted_by_id=noted_by)
    box: Any = CashBox(day=day, **fields)
    vars(box).update(waiting=waiting, beside=beside)
    return attention_queries.attention([box], TODAY)[box.pk]


@pytest.mark.parametrize(
    ("state", "back", "sentence"),
    [
        ("planned", 0, None),
        ("planned", 1, "Planned, but not opened."),
        ("open", 0, None),
        ("open", 1, "The cash is not counted yet."),
        ("counting", 1, "The cash is not counted yet."),
        ("balanced", 0, None),
        ("balanced", 1, "Counted, but not closed."),
        ("banked", 1, "Counted, but not closed."),
        ("closed", 1, None),
    ],
)
def test_a_day_that_is_over_says_what_it_still_waits_for(state, back, sentence):
    assert said(state, back) == ([_(sentence)] if sentence else [])


def test_a_difference_wants_the_chairs_note_once_the_count_is_signed():
    short = {"counted": 450, "expected": 500, "kept": 450}

    assert said("short", 0, **short) == [_("The chair's note is missing.")]
    assert said("counting", 0, **short) == said("short", 0, noted_by=1, **short) == []


@pytest.mark.parametrize(("back", "days"), [(3, None), (4, 4)])
def test_cash_may_wait_three_days_for_the_bank(back, days):
    """R3.13"""
    to_bank = {"counted": 500, "expected": 500, "kept": 0}

    assert said("balanced", back, **to_bank) == ([_("Not at the bank since %(n)d days.") % {"n": days}] if days else [])


def test_what_lies_elsewhere_is_said_with_its_place_or_that_nobody_wrote_it():
    rest = _("%(rest)s baht lie elsewhere: %(where)s.")

    assert said("open", 0, waiting=300) == [
        _("%(waits)s baht of earlier days wait for the bank.") % {"waits": "300.00"}
    ]
    assert said("open", 0, beside=42820, elsewhere="ตู้เซฟ") == [rest % {"rest": "42,820.00", "where": "ตู้เซฟ"}]
    assert said("open", 0, beside=5) == [rest % {"rest": "5.00", "where": _("nobody wrote where")}]
    assert said("planned", 0, waiting=300, beside=5) == []


def boxes(day) -> list[CashBox]:
    return list(boxes_queries.with_whole(boxes_queries.boxes(day)))


@pytest.mark.parametrize(
    ("limit", "next_float", "is_too_much"), [(500, 500, False), ("499.99", 500, True), ("499.99", 400, False)]
)
def test_more_cash_than_the_by_law_allows_is_said_of_the_last_box_of_its_book(
    world, evening, limit, next_float, is_too_much
):
    """R3.13: while a part of it waits for the bank, nobody is told."""
    bylaw = {"effective_from": date(2020, 1, 1), "resolution": "มติ 1", "day_of_month": 5}
    made_bylaws.set_working_day_bylaw(world.group, cash_limit=limit, **bylaw)
    today = timezone.localdate()
    empty = evening(on=today - timedelta(days=1))
    empty.leave_empty()
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    day.count({"500": 1}, next_float=next_float)
    day.sign()

    said_of = attention_queries.attention([*boxes(empty.day), *boxes(day.day)], today)

    too_much = [str(attention_queries.TOO_MUCH)] if is_too_much else []
    assert said_of == {empty.box.pk: [], day.box.pk: too_much}
