"""A welfare fund beside the savings group of the world."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ledger import chart
from ledger import queries as books
from ledger import services as ledger
from tests import made_bylaws
from tests.conftest import LONG_AGO
from tests.funds.conftest import PNG
from villages.models import Group, Role
from villages.services import groups, people
from welfare.models import Benefit, BenefitTable, Claim, Enrolment
from welfare.services import claims, schemes


@pytest.fixture
def fund(world) -> Group:
    """The same committee keeps it; its entry fee is 20 baht (R1.24)."""
    group = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการวันละบาท", "wel-8", village=world.village)
    for name, user in world.users.items():
        if name in Role.values and name not in ("staff", "auditor", "facilitator"):
            world.appoint(user, Role(name), group)
    made_bylaws.set_scheme_bylaw(
        group.books.get(), effective_from=LONG_AGO, resolution="มติ 1/2563", entry_fee=Decimal(20)
    )
    return group


@pytest.fixture
def enrolled(world, fund) -> Enrolment:
    member = people.join(fund, world.member.person, on=date(2025, 9, 25))
    return schemes.enrol(fund.books.get().scheme, member, on=date(2025, 9, 25))


@pytest.fixture
def draft(world, fund) -> BenefitTable:
    return made_bylaws.draft_table(fund.books.get().scheme, effective_from=date(2024, 1, 1), resolution="มติ 1/2567")


# -- Money given -------------------------------------------------------------------------------------------------------


def give(world, enrolment, amount, on, account=None, event="J21"):
    """Money at the table."""
    book = enrolment.scheme.group_book.book
    sides = [ledger.debit(ledger.activate(book, chart.CASH), Decimal(amount)),
             ledger.credit(account or enrolment.account, Decimal(amount))]  # fmt: skip
    return ledger.post(book, sides, kind="RV", event=event, on=on, by=world.receiver, request_id=uuid4())


@pytest.fixture
def given(world, enrolled):
    """A member who gave for the whole year 2568 and more."""
    book = enrolled.scheme.group_book.book
    sides = [
        ledger.debit(ledger.activate(book, chart.CASH), Decimal(36500)),
        ledger.credit(enrolled.account, Decimal(36500)),
    ]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=uuid4())
    return enrolled


def request_of(number: int) -> str:
    """The number of a form."""
    return f"00000000-0000-4000-8000-{number:012d}"


@pytest.fixture
def giver(world, enrolled):
    """Paid until next year; the fund has forty thousand baht of a match."""
    book = enrolled.scheme.group_book.book
    for code, target, amount in ((chart.CASH, enrolled.account, 900), ("12400", "47030", 40000)):
        to = target if not isinstance(target, str) else ledger.activate(book, target)
        sides = [ledger.debit(ledger.activate(book, code), Decimal(amount)), ledger.credit(to, Decimal(amount))]
        ledger.post(
            book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=request_of(amount)
        )  # fmt: skip
    return enrolled


@pytest.fixture
def ahead(world, enrolled):
    """The fund defers from the year 2569 on; a year was paid ahead on its second day."""
    group_book = enrolled.scheme.group_book
    made_bylaws.set_scheme_bylaw(group_book, effective_from=date(2026, 1, 1), resolution="มติ 9/2568", defers=True)
    enrolled.refresh_from_db()
    give(world, enrolled, 99, date(2026, 1, 2))  # 25 September to 1 January
    give(world, enrolled, 365, date(2026, 1, 2), enrolled.advance, "J22")
    return enrolled


# -- Claims by the table of ชะมวง --------------------------------------------------------------------------------------


CHAMUANG: list[dict[str, Any]] = [
    {"kind": "birth", "name": "คลอดบุตร", "amount": Decimal(1000), "whom": "child", "evidence": "สูติบัตร"},
    {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200), "most_once": Decimal(600),
     "most_a_year": Decimal(1000)},
    {"kind": "education", "name": "ทุนเรียนดี", "amount": Decimal(500), "measure": "เกรดเฉลี่ย",
     "measure_least": Decimal("3.50"), "whom": "child"},
    {"kind": "age", "name": "ผู้สูงอายุ", "amount": Decimal(200), "least_age": 60, "least_years": 3, "times_a_year": 1},
    {"kind": "death", "name": "เสียชีวิต", "way": "years"},
]  # fmt: skip
CHAMUANG_YEARS = [(0, Decimal(3000)), (5, Decimal(10000)), (10, Decimal(30000))]


@pytest.fixture
def table(world, fund) -> BenefitTable:
    """The real table of ชะมวง (section 10), decided by the general meeting."""
    scheme = fund.books.get().scheme
    draft = made_bylaws.draft_table(scheme, effective_from=date(2024, 1, 1), resolution="ประชุมใหญ่ 1/2567")
    for line in CHAMUANG:
        made_bylaws.write_benefit(Benefit(table=draft, **line), CHAMUANG_YEARS if line.get("way") == "years" else [])
    return made_bylaws.decide_table(draft)


@pytest.fixture
def paid_up(world, enrolled, table):
    """Everything paid until next year, and twenty thousand baht from a match to give away."""
    book = enrolled.scheme.group_book.book
    cash, bank = ledger.activate(book, chart.CASH), ledger.activate(book, enrolled.scheme.group_book.bank_code)
    more = {"by": world.receiver, "kind": "RV"}
    days = [ledger.debit(cash, Decimal(900)), ledger.credit(enrolled.account, Decimal(900))]
    ledger.post(book, days, event="J21", on=date(2025, 9, 25), request_id=uuid4(), **more)
    match = [ledger.debit(bank, Decimal(40000)), ledger.credit(ledger.activate(book, "47030"), Decimal(40000))]
    ledger.post(book, match, event="J26", on=date(2026, 1, 5), request_id=uuid4(), **more)
    return enrolled


def line(table, kind) -> Benefit:
    return table.benefits.get(kind=kind)


def file(world, enrolment, benefit, on=date(2026, 6, 1), **more) -> Claim:
    given = {"event_on": on, "by": world.secretary, "request_id": uuid4()} | more
    return claims.file(enrolment, benefit, **given)


def agree(world, claim, *names, **more) -> Claim:
    for name in names or ("chair", "checker"):
        claim = claims.decide(claim, yes=True, by=getattr(world, name), **more)
    return claim


def balance(enrolment, code) -> Decimal:
    book = enrolment.scheme.group_book.book
    return books.heading_balances([book], (code,), timezone.localdate()).get((book.pk, code), Decimal(0))


# -- One event and a family --------------------------------------------------------------------------------------------


EVENT_LINES = [
    {"kind": "birth", "name": "ขวัญลูก", "amount": Decimal(1000), "whom": "child", "evidence": "สูติบัตร"},
    {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(100), "nights_once": 5,
     "nights_a_year": 10},
    {"kind": "need", "name": "เฝ้าไข้ลูก", "way": "night", "amount": Decimal(200), "most_once": Decimal(500),
     "nights_a_year": 5, "whom": "child"},
    {"kind": "education", "name": "รับขวัญหลาน", "amount": Decimal(300), "whom": "family", "each_member": True},
    {"kind": "death", "name": "เสียชีวิต", "amount": Decimal(3000)},
    {"kind": "other", "name": "วันแต่งงาน", "amount": Decimal(400), "whom": "spouse"},
]  # fmt: skip
CHILD = "เด็กหญิงขวัญ ใจดี"


@pytest.fixture
def lines(world, fund) -> dict[str, Benefit]:
    scheme = fund.books.get().scheme
    draft = made_bylaws.draft_table(scheme, effective_from=date(2024, 1, 1), resolution="ประชุมใหญ่ 1/2567")
    for given in EVENT_LINES:
        made_bylaws.write_benefit(Benefit(table=draft, **given))
    made_bylaws.decide_table(draft)
    return {benefit.kind: benefit for benefit in draft.benefits.all()}


@pytest.fixture
def mother(world, enrolled):
    return paid(world, enrolled)


@pytest.fixture
def father(world, fund, mother, new_id):
    return beside(world, fund, new_id, "สมชาย", prefix="นาย")


def beside(world, fund, new_id, name, **more):
    """Somebody else of the fund, paid up; children with their guardian."""
    person = world.new_person(new_id(), name, **more)
    guardian = world.member.person if person.age(date(2025, 9, 25)) < 20 else None
    member = people.join(fund, person, on=date(2025, 9, 25), guardian=guardian)
    return paid(world, schemes.enrol(fund.books.get().scheme, member, on=date(2025, 9, 25)))


def paid(world, enrolment):
    """Days for two years, and something of a match to give away."""
    book = enrolment.scheme.group_book.book
    bank = ledger.activate(book, enrolment.scheme.group_book.bank_code)
    for account, amount, event in ((enrolment.account, 900, "J21"), (ledger.activate(book, "47030"), 40000, "J26")):
        sides = [ledger.debit(bank, Decimal(amount)), ledger.credit(account, Decimal(amount))]
        params = {"kind": "RV", "event": event, "on": date(2025, 9, 25), "by": world.receiver, "request_id": uuid4()}
        ledger.post(book, sides, **params)
    return enrolment


def proven(world, enrolment, benefit, file_of_it=PNG, **more):
    """A claim with its paper."""
    papers = [("สูติบัตร", SimpleUploadedFile("x.png", file_of_it))]
    return file(world, enrolment, benefit, papers=papers, **more)


# -- Pensions ----------------------------------------------------------------------------------------------------------


THIS_MONTH = timezone.localdate().replace(day=1)
LAST_MONTH = date.fromordinal(THIS_MONTH.toordinal() - 1).replace(day=1)
PENSION_STEPS = [(1, Decimal(300)), (3, Decimal(500))]


@pytest.fixture
def elders(world, fund, new_id):
    """Three of them are 60 and more; everything is paid for ten years."""
    scheme, book = fund.books.get().scheme, fund.books.get().book
    table = made_bylaws.draft_table(scheme, effective_from=date(2022, 1, 1), resolution="มติ 1/2565")
    made_bylaws.write_benefit(
        Benefit(table=table, kind="age", name="บำนาญ", way="monthly", least_age=60), PENSION_STEPS
    )
    made_bylaws.decide_table(table)
    long, short = LAST_MONTH.year - 4, LAST_MONTH.year - 2
    years = ((1950, long), (1955, short), (1960, long), (1990, long))
    enrolments = []
    for n, (born, joined) in enumerate(years):
        person = world.new_person(new_id(), f"ผู้เฒ่า{n}", born_on=date(born, 1, 1), house_no=str(100 + n))
        member = people.join(fund, person, on=date(joined, 1, 1))
        enrolments.append(schemes.enrol(scheme, member, on=date(joined, 1, 1)))
    cash = ledger.activate(book, chart.CASH)
    for enrolment in enrolments:
        sides = [ledger.debit(cash, Decimal(3650)), ledger.credit(enrolment.account, Decimal(3650))]
        day = enrolment.joined_on
        ledger.post(book, sides, kind="RV", event="J21", on=day, by=world.receiver, request_id=uuid4())
    return enrolments


def scheme_of(elders):
    return elders[0].scheme


def day_of(month: date, day: int) -> date:
    return month.replace(day=day)


# -- A projection ------------------------------------------------------------------------------------------------------


@pytest.fixture
def fund_and_table(world, fund):
    scheme = fund.books.get().scheme
    made_bylaws.set_scheme_bylaw(scheme.group_book, effective_from=date(2024, 1, 2), resolution="มติ 2", suspend_after=0)
    table = made_bylaws.draft_table(scheme, effective_from=date(2024, 1, 3), resolution="มติ 3")
    made_bylaws.write_benefit(
        Benefit(table=table, kind="sickness", name="นอนโรงพยาบาล", way="night", amount=Decimal(100))
    )
    made_bylaws.write_benefit(
        Benefit(table=table, kind="death", name="เสียชีวิต", way="years"), [(0, Decimal(3000)), (5, Decimal(10000))]
    )
    made_bylaws.decide_table(table)
    return scheme


@pytest.fixture
def scheme_of_twenty(world, fund_and_table, new_id):
    """Twenty members, with a thousand baht in the books."""
    scheme = fund_and_table
    for n in range(20):
        born = date(1950 + 2 * n, 3, 1)
        member = people.join(scheme.group_book.group, world.new_person(new_id(), born_on=born), on=date(2024, 1, 5))
        enrolment = schemes.enrol(scheme, member, on=date(2024, 1, 5))
    book = scheme.group_book.book
    cash = ledger.activate(book, chart.CASH)
    sides = [ledger.debit(cash, Decimal(2000)), ledger.credit(enrolment.account, Decimal(2000))]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2024, 1, 5), by=world.receiver, request_id=uuid4())
    return scheme


# -- Pages -------------------------------------------------------------------------------------------------------------


PLAIN = {"whom": "self", "pays": "money", "subfund": "benefits"}
TYPED_LINES = [
    {"name": "คลอดบุตร", "kind": "birth", "whom": "child", "way": "flat", "amount": "1,000", "evidence": "สูติบัตร"},
    {"name": "นอนโรงพยาบาล", "kind": "sickness", "way": "night", "amount": "200", "most_once": "600",
     "most_a_year": "1000"},
    {"name": "เสียชีวิต", "kind": "death", "way": "years", "tiers": "0 3000\n5 10000\n10 = 30,000"},
]  # fmt: skip


def press(client, name, /, *args, **fields):
    """Press a button and look at the page it leads to."""
    return client.post(reverse(f"welfare:{name}", args=args), fields, follow=True)


def see(client, name, *args, **query) -> str:
    return client.get(reverse(f"welfare:{name}", args=args), query).content.decode()


@pytest.fixture
def typed_table(world, fund, client) -> BenefitTable:
    """Written in the browser, line by line, and put in force."""
    client.force_login(world.treasurer)
    press(
        client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="ประชุมใหญ่ 1/2567"
    )
    draft = BenefitTable.every.get()
    for line in TYPED_LINES:
        press(client, "new_line", fund.slug, draft.pk, **PLAIN | line)
    made_bylaws.decide_table(draft)
    draft.refresh_from_db()
    return draft
