"""How a member gets an account: a slip from the committee, then three things only the member knows."""

from allauth.core import ratelimit
from django.contrib.auth import login
from django.contrib.auth.models import User
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
from villages.pages import page_url
from villages.paper.pdf import pdf_response
from villages.paper.slips import slip_paper
from villages.queries import people as people_queries
from villages.services import slips
from villages.views.submitting import press, submit


@public
def activate(request: HttpRequest) -> HttpResponse:
    form = ActivateForm(request.POST or None, initial={"slip": request.GET.get("slip", "")})
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="activate"):
            return refused
        done = submit(
            request,
            form,
            lambda: _logged_in(request, form),
            success=_("Welcome. This is everything the groups keep for you."),
            to=lambda user: devices.remember(redirect(page_url("my_page")), request, user),
        )
        if done:
            return done
    return render(request, "villages/activate.html", {"form": form})


def _logged_in(request: HttpRequest, form: ActivateForm) -> User:
    submitted = {name: value for name, value in form.cleaned_data.items() if name != "again"}
    user = slips.activate(submitted.pop("slip"), submitted.pop("code"), **submitted)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return user


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
