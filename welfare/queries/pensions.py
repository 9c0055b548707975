"""Reads of the monthly pensions: who has one this month, what was agreed and paid (R1.28)."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from ledger.rules import first_of_month, last_of_month
from villages.models import Group
from welfare.models import Benefit, Claim, Enrolment, Scheme
from welfare.queries.benefits import assess, histories, table_on
from welfare.queries.claims import claims
from welfare.queries.days import with_payments
from welfare.rules.benefits import Outcome


class Pension(NamedTuple):
    """What a member has a right to for a month."""

    enrolment: Enrolment
    benefit: Benefit
    outcome: Outcome


def event_day(month: date) -> date:
    """The day by which a month's pensions are judged: its last one, in the running month today."""
    return min(last_of_month(month), timezone.localdate())


def due(scheme: Scheme, month: date) -> list[Pension]:
    """Who has a right to a pension of a month that nobody wrote down yet."""
    on, today = event_day(month), timezone.localdate()
    table = table_on(scheme, on)
    lines = [line for line in table.benefits.all() if line.way == Benefit.Way.MONTHLY] if table else []
    if not lines:
        return []
    everybody = list(_alive_through(scheme, on))
    before = histories(everybody)
    pensions = []
    for enrolment in everybody:
        for line in lines:
            outcome = assess(enrolment, line, before.get(enrolment.pk, []), event_on=on, filed_on=today)
            if not outcome.refused:
                pensions.append(Pension(enrolment, line, outcome))
    return pensions


def _alive_through(scheme: Scheme, on: date) -> QuerySet[Enrolment]:
    """Who was a member until a day, also who died or left after it (R0.14)."""
    member = Q(member__left_on=None) | Q(member__left_on__gt=on)
    alive = Q(member__person__died_on=None) | Q(member__person__died_on__gt=on)
    enrolments = with_payments(scheme.enrolments.filter(member & alive))
    return enrolments.order_by("member__number")


def of_month(group: Group, month: date) -> QuerySet[Claim]:
    """The pensions written down for a month, in order of the members' numbers."""
    days = (first_of_month(month), last_of_month(month))
    pensions = claims(group).filter(benefit__way=Benefit.Way.MONTHLY, event_on__range=days)
    return pensions.order_by("enrolment__member__number")
