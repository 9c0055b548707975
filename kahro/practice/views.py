"""The buttons of practice: begin, stand in for a helper, throw away."""

from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kahro.practice import services as practice
from ledger import thai
from villages.access import needs, place_of_hand
from villages.http import OfficerRequest
from villages.models import Group
from villages.services.practice import stand_in
from villages.views.submitting import press


@require_POST
@needs("practise")
def begin(request: OfficerRequest, group: Group) -> HttpResponse:
    """Make an own practice group like this one."""
    return press(
        request,
        lambda: practice.begin(group, by=request.user),
        success=_("Your practice group is ready. Try everything: nothing here is real money."),
        to=lambda made: made,
        back=group,
    )


@require_POST
@needs("practise")
def lend_hand(request: OfficerRequest, group: Group) -> HttpResponse:
    """Go on in the name of a helper, or again in one's own."""
    back = request.POST.get("back", "")
    is_path = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return press(
        request,
        lambda: _lend(request, group, request.POST.get("helper", "")),
        success=None,
        to=HttpResponseRedirect(back) if is_path else group,
    )


def _lend(request: OfficerRequest, group: Group, number: str) -> None:
    helper = User.objects.filter(pk=number).first() if thai.is_figures(number) else None
    request.session[place_of_hand(group)] = stand_in(request.user, helper, group).pk if number else None


@require_POST
@needs("practise")
def throw_away(request: OfficerRequest, group: Group) -> HttpResponse:
    """Throw one's practice group away."""
    return press(
        request,
        lambda: practice.throw_away(group),
        success=_("Your practice group is thrown away. Nothing of it is left."),
        to="kahro:home",
        back=group,
    )
