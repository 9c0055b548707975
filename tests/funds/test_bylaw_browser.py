"""A by-law from proposal to agreement, by two people: one at a laptop, the other at a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from funds.models import ProductBylaw, SavingsProduct
from funds.queries import savings as savings_queries
from ledger import thai
from tests.browser import PHONE, Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import PNG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_by_law_goes_from_proposal_to_force_by_two_people(world, live_server, browser, tmp_path):
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    world.deposit(500)
    minutes = tmp_path / "minutes.png"
    minutes.write_bytes(PNG)

    def window(role: str, **more) -> Visitor:
        return Visitor(browser, live_server.url, **more).log_in(role, PASSWORD)

    treasurer = window("treasurer").open(f"/g/{world.group.slug}/products/")
    treasurer.follow(treasurer.page.locator(f"a[href$='/products/{world.pledged.pk}/rule/']"))
    meeting = {"decided_on": thai.numeric_date(today), "resolution": "ประชุมใหญ่ 1/2569 วาระ 4"}
    treasurer.fill(minimum="50", step="50", fine="10", **meeting)
    treasurer.page.set_input_files("[name=minutes]", minutes)
    treasurer.press("เสนอระเบียบนี้", within="main")
    assert thai.long_date(tomorrow) in treasurer.page.inner_text("main")  # money came today: tomorrow is the first day
    treasurer.fill(effective_from=thai.numeric_date(tomorrow))
    treasurer.page.set_input_files("[name=minutes]", minutes)
    treasurer.press("เสนอระเบียบนี้", within="main")
    assert treasurer.page.get_by_role("button", name="เห็นชอบ").count() == 0

    chair = window("chair", viewport=PHONE).open(f"/g/{world.group.slug}/")
    chair.follow(chair.page.locator("main a[href$='/requests/']"))
    chair.follow(chair.page.locator("main a[href*='/bylaws/productrule/']").first)
    said = chair.page.inner_text("main")
    assert "10.00 บาท เพิ่มทีละ 10.00 บาท" in said
    assert "50.00 บาท เพิ่มทีละ 50.00 บาท" in said
    assert "เสียค่าปรับ 10.00 บาท" in said
    paper = chair.page.locator("a[href$='/minutes/']").get_attribute("href")
    assert chair.page.request.get(chair.address + paper).body() == PNG
    chair.press(f"เห็นชอบให้ใช้ตั้งแต่ {thai.long_date(tomorrow)}", within="main")

    assert "เขียนโดย คุณtreasurer เห็นชอบโดย คุณchair" in chair.page.inner_text("main")
    assert chair.page.locator("main form[method=post]").count() == 0
    product = SavingsProduct.objects.get(pk=world.pledged.pk)
    assert (savings_queries.bylaw_on(product, today).minimum, savings_queries.bylaw_on(product, tomorrow).minimum) == (
        10,
        50,
    )
    bylaw = ProductBylaw.objects.get(effective_from=tomorrow)
    assert (bylaw.written_by, bylaw.agreed_by) == (world.treasurer, world.chair)
