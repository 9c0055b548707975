"""The sub-district at a glance; each figure opens to what it is made of."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kahro import charts, queries
from kahro.forms import OnForm
from ledger import rules, thai
from villages.access import needs
from villages.models import Group


@needs("see the sub-district")
def dashboard(request: HttpRequest) -> HttpResponse:
    form = OnForm.of(request.GET)
    glance = queries.glance(form.day)
    context = {"figures": glance.total, "glance": glance, "trend": _drawn(queries.trend(glance.on, glance.total))}
    return render(request, "kahro/dashboard.html", context | _common(request, form))


@needs("see the sub-district")
def village(request: HttpRequest, number: int) -> HttpResponse:
    """A village: its groups and their profile cards (R2.3). Number 0 are the groups of the whole sub-district."""
    form = OnForm.of(request.GET)
    found = next((row for row in queries.glance(form.day).villages if row.number == number), None)
    if found is None:
        raise Http404
    groups = [row.group for row in found.groups]
    trend = _drawn(queries.trend(form.day, found.figures, groups)) if groups else None
    context = {"figures": found.figures, "village": found.village, "groups": found.groups, "trend": trend}
    return render(request, "kahro/village.html", context | _common(request, form))


def _common(request: HttpRequest, form: OnForm) -> dict:
    """The day asked for, and whose books may be opened from here."""
    readable = {group.pk for group in queries.readable(request.user)}
    every = readable >= set(Group.objects.values_list("pk", flat=True))
    first = rules.first_of_month(form.day)
    return {"form": form, "on": form.day, "first_of_month": first, "readable": readable, "all_readable": every}


def _drawn(trend: queries.Trend) -> dict:
    """The charts and the table of the same figures."""
    return {
        "charts": [
            charts.trend(_("Members' savings (baht)"), trend.months, trend.savings, charts.FOREST),
            charts.trend(_("Cash and bank (baht)"), trend.months, trend.cash, charts.BROWN),
            charts.trend(_("Members (people)"), trend.months, trend.members, charts.BLUE),
        ],
        "rows": list(zip(map(thai.short_month, trend.months), trend.savings, trend.cash, trend.members, strict=True)),
    }
