"""Reads of matches: for whom a match is due, what was declared, received and is still owed (R1.31)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from ledger.rules import ZERO
from villages.models import Group
from welfare.models import Match, Scheme
from welfare.queries.days import Standing, law_on, standings

A_YEAR = 365  # days a match is given for


class Claimed(NamedTuple):
    """A match that was declared: what one for one would be, and what came of it; baht."""

    match: Match
    expected: Decimal
    received: Decimal

    @property
    def owed(self) -> Decimal:
        return max(self.match.amount - self.received, ZERO)


class Count(NamedTuple):
    """Who had paid up on a day, and what a match of one for one would be for them in a year."""

    on: date
    paid_up: list[Standing]
    others: int
    expected: Decimal


def count(group: Group, scheme: Scheme, on: date) -> Count:
    """The members who count for a match: paid up to the day or beyond."""
    found = standings(group, on, scheme)
    paid_up = [each for each in found if each.course.state == "active" and each.given]
    return Count(on, paid_up, len(found) - len(paid_up), _one_for_one(scheme, len(paid_up), on))


def _one_for_one(scheme: Scheme, members: int, on: date) -> Decimal:
    """A year of what so many members give, by the by-law of a day."""
    law = law_on(scheme, on)
    return members * A_YEAR * law.a_day if law else ZERO


def matches(scheme: Scheme) -> QuerySet[Match]:
    return scheme.matches.select_related("entry").prefetch_related("receipts__entry__book")


def received(found: QuerySet[Match]) -> dict[int, Decimal]:
    """What arrived of matches, in baht, by match; reversed receipts are gone."""
    arrived = found.filter(receipts__entry__reversal=None, receipts__entry__lines__debit__gt=0)
    return dict(arrived.order_by().values_list("pk").annotate(came=Sum("receipts__entry__lines__debit")))


def claimed(scheme: Scheme) -> list[Claimed]:
    """Every match of a fund with what arrived, the last year first."""
    found = list(scheme.matches.all())
    came = received(scheme.matches.all()) if found else {}
    return [
        Claimed(match, _one_for_one(scheme, match.members, match.counted_on), came.get(match.pk, ZERO))
        for match in found
    ]
