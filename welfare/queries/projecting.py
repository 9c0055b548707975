"""What a projection is made of: the members as they are, the table, what was claimed and matched so far (R7.4)."""

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db.models import Avg, Count
from django.utils.translation import gettext_lazy as _

from welfare.models import Benefit, BenefitTable, Claim, Scheme
from welfare.queries.benefits import STANDING, table_on
from welfare.queries.days import Standing, law_on, standings
from welfare.queries.matches import received
from welfare.queries.pots import held
from welfare.rules import projection as rules
from welfare.rules.events import MEN

# A Gompertz curve, death twice as likely every 8 years, 0.04 % a year for accidents from 15 on and 0.6 % in the first
# year of life; set so that life expectancy at birth is that of the National Statistical Office for 2563 (Statistical
# Yearbook Thailand 2024, Key Indicator): men 73.2, women 80.3 years.
MORTALITY = Path(__file__).parent.parent / "data" / "mortality.csv"
LOOKED_BACK = 3  # years of claims and matches
FEWEST = 3  # claims of a line before its own history says how often it comes
Kind = Benefit.Kind
# Where a fund has no history of a line: events a member and year, and nights for each.
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

LUCK = {
    "good": (_("If it goes well"), rules.Luck(Decimal("0.9"), Decimal("0.8"))),
    "usual": (_("As expected"), rules.Luck()),
    "bad": (_("If it goes badly"), rules.Luck(Decimal("1.1"), Decimal("1.25"), Decimal("0.9"), Decimal(0))),
}


class Known(NamedTuple):
    """How often a line was claimed, from history or assumed."""

    benefit: Benefit
    often: Decimal
    size: Decimal
    claims: int  # in the years looked back upon

    @property
    def from_history(self) -> bool:
        return self.claims >= FEWEST


class Ground(NamedTuple):
    """Everything a projection stands on, as it is today."""

    lives: Mapping[rules.Life, Decimal]
    members: int
    pot: Decimal
    a_day: Decimal
    share: Decimal
    wait_days: int
    match: Decimal  # baht a member and year
    newcomers: int  # a year
    known: list[Known]


@cache
def mortality() -> rules.Mortality:
    """The chance to die within a year, by age, of men and of women."""
    with MORTALITY.open(encoding="utf-8", newline="") as file:
        return [(Decimal(row["male"]), Decimal(row["female"])) for row in csv.DictReader(file)]


def ground(scheme: Scheme, on: date) -> Ground | None:
    """What is known of a fund today; None while it has no table or by-law."""
    law, table = law_on(scheme, on), table_on(scheme, on)
    if law is None or table is None:
        return None
    members = [each for each in standings(scheme.pot.group, on, scheme) if each.course.state != "ended"]
    begun = sum(each.enrolment.joined_on > on - timedelta(days=365) for each in members)
    free, used = held(scheme, on).free, {"benefits", *(line.pot for line in table.benefits.all())}
    return Ground(
        Counter(_life(each, on) for each in members),  # type: ignore[arg-type]
        len(members),
        sum((getattr(free, pot) for pot in used), Decimal(0)),
        law.a_day,
        sum((getattr(law, f"{pot}_share") for pot in used), Decimal(0)),
        law.wait_days,
        _matched(scheme, on) / max(len(members), 1),
        begun,
        _known(scheme, table, members, on),
    )


def _life(each: Standing, on: date) -> rules.Life:
    person = each.enrolment.member.person
    years = (on - each.enrolment.counted_from).days // 365
    return rules.Life(person.age(on), years, person.prefix.startswith(MEN))


def _matched(scheme: Scheme, on: date) -> Decimal:
    """What came from others in a year, on average of the last three full ones."""
    years = range(on.year - LOOKED_BACK, on.year)
    return sum(received(scheme.matches.filter(year__in=years)).values(), Decimal(0)) / LOOKED_BACK


def _known(scheme: Scheme, table: BenefitTable, members: list[Standing], on: date) -> list[Known]:
    """How often each line was claimed; a line that nobody knows yet as often as such lines usually are."""
    since = on - timedelta(days=365 * LOOKED_BACK)
    days = sum((on - max(each.enrolment.joined_on, since)).days for each in members)
    member_years = max(Decimal(days) / 365, Decimal(1))
    claims = Claim.objects.filter(enrolment__scheme=scheme, state__in=STANDING, event_on__gt=since)
    rows = claims.order_by().values_list("benefit__code")
    told: dict[str, tuple] = {
        code: tuple(history) for code, *history in rows.annotate(n=Count("pk"), nights=Avg("nights"), baht=Avg("asked"))
    }
    found = []
    for line in table.benefits.all():
        asked, nights, baht = told.get(line.code, (0, None, None))
        enough = asked >= FEWEST
        often = asked / member_years if enough else USUAL[Kind(line.kind)]
        if line.way == Benefit.Way.RESOLUTION:
            size = Decimal(baht or line.most_once or 0)
        else:
            size = Decimal(nights) if enough and nights else USUAL_NIGHTS
        found.append(Known(line, often, size, asked))
    return found


class WhatIf(NamedTuple):
    """What somebody would change: baht a day, newcomers a year, each line's amount in percent of today's."""

    a_day: Decimal
    newcomers: int
    percents: Mapping[str, Decimal]


class Outlook(NamedTuple):
    """What becomes of the pot under one kind of luck."""

    name: str
    years: list[rules.Year]

    @property
    def dry_in(self) -> int | None:
        return rules.dry_in(self.years)


def outlooks(found: Ground, on: date, what_if: WhatIf | None = None) -> dict[str, Outlook]:
    """Twenty years under good, usual and bad luck, today's rules or changed ones."""
    change = what_if or WhatIf(found.a_day, found.newcomers, {})
    risks = [_risk(each, change.percents.get(each.benefit.code, Decimal(100))) for each in found.known]
    fund = rules.Fund(
        found.pot, change.a_day, found.share, found.wait_days, risks, found.match, Decimal(change.newcomers)
    )
    return {
        key: Outlook(str(name), rules.project(found.lives, fund, luck, mortality(), on.year + 1))
        for key, (name, luck) in LUCK.items()
    }


def _risk(known: Known, percent: Decimal) -> rules.Risk:
    line = known.benefit
    own_death = line.kind == Kind.DEATH and line.whom == Benefit.Whom.SELF
    pension = line.kind == Kind.AGE or line.way == Benefit.Way.MONTHLY
    return rules.Risk(line, list(line.tiers.all()), own_death, pension, known.often, known.size, percent / 100)
