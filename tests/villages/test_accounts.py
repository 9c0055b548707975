"""Accounts: slips and activation, log-in and its limits, sessions that end."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from kahro import settings
from tests.conftest import PASSWORD, become
from villages.middleware import MEMBERS_IDLE, OFFICERS_IDLE
from villages.models import ActivationSlip, Officer, Person
from villages.services import slips

CHOSEN = {"username": "081-234-5678", "password": "ดอกไม้บานยามเช้า"}


@pytest.fixture
def newcomer(world, new_id) -> Person:
    return world.new_member(new_id(), born_on=date(1970, 5, 1)).person


@pytest.fixture
def slip(world, newcomer):
    issued, code = slips.issue(newcomer, by=world.secretary)
    return issued, code


@pytest.fixture
def clock(monkeypatch):
    """Moves the time of the site forward."""
    real, ahead = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + ahead[0])

    def forward(seconds: float) -> None:
        ahead[0] += timedelta(seconds=seconds)

    return forward


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


def test_the_printed_slip_carries_the_code_and_no_citizen_id(world, newcomer, visit, client, tmp_path):
    browser, member = visit("secretary"), newcomer.memberships.get()

    answer = browser.post(f"/g/sajja-8/members/{member.pk}/slip.pdf")

    (tmp_path / "slip.pdf").write_bytes(answer.content)
    page = PdfReader(tmp_path / "slip.pdf").pages[0]
    words = page.extract_text().split()
    codes = [f"{one} {two}" for one, two in zip(words, words[1:], strict=False) if len(one + two) == 8]
    issued = ActivationSlip.objects.get()
    assert "no-store" in answer["Cache-Control"]
    assert round(page.mediabox.width / 72 * 25.4) == 148
    assert newcomer.citizen_id not in "".join(words)
    assert any(
        client.post("/activate/", typed((issued, code))).status_code == 302 for code in codes if code[:4].isdigit()
    )


def test_looking_at_the_slip_issues_none(newcomer, visit):
    assert visit("secretary").get(f"/g/sajja-8/members/{newcomer.memberships.get().pk}/slip.pdf").status_code == 405
    assert not ActivationSlip.objects.exists()


# -- Activation in the browser -----------------------------------------------------------------------------------------


def test_a_member_activates_and_stands_on_their_own_page(slip, client):
    answer = client.post("/activate/", typed(slip, born_on="๑/๕/๒๕๑๓"), follow=True)

    assert answer.redirect_chain == [("/me/", 302)]
    assert answer.context["user"].username == CHOSEN["username"]


@pytest.mark.parametrize("number", ["²", "abc", "-1", "99999999999", ""])
def test_a_slip_number_that_is_none_is_refused_like_any_other(slip, client, number):
    assert client.post("/activate/", typed(slip, slip=number)).status_code == 200
    assert not User.objects.filter(username=CHOSEN["username"]).exists()


def test_a_refused_try_counts_although_the_form_fails(slip, client):
    client.post("/activate/", typed(slip, code="1"))

    assert ActivationSlip.objects.get().guesses == 1


def test_one_address_tries_ten_times_a_minute_whatever_the_slip(slip, client):
    answers = [client.post("/activate/", typed(slip, slip=n)).status_code for n in range(1000, 1012)]

    assert answers == [200] * 10 + [429] * 2
    assert client.post("/activate/", typed(slip)).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").post("/activate/", typed(slip)).status_code == 302


# -- Log-in ------------------------------------------------------------------------------------------------------------


def log_in(browser, username: str, password: str = PASSWORD):
    return browser.post("/accounts/login/", {"login": username, "password": password})


@pytest.mark.parametrize("username", ["treasurer", "auditor", "member"])
def test_everybody_logs_in_and_is_led_home(world, client, username):
    assert log_in(client, username)["Location"] == "/"


def test_a_page_from_before_the_last_log_in_says_that_nothing_was_saved_and_what_to_do(world):
    answer = log_in(Client(enforce_csrf_checks=True), "treasurer")

    assert answer.status_code == 403
    assert "โหลดหน้าใหม่" in answer.content.decode()


def logged_in(browser) -> bool:
    return "_auth_user_id" in browser.session


def test_after_five_wrong_passwords_from_one_address_the_right_one_is_refused_there(world, client):
    for _n in range(5):
        log_in(client, "treasurer", "wrong")

    answer = log_in(client, "treasurer")

    assert not logged_in(client)
    assert "อุปกรณ์ที่เคยเข้าสู่ระบบ" in answer.content.decode()  # what to do
    log_in(client, "chair")
    assert logged_in(client)


def test_a_strangers_wrong_passwords_do_not_lock_the_owner_out(world, client):
    for _n in range(6):
        log_in(Client(REMOTE_ADDR="10.0.0.9"), "treasurer", "wrong")

    log_in(client, "treasurer")

    assert logged_in(client)


def test_a_stranger_in_the_same_hall_does_not_lock_out_a_known_device(world, client):
    log_in(client, "treasurer")
    client.post("/accounts/logout/")
    stranger = Client()
    for n in range(12):
        log_in(stranger, "treasurer" if n % 2 else f"name-{n}", "wrong")
    log_in(stranger, "treasurer")
    assert not logged_in(stranger)

    log_in(client, "treasurer")

    assert logged_in(client)


def test_a_known_device_guesses_five_times_too(world, client):
    log_in(client, "treasurer")
    client.post("/accounts/logout/")
    for _n in range(5):
        log_in(client, "treasurer", "wrong")

    log_in(client, "treasurer")

    assert not logged_in(client)


def test_a_device_is_known_for_who_logged_in_on_it_and_for_nobody_else(world, client):
    log_in(client, "member")
    client.post("/accounts/logout/")
    for _n in range(5):
        log_in(Client(), "treasurer", "wrong")

    log_in(client, "treasurer")

    assert not logged_in(client)


@pytest.mark.parametrize("cookie", ["", "made up", "WyJ4IiwieSJd:1:2"])
def test_a_cookie_made_up_makes_no_device_known(world, client, cookie):
    client.cookies["device"] = cookie

    for _n in range(5):
        log_in(client, "treasurer", "wrong")
    log_in(client, "treasurer")

    assert not logged_in(client)


def test_many_addresses_together_guess_a_thousand_times_a_day(world, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_elsewhere": "3/d/key"}
    for n in range(3):
        log_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), "treasurer", "wrong")

    log_in(client, "treasurer")

    assert not logged_in(client)


def test_who_activates_with_a_slip_is_known_on_that_phone(slip, client):
    client.post("/activate/", typed(slip))
    client.post("/accounts/logout/")
    for _n in range(5):
        log_in(Client(), CHOSEN["username"], "wrong")

    log_in(client, CHOSEN["username"], CHOSEN["password"])

    assert logged_in(client)


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_an_account_switched_off_is_told_so_only_with_its_password(world, client, password):
    User.objects.filter(username="treasurer").update(is_active=False)

    answer = client.post("/accounts/login/", {"login": "treasurer", "password": password}, follow=True)

    assert answer.status_code == 200
    assert not logged_in(client)
    assert ("ปิดใช้" in answer.content.decode()) == (password == PASSWORD)


def test_one_address_guesses_ten_names_a_minute(world, client):
    for n in range(10):
        log_in(client, f"name-{n}", "wrong")

    log_in(client, "treasurer")

    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(world, client):
    answer = client.post("/accounts/signup/", {"username": "me", "password1": PASSWORD, "password2": PASSWORD})

    assert answer["Location"] == "/activate/"
    assert not User.objects.filter(username="me").exists()


def test_passwords_are_hashed_with_argon2(world):
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_a_password_is_changed_by_its_owner(world, visit, client):
    fields = {"oldpassword": PASSWORD, "password1": "แม่น้ำสายใหม่", "password2": "แม่น้ำสายใหม่"}

    visit("treasurer").post("/accounts/password/change/", fields)

    assert client.login(username="treasurer", password="แม่น้ำสายใหม่")


# -- Sessions ----------------------------------------------------------------------------------------------------------


def stays(browser, clock, seconds: float, page: str) -> bool:
    clock(seconds)
    return browser.get(page).status_code == 200


@pytest.mark.parametrize("name", ["treasurer", "auditor", "staff"])
def test_an_officers_session_ends_after_thirty_idle_minutes(world, clock, name):
    browser = Client()
    log_in(browser, name)

    assert stays(browser, clock, OFFICERS_IDLE - 5, "/g/sajja-8/")
    assert stays(browser, clock, OFFICERS_IDLE - 5, "/g/sajja-8/")
    assert not stays(browser, clock, OFFICERS_IDLE + 5, "/g/sajja-8/")


def test_a_members_session_lasts_two_idle_weeks(world, clock):
    browser = Client()
    log_in(browser, "member")

    assert stays(browser, clock, MEMBERS_IDLE - 5, "/me/")
    assert not stays(browser, clock, MEMBERS_IDLE + 5, "/me/")


def test_a_member_who_becomes_an_officer_gets_an_officers_session(world, clock):
    browser = Client()
    log_in(browser, "member")
    Officer.objects.create(person=world.member.person, group=world.group, role="loans", from_on=date(2020, 1, 1))

    assert stays(browser, clock, OFFICERS_IDLE + 5, "/me/")
    assert not stays(browser, clock, OFFICERS_IDLE + 5, "/me/")


@pytest.mark.parametrize("name", ["ประเสริฐ", "น้ำฝน", "ยายแก่", "สมชาย", "ปู่๑", "จ๊ะเอ๋"])
def test_thai_marks_are_letters_of_a_user_name(world, client, slip, name):
    activate(slip, username=name)

    typed = name.replace("ำ", "\u0e4d\u0e32").replace("\u0e49\u0e4d", "\u0e4d\u0e49") + "\u200b"
    log_in(client, typed, CHOSEN["password"])

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["ก²", "a b", "\u200b", "a/b", "①", "ก" * 61])
def test_a_user_name_of_other_signs_is_refused(world, slip, name):
    with pytest.raises(ValidationError):
        activate(slip, username=name)
