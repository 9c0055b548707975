"""Activation in the browser, and who may print a slip."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pypdf import PdfReader

from tests.villages.test_adapter import log_in, logged_in
from tests.villages.test_slips import CHOSEN, typed
from villages.models import ActivationSlip


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


def test_who_activates_with_a_slip_is_known_on_that_phone(slip, client):
    client.post("/activate/", typed(slip))
    client.post("/accounts/logout/")
    for _n in range(5):
        log_in(Client(), CHOSEN["username"], "wrong")

    log_in(client, CHOSEN["username"], CHOSEN["password"])

    assert logged_in(client)
