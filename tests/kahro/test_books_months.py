"""Months are closed in the browser, one after the other, by who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from funds.services import savings
from ledger import rules as ledger_rules
from ledger.models import Period
from tests.markup import folded


@pytest.fixture
def address(world):
    return reverse("kahro:months", args=[world.group.slug, world.book.slug])


@pytest.fixture
def last_month() -> date:
    return ledger_rules.first_of_month(ledger_rules.first_of_month(timezone.localdate()) - timedelta(days=1))


@pytest.fixture
def month_before(last_month) -> date:
    return ledger_rules.first_of_month(last_month - timedelta(days=1))


def close(client, address: str, month) -> str:
    return client.post(address, {"month": month}, follow=True).content.decode()


def test_the_bookkeeper_closes_the_earliest_open_month(world, client, address, last_month, month_before):
    world.deposit(100, on=month_before)
    world.deposit(100, on=last_month)
    client.force_login(world.bookkeeper)

    assert f'value="{month_before}"' in client.get(address).content.decode()
    page = close(client, address, month_before)

    assert f'value="{last_month}"' in page
    period = Period.objects.get(month=month_before)
    assert period.closed_by == world.bookkeeper
    with pytest.raises(ValidationError, match="ปิดบัญชีแล้ว"):
        world.deposit(100, on=month_before)


def test_pressing_twice_closes_one_month(world, client, address, last_month, month_before):
    world.deposit(100, on=month_before)
    world.deposit(100, on=last_month)
    client.force_login(world.chair)

    close(client, address, month_before)
    close(client, address, month_before)

    assert list(Period.objects.exclude(closed_at=None).values_list("month", flat=True)) == [month_before]


def test_this_month_has_no_button_and_is_refused(world, client, address):
    world.deposit(100)
    client.force_login(world.chair)

    assert 'name="month"' not in client.get(address).content.decode()
    close(client, address, timezone.localdate().replace(day=1))
    close(client, address, "soon")

    assert not Period.objects.exclude(closed_at=None).exists()


@pytest.mark.parametrize("role", ["treasurer", "auditor", "inspector"])
def test_others_read_the_months_and_close_none(world, client, address, role, last_month):
    world.deposit(100, on=last_month)
    client.force_login(world.users[role])

    assert 'name="month"' not in client.get(address).content.decode()
    assert client.post(address, {"month": last_month}).status_code == 403


def test_each_month_opens_its_entries(world, client, address, last_month):
    world.deposit(100, on=last_month)
    world.deposit(200, on=last_month)
    client.force_login(world.auditor)

    page = folded(client.get(address).content.decode())

    assert f'start={last_month}&amp;end={ledger_rules.last_of_month(last_month)}">2</a>' in page


def test_an_empty_passbook_is_closed_on_its_page_and_a_full_one_is_not(world, client):
    client.force_login(world.secretary)
    empty, full = world.special_passbook, world.passbook
    world.deposit(100, passbook=full)

    for passbook in (empty, full):
        client.post(reverse("funds:close_passbook", args=[world.group.slug, passbook.pk]))
        passbook.refresh_from_db()

    assert empty.closed_on == timezone.localdate()
    assert full.closed_on is None
    assert savings.open_passbook(world.member, world.special, on=timezone.localdate()) == empty
