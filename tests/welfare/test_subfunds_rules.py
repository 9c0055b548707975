"""The three subfunds: how income is divided and what a year's end does to them, as arithmetic (R0.7, R1.30, R6.15)."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from welfare.rules import subfunds as subfunds_rules
from welfare.rules.subfunds import Piece, Subfunds, split, year_end

LATE = (Decimal(80), Decimal(10), Decimal(10))
JULY = date(2025, 7, 1)
satang = some.integers(-(10**9), 10**9).map(lambda amount: Decimal(amount) / 100)
thirds = some.integers(0, 100).map(lambda part: (Decimal(part), Decimal(100 - part), Decimal(0)))
amounts = some.integers(0, 10**11).map(lambda satang: Decimal(satang) / 100)
HALF, THIRD = (Decimal(50), Decimal(30), Decimal(20)), (Decimal(60), Decimal(30), Decimal(10))


def bylaw(on: date, shares):
    return SimpleNamespace(effective_from=on, shares=shares)


def pots(*amounts) -> Subfunds:
    return Subfunds(*map(Decimal, amounts))


def test_subfunds_are_added_and_taken_away_one_by_one():
    one, other = pots("1.10", "2.20", "3.30"), pots("0.10", "5.00", "-1.00")

    assert one.plus(other) == pots("1.20", "7.20", "2.30")
    assert one.minus(other) == pots("1.00", "-2.80", "4.30")
    assert (one.total, Subfunds().total) == (Decimal("6.60"), 0)


def test_a_by_law_that_keeps_the_shares_begins_no_piece_and_one_of_the_same_day_takes_its_place():
    first, second, third = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)

    assert subfunds_rules.pieces_of_shares([bylaw(first, HALF), bylaw(second, HALF)]) == [Piece(first, HALF)]
    assert subfunds_rules.pieces_of_shares([bylaw(first, HALF), bylaw(second, THIRD), bylaw(third, HALF)]) == [
        Piece(first, HALF), Piece(second, THIRD), Piece(third, HALF),
    ]  # fmt: skip
    assert subfunds_rules.pieces_of_shares([bylaw(first, HALF), bylaw(second, THIRD), bylaw(second, HALF)]) == [
        Piece(first, HALF)
    ]
    assert subfunds_rules.pieces_of_shares([bylaw(first, HALF), bylaw(first, THIRD)]) == [Piece(first, THIRD)]
    assert subfunds_rules.pieces_of_shares([]) == []


def test_what_came_on_a_day_goes_by_the_rule_of_that_day():
    rules = [Piece(date(2024, 1, 1), HALF), Piece(date(2025, 1, 1), THIRD)]
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2026, 1, 1))

    assert [subfunds_rules.of_day(rules, day) for day in days] == [0, 0, 0, 1, 1]


def test_pieces_have_what_came_under_each_rule_and_are_divided_by_their_own_shares():
    rules = [Piece(date(2024, 1, 1), HALF), Piece(date(2025, 1, 1), THIRD)]
    parts = subfunds_rules.with_income(rules, {0: Decimal(100), 1: Decimal(10)})

    assert [(part.first, part.income) for part in parts] == [(date(2024, 1, 1), 100), (date(2025, 1, 1), 10)]
    assert [part.subfunds for part in parts] == [pots(50, 30, 20), pots(6, 3, 1)]
    assert subfunds_rules.divided(parts) == pots(56, 33, 21)
    assert subfunds_rules.with_income(rules, {1: Decimal(7)}) == [Piece(date(2025, 1, 1), THIRD, Decimal(7))]
    assert (subfunds_rules.with_income(rules, {}), subfunds_rules.divided([])) == ([], Subfunds())


@pytest.mark.parametrize(
    ("opening", "drawn", "running", "runs_on", "benefits", "closing"),
    [
        ((100, 50, 20), (60, 0, 0), 0, "reserve", (60, 0, 0), (40, 50, 20)),
        ((100, 50, 20), (100, 50, 0), 5, "reserve", (100, 50, 0), (0, 0, 15)),
        ((100, 50, 20), (110, 50, 0), 5, "benefits", (100, 50, 10), (-5, 0, 10)),
        ((100, 50, 20), (100, 55, 2), 0, "reserve", (100, 50, 7), (0, 0, 13)),
        # An overdrawn subfund holds nothing: all that it was asked for is drawn on the reserve, and no more.
        ((-30, 50, 100), (40, 0, 0), 0, "reserve", (0, 0, 40), (-30, 50, 60)),
        ((0, -5, 100), (0, 5, 0), 3, "reserve", (0, 0, 5), (0, -5, 92)),
    ],
)
def test_the_end_of_a_year_takes_benefits_and_costs_out(opening, drawn, running, runs_on, benefits, closing):
    end = subfunds_rules.year_end(pots(*opening), Subfunds(), pots(*drawn), Decimal(running), runs_on)

    assert (end.benefits, end.closing) == (pots(*benefits), pots(*closing))
    costs = pots(running, 0, 0) if runs_on == "benefits" else pots(0, 0, running)
    assert (end.opening, end.shared, end.running) == (pots(*opening), Subfunds(), costs)


def test_what_came_in_the_year_pays_its_benefits():
    end = subfunds_rules.year_end(pots(10, 0, 5), pots(50, 30, 20), pots(60, 31, 0), Decimal(0), "reserve")

    assert end.benefits == pots(60, 30, 1)
    assert end.closing == pots(0, 0, 24)


def test_two_rules_of_one_year_divide_their_own_money():
    """R0.7: 100 at 50/30/20 and 100 at 80/10/10 are 130/40/30."""
    known = subfunds_rules.pieces_of_shares([bylaw(date(2020, 1, 1), HALF), bylaw(JULY, LATE)])

    parts = subfunds_rules.with_income(known, {0: Decimal(100), 1: Decimal(100)})

    assert subfunds_rules.divided(parts) == Subfunds(Decimal(130), Decimal(40), Decimal(30))


def test_a_by_law_that_keeps_the_shares_cuts_nothing_and_one_of_the_same_day_takes_its_place():
    bylaws = [bylaw(date(2020, 1, 1), HALF), bylaw(date(2022, 1, 1), HALF), bylaw(JULY, HALF), bylaw(JULY, LATE)]

    known = subfunds_rules.pieces_of_shares(bylaws)

    assert known == [Piece(date(2020, 1, 1), HALF), Piece(JULY, LATE)]
    assert [subfunds_rules.of_day(known, on) for on in (date(2019, 1, 1), JULY - timedelta(days=1), JULY)] == [0, 0, 1]


@given(parts=some.lists(some.tuples(satang, thirds), max_size=5))
def test_the_pieces_together_are_the_whole(parts):
    pieces = [Piece(JULY, shares, income) for income, shares in parts]

    assert subfunds_rules.divided(pieces).total == sum((income for income, _shares in parts), Decimal(0))


@pytest.mark.parametrize(
    ("amount", "parts"),
    [
        ("30.00", "15.00 9.00 6.00"),
        ("31.01", "15.51 9.30 6.20"),
        ("365.00", "182.50 109.50 73.00"),
        ("98550.00", "49275.00 29565.00 19710.00"),
    ],
)
def test_income_is_split_into_the_three_pots_to_the_satang(amount, parts):
    assert split(Decimal(amount), HALF) == Subfunds(*map(Decimal, parts.split()))
    assert split(-Decimal(amount), HALF) == Subfunds(*(-Decimal(part) for part in parts.split()))


@given(income=amounts, benefits=amounts, running=amounts, cut=some.integers(0, 100))
def test_the_pots_together_hold_what_came_in_and_did_not_go_out(income, benefits, running, cut):
    shares = (Decimal(cut), Decimal(100 - cut), Decimal(0))

    drawn = Subfunds(benefits, benefits / 2, Decimal(1))

    end = year_end(Subfunds(Decimal(5)), split(income, shares), drawn, running, "reserve")

    assert end.closing.total == 5 + income - drawn.total - running
    assert end.benefits.total == drawn.total
    assert min(end.closing.benefits, end.closing.growth) >= 0


def test_benefits_beyond_their_pot_come_out_of_the_reserve():
    end = year_end(
        Subfunds(reserve=Decimal(900)), split(Decimal(100), HALF), Subfunds(Decimal(80)), Decimal(10), "benefits"
    )

    assert end.benefits == Subfunds(benefits=Decimal(50), reserve=Decimal(30))
    assert end.closing == Subfunds(Decimal(-10), Decimal(30), Decimal(890))
