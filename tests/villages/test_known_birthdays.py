"""Who knows only the year of birth joins, counts as old as the registry says, and opens an account (R0.16)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ledger.birthdays import BirthdayPrecision
from tests.villages.test_members import JOINING, PERSON, start_joining
from villages.models import Person
from villages.services import people, slips

CHOSEN = {"username": "yaikaew", "password": "a-quiet-evening"}


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


@pytest.mark.parametrize("said", ["2490", "0/0/2490", "17/8/2490", "1947"])
def test_a_slip_opens_with_what_is_known_of_the_birthday(world, client, new_id, said):
    person = world.new_person(new_id(), born_on=date(1947, 1, 1), birthday_precision="year")
    slip, code = slips.issue(person, by=world.secretary)
    typed = {"slip": slip.number, "code": code, "last_digits": person.citizen_id[-4:], "born_on": said}

    client.post("/activate/", typed | CHOSEN | {"again": CHOSEN["password"]})

    person.refresh_from_db()
    assert person.user is not None


@pytest.mark.parametrize(("known", "said"), [("year", "2491"), ("day", "2490"), ("day", "1/2490")])
def test_a_slip_stays_shut_for_another_year_or_for_less_than_is_known(world, client, new_id, known, said):
    person = world.new_person(new_id(), born_on=date(1947, 1, 1), birthday_precision=known)
    slip, code = slips.issue(person, by=world.secretary)
    typed = {"slip": slip.number, "code": code, "last_digits": person.citizen_id[-4:], "born_on": said}

    client.post("/activate/", typed | CHOSEN | {"again": CHOSEN["password"]})

    person.refresh_from_db()
    assert person.user is None
