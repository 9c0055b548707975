"""Who holds which office, and since when: of a group, and of the whole network."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages import queries
from villages.access import needs
from villages.forms import AppointForm
from villages.models import Group, Officer
from villages.services import officers as offices


@needs("see the group")
def officers(request: HttpRequest, group: Group) -> HttpResponse:
    return _officers(request, group)


@needs("keep the network")
def network_officers(request: HttpRequest) -> HttpResponse:
    """Staff, auditors and facilitators of the whole network."""
    return _officers(request, None)


def _officers(request: HttpRequest, group: Group | None) -> HttpResponse:
    held, former = queries.terms(group)
    return render(request, "villages/officers.html", {"group": group, "held": held, "former": former})


@never_cache
@needs("keep officers")
def appoint(request: HttpRequest, group: Group) -> HttpResponse:
    return _appoint(request, group)


@never_cache
@needs("keep the network")
def appoint_network(request: HttpRequest) -> HttpResponse:
    return _appoint(request, None)


def _appoint(request: HttpRequest, group: Group | None) -> HttpResponse:
    form = AppointForm(request.POST or None, group=group)
    if form.is_valid():
        person = form.cleaned_data.pop("who")
        try:
            if person.user == request.user:
                raise ValidationError(_("Nobody gives an office to themselves. Ask another officer."))
            officer = offices.appoint(person, group=group, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The office is given to %(officer)s.") % {"officer": officer})
            return _back(group)
    return render(request, "villages/appoint.html", {"group": group, "form": form})


@require_POST
@needs("keep officers")
def dismiss(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    return _dismiss(request, group, pk)


@require_POST
@needs("keep the network")
def dismiss_network(request: HttpRequest, pk: int) -> HttpResponse:
    return _dismiss(request, None, pk)


def _dismiss(request: HttpRequest, group: Group | None, pk: int) -> HttpResponse:
    """End an office with today."""
    officer = get_object_or_404(Officer, pk=pk, group=group)
    try:
        offices.dismiss(officer, on=timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The office of %(officer)s ends with today.") % {"officer": officer})
    return _back(group)


def _back(group: Group | None) -> HttpResponse:
    return redirect("villages:officers", slug=group.slug) if group else redirect("villages:network_officers")
