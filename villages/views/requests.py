"""What waits for a second officer."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from villages import access
from villages.access import needs
from villages.models import Group, PendingRequest
from villages.services import bylaws, practice
from villages.services import requests as second


@needs("see members")
def requests(request: HttpRequest, group: Group) -> HttpResponse:
    found = group.requests.select_related("maker", "decided_by", "entry__book")
    helpers = practice.helpers(group) if group.is_practice else []
    context = {
        "group": group,
        "stand_ins": [helper for helper in helpers if access.may(helper, "approve requests", group)],
        "bylaws": bylaws.waiting(group),
        "waiting": found.filter(status=PendingRequest.Status.WAITING),
        "decided": found.exclude(status=PendingRequest.Status.WAITING)[:50],
    }
    return render(request, "villages/requests.html", context)


@needs("see members")
def request_paper(request: HttpRequest, group: Group, pk: int) -> HttpResponse | FileResponse:
    """What was handed in with a request, unless it is another paper by now."""
    asked = get_object_or_404(PendingRequest, pk=pk, group=group)
    if not asked.paper:
        raise Http404
    try:
        paper = second.look(asked, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("villages:requests", slug=group.slug)
    response = FileResponse(paper.open("rb"), filename=str(paper.name).rsplit("/", 1)[-1])
    response["Cache-Control"] = "private"
    return response


@require_POST
@needs("approve requests")
def decide(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    asked = get_object_or_404(PendingRequest, pk=pk, group=group)
    try:
        by = _decider(request, group)
        if "approve" in request.POST:
            entry = second.approve(asked, by=by)
            said = _("Approved and recorded as no. %(number)s.") % {"number": entry.number} if entry else _("Approved.")
            messages.success(request, said)
        else:
            second.refuse(asked, by=by, reason=request.POST.get("reason", "")[:300])
            messages.info(request, _("Not approved. Nothing was recorded."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("villages:requests", slug=group.slug)


def _decider(request: HttpRequest, group: Group) -> User:
    """The user, or the helper of their practice group in whose place they press."""
    helper = request.POST.get("helper", "")
    if not helper.isdigit():
        return request.user
    return practice.stand_in(request.practising, practice.helpers(group).filter(pk=helper).first(), group)
