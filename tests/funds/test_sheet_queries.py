"""Whose number stands on the sheet, and what sheet and pages cost however many people sit, owe and pay."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from funds.queries import sheet as sheet_queries
from funds.services import savings, visits
from tests.funds.conftest import GOP, SAJJA
from villages.services import people


def test_a_number_stands_with_the_group_that_gave_it_also_where_nothing_is_paid(together, crowd):
    numbers = sheet_queries.member_numbers(sheet_queries.collection_sheet(together))

    def called(name: str) -> list:
        return [(number.number, number.groups) for number in numbers[crowd[name].pk]]

    assert called("แก้วตา ใจดี") == [("08-0002", [SAJJA])]
    assert called("บุญมา") == [("08-0002", [GOP])]
    assert called("แก้วตา มีสุข") == [("08-0001", [GOP]), ("08-0003", [SAJJA])]
    assert called("สมปอง") == [("08-0003", [GOP])]


def test_one_group_alone_needs_no_names_of_groups(world, evening):
    numbers = sheet_queries.member_numbers(sheet_queries.collection_sheet(evening().day))

    assert [(number.number, number.groups) for number in numbers[world.member.person_id]] == [("08-0001", [])]


def test_two_groups_of_one_kind_are_told_apart_by_their_names(world, other, planned, new_id):
    other.kind = world.group.kind
    other.save()
    person = world.new_person(new_id(), "บุญมา")
    people.join(other, person, on=date(2024, 1, 5))

    numbers = sheet_queries.member_numbers(sheet_queries.collection_sheet(planned(groups=[world.group, other])))

    assert numbers[person.pk][0].groups == [other.name]
    assert numbers[world.member.person_id][0].groups == [world.group.name]


PAGES = {"days": 12, "owing": 13, "day": 19, "sheet": 19, "sheet_taken": 10, "plan_day": 12}


@pytest.fixture
def come(world, evening, new_id):
    """Some people who pay this evening, and as many who do not."""
    day = evening()

    def pay(number: int) -> None:
        for which in range(2 * number):
            member = world.new_member(new_id(), f"คน{which}")
            savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100))
            if which % 2:
                day.take(member.person, request_id=uuid4(), **{day.key(world.passbook): "100"})

    pay(1)
    return day, pay


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_one_and_for_three(world, client, come, django_assert_num_queries, name):
    day, pay = come
    client.force_login(world.bookkeeper)
    args = [world.group.slug] + ([day.day.pk] if name in ("day", "sheet", "sheet_taken") else [])
    address = reverse(f"funds:{name}", args=args)
    client.get(address)

    with django_assert_num_queries(PAGES[name]):
        client.get(address)
    pay(3)
    with django_assert_num_queries(PAGES[name]):
        client.get(address)


def test_a_row_costs_the_same_however_many_are_on_the_sheet(world, come, django_assert_num_queries):
    day, pay = come
    due = {day.key(world.passbook): Decimal(500)}
    cost = 13

    def take() -> None:
        sheet = sheet_queries.collection_sheet(day.day, world.member.person)
        visits.take(sheet, world.member.person_id, due, by=world.bookkeeper, request_id=uuid4(), again=True)

    with django_assert_num_queries(cost):
        take()
    pay(3)
    take()
    with django_assert_num_queries(cost):
        take()
