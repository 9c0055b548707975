"""The pictures of README, taken of the demonstration by a browser: `make pictures`. It is no test of the suite."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import ViewportSize, expect

from funds.models import Passbook, WorkingDay
from kahro.demo import network as demo_network
from tests.browser import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = Path(settings.BASE_DIR) / "docs/pictures"
MONTHS = 24
LAPTOP = {"width": 1200, "height": 860}
expect.set_options(timeout=60_000)  # a busy machine answers late
COLOURS, MOST = 48, 150_000  # of a palette; bytes of a file


def test_take_the_pictures(live_server, browser):
    demo_network.fill(StringIO(), months=MONTHS, scale=0.4)
    evening = WorkingDay.objects.get(on=timezone.localdate(), village__number=8)

    def visitor(name: str, viewport: ViewportSize) -> Visitor:
        return Visitor(browser, live_server.url, viewport).log_in(name, demo_network.PASSWORD)

    treasurer = visitor("treasurer8", LAPTOP).open(f"/g/sajja-8/days/{evening.pk}/open/")
    treasurer.press("เปิดวันทำการ", within="main form")
    bookkeeper = visitor("bookkeeper8", LAPTOP).open(f"/g/sajja-8/days/{evening.pk}/sheet/")
    for number in (1, 2, 3):
        bookkeeper.page.get_by_role("button", name="รับเงิน", exact=True).first.click()
        expect(bookkeeper.page.locator("tr", has_text="✓")).to_have_count(number)
    bookkeeper.page.evaluate("document.querySelectorAll('*').forEach(part => part.scrollTo(0, 0))")
    take(bookkeeper, "sheet")

    passbook = Passbook.objects.get(member__group__slug="sajja-8", member__number="08-0001", product__kind="pledged")
    take(treasurer.open(f"/g/sajja-8/passbooks/{passbook.pk}/deposit/"), "deposit")
    treasurer.press("บันทึกการฝาก")
    receipt = Visitor(browser, live_server.url, PHONE)
    receipt.page.context.add_cookies(treasurer.page.context.cookies())
    take(receipt.open(treasurer.page.url), "receipt")

    member = visitor("member8", PHONE)
    take(member, "member")
    take(member.open("/me/welfare/"), "benefits")

    auditor = visitor("auditor", LAPTOP)
    take(auditor, "subdistrict")
    take(auditor.open("/g/sajja-8/books/sajja-8/trial-balance/"), "trial-balance")
    take(visitor("chair8", LAPTOP).open("/g/wel-8/welfare/projection/"), "projection")


def take(visitor: Visitor, name: str) -> None:
    """What the window shows, in few colours."""
    picture = Image.open(BytesIO(visitor.page.screenshot())).convert("RGB")
    file = PICTURES / f"{name}.png"
    file.parent.mkdir(exist_ok=True)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size <= MOST, file
