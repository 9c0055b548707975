"""By which by-law a day goes, how a member stands, and what the table asks (R0.5, R0.6)."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from tests import made_bylaws
from tests.welfare.conftest import give
from welfare.queries import days as days_queries

TODAY = timezone.localdate


def test_the_by_law_of_the_day_says_what_a_day_costs(fund):
    """A baht a day until today, two from today on."""
    scheme = fund.books.get().scheme
    made_bylaws.set_scheme_bylaw(scheme.group_book, effective_from=TODAY(), resolution="มติ 3", a_day=2)
    prices = {day: days_queries.bylaw_on(scheme, day).a_day for day in (TODAY() - timedelta(days=1), TODAY())}

    assert list(prices.values()) == [Decimal(1), Decimal(2)]


def cells(fund, on=None) -> dict:
    """What the table asks of the only member, by the kind of its column."""
    group_books = list(fund.books.select_related("book", "group"))
    on_sheet = days_queries.Days().cells(group_books, on or TODAY(), None)
    return {cell.column.key.rstrip("0123456789"): cell for cell in on_sheet}


def test_the_entry_fee_is_due_before_the_first_day_is_paid_and_may_be_paid_after(world, fund, enrolled):
    before = cells(fund)
    give(world, enrolled, 30, enrolled.joined_on)
    after = cells(fund)

    assert [(cell["wfee"].due, cell["wfee"].most) for cell in (before, after)] == [(20, 20), (0, 20)]
    assert (before["w"].note, after["w"].note) == ("", "จ่ายถึง 24 ต.ค. 68")


def test_days_go_to_income_or_ahead_by_the_by_law_of_the_day(world, fund, ahead):
    january, december = cells(fund, date(2026, 1, 1))["w"], cells(fund, date(2025, 12, 31))["w"]

    assert (january.column.event, january.account_id) == ("J22", ahead.advance_id)
    assert (december.column.event, december.account_id) == ("J21", ahead.account_id)


def test_whose_membership_ended_is_asked_for_nothing(world, fund, enrolled):
    made_bylaws.set_scheme_bylaw(
        fund.books.get(), effective_from=date(2025, 10, 1), resolution="มติ 2", suspend_after=0, end_after=90
    )
    last = enrolled.joined_on + timedelta(days=89)  # ninety days unpaid are still allowed

    assert (cells(fund, last)["w"].due, cells(fund, last + timedelta(days=1))) == (90, {})


def test_who_pays_for_a_member_stands_below_the_amount(world, fund, enrolled):
    enrolled.sponsor_name = "วัดกะหรอ"
    enrolled.save()

    assert cells(fund)["w"].note == "วัดกะหรอ จ่ายแทน"


def test_a_fund_without_a_by_law_of_the_day_has_neither_standings_nor_cells(fund, enrolled):
    long_before = date(2019, 12, 31)

    assert days_queries.standings(fund, long_before) == []
    assert cells(fund, long_before) == {}
