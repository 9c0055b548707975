"""Text is cleaned before any page reads it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from funds.services import savings
from ledger import queries as books
from villages.models import Person

NAM_FON = "น้ำฝน"
TYPED = ["นํ้าฝน", "น้ําฝน", "น\u200b้ำฝน", "\ufeffน้ำฝน", "\u00a0น้ำฝน  ", "น้ำ\u00adฝน"]


@pytest.fixture
def nam_fon(world, new_id):
    return world.new_member(new_id(), NAM_FON, last_name="ทองแก้ว")


@pytest.mark.parametrize("typed", TYPED)
def test_a_name_is_found_however_it_is_typed(world, nam_fon, visit, typed):
    passbook = savings.open_passbook(nam_fon, world.pledged, on=nam_fon.joined_on, pledge=Decimal(10))
    world.deposit(10, passbook=passbook)

    for page in ("funds:find", "villages:members", "funds:receipts"):
        answer = visit("treasurer").get(reverse(page, args=["sajja-8"]), {"q": typed}, follow=True)
        assert "ทองแก้ว" in answer.content.decode(), page


@pytest.mark.parametrize("typed", TYPED)
def test_a_name_is_kept_in_one_spelling(world, nam_fon, visit, typed):
    address = reverse("villages:edit_member", args=["sajja-8", nam_fon.pk])
    form = visit("secretary").get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}

    visit("secretary").post(address, values | {"first_name": typed, "born_on": "1/5/2513"})

    nam_fon.person.refresh_from_db()
    assert nam_fon.person.first_name == NAM_FON


def test_a_name_of_one_invisible_letter_is_no_name(world, nam_fon, visit):
    address = reverse("villages:edit_member", args=["sajja-8", nam_fon.pk])
    form = visit("secretary").get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}

    answer = visit("secretary").post(address, values | {"first_name": "\u3164", "born_on": "1/5/2513"})

    assert answer.status_code == 200
    assert not Person.objects.filter(first_name="\u3164").exists()


def test_an_amount_is_read_as_thai_people_write_whole_baht(world, visit):
    address = reverse("funds:deposit", args=["sajja-8", world.passbook.pk])
    form = visit("treasurer").get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}

    form = visit("treasurer").post(address, values | {"amount": "9,400.-"}).context["form"]  # more than usual (R0.18)
    visit("treasurer").post(address, values | {"amount": "9,400.-", "sure": form["sure"].value()})

    assert books.balance(world.passbook.account) == 9400


@pytest.mark.parametrize("path", ["/r/%00/", "/r/%E2%80%8B/", "/g/sajja-8%00/", "/g/%EF%BB%BFsajja-8/"])
def test_an_address_nobody_can_type_leads_nowhere(world, client, visit, path):
    assert client.get(path).status_code == 404
    assert visit("treasurer").get(path).status_code == 404


def test_a_password_stays_as_it_was_typed(world, client):
    world.treasurer.set_password("รหัส  ลับ ํา")
    world.treasurer.save()

    client.post("/accounts/login/", {"login": "treasurer", "password": "รหัส  ลับ ํา"})

    assert "_auth_user_id" in client.session
