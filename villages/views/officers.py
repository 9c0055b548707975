"""Who holds which office, and since when."""

import secrets

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from villages.access import needs
from villages.forms import AppointForm
from villages.models import Group, Officer
from villages.services import officers as offices


@needs("keep officers")
def officers(request: HttpRequest, group: Group) -> HttpResponse:
    held = group.officers.select_related("user").order_by("until_on", "role")
    return render(request, "villages/officers.html", {"group": group, "held": held, "today": timezone.localdate()})


@needs("keep officers")
def appoint(request: HttpRequest, group: Group) -> HttpResponse:
    return _appoint(request, group, AppointForm(request.POST or None))


@needs("keep the network")
def network_officers(request: HttpRequest) -> HttpResponse:
    """Staff, auditors and facilitators of the whole network."""
    return _appoint(request, None, AppointForm(request.POST or None, network=True))


def _appoint(request: HttpRequest, group: Group | None, form: AppointForm) -> HttpResponse:
    back = redirect("villages:officers", slug=group.slug) if group else redirect("villages:network_officers")
    if form.is_valid():
        try:
            password = _give_office(request.user, group, form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The office is given."))
            if password:
                text = _("First password of %(user)s, shown only now: %(password)s")
                messages.warning(request, text % {"user": form.cleaned_data["username"], "password": password})
            return back
    held = Officer.objects.filter(group=group).select_related("user") if group is None else None
    return render(request, "villages/appoint.html", {"group": group, "form": form, "held": held})


@transaction.atomic
def _give_office(by: User, group: Group | None, asked: dict) -> str | None:
    """Appoint a known user, or make one with a first password, which is returned."""
    user, password = User.objects.filter(username=asked["username"]).first(), None
    if user == by:
        raise ValidationError(_("Nobody gives an office to themselves. Ask another officer."))
    if user is None:
        password = secrets.token_urlsafe(9)
        user = User(username=asked["username"], first_name=asked["full_name"])
        user.set_password(password)
        user.full_clean()
        user.save()
    offices.appoint(user, asked["role"], group, on=asked["on"], until=asked["until"])
    return password


@require_POST
@needs("keep officers")
def dismiss(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """End an office with today."""
    officer = get_object_or_404(Officer, pk=pk, group=group, until_on=None)
    try:
        offices.dismiss(officer, on=timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The office ends today."))
    return redirect("villages:officers", slug=group.slug)
