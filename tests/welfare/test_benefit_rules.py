"""What a line of a benefit table pays: the examples of R1.26–R1.29 and of ชะมวง, edges, and limits nobody passes."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.rules import days as days_rules
from welfare.rules.benefits import Case, outcome

ZERO = Decimal("0.00")
JOINED = date(2005, 9, 25)  # 25 ก.ย. 2548


@dataclass
class Line:
    way: str = "flat"
    amount: Decimal | None = None
    most_once: Decimal | None = None
    most_a_year: Decimal | None = None
    nights_once: int | None = None
    nights_a_year: int | None = None
    times_a_year: int | None = None
    times_ever: int | None = None
    wait_days: int | None = None
    least_age: int | None = None
    least_years: int | None = None
    measure_least: Decimal | None = None
    claim_within: int | None = None


@dataclass
class Step:
    reached: int
    amount: Decimal


DEATH = [Step(*pair) for pair in [(180, 2500), (365, 5000), (730, 10000), (1460, 15000), (2920, 20000), (5840, 30000)]]
PENSION = [Step(15 + 5 * n, Decimal(300 + 100 * n)) for n in range(10)]
STAY = Line("night", Decimal(200), most_once=Decimal(600), most_a_year=Decimal(1000))  # ชะมวง


def case(on, begun=JOINED, **more):
    return Case(
        **{"event_on": on, "filed_on": on, "begun": begun, "waits_from": begun, "born_on": date(1950, 1, 1), **more}
    )


def stops(result):
    return [step.code for step in result.steps if step.stops]


@pytest.mark.parametrize(
    ("died", "saved", "amount"),
    [
        (date(2006, 3, 23), 180, 0),
        (date(2006, 3, 24), 181, 2500),
        (date(2007, 9, 23), 729, 5000),
        (date(2007, 9, 24), 730, 10000),
        (date(2021, 9, 18), 5838, 20000),
        (date(2021, 9, 20), 5840, 30000),
    ],
)
def test_a_death_is_paid_by_the_days_saved_to_the_edge_of_a_day(died, saved, amount):
    result = outcome(Line("days"), DEATH, case(died), 180)

    assert (result.saved_days, result.amount) == (saved, amount)
    assert result.eligible_from == date(2006, 3, 24)


def test_the_wait_may_end_on_its_last_day_or_the_day_after():
    on = date(2006, 3, 23)

    assert stops(outcome(Line("flat", Decimal(500)), [], case(on), 180)) == ["waits"]
    assert outcome(Line("flat", Decimal(500)), [], case(on), 180, wait_strict=False).amount == 500


def test_a_line_may_have_a_wait_of_its_own():
    on = JOINED + timedelta(days=200)

    assert outcome(Line("flat", Decimal(500), wait_days=0), [], case(JOINED), 180).amount == 500
    assert stops(outcome(Line("flat", Decimal(500), wait_days=365), [], case(on), 180)) == ["waits"]


def test_three_stays_at_chamuang():
    paid = []
    for nights in (4, 3, 2):
        result = outcome(STAY, [], case(date(2010, 5, 1), nights=nights, got_this_year=sum(paid, ZERO)), 180)
        paid.append(result.amount)

    assert paid == [600, 400, 0]
    assert stops(result) == ["most_a_year"]


def test_nights_are_limited_by_stay_and_by_year():
    line = Line("night", Decimal(100), nights_once=5, nights_a_year=10)

    assert outcome(line, [], case(date(2010, 5, 1), nights=7), 180).amount == 500
    assert outcome(line, [], case(date(2010, 5, 1), nights=5, nights_this_year=8), 180).amount == 200
    assert stops(outcome(line, [], case(date(2010, 5, 1), nights=5, nights_this_year=10), 180)) == [
        "nights_a_year",
        "nights",
    ]


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2020, 9, 24), 0), (date(2020, 9, 25), 300), (date(2025, 9, 25), 400), (date(2065, 9, 25), 1200)],
)
def test_a_pension_follows_the_years_saved(on, amount):
    assert outcome(Line("monthly", least_age=60), PENSION, case(on), 180).amount == amount


def test_a_pension_comes_once_a_month_and_not_before_the_age():
    on = date(2021, 1, 1)
    young = case(on, born_on=date(1961, 1, 2))

    assert stops(outcome(Line("monthly"), PENSION, case(on, had_this_month=True), 180)) == ["had_this_month"]
    assert stops(outcome(Line("monthly", least_age=60), PENSION, young, 180)) == ["no_age"]
    assert outcome(Line("monthly", least_age=60), PENSION, case(on, born_on=date(1961, 1, 1)), 180).amount == 300


def test_every_condition_that_is_not_met_is_named():
    line = Line("flat", Decimal(500), least_years=3, measure_least=Decimal("3.50"), times_ever=1, claim_within=30)
    late = case(date(2007, 1, 1), filed_on=date(2007, 2, 1), measured=Decimal("3.49"), times_ever=1)

    assert stops(outcome(line, [], late, 180)) == ["no_years", "no_measure", "late", "times_ever"]
    assert outcome(line, [], late, 180).amount == 0


@pytest.mark.parametrize("state", ["suspended", "ended"])
def test_nothing_is_paid_while_membership_rests(state):
    assert stops(outcome(Line("flat", Decimal(500)), [], case(date(2010, 1, 1), state=state), 180)) == [state]


def test_who_joined_on_the_29th_of_february_has_a_year_on_the_first_of_march():
    leap = date(2024, 2, 29)

    assert [days_rules.years_saved(leap, on) for on in (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 29))] == [
        0,
        1,
        4,
    ]
    assert days_rules.saved_days(leap, date(2024, 3, 1)) == 2
    assert days_rules.eligible_from(leap, 366) == date(2025, 3, 1)


@given(
    stays=st.lists(st.tuples(st.integers(1, 400), st.integers(0, 60)), max_size=12),
    once=st.integers(1, 2000),
    year=st.integers(1, 3000),
    nights=st.integers(1, 30),
)
def test_no_sequence_of_claims_passes_a_limit_or_falls_below_zero(stays, once, year, nights):
    line = Line("night", Decimal("99.50"), Decimal(once), Decimal(year), nights, nights * 2)
    got, slept = {}, {}
    for after, stayed in sorted(stays):
        on = date(2010, 1, 1) + timedelta(days=after)
        before = case(on, nights=stayed, got_this_year=got.get(on.year, ZERO), nights_this_year=slept.get(on.year, 0))
        result = outcome(line, [], before, 180)
        assert 0 <= result.amount <= once
        got[on.year] = got.get(on.year, ZERO) + result.amount
        slept[on.year] = slept.get(on.year, 0) + stayed

    assert all(amount <= year for amount in got.values())
