"""The hall's network is lost and comes back: what a device shows without it, and what becomes of rows that were not
sent.

The server itself is stopped and started again; a browser's own offline switch does not cut everything.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from funds.models import TakenOver, UnsentRow, Visit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.services import counting, days, savings
from tests import made_bylaws
from tests.browser import Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import Evening, three_hands
from tests.server import Server
from villages.models import Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall(settings) -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def five(world, new_id) -> list:
    """Five members who pay 100, 200, 300, 400 and 500 baht; their numbers are 08-0002 to 08-0006."""
    bylaw = {"minimum": 10, "step": 10}
    made_bylaws.set_product_bylaw(world.pledged, from_on=date(2021, 1, 1), resolution="ไม่เก็บค่าแรกเข้า", **bylaw)
    members = []
    for number in range(1, 6):
        member = world.new_member(new_id(), f"สมาชิก{number:02d}")
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100 * number))
        members.append(member)
    return members


@pytest.fixture
def open_day(world, five, planned) -> WorkingDay:
    return days.open_day(planned(), three_hands(world), {}, by=world.treasurer)


def sheet_of(world, day) -> str:
    return f"/g/{world.group.slug}/days/{day.pk}/sheet/"


def ready(page: Page) -> None:
    page.wait_for_function("async () => (await (await caches.open('kahro-assets')).keys()).length > 0")


def at_the_sheet(browser, hall, world, day, name: str) -> Visitor:
    visitor = Visitor(browser, hall.url).log_in(name, PASSWORD)
    visitor.open(sheet_of(world, day))
    ready(visitor.page)
    return visitor


def take(page: Page, number: str) -> None:
    page.locator("#who").press_sequentially(number)
    page.locator("#who").press("Enter")


def row_of(page: Page, member):
    return page.locator(f"#p{member.person_id}")


def test_without_a_signal_a_device_shows_the_page_and_all_it_has_learnt_since(world, five, open_day, hall, browser):
    keeper = at_the_sheet(browser, hall, world, open_day, "bookkeeper").page
    receiver = at_the_sheet(browser, hall, world, open_day, "receiver").page
    take(keeper, "2")
    expect(row_of(keeper, five[0])).to_contain_text("✓ 100.00")
    take(receiver, "3")
    expect(row_of(keeper, five[1])).to_contain_text("✓ 200.00")  # learnt from the other laptop

    hall.stop()
    take(keeper, "4")
    expect(row_of(keeper, five[2])).to_contain_text("◌ 300.00")
    keeper.reload()

    expect(row_of(keeper, five[0])).to_contain_text("✓ 100.00")
    expect(row_of(keeper, five[1])).to_contain_text("✓ 200.00")
    expect(row_of(keeper, five[2])).to_contain_text("◌ 300.00")
    expect(keeper.locator("#till [data-box] strong")).to_have_text("600.00")
    keeper.close()
    keeper = keeper.context.new_page()
    keeper.goto(hall.url + sheet_of(world, open_day))
    expect(row_of(keeper, five[0])).to_contain_text("✓ 100.00")
    expect(keeper.locator("#till [data-box] strong")).to_have_text("600.00")

    hall.start()
    expect(row_of(keeper, five[2])).to_contain_text("✓ 300.00")
    assert Visit.objects.count() == 3
    assert boxes_queries.boxes(open_day)[0].expects == 600


def come_back(visitor: Visitor, name: str) -> Visitor:
    """Somebody else, or the same person again, logs in on the same device."""
    Session.objects.all().delete()
    return visitor.log_in(name, PASSWORD)


def rows_of_the_list(page: Page):
    return page.locator("#unsent-list tbody tr")


def test_a_row_that_returns_after_the_count_asks_no_more_and_ends_under_the_counters_receipt(
    world, five, open_day, hall, browser
):
    laptop = at_the_sheet(browser, hall, world, open_day, "bookkeeper")
    hall.stop()
    take(laptop.page, "3")
    expect(row_of(laptop.page, five[1])).to_contain_text("◌ 200.00")
    evening = Evening(world, open_day)
    evening.count({})
    evening.sign()
    counting.close(open_day, by=world.treasurer)
    sent = []
    laptop.page.on("request", lambda request: sent.append(request.method))

    hall.start()
    expect(laptop.page.locator("#says")).to_contain_text("นับเงินแล้ว")
    assert laptop.page.evaluate("clock") is None  # nobody is asked again by itself
    assert sent.count("POST") <= 1
    expect(laptop.page.locator("#unsent")).to_contain_text("200.00")
    for page in (f"/g/{world.group.slug}/", f"/g/{world.group.slug}/days/{open_day.pk}/", "/"):
        laptop.open(page)
        expect(laptop.page.locator("#unsent-here")).to_contain_text("1 แถว รวม 200.00 บาท")
    laptop.press("ดูรายการ")
    expect(rows_of_the_list(laptop.page)).to_contain_text(f"08-0003 {five[1].person}")
    expect(rows_of_the_list(laptop.page)).to_contain_text("คุณbookkeeper")
    laptop.look()

    passbook = five[1].passbooks.get()
    receipt = world.deposit(200, passbook=passbook)
    laptop.page.get_by_text("จัดการแถวนี้").click()
    laptop.page.locator("[name=numbers]").fill(world.deposit(100, passbook=passbook).entry.number)
    laptop.page.get_by_role("button", name="ลงที่เคาน์เตอร์แล้ว").click()
    expect(laptop.page.locator("#unsent-list .errors")).to_contain_text("100.00")
    laptop.page.locator("[name=numbers]").fill(receipt.entry.number)
    laptop.page.get_by_role("button", name="ลงที่เคาน์เตอร์แล้ว").click()
    expect(laptop.page.locator("#unsent-none")).to_be_visible()

    settled = UnsentRow.objects.get()
    assert (settled.person, settled.receipts.get().receipt) == (five[1].person, receipt)
    assert not Visit.objects.exists()
    laptop.open("/")
    expect(laptop.page.locator("#unsent-here")).to_be_hidden()


def test_a_row_of_an_officer_whose_term_ended_is_taken_over_by_another_hand(world, five, open_day, hall, browser):
    laptop = at_the_sheet(browser, hall, world, open_day, "bookkeeper")
    hall.stop()
    take(laptop.page, "4")
    expect(row_of(laptop.page, five[2])).to_contain_text("◌ 300.00")
    yesterday = timezone.localdate() - timedelta(days=1)
    Officer.objects.filter(person__user=world.bookkeeper).update(until_on=yesterday)

    hall.start()
    expect(laptop.page.locator("#says")).to_contain_text("รับช่วงต่อ")
    assert laptop.page.evaluate("clock") is None
    assert not Visit.objects.exists()
    come_back(laptop, "receiver").open("/unsent/")
    laptop.page.get_by_text("จัดการแถวนี้").click()
    laptop.page.get_by_role("button", name="รับช่วงต่อแล้วส่ง").click()
    expect(laptop.page.locator("#unsent-none")).to_be_visible()

    visit = Visit.objects.get()
    assert (visit.by, visit.received_by) == (world.receiver, world.receiver)
    assert TakenOver.objects.get(visit=visit).written_by == world.bookkeeper
    assert boxes_queries.boxes(open_day)[0].expects == 300


def test_without_a_signal_every_link_and_button_opens_a_page_of_ours_and_a_row_is_thrown_away_for_good(
    world, five, open_day, hall, browser
):
    laptop = at_the_sheet(browser, hall, world, open_day, "bookkeeper")
    page = laptop.page
    page.wait_for_function("async () => (await (await caches.open('kahro-pages')).keys()).length > 1")
    day_page = page.context.new_page()
    day_page.goto(f"{hall.url}/g/{world.group.slug}/days/{open_day.pk}/")
    hall.stop()
    take(page, "2")
    take(page, "5")
    expect(row_of(page, five[3])).to_contain_text("◌ 400.00")

    page.get_by_role("link", name="กลับหน้าวันทำการ").click()
    expect(page.locator("h1")).to_have_text("ไม่มีสัญญาณ")
    expect(rows_of_the_list(page)).to_have_count(2)
    day_page.locator("form[action$='/turn/'] button").click()
    expect(day_page.locator("h1")).to_have_text("ไม่มีสัญญาณ")
    page.get_by_role("link", name="กลับไปตารางรับเงิน").click()
    expect(row_of(page, five[3])).to_contain_text("◌ 400.00")
    page.get_by_role("link", name="ยังไม่ได้ส่งจากเครื่องนี้").click()
    expect(page.locator("#unsent-total")).to_have_text("500.00")
    first = rows_of_the_list(page).filter(has_text="08-0002")
    first.get_by_text("จัดการแถวนี้").click()
    first.locator("[name=reason]").fill("คืนเงินแล้ว")
    first.get_by_role("button", name="ทิ้งแถวนี้ไป").click()
    expect(rows_of_the_list(page).filter(has_text="08-0002")).to_contain_text("คืนเงินแล้ว")
    page.reload()
    expect(rows_of_the_list(page)).to_have_count(2)

    hall.start()
    laptop.open("/unsent/")
    expect(rows_of_the_list(page)).to_have_count(1)
    settled = UnsentRow.objects.get()
    assert (settled.person, settled.reason, settled.written_by) == (five[0].person, "คืนเงินแล้ว", world.bookkeeper)
    laptop.open(sheet_of(world, open_day))
    expect(row_of(page, five[3])).to_contain_text("✓ 400.00")
    expect(row_of(page, five[0])).not_to_contain_text("◌")
    assert boxes_queries.boxes(open_day)[0].expects == 400
