"""How a member gets an account: a slip from the committee, then three things only the member knows."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages import devices
from villages.access import needs, public
from villages.forms.accounts import ActivateForm
from villages.http import OfficerRequest
from villages.models import ActivationSlip, Group
from villages.paper.pdf import pdf_response
from villages.paper.slips import slip_paper
from villages.queries import people as people_queries
from villages.services import slips
from villages.views.submitting import press


@public
def activate(request: HttpRequest) -> HttpResponse:
    form = ActivateForm(request.POST or None, initial={"slip": request.GET.get("slip", "")})
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="activate"):
            return refused
        if form.is_valid() and (user := _activated(form)):
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            messages.success(request, _("Welcome. This is everything the groups keep for you."))
            return devices.remember(redirect("funds:me"), request, user)
    return render(request, "villages/activate.html", {"form": form})


def _activated(form: ActivateForm):
    submitted = {name: value for name, value in form.cleaned_data.items() if name != "again"}
    try:
        return slips.activate(submitted.pop("slip"), submitted.pop("code"), **submitted)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@require_POST
@never_cache
@needs("issue slips")
def slip(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A new slip on paper; its code is shown here and nowhere else."""
    member = get_object_or_404(people_queries.members(group), pk=pk)

    def print_slip(issued: tuple[ActivationSlip, str]) -> HttpResponse:
        address = request.build_absolute_uri(reverse("villages:activate"))
        content = slip_paper(*issued, address, group, number=member.number)
        return pdf_response(f"slip-{member.number}.pdf", content)

    back = reverse("villages:member", args=[group.slug, pk])
    return press(request, lambda: slips.issue(member.person, by=request.user), to=print_slip, back=back)
