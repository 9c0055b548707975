"""What everybody may know of the welfare funds: figures that five people or more share (R9.16)."""

from collections.abc import Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Sum

from ledger.rules import ZERO
from villages.models import Village
from welfare.models import Benefit, Claim, Enrolment

FEW = 5  # a figure is shown for so many people or more


class Share(NamedTuple):
    """What one person adds to a figure."""

    about: Hashable
    person: int
    cases: int = 1
    baht: Decimal = ZERO


class Figure(NamedTuple):
    """A figure so many people share; `about` is None where it stands for several too small ones."""

    about: Hashable | None
    people: int
    cases: int
    baht: Decimal


class PublishedFigures(NamedTuple):
    figures: list[Figure]
    silent: bool  # something was left out, because too few people share it

    @property
    def baht(self) -> Decimal:
        return sum((figure.baht for figure in self.figures), ZERO)

    @property
    def people(self) -> int:
        return sum(figure.people for figure in self.figures)


def publishable(shares: Iterable[Share]) -> PublishedFigures:
    """Figures of five people and more; smaller ones together, and if those are still too few, not at all."""
    parts: dict[Hashable, list[Share]] = {}
    for share in shares:
        parts.setdefault(share.about, []).append(share)
    large = {about: those for about, those in parts.items() if _people(those) >= FEW}
    small = [share for about, those in parts.items() if about not in large for share in those]
    figures = [_figure(about, those) for about, those in large.items()]
    if small and _people(small) >= FEW:
        return PublishedFigures([*figures, _figure(None, small)], False)
    return PublishedFigures(figures, bool(small))


def _people(shares: Iterable[Share]) -> int:
    return len({share.person for share in shares})


def _figure(about: Hashable | None, shares: list[Share]) -> Figure:
    cases, baht = sum(share.cases for share in shares), sum((share.baht for share in shares), ZERO)
    return Figure(about, _people(shares), cases, baht)


def members() -> PublishedFigures:
    """Who gives one baht a day, by village, in all funds together."""
    here = {"member__left_on": None, "member__person__died_on": None, "member__group__is_practice": False}
    rows = Enrolment.objects.filter(**here).values_list("member__person__village", "member__person")
    return _of_villages(
        [Share(village, person) for village, person in rows.order_by("member__person__village__number")]
    )


def paid(year: int) -> tuple[PublishedFigures, PublishedFigures]:
    """What was paid in a year: by village, and by kind of benefit."""
    claims = Claim.objects.filter(
        state=Claim.State.PAID, payment__on__year=year, enrolment__member__group__is_practice=False
    )
    who = ("enrolment__member__person__village", "benefit__kind", "enrolment__member__person")
    rows = list(
        claims.values_list(*who)
        .annotate(cases=Count("pk"), baht=Sum("amount"))
        .order_by("enrolment__member__person__village__number", "benefit__kind")
    )
    villages = _of_villages([Share(village, person, cases, baht) for village, _kind, person, cases, baht in rows])
    kinds = publishable(
        [Share(Benefit.Kind(kind).label, person, cases, baht) for _village, kind, person, cases, baht in rows]
    )
    return villages, kinds


def _of_villages(shares: list[Share]) -> PublishedFigures:
    """The same figures, each with its village instead of the village's key."""
    shown = publishable(shares)
    named = Village.objects.in_bulk([figure.about for figure in shown.figures if figure.about])
    figures = [Figure(named.get(about), people, cases, baht) for about, people, cases, baht in shown.figures]
    return PublishedFigures(figures, shown.silent)


def years(today: date) -> list[int]:
    """The years that may be asked for, the last one first."""
    return list(range(today.year, today.year - 5, -1))
