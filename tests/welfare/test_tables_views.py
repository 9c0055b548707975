"""A benefit table in the browser: written line by line, tried, put in force."""

from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws
from tests.welfare.conftest import PLAIN, TYPED_LINES, paid, press, see
from welfare.models import Benefit, BenefitTable

STAY = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200)}
TODAY = f"{timezone.localdate():%d/%m/%Y}"


def test_a_trial_in_a_year_to_come_reckons_as_if_every_day_were_paid_and_says_so(world, fund, draft, enrolled, client):
    made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    paid(world, enrolled)  # nine hundred days, until March 2571
    client.force_login(world.treasurer)
    address = reverse("welfare:table", args=[fund.slug, draft.pk])

    near = client.get(address, {"member": enrolled.pk, "on": "1/6/2570"}).content.decode()
    far = client.get(address, {"member": enrolled.pk, "on": "1/6/2572"}).content.decode()

    assert "คิดเสมือนว่าส่งครบทุกวัน" not in near
    assert "คิดเสมือนว่าส่งครบทุกวัน" in far
    assert "สิทธิถูกพัก" not in far
    assert "200.00" in far


def test_a_table_is_written_in_the_browser_and_then_stays(world, fund, typed_table, client):
    page = see(client, "tables", fund.slug)

    assert (typed_table.written_by, typed_table.agreed_by) == (world.treasurer, world.chair)
    for sentence in ("คลอดบุตร", "ครั้งละไม่เกิน 600.00 บาท", "ตั้งแต่ 10 ปี: 30,000.00 บาท", "สูติบัตร"):
        assert sentence in page
    line = typed_table.benefits.first()
    changed = press(client, "line", fund.slug, typed_table.pk, line.pk, **PLAIN | TYPED_LINES[0] | {"amount": "9"})
    assert "แก้ไม่ได้" in changed.content.decode()
    press(client, "strike_line", fund.slug, typed_table.pk, line.pk)
    line.refresh_from_db()
    assert line.amount == 1000


def test_a_draft_is_tried_with_a_member_before_the_meeting_decides(world, fund, giver, client):
    client.force_login(world.treasurer)
    press(client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="มติ 1")
    table = BenefitTable.every.get()
    press(client, "new_line", fund.slug, table.pk, **PLAIN | TYPED_LINES[0])

    page = see(client, "table", fund.slug, table.pk, member=giver.pk, on=TODAY)
    early = see(client, "table", fund.slug, table.pk, member=giver.pk, on="1/12/2568")
    odd = see(client, "table", fund.slug, table.pk, member="x", on="วันนั้น")

    assert "1,000.00" in page.partition("ลองกับสมาชิก")[2]
    assert "มีสิทธิตั้งแต่ 24 มีนาคม 2569" in early
    assert "วันนั้น" in odd
    made_bylaws.decide_table(table)
    assert "ลองกับสมาชิก" not in see(client, "table", fund.slug, table.pk)
