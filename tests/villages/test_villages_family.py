"""Whose money is whose: household, guardians, wards, beneficiaries (R0.10)."""

from datetime import date
from decimal import Decimal

import pytest

from villages.models import Nominee
from villages.queries import family as family_queries
from villages.services import people


@pytest.fixture
def other(world, new_id):
    """A member of another house and another surname."""
    return world.new_member(new_id(), "มาลี", last_name="อื่น", house_no="77")


def tied(one, *others) -> set[int]:
    """Who of these is tied to somebody, asked from both ends."""
    ties = family_queries.tied(one, others)
    for each in others:
        assert (one.pk in family_queries.tied(each, [one])) is (each.pk in ties)
    return ties - {one.pk}


def name(member, who, relation: str = "บุตร", on: date = date(2024, 1, 5)) -> Nominee:
    fields = {"person": None, "name": who} if isinstance(who, str) else {"person": who, "name": str(who)}
    return Nominee.objects.create(member=member, named_on=on, relation=relation, share=Decimal(100), **fields)


def test_strangers_are_tied_to_nobody_but_themselves(world, other):
    assert family_queries.tied(world.member.person, [other.person]) == {world.member.person.pk}


def test_one_house_is_one_household_however_it_is_written(world, new_id):
    same = world.new_person(new_id(), house_no="เลขที่ ๑๒๓/๔ หมู่ 8")

    assert tied(world.member.person, same) == {same.pk}


def test_where_a_house_is_unknown_people_of_one_surname_are_one_household(world, new_id):
    unknown = world.new_person(new_id(), last_name="แก้วมณี", house_no="")
    written = world.new_person(new_id(), last_name="แก้วมณี", house_no="88")

    assert tied(world.member.person, unknown, written) == {unknown.pk}


def test_a_ward_is_tied_to_its_guardian_also_after_it_left(world, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1), last_name="อื่น", house_no="55")
    member = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)

    assert tied(world.member.person, child) == {child.pk}
    people.leave(member, on=date(2024, 6, 1), reason="ย้ายบ้าน")
    assert tied(world.member.person, child) == {child.pk}


def test_who_lives_in_the_unknown_house_of_a_guardian_is_close_to_the_ward(world, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1), last_name="อื่น", house_no="")
    people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    neighbour = world.new_person(new_id(), last_name="คนละสกุล", house_no="123/4")

    assert tied(neighbour, child) == {child.pk}


def test_who_lives_in_the_house_of_a_ward_is_close_to_a_guardian_whose_house_is_unknown(world, new_id):
    guardian = world.new_person(new_id(), "ยาย", last_name="อื่น", house_no="")
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1), last_name="เดิม", house_no="55")
    people.join(world.group, child, on=date(2024, 1, 5), guardian=guardian)
    neighbour = world.new_person(new_id(), last_name="คนละสกุล", house_no="55")

    assert tied(neighbour, guardian) == {guardian.pk}


def test_only_the_latest_form_of_beneficiaries_counts_but_a_spouse_stays_one(world, other, new_id):
    first = name(world.member, other.person)
    wife = world.new_person(new_id(), "ละออ", last_name="เดิม", house_no="66")
    name(world.member, wife, "ภรรยา")
    assert tied(world.member.person, other.person, wife) == {other.person.pk, wife.pk}

    name(world.member, "นายเอก", on=date(2025, 1, 5))

    assert first.pk
    assert tied(world.member.person, other.person, wife) == {wife.pk}


def test_who_is_written_by_name_is_tied_as_well(world, other):
    name(world.member, "นางสาว มาลี อื่น")

    assert tied(world.member.person, other.person) == {other.person.pk}


@pytest.mark.parametrize(("died_on", "is_tied"), [(date(2024, 1, 6), True), (date(2024, 1, 5), False)])
def test_a_form_counts_that_was_written_before_the_death(world, other, died_on, is_tied):
    name(world.member, other.person)
    world.member.person.died_on = died_on
    world.member.person.save()

    assert bool(tied(world.member.person, other.person)) is is_tied


def test_it_takes_three_queries_for_however_many(world, other, new_id, django_assert_num_queries):
    others = [other.person, *(world.new_person(new_id(), house_no=str(number)) for number in range(3))]
    for who in (other.person, world.new_person(new_id(), house_no="44")):  # the second is none of those asked about
        name(world.member, who)

    with django_assert_num_queries(3):
        family_queries.tied(world.member.person, others)
