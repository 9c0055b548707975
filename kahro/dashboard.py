"""The overview of the sub-district; each figure links to what it is made of."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kahro import queries as kahro_queries
from kahro.forms import OnForm
from ledger import rules as ledger_rules
from ledger import thai
from villages import access, charts
from villages.access import needs
from villages.http import OfficerRequest
from villages.queries import officers as officers_queries


@needs("see the sub-district")
def dashboard(request: OfficerRequest) -> HttpResponse:
    """The sub-district's figures on a day, the villages below, and the trends of twelve months."""
    form = OnForm.of(request.GET)
    glance = kahro_queries.glance(form.day)
    trend = _drawn(kahro_queries.trend(glance, glance.total, glance.groups))
    context = {"form": form, "on": form.day, "figures": glance.total, "glance": glance, "trend": trend}
    if access.may(request.user, "see the group"):  # an office of the network
        context["news"] = officers_queries.office_news()
    return render(request, "kahro/dashboard.html", context)


@needs("see the sub-district")
def village(request: OfficerRequest, number: int) -> HttpResponse:
    """A village: its groups and their profile cards (R2.3). Number 0 are the groups of the whole sub-district."""
    form = OnForm.of(request.GET)
    glance = kahro_queries.glance(form.day)
    row = next((each for each in glance.villages if each.number == number), None)
    if row is None:
        raise Http404
    readable = {each.group.pk for each in row.groups if access.may(request.user, "see books", each.group)}
    context = {
        "form": form,
        "on": form.day,
        "first_of_month": ledger_rules.first_of_month(form.day),
        "figures": row.figures,
        "village": row.village,
        "groups": row.groups,
        "readable": readable,
        "all_readable": len(readable) == len(row.groups),
        "trend": _drawn(kahro_queries.trend(glance, row.figures, row.groups)) if row.groups else None,
    }
    return render(request, "kahro/village.html", context)


def _drawn(trend: kahro_queries.Trend) -> dict:
    """The charts and the table of the same figures."""
    return {
        "charts": [
            charts.trend(_("Members' savings (baht)"), trend.months, trend.savings, charts.FOREST),
            charts.trend(_("Cash and bank (baht)"), trend.months, trend.cash, charts.BROWN),
            charts.trend(_("Members (people)"), trend.months, trend.members, charts.BLUE),
        ],
        "rows": list(zip(map(thai.short_month, trend.months), trend.savings, trend.cash, trend.members, strict=True)),
    }
