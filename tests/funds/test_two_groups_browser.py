"""Two groups sit together and number their members apart; the hall has plain http, old phones and a bad network."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from funds.models import Visit
from funds.queries import boxes as boxes_queries
from tests.browser import CHROMIUM, LAPTOP, PHONE, Visitor
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HALL = "hall.test"  # no localhost: a browser lets plain http do much less here


def at_the_sheet(
    browser: Browser, address: str, world, day, name: str = "bookkeeper", viewport: ViewportSize = LAPTOP
) -> Page:
    visitor = Visitor(browser, address, viewport).log_in(name, PASSWORD)
    visitor.open(f"/g/{world.group.slug}/days/{day.pk}/sheet/")
    expect(visitor.page.locator("#desk")).to_be_visible()
    return visitor.look().page


def type_in(page: Page, text: str, *keys: str) -> None:
    page.locator("#who").fill("")
    page.locator("#who").press_sequentially(text)
    for key in keys:
        page.locator("#who").press(key)


def row_of(page: Page, person):
    return page.locator(f"#p{person.pk}")


def visits() -> list[tuple]:
    return [(visit.person.first_name, visit.person.last_name) for visit in Visit.objects.order_by("pk")]


def test_a_number_or_name_of_two_people_takes_from_nobody_until_one_is_chosen(
    world, together, crowd, live_server, browser
):
    page = at_the_sheet(browser, live_server.url, world, together)
    says, choices = page.locator("#match"), page.locator("#choices")

    type_in(page, "2", "Enter")
    expect(says).to_contain_text("2 คน")
    expect(choices).to_contain_text("บุญมา")
    expect(choices).to_contain_text("08-0002 กลุ่มออมทรัพย์เพื่อการผลิต")
    expect(choices).to_contain_text("08-0002 กลุ่มสัจจะออมทรัพย์")
    type_in(page, "3", "Enter")
    expect(choices).to_contain_text("สมปอง")
    type_in(page, "แก้วตา", "Enter")
    expect(choices.get_by_role("button")).to_have_count(2)
    assert not Visit.objects.exists()

    type_in(page, "แก้วตา", "ArrowDown", "ArrowDown", "ArrowDown")
    expect(says).to_contain_text("มีสุข")
    page.locator("#who").press("Enter")
    expect(row_of(page, crowd["แก้วตา มีสุข"])).to_contain_text("✓ 350.00")
    type_in(page, "08-0002")
    choices.get_by_role("button", name="บุญมา").click()
    page.locator("#who").press("Enter")
    expect(row_of(page, crowd["บุญมา"])).to_contain_text("✓ 790.00")
    type_in(page, "4", "Enter")
    expect(row_of(page, crowd["ดวงใจ ใจดี"])).to_contain_text("✓ 400.00")
    assert visits() == [("แก้วตา", "มีสุข"), ("บุญมา", "ใจดี"), ("ดวงใจ", "ใจดี")]

    page.reload()  # who has paid is told so and stays on the sheet; + is the second payment, one key
    expect(page.locator("#desk")).to_be_visible()
    type_in(page, "4", "Enter")
    expect(says).to_contain_text("รับแล้ว 400.00")
    page.locator("#who").press("+")
    page.keyboard.type("100")
    page.keyboard.press("Enter")
    expect(row_of(page, crowd["ดวงใจ ใจดี"]).locator(".act")).to_contain_text("✓ 100.00")
    expect(row_of(page, crowd["ดวงใจ ใจดี"]).locator("td").first).to_have_text("500.00")
    assert Visit.objects.count() == 4
    page.get_by_role("row", name="บุญมา").get_by_role("button", name="ส่งอีก").click()
    expect(row_of(page, crowd["บุญมา"]).locator("input[inputmode]").first).to_be_focused()


@pytest.fixture
def hall(browser, settings):
    """A Chromium in which the test's server has a name: its plain http is no secure context there."""
    settings.ALLOWED_HOSTS = [HALL, "localhost"]
    rules = f"--host-resolver-rules=MAP {HALL} 127.0.0.1"
    opened = browser.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
    yield opened
    opened.close()


def test_over_plain_http_nothing_is_swallowed_and_one_line_says_what_is_not_kept(
    world, together, crowd, live_server, hall
):
    page = at_the_sheet(hall, live_server.url.replace("localhost", HALL), world, together)
    assert page.evaluate("[isSecureContext, typeof crypto.randomUUID]") == [False, "undefined"]
    expect(page.locator("#keeps")).to_contain_text("อย่าปิดหน้านี้")

    type_in(page, "4", "Enter")
    expect(row_of(page, crowd["ดวงใจ ใจดี"])).to_contain_text("✓ 400.00")
    type_in(page, "4", "+")
    page.keyboard.type("400")
    page.keyboard.press("Enter")
    expect(row_of(page, crowd["ดวงใจ ใจดี"]).locator(".act a")).to_have_count(2)
    expect(row_of(page, crowd["ดวงใจ ใจดี"]).locator("td").first).to_have_text("800.00")

    assert len({visit.request_id for visit in Visit.objects.all()}) == 2
    assert boxes_queries.boxes(together)[0].expects == Decimal(800)


REFUSED = "indexedDB.open = () => { throw new DOMException('no storage', 'SecurityError'); };"


def test_where_the_browser_keeps_nothing_it_is_said_and_the_forms_take_money(
    world, together, crowd, live_server, browser
):
    visitor = Visitor(browser, live_server.url).log_in("bookkeeper", PASSWORD)
    visitor.page.add_init_script(REFUSED)
    visitor.open(f"/g/{world.group.slug}/days/{together.pk}/sheet/")
    expect(visitor.page.locator("#keeps")).to_contain_text("เก็บอะไรไว้ไม่ได้")
    expect(visitor.page.locator("#desk")).to_be_hidden()

    visitor.follow(row_of(visitor.page, crowd["บุญมา"]).get_by_role("button", name="รับเงิน"))

    expect(row_of(visitor.page, crowd["บุญมา"])).to_contain_text("✓ 790.00")
    assert visits() == [("บุญมา", "ใจดี")]


def lose_answers(page: Page, live_server) -> list:
    """The server writes, but its answers are lost, until something is put into the list."""
    signal: list = []

    def lost(route):
        if signal:
            return route.continue_()
        if route.request.method == "POST":
            headers = route.request.all_headers() | {"host": urlsplit(route.request.url).netloc}
            route.fetch(url=route.request.url.replace(HALL, "localhost"), headers=headers)
        return route.abort()

    page.route(re.compile(r"/sheet/"), lost)
    return signal


def test_an_evening_of_two_groups_on_two_laptops_and_a_phone_counts_every_baht_once(
    world, together, crowd, live_server, hall
):
    """Colliding numbers, plain http, answers that are lost after the server wrote, a phone whose battery dies."""
    address = live_server.url.replace("localhost", HALL)
    keeper = at_the_sheet(hall, address, world, together)
    receiver = at_the_sheet(hall, address, world, together, "receiver")
    phone = at_the_sheet(hall, address, world, together, "treasurer", PHONE)

    back = lose_answers(keeper, live_server)
    type_in(keeper, "2", "ArrowDown", "Enter")
    expect(row_of(keeper, crowd["แก้วตา ใจดี"])).to_contain_text("◌ 200.00")
    expect(keeper.locator("#unsent")).to_contain_text("เมื่อมีสัญญาณ")
    type_in(receiver, "2")
    receiver.locator("#choices").get_by_role("button", name="บุญมา").click()
    receiver.locator("#who").press("Enter")
    expect(row_of(receiver, crowd["บุญมา"])).to_contain_text("✓ 790.00")

    lose_answers(phone, live_server)
    type_in(phone, "3")
    phone.locator("#choices").get_by_role("button", name="แก้วตา มีสุข").click()
    phone.locator("#who").press("Enter")
    expect(row_of(phone, crowd["แก้วตา มีสุข"])).to_contain_text("◌ 350.00")
    phone.close()

    receiver.route(re.compile(r"/sheet/taken/"), lambda route: route.abort())  # it has not got the others' rows yet
    type_in(keeper, "4", "Enter")
    expect(row_of(keeper, crowd["ดวงใจ ใจดี"])).to_contain_text("◌ 400.00")
    back.append("signal")
    expect(row_of(keeper, crowd["ดวงใจ ใจดี"])).to_contain_text("✓ 400.00")
    type_in(receiver, "4", "Enter")
    expect(receiver.locator("tr.fault")).to_contain_text("คุณbookkeeper")
    expect(row_of(receiver, crowd["ดวงใจ ใจดี"])).to_contain_text("✕ 400.00")
    expect(receiver.locator("#till [data-box]").first).not_to_contain_text("800.00")
    receiver.unroute_all()
    receiver.get_by_role("button", name="ทิ้งแถวนี้").click()

    type_in(keeper, "4", "+")
    keeper.keyboard.type("100")
    keeper.keyboard.press("Enter")
    expect(row_of(keeper, crowd["ดวงใจ ใจดี"])).to_contain_text("✓ 100.00")
    woken = phone.context.new_page()
    woken.goto(f"{address}/g/{world.group.slug}/days/{together.pk}/sheet/")

    for page in (keeper, receiver, woken):
        for name, total in (("แก้วตา ใจดี", 200), ("บุญมา", 790), ("แก้วตา มีสุข", 350), ("ดวงใจ ใจดี", 400)):
            expect(row_of(page, crowd[name])).to_contain_text(f"✓ {total}.00")
        expect(page.locator("#till [data-box]").first).to_contain_text("1,000.00")
        expect(page.locator("#till [data-box]").last).to_contain_text("840.00")
        expect(page.locator("#unsent")).to_be_hidden()
    assert [box.expects for box in boxes_queries.boxes(together)] == [1000, 840]
    assert Visit.objects.count() == len({visit.request_id for visit in Visit.objects.all()}) == 5


def test_a_planned_day_speaks_of_opening_never_of_counting(world, other, crowd, planned, live_server, browser):
    day = planned(groups=[world.group, other])
    visitor = Visitor(browser, live_server.url).log_in("bookkeeper", PASSWORD)
    visitor.open(f"/g/{world.group.slug}/days/{day.pk}/sheet/")

    expect(visitor.page.locator("#says")).to_contain_text("ยังไม่เปิดวันทำการ")
    assert "ยังไม่เปิดวันทำการ ตารางนี้บอกว่าใครจะต้องจ่ายเท่าไร" in visitor.text
    assert "นับ" not in visitor.text
