"""What each line of a table would pay a member and why, and what they and their family are offered to claim (R1.28)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws
from tests.welfare.conftest import (
    CHILD,
    agree,
    beside,
    file,
    line,
)
from villages.services import people
from welfare.models import Benefit
from welfare.queries import benefits as benefits_queries
from welfare.queries.days import with_payments
from welfare.services import claims, payments

STAY = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200)}


def offered(enrolment, on=date(2026, 6, 1)) -> set[str]:
    """The lines that somebody is offered to claim."""
    entitled = benefits_queries.entitlements(with_payments(type(enrolment).objects.filter(pk=enrolment.pk)).get(), on)
    return {each.benefit.kind for each in entitled if each.can_be_claimed}


def test_a_member_sees_what_each_line_would_pay_and_why(world, paid_up, table, django_assert_num_queries):
    mine = with_payments(type(paid_up).objects.filter(pk=paid_up.pk)).get()
    with django_assert_num_queries(4):
        entitled = benefits_queries.entitlements(mine, date(2026, 3, 1))
    early = {each.benefit.kind: each for each in entitled}
    later = {each.benefit.kind: each.outcome.amount for each in benefits_queries.entitlements(mine, date(2026, 6, 1))}

    assert early["sickness"].opens_on == date(2025, 9, 25) + timedelta(days=180)
    assert later == {"birth": 1000, "sickness": 200, "education": 500, "age": 0, "death": 3000}
    assert "ต้องครบ 3 ปี" in " ".join(early["age"].steps)


def test_received_is_what_was_paid_only(world, paid_up, table):
    """Of a thousand a year: six hundred asked for are not received, and cannot be asked for again."""
    first = file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 1), nights=3)
    second = file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 1), nights=3)
    assert "รับไปแล้ว 0.00 ขอไว้แต่ยังไม่ได้รับ 600.00 เหลือ 400.00 บาท" in " ".join(benefits_queries.in_sentences(second.steps))
    claims.decide(second, yes=False, by=world.chair, reason="ยื่นใหม่")

    payments.pay(agree(world, first), by=world.receiver, request_id=uuid4())
    third = file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 1), nights=3)

    assert "รับไปแล้ว 600.00 บาท เหลือ 400.00 บาท" in " ".join(benefits_queries.in_sentences(third.steps))


def test_everybody_is_offered_what_they_can_claim(world, fund, mother, new_id, lines):
    boy = beside(world, fund, new_id, "กล้า", prefix="เด็กชาย", born_on=date(2011, 5, 1))
    girl = beside(world, fund, new_id, "แก้ว", prefix="เด็กหญิง", born_on=date(2016, 1, 1))

    assert offered(mother) == {"birth", "sickness", "need", "education", "other"}
    assert offered(mother, timezone.localdate() + timedelta(days=1)) == set()  # nothing has happened yet
    assert offered(boy) == offered(girl) == {"sickness", "education"}
    for kind in ("birth", "need", "other"):
        with pytest.raises(ValidationError, match="อายุน้อยเกินกว่า"):
            file(world, boy, lines[kind], about=CHILD, nights=1)


def test_a_family_is_offered_the_death_once_it_is_written_down(world, fund, mother, new_id, lines, client):
    old = beside(world, fund, new_id, "ยาย", house_no=mother.member.person.house_no)
    client.force_login(world.users["member"])
    address = reverse("welfare:my_file", args=[old.pk, lines["death"].pk])
    assert address not in client.get(reverse("welfare:mine")).content.decode()

    people.record_death(old.member.person, on=date(2026, 6, 1))

    assert address in client.get(reverse("welfare:mine")).content.decode()
    assert "death" in offered(old)


def test_whose_membership_ended_stays_so_and_who_rests_waits_anew(world, fund, draft, enrolled):
    """Related: a day to come is computed from today's status."""
    made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    made_bylaws.decide_table(draft)
    today = timezone.localdate()
    mine = lambda: with_payments(type(enrolled).objects.filter(pk=enrolled.pk)).get()  # noqa: E731
    codes = lambda on: [step.code for step in benefits_queries.entitlements(mine(), on)[0].outcome.steps if step.stops]  # noqa: E731

    assert codes(today) == ["suspended"]
    assert codes(today + timedelta(days=30)) == ["waits"]
    assert codes(today + timedelta(days=181)) == []
