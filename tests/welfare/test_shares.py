"""Each baht is divided among the subfunds by the shares of the day it came (R0.7)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from ledger import services as ledger
from tests import made_bylaws
from tests.welfare.conftest import give
from villages.services import requests
from welfare.queries import subfunds as subfunds_queries
from welfare.rules import subfunds as subfunds_rules
from welfare.rules.subfunds import Piece, Subfunds, split
from welfare.services import years

EARLY, LATE = (Decimal(50), Decimal(30), Decimal(20)), (Decimal(80), Decimal(10), Decimal(10))
JULY = date(2025, 7, 1)


def undo(world, entry, on):
    return ledger.reverse(entry, on=on, by=world.receiver, approved_by=world.checker, reason="ผิดคน", request_id=uuid4())


def change(enrolment, on=JULY, shares=LATE):
    names = ("benefits_share", "growth_share", "reserve_share")
    made_bylaws.set_scheme_bylaw(
        enrolment.scheme.group_book, effective_from=on, resolution="มติ 2", **dict(zip(names, shares, strict=True))
    )


def free(enrolment, on=date(2025, 12, 30)) -> Subfunds:
    return subfunds_queries.subfunds_on(enrolment.scheme, on).free


def close(world, scheme, year):
    params = {"met_on": date(year + 1, 1, 20), "resolution": "มติ", "attended": 9, "runs_on": "reserve", "minutes": None}
    pending = years.ask_to_close(scheme, year, **params, by=world.bookkeeper, request_id=uuid4())
    requests.approve(pending, by=world.checker)


@pytest.mark.parametrize("on", [JULY, date(2025, 7, 15)])
def test_what_came_before_the_shares_changed_stays_divided(world, enrolled, on):
    give(world, enrolled, 1000, date(2025, 3, 5))
    give(world, enrolled, 100, on - timedelta(days=1))
    change(enrolled, on)
    give(world, enrolled, 100, on)

    assert free(enrolled) == Subfunds(Decimal(630), Decimal(340), Decimal(230))
    assert free(enrolled, on - timedelta(days=1)) == Subfunds(Decimal(550), Decimal(330), Decimal(220))
    assert subfunds_queries.subfunds_by_scheme([enrolled.scheme], on)[enrolled.scheme.pk].free == free(enrolled)


def test_a_reversal_takes_back_by_the_shares_of_what_it_reverses(world, enrolled):
    entry = give(world, enrolled, 1000, date(2025, 3, 5))
    change(enrolled)
    give(world, enrolled, 100, JULY)

    undo(world, entry, date(2025, 8, 1))

    assert free(enrolled) == Subfunds(Decimal(80), Decimal(10), Decimal(10))
    assert subfunds_queries.fund_year(enrolled.scheme, 2025).subfunds.shared == Subfunds(
        Decimal(80), Decimal(10), Decimal(10)
    )


def test_a_year_of_two_rules_is_closed_piece_by_piece(world, enrolled):
    give(world, enrolled, 100, date(2025, 3, 5))
    change(enrolled)
    give(world, enrolled, 100, date(2025, 8, 5))
    before, scheme = subfunds_queries.fund_year(enrolled.scheme, 2025), enrolled.scheme

    close(world, scheme, 2025)

    fund_year = subfunds_queries.fund_year(scheme, 2025)
    assert before.subfunds == fund_year.subfunds
    assert fund_year.subfunds.shared == Subfunds(Decimal(130), Decimal(40), Decimal(30))
    assert [(each.income, each.shares) for each in fund_year.pieces] == [(100, EARLY), (100, LATE)]
    for on in (date(2025, 12, 31), date(2026, 1, 5)):
        assert free(enrolled, on) == Subfunds(Decimal(130), Decimal(40), Decimal(30))
    assert subfunds_queries.fund_year(scheme, 2026).subfunds.opening == Subfunds(Decimal(130), Decimal(40), Decimal(30))


def test_money_of_a_closed_year_is_taken_back_by_the_shares_of_its_day(world, enrolled):
    entry = give(world, enrolled, 100, date(2025, 3, 5))
    change(enrolled)
    give(world, enrolled, 100, date(2025, 8, 5))
    close(world, enrolled.scheme, 2025)
    give(world, enrolled, 200, date(2026, 1, 5))

    undo(world, entry, date(2026, 2, 1))

    assert free(enrolled, date(2026, 2, 1)) == Subfunds(Decimal(240), Decimal(30), Decimal(30))
    fund_year = subfunds_queries.fund_year(enrolled.scheme, 2026)
    assert (fund_year.came_in, fund_year.subfunds.shared) == (100, Subfunds(Decimal(110), Decimal(-10), Decimal(0)))


def test_pots_of_changed_shares_cost_one_query_more_whatever_their_number(
    world, enrolled, django_assert_max_num_queries
):
    scheme = enrolled.scheme
    for month in range(1, 10):
        change(enrolled, date(2025, month, 11), (Decimal(90 - month), Decimal(month), Decimal(10)))
        give(world, enrolled, 30, date(2025, month, 20))

    with django_assert_max_num_queries(5):
        in_subfunds = free(enrolled)
    with django_assert_max_num_queries(9):
        year = subfunds_queries.fund_year(scheme, 2025)
    assert in_subfunds == year.subfunds.closing
    assert in_subfunds == subfunds_rules.divided(
        Piece(JULY, (Decimal(90 - month), Decimal(month), Decimal(10)), Decimal(30)) for month in range(1, 10)
    )
    assert in_subfunds.total == split(Decimal(270), EARLY).total
