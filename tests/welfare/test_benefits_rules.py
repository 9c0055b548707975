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


DEATH = [
    Step(days, Decimal(baht))
    for days, baht in [(180, 2500), (365, 5000), (730, 10000), (1460, 15000), (2920, 20000), (5840, 30000)]
]
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


# -- Every step of the sum, as it is kept and shown --------------------------------------------------------------------

ON = date(2006, 9, 25)  # a year after joining


def steps(line, tiers=(), **more) -> list[tuple]:
    """What is said of the amount, after the wait that every line tells."""
    return [tuple(step) for step in outcome(line, tiers, case(ON, **more), 180).steps[1:]]


def paid(line, tiers=(), **more) -> tuple:
    result = outcome(line, tiers, case(ON, **more), 180)
    return result.amount, result.nights, result.refused


TWO = [Step(100, Decimal(50)), Step(366, Decimal(1500))]


@pytest.mark.parametrize(
    ("line", "tiers", "more", "says"),
    [
        (Line(amount=Decimal(1500)), (), {}, [("flat", {"amount": "1,500.00"}, False)]),
        (Line("days"), TWO, {}, [("tier_days", {"reached": "366", "from": "366", "amount": "1,500.00"}, False)]),
        (Line("days"), TWO[1:] + [Step(400, ZERO)], {"begun": ON - timedelta(days=364)},
         [("no_tier_days", {"reached": "365", "least": "366"}, True)]),
        (Line("years"), [Step(1, Decimal(70))], {},
         [("tier_years", {"reached": "1", "from": "1", "amount": "70.00"}, False)]),
        (Line("monthly"), [Step(2, Decimal(70)), Step(3, Decimal(80))], {},
         [("no_tier_years", {"reached": "1", "least": "2"}, True)]),
        (Line("years"), (), {}, [("no_tier_years", {"reached": "1", "least": "0"}, True)]),
        (Line("resolution"), (), {"asked": Decimal("80.005")}, [("resolution", {"amount": "80.01"}, False)]),
        (Line("resolution"), (), {"asked": ZERO}, [("resolution", {"amount": "0.00"}, True)]),
        (Line("resolution", most_once=Decimal(9)), (), {"asked": None}, [("resolution_open", {}, False)]),
        (Line("night", Decimal(200)), (), {"nights": 3},
         [("nights", {"nights": "3", "rate": "200.00", "amount": "600.00"}, False)]),
        (Line("night", Decimal(200), nights_once=3), (), {"nights": 3},
         [("nights", {"nights": "3", "rate": "200.00", "amount": "600.00"}, False)]),
        (Line("night", Decimal(200), nights_once=2), (), {"nights": 3},
         [("nights_once", {"most": "2"}, False),
          ("nights", {"nights": "2", "rate": "200.00", "amount": "400.00"}, False)]),
        (Line("night", Decimal(200), nights_a_year=5), (), {"nights": 3, "nights_this_year": 4},
         [("nights_a_year", {"most": "5", "had": "4", "left": "1"}, False),
          ("nights", {"nights": "1", "rate": "200.00", "amount": "200.00"}, False)]),
        (Line("night", Decimal(200), nights_a_year=5), (), {"nights": 3, "nights_this_year": 6},
         [("nights_a_year", {"most": "5", "had": "6", "left": "0"}, True),
          ("nights", {"nights": "0", "rate": "200.00", "amount": "0.00"}, True)]),
        (Line(amount=Decimal(1500), most_once=Decimal(1500)), (), {}, [("flat", {"amount": "1,500.00"}, False)]),
        (Line(amount=Decimal(1500), most_once=Decimal(900)), (), {},
         [("flat", {"amount": "1,500.00"}, False), ("most_once", {"most": "900.00"}, False)]),
        (Line(amount=Decimal(500), most_a_year=Decimal(900)), (), {"got_this_year": Decimal(600)},
         [("flat", {"amount": "500.00"}, False),
          ("most_a_year", {"most": "900.00", "got": "600.00", "left": "300.00"}, False)]),
        (Line(amount=Decimal(500), most_a_year=Decimal(900)), (),
         {"got_this_year": Decimal(600), "open_this_year": Decimal(400)},
         [("flat", {"amount": "500.00"}, False),
          ("most_a_year_open", {"most": "900.00", "got": "600.00", "left": "0.00", "open": "400.00"}, True)]),
    ],
)  # fmt: skip
def test_the_steps_of_a_sum_are_kept_with_their_figures(line, tiers, more, says):
    assert steps(line, tiers, **more) == says


@pytest.mark.parametrize(
    ("line", "more", "says"),
    [
        ({"least_age": 56}, {}, ("age", {"reached": "56", "least": "56"}, False)),
        ({"least_age": 57}, {}, ("no_age", {"reached": "56", "least": "57"}, True)),
        ({"least_years": 1}, {}, ("years", {"reached": "1", "least": "1"}, False)),
        ({"least_years": 2}, {}, ("no_years", {"reached": "1", "least": "2"}, True)),
        ({"measure_least": Decimal("3.50")}, {"measured": Decimal("3.50")},
         ("measure", {"reached": "3.50", "least": "3.50"}, False)),
        ({"measure_least": Decimal("3.50")}, {}, ("no_measure", {"reached": "0.00", "least": "3.50"}, True)),
        ({"claim_within": 30}, {"filed_on": date(2006, 10, 25)}, ("in_time", {"last": "2006-10-25"}, False)),
        ({"claim_within": 30}, {"filed_on": date(2006, 10, 26)}, ("late", {"last": "2006-10-25"}, True)),
        ({"claim_within": 30}, {"nights": 2, "filed_on": date(2006, 10, 27)},
         ("in_time", {"last": "2006-10-27"}, False)),
        ({"times_a_year": 2}, {"times_this_year": 1}, ("times_a_year", {"most": "2", "had": "1"}, False)),
        ({"times_a_year": 2}, {"times_this_year": 2}, ("times_a_year", {"most": "2", "had": "2"}, True)),
        ({"times_ever": 1}, {}, ("times_ever", {"most": "1", "had": "0"}, False)),
        ({"times_ever": 1}, {"times_ever": 1}, ("times_ever", {"most": "1", "had": "1"}, True)),
    ],
)  # fmt: skip
def test_every_condition_is_told_met_or_not(line, more, says):
    assert steps(Line(amount=Decimal(10), **line), **more)[0] == says


def test_the_wait_and_the_state_of_membership_are_told_first():
    def first_steps(on=ON, **more):
        return [tuple(step) for step in outcome(Line(amount=Decimal(10)), (), case(on, **more), 180).steps[:2]]

    first = {"days": "366", "first": "2006-03-24"}
    flat = ("flat", {"amount": "10.00"}, False)
    assert first_steps() == [("waited", first, False), flat]
    assert first_steps(date(2006, 3, 24)) == [("waited", first | {"days": "181"}, False), flat]
    assert first_steps(waits_from=ON) == [("waits", first | {"first": "2007-03-24"}, True)]
    assert first_steps(state="arrears") == [("waited", first, False), flat]
    assert first_steps(state="suspended") == [("suspended", {}, True), ("waited", first, False)]
    assert first_steps(state="as_if_paid") == [("as_if_paid", {}, False), ("waited", first, False)]


@pytest.mark.parametrize(
    ("line", "more", "amount", "nights"),
    [
        (STAY, {"nights": 2}, 400, 2),
        (STAY, {"nights": 4}, 600, 3),
        (STAY, {"nights": 3, "got_this_year": Decimal(700)}, 300, 2),  # a night in part is one
        (STAY, {"nights": 3, "got_this_year": Decimal(1000)}, 0, 0),
        (Line(amount=Decimal(400)), {"nights": 2}, 400, 0),
        (Line("resolution", most_once=Decimal(900)), {"asked": None}, 900, 0),
        (Line("resolution"), {"asked": None}, 0, 0),
    ],
)
def test_how_much_is_paid_and_how_many_nights_that_is(line, more, amount, nights):
    assert paid(line, **more)[:2] == (amount, nights)


def test_nothing_is_paid_where_one_step_stops():
    assert paid(Line(amount=Decimal(10), least_age=90)) == (0, 0, True)
    assert paid(Line(amount=Decimal(10), least_age=20)) == (10, 0, False)
