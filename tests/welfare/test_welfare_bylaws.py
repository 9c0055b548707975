"""What members will feel of a by-law or a table is said before it is agreed to: how many they are, and an example."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from ledger import thai
from tests import made_bylaws
from tests.welfare.conftest import agree, file, give, line
from villages.services import requests
from welfare.models import SchemeBylaw
from welfare.queries import bylaws as bylaws_queries
from welfare.services import payments

TODAY = timezone.localdate()
DAY = thai.long_date(TODAY)
GIVE = "สมาชิก 1 คนออมวันละบาท"


@pytest.fixture
def behind(world, enrolled):
    """Paid to ten days ago, thirty days at a time."""
    give(world, enrolled, (TODAY - timedelta(days=10) - enrolled.joined_on).days + 1, enrolled.joined_on)
    return enrolled


def said(enrolment, **change) -> list[str]:
    """What is said of a by-law of today that changes something of the one in force."""
    before = enrolment.scheme.bylaws.get()
    numbers = {name: getattr(before, name) for name in SchemeBylaw.own_fields()}
    bylaw = SchemeBylaw(scheme=enrolment.scheme, effective_from=TODAY, **numbers | change)
    return bylaws_queries.of_scheme(bylaw, before)


def test_a_first_by_law_and_one_that_changes_nothing_are_felt_by_how_many_give(enrolled):
    assert bylaws_queries.of_scheme(enrolled.scheme.bylaws.get(), None) == [GIVE]
    assert said(enrolled) == [GIVE]


def test_who_owes_days_is_the_example_of_another_price(behind):
    """Thirty days from nine days ago on: nine at one baht, twenty-one at two (R0.5)."""
    paid = thai.long_date(TODAY - timedelta(days=10))

    assert said(behind, a_day=Decimal(2)) == [
        GIVE,
        f"ในจำนวนนี้ 1 คนต้องจ่ายเป็นยอดอื่นในวันที่ {DAY}",
        f"ตัวอย่าง: ผู้ที่จ่ายครั้งละ 30 วัน และจ่ายถึง {paid} วันที่ {DAY} ต้องจ่าย 51.00 บาท (ตามระเบียบเดิม 30.00 บาท) "
        "วันที่จ่ายไว้แล้วถือว่าจ่ายแล้ว",
    ]


def test_where_nobody_owes_the_example_is_who_paid_to_the_day_before(world, enrolled):
    give(world, enrolled, 3650, enrolled.joined_on)
    paid = thai.long_date(TODAY - timedelta(days=1))

    assert said(enrolled, a_day=Decimal("1.50")) == [
        GIVE,
        f"ตัวอย่าง: ผู้ที่จ่ายครั้งละ 30 วัน และจ่ายถึง {paid} วันที่ {DAY} ต้องจ่าย 45.00 บาท (ตามระเบียบเดิม 30.00 บาท) "
        "วันที่จ่ายไว้แล้วถือว่าจ่ายแล้ว",
    ]


def test_who_would_rest_by_the_new_limit_only_is_counted(behind):
    rests = f"ถ้าไม่จ่าย วันที่ {DAY} จะพักสิทธิมากกว่าตามระเบียบเดิมอีก 1 คน"

    assert said(behind, suspend_after=5) == said(behind, suspend_after=0, end_after=5) == [GIVE, rests]
    assert said(behind, suspend_after=30) == [GIVE]


def test_who_rests_by_the_old_rule_already_is_not_counted_again(enrolled):
    assert said(enrolled, suspend_after=5) == [GIVE]


def test_where_a_hundred_baht_go_is_said_when_the_shares_change(behind):
    shares = {"benefits_share": Decimal(80), "growth_share": Decimal(10), "reserve_share": Decimal(10)}

    assert said(behind, **shares) == [GIVE, "เงินทุก 100 บาทที่ออมนับแต่นั้นเข้ากองสวัสดิการ 80.00 บาท (เดิม 50.00 บาท)"]


def test_of_a_table_one_reads_what_the_last_years_claims_would_come_to(world, paid_up, table):
    stay = line(table, "sickness")
    claim = agree(world, file(world, paid_up, stay, on=TODAY - timedelta(days=20), nights=2))
    file(world, paid_up, stay, on=TODAY - timedelta(days=10), nights=1)  # not decided yet
    new = made_bylaws.draft_table(paid_up.scheme, effective_from=TODAY, resolution="มติ 2")
    claimants = f"สมาชิก 1 คนขอสวัสดิการตามตารางนี้ได้ สำหรับเหตุตั้งแต่ {DAY}"
    assert bylaws_queries.of_table(new, table) == bylaws_queries.of_table(new, None) == [claimants]

    dearer = line(new, "sickness")
    dearer.amount = Decimal(275)
    made_bylaws.write_benefit(dearer)

    assert bylaws_queries.of_table(new, table) == [
        claimants,
        "ปีที่ผ่านมาจ่ายตามรายการที่เปลี่ยนไป 400.00 บาท ตามตารางใหม่จะเป็นราว 550.00 บาท",
    ]
    lapse = payments.ask_to_lapse(claim, reason="ไม่มารับ", by=world.treasurer, request_id=uuid4())
    requests.approve(lapse, by=world.checker)
    assert bylaws_queries.of_table(new, table) == [claimants]
