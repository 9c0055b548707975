"""The calendar of a group, who sits at its table, and the next day of the bank (R3.1, R3.2, R3.13)."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from funds.queries import days as days_queries
from funds.queries import sheet as sheet_queries
from funds.services import waiting
from tests import made_bylaws
from villages.models import Role

MONDAY = date(2026, 6, 1)


@pytest.mark.parametrize(("on", "following"), [(1, 2), (4, 5), (5, 8), (6, 8), (7, 8)])
def test_the_bank_is_open_on_the_next_day_that_is_no_weekend(on, following):
    """1 June 2026 is a Monday."""
    assert days_queries.next_bank_day(MONDAY.replace(day=on)) == MONDAY.replace(day=following)


@pytest.mark.parametrize(
    ("after", "following"),
    [
        (date(2026, 6, 4), date(2026, 6, 5)),
        (date(2026, 6, 5), date(2026, 7, 6)),  # 5 July is a Sunday
        (date(2026, 12, 31), date(2027, 1, 5)),
        (date(2025, 12, 31), None),  # there was no by-law yet
    ],
)
def test_the_next_day_of_a_group_is_the_one_of_its_by_law(world, after, following):
    bylaw = {"effective_from": date(2026, 1, 1), "resolution": "มติ 1", "day_of_month": 5, "weekend": "next"}
    made_bylaws.set_working_day_bylaw(world.group, **bylaw)

    assert days_queries.next_day(world.group, after) == following


def test_groups_that_sit_together_stand_in_the_order_of_their_boxes(world, other, together):
    assert days_queries.groups_of(together) == [world.group, other]


def test_an_officer_of_two_groups_stands_once_with_each_role_once(world, other):
    world.appoint(world.treasurer, Role.CHECKER, other)
    roles = days_queries.officers_of([world.group, other])

    assert dict(roles)[world.treasurer] == [Role.TREASURER, Role.CHECKER]
    assert len({user for user, _roles in roles}) == len(roles)
    assert world.auditor not in dict(roles)


def test_whoever_sits_enters_rows_but_for_the_checker_who_signs_them(world, together):
    enters = {
        name: days_queries.days_of_hands(world.group, getattr(world, name)).get().enters
        for name in ("receiver", "bookkeeper", "checker", "treasurer", "chair")
    }

    assert enters == {"receiver": True, "bookkeeper": True, "checker": False, "treasurer": True, "chair": False}


def test_a_day_knows_whether_a_row_of_it_waits_for_a_second_officer(world, evening, second_look):
    second_look(400)
    day, person = evening(), world.member.person
    assert days_queries.days_of_hands(world.group, world.bookkeeper).get().has_waiting is False

    sheet, paid = sheet_queries.collection_sheet(day.day, person), {day.key(world.passbook): Decimal(500)}
    waiting.ask_to_take(sheet, person, paid, by=world.bookkeeper, request_id=uuid4())

    assert days_queries.days_of_hands(world.group, world.bookkeeper).get().has_waiting is True
