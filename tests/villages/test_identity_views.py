"""Joining without a citizen ID, in the browser."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ledger import thai
from tests.villages.test_identity_services import WHY, joined
from tests.villages.test_joining import JOINING, PERSON, start_joining
from villages.models import Member, PendingRequest, Person
from villages.services import identity


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


def test_a_number_that_the_network_never_gave_begins_no_joining(world, visit):
    page = visit("secretary").post("/g/sajja-8/members/new/", {"citizen_id": "1000-0003"})

    assert "citizen_id" in page.context["form"].errors


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
