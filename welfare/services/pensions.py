"""A month's pensions: written down together, agreed by two officers, approved in one entry, paid one by one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import services as ledger
from ledger.rules import first_of_month
from villages.access import may, own_money
from villages.models import Member
from villages.queries import people as people_queries
from welfare.models import Claim, Enrolment, Scheme, Vote
from welfare.queries import benefits as benefits_queries
from welfare.queries import claims as claims_queries
from welfare.queries import pensions as pensions_queries
from welfare.queries.claims import counted
from welfare.queries.days import with_payments
from welfare.services.claims import approve, check_subfunds

State = Claim.State


@transaction.atomic
def write_pensions(scheme: Scheme, month: date, *, by: User) -> list[Claim]:
    """Claim for everybody who has a right to a pension of this month. Again, only for who is missing.

    Raises ValidationError for a month to come.
    """
    ledger.lock(scheme.group_book.book)
    today = timezone.localdate()
    if first_of_month(month) > today:
        raise ValidationError(_("This month has not begun yet."), code="month")
    return Claim.objects.bulk_create(
        Claim(
            enrolment=each.enrolment,
            benefit=each.benefit,
            event_on=pensions_queries.event_day(month),
            filed_by=by,
            filed_on=today,
            eligible_from=each.outcome.eligible_from,
            saved_days=each.outcome.saved_days,
            amount=each.outcome.amount,
            steps=[list(step) for step in each.outcome.steps],
            payee=_payee(each.enrolment.member),
        )
        for each in pensions_queries.due(scheme, month)
    )


def _payee(member: Member) -> str:
    """Who receives the last pension of somebody who died after the month (R0.14); empty for the living."""
    if not member.person.died_on:
        return ""
    heirs = list(people_queries.nominees_of_the_dead(member))
    return heirs[0].name if len(heirs) == 1 else _("Heirs of %(person)s") % {"person": member.person}


class Agreed(NamedTuple):
    """How many got this officer's yes, how many of them are approved by it, whom others must decide, and which papers
    are missing.
    """

    votes: int
    approved: int
    others: int
    unproved: int = 0


@transaction.atomic
def agree_to_pensions(scheme: Scheme, month: date, *, by: User, drawn_by: str = "") -> Agreed:
    """An officer's yes to every pension of a month that waits, but not to their own (R0.10) or those they wrote down.
    Whoever has two is approved, all in one entry (J30), if the benefits subfund holds it (R5.10). Raises
    ValidationError when it does not, a pension is another one by now, or the officer decides no claims here.
    """
    ledger.lock(scheme.group_book.book)
    if not may(by, "decide welfare", scheme.group_book.group):
        raise ValidationError(_("You may not decide claims of this fund."))
    filed = pensions_queries.of_month(scheme.group_book.group, month).filter(state=State.FILED)
    waiting = list(filed.prefetch_related("votes__by", "evidence"))
    own = own_money(by, [claim.enrolment.member.person for claim in waiting])
    others = {claim for claim in waiting if claim.filed_by_id == by.pk or claim.enrolment.member.person_id in own}
    proved = [claim for claim in waiting if claim not in others and not claims_queries.missing_papers(claim)]
    before = {claim: [vote.by for vote in counted(claim.votes.all())] for claim in proved}
    fresh = [claim for claim in proved if by not in before[claim]]
    Vote.objects.bulk_create(Vote(claim=claim, by=by, yes=True) for claim in fresh)
    ready = sorted((claim for claim in fresh if before[claim]), key=lambda claim: (before[claim][0].pk, claim.pk))
    needs: dict[str, Decimal] = {}
    for claim in ready:
        needs[claim.benefit.subfund] = needs.get(claim.benefit.subfund, Decimal(0)) + claim.amount
    check_subfunds(scheme, needs, drawn_by)
    for first, claims in groupby(_still_right(ready), key=lambda claim: before[claim][0]):
        _approve(list(claims), first, by, drawn_by)
    return Agreed(len(fresh), len(ready), len(others), len(waiting) - len(others) - len(proved))


def _still_right(ready: Sequence[Claim]) -> Sequence[Claim]:
    """Check once more, after what was approved meanwhile; raises ValidationError naming who has no right any more."""
    enrolments = {each.pk: each for each in with_payments(Enrolment.objects.filter(claims__in=ready))}
    before = benefits_queries.histories(enrolments.values(), (State.APPROVED, State.PAID))
    lost = []
    for claim in ready:
        history = [other for other in before.get(claim.enrolment_id, []) if other["pk"] != claim.pk]
        days = {"event_on": claim.event_on, "filed_on": claim.filed_on}
        outcome = benefits_queries.assess(enrolments[claim.enrolment_id], claim.benefit, history, **days)
        if outcome.amount != claim.amount:
            lost.append(str(claim.enrolment.member))
    if lost:
        raise ValidationError(
            _("These pensions are other ones by now: %(members)s. Deny them one by one first."),
            params={"members": ", ".join(lost)},
        )
    return ready


def _approve(claims: Sequence[Claim], first: User, by: User, drawn_by: str) -> None:
    """Owe the money of these claims in one entry (J30)."""
    request_id = uuid5(NAMESPACE_URL, f"pensions {first.pk} {' '.join(claim.number for claim in claims)}")
    approve(claims, first, by, on=timezone.localdate(), request_id=request_id, memo=_("Pensions of the month approved"))
    for claim in claims:
        claim.drawn_by = " ".join(drawn_by.split())
    Claim.objects.bulk_update(claims, ["account", "approval", "state", "decided_at", "drawn_by"])
