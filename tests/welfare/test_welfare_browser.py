"""A birth, a stay in hospital and a death, from claim to cash, in a real browser; every page on the telephone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import ViewportSize

from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from tests.browser import LAPTOP, PHONE, Visitor
from tests.conftest import PASSWORD
from tests.funds.conftest import PNG
from tests.test_looks import ENGLISH
from villages.services import people
from welfare.models import Benefit, Claim, Enrolment
from welfare.services import claims, matching_grants, schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
LINES: list[dict[str, Any]] = [
    {"kind": "birth", "name": "คลอดบุตร", "amount": Decimal(1000), "whom": "child", "evidence": "สูติบัตร"},
    {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200), "most_once": Decimal(600)},
    {"kind": "age", "name": "บำนาญ", "way": "monthly", "least_age": 18},
    {"kind": "death", "name": "เสียชีวิต", "way": "years", "evidence": "มรณบัตร"},
]


@pytest.fixture
def sit_down(browser, live_server):
    """Somebody logs in at a window of their own."""

    def open_window(name: str, viewport: ViewportSize = LAPTOP) -> Visitor:
        return Visitor(browser, live_server.url, viewport).log_in(name, PASSWORD)

    return open_window


@pytest.fixture
def giver(world, enrolled) -> Enrolment:
    """Paid up; ten thousand baht of the state's match lie in the bank, a thousand in the box."""
    scheme, book = enrolled.scheme, enrolled.scheme.group_book.book
    table = made_bylaws.draft_table(scheme, effective_from=date(2024, 1, 3), resolution="ประชุมใหญ่ 1/2567")
    for line in LINES:
        steps = [(0, Decimal(3000)), (5, Decimal(10000))] if line.get("way") in ("years", "monthly") else []
        made_bylaws.write_benefit(Benefit(table=table, **line), steps)
    made_bylaws.decide_table(table)
    for heading, account, amount in (
        ("11010", enrolled.account, 36500),
        ("12400", ledger.activate(book, "47030"), 20000),
        ("11010", ledger.activate(book, "47020"), 9000),
    ):
        sides = [ledger.debit(ledger.activate(book, heading), Decimal(amount)), ledger.credit(account, Decimal(amount))]
        day = date(2025, 9, 25)
        ledger.post(book, sides, kind=Entry.Kind.RECEIPT, event="J21", on=day, by=world.receiver, request_id=uuid4())
    return enrolled


@pytest.fixture
def paper(tmp_path) -> str:
    file = tmp_path / "paper.png"
    file.write_bytes(PNG)
    return str(file)


def choose(visitor: Visitor, name: str, file: str) -> Visitor:
    visitor.page.locator(f"main [name={name}]").set_input_files(file)
    return visitor


def decide_and_pay(sit_down, claim: Claim, how: str) -> Visitor:
    """Two officers agree, a third hands the money over."""
    address = f"/g/wel-8/welfare/claims/{claim.pk}/"
    for name, window in (("chair", PHONE), ("checker", LAPTOP)):
        sit_down(name, window).open(address).press(_("Agree"), within="main")
    return sit_down("receiver", PHONE).open(address).press(how, within="main")


def test_a_birth_is_asked_for_by_the_mother_on_her_telephone(world, giver, sit_down, paper):
    mother = sit_down("member", PHONE).open("/me/welfare/")
    mother.press(_("Claim"), within="main tbody tr:has-text('คลอดบุตร')")
    choose(mother.fill(event_on=f"{TODAY:%d/%m/%Y}", about="ด.ญ. ขวัญ ใจดี"), "paper_0", paper)
    mother.press(_("Ask the committee"), within="main")
    assert "1,000.00" in mother.text

    receiver = decide_and_pay(sit_down, Claim.objects.get(), _("Pay in cash"))

    paid = Entry.objects.get(event="J31")
    assert paid.number in receiver.text
    voucher = receiver.paper(receiver.page.get_by_role("link", name=_("Claim on paper")))
    assert "1,000.00" in voucher
    assert paid.number in mother.open(f"/me/welfare/claims/{Claim.objects.get().pk}/").text


def test_a_stay_in_hospital_is_written_down_by_the_secretary(world, giver, sit_down):
    clerk = sit_down("secretary").open(f"/g/wel-8/welfare/members/{giver.pk}/")
    clerk.press(_("Claim"), within="main tbody tr:has-text('นอนโรงพยาบาล')")
    clerk.fill(event_on=f"{TODAY - timedelta(days=5):%d/%m/%Y}", nights="4").press(
        _("Write down the claim"), within="main"
    )
    assert "600.00" in clerk.text
    assert "4 คืน" in clerk.text

    receiver = decide_and_pay(sit_down, Claim.objects.get(), _("Pay from the bank"))

    assert Entry.objects.get(event="J31").number in receiver.text
    assert "600.00" in clerk.open("/g/wel-8/welfare/claims/").text


def test_a_death_goes_to_the_nominee(world, giver, sit_down, paper):
    day = TODAY - timedelta(days=2)
    people.name_nominees(giver.member, [("นางสมศรี ใจดี", "ภรรยา", 100)], on=giver.member.joined_on, by=world.secretary)
    clerk = sit_down("secretary", PHONE).open(f"/g/wel-8/members/{giver.member.pk}/leave/")
    clerk.press(_("Has passed away"), within="main .actions")
    clerk.fill(on=f"{day:%d/%m/%Y}", reason="มรณบัตรเลขที่ 12/2569").press(_("Write down the death"), within="main")
    clerk.open(f"/g/wel-8/welfare/members/{giver.pk}/?on={day:%d/%m/%Y}")
    clerk.press(_("Claim"), within="main tbody tr:has-text('เสียชีวิต')")
    clerk.page.locator("main [name=nominee]").select_option(index=1)
    choose(clerk, "paper_0", paper).press(_("Write down the claim"), within="main")
    assert "3,000.00" in clerk.text

    receiver = decide_and_pay(sit_down, Claim.objects.get(), _("Pay in cash"))

    paid = Entry.objects.get(event="J31")
    assert paid.receipt.paid_by == "นางสมศรี ใจดี"
    assert "นางสมศรี ใจดี" in receiver.text


PAGES = {
    "treasurer": [
        "", "days/", "enrol/", "enrol/family/", "rounds/", "rounds/new/", "rule/",
        "tables/", "tables/{table}/", "tables/new/", "members/{enrolment}/", "members/{enrolment}/claim/{birth}/",
        "claims/", "claims/all/", "claims/{claim}/", "pensions/", "year/", "matches/", "matches/new/",
        "matches/{match}/came/", "projection/",
    ],
    "bookkeeper": ["year/close/?year=2568"],
    "member": ["/me/welfare/", "/me/welfare/{enrolment}/claim/{birth}/", "/me/welfare/claims/{claim}/", "/welfare/"],
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_welfare_pages_on_a_telephone(world, giver, sit_down, role):
    table = giver.scheme.tables.get()
    birth = table.benefits.get(kind="birth")
    params = {"event_on": TODAY, "about": "ด.ญ. ขวัญ", "by": world.secretary, "request_id": uuid4()}
    promise = {"year": 2026, "members": 1, "counted_on": TODAY, "amount": Decimal(365), "letter": "หนังสือ 1"}
    grant = matching_grants.declare(
        giver.scheme, source="state", on=TODAY, **promise, by=world.treasurer, request_id=uuid4()
    )
    schemes.open_round(giver.scheme, [world.village], name="รุ่นที่ 1", opens=TODAY, closes=TODAY, target=30)
    names = {
        "enrolment": giver.pk,
        "table": table.pk,
        "birth": birth.pk,
        "claim": claims.file(giver, birth, **params).pk,
        "match": grant.pk,
    }
    visitor = sit_down(role, PHONE)
    for page in PAGES[role]:
        address = page if page.startswith("/") else f"/g/wel-8/welfare/{page}"
        visitor.open(address.format(**names))
        left = [word for word in ENGLISH.findall(visitor.text) if word not in ("sajja", "member")]
        assert not left, f"{visitor.page.url}: {left}"
    if role == "treasurer":
        number = world.member.person.citizen_id
        visitor.open("/g/wel-8/welfare/enrol/family/").fill(citizen_id=number).press(_("Go on"), within="main")
        assert number not in visitor.page.url
        assert world.member.person.house_no in visitor.text
