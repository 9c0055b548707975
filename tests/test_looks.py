"""Every page fits a telephone, is accessible, and is in Thai."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from funds.queries import sheet as sheet_queries
from funds.services import days, reversals, visits
from tests.browser import PHONE, Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import three_hands
from villages.services import groups

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOOK = "/g/sajja-8/books/sajja-8"
PAGES = {
    "treasurer": [
        "/g/sajja-8/", "/g/sajja-8/members/", "/g/sajja-8/members/{member}/", "/g/sajja-8/members/{member}/edit/",
        "/g/sajja-8/members/{member}/leave/", "/g/sajja-8/members/{member}/nominees/", "/g/sajja-8/members/new/",
        "/g/sajja-8/members/{member}/guardian/", "/g/sajja-8/members/{member}/passbooks/",
        "/g/sajja-8/members/{member}/open/", "/g/sajja-8/passbooks/{passbook}/",
        "/g/sajja-8/passbooks/{passbook}/deposit/", "/g/sajja-8/passbooks/{special}/withdraw/",
        "/g/sajja-8/passbooks/{passbook}/pledge/", "/g/sajja-8/receipts/", "/g/sajja-8/receipts/{receipt}/",
        "/g/sajja-8/receipts/{receipt}/reverse/", "/g/sajja-8/products/", "/g/sajja-8/products/new/",
        "/g/sajja-8/officers/", "/g/sajja-8/requests/", "/g/sajja-8/settings/", "/g/sajja-8/deposit/?q=ประ",
        "/accounts/password/change/", "/g/sajja-8/days/", "/g/sajja-8/days/rule/", "/g/sajja-8/days/plan/",
        "/g/sajja-8/days/owing/", "/g/sajja-8/days/{planned}/", "/g/sajja-8/days/{planned}/open/",
        "/g/sajja-8/days/{planned}/move/", "/g/sajja-8/days/{day}/", "/g/sajja-8/days/{day}/sheet/",
        "/g/sajja-8/days/{day}/boxes/{box}/count/", "/g/sajja-8/visits/{visit}/", "/g/sajja-8/cash/",
    ],
    "auditor": [
        "/subdistrict/", "/subdistrict/8/", "/subdistrict/welfare/",
        "/subdistrict/working-days/", "/audit/", "/audit/verify/", "/g/sajja-8/books/", f"{BOOK}/journal/",
        f"{BOOK}/ledger/?code=31020", f"{BOOK}/trial-balance/", f"{BOOK}/income/", f"{BOOK}/position/",
        f"{BOOK}/cash-book/", f"{BOOK}/months/", f"{BOOK}/balances/", f"{BOOK}/entries/{{number}}/",
    ],
    "staff": [
        "/network/villages/", "/network/groups/new/", "/network/officers/", "/network/officers/new/", "/g/empty-8/",
        "/g/empty-8/register/", "/g/empty-8/members/", "/g/empty-8/officers/new/",
        "/g/empty-8/books/", "/g/empty-8/products/",
    ],
    "member": ["/me/", "/me/passbooks/{passbook}/", "/me/receipts/{receipt}/", "/r/{token}/", "/activate/"],
}  # fmt: skip
ENGLISH = re.compile(r"\b(?!x+\b|Excel|kahro|http|localhost|sajja)[A-Za-z]{5,}\b")  # a seal has groups of four


@pytest.mark.parametrize("role", PAGES)
def test_pages_on_a_telephone(world, live_server, browser, role):
    groups.create_group("SAJJA", "กลุ่มที่เพิ่งตั้ง", "empty-8", village=world.village)
    receipt = world.deposit(500)
    world.deposit(2000, passbook=world.special_passbook)
    reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="บันทึกผิดคน", request_id=uuid4())
    on = timezone.localdate()
    planned = days.plan([world.group], on - timedelta(days=40), by=world.treasurer)
    day = days.plan([world.group], on, by=world.treasurer)
    seats, elsewhere = (
        three_hands(world) | {world.treasurer: "present"},
        {box.pk: "ในตู้เซฟ" for box in day.cash_boxes.all()},
    )
    days.open_day(day, seats, {}, by=world.treasurer, elsewhere=elsewhere)
    paid = {f"p{world.pledged.pk}": Decimal(500)}
    sheet = sheet_queries.collection_sheet(day)
    visit = visits.take(sheet, world.member.person_id, paid, by=world.bookkeeper, request_id=uuid4())
    known = {
        "planned": planned.pk, "day": day.pk, "box": day.cash_boxes.get().pk, "visit": visit.pk,
        "member": world.member.pk, "passbook": world.passbook.pk, "special": world.special_passbook.pk,
        "receipt": receipt.pk, "number": receipt.entry.number, "token": receipt.token,
    }  # fmt: skip
    visitor = Visitor(browser, live_server.url, PHONE).log_in(role, PASSWORD)

    for path in PAGES[role]:
        visitor.open(path.format(**known))
        assert set(ENGLISH.findall(visitor.text)) <= set(world.users), path
