"""The buttons of practice: begin, lend another hand, throw away."""

from uuid import uuid4

from django.urls import reverse

from funds.services import reversals
from tests.kahro.conftest import words
from villages.models import Group
from villages.queries.groups import helpers, practice_groups


def test_nobody_presses_for_another_in_a_real_group(own, world, browser_of):
    entry = world.deposit(500).entry
    pending = reversals.ask_to_reverse(entry, by=world.bookkeeper, reason="พิมพ์ผิด", request_id=uuid4())
    browser, decision = browser_of(world.bookkeeper), reverse("villages:decide", args=[world.group.slug, pending.pk])

    for helper in (world.checker, helpers(own)[1]):
        browser.post(decision, {"approve": "1", "helper": helper.pk})
        browser.post(reverse("kahro:lend_hand", args=[world.group.slug]), {"helper": helper.pk})
        browser.post(decision, {"approve": "1"})

    pending.refresh_from_db()
    assert pending.status == "waiting"
    assert browser.get(decision).context["stand_ins"] == []


def test_lending_a_hand_lasts_until_it_is_taken_back_and_only_there(own, world, browser_of):
    browser, checker = browser_of(world.bookkeeper), helpers(own)[1]
    lend, find = reverse("kahro:lend_hand", args=[own.slug]), reverse("funds:find", args=[own.slug])

    answer = browser.post(lend, {"helper": checker.pk, "back": find})
    acting = browser.get(own.get_absolute_url()).wsgi_request.user
    at_home = browser.get(world.group.get_absolute_url()).wsgi_request.user

    assert answer["Location"] == find
    assert (acting, at_home) == (checker, world.bookkeeper)
    assert browser.get(find).status_code == 403  # a checker takes no money
    browser.post(lend, {"helper": "", "back": "https://elsewhere.example/"})
    assert browser.get(find).status_code == 200


def test_from_ones_group_into_practice_and_back(world, browser_of):
    browser = browser_of(world.receiver)

    begun = browser.post(reverse("kahro:practise", args=[world.group.slug]))
    own = practice_groups(world.receiver).get()
    again = browser.get(world.group.get_absolute_url())
    ended = browser.post(reverse("kahro:end_practice", args=[own.slug]))

    assert begun["Location"] == own.get_absolute_url()
    assert f'href="{own.get_absolute_url()}"' in again.content.decode()
    assert ended["Location"] == reverse("kahro:home")
    assert not practice_groups(world.receiver).exists()


def test_the_button_does_nothing_to_a_real_group(world, browser_of):
    browser = browser_of(world.receiver)

    answer = browser.post(reverse("kahro:end_practice", args=[world.group.slug]), follow=True)

    assert Group.objects.filter(pk=world.group.pk).exists()
    assert "กลุ่มนี้เป็นกลุ่มจริง" in words(answer)


def test_nobody_opens_the_practice_of_another(own, world, browser_of):
    browser = browser_of(world.receiver)

    for name in ("kahro:end_practice", "kahro:lend_hand", "kahro:practise"):
        assert browser.post(reverse(name, args=[own.slug])).status_code == 404
    assert Group.objects.filter(pk=own.pk).exists()
