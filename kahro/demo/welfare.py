"""The demonstration's welfare fund: the table of ชะมวง (section 10 of the domain), and two years of its history."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from heapq import heappop, heappush
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from kahro.demo.desk import PAPER, Desk
from ledger import clock
from ledger import services as ledger
from ledger.models import Entry
from villages.models import Role
from villages.services import bylaws, requests
from welfare.models import Benefit, BenefitTable, Enrolment
from welfare.queries.benefits import table_on
from welfare.services import claims, matching_grants, payments, schemes, tables, years

# fmt: off
LINES: list[dict[str, Any]] = [
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

Story = Iterator[datetime]  # yields the moment of its next event before it writes it


def write_table(desk: Desk, on: date) -> None:
    """Write the table that a general meeting decided: the secretary writes it that evening, the chair agrees."""
    met_on, secretary = on - timedelta(days=7), desk.committee[Role.SECRETARY]
    decided = {"effective_from": on, "decided_on": met_on, "resolution": "ประชุมใหญ่สามัญ วาระสวัสดิการ (ข้อมูลสาธิต)"}
    with clock.at(clock.thai_time(met_on, 20)):
        table = tables.draft_table(BenefitTable(scheme=desk.group_book.scheme, **decided), by=secretary)
        for line in LINES:
            steps = [(reached, Decimal(amount)) for reached, amount in STEPS] if line.get("way") == "years" else []
            tables.write_benefit(Benefit(table=table, **line), steps, by=secretary)
        bylaws.agree(table, by=desk.committee[Role.CHAIR])


def tell_history(desk: Desk) -> None:
    """Write what happened in the fund so far: contributions, matching grants, a birth, a stay in hospital."""
    history = WelfareHistory(desk)
    history.round_and_sponsor()
    tell(history.stories())


def tell(stories: Iterable[Story]) -> None:
    """Run the stories together in the order of time, each event at its own moment."""
    waiting: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        heappush(waiting, (next(story), number, story))
    while waiting:
        moment, number, story = heappop(waiting)
        with clock.at(moment):
            following = next(story, None)
        if following:
            heappush(waiting, (following, number, story))


class WelfareHistory:
    """Two years of one fund, as generators (`Story`) that each have their own days."""

    def __init__(self, desk: Desk):
        self.desk, self.scheme = desk, desk.group_book.scheme
        self.early = list(self.scheme.enrolments.filter(plan=Enrolment.Plan.YEAR).order_by("pk"))
        self.bank = ledger.activate(desk.book, desk.bank)
        self.today = timezone.localdate()

    def stories(self) -> Iterator[Story]:
        """One generator for each thing that happened."""
        year = self.today.year - (1 if self.today >= date(self.today.year, 1, 18) else 2)
        for enrolment in self.early:
            yield self.give(enrolment)
        yield self.matching_grant("state", year, 3650, 3650)
        yield self.matching_grant("local", year, 3650, 2000)
        yield self.claim(self.early[0], "birth", 120, paid_days_ago=112, about="ด.ช. ต้นกล้า (ข้อมูลสาธิต)")
        yield self.claim(self.early[1], "sickness", 40, paid_days_ago=33, nights=3)
        yield self.claim(self.early[2], "sickness", 3, nights=2)
        yield self.close(year)

    def round_and_sponsor(self) -> None:
        """What is open today: an enrolment round, and a sponsor."""
        village = self.desk.group.village
        assert village
        schemes.open_round(
            self.scheme, [village], name="รุ่นที่ 1", opens=self.today - timedelta(days=80),
            closes=self.today + timedelta(days=40), target=TARGET,
        )  # fmt: skip
        schemes.name_sponsor(self.early[-1], "พระครูปลัดวัดกะหรอ (ข้อมูลสาธิต)")

    def give(self, enrolment: Enrolment) -> Story:
        """Pay a year ahead on joining, and fifteen months ahead a year later."""
        for later, days in ((0, 365), (365, 365 + 90)):
            on, amount = enrolment.joined_on + timedelta(days=later), Decimal(days)
            yield clock.thai_time(on, 18)
            sides = [ledger.debit(self.bank, amount), ledger.credit(enrolment.account, amount)]
            ledger.post(
                self.desk.book, sides, kind=Entry.Kind.RECEIPT, event="J21", on=on, request_id=uuid4(),
                by=self.desk.committee[Role.RECEIVER], memo=f"วันละบาท {enrolment.member.person}",
            )  # fmt: skip

    def matching_grant(self, source: str, year: int, promised: int, came: int) -> Story:
        """A grant promised in March that arrives in June; the rest is still to come."""
        treasurer, march, june = self.desk.committee[Role.TREASURER], date(year, 3, 15), date(year, 6, 20)
        yield clock.thai_time(march, 18)
        grant = matching_grants.declare(
            self.scheme, source=source, year=year, members=len(self.early), counted_on=march, amount=Decimal(promised),
            letter="หนังสือแจ้งเงินสมทบ (ข้อมูลสาธิต)", on=march, by=treasurer, request_id=uuid4(),
        )  # fmt: skip
        yield clock.thai_time(june, 18)
        request = matching_grants.ask_to_receive(
            grant, Decimal(came), on=june, reference="โอนเข้าบัญชี", by=treasurer, request_id=uuid4()
        )
        requests.approve(request, by=self.desk.committee[Role.CHECKER])

    def claim(
        self, enrolment: Enrolment, kind: str, days_ago: int, *, paid_days_ago: int | None = None, **more
    ) -> Story:
        """A claim filed two days after it happened or after the last night, with its paper; agreed to that evening if
        paid.
        """
        happened = self.today - timedelta(days=days_ago)
        filed = happened + timedelta(days=max(2, more.get("nights", 0)))
        table = table_on(self.scheme, happened)
        assert table
        line = next(line for line in table.benefits.all() if line.kind == kind)
        papers = [(name, ContentFile(PAPER, "paper.pdf")) for name in line.papers]
        committee = self.desk.committee
        yield clock.thai_time(filed, 17)
        claim = claims.file(
            enrolment, line, event_on=happened, by=committee[Role.SECRETARY], request_id=uuid4(), papers=papers, **more
        )
        if paid_days_ago is None:
            return
        for hour, role in ((18, Role.CHAIR), (19, Role.CHECKER)):
            yield clock.thai_time(filed, hour)
            claims.decide(claim, yes=True, by=committee[role])
        yield clock.thai_time(self.today - timedelta(days=paid_days_ago), 18)
        payments.pay(claim, by=committee[Role.TREASURER], request_id=uuid4(), from_bank=True)

    def close(self, year: int) -> Story:
        """Close a year by the general meeting of January."""
        met_on, checker = date(year + 1, 1, 18), self.desk.committee[Role.CHECKER]
        yield clock.thai_time(met_on, 18)
        request = years.ask_to_close(
            self.scheme, year, met_on=met_on, resolution=f"ประชุมใหญ่สามัญ 1/{year + 544}", attended=9,
            runs_on="reserve", minutes=ContentFile(PAPER, "minutes.pdf"), by=self.desk.committee[Role.BOOKKEEPER],
            request_id=uuid4(),
        )  # fmt: skip
        requests.look(request, by=checker)
        requests.approve(request, by=checker)
