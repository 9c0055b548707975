"""Whether the fund can keep its promise: the subfund in twenty years, by today's rules and by others."""

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
    """Twenty years of the benefits subfund in a good, a usual and a bad scenario, by today's rules or changed ones."""
    scheme, today = scheme_or_404(group), timezone.localdate()
    inputs = projecting_queries.projection_inputs(scheme, today)
    if inputs is None or not inputs.members:
        return render(request, "welfare/projection.html", {"group": group, "inputs": None})
    form = WhatIfForm(request.GET, inputs=inputs)
    changed = form.is_bound and form.is_valid() and form.has_changed()
    results = projecting_queries.results(inputs, today, form.what_if() if changed else None)
    context = {
        "group": group,
        "inputs": inputs,
        "form": form,
        "changed": changed,
        "results": results,
        "before": projecting_queries.results(inputs, today)["usual"] if changed else None,
        "chart": _chart(results),
        "rows": list(
            zip(results["usual"].years, zip(*(each.years for each in results.values()), strict=True), strict=True)
        ),
    }
    return render(request, "welfare/projection.html", context)


def _chart(results: Mapping[str, projecting_queries.ProjectionResult]) -> SafeString:
    """A line for each scenario, in thousands of baht."""
    years = [str(thai.buddhist_year(year.year)) for year in results["usual"].years]
    lines = [
        charts.Line(result.name, COLOURS[key], [year.left / 1000 for year in result.years])
        for key, result in results.items()
    ]
    sentences = " ".join(_sentence(result) for result in results.values())
    return charts.lines(_("Can we keep the promise?"), sentences, _("thousand baht"), years, lines)


def _sentence(result: projecting_queries.ProjectionResult) -> str:
    """When the subfund becomes empty, in a sentence."""
    if result.dry_in:
        params = {"luck": result.name, "year": thai.buddhist_year(result.dry_in)}
        return _("%(luck)s the pot runs dry in %(year)s.") % params
    return _("%(luck)s the pot lasts for twenty years.") % {"luck": result.name}
