"""The pensions of a month: who has one, written down, agreed, paid one by one."""

from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ledger.rules import first_of_month, first_of_next_month
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.views.submitting import press
from welfare import papers as welfare_papers
from welfare.models import Claim, Scheme
from welfare.queries import pensions as pensions_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import pensions
from welfare.views.enrolling import scheme_or_404


def _month(written: str) -> date:
    """The first of the asked month, else of this one; a month to come is not looked at."""
    this = first_of_month(timezone.localdate())
    try:
        return min(first_of_month(date.fromisoformat(f"{written}-01")), this)
    except ValueError:
        return this


def _back(group: Group, month: date) -> HttpResponse:
    return redirect(reverse("welfare:pensions", args=[group.slug]) + f"?month={month:%Y-%m}")


@needs("see claims")
def pensions_page(request: OfficerRequest, group: Group) -> HttpResponse:
    """Everybody with a pension of the month, and what comes next."""
    scheme, month = scheme_or_404(group), _month(request.GET.get("month", ""))
    written = list(pensions_queries.of_month(group, month))
    due = pensions_queries.due(scheme, month)
    states = [claim.state for claim in written]
    context = {
        "group": group,
        "month": month,
        "before": first_of_month(date.fromordinal(month.toordinal() - 1)),
        "after": first_of_next_month(month) if month < first_of_month(timezone.localdate()) else None,
        "written": written,
        "due": due,
        "due_total": sum((each.outcome.amount for each in due), Decimal(0)),
        "total": sum((claim.amount for claim in written if claim.state != Claim.State.DENIED), Decimal(0)),
        "waiting": states.count(Claim.State.FILED),
        "unpaid": states.count(Claim.State.APPROVED),
        "free": _free(scheme, written) if Claim.State.FILED in states else None,
    }
    return render(request, "welfare/pensions.html", context)


def _free(scheme: Scheme, written: list[Claim]) -> Decimal:
    """What the subfunds of these pensions may still promise."""
    free = subfunds_queries.subfunds_on(scheme, timezone.localdate()).free
    return sum((getattr(free, subfund) for subfund in {claim.benefit.subfund for claim in written}), Decimal(0))


@needs("see claims")
def pensions_pdf(request: OfficerRequest, group: Group) -> HttpResponse:
    """The list on which everybody signs for their money."""
    scheme_or_404(group)
    month = _month(request.GET.get("month", ""))
    claims = pensions_queries.of_month(group, month).filter(state__in=(Claim.State.APPROVED, Claim.State.PAID))
    return pdf_response(
        welfare_papers.name("pensions", group, month), welfare_papers.pensions(group, month, list(claims), request)
    )


@require_POST
@needs("file claims")
def write_pensions(request: OfficerRequest, group: Group) -> HttpResponse:
    month = _month(request.POST.get("month", ""))
    written = pensions.write_pensions(scheme_or_404(group), month, by=request.user)
    messages.success(request, _("%(n)d pensions are written down. Two officers decide.") % {"n": len(written)})
    return _back(group, month)


@require_POST
@needs("decide welfare")
def agree_to_pensions(request: OfficerRequest, group: Group) -> HttpResponse:
    month, drawn_by = _month(request.POST.get("month", "")), request.POST.get("drawn_by", "")[:120]
    return press(
        request,
        lambda: _agree(request, scheme_or_404(group), month, drawn_by),
        success=None,
        to=_back(group, month),
    )


def _agree(request: OfficerRequest, scheme: Scheme, month: date, drawn_by: str) -> None:
    """Agree to what is one's to decide, and say what else waits and for whom."""
    done = pensions.agree_to_pensions(scheme, month, by=request.user, drawn_by=drawn_by)
    params = {"voices": done.votes, "approved": done.approved}
    messages.success(request, _("You agreed to %(voices)d; %(approved)d are approved.") % params)
    if done.others:
        others = _("%(n)d are your own, your household's or written down by you: others decide them.")
        messages.info(request, others % {"n": done.others})
    if done.unproved:
        messages.info(request, _("%(n)d wait for their papers. Add them on the claim.") % {"n": done.unproved})
