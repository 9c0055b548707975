"""The demonstration's welfare fund: the table of ชะมวง (section 10 of the domain), and two years of its life."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from kahro.demo.evenings import SLIP
from ledger import services as ledger
from ledger.models import Entry
from villages.models import Role
from villages.services import bylaws, requests
from welfare.models import Benefit, BenefitTable, Claim, Enrolment
from welfare.queries.benefits import table_on
from welfare.services import claims, matching_grants, payments, schemes, tables, years

if TYPE_CHECKING:
    from kahro.demo.network import Desk

# fmt: off
LINES = [
    {"kind": "birth", "name": "ขวัญลูกแรกเกิด", "whom": "child", "amount": 1000, "evidence": "สูติบัตร"},
    {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": 200, "most_once": 600, "most_a_year": 1000,
     "evidence": "ใบรับรองแพทย์"},
    {"kind": "education", "name": "ทุนเรียนดี", "whom": "child", "amount": 500, "measure": "เกรดเฉลี่ย",
     "measure_least": Decimal("3.50"), "condition": "กำลังจบช่วงชั้น", "evidence": "ใบแสดงผลการเรียน"},
    {"kind": "age", "name": "ผู้สูงอายุ", "amount": 200, "least_age": 60, "least_years": 3, "times_a_year": 1},
    {"kind": "death", "name": "เสียชีวิต", "way": "years", "evidence": "มรณบัตร"},
]
# fmt: on
STEPS = [(0, 3000), (3, 5000), (5, 10000), (8, 15000), (10, 20000), (15, 30000)]
TARGET = 150  # R2.4


def write_table(desk: Desk, on: date) -> None:
    """Decided by a general meeting: the secretary wrote it that evening, the chair agreed."""
    at = datetime.combine(on - timedelta(days=7), time(20), timezone.get_current_timezone())
    bylaw = {"effective_from": on, "decided_on": at.date(), "resolution": "ประชุมใหญ่สามัญ วาระสวัสดิการ (ข้อมูลสาธิต)"}
    said = {"by": desk.committee[Role.SECRETARY], "at": at}
    table = tables.draft_table(BenefitTable(scheme=desk.group_book.scheme, **bylaw), **said)
    for line in LINES:
        steps = [(reached, Decimal(amount)) for reached, amount in STEPS] if line.get("way") == "years" else []
        tables.write_benefit(Benefit(table=table, **line), steps, **said)
    bylaws.agree(table, by=desk.committee[Role.CHAIR], at=at)


class WelfareHistory:
    """What happened in the fund so far: people gave, others matched it, a child was born, somebody lay in hospital."""

    def __init__(self, desk: Desk):
        self.desk, self.scheme = desk, desk.group_book.scheme
        self.early = list(self.scheme.enrolments.filter(plan=Enrolment.Plan.YEAR).order_by("pk"))
        self.book, self.bank = desk.book, ledger.activate(desk.book, desk.group_book.bank_code)
        self.today = timezone.localdate()

    def tell(self) -> None:
        for enrolment in self.early:
            self.give(enrolment, 365, enrolment.joined_on)
        for enrolment in self.early:
            self.give(enrolment, 365 + 90, enrolment.joined_on + timedelta(days=365))
        year = self.today.year - (1 if self.today >= date(self.today.year, 1, 18) else 2)
        self.match("state", year, 3650, 3650)
        self.match("local", year, 3650, 2000)
        schemes.open_round(
            self.scheme, [self.desk.group.village], name="รุ่นที่ 1", opens=self.today - timedelta(days=80),
            closes=self.today + timedelta(days=40), target=TARGET,
        )  # fmt: skip
        schemes.name_sponsor(self.early[-1], "พระครูปลัดวัดกะหรอ (ข้อมูลสาธิต)")
        born = self.claim(self.early[0], "birth", 120, about="ด.ช. ต้นกล้า (ข้อมูลสาธิต)")
        stay = self.claim(self.early[1], "sickness", 40, nights=3)
        for claim, days in ((born, 112), (stay, 33)):
            self.approve(claim)
            on = self.today - timedelta(days=days)
            by = self.desk.committee[Role.TREASURER]
            payments.pay(claim, by=by, request_id=uuid4(), from_bank=True, on=on)
        self.claim(self.early[2], "sickness", 3, nights=2)
        self.close(year)

    def give(self, enrolment: Enrolment, amount: int, on: date) -> None:
        sides = [ledger.debit(self.bank, Decimal(amount)), ledger.credit(enrolment.account, Decimal(amount))]
        self.post(sides, "J21", on, f"วันละบาท {enrolment.member.person}")

    def match(self, source: str, year: int, promised: int, came: int) -> None:
        """Promised in March, come in June; what is missing still waits."""
        treasurer, at = self.desk.committee[Role.TREASURER], date(year, 3, 15)
        grant = matching_grants.declare(
            self.scheme, source=source, year=year, members=len(self.early), counted_on=at, amount=Decimal(promised),
            letter="หนังสือแจ้งเงินสมทบ (ข้อมูลสาธิต)", on=at, by=treasurer, request_id=uuid4(),
        )  # fmt: skip
        asked = matching_grants.ask_to_receive(
            grant, Decimal(came), on=date(year, 6, 20), reference="โอนเข้าบัญชี", by=treasurer, request_id=uuid4()
        )
        requests.approve(asked, by=self.desk.committee[Role.CHECKER])

    def claim(self, enrolment: Enrolment, kind: str, days: int, **more) -> Claim:
        """Filed two days after it happened or after the last night, with its paper."""
        happened = self.today - timedelta(days=days)
        filed = happened + timedelta(days=max(2, more.get("nights", 0)))
        table = table_on(self.scheme, happened)
        assert table
        line = next(line for line in table.benefits.all() if line.kind == kind)
        papers = [(name, ContentFile(SLIP, "paper.pdf")) for name in line.papers]
        return claims.file(
            enrolment, line, event_on=happened, by=self.desk.committee[Role.SECRETARY], request_id=uuid4(),
            papers=papers, on=filed, **more,
        )  # fmt: skip

    def approve(self, claim: Claim) -> None:
        for hour, role in ((18, Role.CHAIR), (19, Role.CHECKER)):
            at = datetime.combine(claim.filed_on, time(hour), timezone.get_current_timezone())
            claims.decide(claim, yes=True, by=self.desk.committee[role], at=at)

    def close(self, year: int) -> None:
        """The general meeting of January."""
        asked = years.ask_to_close(
            self.scheme, year, met_on=date(year + 1, 1, 18), resolution=f"ประชุมใหญ่สามัญ 1/{year + 544}", attended=9,
            runs_on="reserve", minutes=ContentFile(SLIP, "minutes.pdf"), by=self.desk.committee[Role.BOOKKEEPER],
            request_id=uuid4(),
        )  # fmt: skip
        requests.look(asked, by=self.desk.committee[Role.CHECKER])
        requests.approve(asked, by=self.desk.committee[Role.CHECKER])

    def post(self, sides: list, event: str, on: date, memo: str) -> None:
        at = datetime.combine(on, time(18), timezone.get_current_timezone())
        by = self.desk.committee[Role.RECEIVER]
        ledger.post(
            self.book, sides, kind=Entry.Kind.RECEIPT, event=event, on=on, by=by, request_id=uuid4(), memo=memo, at=at
        )
