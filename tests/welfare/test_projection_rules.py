"""A projection reckoned by hand where it is small (R7.4)."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from welfare.rules.projection import Fund, ModelPoint, Risk, Scenario, Year, blended, blended_size, dry_in, project

NOBODY_DIES = [(Decimal(0), Decimal(0))] * 111
STEPS = [SimpleNamespace(reached=180, amount=Decimal(100)), SimpleNamespace(reached=1825, amount=Decimal(700))]


def line(way="flat", **more):
    limits = ("amount", "most_once", "most_a_year", "nights_once", "nights_a_year", "times_a_year", "times_ever",
              "wait_days", "least_age", "least_years", "measure_least", "claim_within")  # fmt: skip
    return SimpleNamespace(way=way, **(dict.fromkeys(limits) | more))


def risk(line, often="1", tiers=(), own_death=False, pension=False, size="1", change="1"):
    return Risk(line, tiers, own_death, pension, Decimal(often), Decimal(size), Decimal(change))


def keeping(*risks, subfund="1000", share="50", matching_grant="0", newcomers="0", wait_days=0):
    return Fund(
        Decimal(subfund), Decimal(1), Decimal(share), wait_days, risks, Decimal(matching_grant), Decimal(newcomers)
    )


def of(count=10, age=40, years=5):
    return {ModelPoint(age, years, True): Decimal(count)}


def costs(risk, age=40, years=5, male=True, scenario=None, mortality=NOBODY_DIES, **fund) -> Decimal:
    """What one member costs in the first year."""
    points = {ModelPoint(age, years, male): Decimal(1)}
    return project(points, keeping(risk, **fund), scenario or Scenario(), mortality, 2027, years=1)[0].went_out


def test_without_claims_half_of_each_baht_stays_in_the_pot():
    years = project(of(), keeping(matching_grant="100"), Scenario(), NOBODY_DIES, 2027)

    assert [year.year for year in years] == list(range(2027, 2047))
    assert years[0].subfund == 1000 + 10 * (365 + 100) * Decimal("0.5")
    assert years[-1].subfund == 1000 + 20 * 10 * (365 + 100) * Decimal("0.5")
    assert dry_in(years) is None


def test_more_benefits_than_income_run_the_pot_dry_in_the_year_told():
    stay = risk(line("night", amount=Decimal(100), nights_once=5), often="0.5", size="8")
    years = project(of(), keeping(stay), Scenario(), NOBODY_DIES, 2027)  # in 1825, out 2500 a year

    assert [year.subfund for year in years[:3]] == [325, -350, -1025]
    assert dry_in(years) == 2028


def test_bad_luck_costs_more_and_brings_less():
    stay = risk(line(amount=Decimal(100)), often="1")
    (usual, *_u), (bad, *_b) = (
        project(of(), keeping(stay, matching_grant="65"), scenario, NOBODY_DIES, 2027)
        for scenario in (Scenario(), Scenario(Decimal(1), Decimal(2), Decimal("0.9"), Decimal(0)))
    )
    assert (usual.came_in, usual.went_out) == (2150, 1000)
    assert (bad.came_in, bad.went_out) == (Decimal("1642.5"), 2000)


def test_the_dead_are_paid_for_once_and_pay_no_more():
    half = [(Decimal("0.5"), Decimal(0))] * 111
    steps = [SimpleNamespace(reached=0, amount=Decimal(100)), SimpleNamespace(reached=6, amount=Decimal(1000))]
    death = risk(line("years"), tiers=steps, own_death=True)

    first, second, *_rest = project(of(8), keeping(death), Scenario(), half, 2027)

    assert (first.members, first.went_out) == (8, 4 * 100)
    assert (second.members, second.went_out) == (4, 2 * 1000)


def test_a_pension_comes_every_month_from_the_age_on_and_a_gift_once():
    pension = risk(line("monthly", least_age=60), tiers=[SimpleNamespace(reached=1, amount=Decimal(300))], pension=True)
    gift = risk(line(amount=Decimal(500), least_age=60, times_ever=1), pension=True)

    years = project(of(1, age=59), keeping(pension, gift), Scenario(), NOBODY_DIES, 2027)

    assert [year.went_out for year in years[:3]] == [0, 12 * 300 + 500, 12 * 300]


def test_newcomers_wait_before_they_cost_anything():
    gift = risk(line(amount=Decimal(100)))
    years = project({}, keeping(gift, newcomers="4", wait_days=365), Scenario(), NOBODY_DIES, 2027)
    assert [(year.members, year.went_out) for year in years[:3]] == [(0, 0), (4, 0), (8, 400)]


def test_history_and_what_is_usual_weigh_by_what_stands_behind_them():
    """12.5 years of members: a third claim does not jump from 0.010 to 0.239, and a long history shows it."""
    rates = [blended(claims, Decimal("0.010"), Decimal("12.5"))[0] for claims in range(6)]
    long_ago, weight = blended(239, Decimal("0.010"), Decimal(30_000))

    assert rates[0] < Decimal("0.010") < rates[1]
    assert [round(rate, 4) for rate in rates[2:4]] == [Decimal("0.0160"), Decimal("0.0192")]
    assert len({later - earlier for earlier, later in zip(rates, rates[1:], strict=False)}) <= 2  # of rounding
    assert round(long_ago, 3) == Decimal("0.008")
    assert round(weight, 2) == Decimal("0.99")


@pytest.mark.parametrize(
    ("line", "more", "baht"),
    [
        (line(amount=Decimal(100)), {}, 100),
        (line(amount=Decimal(100), most_once=Decimal(60)), {}, 60),
        (line(amount=Decimal(100), most_once=Decimal(100)), {}, 100),
        (line(amount=Decimal(100), most_a_year=Decimal(150)), {"often": "2"}, 150),
        (line(amount=Decimal(100), most_a_year=Decimal(150)), {"often": "2", "change": "2"}, 300),
        (line(amount=Decimal(100)), {"change": "0.5"}, 50),
        (line("night", amount=Decimal(100)), {"size": "8"}, 800),
        (line("night", amount=Decimal(100), nights_once=5), {"size": "8"}, 500),
        (line("night", amount=Decimal(100), nights_once=9), {"size": "8"}, 800),
        (line("resolution"), {"size": "1200"}, 1200),
        (line("days"), {"tiers": STEPS}, 700),  # five years are 1,825 days
        (line("years"), {"tiers": [SimpleNamespace(reached=6, amount=Decimal(9))]}, 0),
        (line(), {}, 0),
    ],
)
def test_what_a_line_pays_for_one_event_a_year(line, more, baht):
    assert costs(risk(line, **more)) == baht


@pytest.mark.parametrize(
    ("limit", "age", "years", "baht"),
    [
        ({"least_age": 60}, 59, 5, 0),
        ({"least_age": 60}, 60, 5, 100),
        ({"least_years": 3}, 40, 2, 0),
        ({"least_years": 3}, 40, 3, 100),
    ],
)
def test_who_is_too_young_or_too_new_costs_nothing(limit, age, years, baht):
    assert costs(risk(line(amount=Decimal(100), **limit)), age, years) == baht


@pytest.mark.parametrize(
    ("own_wait", "wait", "years", "baht"),
    [
        (None, 0, 0, 100),
        (None, 73, 0, 80),  # the wait takes a fifth of the first year
        (73, 0, 0, 80),
        (0, 365, 0, 100),
        (None, 365, 0, 0),
        (None, 730, 1, 0),
        (None, 73, 1, 100),
    ],
)
def test_the_wait_takes_its_part_of_the_first_years(own_wait, wait, years, baht):
    assert costs(risk(line(amount=Decimal(100), wait_days=own_wait)), years=years, wait_days=wait) == baht


@pytest.mark.parametrize(
    ("gift", "age", "years", "baht"),
    [
        (line("monthly"), 60, 1, 1200),
        (line(amount=Decimal(100), least_age=60, times_ever=1), 60, 9, 100),
        (line(amount=Decimal(100), least_age=60, times_ever=1), 61, 9, 0),
        (line(amount=Decimal(100), least_years=10, times_ever=1), 61, 10, 100),
        (line(amount=Decimal(100), times_a_year=3), 61, 10, 300),
        (line(amount=Decimal(100)), 61, 10, 100),
        (line(amount=Decimal(100), times_ever=2), 61, 10, 100),
    ],
)
def test_how_often_a_year_reaching_an_age_is_paid_for(gift, age, years, baht):
    tiers = [SimpleNamespace(reached=1, amount=Decimal(100))]
    assert costs(risk(gift, often="7", tiers=tiers, pension=True), age, years) == baht


def test_men_and_women_die_by_their_own_table_and_nobody_twice():
    table = [(Decimal("0.25"), Decimal("0.5"))] * 110 + [(Decimal(1), Decimal("0.9"))]
    death = risk(line(amount=Decimal(1000)), own_death=True)

    assert (costs(death, mortality=table), costs(death, male=False, mortality=table)) == (250, 500)
    assert costs(death, age=130, male=False, mortality=table) == 900  # beyond the table by its last line
    assert costs(death, mortality=table, scenario=Scenario(deaths=Decimal(2))) == 500
    assert costs(death, mortality=table, scenario=Scenario(deaths=Decimal(9))) == 1000


def test_what_is_left_and_what_is_short():
    full, empty = Year(2027, Decimal(1), Decimal(0), Decimal(0), Decimal(5)), Year(2028, *[Decimal(0)] * 3, Decimal(-7))

    assert (full.left, full.short, empty.left, empty.short) == (5, 0, 0, 7)
    assert dry_in([full, empty]) == 2028
    assert dry_in([full._replace(subfund=Decimal(0))]) is None


def test_a_rule_that_is_decided_for_a_later_year_holds_from_it_on():
    dear = keeping()._replace(a_day=Decimal(2))

    years = project(of(1), keeping(), Scenario(), NOBODY_DIES, 2027, years=3, coming={2028: dear})

    assert [year.came_in for year in years] == [Decimal("182.5"), 365, 365]


def test_newcomers_are_thirty_half_of_them_men():
    table = [(Decimal(0), Decimal(0))] * 30 + [(Decimal(1), Decimal(0))] + [(Decimal(0), Decimal(0))] * 80
    death = risk(line(amount=Decimal(1000)), own_death=True)

    years = project({}, keeping(death, newcomers="4"), Scenario(), table, 2027, years=3)

    assert [(year.members, year.went_out) for year in years] == [(0, 0), (4, 2000), (6, 2000)]


def test_history_and_assumption_weigh_by_years_and_by_three_events():
    assert blended(0, Decimal("0.5"), Decimal(6)) == (Decimal("0.25"), Decimal("0.5"))
    assert blended(9, Decimal(3), Decimal(3)) == (3, Decimal("0.75"))
    assert blended_size(1, Decimal(500), Decimal(100)) == 200
    assert blended_size(0, Decimal(0), Decimal(100)) == 100
