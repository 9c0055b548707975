"""Two groups sit together and number their members apart; the hall has plain http, old phones and a bad network."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from funds import queries, services
from funds.models import Visit, WorkingDay
from tests import bylaws
from tests.browser import CHROMIUM, Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import three_hands
from villages.models import Group, Role
from villages.services import groups, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HALL = "hall.test"  # no localhost: a browser lets plain http do much less here
expect.set_options(timeout=30_000)


@pytest.fixture
def other(world) -> Group:
    """A second group of the village, with a book and numbers of its own."""
    group = groups.found(Group.Kind.GOP, "กลุ่มออมทรัพย์เพื่อการผลิตบ้านไสรักษ์", "gop-8", village=world.village)
    terms = {"minimum": 10, "step": 10, "from_on": date(2021, 1, 1), "resolution": "มติ 1"}
    bylaws.offer(group.books.get(), "pledged", "เงินหุ้น", **terms)
    for role in (Role.TREASURER, Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER):
        world.appoint(world.users[role.value], role, group)
    return group


@pytest.fixture
def crowd(world, other, new_id) -> dict:
    """Numbers 1 to 3 of both groups are different people; two are called แก้วตา, one has nothing to pay."""
    terms = {"minimum": 10, "step": 10, "from_on": date(2021, 1, 1), "resolution": "ไม่เก็บค่าแรกเข้า"}
    bylaws.set_rule(world.pledged, **terms)
    found = {"ประเสริฐ": world.member.person}
    for name, surname, pledge in (("แก้วตา", "ใจดี", 200), ("แก้วตา", "มีสุข", 300), ("ดวงใจ", "ใจดี", 400)):
        member = world.new_member(new_id(), name, last_name=surname)
        services.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(pledge))
        found[f"{name} {surname}"] = member.person
    found["บุญมา"] = world.new_person(new_id(), "บุญมา", prefix="นาย")
    found["สมปอง"] = world.new_person(new_id(), "สมปอง")
    shares = other.books.get().products.get()
    for name, pledge in (("แก้วตา มีสุข", 50), ("บุญมา", 790), ("สมปอง", None)):
        member = people.join(other, found[name], on=date(2024, 1, 5))
        if pledge:
            services.open_passbook(member, shares, on=member.joined_on, pledge=Decimal(pledge))
    return found


@pytest.fixture
def day(world, other, crowd, planned) -> WorkingDay:
    return services.open_day(planned(groups=[world.group, other]), three_hands(world), {}, by=world.treasurer)


def at_the_sheet(browser: Browser, address: str, world, day, name: str = "bookkeeper") -> Page:
    visitor = Visitor(browser, address).log_in(name, PASSWORD)
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


def test_a_number_or_name_of_two_people_takes_from_nobody_until_one_is_chosen(world, day, crowd, live_server, browser):
    page = at_the_sheet(browser, live_server.url, world, day)
    says, choices = page.locator("#found"), page.locator("#choices")

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


def test_over_plain_http_nothing_is_swallowed_and_one_line_says_what_is_not_kept(
    world, day, crowd, live_server, browser, settings
):
    settings.ALLOWED_HOSTS = [HALL]
    rules = f"--host-resolver-rules=MAP {HALL} 127.0.0.1"
    hall = browser.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
    page = at_the_sheet(hall, live_server.url.replace("localhost", HALL), world, day)
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
    assert queries.boxes(day)[0].expects == Decimal(800)
    hall.close()
