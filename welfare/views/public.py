"""What anybody may see of the welfare funds, without logging in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from welfare.queries import public as queries


def public(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Members and benefits of a year, in figures that five people or more share."""
    years = queries.years(timezone.localdate())
    year = year - 543 if year else years[0]
    if year not in years:
        raise Http404
    villages, kinds = queries.paid(year)
    context = {"members": queries.members(), "villages": villages, "kinds": kinds, "year": year, "years": years}
    return render(request, "welfare/public.html", context)


public.act = "public"  # type: ignore[attr-defined]
