"""A device is known for who logged in on it and for nobody else."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.villages.test_adapter import log_in, logged_in
from villages import devices


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


# -- The cookie --------------------------------------------------------------------------------------------------------


def after(names: list[str], cookie: str = "") -> str:
    """The cookie of a device on which these names logged in, one after the other."""
    for name in names:
        request = RequestFactory(headers={"cookie": f"device={cookie}"}).get("/")
        answer = devices.remember(HttpResponse(), request, User(username=name))
        cookie = answer.cookies["device"].value
    return cookie


def mark(cookie: str, name: str) -> str:
    return devices.known(RequestFactory(headers={"cookie": f"device={cookie}"}).get("/"), name)


def test_a_device_keeps_one_mark_for_all_who_log_in_on_it_however_they_type_their_name():
    first = after(["Treasurer8"])
    both = after(["member"], first)

    assert len(mark(first, "treasurer8")) == 16
    assert mark(both, "TREASURER8") == mark(both, "member") == mark(first, "treasurer8")
    assert mark(first, "member") == ""
    assert "reasurer" not in both


def test_the_twenty_newest_names_stay_and_who_comes_back_is_new_again():
    names = [f"name-{number}" for number in range(20)]

    cookie = after([*names, "name-0", "one more"])

    assert mark(cookie, "name-0")
    assert mark(cookie, "name-1") == ""
    assert mark(cookie, "name-2") == mark(cookie, "one more")
    assert mark(after([*names, "name-19"]), "name-0")  # who logs in twice takes no second place


def test_the_cookie_lasts_four_hundred_days_and_no_script_reads_it(settings):
    settings.SESSION_COOKIE_SECURE = True
    answer = devices.remember(HttpResponse(), RequestFactory().get("/"), User(username="member"))

    cookie = answer.cookies["device"]
    assert (cookie["max-age"], cookie["httponly"], cookie["secure"], cookie["samesite"]) == (
        34_560_000,
        True,
        True,
        "Lax",
    )
