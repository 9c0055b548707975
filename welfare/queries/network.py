"""Every welfare fund of the sub-district beside the others."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q

from ledger.rules import ZERO
from villages.models import Group
from welfare.models import Claim, MatchingGrant, Scheme
from welfare.queries import matching_grants as matching_grants_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.queries.claims import late_before
from welfare.queries.days import bylaw_on, enrolments, membership_status
from welfare.queries.rounds import last_rounds


class Glance(NamedTuple):
    """A fund on a day: who gives, how many it hopes for, what its subfunds hold, which claims wait, what is owed."""

    group: Group
    members: int
    paid_up: int
    target: int
    free: Decimal
    together: Decimal
    waiting: int
    late: int
    owed: Decimal


def funds(on: date) -> list[Glance]:
    """Real funds only, by village; a fixed number of queries whatever their number."""
    all_schemes = Scheme.objects.filter(group_book__group__is_practice=False).select_related(
        "group_book__book", "group_book__group__village"
    )
    schemes = list(
        all_schemes.prefetch_related("bylaws").order_by("group_book__group__village__number", "group_book__group__slug")
    )
    states, by_scheme = _states(schemes, on), subfunds_queries.subfunds_by_scheme(schemes, on)
    targets, claims, owed = _targets(schemes, on), _claims(schemes, on), _owed(schemes)
    return [
        Glance(
            each.group_book.group,
            states[each.pk].total(),
            states[each.pk]["active"],
            targets.get(each.pk, 0),
            by_scheme[each.pk].free.benefits,
            by_scheme[each.pk].together,
            *claims.get(each.pk, (0, 0)),
            owed.get(each.pk, ZERO),
        )
        for each in schemes
    ]


def _states(schemes: Sequence[Scheme], on: date) -> dict[int, Counter[str]]:
    """How many members have which status, apart from those whose membership ended."""
    known = {scheme.pk: scheme for scheme in schemes}
    counts: dict[int, Counter[str]] = {pk: Counter() for pk in known}
    for enrolment in enrolments([scheme.group_book for scheme in schemes]).prefetch_related(None):
        enrolment.scheme = known[enrolment.scheme_id]
        if bylaw_on(enrolment.scheme, on):
            state = membership_status(enrolment, on).state
            counts[enrolment.scheme_id][state] += state != "ended"
    return counts


def _targets(schemes: Sequence[Scheme], on: date) -> dict[int, int]:
    """What the last round of each village hopes for, together."""
    targets: Counter[int] = Counter()
    for each in last_rounds(schemes, on).values():
        targets[each.scheme_id] += each.target
    return targets


def _claims(schemes: Sequence[Scheme], on: date) -> dict[int, tuple[int, int]]:
    """Claims that wait for a decision or their money, and how many of them were approved more than 15 days ago."""
    states = (Claim.State.FILED, Claim.State.APPEALED, Claim.State.APPROVED)
    late = Q(state=Claim.State.APPROVED, approval__on__lt=late_before(on))
    rows = Claim.objects.filter(enrolment__scheme__in=schemes, state__in=states).order_by()
    counted = rows.values_list("enrolment__scheme").annotate(n=Count("pk"), late=Count("pk", filter=late))
    return {scheme: (waiting, old) for scheme, waiting, old in counted}


def _owed(schemes: Sequence[Scheme]) -> dict[int, Decimal]:
    """What was promised and has not arrived, in baht."""
    promised = MatchingGrant.objects.filter(scheme__in=schemes)
    came, owed = matching_grants_queries.received(promised), dict[int, Decimal]()
    for grant in promised:
        owed[grant.scheme_id] = owed.get(grant.scheme_id, ZERO) + grant.amount - came.get(grant.pk, ZERO)
    return owed
