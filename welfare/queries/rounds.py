"""Reads of who may begin: enrolment rounds with target and actual (R2.4), households, sponsors."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from funds.models import WorkingDay
from ledger.rules import years_before
from villages.models import Group, Person, Village
from villages.models.people import COMING_OF_AGE
from villages.queries.people import known_to
from welfare.models import Enrolment, Round, Scheme
from welfare.queries.days import Standing


class Evening(NamedTuple):
    """A day of a round: how many began, and whether the fund sat."""

    on: date
    began: int
    sat: bool


class Cohort(NamedTuple):
    """The rounds of one name and time, village by village: how many came of how many hoped for, on which days."""

    name: str
    opens: date
    closes: date
    rounds: list[Round]
    evenings: list[Evening]

    @property
    def target(self) -> int:
        return sum(each.target for each in self.rounds)

    @property
    def came(self) -> int:
        return sum(vars(each)["came"] for each in self.rounds)

    @property
    def percent(self) -> int:
        return round(100 * self.came / self.target)

    @property
    def runs(self) -> bool:
        return self.opens <= timezone.localdate() <= self.closes


def cohorts(scheme: Scheme) -> list[Cohort]:
    """Every round of a fund, the last one first; who lives in the village and began in its days counts."""
    began = Enrolment.objects.filter(
        scheme=OuterRef("scheme"),
        member__person__village=OuterRef("village"),
        joined_on__gte=OuterRef("opens"),
        joined_on__lte=OuterRef("closes"),
    )
    counted = began.order_by().values("scheme").annotate(n=Count("pk")).values("n")
    came = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    of_scheme = scheme.rounds.select_related("village").annotate(came=came)
    ordered = of_scheme.order_by("-opens", "-closes", "name", "village__number")
    same = groupby(ordered, key=lambda each: (each.name, each.opens, each.closes))
    evenings = _evenings(scheme)
    return [
        Cohort(name, opens, closes, list(rounds), [each for each in evenings if opens <= each.on <= closes])
        for (name, opens, closes), rounds in same
    ]


def _evenings(scheme: Scheme) -> list[Evening]:
    """Every working day, and every other day on which somebody began (R2.4)."""
    began = dict(scheme.enrolments.order_by().values_list("joined_on").annotate(n=Count("pk")))
    sat = set(WorkingDay.objects.filter(cash_boxes__group_book=scheme.group_book).values_list("on", flat=True))
    return [Evening(on, began.get(on, 0), on in sat) for on in sorted(sat | began.keys())]


def last_rounds(schemes: Iterable[Scheme], on: date) -> dict[tuple[int, int], Round]:
    """The round opened last by a day, by scheme and village: its target is the one that counts."""
    opened = Round.objects.filter(scheme__in=list(schemes), opens__lte=on).select_related("village").order_by("opens")
    return {(each.scheme_id, each.village_id): each for each in opened}


def villages(group: Group) -> QuerySet[Village]:
    """Where a fund enrols: its own village, or all of the sub-district (R1.33)."""
    places = Village.objects.order_by("number")
    return places.filter(pk=group.village_id) if group.village_id else places


class Household(NamedTuple):
    """Who lives in one household: `free` do not give one baht a day here yet."""

    everybody: QuerySet[Person]
    free: QuerySet[Person]
    adults: QuerySet[Person]


def household(group: Group, person: Person) -> Household:
    """The living people of a person's house; a person without a house number is a household alone."""
    roof = Q(house_no=person.house_no, village=person.village_id) if person.house_no else Q(pk=person.pk)
    everybody = known_to(group).filter(roof | Q(pk=person.pk), died_on=None).order_by("born_on")
    given = Enrolment.objects.filter(member__group=group, member__left_on=None).values("member__person")
    grown = everybody.filter(born_on__lte=years_before(timezone.localdate(), COMING_OF_AGE))
    return Household(everybody, everybody.exclude(pk__in=given), grown)


class Sponsor(NamedTuple):
    """Somebody who pays for others, and what is due of them now, in baht."""

    name: str
    standings: list[Standing]

    @property
    def due(self) -> Decimal:
        return sum((each.due for each in self.standings), Decimal("0.00"))


def sponsors(standings: Iterable[Standing]) -> list[Sponsor]:
    """Who pays for members who cannot."""
    by_name: dict[str, list[Standing]] = {}
    for each in standings:
        if name := each.enrolment.sponsor_name or (str(each.enrolment.sponsor) if each.enrolment.sponsor else ""):
            by_name.setdefault(name, []).append(each)
    return [Sponsor(name, by_name[name]) for name in sorted(by_name)]
