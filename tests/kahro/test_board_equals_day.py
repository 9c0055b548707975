"""The board says of every day what that day's own page and papers say, in all states; welfare's fund has its line."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from funds.services import counting, days, reversals
from tests import made_bylaws
from tests.funds.conftest import PNG, Evening, three_hands
from tests.pdfs import printed
from villages.services import requests

BOARD = "/subdistrict/working-days/"
CELLS = ("ใบเสร็จ", "รับเงิน", "นับได้", "ผลต่าง", "นำเงินสดฝากธนาคาร")


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def cells(html: str) -> dict[str, str]:
    """What stands under each label, the last one where a label stands twice."""
    matches = re.findall(r'<td[^>]*data-label="([^"]*)"[^>]*>(.*?)</td>', html, re.S)
    return {label.replace("รับ (บาท)", "รับเงิน"): plain(text) for label, text in matches}


def state(html: str) -> str:
    return plain(tags[0]) if (tags := re.findall(r'<span class="tag state-.*?</span>', html, re.S)) else ""


def warnings(html: str) -> list[str]:
    return [plain(text) for text in re.findall(r'<p class="notice notice-warning">! (.*?)</p>', html, re.S)]


class Compared:
    """Both pages of one day."""

    def __init__(self, client, world, day):
        self.client, self.world, self.day = client, world, day

    def row(self) -> str:
        rows = re.findall(r"<tr>.*?</tr>", self.client.get(BOARD).content.decode(), re.S)
        return next(row for row in rows if f"/days/{self.day.pk}/" in row)

    def page(self) -> str:
        return self.client.get(reverse("funds:day", args=[self.world.group.slug, self.day.pk])).content.decode()

    def paper(self) -> str:
        address = reverse("funds:day_pdf", args=[self.world.group.slug, self.day.pk, "summary"])
        return printed(self.client.get(address).content, "-raw")

    def agree(self, expected: dict[str, str]) -> None:
        row, page = self.row(), self.page()
        board, own = cells(row), cells(page)
        assert state(row) == state(page) != ""
        for label in CELLS:
            assert board[label] == own.get(label, "–"), label
        flags = cells(row)["สิ่งที่ต้องทำ"]
        for sentence in warnings(page):
            assert sentence.split(": ", 1)[1] in flags, sentence
        paper = self.paper()
        for label in ("รับเงิน", "นับได้"):
            for amount in re.findall(r"[\d,]+\.\d\d", board[label]):
                assert amount in paper, (label, amount)
        for label, text in expected.items():
            assert board[label] == text, (label, board)


@pytest.fixture
def seen(world, client):
    client.force_login(world.auditor)
    return client


def test_the_board_shows_of_every_state_what_the_days_own_page_shows(world, seen):
    """Seen on the demonstration: 222,210.00 received for a day that was only planned, banked where it should be."""
    made_bylaws.set_working_day_bylaw(
        world.group, effective_from=timezone.localdate() - timedelta(days=60), resolution="มติ 1",
        day_of_month=1, weekend="stay", cash_limit=Decimal(100),
    )  # fmt: skip
    world.deposit("222210", passbook=world.special_passbook)
    assert "222,210.00" not in seen.get(BOARD).content.decode()  # no day at all

    cancelled = days.plan([world.group], timezone.localdate(), by=world.treasurer)
    both = Compared(seen, world, cancelled)
    both.agree({"ใบเสร็จ": "–", "รับเงิน": "–", "นับได้": "–", "นำเงินสดฝากธนาคาร": "–"})
    assert "222,210.00" not in both.row()
    days.cancel(cancelled)
    assert f"/days/{cancelled.pk}/" not in seen.get(BOARD).content.decode()

    day = days.plan([world.group], timezone.localdate(), by=world.treasurer)
    params = {"by": world.treasurer, "elsewhere": {day.cash_boxes.get().pk: "ตู้เซฟ"}}
    evening = Evening(world, days.open_day(day, three_hands(world), {day.cash_boxes.get().pk: Decimal(210)}, **params))
    both = Compared(seen, world, day)
    both.agree({"ใบเสร็จ": "0", "รับเงิน": "0.00", "นับได้": "–", "ผลต่าง": "–"})
    assert "222,000.00" in both.row()
    assert "ตู้เซฟ" in both.row()

    evening.take(world.member.person, **{evening.key(world.passbook): "500"})
    wrong = world.deposit("50000000", passbook=world.special_passbook)
    pending = reversals.ask_to_reverse(wrong.entry, by=world.receiver, reason="พิมพ์ผิด", request_id=uuid4())
    requests.approve(pending, by=world.checker)
    received = "500.00 ยกเลิก 1 รายการ: 50,000,000.00"
    both.agree({"ใบเสร็จ": "1", "รับเงิน": received})

    counting.start_counting(day, by=world.receiver)
    both.agree({"รับเงิน": received, "นับได้": "–"})
    short = {"next_float": Decimal(200), "by": world.receiver, "explanation": "ขาด", "responsible": world.receiver}
    counting.count(evening.box, {"100": 7}, **short)
    both.agree({"นับได้": "700.00", "ผลต่าง": "(10.00)", "นำเงินสดฝากธนาคาร": "500.00 ○ ยังไม่ได้ฝาก"})
    counting.resume(day, by=world.receiver)
    both.agree({"นับได้": "–", "ผลต่าง": "–", "นำเงินสดฝากธนาคาร": "–"})
    counting.start_counting(day, by=world.receiver)
    counting.count(evening.box, {"100": 7}, **short)

    evening.sign()
    both.agree({"รับเงิน": received, "นับได้": "700.00", "นำเงินสดฝากธนาคาร": "500.00 ○ ยังไม่ได้ฝาก"})
    counting.note_difference(day, "รับทราบ", by=world.chair)
    slip = SimpleUploadedFile("slip.png", PNG)
    counting.bank(evening.box, Decimal(500), slip, on=timezone.localdate(), by=world.receiver)
    both.agree({"นำเงินสดฝากธนาคาร": "500.00 ○ ยังไม่ได้ฝาก"})
    counting.confirm_bank_deposit(evening.box.bank_deposit, by=world.checker)
    both.agree({"รับเงิน": received})
    assert cells(both.row())["นำเงินสดฝากธนาคาร"].startswith("500.00 ✓ ฝากแล้ว")
    day.refresh_from_db()
    counting.close(day, by=world.treasurer)
    both.agree({"ใบเสร็จ": "1", "รับเงิน": received, "นับได้": "700.00", "ผลต่าง": "(10.00)"})


def test_a_day_planned_and_forgotten_says_so_on_both(world, seen):
    """Related: both use the same sentences; once the day's page did not show what the board warned of."""
    day = days.plan([world.group], timezone.localdate(), by=world.treasurer)
    days.move(day, timezone.localdate() - timedelta(days=1))
    both = Compared(seen, world, day)
    if (timezone.localdate() - timedelta(days=1)).month == timezone.localdate().month:
        both.agree({"รับเงิน": "–"})
    assert len(warnings(both.page())) == 1
