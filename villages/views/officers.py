"""Who holds which office, and since when, of a group and of the network. Another officer agrees to every change."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.access import may, needs
from villages.forms.officers import AppointForm, EndForm, LengthenForm, RenewForm
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.paper.slips import slip_paper
from villages.queries import groups as groups_queries
from villages.queries import officers as officers_queries
from villages.services import appointing, slips

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
    held, former = officers_queries.terms(group)
    news = officers_queries.office_news(group)
    return render(request, "villages/officers.html", {"group": group, "held": held, "former": former, "news": news})


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
    if form.is_valid():
        person = form.cleaned_data.pop("who")
        if _asked(request, form, lambda **answers: appointing.ask_to_appoint(person, group=group, **answers)):
            return redirect(_home(group))
    return render(request, "villages/appoint.html", {"group": group, "form": form})


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
    if form.is_valid() and _asked(request, form, lambda **answers: ask(office, **answers)):
        return redirect(_home(group))
    context = {"group": group, "officer": office, "form": form, "title": title, "button": button}
    return render(request, "villages/change_office.html", context)


def _asked(request: OfficerRequest, form: Form, ask: Callable) -> bool:
    """Whether what the form says waits for a second officer now."""
    try:
        waiting = ask(**form.cleaned_data, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.info(request, _("Asked: %(summary)s. It waits for a second officer.") % {"summary": waiting.summary})
    return True


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
    try:
        issued, code = slips.issue(office.person, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(_home(group))
    address = request.build_absolute_uri(reverse("villages:activate"))
    return pdf_response(
        f"slip-{issued.number}.pdf", slip_paper(issued, code, address, groups_queries.letterhead(group))
    )


def _home(group: Group | None) -> str:
    return reverse("villages:officers", args=[group.slug]) if group else reverse("villages:network_officers")
