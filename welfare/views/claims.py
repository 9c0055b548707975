"""What a member is entitled to, and a claim from filing to cash."""

from collections.abc import Callable
from pathlib import PurePath
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from villages.access import may, needs, takes_files
from villages.forms.fields import form_id
from villages.http import MemberRequest, OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.views.submitting import press, submit
from welfare import papers as welfare_papers
from welfare.forms.claims import ClaimForm, DayForm, EvidenceForm, ReasonForm
from welfare.forms.schemes import SponsorForm
from welfare.models import Benefit, Claim, Enrolment, Evidence
from welfare.queries import benefits as benefits_queries
from welfare.queries import claims as claims_queries
from welfare.queries import days as days_queries
from welfare.queries import events as events_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import claims, payments, schemes
from welfare.views.enrolling import scheme_or_404


def _enrolment(group: Group, pk: int) -> Enrolment:
    return get_object_or_404(days_queries.with_payments(scheme_or_404(group).enrolments.all()), pk=pk)


def _claim(group: Group, pk: int) -> Claim:
    scheme = scheme_or_404(group)
    shown = get_object_or_404(claims_queries.claims(group), pk=pk)
    shown.enrolment.scheme = scheme  # with its rules
    return shown


def _page_of(group: Group, pk: int) -> str:
    return reverse("welfare:claim", args=[group.slug, pk])


@needs("see members")
def member(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """What each line of the table would pay a member on a day, and why."""
    enrolment, form = _enrolment(group, pk), DayForm(request.GET or None)
    today = timezone.localdate()
    on = form.cleaned_data["on"] if form.is_valid() else today
    context = {
        "group": group,
        "enrolment": enrolment,
        "form": form,
        "on": on,
        "standing": days_queries.standing(enrolment, min(on, today))
        if days_queries.bylaw_on(enrolment.scheme, on)
        else None,
        "entitlements": benefits_queries.entitlements(enrolment, on),
        "paid": days_queries.statement(enrolment),
        "sponsor_form": SponsorForm(initial={"sponsor_name": enrolment.sponsor_name or enrolment.sponsor or ""}),
        "claims": claims_queries.of_enrolment(enrolment) if may(request.user, "see claims", group) else [],
    }
    return render(request, "welfare/member.html", context)


@require_POST
@needs("keep members")
def come_back(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Whose membership ended begins anew today."""
    return press(
        request,
        lambda: schemes.come_back(_enrolment(group, pk), on=timezone.localdate()),
        success=_("Days count from today."),
        to=reverse("welfare:member", args=[group.slug, pk]),
    )


@needs("file claims")
@takes_files
def file_claim(request: OfficerRequest, group: Group, pk: int, line: int) -> HttpResponse:
    """An officer writes down what a member asks for."""
    enrolment = _enrolment(group, pk)
    benefit = get_object_or_404(Benefit, pk=line, table__scheme=enrolment.scheme_id, table__agreed_at__isnull=False)
    form = ClaimForm(request.POST or None, request.FILES or None, benefit=benefit, member=enrolment.member)
    done = submit_claim(request, enrolment, benefit, form, to=lambda claim: _page_of(group, claim.pk))
    context = {"group": group, "enrolment": enrolment, "benefit": benefit, "form": form}
    return done or render(request, "welfare/file_claim.html", context)


def submit_claim(
    request: MemberRequest, enrolment: Enrolment, benefit: Benefit, form: ClaimForm, *, to: Callable[[Claim], str]
) -> HttpResponse | None:
    """Write down the claim of a form; None where it is refused, and the form says why."""
    return submit(
        request,
        form,
        lambda: claims.file(enrolment, benefit, **form.asked_for(), by=request.user),
        success=_("The claim is written down. Two officers decide."),
        to=to,
    )


@needs("see claims")
def claims_page(request: OfficerRequest, group: Group) -> HttpResponse:
    """What waits for a decision or for its money, and what was paid this year."""
    scheme, today = scheme_or_404(group), timezone.localdate()
    context = {
        "group": group,
        "queue": claims_queries.queue(group, today),
        "free": subfunds_queries.available(scheme, today),
        "paid": claims_queries.by_kind(group, today.year),
        "today": today,
    }
    return render(request, "welfare/claims.html", context)


@needs("see claims")
def claim(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A claim: why this much, who agreed, what is missing, and what may be done now."""
    shown = _claim(group, pk)
    missing = claims_queries.missing_papers(shown)
    decides = shown.state == Claim.State.FILED and may(request.user, "decide welfare", group)
    context = {
        "group": group,
        "claim": shown,
        "steps": benefits_queries.in_sentences(shown.steps),
        "agreed": claims_queries.agreed(shown),
        "missing": missing,
        "papers": shown.evidence.prefetch_related("views__by") if _sees_papers(request, group, shown) else [],
        "evidence_form": EvidenceForm(missing=missing) if missing else None,
        "form": ReasonForm(),
        "alike": events_queries.alike(shown) if decides else [],
        "free": subfunds_queries.available(shown.enrolment.scheme, timezone.localdate(), shown.benefit.subfund),
        "waited": claims_queries.waited(shown),
    }
    return render(request, "welfare/claim.html", context)


def _sees_papers(request: OfficerRequest, group: Group, claim: Claim) -> bool:
    return claims_queries.may_see(request.user, claim, may(request.user, "decide welfare", group))


@needs("see members")
def voucher(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The claim on paper, for the file and for the receiver to sign.

    Who may see books but no claims, such as an auditor, reads by which rule, by what sum, who agreed and how it was
    paid; neither whose claim it is nor what it says about them (R9.14).
    """
    shown, whole = _claim(group, pk), may(request.user, "see claims", group)
    if not whole and not may(request.user, "see books", group):
        raise PermissionDenied
    content = welfare_papers.voucher(shown, group, request, whole=whole)
    return pdf_response(welfare_papers.name(f"claim-{shown.number}", group, shown.filed_on), content)


@needs("see members")
def card(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A member's card with the code that leads an officer to their page."""
    enrolment, today = _enrolment(group, pk), timezone.localdate()
    if days_queries.bylaw_on(enrolment.scheme, today) is None:
        raise Http404
    content = welfare_papers.card(days_queries.standing(enrolment, today), request)
    return pdf_response(welfare_papers.name(f"card-{enrolment.member.number}", group, today), content)


@needs("see claims")
def evidence(request: OfficerRequest, group: Group, pk: int, paper: int) -> FileResponse:
    """A paper of a claim, for who decides and who filed it only (R9.14)."""
    of_claim = _claim(group, pk)
    if not _sees_papers(request, group, of_claim):
        raise PermissionDenied
    return shown(request, get_object_or_404(Evidence, pk=paper, claim=of_claim))


@require_POST
@needs("file claims")
@takes_files
def add_evidence(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    return hand_in(request, _claim(group, pk), to=_page_of(group, pk))


def hand_in(request: MemberRequest, claim: Claim, *, to: str) -> HttpResponse:
    """Keep the paper that was chosen, or say what is wrong with it."""
    form = EvidenceForm(request.POST, request.FILES, missing=claims_queries.missing_papers(claim))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(to)
    paper = form.cleaned_data
    return press(
        request,
        lambda: claims.add_evidence(claim, paper["name"], paper["paper"], by=request.user),
        success=_("The paper is kept."),
        to=to,
    )


def shown(request: MemberRequest, paper: Evidence) -> FileResponse:
    """A paper, for whoever may look; who looked is written down."""
    file = claims.open_evidence(paper, by=request.user)
    response = FileResponse(file.open("rb"), filename=PurePath(str(file)).name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@needs("decide welfare")
def decide(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """An officer's yes or no."""
    form = ReasonForm(request.POST)
    submitted = form.cleaned_data if form.is_valid() else {}
    yes = "yes" in request.POST
    return press(
        request,
        lambda: claims.decide(_claim(group, pk), yes=yes, by=request.user, **submitted),
        success=_("You agreed.") if yes else _("The claim is denied."),
        to=_page_of(group, pk),
    )


@require_POST
@needs("pay welfare")
def ask_to_lapse(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Nobody fetched the money; a second officer takes the claim back (J32)."""
    claim = _claim(group, pk)
    reason = request.POST.get("reason", "")[:300]
    return press(
        request,
        lambda: payments.ask_to_lapse(claim, request_id=form_id(request.POST), reason=reason, by=request.user),
        success=_("A second officer decides."),
        to=_page_of(group, pk),
    )


@require_POST
@needs("pay welfare")
def pay(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Pay the money, from the box or the bank."""
    claim = _claim(group, pk)
    request_id, from_bank = claims_queries.payment_id(claim), "bank" in request.POST
    month, to = request.POST.get("month"), _page_of(group, pk)
    if month:
        to = reverse("welfare:pensions", args=[group.slug]) + f"?{urlencode({'month': month})}"
    return press(
        request,
        lambda: payments.pay(claim, by=request.user, request_id=request_id, from_bank=from_bank),
        success=_("Paid. Let the receiver sign the receipt."),
        to=to,
    )


@require_POST
@needs("file claims")
def appeal(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")[:300]
    return press(
        request,
        lambda: claims.appeal(_claim(group, pk), reason=reason, by=request.user),
        success=_("The claim goes to the meeting."),
        to=_page_of(group, pk),
    )


@require_POST
@needs("decide welfare")
def settle_appeal(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    upheld, resolution = "yes" in request.POST, request.POST.get("reason", "")[:120]
    return press(
        request,
        lambda: claims.settle_appeal(_claim(group, pk), upheld=upheld, resolution=resolution, by=request.user),
        success=_("The meeting's resolution is written down."),
        to=_page_of(group, pk),
    )
