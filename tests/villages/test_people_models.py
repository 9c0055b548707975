"""People and members as they are kept: what the database refuses, and how they sort."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from villages.models import Person
from villages.services import people


def test_the_database_itself_refuses_a_citizen_id_of_another_shape(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=world.member.person.pk).update(citizen_id="0000000000000")


def test_people_stand_in_the_order_of_a_thai_dictionary(world, new_id):
    for name in ("ไพลิน", "กมล", "เกษม", "แก้ว", "ขวัญ", "ปาน", "โสภา", "สมศรี"):
        world.new_person(new_id(), name)

    names = list(Person.objects.filter(user=None).values_list("first_name", flat=True))

    assert names == ["กมล", "เกษม", "แก้ว", "ขวัญ", "ปาน", "ไพลิน", "สมศรี", "โสภา"]


def test_the_number_of_a_member_who_left_stays_taken_in_the_database(world, new_id):
    with pytest.raises(IntegrityError), transaction.atomic():
        people.join(world.group, world.new_person(new_id()), on=date(2024, 1, 5), number=world.member.number)


def test_age_counts_from_the_first_day_of_what_is_known(world, new_id):
    of_year = world.new_person(new_id(), born_on=date(1947, 1, 1), birthday_precision="year")
    of_old = world.new_person(new_id(), born_on=date(1937, 4, 1), birthday_precision="year")
    of_month = world.new_person(new_id(), born_on=date(2006, 6, 1), birthday_precision="month")

    assert (of_year.age(date(2006, 12, 31)), of_year.age(date(2007, 1, 1))) == (59, 60)
    assert (of_old.age(date(1997, 3, 31)), of_old.age(date(1997, 4, 1))) == (59, 60)
    assert people.is_minor(of_month, date(2026, 5, 31))
    assert not people.is_minor(of_month, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("born_on", "known"),
    [(date(1947, 2, 1), "year"), (date(1947, 4, 1), "year"), (date(1937, 1, 1), "year"), (date(1947, 2, 2), "month")],
)
def test_the_database_counts_a_part_from_its_beginning_only(world, new_id, born_on, known):
    person = world.new_person(new_id())

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(born_on=born_on, birthday_precision=known)


@pytest.mark.parametrize(
    "fields",
    [{"citizen_id": None}, {"citizen_id": "0000000000001"}, {"network_id": "00000000"}, {"network_id": "123"}],
)
def test_the_database_wants_a_number_of_the_right_shape(world, new_id, fields):
    person = world.new_person(new_id())

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**fields)
