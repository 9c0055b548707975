"""What others add to one baht a day: promised, received, still to come, and for whom (R1.31)."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.paper.workbook import xlsx_response
from villages.views.submitting import submit
from welfare import papers as welfare_papers
from welfare.forms.claims import DayForm
from welfare.forms.years import HandOutForm, MatchingGrantForm, MatchingGrantReceiptForm
from welfare.models import MemberListHandout
from welfare.queries import matching_grants as matching_grants_queries
from welfare.services import handouts, matching_grants
from welfare.views.enrolling import scheme_or_404


@needs("see books")
def matches(request: OfficerRequest, group: Group) -> HttpResponse:
    """Per source and year: for whom, promised, received, still to come; and who counts on a day."""
    scheme, form = scheme_or_404(group), DayForm(request.GET or None)
    context = {"group": group, "claimed": matching_grants_queries.claimed(scheme), "form": form}
    context["handouts"] = scheme.handouts.select_related("by")
    if not form.is_bound or form.is_valid():
        on = form.cleaned_data["on"] if form.is_bound else timezone.localdate()
        context |= {
            "count": matching_grants_queries.count(group, scheme, on),
            "query": urlencode({"on": thai.numeric_date(on)}),
        }
    return render(request, "welfare/matches.html", context)


@needs("see members")
def matched(request: OfficerRequest, group: Group, form: str) -> HttpResponse:
    """The members who count for a match, as PDF or XLSX."""
    scheme, day_form = scheme_or_404(group), DayForm(request.GET or None)
    if day_form.is_bound and not day_form.is_valid():  # its page says why
        return redirect(f"{reverse('welfare:matches', args=[group.slug])}?{request.GET.urlencode()}")
    on = day_form.cleaned_data["on"] if day_form.is_bound else timezone.localdate()
    count = matching_grants_queries.count(group, scheme, on)
    name = welfare_papers.name("match", group, on, form)
    if form == "pdf":
        return pdf_response(name, welfare_papers.matched(group, count, request))
    return xlsx_response(name, welfare_papers.matched_sheet(group, count))


@needs("hand out identities")
def hand_out_members(request: OfficerRequest, group: Group) -> HttpResponse:
    """The same list with whole citizen IDs, for an office that needs them; who took it and why is remembered."""
    scheme, form = scheme_or_404(group), HandOutForm(request.POST or None)

    def list_of(handout: MemberListHandout) -> HttpResponse:
        count = matching_grants_queries.count(group, scheme, handout.counted_on)
        name = welfare_papers.name("match-whole", group, handout.counted_on, "xlsx")
        return xlsx_response(name, welfare_papers.matched_sheet(group, count, handout=handout))

    done = submit(
        request,
        form,
        lambda: handouts.hand_out_members(scheme, **form.cleaned_data, by=request.user),
        to=list_of,
    )
    return done or render(request, "welfare/hand_out_members.html", {"group": group, "form": form})


@needs("take deposits")
def declare_match(request: OfficerRequest, group: Group) -> HttpResponse:
    scheme, today = scheme_or_404(group), timezone.localdate()
    count = matching_grants_queries.count(group, scheme, today)
    usual = {"year": thai.buddhist_year(today.year), "members": len(count.paid_up), "amount": count.expected}
    form = MatchingGrantForm(request.POST or None, initial=usual)
    done = submit(
        request,
        form,
        lambda: matching_grants.declare(scheme, **form.cleaned_data, by=request.user),
        success=_("The promise is written down."),
        to=reverse("welfare:matches", args=[group.slug]),
    )
    return done or render(request, "welfare/declare_match.html", {"group": group, "form": form})


@needs("take deposits")
def match_came(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    grant = get_object_or_404(matching_grants_queries.matches(scheme_or_404(group)), pk=pk)
    claimed = next(each for each in matching_grants_queries.claimed(grant.scheme) if each.matching_grant == grant)
    form = MatchingGrantReceiptForm(request.POST or None, initial={"amount": claimed.owed})
    done = submit(
        request,
        form,
        lambda: matching_grants.ask_to_receive(grant, **form.cleaned_data, by=request.user),
        success=_("A second officer looks at the bank's page and confirms it."),
        to=reverse("welfare:matches", args=[group.slug]),
    )
    return done or render(request, "welfare/match_came.html", {"group": group, "claimed": claimed, "form": form})
