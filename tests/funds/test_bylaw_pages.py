"""By-laws on their pages: proposed by one officer, read and agreed by another."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from funds.models import ProductBylaw, WorkingDayBylaw
from funds.services import savings
from ledger import queries as books
from ledger import thai
from tests.funds.conftest import PNG
from villages.models import PendingRequest, ReturnBylaw
from villages.services import bylaws

TODAY = timezone.localdate
BYLAW = {
    "resolution": "ประชุมใหญ่ 1/2569", "minimum": "10", "step": "10", "entry_fee": "20", "withdrawable": "on",
    "withdrawal_limit": "9,000,000", "youngest": "0", "oldest": "150", "fine": "0", "fine_percent": "0",
    "grace": "0", "misses": "3",
}  # fmt: skip


@pytest.fixture
def visit(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def page_of(bylaw) -> str:
    return reverse("villages:bylaw", args=[bylaw.group.slug, bylaw.kind, bylaw.pk])


def press(bylaw, name: str) -> str:
    return reverse(f"villages:{name}", args=[bylaw.group.slug, bylaw.kind, bylaw.pk])


def text(answer) -> str:
    return answer.content.decode()


def propose(client, world, **more):
    today = thai.numeric_date(TODAY())
    bylaw = BYLAW | {"effective_from": today, "decided_on": today} | more
    return client.post(reverse("funds:product_bylaw", args=[world.group.slug, world.pledged.pk]), bylaw, follow=True)


def pay_out(client, world, amount: str):
    address = reverse("funds:withdraw", args=[world.group.slug, world.passbook.pk])
    paid = {"amount": amount, "on": thai.numeric_date(TODAY()), "reason": "ค่าเทอม", "request_id": uuid4()}
    return client.post(address, paid, follow=True)


def test_a_treasurer_alone_lets_nobody_take_pledged_savings_out(world, visit, put_into_box):
    """Seen on the demonstration: an officer wrote a by-law from today alone, and paid 9,000,000 a day by it."""
    world.deposit(500, on=TODAY() - timedelta(days=2))
    put_into_box(500)
    client = visit(world.treasurer)

    written = text(propose(client, world))
    bylaw = ProductBylaw.every.get(agreed_at=None)
    client.post(press(bylaw, "agree_bylaw"), {"seen": bylaw.written_at.isoformat()})
    pay_out(client, world, "400")

    assert "รอกรรมการอีกคน" in written
    assert bylaws.proposal(ProductBylaw, world.pledged) == bylaw
    assert books.balance(world.passbook.account) == 500
    assert not PendingRequest.objects.exists()
    visit(world.checker).post(press(bylaw, "agree_bylaw"), {"seen": bylaw.written_at.isoformat()})
    pay_out(visit(world.treasurer), world, "400")
    assert bylaws.proposal(ProductBylaw, world.pledged) == bylaw
    assert books.balance(world.passbook.account) == 500

    visit(world.chair).post(press(bylaw, "agree_bylaw"), {"seen": bylaw.written_at.isoformat()})
    pay_out(visit(world.treasurer), world, "400")

    assert books.balance(world.passbook.account) == 100


def test_the_second_officer_reads_old_beside_new_and_what_members_feel(world, visit):
    client = visit(world.treasurer)
    paper = SimpleUploadedFile("minutes.png", PNG, "image/png")
    propose(client, world, minimum="30", step="40", fine="10", minutes=paper)
    bylaw = ProductBylaw.every.get(agreed_at=None)

    waiting = text(visit(world.chair).get(reverse("villages:requests", args=[world.group.slug])))
    shown = text(visit(world.chair).get(page_of(bylaw)))
    minutes = visit(world.chair).get(press(bylaw, "minutes"))

    assert page_of(bylaw) in waiting
    assert str(world.pledged) in waiting
    for sentence in (
        "10.00 บาท เพิ่มทีละ 10.00 บาท", "30.00 บาท เพิ่มทีละ 40.00 บาท",  # old beside new
        "มีสมาชิก 1 คนออมประเภทนี้", "เช่น 500.00 บาท", "เสียค่าปรับ 10.00 บาท",  # what members feel
        "ประชุมใหญ่ 1/2569", "คุณtreasurer", "เปิดรายงานการประชุม", "เห็นชอบให้ใช้ตั้งแต่",
    ):  # fmt: skip
        assert sentence in shown
    assert shown.count("เปลี่ยน</span>") == 3  # smallest deposit, withdrawal, fine
    assert b"".join(minutes.streaming_content) == PNG
    visit(world.chair).post(press(bylaw, "agree_bylaw"), {"seen": bylaw.written_at.isoformat()})
    agreed = text(visit(world.loans).get(page_of(bylaw)))
    assert "เขียนโดย คุณtreasurer เห็นชอบโดย คุณchair" in agreed
    assert "แก้ร่าง" not in agreed


def test_what_waits_is_counted_on_the_groups_page(world, visit):
    propose(visit(world.treasurer), world)

    assert 'class="count">1<' in text(visit(world.chair).get(world.group.get_absolute_url()))


def test_the_writers_side_corrects_and_drops_it(world, visit):
    client = visit(world.secretary)
    propose(client, world)
    corrected = text(propose(client, world, minimum="70"))
    bylaw = ProductBylaw.every.get(agreed_at=None)

    assert "70.00" in corrected
    assert "ร่างที่รอ" in text(client.get(bylaw.get_correct_url()))
    assert "มีระเบียบ" not in corrected
    client.post(press(bylaw, "drop_bylaw"))
    assert not ProductBylaw.every.filter(agreed_at=None).exists()


def test_a_by_law_that_reaches_back_is_refused_beside_its_day(world, visit):
    world.deposit(500)

    answer = propose(visit(world.treasurer), world)

    tomorrow = thai.long_date(TODAY() + timedelta(days=1))
    assert f"วันแรกที่เริ่มใช้ได้คือ {tomorrow}" in str(answer.context["form"].errors["effective_from"])
    assert not ProductBylaw.every.filter(agreed_at=None).exists()


def test_the_by_laws_of_the_evening_and_of_coming_back_go_the_same_way(world, visit):
    client, today = visit(world.treasurer), thai.numeric_date(TODAY())
    meeting = {"effective_from": today, "decided_on": today, "resolution": "มติ 1"}
    sitting = {"day_of_month": "5", "weekend": "next", "cash_limit": "5,000", "second_look": "0"}
    sitting |= {"unusual_times": "10", "unusual_days": "31"}
    evening = client.post(reverse("funds:working_day_bylaw", args=[world.group.slug]), meeting | sitting, follow=True)
    back = client.post(reverse("funds:return_bylaw", args=[world.group.slug]), meeting | {"months": "6"}, follow=True)

    assert "ครั้งแรก" in text(evening)
    assert "กลับเข้ามาได้ตั้งแต่" in text(back)
    assert not world.group.working_day_bylaws.exists()
    assert not world.group.return_bylaws.exists()
    for kind in (WorkingDayBylaw, ReturnBylaw):
        bylaw = bylaws.proposal(kind, world.group)
        visit(world.chair).post(press(bylaw, "agree_bylaw"), {"seen": bylaw.written_at.isoformat()})
    assert world.group.working_day_bylaws.get().day_of_month == 5
    assert world.group.return_bylaws.get().months == 6


@pytest.mark.parametrize("kind", ["nothing", "entry"])
def test_a_kind_that_is_none_is_not_there(world, visit, kind):
    assert visit(world.chair).get(f"/g/{world.group.slug}/bylaws/{kind}/1/").status_code == 404


@pytest.mark.parametrize("members", [1, 4])
def test_the_page_of_a_by_law_costs_the_same_whatever_the_members(
    world, visit, new_id, django_assert_max_num_queries, members
):
    for _n in range(members - 1):
        member = world.new_member(new_id())
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100))
    client = visit(world.treasurer)
    propose(client, world)
    bylaw = ProductBylaw.every.get(agreed_at=None)

    with django_assert_max_num_queries(18):
        client.get(page_of(bylaw))
