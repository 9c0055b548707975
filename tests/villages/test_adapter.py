"""Log-in and its limits: a stranger locks nobody out but the stranger."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kahro import settings
from tests.conftest import PASSWORD


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


def test_a_known_device_guesses_five_times_too(world, client):
    log_in(client, "treasurer")
    client.post("/accounts/logout/")
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
