"""What stands on paper can be read off it again (R3.6, R9.12)."""

import io
import re
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pythainlp.util import normalize

from funds.services import reversals, withdrawals
from ledger import queries as books
from tests.pdfs import printed
from villages.services import requests


def words(response) -> str:
    """The text of a PDF as somebody copies it out, on one line."""
    assert response["Content-Type"] == "application/pdf"
    return printed(response.content)


def millimetres(response) -> tuple[int, int]:
    page = PdfReader(io.BytesIO(response.content)).pages[0].mediabox
    return round(float(page.width) / 72 * 25.4), round(float(page.height) / 72 * 25.4)


@pytest.fixture
def treasurer(world, client):
    world.treasurer.first_name, world.treasurer.last_name = "สมหญิง", "รักษ์น้ำ"
    world.treasurer.save()
    client.force_login(world.treasurer)
    return client


def test_a_receipt_is_an_a5_sheet_with_everything_that_was_agreed(world, treasurer):
    receipt = world.deposit("1230.00", entry_fee=Decimal(20), paid_by="นางน้ำทิพย์ ใจดี")

    response = treasurer.get(reverse("funds:receipt_pdf", args=[world.group.slug, receipt.pk]))

    read = words(response)
    assert millimetres(response) == (148, 210)
    for said in (
        "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์",
        "ตำบลกะหรอ",
        "ใบเสร็จรับเงิน",
        "ต้นฉบับ",
        receipt.entry.number,
        "นายประเสริฐ แก้วมณี",
        "08-0001",
        "นางน้ำทิพย์ ใจดี",
        "1,230.00",
        "20.00",
        "1,250.00",
        "หนึ่งพันสองร้อยห้าสิบบาทถ้วน",
        "สมหญิง รักษ์น้ำ",
        "1/1",
    ):
        assert normalize(said) in read, said
    assert world.member.person.citizen_id not in read


def test_a_payment_voucher_names_both_officers(world, treasurer):
    world.deposit(5000, passbook=world.special_passbook)
    form = {"by": world.treasurer, "request_id": uuid4(), "reason": "ค่าเทอม"}
    entry = requests.approve(withdrawals.withdraw(world.special_passbook, Decimal("2000.25"), **form), by=world.checker)

    read = words(treasurer.get(reverse("funds:receipt_pdf", args=[world.group.slug, entry.receipt.pk])))

    for said in ("ใบสำคัญจ่าย", "สองพันบาทยี่สิบห้าสตางค์", "2,999.75", "สมหญิง รักษ์น้ำ", "คุณchecker"):
        assert normalize(said) in read, said


def test_a_reversed_receipt_says_on_paper_that_it_no_longer_counts(world, treasurer):
    receipt = world.deposit(500)
    reversal = requests.approve(
        reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason="พิมพ์ผิด", request_id=uuid4()),
        by=world.checker,
    )

    read = words(treasurer.get(reverse("funds:receipt_pdf", args=[world.group.slug, receipt.pk])))

    assert "ใช้ไม่ได้แล้ว" in read
    assert reversal.number in read


def test_a_passbook_is_an_a4_statement_with_the_seal_of_the_books_last_entry(world, treasurer):
    world.deposit(500, on=date(2023, 6, 5))
    inside = world.deposit(700, on=date(2024, 6, 5))
    world.deposit(900, on=date(2025, 6, 5))

    response = treasurer.get(
        reverse("funds:passbook_pdf", args=[world.group.slug, world.passbook.pk]),
        {"start": "1/1/2567", "end": "31/12/2567"},
    )

    read = words(response)
    head = books.last_entry(world.book)
    assert millimetres(response) == (210, 297)
    for said in (
        "1 มกราคม 2567 ถึง 31 ธันวาคม 2567",
        "วันที่ เลขที่ รายการ ถอน ฝาก คงเหลือ ผู้รับเงิน",
        "ยอดยกมา 500.00",
        f"5 มิ.ย. 67 {inside.entry.number}",
        "700.00 1,200.00",
        "สมหญิง",
        "รักษ์น้ำ",
        "หนึ่งพันสองร้อยบาทถ้วน",
        "หากยอดไม่ถูกต้องโปรดแจ้งภายใน 15 วัน",
        head.number,
        "ผู้รับเงิน",
        "ผู้ตรวจ",
        "1/1",
    ):
        assert normalize(said) in read, said
    assert head.seal in read.replace(" ", "")
    assert "900.00" not in read


def test_a_long_passbook_counts_its_pages_and_repeats_its_heading(world, treasurer):
    for day in range(1, 29):
        world.deposit(10, on=date(2024, 1 + day % 12, day))
        world.deposit(10, on=date(2024, 1 + day % 12, day))
    for day in range(1, 11):
        world.deposit(10, on=date(2025, 1, day))

    response = treasurer.get(
        reverse("funds:passbook_pdf", args=[world.group.slug, world.passbook.pk]), {"start": "1/1/2567"}
    )

    read = words(response)
    pages = len(PdfReader(io.BytesIO(response.content)).pages)
    assert pages > 1
    assert f"1/{pages}" in read
    assert f"{pages}/{pages}" in read
    assert read.count("คงเหลือ ผู้รับเงิน") == pages


def test_the_members_own_paper_is_the_same_paper(world, treasurer, client):
    receipt = world.deposit(500)
    theirs = words(treasurer.get(reverse("funds:receipt_pdf", args=[world.group.slug, receipt.pk])))

    client.force_login(world.member.person.user)
    mine = words(client.get(reverse("funds:my_receipt_pdf", args=[receipt.pk])))

    def before_the_footer(read: str) -> str:
        return read.partition("พิมพ์เมื่อ")[0]

    assert before_the_footer(mine) == before_the_footer(theirs)


def test_who_received_and_who_recorded_are_two_names_on_every_paper_and_page(world, treasurer, evening):
    """The bookkeeper writes what the receiver takes (R0.20)."""
    for user, name in ((world.receiver, "สมรับ"), (world.bookkeeper, "สมจด")):
        type(user).objects.filter(pk=user.pk).update(first_name=name, last_name="")
    day = evening()
    visit = day.take(world.member.person, **{day.key(world.passbook): 500})
    receipt = visit.receipts.get()

    pages = {
        "funds:passbook": [world.passbook.pk],
        "funds:receipt": [receipt.pk],
        "funds:visit": [visit.pk],
        "funds:receipts": [],
    }
    papers = {
        "funds:passbook_pdf": [world.passbook.pk],
        "funds:receipt_pdf": [receipt.pk],
        "funds:visit_pdf": [visit.pk],
    }
    read = {
        name: treasurer.get(reverse(name, args=[world.group.slug, *args])) for name, args in (pages | papers).items()
    }

    texts = {name: words(each) if name in papers else each.content.decode() for name, each in read.items()}
    for name, text in texts.items():
        plain = " ".join(re.sub("<[^>]+>", " ", text).split())
        assert "สมรับ" in plain, name
        assert "สมจด" in plain, name
        if name not in ("funds:passbook", "funds:receipts", "funds:passbook_pdf"):  # there they head two columns
            assert "ผู้รับเงิน สมรับ" in plain, name
            assert "ผู้บันทึก สมจด" in plain, name
