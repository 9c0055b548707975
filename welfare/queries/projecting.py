"""What a projection is made of: the members as they are, the table, what was claimed and matched so far (R7.4)."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from villages.rules import in_force
from welfare.models import Benefit, BenefitTable, Claim, Scheme, SchemeBylaw
from welfare.queries import benefits as benefits_queries
from welfare.queries import days as days_queries
from welfare.queries.days import Standing
from welfare.queries.matching_grants import received
from welfare.queries.subfunds import subfunds_on
from welfare.rules import projection as projection_rules
from welfare.rules.events import MEN

# A Gompertz curve, death twice as likely every 8 years, 0.04 % a year for accidents from 15 on and 0.6 % in the first
# year of life; set so that life expectancy at birth is that of the National Statistical Office for 2563 (Statistical
# Yearbook Thailand 2024, Key Indicator): men 73.2, women 80.3 years.
MORTALITY = Path(__file__).parent.parent / "data" / "mortality.csv"
LOOKED_BACK = 3  # years of claims and matches
DECIDED = (Claim.State.APPROVED, Claim.State.PAID)  # what is only asked for does not count yet
Kind = Benefit.Kind
# Assumptions beside a short history of the fund itself: events a member and year, and nights for each.
USUAL = {
    Kind.BIRTH: Decimal("0.010"),
    Kind.SICKNESS: Decimal("0.080"),
    Kind.DEATH: Decimal("0.020"),  # of somebody of the family
    Kind.EDUCATION: Decimal("0.020"),
    Kind.NEED: Decimal("0.010"),
    Kind.OTHER: Decimal("0.010"),
    Kind.AGE: Decimal(1),
}
USUAL_NIGHTS = Decimal(3)

SCENARIOS = {
    "good": (_("If it goes well"), projection_rules.Scenario(Decimal("0.9"), Decimal("0.8"))),
    "usual": (_("As expected"), projection_rules.Scenario()),
    "bad": (
        _("If it goes badly"),
        projection_rules.Scenario(Decimal("1.1"), Decimal("1.25"), Decimal("0.9"), Decimal(0)),
    ),
}


class Frequency(NamedTuple):
    """How often a line is claimed, by the fund's history and by what is usual, each by its weight."""

    benefit: Benefit
    often: Decimal
    size: Decimal
    claims: int  # decided, in the years looked back upon
    weight: Decimal  # of the history, 0 to 1

    @property
    def percent(self) -> int:
        return round(self.weight * 100)


class YearInputs(NamedTuple):
    """By what the fund takes in and pays: by-law and table, of today or decided for a year to come."""

    bylaw: SchemeBylaw
    table: BenefitTable
    frequencies: list[Frequency]
    share: Decimal  # of the income that goes into the subfunds the table pays from, in percent


class ProjectionInputs(NamedTuple):
    """Everything a projection is computed from, as it is today."""

    points: Mapping[projection_rules.ModelPoint, Decimal]
    members: int
    subfund: Decimal
    today: YearInputs
    coming: Mapping[int, YearInputs]  # by the first year they rule
    matching_grant: Decimal  # baht a member and year
    newcomers: int  # a year

    @property
    def a_day(self) -> Decimal:
        return self.today.bylaw.a_day

    @property
    def share(self) -> Decimal:
        return self.today.share

    @property
    def frequencies(self) -> list[Frequency]:
        return self.today.frequencies


@cache
def mortality() -> projection_rules.Mortality:
    """The chance to die within a year, by age, of men and of women."""
    with MORTALITY.open(encoding="utf-8", newline="") as file:
        return [(Decimal(row["male"]), Decimal(row["female"])) for row in csv.DictReader(file)]


def projection_inputs(scheme: Scheme, on: date) -> ProjectionInputs | None:
    """What a projection needs to know of a fund today; None while it has no table or by-law."""
    bylaws, tables = days_queries.bylaws_of(scheme), list(benefits_queries.tables(scheme))
    if in_force(bylaws, on) is None or in_force(tables, on) is None:
        return None
    members = [
        each for each in days_queries.standings(scheme.group_book.group, on, scheme) if each.status.state != "ended"
    ]
    history = _history(scheme, members, on)
    used = {"benefits", *(line.subfund for table in tables for line in table.benefits.all())}
    ruling = {year: (in_force(bylaws, day), in_force(tables, day)) for year, day in _years(on)}
    year_inputs = {
        year: _year_inputs(bylaw, table, history) for year, (bylaw, table) in ruling.items() if bylaw and table
    }
    free = subfunds_on(scheme, on).free
    return ProjectionInputs(
        Counter(_model_point(each, on) for each in members),  # type: ignore[arg-type]  # later parts of people
        len(members),
        sum((getattr(free, subfund) for subfund in used), Decimal(0)),
        year_inputs.pop(on.year),
        {year: each for year, each in year_inputs.items() if ruling[year] != ruling[year - 1]},
        _matched(scheme, on) / max(len(members), 1),
        sum(each.enrolment.joined_on > on - timedelta(days=365) for each in members),
    )


def _years(on: date) -> Iterable[tuple[int, date]]:
    """Today, and of each year to come the day by which it is judged: its middle."""
    return [
        (on.year, on),
        *((year, date(year, 7, 1)) for year in range(on.year + 1, on.year + 1 + projection_rules.YEARS)),
    ]


def _year_inputs(bylaw: SchemeBylaw, table: BenefitTable, history: "History") -> YearInputs:
    used = {"benefits", *(line.subfund for line in table.benefits.all())}
    share = sum((getattr(bylaw, f"{subfund}_share") for subfund in used), Decimal(0))
    return YearInputs(bylaw, table, [_frequency(line, history) for line in table.benefits.all()], share)


def _model_point(each: Standing, on: date) -> projection_rules.ModelPoint:
    person = each.enrolment.member.person
    years = (on - each.enrolment.counted_from).days // 365
    return projection_rules.ModelPoint(person.age(on), years, person.prefix.startswith(MEN))


def _matched(scheme: Scheme, on: date) -> Decimal:
    """What came from others in a year, on average of the last three full ones."""
    years = range(on.year - LOOKED_BACK, on.year)
    return sum(received(scheme.matching_grants.filter(year__in=years)).values(), Decimal(0)) / LOOKED_BACK


class History(NamedTuple):
    """What was decided in the years of the history: by line how many claims, nights in all, baht asked in all."""

    years: Decimal  # of members
    lines: Mapping[str, tuple[int, int, Decimal]]


def _history(scheme: Scheme, members: list[Standing], on: date) -> History:
    since = on - timedelta(days=365 * LOOKED_BACK)
    lived = sum((on - max(each.enrolment.joined_on, since)).days for each in members)
    claims = Claim.objects.filter(enrolment__scheme=scheme, state__in=DECIDED, event_on__gt=since)
    rows = claims.order_by().values_list("benefit__code").annotate(Count("pk"), Sum("nights"), Sum("asked"))
    lines = {code: (number, nights or 0, baht or Decimal(0)) for code, number, nights, baht in rows}
    return History(max(Decimal(lived) / 365, Decimal(1)), lines)


def _frequency(line: Benefit, history: History) -> Frequency:
    number, nights, baht = history.lines.get(line.code, (0, 0, Decimal(0)))
    often, weight = projection_rules.blended(number, USUAL[Kind(line.kind)], history.years)
    if line.way != Benefit.Way.RESOLUTION:
        size = projection_rules.blended_size(number, Decimal(nights), USUAL_NIGHTS)
    elif line.most_once:
        size = projection_rules.blended_size(number, baht, line.most_once)
    else:
        size = baht / number if number else Decimal(0)
    return Frequency(line, often, size, number, weight)


class WhatIf(NamedTuple):
    """What somebody would change: baht a day, newcomers a year, each line's amount in percent of today's."""

    a_day: Decimal
    newcomers: int
    percents: Mapping[str, Decimal]


class ProjectionResult(NamedTuple):
    """What becomes of the subfund in one scenario."""

    name: str
    years: list[projection_rules.Year]

    @property
    def dry_in(self) -> int | None:
        return projection_rules.dry_in(self.years)


def results(inputs: ProjectionInputs, on: date, what_if: WhatIf | None = None) -> dict[str, ProjectionResult]:
    """Twenty years in a good, a usual and a bad scenario: by the rules of today and those decided for years to come, or
    changed ones.
    """
    change = what_if or WhatIf(inputs.a_day, inputs.newcomers, {})
    fund, coming = _fund(inputs, inputs.today, change), _coming(inputs, change)
    first = on.year + 1
    return {
        key: ProjectionResult(
            str(name), projection_rules.project(inputs.points, fund, scenario, mortality(), first, coming=coming)
        )
        for key, (name, scenario) in SCENARIOS.items()
    }


def _coming(inputs: ProjectionInputs, change: WhatIf) -> dict[int, projection_rules.Fund]:
    return {year: _fund(inputs, year_inputs, change) for year, year_inputs in inputs.coming.items()}


def _fund(inputs: ProjectionInputs, year_inputs: YearInputs, change: WhatIf) -> projection_rules.Fund:
    """The fund by the rules of a year; a price that somebody would change holds in every year."""
    a_day = year_inputs.bylaw.a_day if change.a_day == inputs.a_day else change.a_day
    risks = [_risk(each, change.percents.get(each.benefit.code, Decimal(100))) for each in year_inputs.frequencies]
    return projection_rules.Fund(
        inputs.subfund,
        a_day,
        year_inputs.share,
        year_inputs.bylaw.wait_days,
        risks,
        inputs.matching_grant,
        Decimal(change.newcomers),
    )


def _risk(frequency: Frequency, percent: Decimal) -> projection_rules.Risk:
    line = frequency.benefit
    own_death = line.kind == Kind.DEATH and line.whom == Benefit.Whom.SELF
    pension = line.kind == Kind.AGE or line.way == Benefit.Way.MONTHLY
    return projection_rules.Risk(
        line, list(line.tiers.all()), own_death, pension, frequency.often, frequency.size, percent / 100
    )
