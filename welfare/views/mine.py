"""A member's own welfare: what they would receive, and claims they file for themselves or their family."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from villages.access import member_page, takes_files
from villages.http import MemberRequest
from villages.models import Person
from villages.views.submitting import press
from welfare.forms.claims import ClaimForm, EvidenceForm
from welfare.models import Benefit, Claim, Evidence
from welfare.queries import benefits as benefits_queries
from welfare.queries import claims as claims_queries
from welfare.queries import days as days_queries
from welfare.queries import family as family_queries
from welfare.services import claims
from welfare.views.claims import hand_in, shown, submit_claim


@member_page
def mine(request: MemberRequest, person: Person) -> HttpResponse:
    """What one's own days give today, in every fund, one's claims, and for whom of the family one may ask."""
    today, memberships = timezone.localdate(), []
    everybody = list(days_queries.with_payments(family_queries.enrolments(person)))
    for enrolment in everybody:
        if days_queries.bylaw_on(enrolment.scheme, today) and enrolment.member.person_id == person.pk:
            stands = days_queries.standing(enrolment, today)
            memberships.append((stands, stands.status.payments, benefits_queries.entitlements(enrolment, today)))
    others = [each for each in everybody if each.member.person_id != person.pk]
    tables = {each.scheme: benefits_queries.table_on(each.scheme, today) for each in others}
    context = {
        "person": person,
        "memberships": memberships,
        "others": [
            (each, benefits_queries.offered(each, table, today)) for each in others if (table := tables[each.scheme])
        ],
        "claims": claims_queries.of_person(person),
        "on": today,
    }
    return render(request, "welfare/mine.html", context)


@member_page
@takes_files
def my_file(request: MemberRequest, person: Person, pk: int, line: int) -> HttpResponse:
    """Ask for a benefit, for oneself or somebody of the family."""
    enrolment = get_object_or_404(days_queries.with_payments(family_queries.enrolments(person)), pk=pk)
    benefit = get_object_or_404(Benefit, pk=line, table__scheme=enrolment.scheme_id, table__agreed_at__isnull=False)
    form = ClaimForm(request.POST or None, request.FILES or None, benefit=benefit, member=enrolment.member)
    done = submit_claim(
        request, enrolment, benefit, form, to=lambda claim: reverse("welfare:my_claim", args=[claim.pk])
    )
    return done or render(request, "welfare/my_file.html", {"enrolment": enrolment, "benefit": benefit, "form": form})


def _mine(person: Person, pk: int) -> Claim:
    return get_object_or_404(claims_queries.of_person(person), pk=pk)


@member_page
@takes_files
def my_claim(request: MemberRequest, person: Person, pk: int) -> HttpResponse:
    """How a claim stands, why that much, and the papers."""
    claim = _mine(person, pk)
    if request.method == "POST":
        return hand_in(request, claim, to=reverse("welfare:my_claim", args=[pk]))
    missing = claims_queries.missing_papers(claim) if claim.state == Claim.State.FILED else []
    context = {
        "claim": claim,
        "steps": benefits_queries.in_sentences(claim.steps),
        "papers": claim.evidence.prefetch_related("views__by"),
        "missing": missing,
        "evidence_form": EvidenceForm(missing=missing) if missing else None,
        "waited": claims_queries.waited(claim),
    }
    return render(request, "welfare/my_claim.html", context)


@member_page
def my_evidence(request: MemberRequest, person: Person, pk: int, paper: int) -> FileResponse:
    """A paper of one's own claim (R9.14)."""
    return shown(request, get_object_or_404(Evidence, pk=paper, claim=_mine(person, pk)))


@require_POST
@member_page
def my_appeal(request: MemberRequest, person: Person, pk: int) -> HttpResponse:
    """A denied claim goes to the meeting."""
    reason = request.POST.get("reason", "")[:300]
    return press(
        request,
        lambda: claims.appeal(_mine(person, pk), reason=reason, by=request.user),
        success=_("The claim goes to the meeting."),
        to=reverse("welfare:my_claim", args=[pk]),
    )
