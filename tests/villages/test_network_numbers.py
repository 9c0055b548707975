"""Who has no citizen ID joins with a number of the network; nobody joins twice under two numbers (R0.15)."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ledger import thai
from tests.villages.test_members import JOINING, PERSON, start_joining
from villages.models import Member, PendingRequest, Person, Role
from villages.queries import people as people_queries
from villages.services import appointing, identity, people, requests, slips

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


@pytest.mark.parametrize("stem", ["080800000001", "680800000001", "780800000003"])
def test_an_id_that_begins_with_0_6_or_7_is_an_id_like_any_other(world, visit, stem):
    number = stem + thai.check_digit(stem)

    browser = visit("secretary")
    browser.post(start_joining(browser, number), PERSON | JOINING)

    assert Member.objects.get(person__citizen_id=number).person.masked_id == thai.mask(number)


def test_who_has_no_id_joins_with_a_reason_and_a_second_officer_and_gets_a_number(world, visit):
    browser, page = visit("secretary"), reverse("villages:join_without_id", args=[world.group.slug])
    assert page in browser.get(reverse("villages:new_member", args=[world.group.slug])).content.decode()

    browser.post(page, PERSON | JOINING | WHY | {"request_id": uuid4()})
    pending = PendingRequest.objects.get()
    assert not Person.objects.filter(first_name="แก้ว").exists()
    shown = visit("chair").get(pending.get_absolute_url()).content.decode()
    visit("chair").post(pending.get_absolute_url(), {"approve": "1"})

    member = Member.objects.get(person__first_name="แก้ว")
    assert "ไม่เคยแจ้งเกิด" in shown
    assert "2490" in shown
    assert member.person.citizen_id is None
    assert thai.network_id(member.person.network_id) == member.person.identity
    assert member.person.birthday_precision == "year"


def test_what_was_asked_before_the_birthdays_field_had_its_name_is_still_agreed_to(world, visit):
    browser, page = visit("secretary"), reverse("villages:join_without_id", args=[world.group.slug])
    browser.post(page, PERSON | JOINING | WHY | {"request_id": uuid4()})
    pending = PendingRequest.objects.get()
    person = pending.arguments["person"]
    person["born_known"] = person.pop("birthday_precision")
    pending.pk, pending.request_id = None, uuid4()
    pending.save()

    visit("chair").post(pending.get_absolute_url(), {"approve": "1"})

    assert Member.objects.get(person__first_name="แก้ว").person.birthday_precision == "year"


def test_without_a_reason_nothing_is_asked(world, visit):
    page = reverse("villages:join_without_id", args=[world.group.slug])

    visit("secretary").post(page, PERSON | JOINING | WHY | {"reason": "", "request_id": uuid4()})

    assert not PendingRequest.objects.exists()


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"born_on": date(1947, 8, 17), "birthday_precision": "day"},
        {"first_name": "แก้\u200bว"},
    ],
    ids=["same", "whole day within the year", "an invisible sign"],
)
def test_who_looks_alike_is_shown_and_told_apart_before_anything_is_asked(world, new_id, visit, known):
    facts = {
        "first_name": "แก้ว",
        "last_name": "ดอนไทร",
        "born_on": date(1947, 1, 1),
        "birthday_precision": "year",
    } | known
    other = world.new_person(new_id(), **facts)
    browser, page = visit("secretary"), reverse("villages:join_without_id", args=[world.group.slug])
    form = PERSON | JOINING | WHY | {"request_id": uuid4()}

    alike = browser.post(page, form).content.decode()
    assert not PendingRequest.objects.exists()
    assert f'name="seen" value="{other.pk}"' in alike
    assert other.masked_id in alike
    browser.post(page, form | {"seen": other.pk})

    assert PendingRequest.objects.get().arguments["seen"] == [other.pk]


def test_who_looks_alike_and_came_meanwhile_stops_the_second_officer(world, new_id):
    pending = ask(world)
    facts = {"last_name": "ดอนไทร", "born_on": date(1947, 3, 3)}
    world.new_person(new_id(), "แก้ว", **facts)

    with pytest.raises(ValidationError, match="แก้ว"):
        requests.approve(pending, by=world.chair)

    assert not Person.objects.filter(citizen_id=None).exists()


def test_whoever_joins_with_an_id_is_compared_with_those_who_had_none(world, new_id, visit):
    """Joining once with a number and once with a new card would be two people."""
    first = joined(world).person
    browser, number = visit("secretary"), new_id()
    page = start_joining(browser, number)
    typed = PERSON | JOINING | {"first_name": "แก้ว", "last_name": "ดอนไทร", "born_on": "17/8/2490"}

    alike = browser.post(page, typed).content.decode()
    assert f'name="seen" value="{first.pk}"' in alike
    assert not Person.objects.filter(citizen_id=number).exists()
    browser.post(page, typed | {"seen": first.pk})

    assert Person.objects.filter(citizen_id=number).exists()


def test_the_number_is_masked_in_lists_and_finds_its_member_everywhere(world, visit):
    member = joined(world)
    number, browser = member.person.network_id, visit("secretary")

    assert number not in browser.get("/g/sajja-8/members/").content.decode()
    assert f"xxxx-xx{number[6:]}" in browser.get("/g/sajja-8/members/").content.decode()
    assert member in people_queries.matching(people_queries.members(world.group), number[-4:])
    assert people_queries.people_named(world.group, f"{number[:4]}-{number[4:]}") == [member.person]
    assert start_joining(browser, number) == f"/g/sajja-8/members/{member.pk}/"
    assert number in browser.get(f"/g/sajja-8/members/{member.pk}/").content.decode()  # to be told to the member


def test_a_number_that_the_network_never_gave_begins_no_joining(world, visit):
    page = visit("secretary").post("/g/sajja-8/members/new/", {"citizen_id": "1000-0003"})

    assert "citizen_id" in page.context["form"].errors


def test_a_slip_opens_with_the_number_of_the_network(world, client):
    person = joined(world).person
    slip, code = slips.issue(person, by=world.secretary)
    typed = {"slip": slip.number, "code": code, "last_digits": person.network_id[-4:], "born_on": "2490"}

    client.post(
        "/activate/", typed | {"username": "yaikaew", "password": "a-quiet-evening", "again": "a-quiet-evening"}
    )

    person.refresh_from_db()
    assert person.user is not None


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


def test_an_id_that_came_later_is_written_by_two_officers_and_the_number_stays(world, new_id, visit):
    member, number = joined(world), new_id()
    page = reverse("villages:write_id", args=[world.group.slug, member.pk])
    given = member.person.network_id

    visit("secretary").post(page, {"citizen_id": number, "reason": "ได้บัตรแล้ว", "request_id": uuid4()})
    pending = PendingRequest.objects.get(act=identity.WRITE)
    shown = visit("chair").get(pending.get_absolute_url()).content.decode()
    visit("chair").post(pending.get_absolute_url(), {"approve": "1"})

    member.person.refresh_from_db()
    assert (member.person.citizen_id, member.person.network_id) == (number, given)
    assert thai.mask(number) in shown
    assert number not in re.sub(r"\s", "", shown)
    with pytest.raises(ValidationError):
        identity.ask_to_write_id(
            member.person, new_id(), group=world.group, reason="อีก", by=world.secretary, request_id=uuid4()
        )


def test_an_id_of_somebody_else_is_not_written(world):
    person, other = joined(world).person, world.member.person
    params = {"group": world.group, "reason": "บัตร", "by": world.secretary, "request_id": uuid4()}

    with pytest.raises(ValidationError, match=other.first_name):
        identity.ask_to_write_id(person, other.citizen_id, **params)


def test_practice_takes_nobody_without_its_invented_id(world):
    world.group.is_practice = True  # as the form sees it

    with pytest.raises(ValidationError):
        ask(world)


@pytest.mark.parametrize(
    "fields",
    [{"citizen_id": None}, {"citizen_id": "0000000000001"}, {"network_id": "00000000"}, {"network_id": "123"}],
)
def test_the_database_wants_a_number_of_the_right_shape(world, new_id, fields):
    person = world.new_person(new_id())

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**fields)


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
