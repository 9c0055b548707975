"""Who holds which office, and since when, of a group and of the network. Another officer agrees to every change."""

from collections.abc import Callable

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.access import may, needs
from villages.forms.officers import AppointForm, EndForm, LengthenForm, RenewForm
from villages.http import OfficerRequest
from villages.models import ActivationSlip, Group, PendingRequest
from villages.paper.pdf import pdf_response
from villages.paper.slips import slip_paper
from villages.queries import officers as officers_queries
from villages.services import appointing, slips
from villages.views.submitting import press, submit

CHANGES: dict[str, tuple[type[Form], Callable, object, object]] = {
    "end": (EndForm, appointing.ask_to_end, gettext_lazy("End the office"), gettext_lazy("Ask to end the office")),
    "lengthen": (
        LengthenForm, appointing.ask_to_lengthen, gettext_lazy("Lengthen the office"),
        gettext_lazy("Ask to lengthen the office"),
    ),
    "password": (
        RenewForm, appointing.ask_to_renew, gettext_lazy("A new password"),
        gettext_lazy("Ask for a slip for a new password"),
    ),
}  # fmt: skip


@needs("see the group")
def officers(request: OfficerRequest, group: Group) -> HttpResponse:
    return _officers(request, group)


@needs("keep the network")
def network_officers(request: OfficerRequest) -> HttpResponse:
    """Staff, auditors and facilitators of the whole network."""
    return _officers(request, None)


def _officers(request: OfficerRequest, group: Group | None) -> HttpResponse:
    current, former = officers_queries.terms(group)
    news = officers_queries.office_news(group)
    return render(
        request, "villages/officers.html", {"group": group, "offices": current, "former": former, "news": news}
    )


@needs("see members")
def officer(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    return _officer(request, group, pk)


@needs("keep the network")
def network_officer(request: OfficerRequest, pk: int) -> HttpResponse:
    return _officer(request, None, pk)


def _officer(request: OfficerRequest, group: Group | None, pk: int) -> HttpResponse:
    """One office: its term, its account, and what may be asked about it."""
    office = get_object_or_404(officers_queries.offices(group), pk=pk)
    context = {
        "group": group,
        "officer": office,
        "slip": office.person.slips.select_related("issued_by").first(),
        "renewal": officers_queries.renewal(office.person),
    }
    return render(request, "villages/officer.html", context)


@needs("keep officers")
def appoint(request: OfficerRequest, group: Group) -> HttpResponse:
    return _appoint(request, group)


@needs("keep the network")
def appoint_network(request: OfficerRequest) -> HttpResponse:
    return _appoint(request, None)


def _appoint(request: OfficerRequest, group: Group | None) -> HttpResponse:
    named = {"role": request.GET.get("role", "")}
    form = AppointForm(
        request.POST or None, group=group, names_stand_ins=may(request.user, "keep the network"), initial=named
    )

    def ask() -> PendingRequest:
        person = form.cleaned_data.pop("who")
        return appointing.ask_to_appoint(person, group=group, **form.cleaned_data, by=request.user)

    done = submit(request, form, ask, to=_home(group))
    return done or render(request, "villages/appoint.html", {"group": group, "form": form})


@needs("keep officers")
def change_office(request: OfficerRequest, group: Group, pk: int, change: str) -> HttpResponse:
    return _change(request, group, pk, change)


@needs("keep the network")
def change_network_office(request: OfficerRequest, pk: int, change: str) -> HttpResponse:
    return _change(request, None, pk, change)


def _change(request: OfficerRequest, group: Group | None, pk: int, change: str) -> HttpResponse:
    """Ask to end or lengthen an office, or for its holder's new password."""
    office = get_object_or_404(officers_queries.offices(group), pk=pk)
    if change not in CHANGES:
        raise Http404
    form_of, ask, title, button = CHANGES[change]
    form = form_of(request.POST or None)
    done = submit(request, form, lambda: ask(office, **form.cleaned_data, by=request.user), to=_home(group))
    context = {"group": group, "officer": office, "form": form, "title": title, "button": button}
    return done or render(request, "villages/change_office.html", context)


@require_POST
@never_cache
@needs("issue slips")
def officer_slip(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    return _slip(request, group, pk)


@require_POST
@never_cache
@needs("keep the network")
def network_officer_slip(request: OfficerRequest, pk: int) -> HttpResponse:
    return _slip(request, None, pk)


def _slip(request: OfficerRequest, group: Group | None, pk: int) -> HttpResponse:
    """A new slip on paper for an officer; its code is shown here and nowhere else."""
    office = get_object_or_404(officers_queries.offices(group), pk=pk)

    def print_slip(issued: tuple[ActivationSlip, str]) -> HttpResponse:
        slip, code = issued
        address = request.build_absolute_uri(reverse("villages:activate"))
        content = slip_paper(slip, code, address, group)
        return pdf_response(f"slip-{slip.number}.pdf", content)

    return press(request, lambda: slips.issue(office.person, by=request.user), to=print_slip, back=_home(group))


def _home(group: Group | None) -> str:
    return reverse("villages:officers", args=[group.slug]) if group else reverse("villages:network_officers")
