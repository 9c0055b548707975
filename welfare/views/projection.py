"""Can we keep the promise? The pot in twenty years, and what if."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ledger import thai
from villages import charts
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group
from welfare.forms.projection import WhatIfForm
from welfare.queries import projecting as projecting_queries
from welfare.views.enrolling import scheme_or_404

COLOURS = {"good": charts.FOREST, "usual": charts.BLUE, "bad": charts.RED}


@needs("see books")
def projection(request: OfficerRequest, group: Group) -> HttpResponse:
    """Twenty years of the benefits pot under good, usual and bad luck, today's rules or changed ones."""
    scheme, today = scheme_or_404(group), timezone.localdate()
    ground = projecting_queries.ground(scheme, today)
    if ground is None or not ground.members:
        return render(request, "welfare/projection.html", {"group": group, "ground": None})
    form = WhatIfForm(request.GET, ground=ground)
    changed = form.is_bound and form.is_valid() and form.has_changed()
    found = projecting_queries.outlooks(ground, today, form.what_if() if changed else None)
    context = {
        "group": group,
        "ground": ground,
        "form": form,
        "changed": changed,
        "outlooks": found,
        "before": projecting_queries.outlooks(ground, today)["usual"] if changed else None,
        "chart": _chart(found),
        "rows": list(
            zip(found["usual"].years, zip(*(each.years for each in found.values()), strict=True), strict=True)
        ),
    }
    return render(request, "welfare/projection.html", context)


def _chart(outlooks: Mapping[str, projecting_queries.Outlook]) -> SafeString:
    """A line for each kind of luck, in thousands of baht."""
    years = [str(thai.buddhist_year(year.year)) for year in outlooks["usual"].years]
    lines = [
        charts.Line(outlook.name, COLOURS[key], [year.left / 1000 for year in outlook.years])
        for key, outlook in outlooks.items()
    ]
    sentences = " ".join(_sentence(outlook) for outlook in outlooks.values())
    return charts.lines(_("Can we keep the promise?"), sentences, _("thousand baht"), years, lines)


def _sentence(outlook: projecting_queries.Outlook) -> str:
    """When the pot runs dry, in a sentence."""
    if outlook.dry_in:
        params = {"luck": outlook.name, "year": thai.buddhist_year(outlook.dry_in)}
        return _("%(luck)s the pot runs dry in %(year)s.") % params
    return _("%(luck)s the pot lasts for twenty years.") % {"luck": outlook.name}
