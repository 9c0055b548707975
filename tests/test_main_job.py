"""A deposit entered in the browser reaches the member's page, the sub-district's figures and the auditor's paper."""

import re
from io import StringIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.auth.models import User

from kahro.demo import network as demo_network
from tests.browser import PHONE, Visitor
from tests.conftest import PASSWORD
from villages.models import Group, Role
from villages.services import bylaws

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOO8 = Path(__file__).parent / "funds/registers/moo8-savings.xlsx"
NUMBER = r"RV\d{4}-\d{8}"


def take_deposit(treasurer: Visitor, number: str, amount: str) -> str:
    """At the counter; the number of the receipt, which opens as a page and on paper."""
    treasurer.press("รับฝากเงิน", within="main")
    treasurer.fill(q=number).press("ค้นหา", within="main")  # one passbook only: straight to its form
    treasurer.fill(amount=amount).press("บันทึกการฝาก")
    receipt = treasurer.find(NUMBER)
    assert amount in treasurer.text
    assert receipt in treasurer.paper(treasurer.page.get_by_role("link", name="พิมพ์ (PDF)"))
    return receipt


def see_own_deposit(member: Visitor, receipt: str, amount: str, recorded_by: str) -> None:
    """On the member's own page: the line, and who wrote it."""
    member.follow(member.page.get_by_role("link", name="ดูทุกรายการ").first)
    line = next(row for row in member.page.locator("main tbody tr").all_inner_texts() if receipt in row)
    assert amount in line
    assert recorded_by in line


def audit(auditor: Visitor, group: str, number: str, receipt: str, amount: str) -> None:
    """From the sub-district's savings down to the very entry; the trial balance on paper; every check run."""
    page = auditor.page
    auditor.follow(page.locator("p.figure a").first)  # all savings: village by village
    row = page.locator("tr", has=page.get_by_role("link", name=group, exact=True))
    auditor.follow(row.locator("td:nth-child(3) a"))  # the savings of the group
    card = page.locator("section.card", has=page.get_by_role("heading", name=group, exact=True))
    auditor.follow(card.locator("tr", has_text="31020").get_by_role("link"))  # pledged savings: everybody's
    auditor.follow(page.locator("tr", has_text=number).locator("td.money a"))  # one passbook: its lines
    auditor.press(receipt)  # the entry
    assert amount in auditor.text
    assert "ตราผนึก" in auditor.text
    auditor.press("สมุดบัญชี", within=".crumbs").press("งบทดลอง")
    paper = auditor.paper(page.get_by_role("link", name="พิมพ์ (PDF)"))
    assert "งบทดลอง" in paper
    assert receipt in paper  # the book's last entry, with its seal
    total = auditor.page.locator("tfoot td").last.inner_text()
    assert total in paper
    auditor.press("สมุดบัญชี", within=".bar-nav").press("ตรวจสมุดบัญชี", within="main").press("ตรวจทุกข้อเดี๋ยวนี้")
    result = re.search(r"ผ่าน (\d+) จาก (\d+)", auditor.text)
    assert result
    assert result[1] == result[2]


def test_the_main_job_on_the_demo(live_server, browser):
    demo_network.fill(StringIO(), months=2, scale=0.2)
    logins = {role: (username, password) for role, username, password, _url in demo_network.logins()}

    treasurer = Visitor(browser, live_server.url).log_in(*logins["เหรัญญิก"])
    treasurer.press("กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์", within="main")
    name = treasurer.page.inner_text(".bar-user span")
    receipt = take_deposit(treasurer, "08-0001", "1,350.00")
    member = Visitor(browser, live_server.url, PHONE).log_in(*logins["สมาชิก"])
    see_own_deposit(member, receipt, "1,350.00", name)
    auditor = Visitor(browser, live_server.url).log_in(*logins["ผู้ตรวจสอบบัญชี"])
    audit(auditor, "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์", "08-0001", receipt, "1,350.00")


def test_the_main_job_in_a_group_made_from_its_register(world, live_server, browser, new_id):
    name = "กลุ่มสัจจะสะสมทรัพย์ไสรักษ์ใหม่"
    staff = Visitor(browser, live_server.url).log_in("staff", PASSWORD)
    world.appoint(User.objects.create_user("staff2", password=PASSWORD), Role.STAFF, None)
    renu = User.objects.create_user("renu", password=PASSWORD, first_name="คุณเรณู")
    found_group(staff, name, world.new_person(new_id(), "เรณู", user=renu).citizen_id)
    second = Visitor(browser, live_server.url).log_in("staff2", PASSWORD)
    agree(second)
    bring_register(staff)
    agree(second)
    for bylaw in bylaws.waiting(Group.objects.get(slug="new-8")):
        bylaws.agree(bylaw, by=User.objects.get(username="staff2"))

    treasurer = Visitor(browser, live_server.url).log_in("renu", PASSWORD).open("/g/new-8/")
    receipt = take_deposit(treasurer, "08-0007", "750.00")
    member = activate(treasurer, Visitor(browser, live_server.url, PHONE), "08-0007", "4488", "27/08/2543")
    assert "34,750.25" in member.text
    see_own_deposit(member, receipt, "750.00", "เรณู")
    audit(Visitor(browser, live_server.url).log_in("auditor", PASSWORD), name, "08-0007", receipt, "750.00")


def found_group(staff: Visitor, name: str, treasurer: str) -> None:
    """The network's staff opens a group and names its treasurer."""
    staff.press("เครือข่าย", within=".bar-nav").press("กลุ่มใหม่")
    village = staff.page.locator("[name=village] option", has_text="ไสรักษ์").get_attribute("value")
    assert village
    staff.fill(kind="SAJJA", village=village, name=name, slug="new-8").press("เปิดกลุ่มและสมุดบัญชี")
    staff.open("/g/new-8/officers/new/")
    staff.fill(who=treasurer, role="treasurer", reason="ประชุมก่อตั้ง").press("ขอแต่งตั้ง", within="main form")


def agree(second: Visitor) -> None:
    """The other one of the network's staff, where the group has too few officers yet."""
    second.open("/g/new-8/requests/")
    second.follow(second.page.locator("main h2 a").first)
    for paper in second.page.locator("main a[href$='/paper/']").all():
        assert second.page.request.get(urljoin(second.page.url, paper.get_attribute("href"))).ok
        second.open(second.page.url)
    second.press("อนุมัติ", within="main")


def bring_register(staff: Visitor) -> None:
    staff.open("/g/new-8/").press("นำเข้าทะเบียนจาก Excel")
    staff.page.set_input_files("[name=file]", MOO8)
    staff.press("อ่านทะเบียน")
    assert "2,839,321.50" in staff.text
    staff.press("ขอ", within="main form")


def activate(treasurer: Visitor, member: Visitor, number: str, last_digits: str, born_on: str) -> Visitor:
    """The treasurer prints a slip; with it and what stands on the ID card the member makes an account."""
    treasurer.open(f"/g/new-8/members/?q={number}").press("ใจดี", within="main")
    form = treasurer.page.locator("form[action$='slip.pdf']")
    token, action = form.locator("[name=csrfmiddlewaretoken]").get_attribute("value"), form.get_attribute("action")
    assert token
    assert action
    address = treasurer.address + action
    headers = {"Referer": treasurer.page.url}
    slip = Visitor.words(treasurer.page.request.post(address, form={"csrfmiddlewaretoken": token}, headers=headers))
    code, number_of_slip = re.search(r"\b\d{4} \d{4}\b", slip), re.search(r"ใบแจ้งเลขที่\D*(\d+)", slip)
    assert code
    assert number_of_slip
    member.open(f"/activate/?slip={number_of_slip[1]}")
    answers = {"code": code[0], "last_digits": last_digits, "born_on": born_on, "username": "jaidee"}
    member.fill(**answers, password="ปลาทูทอด-ข้าวสวย", again="ปลาทูทอด-ข้าวสวย")
    return member.press("เปิดบัญชีผู้ใช้ของฉัน")
