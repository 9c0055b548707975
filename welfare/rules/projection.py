"""Whether a fund can keep its promise: what it holds, year by year, from members, table and scenario (R7.4). No Django.

Amounts are baht, expected values of chance and therefore not whole satang until they are shown.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.rules import ZERO
from welfare.rules.benefits import Line, Tier, tier_reached

DAYS = 365
OLDEST = 110
YEARS = 20
ASSUMED = Decimal(3)  # events that an assumption weighs as much as


class ModelPoint(NamedTuple):
    """How many members of one age and sex saved for so many years."""

    age: int
    years: int
    male: bool


class Risk(NamedTuple):
    """A line of the table with how often it is claimed: events a member and year, nights or baht for each."""

    line: Line
    tiers: Sequence[Tier]
    own_death: bool
    pension: bool  # for reaching an age, not for an event
    often: Decimal
    size: Decimal = Decimal(1)  # nights of a stay, or baht where the committee decides
    change: Decimal = Decimal(1)  # what if it paid so many times as much


class Fund(NamedTuple):
    """What a fund takes in, and the subfund that pays benefits."""

    subfund: Decimal
    a_day: Decimal
    share: Decimal  # of the income that goes into the subfund, in percent
    wait_days: int
    risks: Sequence[Risk]
    matching_grant: Decimal  # baht a member and year from others
    newcomers: Decimal = ZERO  # people a year, thirty years old, half of them men


class Scenario(NamedTuple):
    """How much better or worse than expected: factors."""

    deaths: Decimal = Decimal(1)
    claims: Decimal = Decimal(1)
    paid: Decimal = Decimal(1)
    matching_grants: Decimal = Decimal(1)


class Year(NamedTuple):
    """A year to come: members at its beginning, baht into the subfund and out of it, what is left."""

    year: int
    members: Decimal
    came_in: Decimal
    went_out: Decimal
    subfund: Decimal  # below zero: what was promised and could not be paid so far

    @property
    def left(self) -> Decimal:
        """What lies in the subfund; never less than zero."""
        return max(self.subfund, ZERO)

    @property
    def short(self) -> Decimal:
        """What was promised until then and could not be paid."""
        return max(-self.subfund, ZERO)


Mortality = Sequence[tuple[Decimal, Decimal]]  # by age, of men and of women


def project(
    points: Mapping[ModelPoint, Decimal],
    fund: Fund,
    scenario: Scenario,
    mortality: Mortality,
    first: int,
    years: int = YEARS,
    coming: Mapping[int, Fund] | None = None,
) -> list[Year]:
    """Compute year by year how members grow older and die, and what comes into the subfund and out of it.

    `coming` is what is decided already for later years, each from its year on.
    """
    years_ahead, subfund, alive = [], fund.subfund, dict(points)
    for year in range(first, first + years):
        fund = (coming or {}).get(year, fund)
        members = sum(alive.values(), ZERO)
        came_in = (
            members
            * (DAYS * fund.a_day * scenario.paid + fund.matching_grant * scenario.matching_grants)
            * fund.share
            / 100
        )
        went_out, nexts = ZERO, dict[ModelPoint, Decimal]()
        for point, count in alive.items():
            dies = min(mortality[min(point.age, OLDEST)][0 if point.male else 1] * scenario.deaths, Decimal(1))
            went_out += count * _expected(fund, point, dies, scenario)
            older = ModelPoint(point.age + 1, point.years + 1, point.male)
            nexts[older] = nexts.get(older, ZERO) + count * (1 - dies)
        for male in (True, False):
            new = ModelPoint(30, 0, male)
            nexts[new] = nexts.get(new, ZERO) + fund.newcomers / 2
        subfund += came_in - went_out
        years_ahead.append(Year(year, members, came_in, went_out, subfund))
        alive = nexts
    return years_ahead


def dry_in(years: Sequence[Year]) -> int | None:
    """The year in which the subfund becomes empty, None where it lasts."""
    return next((year.year for year in years if year.subfund < 0), None)


def blended(events: int, assumed: Decimal, years: Decimal) -> tuple[Decimal, Decimal]:
    """How often something happens in a year, and the weight of the history in it: 0 to 1.

    History of `years` weighs as much as it has years, the assumption as much as the years in which it expects `ASSUMED`
    events; so neither a first claim nor a third one changes it suddenly.
    """
    assumed_years = ASSUMED / assumed
    return (events + ASSUMED) / (years + assumed_years), years / (years + assumed_years)


def blended_size(events: int, total: Decimal, assumed: Decimal) -> Decimal:
    """How large each is, the assumption weighing like `ASSUMED` events."""
    return (total + assumed * ASSUMED) / (events + ASSUMED)


def _expected(fund: Fund, point: ModelPoint, dies: Decimal, scenario: Scenario) -> Decimal:
    """What one member of this kind costs in a year."""
    return sum((_cost(fund, risk, point, dies, scenario) for risk in fund.risks), ZERO)


def _cost(fund: Fund, risk: Risk, point: ModelPoint, dies: Decimal, scenario: Scenario) -> Decimal:
    line = risk.line
    if point.age < (line.least_age or 0) or point.years < (line.least_years or 0):
        return ZERO
    amount = _amount(risk, point)
    if not amount:
        return ZERO
    wait = fund.wait_days if line.wait_days is None else line.wait_days
    waited = min(max(Decimal((point.years + 1) * DAYS - wait) / DAYS, ZERO), Decimal(1))
    if risk.own_death:
        often = dies
    elif risk.pension:
        often = Decimal(_times(line, point))
    else:
        often = risk.often * scenario.claims
    cost = amount * often * waited * risk.change
    return cost if line.most_a_year is None else min(cost, line.most_a_year * risk.change)


def _times(line: Line, point: ModelPoint) -> int:
    """How often a year reaching an age is paid for: every month, so many times, or once in a life."""
    if line.way == "monthly":
        return 12
    if line.times_ever == 1:
        return int(point.age == (line.least_age or 0) or point.years == (line.least_years or 0))
    return line.times_a_year or 1


def _amount(risk: Risk, point: ModelPoint) -> Decimal:
    line = risk.line
    if line.way == "night":
        nights = min(risk.size, Decimal(line.nights_once)) if line.nights_once is not None else risk.size
        amount = (line.amount or ZERO) * nights
    elif line.way == "resolution":
        amount = risk.size
    elif line.way == "flat":
        amount = line.amount or ZERO
    else:
        reached = point.years * DAYS if line.way == "days" else point.years
        tier = tier_reached(risk.tiers, reached)
        amount = tier.amount if tier else ZERO
    return amount if line.most_once is None else min(amount, line.most_once)
