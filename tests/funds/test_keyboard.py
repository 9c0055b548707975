"""Forty people are queueing: the counter is worked with the number pad and Enter alone."""

import pytest
from playwright.sync_api import Page

from funds.models import Receipt
from funds.services import savings
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def key(page: Page, *keys: str) -> int:
    """Press keys where the page has put the focus; Enter leads to the next page. Returns how many."""
    for pressed in keys:
        if pressed == "Enter":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.locator(":focus").wait_for()
        else:
            page.keyboard.press(pressed)
    return len(keys)


@pytest.mark.parametrize(("javascript", "typed", "taken"), [(True, "700", 720), (False, "", 320)])
def test_a_queue_of_three_needs_a_number_and_three_enters_each(
    world, live_server, browser, new_id, javascript, typed, taken
):
    for pledge in (100, 200, 300):
        member = world.new_member(new_id(), f"คนที่{pledge}")
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=pledge)

    page = browser.new_context(java_script_enabled=javascript).new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/g/{world.group.slug}/deposit/")
    page.fill("[name=login]", "treasurer")
    page.fill("[name=password]", PASSWORD)
    key(page, "Enter")
    pressed = [key(page, number, "Enter", "Enter", "Enter") for number in "23"]
    key(page, "4", "Enter", *typed, "Enter", "Enter")

    receipts = Receipt.objects.order_by("pk")
    assert [receipt.member.number for receipt in receipts] == ["08-0002", "08-0003", "08-0004"]
    totals = [sum(line.debit for line in receipt.entry.lines.all()) for receipt in receipts]
    assert totals == [120, 220, taken]  # the pledge and a newcomer's entry fee
    assert pressed == [4, 4]
