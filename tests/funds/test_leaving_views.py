"""The pages and papers of leaving, a death and a payment."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader

from funds.queries import leaving as leaving_queries
from funds.services import cash, savings
from ledger.models import Entry
from tests import made_bylaws
from tests.funds.leavers import TODAY, fresh, leave, pay, payable
from villages.models import Person
from villages.services import requests


@pytest.fixture
def visit(world, client):
    def open_browser(name: str):
        client.force_login(world.users[name])
        return client

    return open_browser


def test_a_member_leaves_and_is_paid_in_the_browser(world, saved, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/leave/"
    assert "750.25" in visit("bookkeeper").get(page).content.decode()

    visit("bookkeeper").post(page, {"cause": "resigned", "reason": "ย้ายบ้าน", "request_id": uuid4()})
    visit("treasurer").post(f"/g/sajja-8/requests/{world.group.requests.get().pk}/", {"approve": "1"})
    pay_page = f"/g/sajja-8/leavers/{payable(world).pk}/pay/"
    visit("receiver").post(pay_page, {"amount": "750.25", "request_id": uuid4()})
    visit("treasurer").post(f"/g/sajja-8/requests/{world.group.requests.latest('pk').pk}/", {"approve": "1"})

    assert not leaving_queries.unpaid(world.group)
    shown = visit("receiver").get("/g/sajja-8/leavers/").content.decode()
    assert Entry.objects.get(event="J10").number in shown
    assert "750.25" in shown


def test_a_death_is_written_down_with_its_evidence(world, saved, visit):
    paper = ContentFile(b"%PDF-1.7", "มรณบัตร.pdf")
    page = f"/g/sajja-8/members/{world.member.pk}/death/"

    visit("secretary").post(page, {"on": "1/1/2569", "reason": "มรณบัตร", "request_id": uuid4(), "paper": paper})

    pending = world.group.requests.get()
    assert Person.objects.get(pk=world.member.person_id).died_on == date(2026, 1, 1)
    requests.look(pending, by=world.treasurer)
    requests.approve(pending, by=world.treasurer)
    assert Entry.objects.get(event="J09").vouchers.count() == 1


def test_a_leaver_sees_on_their_own_page_what_waits(world, saved, visit):
    leave(world)

    assert "750.25" in visit("member").get("/me/").content.decode()
    assert "750.25" in visit("treasurer").get(f"/g/sajja-8/members/{world.member.pk}/passbooks/").content.decode()


def test_what_was_typed_wrongly_is_said_and_kept(world, saved, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/death/"

    shown = visit("secretary").post(page, {"on": "1/1/2600", "reason": "ญาติแจ้ง", "request_id": uuid4()})

    assert 'role="alert"' in shown.content.decode()
    assert "ญาติแจ้ง" in shown.content.decode()


def test_the_by_law_of_coming_back_is_written_on_its_page(world, visit):
    typed = {"months": "12", "effective_from": "1/1/2567", "decided_on": "1/1/2567", "resolution": "ประชุมใหญ่ 1/2567"}

    visit("treasurer").post("/g/sajja-8/leavers/rule/", typed)
    made_bylaws.agree_waiting(world.group)

    assert world.group.return_bylaws.get().months == 12


def words(answer) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_the_papers_of_leaving(world, saved, visit):
    letter = visit("bookkeeper").get(f"/g/sajja-8/members/{world.member.pk}/leave.pdf")
    leave(world)
    entry = pay(world, payee="นางละออ แก้วมณี")
    voucher = visit("receiver").get(f"/g/sajja-8/receipts/{entry.receipt.pk}/receipt.pdf")

    assert "750.25" in words(letter)
    assert "750.25" in words(voucher)


def test_the_page_of_a_bank_payment_shows_its_sum_once(world, saved, visit):
    bank = cash.bring(world.book, Decimal(700), on=TODAY(), memo="ฝากธนาคาร", by=world.receiver, request_id=uuid4())
    requests.approve(bank, by=world.treasurer)
    leave(world)
    entry = pay(world, 600, from_bank=True)

    shown = visit("receiver").get(f"/g/sajja-8/receipts/{entry.receipt.pk}/").content.decode()

    assert "600.00" in shown
    assert "1,200.00" not in shown
    assert "600.00" in visit("receiver").get("/g/sajja-8/receipts/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(world, saved, visit, new_id, django_assert_num_queries):
    browser = visit("treasurer")
    leave(world)
    with django_assert_num_queries(17):
        browser.get("/g/sajja-8/leavers/")
    for _n in range(2):
        member = world.new_member(new_id())
        passbook = savings.open_passbook(member, world.special, on=TODAY())
        world.deposit(10, passbook=passbook)
        leave(world, fresh(member))

    with django_assert_num_queries(17):
        browser.get("/g/sajja-8/leavers/")
