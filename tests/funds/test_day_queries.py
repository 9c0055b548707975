"""The pages of a working day cost the same however many people sit, owe and pay."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from funds.queries import sheet as sheet_queries
from funds.services import savings, visits

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
