"""What members will feel of a by-law: how many they are, and an example."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from funds.models import ProductBylaw, WorkingDayBylaw
from funds.queries import bylaws as bylaws_queries
from ledger import thai
from villages.models import ReturnBylaw
from villages.services import people


def test_who_may_take_out_whose_pledge_fits_no_more_and_what_a_miss_costs(world):
    world.deposit(500)
    bylaw = ProductBylaw(product=world.pledged, minimum=30, step=40, withdrawable=True, fine=10, fine_percent=1)

    assert bylaws_queries.of_product(bylaw, ProductBylaw(withdrawable=False)) == [
        "มีสมาชิก 1 คนออมประเภทนี้",
        "เงินออม 500.00 บาทของสมาชิกจะถอนได้",
        "1 คนในนั้นตั้งสัจจะไว้ไม่ตรงกับระเบียบใหม่ เช่น 500.00 บาท",
        "ผู้ที่ตั้งสัจจะ 500.00 บาทแล้วขาดส่งหนึ่งเดือน เสียค่าปรับ 15.00 บาท",
    ]


def test_of_what_stays_as_it_was_nothing_is_said(world):
    """It could be taken out before, the pledge still fits, and there is no fine; a closed passbook counts no more."""
    bylaw = ProductBylaw(product=world.pledged, minimum=10, step=10, withdrawable=True, fine=0, fine_percent=0)

    assert bylaws_queries.of_product(bylaw, ProductBylaw(withdrawable=True)) == ["มีสมาชิก 1 คนออมประเภทนี้"]
    world.passbook.closed_on = timezone.localdate()
    world.passbook.save()
    assert bylaws_queries.of_product(bylaw, ProductBylaw(withdrawable=True)) == ["มีสมาชิก 0 คนออมประเภทนี้"]


@pytest.mark.parametrize(
    ("day_of_month", "first"), [(10, date(2026, 6, 10)), (9, date(2026, 7, 9)), (31, date(2026, 6, 30))]
)
def test_the_first_evening_by_the_new_rule_is_none_before_its_first_day(world, day_of_month, first):
    bylaw = WorkingDayBylaw(group=world.group, effective_from=date(2026, 6, 10), day_of_month=day_of_month)

    (sentence,) = bylaws_queries.of_day(bylaw, None)

    assert sentence == f"สมาชิก 1 คนมาในวันนั้น ครั้งแรก {thai.long_date(first)}"


def test_who_is_away_and_from_when_somebody_who_leaves_today_comes_back(world, monkeypatch, new_id):
    people.leave(world.new_member(new_id()), on=date(2026, 8, 1), reason="ย้าย")
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: date(2026, 8, 31))

    assert bylaws_queries.of_return(ReturnBylaw(group=world.group, months=6), None) == [
        "มีผู้ลาออกไปแล้ว 1 คนที่อาจกลับเข้ามา",
        "ผู้ที่ลาออกวันนี้กลับเข้ามาได้ตั้งแต่ 28 กุมภาพันธ์ 2570",
    ]


def test_the_example_fine_is_of_the_pledge(world):
    bylaw = ProductBylaw(product=world.pledged, minimum=10, step=10, fine=0, fine_percent=Decimal("0.5"))

    assert bylaws_queries.of_product(bylaw, None)[-1] == ("ผู้ที่ตั้งสัจจะ 500.00 บาทแล้วขาดส่งหนึ่งเดือน เสียค่าปรับ 2.50 บาท")
