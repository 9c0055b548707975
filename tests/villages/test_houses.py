"""A household counts as one when money is decided about: two officers change the house of officers and their kin
(R0.10).
"""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from tests.conftest import become
from villages.models import Nominee, PendingRequest, Person
from villages.services import houses, people, requests


@pytest.fixture
def wife(world) -> Person:
    """The member shares the treasurer's house: their money is one household's."""
    become(world.treasurer, world.new_person("1101400000022", "ทรัพย์", house_no="123/4"))
    return world.member.person


def house(person: Person) -> str:
    return Person.objects.get(pk=person.pk).house_no


def change(world, person: Person, house_no: str, by=None, **more) -> PendingRequest | None:
    person = Person.objects.get(pk=person.pk)
    return people.correct(person, by=by or world.secretary, group=world.group, house_no=house_no, **more)


def typed(person: Person, **more) -> dict:
    params = {name: getattr(person, name) for name in ("prefix", "first_name", "last_name", "house_no", "phone")}
    return params | {"born_on": "1/9/2507", "village": person.village_id, "request_id": str(uuid4())} | more


def test_on_the_page_the_house_of_an_officers_kin_waits_and_the_rest_is_written(world, wife, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/edit/"

    answer = visit("secretary").post(page, typed(wife, house_no="555", phone="081-999-9999"), follow=True)

    pending = PendingRequest.objects.get()
    wife.refresh_from_db()
    assert (wife.house_no, wife.phone) == ("123/4", "081-999-9999")
    assert "123/4" in pending.summary
    assert "555" in pending.summary
    assert pending.summary in answer.content.decode()

    with pytest.raises(ValidationError, match="คนใกล้ชิด"):
        requests.approve(pending, by=world.treasurer)
    requests.approve(pending, by=world.chair)
    assert house(wife) == "555"


def test_for_everybody_else_the_page_works_as_before(world, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/edit/"

    visit("secretary").post(page, typed(world.member.person, house_no="555"))

    assert (house(world.member.person), PendingRequest.objects.count()) == ("555", 0)


def test_the_house_of_an_officer_waits(world):
    pending = change(world, world.checker.person, "555")

    assert pending
    assert house(world.checker.person) != "555"
    requests.refuse(pending, by=world.chair, reason="ไม่ได้ย้าย")
    assert house(world.checker.person) != "555"


def test_another_spelling_of_the_same_house_is_no_change(world, wife):
    assert change(world, wife, "บ้านเลขที่ ๑๒๓/๔") is None
    assert house(wife) == "บ้านเลขที่ ๑๒๓/๔"


def test_a_beneficiary_of_an_officer_is_kin_too(world):
    params = {"named_on": "2025-01-05", "relation": "ญาติ", "share": 100, "name": "ก"}
    Nominee.objects.create(member=world.member, person=world.chair.person, **params)

    assert change(world, world.member.person, "555")


def test_a_form_sent_twice_asks_once(world, wife):
    number = uuid4()

    first = change(world, wife, "555", request_id=number)

    assert change(world, wife, "555", request_id=number) == first
    with pytest.raises(ValidationError):
        change(world, wife, "556", request_id=number)


def test_who_may_not_keep_members_does_not_ask(world, wife):
    with pytest.raises(ValidationError):
        houses.ask_to_move(wife, None, "9 ม.1 ต.อื่น", group=world.group, by=world.checker, request_id=uuid4())


def test_nobody_asks_for_another_house_of_their_own(world):
    params = {"group": world.group, "request_id": uuid4()}
    home = world.village, "77"

    with pytest.raises(ValidationError):
        houses.ask_to_move(world.secretary.person, *home, by=world.secretary, **params)
    with pytest.raises(ValidationError):
        houses.ask_to_move(world.secretary.person, *home, by=world.checker, **params)

    assert houses.ask_to_move(world.secretary.person, *home, by=world.bookkeeper, **params).maker == world.bookkeeper
