"""Box and bank in a real browser: an allowance by two officers (R3.11), a shortage, a transfer that is identified."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from funds.services import cash
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from tests.browser import PHONE, Visitor
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_work(world, live_server, browser):
    """`at_work(role)` is an officer's own window on the page of box and bank."""
    world.deposit(17520)
    owed, box = cash.shortage_account(world.book, world.receiver), Account.objects.get(heading="11010")
    ledger.post(
        world.book, [ledger.debit(owed, Decimal(100)), ledger.credit(box, Decimal(100))],
        kind=Entry.Kind.JOURNAL, event="J47", on=timezone.localdate(), by=world.bookkeeper, request_id=uuid4(),
    )  # fmt: skip

    def window(role: str, **more) -> Visitor:
        return Visitor(browser, live_server.url, **more).log_in(role, PASSWORD).open(f"/g/{world.group.slug}/cash/")

    return window


def opened(visitor: Visitor, act: str) -> Visitor:
    return visitor.follow(visitor.page.locator(f"a[href$='/{act}/']").first)


def save(visitor: Visitor) -> Visitor:
    return visitor.follow(visitor.page.locator("main form[method=post] button[type=submit]"))


def balance(world, code: str) -> Decimal:
    return books.balance(Account.objects.select_related("heading").get(book=world.book, heading=code, holder=""))


def test_the_allowance_of_the_working_day_is_asked_on_a_laptop_and_approved_on_a_phone(world, at_work, tmp_path):
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.7 allowances")

    treasurer = opened(at_work("treasurer"), "expense")
    treasurer.page.set_input_files("[name=paper]", bill)
    save(treasurer.fill(amount="สองร้อย", heading="53020", memo="ค่าเบี้ยประชุมกรรมการ"))
    assert treasurer.page.locator(".field .error").count() == 1  # letters are no amount, and nothing typed is lost
    assert treasurer.page.input_value("[name=memo]") == "ค่าเบี้ยประชุมกรรมการ"
    treasurer.page.set_input_files("[name=paper]", bill)
    save(treasurer.fill(amount="๒๐๐"))
    assert balance(world, "11010") == 17420
    checker = at_work("checker", viewport=PHONE).open(f"/g/{world.group.slug}/requests/")
    checker.follow(checker.page.locator("main h2 a").first)
    paper = checker.page.locator("a[href$='/paper/']").get_attribute("href")
    assert checker.page.request.get(checker.address + paper).body() == b"%PDF-1.7 allowances"
    checker.follow(checker.page.locator("button[name=approve]"))

    entry = Entry.objects.get(event="J37")
    assert balance(world, "11010") == 17220
    checker.press(entry.number, within="main")
    voucher = checker.paper(checker.page.locator("a[href$='/voucher.pdf']"))
    assert entry.number in voucher
    assert "200.00" in voucher
    assert "(สองร้อยบาทถ้วน)" in voucher


def test_an_officer_repays_what_was_missing_and_every_figure_opens(world, at_work):
    treasurer = at_work("treasurer")
    for link in treasurer.page.locator("main td.money a").all():
        assert treasurer.page.request.get(treasurer.address + link.get_attribute("href")).ok
    treasurer.follow(treasurer.page.locator("a[href*='/shortages/']"))
    save(treasurer.fill(amount="100.01"))
    assert "100.00" in treasurer.find(r".*100\.00.*")
    save(treasurer.fill(amount="100"))

    assert re.search(r"/entries/RV\d{4}-\d{8}/$", treasurer.page.url)
    assert balance(world, "14030") == 0


def test_a_transfer_without_a_name_finds_its_member(world, at_work):
    treasurer = opened(at_work("treasurer"), "transfer")
    save(treasurer.fill(amount="700", memo="โอนเงิน KTB x-1234"))
    treasurer.follow(treasurer.page.locator("#transfers ~ .table-wrap a").first)
    assert treasurer.page.locator("main [name=q]").count() == 0  # somebody else says whose it is

    bookkeeper = at_work("bookkeeper", viewport=PHONE)
    bookkeeper.follow(bookkeeper.page.locator("#transfers ~ .table-wrap a").first)
    bookkeeper.fill(q="1").follow(bookkeeper.page.locator("form[role=search] button"))
    bookkeeper.follow(bookkeeper.page.locator("a[href*='/passbooks/']").first)
    save(bookkeeper.fill(paid_by="ลูกสาว"))

    assert "/receipts/" in bookkeeper.page.url
    assert "700.00" in bookkeeper.text
    assert "1,400.00" not in bookkeeper.text
    assert books.balance(world.passbook.account) == 18220
    assert balance(world, "23170") == 0
