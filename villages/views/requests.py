"""What waits for a second officer: the list, a page for each, and the paper that is opened first."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import thai
from villages import access
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group, PendingRequest
from villages.queries import groups as groups_queries
from villages.services import acts, bylaws, requests, votes
from villages.services import practice as villages_practice
from villages.views.submitting import press


@needs("see members")
def requests_page(request: OfficerRequest, group: Group) -> HttpResponse:
    return _list(request, group)


@needs("keep the network")
def network_requests(request: OfficerRequest) -> HttpResponse:
    return _list(request, None)


@needs("see members")
def decide(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """One request: what is asked, by whom, its paper; and the yes or no of who may say it."""
    return _page(request, group, pk)


@needs("keep the network")
def network_request(request: OfficerRequest, pk: int) -> HttpResponse:
    return _page(request, None, pk)


@needs("see members")
def request_paper(request: OfficerRequest, group: Group, pk: int) -> HttpResponse | FileResponse:
    """What was handed in with a request, unless it is another paper by now; who looked is written down."""
    return _paper(request, group, pk)


@needs("keep the network")
def network_request_paper(request: OfficerRequest, pk: int) -> HttpResponse | FileResponse:
    return _paper(request, None, pk)


def _found(group: Group | None) -> QuerySet[PendingRequest]:
    requests = PendingRequest.objects.filter(group=group)
    return requests.select_related("group__village", "maker", "first_maker", "decided_by", "entry__book", "beneficiary")


def _list(request: OfficerRequest, group: Group | None) -> HttpResponse:
    requests = _found(group)
    context = {
        "group": group,
        "bylaws": bylaws.waiting(group) if group else [],
        "waiting": requests.filter(status=PendingRequest.Status.WAITING),
        "decided": requests.exclude(status=PendingRequest.Status.WAITING)[:50],
    }
    return render(request, "villages/requests.html", context)


def _page(request: OfficerRequest, group: Group | None, pk: int) -> HttpResponse:
    pending = get_object_or_404(_found(group), pk=pk)
    if request.method == "POST":
        return _decided(request, pending)
    helpers = groups_queries.helpers(group) if group and group.is_practice and pending.is_waiting else []
    context: dict[str, Any] = {
        "group": group,
        "pending": pending,
        "rows": acts.ACTS[pending.act].shows(pending),
        "roles": _roles(pending.maker, group),
        "votes": pending.votes.select_related("by"),
        "looks": pending.looks.select_related("by"),
        "hindrance": votes.hindrance(pending, request.user) if pending.is_waiting else "",
        "nobody_free": group and pending.is_waiting and not votes.is_anybody_free(pending),
        "for_the_network": votes.is_for_the_network(pending),
        "may_vote": votes.may_vote(pending, request.user) and pending.maker != request.user,
        "may_take_over": pending.is_waiting and votes.may_take_over(pending, request.user),
        "stand_ins": [helper for helper in helpers if not votes.hindrance(pending, helper)],
    }
    return render(request, "villages/request.html", context)


def _roles(user: User, group: Group | None) -> str:
    """What somebody is at a group today, or in the network."""
    offices = [office for office in access.offices(user) if office.group_id in (None, group and group.pk)]
    return ", ".join(office.get_role_display() for office in offices)


def _decided(request: OfficerRequest, pending: PendingRequest) -> HttpResponse:
    """What the button said; a refusal leads back to the page of the request."""
    group = pending.group
    home = reverse("villages:requests", args=[group.slug]) if group else reverse("villages:network_requests")
    return press(request, lambda: _decide(request, pending), success=str, to=home, back=pending)


def _decide(request: OfficerRequest, pending: PendingRequest) -> str:
    """Do what the button says; returns the sentence about it."""
    by = _decider(request, pending.group)
    if not (votes.may_vote(pending, by) or votes.may_take_over(pending, by)):
        raise PermissionDenied
    if "take_over" in request.POST:
        requests.take_over(pending, by=by)
        return _("You ask this now. Another officer decides.")
    if "approve" not in request.POST:
        requests.refuse(pending, by=by, reason=request.POST.get("reason", "")[:300])
        return _("Not approved. Nothing was recorded.")
    entry = requests.approve(pending, by=by)
    pending.refresh_from_db(fields=["status"])
    if pending.is_waiting:
        return _("You agreed. Another yes is still missing.")
    return _("Approved and recorded as no. %(number)s.") % {"number": entry.number} if entry else _("Approved.")


def _decider(request: OfficerRequest, group: Group | None) -> User:
    """The user, or the helper of their practice group in whose place they press."""
    helper = request.POST.get("helper", "")
    if group is None or not thai.is_figures(helper):
        return request.user
    return villages_practice.stand_in(
        request.practising, groups_queries.helpers(group).filter(pk=helper).first(), group
    )


def _paper(request: OfficerRequest, group: Group | None, pk: int) -> HttpResponse:
    pending = get_object_or_404(PendingRequest, pk=pk, group=group)
    if not pending.paper:
        raise Http404
    return press(request, lambda: requests.look(pending, by=request.user), success=None, to=_file, back=pending)


def _file(paper: FieldFile) -> FileResponse:
    response = FileResponse(paper.open("rb"), filename=str(paper.name).rsplit("/", 1)[-1])
    response["Cache-Control"] = "private, no-store"
    return response
