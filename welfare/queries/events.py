"""Reads of claims that are for one event, or may be (R0.11, R0.12)."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ledger import thai
from villages.rules import house
from welfare.models import Benefit, Claim, Evidence
from welfare.rules import events as events_rules

MOST = 10  # shown of those that look alike


class Alike(NamedTuple):
    """A claim that may be for the same event, and what is alike."""

    claim: Claim
    why: str


def whose(benefit: Benefit, about: str) -> str:
    """Whom an event happened to, as names are compared; empty where it is the member."""
    return "" if benefit.whom == Benefit.Whom.SELF else events_rules.whose(about)


def days_of(claim: Claim) -> events_rules.Span:
    """The days of a claim's event."""
    return events_rules.span(claim.benefit.kind, claim.benefit.way, claim.event_on, claim.nights)


def same(claim: Claim) -> Claim | None:
    """The claim for the same event under the same line of the fund's table that was not denied, whoever filed it."""
    theirs = Q(enrolment=claim.enrolment_id)
    if claim.whose and not claim.benefit.each_member:
        theirs |= Q(enrolment__scheme=claim.enrolment.scheme_id)
    others = _standing(claim).filter(theirs, benefit__code=claim.benefit.code, whose=claim.whose)
    return next((other for other in others if days_of(other).meets(days_of(claim))), None)


def alike(claim: Claim) -> list[Alike]:
    """Other claims of the fund that who decides should look at: the same paper, nearly the same name, one house."""
    near = (claim.event_on - events_rules.NEAR, claim.event_on + events_rules.NEAR)
    paper = Evidence.objects.filter(claim=OuterRef("pk"), sha256__in=claim.evidence.values("sha256"))
    others = _others(claim).annotate(same_paper=Exists(paper))
    beside = Q(state__in=Claim.STANDING, benefit__kind=claim.benefit.kind, event_on__range=near)
    likely = [Alike(other, _why(claim, other)) for other in others.filter(beside | Q(same_paper=True))]
    return [each for each in likely if each.why][:MOST]


def _why(claim: Claim, other: Claim) -> str:
    if vars(other)["same_paper"]:
        return _("the same paper was handed in")
    if claim.whose and other.whose and events_rules.are_alike(claim.whose, other.whose):
        return _("nearly the same name, about the same day")
    if claim.enrolment_id == other.enrolment_id and claim.whose == other.whose:
        return _("the same member, about the same day")
    near = abs(claim.event_on - other.event_on) <= events_rules.NEIGHBOURS
    return _("one house, about the same day") if near and _house(claim) and _house(claim) == _house(other) else ""


def _house(claim: Claim) -> str:
    person = claim.enrolment.member.person
    return house(person.village_id, person.house_no)


def _standing(claim: Claim) -> QuerySet[Claim]:
    return _others(claim).filter(state__in=Claim.STANDING)


def _others(claim: Claim) -> QuerySet[Claim]:
    others = Claim.objects.filter(enrolment__scheme=claim.enrolment.scheme_id).exclude(pk=claim.pk)
    return others.select_related("benefit", "enrolment__member__person").order_by("pk")


def in_words(claim: Claim) -> str:
    """The days of a claim in words."""
    days = days_of(claim)
    if claim.nights:
        return _("%(first)s to %(last)s") % {"first": _day(days.first), "last": _day(days.end)}
    return _day(claim.event_on)


def _day(on: date) -> str:
    return thai.long_date(on)
