"""The four real tables of the domain's section 10, typed by a committee as it reads them, without code."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from ledger import chart
from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from villages.services import people
from welfare.models import BenefitTable, Enrolment
from welfare.queries import benefits as benefits_queries
from welfare.queries.days import standing, with_payments
from welfare.services import schemes

SONGKHLA = [
    {"name": "ขวัญลูก", "kind": "birth", "whom": "child", "way": "flat", "amount": "500"},
    {"name": "แม่นอนโรงพยาบาลคลอด", "kind": "birth", "way": "night", "amount": "100", "nights_once": "5"},
    {"name": "นอนโรงพยาบาล", "kind": "sickness", "way": "night", "amount": "100", "nights_a_year": "10"},
    {"name": "บำนาญ", "kind": "age", "way": "monthly", "least_age": "60", "subfund": "reserve",
     "tiers": "15 300\n20 400\n25 500\n30 600\n35 700\n40 800\n45 900\n50 1000\n55 1100\n60 1200"},
    {"name": "เสียชีวิต", "kind": "death", "way": "days",
     "tiers": "180 2500\n365 5000\n730 10000\n1460 15000\n2920 20000\n5840 30000"},
    {"name": "ทุน/ยืมเรียน", "kind": "education", "way": "resolution", "most_once": "5000", "subfund": "growth"},
    {"name": "ผู้ด้อยโอกาส", "kind": "need", "way": "flat", "amount": "365", "pays": "days", "times_a_year": "1"},
    {"name": "หนี้คนตาย", "kind": "other", "way": "resolution", "most_once": "3000"},
    {"name": "ผู้ปฏิบัติงาน", "kind": "other", "way": "flat", "amount": "200", "times_a_year": "12"},
]  # fmt: skip
CHAMUANG = [
    {"name": "คลอดบุตร", "kind": "birth", "whom": "child", "way": "flat", "amount": "1,000"},
    {"name": "นอนโรงพยาบาล", "kind": "sickness", "way": "night", "amount": "200", "most_once": "600",
     "most_a_year": "1000"},
    {"name": "ทุนเรียนดี", "kind": "education", "way": "flat", "amount": "500", "measure": "เกรดเฉลี่ย",
     "measure_least": "3.5", "condition": "ปีที่จบ"},
    {"name": "ผู้สูงอายุ", "kind": "age", "way": "flat", "amount": "200", "least_age": "60", "least_years": "3",
     "times_a_year": "1"},
    {"name": "เสียชีวิต", "kind": "death", "way": "years", "tiers": "0 3000\n15 30000"},
]  # fmt: skip
SAM_YAEK = [{"name": "คลอดบุตร", "kind": "birth", "way": "flat", "amount": "500"}]
UMONG = [
    {"name": "เสียชีวิต", "kind": "death", "way": "flat", "amount": "5000", "wait_days": "365"},
    {"name": "เยี่ยมไข้", "kind": "sickness", "way": "flat", "amount": "300", "wait_days": "180"},
]
JOINED = date(2022, 3, 1)


@pytest.fixture
def elder(world, fund, new_id) -> Enrolment:
    """Sixty-five years old, a member since March 2565, paid for ten years."""
    member = people.join(fund, world.new_person(new_id(), born_on=date(1957, 3, 1)), on=JOINED)
    scheme = fund.books.get().scheme
    made_bylaws.set_scheme_bylaw(
        scheme.group_book, effective_from=date(2021, 1, 1), resolution="มติ 2/2564", end_after=90
    )
    enrolment = schemes.enrol(scheme, member, on=JOINED)
    cash = ledger.activate(scheme.group_book.book, chart.CASH)
    sides = [ledger.debit(cash, Decimal(3650)), ledger.credit(enrolment.account, Decimal(3650))]
    ledger.post(
        scheme.group_book.book,
        sides,
        kind=Entry.Kind.RECEIPT,
        event="J21",
        on=JOINED,
        by=world.receiver,
        request_id=uuid4(),
    )
    return enrolment


@pytest.fixture
def typed(world, fund, client):
    """Type a table line by line and put it in force."""

    def write(lines: list[dict]) -> BenefitTable:
        client.force_login(world.treasurer)
        params = {"effective_from": "1/2/2564", "decided_on": "1/2/2564", "resolution": "ประชุมใหญ่ 1/2564"}
        client.post(reverse("welfare:draft_table", args=[fund.slug]), params)
        table = BenefitTable.every.get()
        for line in lines:
            plain = {"whom": "self", "pays": "money", "subfund": "benefits"}
            answer = client.post(reverse("welfare:new_line", args=[fund.slug, table.pk]), plain | line)
            assert answer.status_code == 302, answer.context["form"].errors
        made_bylaws.decide_table(table)
        return table

    return write


def pays(enrolment: Enrolment, on: date) -> dict[str, Decimal | None]:
    """What each line pays for an event of a day; None where nothing is."""
    entitled = benefits_queries.entitlements(with_payments(Enrolment.objects.filter(pk=enrolment.pk)).get(), on)
    return {each.benefit.name: None if each.outcome.refused else each.outcome.amount for each in entitled}


def test_the_first_table_of_songkhla(elder, typed):
    typed(SONGKHLA)

    early, later = pays(elder, date(2022, 8, 27)), pays(elder, date(2024, 2, 29))

    assert set(early.values()) == {None}  # the 180th day
    assert pays(elder, date(2022, 8, 28))["เสียชีวิต"] == 2500
    assert later == {
        "ขวัญลูก": 500, "แม่นอนโรงพยาบาลคลอด": 100, "นอนโรงพยาบาล": 100, "บำนาญ": None, "เสียชีวิต": 10000,
        "ทุน/ยืมเรียน": 5000, "ผู้ด้อยโอกาส": 365, "หนี้คนตาย": 3000, "ผู้ปฏิบัติงาน": 200,
    }  # fmt: skip
    assert pays(elder, date(2024, 2, 27))["เสียชีวิต"] == 5000  # 729 days, the day after 730
    assert pays(elder, date(2024, 2, 28))["เสียชีวิต"] == 10000


def test_the_table_of_chamuang(elder, typed):
    typed(CHAMUANG)
    assert pays(elder, date(2025, 2, 28)) == {
        "คลอดบุตร": 1000, "นอนโรงพยาบาล": 200, "ทุนเรียนดี": 500, "ผู้สูงอายุ": None, "เสียชีวิต": 3000,
    }  # fmt: skip
    assert pays(elder, date(2025, 3, 1))["ผู้สูงอายุ"] == 200


def test_the_table_of_sam_yaek(elder, typed):
    typed(SAM_YAEK)
    assert pays(elder, date(2022, 8, 27)) == {"คลอดบุตร": None}
    assert pays(elder, date(2022, 8, 28)) == {"คลอดบุตร": 500}


def test_the_two_waits_of_umong_and_its_three_missed_months(elder, typed):
    typed(UMONG)

    assert pays(elder, date(2022, 8, 28)) == {"เสียชีวิต": None, "เยี่ยมไข้": 300}
    assert pays(elder, date(2023, 3, 1)) == {"เสียชีวิต": 5000, "เยี่ยมไข้": 300}
    paid = with_payments(Enrolment.objects.filter(pk=elder.pk)).get()
    last = standing(paid, JOINED).paid_to
    assert standing(paid, last.replace(month=last.month + 2)).status.state == "arrears"
    assert standing(paid, date.fromordinal(last.toordinal() + 91)).status.state == "ended"


@pytest.mark.parametrize("plan", [30, 90, 180, 360, 365])
def test_every_plan_that_funds_offer(elder, plan):
    """Ten years of days paid: the day after, a whole period is due."""
    elder.plan = plan
    elder.save()
    paid = with_payments(Enrolment.objects.filter(pk=elder.pk)).get()
    last = standing(paid, JOINED).paid_to

    assert standing(paid, last).due == 0
    assert standing(paid, date.fromordinal(last.toordinal() + 1)).due == plan
