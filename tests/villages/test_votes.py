"""Who may say yes to a request, and whose yes it waits for."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funds.services import reversals
from ledger import queries as books
from tests.conftest import become
from villages.models import Officer, PendingRequest
from villages.services import requests


def test_the_maker_neither_approves_nor_refuses(world):
    receipt = world.deposit(500)
    pending = reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason="ลงผิดคน", request_id=uuid4())

    for decide in (requests.approve, partial(requests.refuse, reason="ไม่ถูกต้อง")):
        with pytest.raises(ValidationError):
            decide(pending, by=world.treasurer)
    assert PendingRequest.objects.get().status == "waiting"


@pytest.mark.parametrize("name", ["receiver", "secretary", "inspector", "auditor", "staff", "stranger", "member"])
def test_only_who_may_approve_approves(world, pending, name):
    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.users[name])


def test_the_beneficiary_does_not_approve(world, pending):
    become(world.checker, world.member.person)

    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.checker)


@pytest.mark.parametrize(("house", "may"), [("123/4", False), ("123/5", True), ("", True)])
def test_the_beneficiarys_household_does_not_approve(world, pending, new_id, house, may):
    become(world.checker, world.new_person(new_id(), house_no=house))

    if may:
        assert requests.approve(pending, by=world.checker)
    else:
        with pytest.raises(ValidationError):
            requests.approve(pending, by=world.checker)


def test_what_wants_the_network_too_happens_with_the_second_yes(world, pending):
    pending = PendingRequest.objects.create(
        group=world.group, act=pending.act, arguments=pending.arguments, reason=pending.reason, maker=pending.maker,
        wants_network=True,
    )  # fmt: skip

    assert requests.approve(pending, by=world.staff) is None
    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.staff)
    assert books.balance(world.passbook.account) == 500
    assert requests.approve(pending, by=world.checker).approved_by == world.checker


def test_who_takes_a_request_over_has_no_yes_to_it_any_more(world, pending):
    wish = PendingRequest.objects.create(
        group=world.group, act=pending.act, arguments=pending.arguments, reason=pending.reason, maker=pending.maker,
        wants_network=True,
    )  # fmt: skip
    requests.approve(wish, by=world.treasurer)
    Officer.objects.filter(person__user=pending.maker).update(until_on="2026-01-01")
    requests.take_over(wish, by=world.treasurer)

    assert requests.approve(wish, by=world.staff) is None
    assert books.balance(world.passbook.account) == 500
    assert requests.approve(wish, by=world.checker).approved_by == world.checker


def test_the_yes_of_who_lost_the_office_since_counts_no_more(world, pending):
    wish = PendingRequest.objects.create(
        group=world.group, act=pending.act, arguments=pending.arguments, reason=pending.reason, maker=pending.maker,
        wants_network=True,
    )  # fmt: skip
    assert requests.approve(wish, by=world.checker) is None
    Officer.objects.filter(person__user=world.checker).update(until_on="2026-01-01")

    assert requests.approve(wish, by=world.staff) is None
    entry = requests.approve(wish, by=world.chair)
    assert entry
    assert entry.approved_by == world.chair


def test_in_a_group_with_few_officers_the_networks_staff_is_the_second(world, pending):
    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.staff)
    few = ("receiver", "treasurer")
    Officer.objects.filter(group=world.group).exclude(person__user__username__in=few).update(until_on="2026-01-01")

    assert requests.approve(pending, by=world.staff).approved_by == world.staff
