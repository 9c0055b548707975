"""What is asked about people: guardians, beneficiaries, birthdays."""

from datetime import date

import pytest

from ledger.birthdays import BirthdayPrecision
from tests.villages.test_joining import JOINING, PERSON, start_joining
from villages.models import Member, Person
from villages.services import people


@pytest.mark.parametrize("guardian", ["08-0001", "๐๘-๐๐๐๑", "1-1014-00000-01-4"])
def test_a_guardian_is_named_by_member_number_or_citizen_id(world, new_id, visit, guardian):
    browser, number = visit("secretary"), new_id()

    browser.post(start_joining(browser, number), PERSON | JOINING | {"born_on": "1/2/2558", "guardian": guardian})

    assert Member.objects.get(person__citizen_id=number).guardian == world.member.person


def test_the_form_of_beneficiaries_begins_with_those_named_last(world, visit):
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/nominees/"

    browser.post(page, {"name_1": "นายเอก", "relation_1": "บุตร", "share_1": "๑๐๐"})

    assert 'value="นายเอก"' in browser.get(page).content.decode()
    assert "นายเอก (บุตร) 100 %" in browser.get(f"/g/sajja-8/members/{world.member.pk}/").content.decode()


@pytest.mark.parametrize("by", ["number", "citizen_id"])
def test_a_beneficiary_is_found_by_member_number_or_citizen_id(world, visit, by):
    sister = people.join(world.group, world.new_person("1101400000031", "ป้า", house_no="77"), on=date(2024, 1, 5))
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/nominees/"

    written = sister.number if by == "number" else sister.person.citizen_id
    browser.post(page, {"name_1": written, "relation_1": "พี่สาว", "share_1": "100"})

    assert world.member.nominees.get().person == sister.person


def test_a_beneficiary_of_no_number_is_asked_for_by_name(world, visit):
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/nominees/"

    answer = browser.post(page, {"name_1": "๙๙๙", "relation_1": "บุตร", "share_1": "100"})

    assert list(answer.context["form"].errors) == ["name_1"]
    assert not world.member.nominees.exists()


def test_a_birthday_known_by_its_year_only_is_entered_and_shown_as_a_year(world, new_id, visit):
    browser, number = visit("secretary"), new_id()

    page = browser.post(start_joining(browser, number), PERSON | JOINING | {"born_on": "๒๔๙๐"}, follow=True)

    person = Person.objects.get(citizen_id=number)
    assert (person.born_on, person.birthday_precision) == (date(1947, 1, 1), BirthdayPrecision.YEAR)
    assert "<dd>2490 (" in page.content.decode()
    assert "2490</td>" in browser.get("/g/sajja-8/members/").content.decode()


def test_the_form_shows_a_known_birthday_as_it_was_written_and_asks_nothing_again(world, new_id, visit):
    """Also where the day lies in a January before 2484, about which it asked once."""
    browser = visit("secretary")
    for written, known, shown in (("2/2490", "month", "02/2490"), ("5/2/1937", "day", "05/02/2480")):
        number = new_id()
        member = people.join(world.group, world.new_person(number), on=date(2024, 1, 5))
        page = f"/g/sajja-8/members/{member.pk}/edit/"
        browser.post(page, PERSON | {"born_on": written})

        form = browser.get(page)
        assert f'value="{shown}"' in form.content.decode()
        assert "born_on_meant" not in form.content.decode()
        browser.post(page, PERSON | {"born_on": shown, "house_no": "12"})
        person = Person.objects.get(citizen_id=number)
        assert (person.house_no, person.birthday_precision) == ("12", known)


def test_january_to_march_before_2484_is_asked_with_both_days(world, new_id, visit):
    browser, number = visit("secretary"), new_id()
    page = start_joining(browser, number)

    page_text = browser.post(page, PERSON | JOINING | {"born_on": "5/2/2480"}).content.decode()
    browser.post(page, PERSON | JOINING | {"born_on": "5/2/2480", "born_on_meant": "1938-02-05"})

    assert "5 กุมภาพันธ์ 2480 หรือ 5 กุมภาพันธ์ 2481" in page_text
    assert 'name="born_on_meant" value="1937-02-05"' in page_text
    assert Person.objects.get(citizen_id=number).born_on == date(1938, 2, 5)
