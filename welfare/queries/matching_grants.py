"""Reads of matches: for whom a match is due, what was declared, received and is still owed (R1.31)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from ledger.rules import ZERO
from villages.models import Group
from welfare.models import MatchingGrant, Scheme
from welfare.queries.days import Standing, bylaw_on, standings

A_YEAR = 365  # days a match is given for


class Claimed(NamedTuple):
    """A match that was declared: what one for one would be, and what came of it; baht."""

    matching_grant: MatchingGrant
    expected: Decimal
    received: Decimal

    @property
    def owed(self) -> Decimal:
        """What is still to come of the grant, in baht."""
        return max(self.matching_grant.amount - self.received, ZERO)


class Count(NamedTuple):
    """Who had paid up on a day, and what a match of one for one would be for them in a year."""

    on: date
    paid_up: list[Standing]
    others: int
    expected: Decimal


def count(group: Group, scheme: Scheme, on: date) -> Count:
    """The members who count for a match: paid up to the day or beyond."""
    rows = standings(group, on, scheme)
    paid_up = [each for each in rows if each.status.state == "active" and each.given]
    return Count(on, paid_up, len(rows) - len(paid_up), _one_for_one(scheme, len(paid_up), on))


def _one_for_one(scheme: Scheme, members: int, on: date) -> Decimal:
    """A year of what so many members give, by the by-law of a day."""
    bylaw = bylaw_on(scheme, on)
    return members * A_YEAR * bylaw.a_day if bylaw else ZERO


def matches(scheme: Scheme) -> QuerySet[MatchingGrant]:
    """The matching grants of a scheme, with what was received of each."""
    return scheme.matching_grants.select_related("entry").prefetch_related("receipts__entry__book")


def received(grants: QuerySet[MatchingGrant]) -> dict[int, Decimal]:
    """What arrived of matches, in baht, by match; reversed receipts are gone."""
    arrived = grants.filter(receipts__entry__reversal=None, receipts__entry__lines__debit__gt=0)
    return dict(arrived.order_by().values_list("pk").annotate(came=Sum("receipts__entry__lines__debit")))


def claimed(scheme: Scheme) -> list[Claimed]:
    """Every match of a fund with what arrived, the last year first."""
    grants = list(scheme.matching_grants.all())
    came = received(scheme.matching_grants.all()) if grants else {}
    return [
        Claimed(grant, _one_for_one(scheme, grant.members, grant.counted_on), came.get(grant.pk, ZERO))
        for grant in grants
    ]
