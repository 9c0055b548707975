"""Sessions end when nobody uses them, and addresses hold no citizen ID."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.villages.test_adapter import log_in
from villages.middleware import MEMBERS_IDLE, OFFICERS_IDLE, addresses_hold_no_citizen_id
from villages.models import Officer


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


# -- Addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_search_by_a_whole_citizen_id_goes_on_with_its_last_digits(method):
    middleware = addresses_hold_no_citizen_id(lambda request: HttpResponse("page"))

    answer = middleware(getattr(RequestFactory(), method)("/g/sajja-8/members/?q=1-1014-00000-01-4&state=here"))

    assert (answer.status_code, answer["Location"]) == (302, "/g/sajja-8/members/?q=00014&state=here")


@pytest.mark.parametrize(
    "request_",
    [
        RequestFactory().get("/g/sajja-8/members/?q=%E0%B9%90%E0%B9%98&q=08-0001"),
        RequestFactory().get("/"),
        RequestFactory().post("/g/sajja-8/members/new/?q=1101400000014"),
    ],
    ids=["other numbers", "nothing", "a form"],
)
def test_every_other_address_opens_its_page(request_):
    assert addresses_hold_no_citizen_id(lambda request: HttpResponse("page"))(request_).content == b"page"
