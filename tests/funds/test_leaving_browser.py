"""Leaving in a real browser: two officers, the letter, the voucher; on the desk and on the phone."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import ViewportSize

from ledger.models import Entry
from tests.browser import LAPTOP, PHONE, Visitor
from tests.conftest import PASSWORD
from villages.services import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sit_down(browser, live_server):
    """Somebody logs in at a window of their own."""

    def open_window(name: str, viewport: ViewportSize = LAPTOP) -> Visitor:
        return Visitor(browser, live_server.url, viewport).log_in(name, PASSWORD)

    return open_window


def decide(visitor: Visitor) -> Visitor:
    visitor.open("/g/sajja-8/requests/").follow(visitor.page.locator("main h2 a").first)
    return visitor.press(_("Approve"), within="main")


def test_a_member_resigns_and_is_paid(world, sit_down):
    world.deposit(500)
    clerk, treasurer = sit_down("bookkeeper"), sit_down("treasurer", PHONE)

    clerk.open(f"/g/sajja-8/members/{world.member.pk}/").press(_("Leave, move, death"))
    assert "500.00" in clerk.text
    letter = clerk.paper(clerk.page.get_by_role("link", name=_("Print the letter (PDF)")))
    clerk.fill(reason="ไปอยู่กับลูกสาว").press(_("Ask the second officer"), within="main")
    decide(treasurer)
    receiver = sit_down("receiver", PHONE).open("/g/sajja-8/leavers/")
    receiver.press(_("Pay back"), within="main").press(_("Ask the second officer"), within="main")
    decide(treasurer)

    receiver.open("/g/sajja-8/leavers/").press(Entry.objects.get(event="J10").number)
    voucher = receiver.paper(receiver.page.get_by_role("link", name=_("Print (PDF)")))
    assert "500.00" in letter
    assert "500.00" in voucher
    assert clerk.open("/g/sajja-8/leavers/").find("PV[0-9]{4}-[0-9]+")


def test_a_death_and_its_beneficiaries(world, sit_down):
    world.deposit(1000)
    named = [("นางสมศรี ใจดี", "มารดา", 60), ("นายเอก ใจดี", "บุตร", 40)]
    people.name_nominees(world.member, named, on=world.member.joined_on, by=world.secretary)
    clerk, treasurer = sit_down("secretary", PHONE), sit_down("treasurer")

    clerk.open(f"/g/sajja-8/members/{world.member.pk}/leave/").press(_("Has passed away"), within="main .actions")
    clerk.fill(on="1/11/2569", reason="มรณบัตรเลขที่ 12/2569").press(_("Write down the death"), within="main")
    decide(treasurer)
    treasurer.open("/g/sajja-8/leavers/").press(_("Pay back"), within="main").press(_("Pay back"), within="main table")

    assert "600.00" in treasurer.text
    treasurer.press(_("Ask the second officer"), within="main")
    decide(sit_down("chair"))
    assert Entry.objects.get(event="J10").receipt.paid_by == "นางสมศรี ใจดี"
