"""The sub-district at a glance; each figure opens to what it is made of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kahro import charts, queries
from kahro.forms import OnForm
from ledger import thai
from villages import access
from villages.access import needs
from villages.models import Group, Village


@needs("see the sub-district")
def dashboard(request: HttpRequest) -> HttpResponse:
    form = OnForm(request.GET)
    glance = queries.glance(form.day())
    context = {
        "form": form,
        "glance": glance,
        "trend": _drawn(queries.trend(glance.on)),
        "open_groups": {group.pk for group in access.groups(request.user)},
    }
    return render(request, "kahro/dashboard.html", context)


@needs("see the sub-district")
def village(request: HttpRequest, number: int) -> HttpResponse:
    """A village: its groups, their profile cards (R2.3), their trend."""
    found = get_object_or_404(Village, number=number)
    form = OnForm(request.GET)
    glance = queries.glance(form.day())
    figures, groups = next((row[1], row[2]) for row in glance.villages if row[0] == found)
    context = {
        "form": form,
        "glance": glance,
        "village": found,
        "figures": figures,
        "groups": groups,
        "trend": _drawn(queries.trend(glance.on, Group.objects.filter(village=found))),
        "open_groups": {group.pk for group in access.groups(request.user)},
    }
    return render(request, "kahro/village.html", context)


def _drawn(trend: queries.Trend) -> dict:
    """The charts and the table of the same figures."""
    labels = [thai.short_month(month) for month in trend.months]
    return {
        "charts": [
            charts.trend(_("Savings (baht)"), labels, trend.savings),
            charts.trend(_("Cash and bank (baht)"), labels, trend.cash),
            charts.trend(_("Memberships"), labels, trend.members),
        ],
        "rows": list(zip(labels, trend.savings, trend.cash, trend.members, strict=True)),
    }
