"""The one-time code of a slip: who opens it, how often it may be guessed, and when it ends."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests.conftest import PASSWORD, become
from tests.villages.test_adapter import log_in
from tests.villages.test_identity_services import joined
from villages.models import ActivationSlip, Person
from villages.services import slips

CHOSEN = {"username": "081-234-5678", "password": "ดอกไม้บานยามเช้า"}


def activate(slip, **wrong) -> User:
    issued, code = slip
    known = {"last_digits": issued.person.citizen_id[-4:], "born_on": date(1970, 5, 1)}
    fields = {"slip_number": issued.number, "code": code} | known | CHOSEN | wrong
    return slips.activate(fields.pop("slip_number"), fields.pop("code"), **fields)


def typed(paper, **more) -> dict:
    """What a member types into the form."""
    issued, code = paper
    known = {"slip": issued.number, "code": code, "last_digits": issued.person.citizen_id[-4:], "born_on": "1/5/2513"}
    return known | CHOSEN | {"again": CHOSEN["password"]} | more


# -- The slip ----------------------------------------------------------------------------------------------------------


def test_only_a_hash_of_the_code_is_kept(slip):
    issued, code = slip

    row = ActivationSlip.objects.filter(pk=issued.pk).values().get()

    assert code.replace(" ", "") not in str(row)


def test_the_right_slip_makes_an_account_that_can_log_in(slip, newcomer, client):
    user = activate(slip)

    newcomer.refresh_from_db()
    assert newcomer.user == user
    assert client.login(**CHOSEN)


@pytest.mark.parametrize(
    "wrong",
    [{"code": "0000 0000"}, {"last_digits": "0000"}, {"born_on": date(1970, 5, 2)}, {"slip_number": "999999999"}],
    ids=["code", "digits", "birth", "slip"],
)
def test_whatever_is_wrong_the_answer_is_the_same(slip, wrong):
    with pytest.raises(ValidationError) as refusal:
        activate(slip, **wrong)
    with pytest.raises(ValidationError) as unknown:
        slips.activate("", "1", last_digits="1", born_on=date(1970, 5, 1), **CHOSEN)

    assert refusal.value.messages == unknown.value.messages
    assert not User.objects.filter(username=CHOSEN["username"]).exists()


def test_a_code_works_once(slip, newcomer):
    activate(slip)

    with pytest.raises(ValidationError):
        activate(slip, username="somebody-else")

    assert User.objects.filter(person=newcomer).count() == 1


def test_a_stranger_tries_as_often_as_they_like_and_the_owners_slip_still_opens(slip, newcomer):
    """Who found the number (in a picture, in a browser's memory) and knows nothing of the person."""
    for n in range(300):
        with pytest.raises(ValidationError):
            activate(slip, code=f"{n:08d}", last_digits=f"{n:04d}")
        with pytest.raises(ValidationError):
            activate(slip, code=f"{n:08d}", born_on=date(1999, 9, 9))

    assert activate(slip) == User.objects.get(person=newcomer)


def test_the_number_of_a_slip_tells_nothing_of_the_next_one(world, newcomer):
    numbers = [int(slips.issue(newcomer, by=world.secretary)[0].number) for _n in range(20)]

    assert max(numbers) - min(numbers) > 10_000_000  # 20 of a thousand million, anywhere


def test_who_knows_the_person_guesses_five_codes_a_day_and_the_slip_lives_on(slip, clock, monkeypatch):
    compared = []
    real = slips.check_password
    monkeypatch.setattr(slips, "check_password", lambda code, known: compared.append(code) or real(code, known))

    for _day in range(3):
        for n in range(12):
            with pytest.raises(ValidationError):
                activate(slip, code=f"{n:08d}")
        with pytest.raises(ValidationError):
            activate(slip)  # no answer at all until tomorrow, not even a good one
        clock(24 * 3600)

    assert len(compared) == 15  # of 100,000,000; a slip is good for thirty days
    assert activate(slip)


def test_who_holds_the_paper_guesses_its_person_five_times_and_the_slip_ends(world, slip, newcomer):
    for _n in range(4):
        with pytest.raises(ValidationError):
            activate(slip, last_digits="0000")
    assert activate(slip)

    User.objects.filter(username=CHOSEN["username"]).update(username="gone")
    Person.objects.filter(pk=newcomer.pk).update(user=None)
    again = slips.issue(newcomer, by=world.secretary)
    for _n in range(5):
        with pytest.raises(ValidationError):
            activate(again, born_on=date(1999, 9, 9))
    with pytest.raises(ValidationError):
        activate(again)


@pytest.mark.django_db(transaction=True)
def test_twelve_guesses_at_the_same_moment_are_five_tries(slip, side_by_side, monkeypatch):
    compared = []
    monkeypatch.setattr(slips, "check_password", lambda code, known: compared.append(code) or False)

    ends = side_by_side(*[lambda: activate(slip, code="00000000") for _n in range(12)])

    assert ends == [ValidationError] * 12
    assert len(compared) == 5
    assert ActivationSlip.objects.get().guesses == 5


@pytest.mark.django_db(transaction=True)
def test_the_right_slip_used_twice_at_the_same_moment_makes_one_account(slip, newcomer, side_by_side):
    ends = side_by_side(lambda: activate(slip, username="one-name"), lambda: activate(slip, username="other-name"))

    assert ends.count(ValidationError) == 1
    assert User.objects.filter(username__endswith="-name").count() == 1


def test_a_taken_name_or_a_weak_password_costs_no_try_but_only_with_the_right_slip(world, slip):
    for fault in ({"username": "Treasurer"}, {"password": "12345678"}, {"username": "with space"}):
        for _n in range(3):
            with pytest.raises(ValidationError):
                activate(slip, **fault)
    assert ActivationSlip.objects.get().tries == 0

    with pytest.raises(ValidationError) as refusal:
        activate(slip, username="treasurer", code="0")
    assert not hasattr(refusal.value, "error_dict")
    assert activate(slip)


def test_a_slip_ends_after_thirty_days(slip, monkeypatch):
    issued, _code = slip
    real = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(days=30, seconds=1))
    with pytest.raises(ValidationError):
        activate(slip)

    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(days=29, hours=23))
    assert activate(slip)


def test_a_new_slip_ends_the_older_one(world, slip, newcomer):
    newer = slips.issue(newcomer, by=world.secretary)

    with pytest.raises(ValidationError):
        activate(slip)
    assert activate(newer)


def test_who_forgot_the_password_chooses_another_with_a_new_slip(slip, newcomer, world, client):
    user = activate(slip)
    client.force_login(user)

    renewed = slips.issue(newcomer, by=world.secretary)
    again = activate(renewed, username="another", password="ปลาทูนึ่ง-น้ำพริก")

    assert again == user
    assert log_in(Client(), "another", "ปลาทูนึ่ง-น้ำพริก").status_code == 302
    assert client.get("/me/").status_code == 302  # whoever was logged in with the old one is logged out


def test_the_password_of_an_officer_is_not_renewed_by_a_slip(world, newcomer, slip):
    become(world.treasurer, newcomer)

    with pytest.raises(ValidationError, match="คนที่สอง"):
        slips.issue(newcomer, by=world.secretary)
    with pytest.raises(ValidationError):
        activate(slip)
    world.treasurer.refresh_from_db()
    assert world.treasurer.check_password(PASSWORD)


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


def test_a_slip_opens_with_the_number_of_the_network(world, client):
    person = joined(world).person
    slip, code = slips.issue(person, by=world.secretary)
    typed = {"slip": slip.number, "code": code, "last_digits": person.network_id[-4:], "born_on": "2490"}

    client.post(
        "/activate/", typed | {"username": "yaikaew", "password": "a-quiet-evening", "again": "a-quiet-evening"}
    )

    person.refresh_from_db()
    assert person.user is not None
