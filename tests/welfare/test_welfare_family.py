"""For whom somebody may ask: themselves, their wards, who lives under their roof."""

from datetime import date

import pytest

from tests.welfare.conftest import beside
from villages.models import Village
from villages.services import people
from welfare.queries import family as family_queries


@pytest.fixture
def family(world, fund, mother, new_id) -> dict:
    """The member, their grandmother, a ward in another house, and two who are nobody's kin."""
    roof = {"house_no": world.member.person.house_no}
    elsewhere = Village.objects.create(number=3, name="บ้านสาม")
    return {
        "grandmother": beside(world, fund, new_id, "ยาย", born_on=date(1950, 1, 1), **roof),
        "member": mother,
        "ward": beside(world, fund, new_id, "แก้ว", born_on=date(2015, 1, 1), house_no="77"),
        "neighbour": beside(world, fund, new_id, "น้ำฝน", house_no="78"),
        "same number": beside(world, fund, new_id, "ไพลิน", village=elsewhere, **roof),
    }


def asks_for(family, person) -> list[str]:
    names = {enrolment: name for name, enrolment in family.items()}
    return [names[enrolment] for enrolment in family_queries.enrolments(person)]


def test_one_asks_for_the_own_roof_and_the_own_wards_the_oldest_first(family):
    assert asks_for(family, family["member"].member.person) == ["grandmother", "member", "ward"]
    assert asks_for(family, family["grandmother"].member.person) == ["grandmother", "member"]
    assert asks_for(family, family["ward"].member.person) == ["ward"]


def test_who_has_no_house_number_shares_no_roof(family):
    person = family["member"].member.person
    person.house_no = ""
    person.save()
    family["neighbour"].member.person.house_no = ""
    family["neighbour"].member.person.save()

    assert asks_for(family, person) == ["member", "ward"]


def test_the_dead_are_asked_for_by_those_who_stay(family):
    people.record_death(family["grandmother"].member.person, on=date(2026, 6, 1))

    assert asks_for(family, family["member"].member.person) == ["grandmother", "member", "ward"]
