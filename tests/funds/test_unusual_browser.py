"""At the table: a far too large amount is asked once more, a large one by another officer, also without a signal."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from funds.models import Receipt, Visit
from funds.queries import unusual as unusual_queries
from funds.services import days, savings
from ledger import thai
from tests import made_bylaws
from tests.browser import Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import three_hands
from villages.models import PendingRequest
from villages.services import requests

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AMOUNTS = ("0", "0.01", "0.25", "1", "11", "21", "101", "2101.11", "1000001", "1000000.01", "11000011", "99999999990")


def test_large_amounts_at_the_table_with_and_without_a_signal(world, planned, new_id, live_server, browser):
    given = {"day_of_month": 5, "effective_from": date(2020, 1, 1), "resolution": "มติ 2/2569"}
    made_bylaws.set_working_day_bylaw(world.group, second_look=2000, **given)
    bylaw = {"minimum": 10, "step": 10, "resolution": "ไม่เก็บค่าแรกเข้า"}
    made_bylaws.set_product_bylaw(world.pledged, from_on=date(2021, 1, 1), **bylaw)
    other = world.new_member(new_id(), "มาลี")
    savings.open_passbook(other, world.pledged, on=other.joined_on, pledge=Decimal(300))
    day = days.open_day(planned(), three_hands(world), {}, by=world.treasurer)
    visitor = Visitor(browser, live_server.url).log_in("bookkeeper", PASSWORD)
    visitor.open(f"/g/{world.group.slug}/days/{day.pk}/sheet/")
    page = visitor.page
    first, second = page.locator(f"#p{world.member.person_id}"), page.locator(f"#p{other.person_id}")
    key = f"p{world.pledged.pk}"
    fault = page.locator("tr.fault")

    expect(page.locator("#desk")).to_be_visible()  # the script is at work

    # The script reads amounts aloud as the paper does.
    assert page.evaluate("all => all.map((one) => bahtWords(satang(one)))", list(AMOUNTS)) == [
        thai.baht_words(Decimal(amount)) for amount in AMOUNTS
    ]

    # Fifty million are repeated in words; one Enter more does not take another amount.
    cell = first.locator(f"input[name={key}]")
    cell.fill("50,000,000.00")
    cell.press("Enter")
    expect(fault).to_contain_text("ห้าสิบล้านบาทถ้วน")
    assert not Visit.objects.exists()
    cell.fill("6000")
    cell.press("Enter")
    expect(fault).to_contain_text("หกพันบาทถ้วน")
    fault.get_by_role("button").press("Enter")

    # Above 2,000 baht another officer agrees beside the row.
    password = fault.locator("input[type=password]")
    fault.locator("select").select_option(str(world.checker.pk))
    password.fill("wrong")
    password.press("Enter")
    expect(fault).to_contain_text("รหัสผ่าน")
    fault.locator("select").select_option(str(world.checker.pk))
    password.fill(PASSWORD)
    password.press("Enter")
    expect(first).to_contain_text("✓ 6,000.00")
    assert Receipt.objects.get().entry.approved_by == world.checker

    # Without a signal a large row is kept, waits, and its money lies apart; it becomes a request on return.
    page.context.route("**/days/**", lambda route: route.abort())
    cell = second.locator(f"input[name={key}]")
    cell.fill("2500")
    cell.press("Enter")
    expect(second).to_contain_text("⧗ 2,500.00")
    expect(page.locator("#unsent")).to_contain_text("2,500.00")
    expect(page.locator("#till [data-box] strong")).to_have_text("6,000.00")
    assert not PendingRequest.objects.filter(act=unusual_queries.TAKE).exists()
    page.context.unroute("**/days/**")
    page.evaluate("refresh()")
    expect(second.get_by_role("link", name="⧗ 2,500.00")).to_be_visible()
    pending = PendingRequest.objects.get(act=unusual_queries.TAKE)
    assert Visit.objects.count() == 1

    # Once agreed to, it is a receipt like any other.
    requests.approve(pending, by=world.chair)
    page.evaluate("refresh()")
    expect(second).to_contain_text("✓ 2,500.00")
    expect(page.locator("#till [data-box] strong")).to_have_text("8,500.00")
    assert Visit.objects.get(person=other.person).receipts.get().entry.approved_by == world.chair
