"""The overview of a fund, and its years."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ledger import thai
from ledger.rules import first_of_month
from villages.access import may, needs, takes_files
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.views.submitting import press, submit
from welfare import papers as welfare_papers
from welfare.forms.years import CloseYearForm
from welfare.models import Scheme
from welfare.queries import claims as claims_queries
from welfare.queries import days as days_queries
from welfare.queries import matching_grants as matching_grants_queries
from welfare.queries import overview as overview_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import days, years
from welfare.views.enrolling import fund_of, scheme_or_404


@needs("see books")
def fund(request: OfficerRequest, group: Group) -> HttpResponse:
    """Everything of a fund on one page."""
    scheme, today = days_queries.scheme(fund_of(group)), timezone.localdate()
    if scheme is None:
        return render(request, "welfare/fund.html", {"group": group, "scheme": None})
    rows = overview_queries.branches(scheme, days_queries.standings(group, today, scheme), today)
    context = {
        "group": group,
        "scheme": scheme,
        "rows": rows,
        "whole": overview_queries.whole(rows),
        "subfunds": subfunds_queries.subfunds_on(scheme, today),
        "queue": claims_queries.queue(group, today) if may(request.user, "see claims", group) else None,
        "owed": sum(each.owed for each in matching_grants_queries.claimed(scheme)),
    }
    return render(request, "welfare/fund.html", context)


def _year(request: OfficerRequest, scheme: Scheme) -> subfunds_queries.Fund:
    written = request.GET.get("year", "")
    year = (
        thai.christian_year(int(written))
        if thai.is_figures(written) and len(written) == 4
        else timezone.localdate().year
    )
    fund_year = subfunds_queries.fund_year(scheme, year) if 1990 < year <= timezone.localdate().year else None
    if fund_year is None:
        raise Http404
    return fund_year


@needs("see books")
def year(request: OfficerRequest, group: Group) -> HttpResponse:
    """A year: what came in and went out, and what that makes of the subfunds; as it stands, or as it was closed."""
    scheme = scheme_or_404(group)
    fund_year, today = _year(request, scheme), timezone.localdate()
    begun = vars(scheme)["begun"] or today
    context = {
        "group": group,
        "fund_year": fund_year,
        "over": subfunds_queries.last_day(fund_year.year) < today,
        "years": range(today.year, begun.year - 1, -1),
        "notes": subfunds_queries.notes(scheme, fund_year.year),
        "defers": any(each.defers for each in scheme.bylaws.all()),
    }
    return render(request, "welfare/year.html", context)


@needs("see books")
def year_pdf(request: OfficerRequest, group: Group) -> HttpResponse:
    scheme = scheme_or_404(group)
    fund_year = _year(request, scheme)
    content = welfare_papers.year(
        group, fund_year, subfunds_queries.notes(scheme, fund_year.year), scheme.group_book.book, request
    )
    return pdf_response(welfare_papers.name("year", group, subfunds_queries.last_day(fund_year.year)), content)


@needs("close months")
@takes_files
def close_year(request: OfficerRequest, group: Group) -> HttpResponse:
    """What the general meeting resolved; a second officer closes the year."""
    scheme = scheme_or_404(group)
    fund_year = _year(request, scheme)
    form = CloseYearForm(request.POST or None, request.FILES or None)
    done = submit(
        request,
        form,
        lambda: years.ask_to_close(scheme, fund_year.year, **form.cleaned_data, by=request.user),
        success=_("A second officer closes the year."),
        to=reverse("welfare:year", args=[group.slug]) + f"?year={thai.buddhist_year(fund_year.year)}",
    )
    return done or render(request, "welfare/close_year.html", {"group": group, "fund_year": fund_year, "form": form})


@require_POST
@needs("close months")
def recognise(request: OfficerRequest, group: Group) -> HttpResponse:
    """Days paid ahead that passed until the end of last month become income."""
    until = first_of_month(timezone.localdate()) - timedelta(days=1)
    some, none = _("The days until %(day)s are income now."), _("Nothing paid ahead has passed by %(day)s.")
    return press(
        request,
        lambda: days.recognise(scheme_or_404(group), until, by=request.user),
        success=lambda entry: (some if entry else none) % {"day": thai.long_date(until)},
        to=reverse("welfare:year", args=[group.slug]),
    )
