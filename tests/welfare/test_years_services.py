"""A year ends as the worked year does (R1.30, R6.15)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from ledger import chart
from ledger import queries as books
from ledger import services as ledger
from tests import made_bylaws
from villages.services import requests
from welfare.models import Benefit, Year
from welfare.queries import subfunds as subfunds_queries
from welfare.rules.subfunds import Subfunds
from welfare.services import claims, payments, years


def post(world, book, event, on, *sides, kind="JV", **more):
    return ledger.post(
        book, list(sides), kind=kind, event=event, on=on, by=world.treasurer, request_id=uuid4(), **more
    )  # fmt: skip


@pytest.fixture
def worked_year(world, fund):
    """The year 2568 of R6.15: 270 members, two matches, benefits, costs."""
    book, on = fund.books.get().book, date(2025, 6, 30)
    bank = ledger.activate(book, "12400")
    members = ledger.open_accounts(book, chart.CONTRIBUTIONS, [(f"X-{n:04d}", f"คน {n}") for n in range(270)])
    given = [ledger.credit(account, Decimal(365)) for account in members]
    post(world, book, "J21", on, ledger.debit(bank, Decimal(98550)), *given, kind="RV")
    for code, amount in (("47030", 98550), ("47020", 40000)):
        credited = ledger.credit(ledger.activate(book, code), Decimal(amount))
        post(world, book, "J26", on, ledger.debit(bank, Decimal(amount)), credited, kind="RV")
    for code, holder, amount in (("56030", "000001", 1000), ("56010", "000002", 3400), ("56040", "000003", 2500)):
        cost = ledger.open_account(book, code, holder, "คำขอ")
        post(
            world, book, "J31", on, ledger.debit(cost, Decimal(amount)), ledger.credit(bank, Decimal(amount)), kind="PV"
        )
    supplies = ledger.debit(ledger.activate(book, "54050"), Decimal(1200))
    post(world, book, "J51", on, supplies, ledger.credit(bank, Decimal(1200)), kind="PV")
    return fund.books.get().scheme


def ask(world, scheme, year=2025, **more):
    params = {"met_on": date(2026, 1, 20), "resolution": "ประชุมใหญ่ 1/2569", "attended": 212, "runs_on": "reserve"}
    params |= {"request_id": uuid4()}
    minutes = ContentFile(b"%PDF-1.7 minutes", "minutes.pdf")
    return years.ask_to_close(
        scheme, year, **(params | more), minutes=minutes, by=world.bookkeeper
    )  # fmt: skip


def agree(pending, by) -> None:
    """Look at the minutes, then say yes."""
    requests.look(pending, by=by)
    requests.approve(pending, by=by)


def close(world, scheme, year=2025, **more) -> Year:
    agree(ask(world, scheme, year, **more), world.checker)
    return scheme.years.get(year=year)


def test_the_worked_year_ends_with_the_pots_of_the_domain(world, worked_year):
    before = subfunds_queries.fund_year(worked_year, 2025)

    year = close(world, worked_year)

    book = worked_year.group_book.book
    fund_year = subfunds_queries.fund_year(worked_year, 2025)
    assert fund_year.subfunds == before.subfunds
    assert fund_year.subfunds.shared == Subfunds(Decimal("118550.00"), Decimal("71130.00"), Decimal("47420.00"))
    assert fund_year.subfunds.closing == Subfunds(Decimal("111650.00"), Decimal("71130.00"), Decimal("46220.00"))
    balances = books.heading_balances([book], subfunds_queries.SUBFUNDS, date(2025, 12, 31))
    assert [balances[book.pk, subfund] for subfund in subfunds_queries.SUBFUNDS] == list(fund_year.subfunds.closing)
    assert books.heading_balances([book], ["12400"], date(2025, 12, 31)) == {(book.pk, "12400"): Decimal("229000.00")}
    assert fund_year.left == Decimal("229000.00")
    assert (year.came_in.event, year.went_out.event) == ("J54", "J55")
    assert year.came_in.vouchers.get().sha256 != ""


def test_the_statement_of_a_closed_year_still_tells_what_came_in(world, worked_year):
    close(world, worked_year)

    statements = books.income_and_expenses(worked_year.group_book.book, date(2025, 1, 1), date(2025, 12, 31))

    assert statements.section("income").total == Decimal("237100.00")
    assert statements.section("expense").total == Decimal("8100.00")
    assert books.financial_position(worked_year.group_book.book, date(2025, 12, 31)).surplus == 0


def test_what_the_benefits_pot_may_promise_is_the_same_after_closing(world, worked_year):
    before = subfunds_queries.available(worked_year, date(2026, 2, 1))

    close(world, worked_year)

    assert before == subfunds_queries.available(worked_year, date(2026, 2, 1)) == Decimal("111650.00")


def test_a_year_is_closed_once_after_its_end_by_two_officers_and_a_meeting(world, worked_year):
    with pytest.raises(ValidationError, match="ยังไม่สิ้นปี"):
        ask(world, worked_year, year=date.today().year, met_on=date.today())
    with pytest.raises(ValidationError, match="หลังวันสิ้นปี"):
        ask(world, worked_year, met_on=date(2025, 12, 31))
    with pytest.raises(ValidationError, match="มติ"):
        ask(world, worked_year, resolution="  ")
    pending = ask(world, worked_year, request_id=(number := uuid4()))
    assert ask(world, worked_year, request_id=number) == pending
    with pytest.raises(ValidationError, match="คนอื่น"):
        requests.approve(pending, by=world.bookkeeper)
    agree(pending, world.checker)

    with pytest.raises(ValidationError, match="ปิดบัญชีแล้ว"):
        ask(world, worked_year)
    with pytest.raises(ValidationError, match="ปิดบัญชีแล้ว"):
        ask(world, worked_year, year=2024)


def test_a_year_that_waited_while_a_later_one_was_closed_is_not_closed_any_more(world, worked_year):
    earlier = ask(world, worked_year, year=2024, met_on=date(2025, 1, 20))
    close(world, worked_year)

    with pytest.raises(ValidationError, match="ปิดบัญชีแล้ว"):
        agree(earlier, world.checker)

    assert worked_year.years.get().year == 2025


def test_the_meeting_may_be_todays_and_not_tomorrows(world, fund):
    scheme, today = fund.books.get().scheme, timezone.localdate()
    with pytest.raises(ValidationError) as refusal:
        ask(world, scheme, met_on=today + timedelta(days=1))
    assert refusal.value.code == "met_on"

    assert ask(world, scheme, met_on=today).arguments["met_on"] == today.isoformat()


def test_a_year_without_money_is_not_closed(world, fund):
    with pytest.raises(ValidationError, match="ไม่มีอะไรให้ปิด"):
        close(world, fund.books.get().scheme)
    assert not Year.objects.exists()


def test_the_next_year_begins_with_the_pots_of_the_last(world, worked_year):
    close(world, worked_year)

    fund_year = subfunds_queries.fund_year(worked_year, 2026)

    assert (
        fund_year.subfunds.opening
        == fund_year.subfunds.closing
        == Subfunds(*map(Decimal, ("111650.00", "71130.00", "46220.00")))
    )
    assert (fund_year.came_in, fund_year.went_out) == (0, 0)
    assert (fund_year.came_in_before, fund_year.went_out_before) == (Decimal("237100.00"), Decimal("8100.00"))


def test_a_line_may_be_paid_out_of_another_pot_and_the_year_ends_so(world, enrolled):
    """A scholarship out of the subfund for education; the benefits subfund is not touched."""
    scheme, book = enrolled.scheme, enrolled.scheme.group_book.book
    bank, income = ledger.activate(book, "12400"), ledger.activate(book, "47030")
    made_bylaws.set_scheme_bylaw(
        scheme.group_book, effective_from=date(2025, 9, 1), resolution="มติ 2", wait_days=0, suspend_after=0
    )
    for on in (date(2025, 9, 25), date(2026, 1, 5)):
        post(world, book, "J26", on, ledger.debit(bank, Decimal(1000)), ledger.credit(income, Decimal(1000)), kind="RV")
    close(world, scheme)
    table = made_bylaws.draft_table(scheme, effective_from=date(2025, 1, 1), resolution="มติ 3")
    more = {"kind": "education", "subfund": "growth", "amount": Decimal(600)}
    line = made_bylaws.write_benefit(Benefit(table=table, name="ทุนเรียนดี", **more))
    made_bylaws.decide_table(table)
    today = timezone.localdate()
    params = {"event_on": today, "by": world.secretary, "request_id": uuid4()}
    claim = claims.file(enrolled, line, **params)
    assert subfunds_queries.subfunds_on(scheme, today).free == Subfunds(Decimal(1000), Decimal(600), Decimal(400))

    for user in (world.chair, world.checker):
        claim = claims.decide(claim, yes=True, by=user)

    assert subfunds_queries.subfunds_on(scheme, today).free == Subfunds(Decimal(1000), Decimal(0), Decimal(400))
    fund_year = subfunds_queries.fund_year(scheme, today.year)
    assert fund_year.subfunds.benefits == Subfunds(growth=Decimal(600))
    assert fund_year.subfunds.closing == Subfunds(Decimal(1000), Decimal(0), Decimal(400))
    again = claims.file(enrolled, line, **(params | {"request_id": uuid4(), "event_on": date(2026, 5, 1)}))
    claims.decide(again, yes=True, by=world.chair)
    with pytest.raises(ValidationError, match="การศึกษา"):
        claims.decide(again, yes=True, by=world.checker)

    pending = payments.ask_to_lapse(claim, reason="ไม่มารับ", by=world.treasurer, request_id=uuid4())
    requests.approve(pending, by=world.checker)
    assert subfunds_queries.subfunds_on(scheme, today).free == Subfunds(Decimal(1000), Decimal(600), Decimal(400))
    assert subfunds_queries.fund_year(scheme, today.year).subfunds.benefits == Subfunds()


@pytest.mark.django_db(transaction=True)
def test_a_year_approved_by_two_at_the_same_moment_is_closed_once(world, worked_year, side_by_side):
    pending = ask(world, worked_year)
    for user in (world.checker, world.chair):
        requests.look(pending, by=user)

    ends = side_by_side(
        *[lambda user=user: requests.approve(pending, by=user) for user in (world.checker, world.chair)]
    )

    assert ends.count(ValidationError) == 1
    assert worked_year.years.count() == 1
    assert worked_year.group_book.book.entries.filter(event="J54").count() == 1


def test_december_waits_until_the_year_is_closed(world, worked_year):
    book = worked_year.group_book.book
    ledger.close_month(book, date(2025, 6, 1), by=world.bookkeeper)
    post(world, book, "J37", date(2025, 12, 5), *supplies(book))
    with pytest.raises(ValidationError, match="ปิดปีก่อน"):
        ledger.close_month(book, date(2025, 12, 1), by=world.bookkeeper)

    close(world, worked_year)

    assert book.periods.get(month=date(2025, 12, 1)).closed_by == world.checker


def supplies(book):
    """A hundred baht of paper and pens."""
    amount = Decimal(100)
    return (ledger.debit(ledger.activate(book, "54050"), amount), ledger.credit(ledger.activate(book, "12400"), amount))
