"""An officer is asked for, agreed by a second, gets a slip, and opens the account on their own telephone."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import User

from tests.browser import PHONE, Visitor
from tests.conftest import PASSWORD
from villages.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press_for_paper(visitor: Visitor, action: str) -> str:
    """The words of a PDF that a button prints."""
    form = visitor.page.locator(f"form[action$='{action}']")
    token, where = form.locator("[name=csrfmiddlewaretoken]").get_attribute("value"), form.get_attribute("action")
    assert token
    assert where
    address = visitor.address + where
    headers = {"Referer": visitor.page.url}
    response = visitor.page.request.post(address, form={"csrfmiddlewaretoken": token}, headers=headers)
    return Visitor.words(response)


def test_a_treasurer_waits_for_the_group_and_for_the_network(world, live_server, browser, new_id):
    person = world.new_person(new_id(), "สมหมาย")
    chair = Visitor(browser, live_server.url).log_in("chair", PASSWORD).open("/g/sajja-8/officers/new/")
    chair.fill(who=person.citizen_id, role="treasurer", reason="มติที่ประชุม 3/2569").press("ขอแต่งตั้ง")

    for name in ("checker", "staff"):
        visitor = Visitor(browser, live_server.url, PHONE).log_in(name, PASSWORD).open("/g/sajja-8/requests/")
        visitor.press("แต่งตั้ง นางสมหมาย", within="main")
        assert "x-xxxx" in visitor.text
        assert not person.offices.exists()
        visitor.press("อนุมัติ", within="main")

    assert person.offices.get().role == "treasurer"


def test_two_of_the_networks_staff_appoint_an_auditor(world, live_server, browser, new_id):
    person = world.new_person(new_id(), "สมหมาย")
    world.appoint(User.objects.create_user("second", password=PASSWORD), Role.STAFF, None)
    staff = Visitor(browser, live_server.url).log_in("staff", PASSWORD).open("/network/officers/new/")
    staff.fill(who=person.citizen_id, role="auditor", reason="มติเครือข่าย").press("ขอแต่งตั้ง", within="main form")

    second = Visitor(browser, live_server.url).log_in("second", PASSWORD).open("/network/requests/")
    second.press("แต่งตั้ง นางสมหมาย", within="main").press("อนุมัติ", within="main")

    second.open("/network/officers/").press("สมหมาย", within="main table")
    assert person.masked_id not in press_for_paper(second, "slip.pdf")
    second.open(f"/network/officers/{person.offices.get().pk}/end/")


def test_an_officer_is_appointed_agreed_and_opens_the_account_on_a_phone(world, live_server, browser, new_id):
    person = world.new_person(new_id(), "สมหมาย", born_on=date(1975, 2, 3))

    chair = Visitor(browser, live_server.url).log_in("chair", PASSWORD).open("/g/sajja-8/officers/")
    chair.press("แต่งตั้งกรรมการ", within="main")
    chair.fill(who=person.citizen_id, role="loans", reason="มติที่ประชุม 3/2569").press("ขอแต่งตั้ง", within="main form")
    assert "รอกรรมการคนที่สอง" in chair.text
    assert "รหัสผ่าน" not in chair.text

    second = Visitor(browser, live_server.url, PHONE).log_in("treasurer", PASSWORD).open("/g/sajja-8/requests/")
    second.press("แต่งตั้ง นางสมหมาย", within="main").press("อนุมัติ", within="main")
    second.open("/g/sajja-8/officers/")
    assert "ยังไม่มีบัญชีผู้ใช้" in second.text
    second.press("สมหมาย", within="main table")
    slip = press_for_paper(second, "slip.pdf")

    code, number = re.search(r"\b\d{4} \d{4}\b", slip)[0], re.search(r"ใบแจ้งเลขที่\D*(\d{9})", slip)[1]
    owner = Visitor(browser, live_server.url, PHONE).open(f"/activate/?slip={number}")
    owner.fill(code=code, last_digits=person.citizen_id[-4:], born_on="3/2/2518", username="sommai")
    owner.fill(password="ปลาทูทอด-ข้าวสวย", again="ปลาทูทอด-ข้าวสวย").press("เปิดบัญชีผู้ใช้ของฉัน")
    owner.open("/g/sajja-8/")
    assert "แต่งตั้ง นางสมหมาย" in owner.text
    chair.open("/g/sajja-8/officers/").press("สมหมาย", within="main table")
    assert "คุณtreasurer" in chair.text
