"""Who is found in the register, and how."""

from datetime import date

import pytest

from tests.villages.test_identity_services import joined
from tests.villages.test_joining import start_joining
from villages.models import Member, Nominee, Person
from villages.queries import people as people_queries
from villages.services import people
from villages.services import practice as villages_practice


def test_the_number_is_masked_in_lists_and_finds_its_member_everywhere(world, visit):
    member = joined(world)
    number, browser = member.person.network_id, visit("secretary")

    assert number not in browser.get("/g/sajja-8/members/").content.decode()
    assert f"xxxx-xx{number[6:]}" in browser.get("/g/sajja-8/members/").content.decode()
    assert member in people_queries.matching(people_queries.members(world.group), number[-4:])
    assert people_queries.people_named(world.group, f"{number[:4]}-{number[4:]}") == [member.person]
    assert start_joining(browser, number) == f"/g/sajja-8/members/{member.pk}/"
    assert number in browser.get(f"/g/sajja-8/members/{member.pk}/").content.decode()  # to be told to the member


def test_a_practice_group_knows_its_own_invented_people_and_the_others_the_real_ones(world):
    own = villages_practice.create_practice_group(world.group, by=world.bookkeeper, members_since=date(2024, 1, 5))
    invented = Person.objects.filter(last_name="สมมติ").first()

    assert people_queries.known_to(own).count() == 14  # twelve members, two helpers
    assert invented not in people_queries.known_to(world.group)
    assert people_queries.people_named(own, invented.citizen_id) == [invented]
    assert people_queries.people_named(own, world.member.person.citizen_id) == []
    assert people_queries.people_named(None, invented.citizen_id) == []


@pytest.mark.parametrize("text", ["", " ", "08-0009", "9999"])
def test_nobody_is_named_by_nothing_or_by_a_number_that_nobody_has(world, text):
    assert people_queries.people_named(world.group, text) == []


def test_the_last_form_from_before_the_death_says_who_receives(world):
    member, person = world.member, world.member.person
    for on, name, share in ((5, "เอก", 40), (5, "โท", 60), (9, "ตรี", 100)):
        Nominee.objects.create(member=member, named_on=date(2024, 1, on), name=name, relation="บุตร", share=share)
    assert [nominee.name for nominee in people_queries.nominees(member)] == ["ตรี"]
    assert list(people_queries.nominees_of_the_dead(member)) == []

    for died, names in ((9, ["โท", "เอก"]), (10, ["ตรี"]), (5, [])):
        person.died_on = date(2024, 1, died)
        assert [nominee.name for nominee in people_queries.nominees_of_the_dead(member)] == names


def test_a_ward_needs_another_guardian_when_theirs_died_or_left(world, new_id):
    def ward(name: str, guardian: Person) -> Member:
        child = world.new_person(new_id(), name, born_on=date(2015, 2, 1))
        return people.join(world.group, child, on=date(2024, 1, 5), guardian=guardian)

    died, left = (world.new_member(new_id(), name, house_no=name) for name in ("ยาย", "ป้า"))
    wards = [ward("กมล", died.person), ward("ขวัญ", left.person), ward("แก้ว", world.member.person)]
    assert list(people_queries.wards_without_guardian(world.group)) == []

    people.record_death(died.person, on=date(2025, 1, 5))
    people.leave(left, on=date(2025, 1, 5), reason="ย้ายบ้าน")

    assert list(people_queries.wards_without_guardian(world.group)) == wards[:2]
    assert list(people_queries.wards_of(world.group, world.member.person)) == wards[2:]


@pytest.mark.parametrize(
    ("name", "is_meant"),
    [("นายประเสริฐ แก้วมณี", True), ("ประเสริฐแก้วมณี", True), ("ประเสริฐ", False), ("", False), ("แก้วมณี ประเสริฐ", False)],
)
def test_a_name_written_by_hand_means_who_bears_it(world, name, is_meant):
    assert people_queries.people_called(name) == ([world.member.person] if is_meant else [])


def test_a_day_counts_as_minor_before_the_twentieth_birthday_and_as_elder_from_the_sixtieth_on(world):
    def counted(query, on: date) -> bool:
        return Member.objects.filter(query(on)).exists()

    Person.objects.filter(pk=world.member.person.pk).update(born_on=date(1964, 9, 1))
    assert [counted(people_queries.minors, on) for on in (date(1984, 8, 31), date(1984, 9, 1))] == [True, False]
    assert [counted(people_queries.elders, on) for on in (date(2024, 8, 31), date(2024, 9, 1))] == [False, True]
