"""Every page by every role. A page that is not in the table fails the suite."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from openpyxl import Workbook
from weasyprint import HTML

from funds.models import BankDeposit, ProductBylaw, UnknownTransfer
from funds.queries import sheet as sheet_queries
from funds.services import cash, days, reversals, transfers, visits
from ledger import services as ledger
from tests import made_bylaws
from tests.conftest import LONG_AGO, PASSWORD
from villages.models import Group, PendingRequest, RegisterImport, Role, Village
from villages.services import bylaws, groups, officers, people
from villages.services.acts import ACTS, Act, nothing_more
from welfare.models import Benefit
from welfare.services import claims, matching_grants, schemes

CLERKS = {"treasurer", "bookkeeper"}
COUNTER = CLERKS | {"receiver"}
COMMITTEE = COUNTER | {"chair", "checker", "secretary", "loans", "inspector"}
NETWORK = {"staff", "auditor", "facilitator"}
INSIDE = COMMITTEE | NETWORK | {"stand_in"}
READERS = INSIDE - {"facilitator"}
BOOK_READERS = READERS - {"stand_in"}
REGISTRARS = CLERKS | {"secretary", "staff"}
PRACTISING = COUNTER | REGISTRARS
PARTERS = CLERKS | {"secretary"}
PAYERS = {"treasurer", "receiver", "stand_in"}
CLOSERS = {"chair", "bookkeeper"}
DECIDERS = {"chair", "treasurer", "bookkeeper", "checker", "stand_in"}
HOUSEKEEPERS = {"chair", "treasurer", "secretary", "staff"}
VERIFIERS = {"chair", "treasurer", "checker", "inspector", "staff", "auditor", "neighbour"}
CLAIM_KEEPERS = DECIDERS | {"secretary", "receiver"}
SITTERS = COMMITTEE - {"inspector"}
HOLDERS = COUNTER | {"chair"}
OFFICIALS = INSIDE | {"neighbour"}  # whoever holds an office anywhere
EVERYBODY = OFFICIALS | {"member", "stranger", "nobody"}


class Page(NamedTuple):
    """`who` gets in. Others are told 403 when they hold an office here, 404 when not; nobody in particular logs in."""

    name: str
    who: set[str]
    names: str = ""  # what stands in the address: names of `things`, the group's slug before them
    method: str = "get"

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def of_group(prefix: str, *rows: tuple) -> list[Page]:
    return [Page(f"{prefix}:{name}", who, " ".join(["slug", *names])) for name, who, *names in rows]


def of_fund(*rows: tuple) -> list[Page]:
    return [Page(f"welfare:{name}", who, " ".join(["fund", *names])) for name, who, *names in rows]


def pressed(name: str, who: set[str], names: str = "") -> Page:
    return Page(name, who, names, "post")


PAGES = [
    # Everybody's
    Page("kahro:home", EVERYBODY),
    Page("account_login", EVERYBODY),
    Page("account_logout", EVERYBODY),
    Page("account_signup", EVERYBODY),
    Page("account_change_password", EVERYBODY - {"nobody"}),
    Page("villages:activate", EVERYBODY),
    Page("funds:genuine", EVERYBODY, "token"),
    Page("welfare:public", EVERYBODY),
    Page("welfare:public_year", EVERYBODY, "buddhist_year"),
    Page("funds:manifest", EVERYBODY),
    Page("funds:unsent", EVERYBODY),
    Page("funds:no_signal", EVERYBODY),
    Page("funds:worker", EVERYBODY),
    # A member's own
    Page("funds:me", OFFICIALS | {"member"}),
    Page("funds:my_passbook", {"member"}, "passbook"),
    Page("funds:my_passbook_pdf", {"member"}, "passbook"),
    Page("funds:my_receipt", {"member"}, "receipt"),
    Page("funds:my_receipt_pdf", {"member"}, "receipt"),
    # The sub-district
    Page("kahro:dashboard", OFFICIALS),
    Page("kahro:village", OFFICIALS, "village"),
    Page("kahro:board", OFFICIALS),
    Page("welfare:network", OFFICIALS),
    Page("kahro:desk", OFFICIALS),
    Page("kahro:verify", VERIFIERS),
    pressed("kahro:verify", VERIFIERS),
    *[Page(f"villages:{name}", {"staff"}) for name in ("places", "new_group", "network_officers", "appoint_network")],
    Page("villages:network_requests", {"staff"}),
    Page("villages:network_request", {"staff"}, "network_request"),
    Page("villages:network_request_paper", {"staff"}, "network_request"),
    pressed("villages:network_request", {"staff"}, "network_request"),
    pressed("villages:new_group", {"staff"}),
    pressed("villages:appoint_network", {"staff"}),
    Page("villages:network_officer", {"staff"}, "network_officer"),
    Page("villages:change_network_office", {"staff"}, "network_officer change"),
    pressed("villages:change_network_office", {"staff"}, "network_officer change"),
    pressed("villages:network_officer_slip", {"staff"}, "network_officer"),
    # A group: its books
    *of_group(
        "kahro",
        ("books", BOOK_READERS),
        ("months", BOOK_READERS, "book"),
        ("report", BOOK_READERS, "book", "report"),
        ("entry", BOOK_READERS, "book", "number"),
        ("voucher", BOOK_READERS, "book", "number", "voucher"),
    ),
    pressed("kahro:months", CLOSERS, "slug book"),
    pressed("kahro:entry", CLERKS | {"receiver", "secretary"}, "slug book number"),
    # A group: practice like it
    *[pressed(f"kahro:{name}", PRACTISING, "slug") for name in ("practise", "lend_hand", "end_practice")],
    # A group: its people
    *of_group(
        "villages",
        ("group", INSIDE),
        ("bylaws", INSIDE),
        ("bylaw", INSIDE, "kind", "bylaw"),
        ("minutes", READERS, "kind", "bylaw"),
        ("officers", INSIDE),
        ("edit_group", HOUSEKEEPERS),
        ("members", READERS),
        ("member", READERS, "member"),
        ("requests", READERS),
        ("decide", READERS, "request"),
        ("request_paper", READERS, "request"),
        ("new_member", REGISTRARS),
        ("join", REGISTRARS, "ticket"),
        ("join_without_id", REGISTRARS),
        ("write_id", REGISTRARS, "member"),
        ("edit_member", REGISTRARS, "member"),
        ("rejoin", REGISTRARS, "member"),
        ("nominees", REGISTRARS, "member"),
        ("guardian", REGISTRARS, "member"),
        ("appoint", {"chair", "staff"}),
        ("officer", READERS, "officer"),
        ("change_office", {"chair", "staff"}, "officer", "change"),
    ),
    pressed("villages:edit_group", HOUSEKEEPERS, "slug"),
    pressed("villages:agree_bylaw", DECIDERS, "slug kind bylaw"),
    pressed("villages:drop_bylaw", HOUSEKEEPERS, "slug kind bylaw"),
    pressed("villages:edit_member", REGISTRARS, "slug member"),
    pressed("villages:join_without_id", REGISTRARS, "slug"),
    pressed("villages:write_id", REGISTRARS, "slug member"),
    pressed("villages:slip", REGISTRARS, "slug member"),
    pressed("villages:appoint", {"chair", "staff"}, "slug"),
    pressed("villages:change_office", {"chair", "staff"}, "slug officer change"),
    pressed("villages:officer_slip", REGISTRARS, "slug officer"),
    pressed("villages:decide", DECIDERS, "slug request"),
    # A group: its savings
    *of_group(
        "funds",
        ("find", COUNTER),
        ("deposit", COUNTER, "passbook"),
        ("withdraw", PAYERS, "passbook"),
        ("reverse", COUNTER, "receipt"),
        ("member", READERS, "member"),
        ("passbook", READERS, "passbook"),
        ("passbook_pdf", READERS, "passbook"),
        ("receipts", READERS),
        ("receipt", READERS, "receipt"),
        ("receipt_pdf", READERS, "receipt"),
        ("products", INSIDE),
        ("offer", HOUSEKEEPERS),
        ("product_bylaw", HOUSEKEEPERS, "product"),
        ("open_passbook", REGISTRARS, "member"),
        ("pledge", REGISTRARS, "passbook"),
        ("register", REGISTRARS),
        ("register_template", REGISTRARS),
        ("register_upload", READERS, "upload"),
        ("register_file", BOOK_READERS, "register"),
    ),
    *of_group(
        "funds",
        ("cash", BOOK_READERS),
        ("cash_act", COUNTER, "book", "act"),
        ("movement_pdf", BOOK_READERS, "book", "movement"),
        ("reverse_movement", COUNTER, "book", "movement"),
        ("repay", COUNTER, "shortage"),
        ("transfers", BOOK_READERS),
        ("transfer", BOOK_READERS, "transfer"),
        ("identify", COUNTER, "transfer", "passbook"),
    ),
    pressed("funds:cash_act", COUNTER, "slug book act"),
    pressed("funds:reverse_movement", COUNTER, "slug book movement"),
    pressed("funds:repay", COUNTER, "slug shortage"),
    pressed("funds:identify", COUNTER, "slug transfer passbook"),
    # A group: who leaves it
    *of_group(
        "funds",
        ("leave", PARTERS, "member"),
        ("leave_pdf", PARTERS, "member"),
        ("move_house", PARTERS, "member"),
        ("death", PARTERS, "member"),
        ("leavers", READERS),
        ("return_bylaw", HOUSEKEEPERS),
        ("pay_leaver", PAYERS, "payable"),
    ),
    *[pressed(f"funds:{name}", PARTERS, "slug member") for name in ("leave", "move_house", "death", "undo_leaving")],
    pressed("funds:undo_death", DECIDERS, "slug member"),
    pressed("funds:return_bylaw", HOUSEKEEPERS, "slug"),
    pressed("funds:pay_leaver", PAYERS, "slug payable"),
    # A group: its working days
    *of_group(
        "funds",
        ("days", READERS),
        ("owing", READERS),
        ("working_day_bylaw", HOUSEKEEPERS),
        ("plan_day", HOLDERS),
        ("day", READERS, "day"),
        ("day_pdf", READERS, "day", "paper"),
        ("move_day", HOLDERS, "day"),
        ("open_day", HOLDERS, "day"),
        ("sheet", READERS, "day"),
        ("sheet_taken", READERS, "day"),
        ("unsent_day", READERS, "day"),
        ("note_day", {"chair"}, "day"),
        ("count_box", SITTERS, "day", "box"),
        ("bank_box", HOLDERS, "day", "box"),
        ("slip", READERS, "day", "box"),
        ("visit", READERS, "visit"),
        ("visit_pdf", READERS, "visit"),
    ),
    # A welfare fund
    Page("welfare:days", READERS, "fund"),
    Page("welfare:scheme_bylaw", HOUSEKEEPERS, "fund"),
    Page("welfare:enrol", REGISTRARS, "fund"),
    pressed("welfare:scheme_bylaw", HOUSEKEEPERS, "fund"),
    pressed("welfare:enrol", REGISTRARS, "fund"),
    Page("welfare:mine", OFFICIALS | {"member"}),
    Page("welfare:my_file", {"member"}, "enrolment benefit"),
    Page("welfare:my_claim", {"member"}, "claim"),
    Page("welfare:my_evidence", {"member"}, "claim evidence"),
    pressed("welfare:my_file", {"member"}, "enrolment benefit"),
    pressed("welfare:my_claim", {"member"}, "claim"),
    pressed("welfare:my_appeal", {"member"}, "claim"),
    *of_fund(
        ("fund", BOOK_READERS),
        ("year", BOOK_READERS),
        ("year_pdf", BOOK_READERS),
        ("close_year", CLOSERS),
        ("matches", BOOK_READERS),
        ("matched_pdf", READERS),
        ("matched_xlsx", READERS),
        ("hand_out_members", {"chair", "treasurer"}),
        ("declare_match", COUNTER),
        ("match_came", COUNTER, "match"),
        ("enrol_family", REGISTRARS),
        ("enrol_household", REGISTRARS, "ticket"),
        ("rounds", READERS),
        ("open_round", HOUSEKEEPERS),
        ("card", READERS, "enrolment"),
        ("voucher", READERS, "claim"),
        ("tables", READERS),
        ("draft_table", HOUSEKEEPERS),
        ("table", READERS, "benefits"),
        ("new_line", HOUSEKEEPERS, "benefits"),
        ("line", HOUSEKEEPERS, "benefits", "benefit"),
        ("member", READERS, "enrolment"),
        ("file_claim", PARTERS, "enrolment", "benefit"),
        ("claims", CLAIM_KEEPERS),
        ("register", CLAIM_KEEPERS),
        ("pensions", CLAIM_KEEPERS),
        ("projection", BOOK_READERS),
        ("pensions_pdf", CLAIM_KEEPERS),
        ("claim", CLAIM_KEEPERS, "claim"),
        ("evidence", DECIDERS | {"secretary"}, "claim", "evidence"),
    ),
    pressed("welfare:draft_table", HOUSEKEEPERS, "fund"),
    pressed("welfare:new_line", HOUSEKEEPERS, "fund benefits"),
    pressed("welfare:line", HOUSEKEEPERS, "fund benefits benefit"),
    pressed("welfare:strike_line", HOUSEKEEPERS, "fund benefits benefit"),
    pressed("welfare:come_back", REGISTRARS, "fund enrolment"),
    pressed("welfare:file_claim", PARTERS, "fund enrolment benefit"),
    pressed("welfare:add_evidence", PARTERS, "fund claim"),
    pressed("welfare:decide", DECIDERS, "fund claim"),
    pressed("welfare:pay", PAYERS, "fund claim"),
    pressed("welfare:appeal", PARTERS, "fund claim"),
    pressed("welfare:settle_appeal", DECIDERS, "fund claim"),
    pressed("welfare:ask_to_lapse", PAYERS, "fund claim"),
    pressed("welfare:enrol_family", REGISTRARS, "fund"),
    pressed("welfare:enrol_household", REGISTRARS, "fund ticket"),
    pressed("welfare:open_round", HOUSEKEEPERS, "fund"),
    pressed("welfare:name_sponsor", REGISTRARS, "fund enrolment"),
    pressed("welfare:write_pensions", PARTERS, "fund"),
    pressed("welfare:agree_to_pensions", DECIDERS, "fund"),
    pressed("welfare:close_year", CLOSERS, "fund"),
    pressed("welfare:recognise", CLOSERS, "fund"),
    pressed("welfare:declare_match", COUNTER, "fund"),
    pressed("welfare:match_came", COUNTER, "fund match"),
    pressed("funds:sheet_row", COUNTER, "slug day person"),
    pressed("funds:settle_row", COUNTER, "slug day person"),
    pressed("funds:turn_day", SITTERS, "slug day"),
    pressed("funds:sign_day", SITTERS, "slug day"),
    pressed("funds:close_day", HOLDERS, "slug day"),
    pressed("funds:confirm_bank", SITTERS, "slug day box"),
    pressed("funds:plan_day", HOLDERS, "slug"),
    pressed("funds:working_day_bylaw", HOUSEKEEPERS, "slug"),
    pressed("funds:deposit", COUNTER, "slug passbook"),
    pressed("funds:withdraw", PAYERS, "slug passbook"),
    pressed("funds:reverse", COUNTER, "slug receipt"),
    pressed("funds:offer", HOUSEKEEPERS, "slug"),
    pressed("funds:product_bylaw", HOUSEKEEPERS, "slug product"),
    pressed("funds:close_passbook", REGISTRARS, "slug passbook"),
    pressed("funds:register", REGISTRARS, "slug"),
    pressed("funds:register_upload", REGISTRARS, "slug upload"),
]
GROUP_PAGES = [page for page in PAGES if page.names.startswith(("slug", "fund"))]
ONLY_PRESSED = {page.name for page in PAGES} - {page.name for page in PAGES if page.method == "get"}
TICKET = "0badcafe"
NETWORK_ACT = "an act of the network"
LOG_IN = "/accounts/login/?next="


def every_page(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str | None]:
    """The name of every address of the site; None for one without a name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from every_page(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + pattern.name if pattern.name else None


@pytest.fixture
def neighbour(world) -> User:
    """Chair and treasurer of another group, who may do everything there."""
    user = world.users["neighbour"] = User.objects.create_user("neighbour", password=PASSWORD)
    village = Village.objects.create(number=2)
    other = groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านตลาดจันทร์", "sajja-2", village=village)
    for role in (Role.CHAIR, Role.TREASURER, Role.BOOKKEEPER):
        world.appoint(user, role, other)
    stand_in = world.users["stand_in"] = User.objects.create_user("stand_in", password=PASSWORD)
    world.appoint(stand_in, Role.LOANS, other)
    today = timezone.localdate()
    world.appoint(stand_in, Role.STAND_IN, world.group, on=today, until=today)
    return user


@pytest.fixture
def things(world, neighbour) -> dict[str, Any]:
    """Something to open on every page, all of it of one group."""
    receipt = world.deposit(500, passbook=world.special_passbook)
    former = User.objects.create_user("former")
    world.group.bylaws.save("bylaws.pdf", ContentFile(b"%PDF-1.7"))
    officer = world.appoint(former, Role.LOANS, world.group)
    officers.end(officer, on=LONG_AGO)
    transfer = arrived(world)
    gone = world.appoint(former, Role.FACILITATOR, None)
    officers.end(gone, on=LONG_AGO)
    return {
        "slug": world.group.slug,
        "village": world.village.number,
        "book": world.book.slug,
        "report": "trial-balance",
        "number": receipt.entry.number,
        "voucher": ledger.attach_voucher(receipt.entry, ContentFile(b"%PDF-1.7", "paper.pdf"), by=world.treasurer).pk,
        "member": world.member.pk,
        "ticket": TICKET,
        "passbook": world.special_passbook.pk,
        "product": world.special.pk,
        **proposed(world),
        "receipt": receipt.pk,
        "token": receipt.token,
        "network_request": of_the_network(world).pk,
        "officer": officer.pk,
        "network_officer": gone.pk,
        "change": "end",
        "request": with_paper(
            reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason="พิมพ์ผิด", request_id=uuid4())
        ).pk,
        **an_evening(world),
        **a_welfare_fund(world),
        "act": "expense",
        "shortage": cash.shortage_account(world.book, world.receiver).pk,
        "transfer": transfer.pk,
        "movement": transfer.entry.number,
        "payable": ledger.open_account(world.book, "23150", world.member.number, str(world.member.person)).pk,
        "upload": uploaded(world).pk,
        "register": uploaded(world, confirmed_by=world.treasurer, confirmed_at=timezone.now()).pk,
    }


def an_evening(world) -> dict[str, Any]:
    """An open working day with one visit and, for its pages, a slip already."""
    day = days.plan([world.group], timezone.localdate(), by=world.treasurer)
    hands = {world.receiver: "receiver", world.bookkeeper: "bookkeeper", world.checker: "checker"}
    elsewhere = {box.pk: "ในตู้เซฟ" for box in day.cash_boxes.all()}
    days.open_day(day, hands | {world.treasurer: "present"}, {}, by=world.treasurer, elsewhere=elsewhere)
    person, key = world.member.person, f"p{world.passbook.product_id}"
    visit = visits.take(
        sheet_queries.collection_sheet(day, person),
        person.pk,
        {key: Decimal(500)},
        by=world.bookkeeper,
        request_id=uuid4(),
    )
    box = day.cash_boxes.get()
    BankDeposit.objects.create(
        cash_box=box, on=day.on, slip=ContentFile(b"%PDF-1.7", "slip.pdf"), sha256="0" * 64, by=world.receiver
    )
    return {"day": day.pk, "paper": "wall", "box": box.pk, "visit": visit.pk, "person": person.pk}


def a_welfare_fund(world) -> dict[str, Any]:
    """Kept by the same committee, with a claim of its one member, filed by the secretary with a paper."""
    fund = groups.create_group(Group.Kind.WEL, "กองทุนวันละบาท", "wel-8", village=world.village)
    for role in COMMITTEE:
        world.appoint(world.users[role], Role(role), fund)
    today = timezone.localdate()
    world.appoint(world.users["stand_in"], Role.STAND_IN, fund, on=today, until=today)
    bylaw = made_bylaws.set_scheme_bylaw(
        fund.books.get(), effective_from=LONG_AGO, resolution="มติ 1", entry_fee=0, wait_days=0
    )
    table = made_bylaws.draft_table(bylaw.scheme, effective_from=LONG_AGO, resolution="มติ 2")
    benefit = made_bylaws.write_benefit(Benefit(table=table, kind="other", name="ของขวัญ", amount=Decimal(100)))
    made_bylaws.decide_table(table)
    today = timezone.localdate()
    enrolment = schemes.enrol(bylaw.scheme, people.join(fund, world.member.person, on=LONG_AGO), on=today)
    facts = {"event_on": today, "by": world.secretary, "request_id": uuid4()}
    claim = claims.file(enrolment, benefit, **facts, papers=[("ใบรับรอง", ContentFile(b"%PDF-1.7", "paper.pdf"))])
    promise: dict[str, Any] = {
        "members": 1,
        "counted_on": today,
        "amount": Decimal(365),
        "letter": "หนังสือ 1",
        "on": today,
    }
    grant = matching_grants.declare(
        bylaw.scheme, source="state", year=today.year, **promise, by=world.treasurer, request_id=uuid4()
    )
    return {
        "fund": fund.slug,
        "buddhist_year": today.year + 543,
        "match": grant.pk,
        "benefits": table.pk,
        "benefit": benefit.pk,
        "enrolment": enrolment.pk,
        "claim": claim.pk,
        "evidence": claim.evidence.get().pk,
    }


def proposed(world) -> dict[str, Any]:
    """A by-law that waits for its second officer, with its minutes."""
    today = timezone.localdate()
    bylaw = ProductBylaw(product=world.pledged, effective_from=today + timedelta(days=9), decided_on=today)
    bylaw.resolution = "มติ 9"
    bylaw = bylaws.write(bylaw, by=world.secretary, minutes=ContentFile(b"%PDF-1.7", "minutes.pdf"))
    return {"kind": bylaw.kind, "bylaw": bylaw.pk}


def arrived(world) -> UnknownTransfer:
    day, params = timezone.localdate(), {"memo": "โอนเงิน", "by": world.treasurer, "request_id": uuid4()}
    return transfers.record_transfer(world.book, Decimal(100), on=day, **params)


def of_the_network(world) -> PendingRequest:
    pending = PendingRequest(act=NETWORK_ACT, arguments={}, maker=world.staff, reason="ลองดู", summary="เรื่องของเครือข่าย")
    pending.save()
    return with_paper(pending)


def with_paper(pending: PendingRequest) -> PendingRequest:
    """Another request like this one, with a paper: what was asked itself stays."""
    paper = {"paper": ContentFile(b"%PDF-1.7", "paper.pdf"), "sha256": sha256(b"%PDF-1.7").hexdigest()}
    same = {name: getattr(pending, name) for name in ("group", "act", "arguments", "summary", "reason", "maker")}
    return PendingRequest.objects.create(**same, **paper)


def uploaded(world, **confirmed) -> RegisterImport:
    """An empty workbook: its page opens and says what is missing."""
    content = BytesIO()
    Workbook().save(content)
    file = ContentFile(content.getvalue(), "register.xlsx")
    return world.group.imports.create(file=file, filename=file.name, uploaded_by=world.treasurer, **confirmed)


@pytest.fixture
def ask(world, things, monkeypatch) -> Callable[..., int | str]:
    """`ask(role, page)` is what the site answers: "in", "log in" or a number; `more` stands in for some things.

    Papers stay blank: drawing them is slow and tested elsewhere.
    """
    monkeypatch.setattr(HTML, "write_pdf", lambda paper, **_how: b"%PDF-1.7")
    monkeypatch.setitem(ACTS, NETWORK_ACT, Act(lambda request, by: None, "keep the network", nothing_more, False))

    @cache
    def browser(role: str) -> Client:
        opened = Client()
        if role != "nobody":
            opened.force_login(world.users[role])
            session = opened.session
            session[f"joining-{TICKET}"] = world.member.person.citizen_id
            session.save()
        return opened

    def answer(role: str, page: Page, **more) -> int | str:
        address = reverse(page.name, args=[(things | more)[name] for name in page.names.split()])
        response = getattr(browser(role), page.method)(address)
        if response.status_code == 302 and response["Location"].startswith(LOG_IN):
            return "log in"
        return "in" if response.status_code in (200, 302, 422) else response.status_code

    return answer


def expected(page: Page, role: str) -> int | str:
    if role in page.who:
        return "in"
    if role == "nobody":
        return "log in"
    inside = INSIDE if page in GROUP_PAGES else OFFICIALS
    return 403 if role in inside and not page.who <= {"member"} else 404


def test_every_page_of_the_site_stands_in_the_table():
    names = list(every_page())

    assert None not in names
    assert set(names) == {page.name for page in PAGES}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_opens_its_pages_and_no_other(ask, role):
    answers = {str(page): ask(role, page) for page in PAGES}

    assert answers == {str(page): expected(page, role) for page in PAGES}


def test_nothing_of_a_group_opens_under_the_name_of_another(ask, world):
    """An officer of another group may do everything there, and only there."""
    of_one = [page for page in GROUP_PAGES if set(page.names.split()) - {"slug", "ticket"}]
    answers = {str(page): ask("neighbour", page, slug="sajja-2") for page in of_one}

    assert answers == dict.fromkeys(map(str, of_one), 404)


def test_every_role_has_a_row():
    assert {role.value for role in Role} == INSIDE


def test_what_changes_something_is_not_done_by_opening_an_address(ask):
    buttons = [page for page in PAGES if page.name in ONLY_PRESSED]

    assert {ask("staff", page._replace(method="get")) for page in buttons} == {405}
