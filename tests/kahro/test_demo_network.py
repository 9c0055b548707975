"""The demonstration network: believable, the same every time, clean under every proof, and open to its log-ins."""

import io
from collections.abc import Collection
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from funds.models import Receipt
from kahro.demo import network as demo_network
from ledger import rules as ledger_rules
from ledger import services as ledger
from ledger import thai, verify
from ledger.models import Entry, Line, Period, Verification
from villages.models import Group, Member, MembershipPeriod, Officer, PendingRequest, Person


def fill(villages: Collection[int] = demo_network.SIZES) -> None:
    sizes = {number: demo_network.SIZES[number] for number in villages}
    with mock.patch.multiple(demo_network, AT_THE_TABLE=2, SIZES=sizes):
        demo_network.fill(io.StringIO(), months=4, scale=0.1)


def people_and_lines() -> list:
    """What must be the same each time: who there is, and every line of every book."""
    people = Person.objects.order_by("pk").values_list("citizen_id", "prefix", "first_name", "last_name", "born_on")
    lines = Line.objects.order_by("entry__book__slug", "entry__seq", "position")
    columns = ("entry__number", "entry__on", "entry__event", "account__heading", "account__name", "debit", "credit")
    return [*people, *lines.values_list(*columns)]


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def network(filled, db) -> None:
    """The small network, as it is after a fill."""


def test_the_same_throws_bring_the_same_people_and_amounts(db):
    fills = []
    for _time in range(2):
        before = transaction.savepoint()
        fill(villages=[5, 8])
        fills.append(people_and_lines())
        transaction.savepoint_rollback(before)

    assert fills[0] == fills[1]
    assert len(fills[0]) > 100


def test_the_past_is_written_in_its_order(network):
    """In three books a reversal of today stood before evenings of weeks ago."""
    assert not Entry.objects.exclude(clock=None).exists()
    assert Entry.objects.filter(reverses__isnull=False).exists()


def test_every_proof_passes_right_away_and_again_the_next_night(network):
    at_once, next_night = Verification.objects.get(), ledger.verify_and_record()

    assert (at_once.passed, next_night.passed) == (at_once.checks, next_night.checks)
    assert next_night.checks == len(verify.CHECKS)


def test_nine_savings_groups_and_three_village_funds(network):
    kinds = list(Group.objects.values_list("kind", flat=True))

    assert (kinds.count("SAJJA"), kinds.count("VF"), kinds.count("WEL"), len(kinds)) == (9, 3, 1, 13)


def test_citizen_ids_are_valid_and_belong_to_one_person_each(network):
    ids = list(Person.objects.values_list("citizen_id", flat=True))

    assert [thai.citizen_id(number) for number in ids] == ids
    assert len(set(ids)) == len(ids)


def test_every_office_and_every_account_is_a_person_with_a_house_of_their_own(network):
    of_officers = Person.objects.exclude(offices=None).values_list("village", "house_no").distinct()

    assert not User.objects.filter(person=None).exists()
    assert Officer.objects.count() > Person.objects.exclude(offices=None).distinct().count() == of_officers.count()
    assert not Member.objects.filter(person__house_no__in=[house for _village, house in of_officers]).exists()


def test_members_are_of_all_ages_and_children_have_a_guardian(network):
    today = timezone.localdate()
    ages = [member.person.age(today) for member in Member.objects.select_related("person")]

    assert all(any(low <= age < low + 20 for age in ages) for low in (0, 20, 40, 60))
    assert not Member.objects.filter(guardian=None, person__born_on__gt=today - timedelta(days=20 * 365)).exists()


def test_all_months_but_the_last_three_are_closed(network):
    first = ledger_rules.first_of_month(timezone.localdate())
    for _month in range(2):
        first = ledger_rules.first_of_month(first - timedelta(days=1))

    assert set(Period.objects.exclude(closed_at=None).values_list("month", flat=True)) == {
        month for month in Period.objects.values_list("month", flat=True) if month < first
    }
    assert Period.objects.exclude(closed_at=None).exists()


def test_some_left_and_were_paid_out_by_two_officers_and_one_came_back(network):
    paid_out = Entry.objects.filter(event="J08").exclude(approved_by=None)

    assert MembershipPeriod.objects.exclude(left_on=None).count() == 3
    assert Member.objects.exclude(left_on=None).count() == 2
    assert Receipt.objects.filter(entry__in=paid_out, member__membership_periods__left_on__isnull=False).exists()
    assert not PendingRequest.objects.filter(status="waiting").exists()


@pytest.mark.parametrize(("username", "password", "page"), [login[1:] for login in demo_network.logins()])
def test_a_printed_log_in_works_and_opens_its_page(network, client, settings, username, password, page):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # as the fill hashed them

    entered = client.post(reverse("account_login"), {"login": username, "password": password})

    assert entered.status_code == 302
    assert client.get(page).status_code == 200
