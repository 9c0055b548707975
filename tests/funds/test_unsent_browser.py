"""The hall's network goes and comes back: what a device shows without it, and what becomes of rows that never got out.

The server itself is stopped and started again; a browser's own offline switch is no cut.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from funds import queries, services
from funds.models import Visit, WorkingDay
from tests import bylaws
from tests.browser import Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import three_hands
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=30_000)  # a busy machine answers late, and nothing here is about time


@pytest.fixture
def hall(settings) -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def five(world, new_id) -> list:
    """Five members who pay 100, 200, 300, 400 and 500 baht; their numbers are 08-0002 to 08-0006."""
    terms = {"minimum": 10, "step": 10}
    bylaws.set_rule(world.pledged, from_on=date(2021, 1, 1), resolution="ไม่เก็บค่าแรกเข้า", **terms)
    members = []
    for number in range(1, 6):
        member = world.new_member(new_id(), f"สมาชิก{number:02d}")
        services.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100 * number))
        members.append(member)
    return members


@pytest.fixture
def open_day(world, five, planned) -> WorkingDay:
    return services.open_day(planned(), three_hands(world), {}, by=world.treasurer)


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
    assert queries.boxes(open_day)[0].expects == 600
