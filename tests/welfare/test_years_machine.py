"""Whatever is given, spent, claimed, matched, reversed and closed, in any order: the subfunds and the books agree."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from funds.services import cash
from ledger import chart, clock, verify
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Book, Entry, Heading
from tests import made_bylaws
from villages.models import Group, Role
from villages.services import groups, people, requests
from welfare.models import Benefit, Scheme
from welfare.queries import subfunds as subfunds_queries
from welfare.queries.days import scheme as scheme_of
from welfare.services import claims, days, matching_grants, payments, schemes, years

LAST = timezone.localdate().year - 1
FIRST = date(LAST - 2, 1, 1)
DAYS = st.dates(FIRST, date(LAST, 12, 31))
YEARS = st.integers(LAST - 2, LAST)
BAHT = st.decimals(Decimal("0.01"), Decimal(5000), places=2)
WHICH = st.integers(0, 1000)


class Funds(RuleBasedStateMachine):
    """A demonstration's fund, whose claims are decided on the day they were filed, through three years."""

    world = None

    @initialize()
    def open(self):
        self.undo = connection.savepoint()
        world, name = self.world, uuid4().hex[:8]
        group = groups.create_group(Group.Kind.WEL, name, name, village=world.village, is_demo=True)
        for role in ("treasurer", "bookkeeper", "checker", "chair", "secretary"):
            world.appoint(world.users[role], Role(role), group)
        more = {"resolution": "มติ", "wait_days": 0, "suspend_after": 0, "defers": True}
        made_bylaws.set_scheme_bylaw(group.books.get(), effective_from=date(2020, 1, 1), **more)
        more |= {"benefits_share": 80, "growth_share": 10, "reserve_share": 10}
        made_bylaws.set_scheme_bylaw(group.books.get(), effective_from=date(LAST - 1, 7, 10), **more)
        self.scheme = scheme_of(group)
        self.book = self.scheme.group_book.book
        member = people.join(group, world.member.person, on=FIRST)
        self.enrolment = schemes.enrol(self.scheme, member, on=FIRST)
        table = made_bylaws.draft_table(self.scheme, effective_from=date(2020, 1, 1), resolution="มติ")
        more = {"table": table, "kind": "education", "amount": Decimal(70)}
        self.lines = [
            made_bylaws.write_benefit(Benefit(name=subfund, subfund=subfund, **more))
            for subfund in ("growth", "benefits")
        ]
        made_bylaws.decide_table(table)
        self.posted: list[Entry] = []
        self.claims: list = []
        self.adopted: dict[int, tuple] = {}
        self.give(Decimal(500), FIRST)

    def on_open_day(self, act, day):
        """Do something dated on a day, which is refused exactly when a year that is closed covers it."""
        closed = max(self.adopted, default=0)
        try:
            done = act()
        except ValidationError:
            assert day.year <= closed
            return None
        assert day.year > closed
        return done

    def post(self, event, debit, credit, amount, day, kind="RV"):
        sides = [ledger.debit(debit, amount), ledger.credit(credit, amount)]
        more = {"kind": kind, "event": event, "on": day, "by": self.world.treasurer, "request_id": uuid4()}
        if entry := self.on_open_day(lambda: ledger.post(self.book, sides, **more), day):
            self.posted.append(entry)

    def account(self, code: str) -> Account:
        return ledger.activate(self.book, code)

    @rule(amount=BAHT, day=DAYS)
    def give(self, amount, day):
        self.post("J21", self.account(chart.CASH), self.enrolment.account, amount, day)

    @rule(amount=BAHT, day=DAYS)
    def pay_ahead(self, amount, day):
        self.post("J22", self.account(chart.CASH), self.enrolment.advance, amount, day)

    @rule(until=DAYS)
    def recognise(self, until):
        """Days that passed become income; never of a day in a closed year."""
        try:
            days.recognise(self.scheme, until, by=self.world.treasurer)
        except ValidationError:
            assert until.year <= max(self.adopted, default=0)

    @rule(amount=BAHT, day=DAYS, of_year=st.none() | YEARS)
    def interest(self, amount, day, of_year):
        more = {"on": day, "by": self.world.treasurer, "request_id": uuid4(), "of_year": of_year}
        entry = self.on_open_day(lambda: cash.bank_interest(self.book, amount, **more), day)
        if entry:
            self.posted.append(entry)
            assert hasattr(entry, "late") == bool(
                of_year and of_year < day.year and of_year <= max(self.adopted, default=0)
            )

    @rule(amount=BAHT, day=DAYS)
    def spend(self, amount, day):
        self.post("J37", self.account(chart.STATIONERY), self.account(chart.CASH), amount, day, "PV")

    @rule(amount=BAHT, day=DAYS, code=st.sampled_from([chart.RESERVE, chart.UNIDENTIFIED]))
    def what_is_not_the_pots(self, amount, day, code):
        self.post("J27", self.account(chart.CASH), self.account(code), amount, day)

    @rule(which=WHICH, later=st.integers(0, 500))
    def reverse(self, which, later):
        entry = self.posted[which % len(self.posted)]
        day = min(entry.on + timedelta(days=later), date(LAST, 12, 31))
        if Entry.objects.filter(reverses=entry).exists():
            return
        params = {"by": self.world.treasurer, "approved_by": self.world.checker, "reason": "ผิด", "request_id": uuid4()}
        self.on_open_day(lambda: ledger.reverse(entry, on=day, **params), day)

    @rule(which=st.integers(0, 1), day=DAYS)
    def claim(self, which, day):
        params = {
            "event_on": day,
            "on": day,
            "by": self.world.secretary,
            "request_id": uuid4(),
            "about": uuid4().hex[:6],
        }
        try:
            claim = claims.file(self.enrolment, self.lines[which], **params)
        except ValidationError:
            return
        params = {"yes": True, "drawn_by": "มติกรรมการ"}
        with clock.at(clock.thai_time(day, 12)):
            claims.decide(claim, by=self.world.chair, **params)
            decided = self.on_open_day(lambda: claims.decide(claim, by=self.world.checker, **params), day)
        if decided:
            self.claims.append(decided)

    @rule(which=WHICH)
    def lapse(self, which):
        if not self.claims:
            return
        claim = self.claims.pop(which % len(self.claims))
        pending = payments.ask_to_lapse(claim, reason="ไม่มารับ", by=self.world.treasurer, request_id=uuid4())
        requests.approve(pending, by=self.world.checker)

    @rule(source=st.sampled_from(["local", "state"]), year=YEARS, amount=BAHT, day=DAYS, came=DAYS)
    def match(self, source, year, amount, day, came):
        if self.scheme.matching_grants.filter(source=source, year=year).exists():
            return
        params = {"source": source, "year": year, "members": 1, "counted_on": day, "amount": amount, "letter": "หนังสือ"}
        params |= {"on": day, "by": self.world.treasurer, "request_id": uuid4()}
        if source == "local":
            grant = self.on_open_day(lambda: matching_grants.declare(self.scheme, **params), day)
        else:
            grant = matching_grants.declare(self.scheme, **params)
        if grant:
            more = {"on": came, "reference": "โอน", "by": self.world.treasurer, "request_id": uuid4()}
            if pending := self.on_open_day(lambda: matching_grants.ask_to_receive(grant, amount, **more), came):
                requests.approve(pending, by=self.world.checker)

    @rule(year=YEARS, runs_on=st.sampled_from(["reserve", "benefits"]))
    def close(self, year, runs_on):
        closed, something = max(self.adopted, default=0), self.undivided(date(year, 12, 31))
        params = {"met_on": date(year + 1, 1, 20), "resolution": "ประชุมใหญ่", "attended": 9, "runs_on": runs_on}
        params |= {"minutes": None, "by": self.world.bookkeeper, "request_id": uuid4()}
        try:
            requests.approve(years.ask_to_close(self.scheme, year, **params), by=self.world.checker)
        except ValidationError:
            assert year <= closed or not something
            self.scheme.group_book.group.requests.filter(status="waiting").update(status="refused")
            return
        assert year > closed
        self.adopted[year] = self.figures_of(year)

    def undivided(self, on: date) -> dict:
        """What income and expenses hold, account by account, on a day."""
        accounts = Account.objects.filter(book=self.book, heading__kind__in=(Heading.Kind.INCOME, Heading.Kind.EXPENSE))
        nets = books.moved(list(accounts.select_related("heading")), on)
        return {pk: moved.net for pk, moved in nets.items() if moved.net}

    def figures_of(self, year: int) -> tuple:
        fund_year = subfunds_queries.fund_year(Scheme.objects.get(pk=self.scheme.pk), year)
        assert fund_year
        return fund_year.came_in, fund_year.went_out, fund_year.subfunds

    @invariant()
    def pots_and_books_agree(self):
        scheme = Scheme.objects.prefetch_related("bylaws").get(pk=self.scheme.pk)
        for day in (FIRST, *self.months_ends(), timezone.localdate()):
            position = books.financial_position(self.book, day)
            besides = [
                row for row in position.section("equity").rows if row.heading.code not in subfunds_queries.SUBFUNDS
            ]
            left = (
                position.section("asset").total - position.section("liability").total - subfunds_queries.total(besides)
            )
            assert subfunds_queries.subfunds_on(scheme, day).together == left
        for year, adopted in self.adopted.items():
            assert self.figures_of(year) == adopted
            balances = books.heading_balances([self.book], subfunds_queries.SUBFUNDS, date(year, 12, 31))
            assert [balances.get((self.book.pk, code), Decimal(0)) for code in subfunds_queries.SUBFUNDS] == list(
                adopted[2].closing
            )
            assert self.undivided(date(year, 12, 31)) == {}

    def months_ends(self) -> list[date]:
        return [date(year, month, 28) for year in (LAST - 2, LAST - 1, LAST) for month in (3, 12)]

    def teardown(self):
        """The last year that is over can be closed, if there is anything in it, and verify is clean."""
        if LAST not in self.adopted and self.undivided(date(LAST, 12, 31)):
            self.close(LAST, "reserve")
            assert LAST in self.adopted
        self.pots_and_books_agree()
        assert verify.problems(self.book) == []
        connection.savepoint_rollback(self.undo)


def test_pots_and_books_agree_and_the_next_year_closes(world):
    few = settings(
        max_examples=12,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )
    before = Book.objects.count()

    run_state_machine_as_test(type("FundsOfThisWorld", (Funds,), {"world": world}), settings=few)

    assert Book.objects.count() == before
