"""All welfare funds of the sub-district: for its officers, and what anybody may see without logging in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ledger import thai
from villages import access
from villages.access import needs
from villages.http import OfficerRequest
from welfare.queries import network as network_queries
from welfare.queries import public as public_queries


@needs("see the sub-district")
def network(request: OfficerRequest) -> HttpResponse:
    """Every fund beside the others: members and targets, subfunds, what waits."""
    return render(request, "welfare/network.html", {"funds": network_queries.funds(timezone.localdate())})


@access.public
def public(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Members and benefits of a year, in figures that five people or more share."""
    years = public_queries.years(timezone.localdate())
    year = thai.christian_year(year) if year else years[0]
    if year not in years:
        raise Http404
    villages, kinds = public_queries.paid(year)
    context = {"members": public_queries.members(), "villages": villages, "kinds": kinds, "year": year, "years": years}
    return render(request, "welfare/public.html", context)
