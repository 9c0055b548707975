"""A whole evening of forty members in a real browser: two windows, no signal in the middle, a browser that closes."""

import gzip
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from funds.models import Visit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import savings as savings_queries
from funds.services import days, savings
from ledger import queries as books
from ledger.models import Account, Entry
from tests import made_bylaws
from tests.browser import LAPTOP, Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import PNG, three_hands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORTY = 40


@pytest.fixture
def forty(world, new_id) -> list:
    """The world's member and thirty-nine others, each with a pledge of 100 to 300 baht."""
    bylaw = {"minimum": 10, "step": 10}
    made_bylaws.set_product_bylaw(world.pledged, from_on=date(2021, 1, 1), resolution="ไม่เก็บค่าแรกเข้า", **bylaw)
    members = [world.member]
    for number in range(1, FORTY):
        member = world.new_member(new_id(), f"สมาชิก{number:02d}")
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100 * (1 + number % 3)))
        members.append(member)
    return members


@pytest.fixture
def open_day(world, forty, planned) -> WorkingDay:
    return days.open_day(planned(), three_hands(world), {}, by=world.treasurer)


def sheet_of(world, day) -> str:
    return f"/g/{world.group.slug}/days/{day.pk}/sheet/"


def ready(page: Page) -> None:
    """The sheet lies on this device: it opens without a signal from now on."""
    page.wait_for_function(
        "async () => (await (await caches.open('kahro-sheets')).keys()).length > 0"
        " && (await (await caches.open('kahro-assets')).keys()).length > 0"
    )


def at_the_sheet(browser: Browser, live_server, world, day, name: str) -> Visitor:
    visitor = Visitor(browser, live_server.url).log_in(name, PASSWORD)
    visitor.open(sheet_of(world, day))
    ready(visitor.page)
    return visitor


def press_keys(page: Page, keys: str) -> int:
    """Type a member's number and Enter; how many keys that took."""
    page.locator("#who").press_sequentially(keys)
    page.locator("#who").press("Enter")
    return len(keys) + 1


def row_of(page: Page, member):
    return page.locator(f"#p{member.person_id}")


def test_forty_members_two_windows_no_signal_and_a_browser_that_closes(world, forty, open_day, live_server, browser):
    keeper = at_the_sheet(browser, live_server, world, open_day, "bookkeeper").page
    receiver = at_the_sheet(browser, live_server, world, open_day, "receiver").page
    keys = []

    for number in range(1, 11):
        keys.append(press_keys(keeper, str(number)))
    for number in range(11, 16):
        keys.append(press_keys(receiver, str(number)))
    expect(row_of(keeper, forty[9])).to_contain_text("✓")
    expect(row_of(receiver, forty[14])).to_contain_text("✓")

    keeper.context.set_offline(True)
    for number in range(16, 31):
        keys.append(press_keys(keeper, str(number)))
    press_keys(keeper, "31")
    expect(row_of(keeper, forty[29])).to_contain_text("◌")
    assert Visit.objects.count() == 15
    press_keys(receiver, "31")
    expect(row_of(receiver, forty[30])).to_contain_text("✓")
    for number in range(32, 41):
        keys.append(press_keys(receiver, str(number)))
    expect(row_of(receiver, forty[39])).to_contain_text("✓")

    keeper.close()
    again = keeper.context.new_page()
    again.goto(f"{live_server.url}{sheet_of(world, open_day)}")
    expect(again.locator("#unsent")).to_contain_text("16")
    expect(row_of(again, forty[20])).to_contain_text("◌")
    again.context.set_offline(False)
    expect(row_of(again, forty[29])).to_contain_text("✓")

    fault = again.locator("tr.fault")
    expect(fault).to_contain_text(str(forty[30].person))
    with again.expect_navigation():
        fault.get_by_role("button", name="ทิ้งแถวนี้").click()
    expect(row_of(again, forty[30])).to_contain_text("✓")
    expect(again.locator("#unsent")).to_be_hidden()

    offline = Visit.objects.filter(person__in=[member.person for member in forty[15:30]]).order_by("pk")
    assert [visit.person for visit in offline] == [member.person for member in forty[15:30]]  # as they came
    assert max(keys) <= 3
    everything = sum(
        (savings_queries.pledge(passbook) or 0 for passbook in savings_queries.passbooks(world.group)), Decimal(0)
    )
    assert Visit.objects.count() == FORTY
    assert Entry.objects.filter(kind="RV").count() == FORTY
    assert boxes_queries.boxes(open_day)[0].expects == everything
    expect(again.locator("#till")).to_contain_text(f"{everything:,.2f}")
    close_the_evening(world, open_day, everything, live_server, browser)


def close_the_evening(world, day, everything: Decimal, live_server, browser) -> None:
    """Count, three signatures on one laptop, the slip by two, closed; and the device deletes the names."""
    visitor = Visitor(browser, live_server.url).log_in("receiver", PASSWORD)
    visitor.open(sheet_of(world, day))
    ready(visitor.page)
    visitor.press("กลับหน้าวันทำการ").press("มาครบแล้ว ไปนับเงิน")
    visitor.press("นับเงินในกล่อง", within="main")
    visitor.page.locator("[name='n_100']").fill(str(int(everything / 100) - 1))
    visitor.press("เก็บผลการนับ")
    assert "100.00" in visitor.find("เงินขาดอยู่.*")
    visitor.page.locator("[name='n_100']").fill(str(int(everything / 100)))
    visitor.press("เก็บผลการนับ")
    for name in ("bookkeeper", "checker"):
        card = visitor.page.locator("section.card", has_text=f"คุณ{name}")
        card.locator("[name=password]").fill(PASSWORD)
        visitor.follow(card.get_by_role("button"))
    visitor.follow(visitor.page.locator("section.card", has_text="คุณreceiver").get_by_role("button"))
    assert "เงินตรง" in visitor.text
    visitor.press("เก็บใบนำฝากธนาคาร")
    visitor.fill(amount=str(everything))
    visitor.page.locator("[name=slip]").set_input_files({"name": "slip.png", "mimeType": "image/png", "buffer": PNG})
    visitor.press("เก็บใบนำฝาก", within="main")
    checker = Visitor(browser, live_server.url).log_in("checker", PASSWORD)
    checker.open(f"/g/{world.group.slug}/days/{day.pk}/").press("ฉันไปฝากด้วย ใบนำฝากถูกต้อง")
    visitor.open(f"/g/{world.group.slug}/days/{day.pk}/").press("ปิดวันทำการถาวร")
    assert visitor.page.evaluate("async () => (await (await caches.open('kahro-sheets')).keys()).length") == 0
    assert visitor.page.evaluate("deviceStore.allRows().then((rows) => rows.length)") == 0
    summary = visitor.paper(visitor.page.get_by_role("link", name=re.compile("ใบสรุปยอด")))
    assert f"{everything:,.2f}" in summary
    day.refresh_from_db()
    assert day.state == "closed"
    cash = Account.objects.get(book=world.book, heading="11010", holder="")
    assert books.balance(cash) == 0


def test_an_amount_is_changed_and_letters_are_told_on_the_spot(world, forty, open_day, live_server, browser):
    page = at_the_sheet(browser, live_server, world, open_day, "bookkeeper").page
    page.locator("#who").press_sequentially("2")
    page.locator("#who").press("+")
    page.keyboard.type("ร้อย")
    page.keyboard.press("Enter")
    expect(page.locator("tr.fault")).to_contain_text("“ร้อย”")
    assert not Visit.objects.exists()

    page.keyboard.press("Control+a")
    page.keyboard.type("๒๕๐")
    page.keyboard.press("Enter")

    expect(row_of(page, forty[1])).to_contain_text("✓ 250.00")
    assert boxes_queries.boxes(open_day)[0].expects == Decimal(250)


def test_the_sheet_works_without_javascript(world, forty, open_day, live_server, browser):
    context = browser.new_context(java_script_enabled=False, viewport=LAPTOP, locale="th-TH")
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "bookkeeper")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{live_server.url}{sheet_of(world, open_day)}")

    row_of(page, forty[1]).get_by_role("button", name="รับเงิน").click()

    expect(row_of(page, forty[1])).to_contain_text("✓ 200.00")
    row_of(page, forty[1]).get_by_role("link", name="ส่งอีก").click()
    row_of(page, forty[1]).locator("input[inputmode=decimal]").first.fill("100")
    row_of(page, forty[1]).get_by_label("ส่งครั้งที่สอง").check()
    row_of(page, forty[1]).get_by_role("button", name="รับเงิน").click()
    expect(row_of(page, forty[1])).to_contain_text("300.00")
    assert Visit.objects.count() == 2


def test_rows_of_somebody_else_wait_for_them(world, forty, open_day, live_server, browser):
    """A row is sent in the name of who wrote it, whoever uses the laptop meanwhile."""
    laptop = at_the_sheet(browser, live_server, world, open_day, "bookkeeper")
    laptop.page.context.set_offline(True)
    press_keys(laptop.page, "5")
    expect(row_of(laptop.page, forty[4])).to_contain_text("◌")
    Session.objects.all().delete()
    laptop.page.context.set_offline(False)
    laptop.log_in("receiver", PASSWORD)
    laptop.open(sheet_of(world, open_day))
    expect(laptop.page.locator("#unsent")).to_contain_text("คนอื่น")
    assert not Visit.objects.exists()

    Session.objects.all().delete()
    laptop.log_in("bookkeeper", PASSWORD)
    laptop.open(sheet_of(world, open_day))

    expect(row_of(laptop.page, forty[4])).to_contain_text("✓")
    assert Visit.objects.get().by == world.bookkeeper


def test_the_same_request_is_never_counted_twice_when_the_answer_is_lost(world, forty, open_day, live_server, browser):
    page = at_the_sheet(browser, live_server, world, open_day, "bookkeeper").page
    signal = []

    def lose_the_answer(route):
        if signal:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route(re.compile(r"/sheet/(\d+|taken)/$"), lose_the_answer)
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        press_keys(page, "7")
    expect(page.locator("#says")).to_be_visible()
    expect(row_of(page, forty[6])).to_contain_text("◌")
    assert Visit.objects.count() == 1

    signal.append("back")
    expect(row_of(page, forty[6])).to_contain_text("✓")
    assert Visit.objects.count() == 1


def test_the_sheet_of_a_village_is_light(world, open_day, client):
    """At most 50 kB on a weak connection, with its scripts; the style comes once for the whole site."""
    client.force_login(world.bookkeeper)
    page = client.get(sheet_of(world, open_day)).content
    names = re.findall(r'src="\S+js/(\w+\.js)"', page.decode())
    scripts = b"".join(Path("static/js", name).read_bytes() for name in names)

    assert len(names) == 8
    assert len(gzip.compress(page + scripts)) < 50_000
