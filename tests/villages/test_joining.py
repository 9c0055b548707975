"""Somebody becomes a member in the browser."""

from datetime import date

import pytest

from ledger import thai
from villages.models import Member, Person

PERSON = {"prefix": "นาง", "first_name": "ละออ", "last_name": "ทองคำ", "born_on": "1/5/2513", "house_no": "7"}


JOINING = {"on": "5/1/2567"}


def start_joining(browser, citizen_id: str) -> str:
    """The address where the form goes on after the ID card."""
    return browser.post("/g/sajja-8/members/new/", {"citizen_id": citizen_id})["Location"]


def test_somebody_new_joins_with_beneficiaries(world, new_id, visit):
    browser, number = visit("secretary"), new_id()
    page = start_joining(browser, number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
    nominee = {"name_1": "นายเอก", "relation_1": "บุตร", "share_1": "100"}

    browser.post(page, PERSON | JOINING | nominee)

    member = Member.objects.get(person__citizen_id=number)
    assert (member.number, member.joined_on) == ("08-0002", date(2024, 1, 5))
    assert member.person.born_on == date(1970, 5, 1)
    assert member.nominees.get().share == 100


def test_the_address_of_the_form_hides_the_citizen_id_and_is_good_for_its_own_browser_only(world, new_id, visit):
    browser, number = visit("secretary"), new_id()

    page = start_joining(browser, number)

    assert number not in page
    assert browser.get(page).status_code == 200
    assert visit("bookkeeper").get(page)["Location"] == "/g/sajja-8/members/new/"


def test_two_forms_open_side_by_side_keep_their_own_person(world, new_id, visit):
    browser, one, other = visit("secretary"), new_id(), new_id()
    first, _second = start_joining(browser, one), start_joining(browser, other)

    browser.post(first, PERSON | JOINING)

    assert Person.objects.filter(citizen_id=one).exists()
    assert not Person.objects.filter(citizen_id=other).exists()


def test_a_person_the_network_knows_is_not_typed_again_nor_changed(world, new_id, visit):
    known = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    browser = visit("secretary")
    page = start_joining(browser, known.citizen_id)

    refused = browser.post(page, PERSON | JOINING)
    browser.post(page, PERSON | JOINING | {"guardian": "08-0001"})

    known.refresh_from_db()
    assert "guardian" in refused.context["forms"][0].errors
    assert (known.first_name, known.born_on) == ("ตะวัน", date(2015, 2, 1))
    assert known.memberships.get().guardian == world.member.person


def test_who_is_a_member_already_is_shown(world, visit):
    page = start_joining(visit("secretary"), world.member.person.citizen_id)

    assert page == f"/g/sajja-8/members/{world.member.pk}/"


@pytest.mark.parametrize(
    "fault",
    [
        {"share_1": "90", "name_1": "นายเอก", "relation_1": "บุตร"},
        {"share_1": "100", "name_1": "นายเอก"},
        {"share_1": "100", "name_1": "ก", "relation_1": "ข", "name_2": "ค", "relation_2": "ง"},
        {"born_on": "1/2/2558"},
        {"guardian": "08-9999"},
        {"on": "1/1/2600"},
    ],
)
def test_a_fault_anywhere_writes_nothing_and_keeps_what_was_typed(world, new_id, visit, fault):
    browser, number = visit("secretary"), new_id()

    answer = browser.post(start_joining(browser, number), PERSON | JOINING | fault)

    assert 'role="alert"' in answer.content.decode()
    assert 'value="ละออ"' in answer.content.decode()
    assert not Person.objects.filter(citizen_id=number).exists()


def test_the_form_after_the_id_card_shows_it_masked(world, new_id, visit):
    browser, number = visit("secretary"), new_id()

    shown = browser.get(start_joining(browser, number)).content.decode()

    assert thai.mask(number) in shown
    assert number not in shown
