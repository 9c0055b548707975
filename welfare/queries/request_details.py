"""What a second officer reads before deciding about a welfare fund, line by line, with where each opens."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from funds.queries.request_details import baht
from ledger import thai
from villages.models import PendingRequest
from villages.services.acts import Detail
from welfare.models import Claim, MatchingGrant
from welfare.queries import matching_grants as matching_grants_queries


def match_came(request: PendingRequest) -> Iterable[Detail]:
    """What was promised, what has come of it, and what comes now."""
    arguments, group = request.arguments, request.of_group
    grant = MatchingGrant.objects.select_related("scheme__group_book__book").get(
        pk=arguments["match"], scheme__group_book__group=group
    )
    claimed = next(each for each in matching_grants_queries.claimed(grant.scheme) if each.matching_grant == grant)
    page = reverse("welfare:matches", args=[group.slug])
    yield Detail(_("Source"), grant.get_source_display(), page)
    yield Detail(_("For the year"), thai.buddhist_year(grant.year))
    yield Detail(_("Promised"), baht(grant.amount))
    yield Detail(_("Still to come"), baht(claimed.owed))
    yield Detail(_("Came to the bank"), baht(Decimal(arguments["amount"])))
    yield Detail(_("Day"), thai.long_date(date.fromisoformat(arguments["on"])))


def lapse(request: PendingRequest) -> Iterable[Detail]:
    """The claim, whose it is and since when it lies there."""
    group = request.of_group
    claim = Claim.objects.select_related("enrolment__member__person", "benefit").get(pk=request.arguments["claim"])
    member = claim.enrolment.member
    yield Detail(_("Claim"), claim.number, reverse("welfare:claim", args=[group.slug, claim.pk]))
    yield Detail(
        _("Member"),
        f"{member.person} ({member.number})",
        reverse("welfare:member", args=[group.slug, claim.enrolment.pk]),
    )
    yield Detail(_("Amount"), baht(claim.amount))
    yield Detail(_("Day"), thai.long_date(claim.event_on))


def closing(request: PendingRequest) -> Iterable[Detail]:
    """The year's statement, and the meeting that adopted it."""
    arguments, group = request.arguments, request.of_group
    year = thai.buddhist_year(arguments["year"])
    yield Detail(_("Year"), year, reverse("welfare:year", args=[group.slug]) + f"?year={year}")
    yield Detail(_("Day of the meeting"), thai.long_date(date.fromisoformat(arguments["met_on"])))
    yield Detail(_("Resolution"), arguments["resolution"])
    yield Detail(_("People present"), arguments["attended"])
