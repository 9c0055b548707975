"""Leaving, a death and what is paid after them, as two officers do it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.queries import leaving as leaving_queries
from funds.services import deaths, leaving, payouts
from ledger.models import Account, Entry
from villages.models import Member, MembershipPeriod, PendingRequest
from villages.services import people, requests

Cause = MembershipPeriod.Cause
MOTHER = ("นางสมศรี ใจดี", "มารดา", Decimal("33.33"))
BROTHER = ("นายสมชาย ใจดี", "พี่ชาย", Decimal("33.33"))
SON = ("นายเอก ใจดี", "บุตร", Decimal("33.34"))
TODAY = timezone.localdate


def ask(world, member: Member | None = None, **more) -> PendingRequest:
    given = {"reason": "ไปอยู่กับลูกสาว", "by": world.bookkeeper, "request_id": uuid4()}
    return leaving.ask_to_leave(member or fresh(world.member), **given | more)


def fresh(member: Member) -> Member:
    return Member.objects.select_related("person__user", "group__village").get(pk=member.pk)


def leave(world, member: Member | None = None, **more) -> Entry | None:
    return requests.approve(ask(world, member, **more), by=world.treasurer)


def payable(world) -> Account:
    return leaving_queries.payables(world.group).get(holder=world.member.number)


def ask_to_pay(world, amount=None, **more) -> PendingRequest:
    amount = Decimal(amount) if amount else None
    return payouts.ask_to_pay(payable(world), amount, **{"by": world.receiver, "request_id": uuid4()} | more)


def pay(world, amount=None, **more) -> Entry:
    entry = requests.approve(ask_to_pay(world, amount, **more), by=world.treasurer)
    assert entry
    return entry


def record_death(world, on: date | None = None, **more) -> PendingRequest | None:
    given = {"on": on or TODAY(), "reason": "มรณบัตรเลขที่ 12", "by": world.bookkeeper, "request_id": uuid4()}
    return deaths.record_death(fresh(world.member), **given | more)


def settle_death(world, on: date | None = None) -> Entry | None:
    pending = record_death(world, on)
    assert pending
    return requests.approve(pending, by=world.treasurer)


def refused(act: Callable) -> str:
    with pytest.raises(ValidationError) as refusal:
        act()
    return " ".join(refusal.value.messages)


def lines(entry: Entry) -> set[tuple[str, Decimal, Decimal]]:
    return {(line.account.heading_id, line.debit, line.credit) for line in entry.lines.select_related("account")}


def baht(text: str) -> Decimal:
    return Decimal(text)


def name_heirs(world, *named, on: date):
    return people.name_nominees(world.member, named, on=on, by=world.secretary)
