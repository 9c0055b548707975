"""Above `second_look` no receipt is written to which nobody else agreed (R3.32)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from funds.services import savings, second_looks
from villages.models import Group

TODAY = timezone.localdate


def test_who_records_a_large_receipt_is_not_who_agrees_and_is_told_so_at_the_field(world, second_look):
    second_look(400)

    with pytest.raises(ValidationError) as refusal:
        world.deposit(500, by=world.treasurer, agreed_by=world.treasurer)

    assert refusal.value.code == "second"
    assert world.deposit(500, by=world.treasurer, agreed_by=world.checker).entry.approved_by == world.checker


def test_of_two_large_receipts_the_officer_may_agree_to_both_or_to_none(world, new_id):
    """The chair decides requests of the first group only."""
    other = Group.objects.create(kind="GOP", name="กลุ่มออมทรัพย์", slug="gop-8", village=world.village)
    large = [second_looks.Paid(group, world.book, Decimal(600), Decimal(500)) for group in (world.group, other)]
    params = {"person": world.member.person, "by": world.treasurer, "agreed_by": world.chair, "request_id": uuid4()}
    second_looks.check(large[0], **params)

    for receipts in (large, large[::-1]):
        with pytest.raises(ValidationError) as refusal:
            second_looks.check(*receipts, **params)
        assert refusal.value.code == "second"


def test_a_fee_counts_for_what_is_large(world, new_id, second_look):
    second_look(500)
    joined = world.new_member(new_id())
    passbook = savings.open_passbook(joined, world.pledged, on=TODAY(), pledge=Decimal(500))

    assert world.deposit(500, passbook=passbook)
    with pytest.raises(ValidationError) as refusal:
        world.deposit(490, passbook=passbook, entry_fee=Decimal(20))
    assert refusal.value.code == "second"


def test_the_by_law_of_the_day_of_the_receipt_rules(world, second_look):
    second_look(400, effective_from=TODAY() - timedelta(days=10))

    assert world.deposit(500, on=TODAY() - timedelta(days=11))
    with pytest.raises(ValidationError):
        world.deposit(500, on=TODAY() - timedelta(days=10))


def test_postgresql_refuses_a_large_receipt_to_which_nobody_agreed(world, second_look, monkeypatch):
    second_look(400)
    monkeypatch.setattr(second_looks, "check", lambda *paid, **more: None)

    with pytest.raises(DatabaseError, match="names who agreed"), transaction.atomic():
        world.deposit(500)
    assert world.deposit(500, agreed_by=world.chair)
    assert world.deposit(400)
