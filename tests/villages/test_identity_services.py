"""Who has no citizen ID joins with a number of the network; nobody joins twice under two numbers (R0.15)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from villages.models import Member, PendingRequest, Person, Role
from villages.services import appointing, identity, people, requests

WHY = {"reason": "ไม่เคยแจ้งเกิด", "last_name": "ดอนไทร", "first_name": "แก้ว", "born_on": "2490"}


def ask(world, **more) -> PendingRequest:
    facts = {"prefix": "ยาย", "first_name": "แก้ว", "last_name": "ดอนไทร", "village": world.village, "house_no": "7"}
    facts |= {"born_on": date(1947, 1, 1), "birthday_precision": "year"} | more.pop("facts", {})
    params = {"on": date(2024, 1, 5), "guardian": None, "seen": (), "reason": "ไม่เคยแจ้งเกิด", "by": world.secretary}
    return identity.ask_to_join(world.group, facts, **params | {"request_id": uuid4()} | more)


def joined(world, **more) -> Member:
    pending = ask(world, **more)
    requests.approve(pending, by=world.chair)
    return Member.objects.select_related("person").latest("pk")


def test_who_looks_alike_and_came_meanwhile_stops_the_second_officer(world, new_id):
    pending = ask(world)
    facts = {"last_name": "ดอนไทร", "born_on": date(1947, 3, 3)}
    world.new_person(new_id(), "แก้ว", **facts)

    with pytest.raises(ValidationError, match="แก้ว"):
        requests.approve(pending, by=world.chair)

    assert not Person.objects.filter(citizen_id=None).exists()


def test_who_has_no_id_holds_no_office(world):
    person = joined(world).person
    params = {"on": timezone.localdate(), "until": None, "reason": "มติ", "by": world.chair, "request_id": uuid4()}

    with pytest.raises(ValidationError, match="เลขประจำตัวประชาชน"):
        appointing.ask_to_appoint(person, Role.CHECKER, world.group, **params)


@pytest.mark.parametrize(
    "close", [{"house_no": "77"}, {"house_no": "", "last_name": "แก้วมณี"}], ids=["house", "surname"]
)
def test_who_lives_with_the_person_neither_asks_nor_agrees(world, close):
    for officer in (world.secretary, world.chair):
        own = Person.objects.get(user=officer)
        Person.objects.filter(pk=own.pk).update(house_no="77", village=world.village, last_name="แก้วมณี")
        vars(officer).pop("_state_person", None)
    with pytest.raises(ValidationError, match="คนใกล้ชิด"):
        ask(world, facts=close, by=world.secretary)

    pending = ask(world, facts=close, by=world.bookkeeper)
    with pytest.raises(ValidationError, match="คนใกล้ชิด"):
        requests.approve(pending, by=world.chair)


def test_an_id_of_somebody_else_is_not_written(world):
    person, other = joined(world).person, world.member.person
    params = {"group": world.group, "reason": "บัตร", "by": world.secretary, "request_id": uuid4()}

    with pytest.raises(ValidationError, match=other.first_name):
        identity.ask_to_write_id(person, other.citizen_id, **params)


def test_practice_takes_nobody_without_its_invented_id(world):
    world.group.is_practice = True  # as the form sees it

    with pytest.raises(ValidationError):
        ask(world)


def test_the_same_number_is_never_given_twice(world):
    numbers = {joined(world, facts={"first_name": f"แก้ว{n}", "house_no": str(n)}).person.network_id for n in range(5)}

    assert len(numbers) == 5
    assert people.next_number(world.group) == "08-0007"


def test_nobody_asks_for_a_citizen_id_of_their_own(world):
    person = world.secretary.person
    Person.objects.filter(pk=person.pk).update(citizen_id=None, network_id="10000003")
    params = {"group": world.group, "reason": "ได้บัตรแล้ว", "request_id": uuid4()}

    with pytest.raises(ValidationError):
        identity.ask_to_write_id(person, "3840800123457", by=world.secretary, **params)

    assert identity.ask_to_write_id(person, "3840800123457", by=world.bookkeeper, **params).beneficiary == person
