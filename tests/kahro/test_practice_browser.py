"""A new bookkeeper practises a whole evening alone: opens, receives, counts, signs for the helpers, throws it away."""

import pytest

from funds.models import Visit, WorkingDay
from tests.browser import PHONE, Visitor
from tests.conftest import PASSWORD
from villages.models import Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BAND = "ฝึกซ้อม – ไม่ใช่เงินจริง"
MYSELF, RECEIVER, CHECKER = "ตัวท่านเอง", "แทนผู้ช่วยฝึกรับเงิน", "แทนผู้ช่วยฝึกตรวจ"


def test_one_person_tries_a_whole_evening_on_a_telephone_and_nothing_is_left(world, live_server, browser, tmp_path):
    clerk = Visitor(browser, live_server.url, PHONE).log_in("bookkeeper", PASSWORD)

    clerk.press("ฝึกซ้อม", within="main")
    assert BAND in clerk.page.inner_text("header")
    clerk.press("วันทำการ", within="main").follow(clerk.page.locator("main th[scope=row] a"))
    clerk.press("เปิดวันทำการ", within="main").press("เปิดวันทำการ", within="main")
    receive(clerk, 2)
    clerk.press("กลับหน้าวันทำการ").press("มาครบแล้ว ไปนับเงิน").press("นับเงินเลย ไม่รอ").press("นับเงินในกล่อง")
    count(clerk)
    for hand in (MYSELF, RECEIVER, CHECKER):
        if hand != MYSELF:
            clerk.press(hand, within="header")
        clerk.follow(own_signature(clerk))
    carry_to_the_bank(clerk, tmp_path)
    assert WorkingDay.objects.get().state == "closed"
    assert Visit.objects.count() == 2

    clerk.follow(clerk.page.locator(".bar-group")).press("เลิกฝึกและทิ้ง")

    assert BAND not in clerk.page.inner_text("header")
    assert list(Group.objects.all()) == [world.group]


def receive(clerk: Visitor, members: int) -> None:
    """Two members pay as due."""
    for _member in range(members):
        row = clerk.page.locator("tr[data-person]:not(.taken)").first
        person = row.get_attribute("data-person")
        row.get_by_role("button", name="รับเงิน").click()
        clerk.page.locator(f"tr[data-person='{person}'] a").first.wait_for(timeout=60_000)
    assert BAND in clerk.page.inner_text("header")


def count(clerk: Visitor) -> None:
    """What lies there agrees, in coins of one baht."""
    form = clerk.page.locator("form[data-expected]")
    baht = (form.get_attribute("data-expected") or "").split(".")[0]
    form.locator("[data-face='1']").fill(baht)
    clerk.fill(kept="0").press("เก็บผลการนับ")


def own_signature(clerk: Visitor):
    """The button of whoever acts now: no password is asked beside it."""
    forms = clerk.page.locator("form[action$='/sign/']").filter(has_not=clerk.page.locator("[type=password]"))
    return forms.get_by_role("button")


def carry_to_the_bank(clerk: Visitor, tmp_path) -> None:
    """The clerk keeps the slip, the receiver carried it too."""
    clerk.press(MYSELF, within="header").press("เก็บใบนำฝากธนาคาร")
    slip = tmp_path / "slip.pdf"
    slip.write_bytes(b"%PDF-1.7")
    clerk.page.set_input_files("[name=slip]", slip)
    amount = clerk.page.inner_text("p.figure").split()[0]
    clerk.fill(amount=amount).press("เก็บใบนำฝาก", within="main form")
    clerk.press(RECEIVER, within="header").press("ฉันไปฝากด้วย ใบนำฝากถูกต้อง").press(MYSELF, within="header")
    clerk.press("ปิดวันทำการถาวร")
