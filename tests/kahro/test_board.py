"""The board of working days (R3.13, R3.18)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from funds.models import Obligation, WorkingDay
from funds.services import counting, days
from tests import made_bylaws
from tests.conftest import LONG_AGO
from tests.funds.conftest import Evening, three_hands
from villages.models import Group, Role, Village
from villages.services import groups

BOARD = "/subdistrict/working-days/"


def hold(world, days_ago: int = 0) -> Evening:
    on = timezone.localdate() - timedelta(days=days_ago)
    day = days.plan([world.group], on, by=world.treasurer)
    return Evening(world, days.open_day(day, three_hands(world), {}, by=world.treasurer))


def by_law(group, day_of_month=1, **more) -> None:
    bylaw = {"day_of_month": day_of_month, "weekend": "stay", "resolution": "มติ 1"} | more
    made_bylaws.set_working_day_bylaw(group, effective_from=LONG_AGO, **bylaw)


def text(client, **query) -> str:
    return client.get(BOARD, query).content.decode()


@pytest.fixture
def auditor(world, client):
    client.force_login(world.auditor)
    return client


def test_a_group_that_should_have_sat_is_told(world, auditor):
    by_law(world.group)
    page = text(auditor, on=f"{timezone.localdate():%d/%m/%Y}")

    assert str(world.group) in page
    if timezone.localdate().day > 1:
        assert "ยังไม่ได้เปิด ครบกำหนด" in page


def test_a_group_without_a_by_law_is_told(world, auditor):
    assert "ยังไม่มีระเบียบวันทำการ" in text(auditor)


def test_money_that_waits_for_the_bank_too_long_is_told(world, auditor):
    evening = hold(world, days_ago=4)
    evening.take(world.member.person, **{evening.key(world.passbook): "500"})
    evening.count({"500": 1})
    evening.sign()

    assert "ยังไม่นำฝากธนาคารมา 4 วัน" in text(auditor)
    evening.bank("500")
    page = text(auditor)
    assert "ยังไม่นำฝากธนาคารมา" not in page
    assert "นับแล้วแต่ยังไม่ปิดวัน" in page


def test_a_shortage_is_told_until_the_chair_writes(world, auditor):
    evening = hold(world)
    evening.take(world.member.person, **{evening.key(world.passbook): "500"})
    evening.count({"100": 4}, explanation="ขาด", responsible=world.receiver)
    evening.sign()

    page = text(auditor, show="differs")
    assert "(100.00)" in page
    assert "ยังไม่มีบันทึกของประธาน" in page
    counting.note_difference(evening.day, "รับทราบ", by=world.chair)
    assert "ยังไม่มีบันทึกของประธาน" not in text(auditor)


def test_cash_above_the_by_law_is_told(world, auditor):
    by_law(world.group, cash_limit=Decimal(100))
    evening = hold(world)
    evening.take(world.member.person, **{evening.key(world.passbook): "500"})
    evening.count({"500": 1}, next_float=500)
    evening.sign()

    assert "เงินสดในกล่องเกินที่ระเบียบกำหนด" in text(auditor)


def test_a_day_left_open_since_last_month_stays_on_the_board(world, auditor):
    hold(world, days_ago=timezone.localdate().day + 3)

    assert "ยังไม่ได้นับเงิน" in text(auditor)


def test_members_after_three_misses_are_counted(world, auditor):
    """R3.18"""
    month = timezone.localdate().replace(day=1)
    for _month in range(3):
        month = (month - timedelta(days=1)).replace(day=1)
        Obligation.objects.create(passbook=world.passbook, month=month, due_on=month, due=500)

    assert "รอพิจารณา 1 คน" in text(auditor)


def test_each_figure_opens_its_groups(world, auditor):
    evening = hold(world)

    for show, here in {"sat": True, "unfinished": True, "differs": False, "due": False}.items():
        assert (f"/days/{evening.day.pk}/" in text(auditor, show=show)) is here, show


def test_only_who_may_see_the_group_gets_its_link(world, client):
    day = hold(world).day
    client.force_login(world.facilitator)

    page = text(client)

    assert str(world.group) in page
    assert f"/days/{day.pk}/" not in page


def test_practice_stands_on_no_board(world, auditor):
    practice = groups.create_group(Group.Kind.SAJJA, "กลุ่มฝึก", "practice-1", village=world.village, is_practice=True)
    bylaw = {"from_on": LONG_AGO, "resolution": "มติ", "minimum": 10, "step": 10}
    made_bylaws.offer(practice.books.get(), "pledged", "ฝึก", **bylaw)

    assert "กลุ่มฝึก" not in text(auditor)


def test_the_board_costs_the_same_for_one_village_and_for_three(world, auditor, django_assert_num_queries):
    hold(world)
    auditor.get(BOARD)
    with django_assert_num_queries(QUERIES):
        auditor.get(BOARD)

    for number in (1, 2):
        village = Village.objects.create(number=number)
        other = groups.create_group(Group.Kind.SAJJA, f"กลุ่ม {number}", f"sajja-{number}", village=village)
        bylaw = {"from_on": LONG_AGO, "resolution": "มติ", "minimum": 10, "step": 10}
        made_bylaws.offer(other.books.get(), "pledged", "สัจจะ", **bylaw)
        world.appoint(world.stranger, Role.TREASURER, other)
        days.plan([other], timezone.localdate(), by=world.stranger)
    assert WorkingDay.objects.count() == 3
    with django_assert_num_queries(QUERIES):
        auditor.get(BOARD)


QUERIES = 17
