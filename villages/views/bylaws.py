"""One by-law of any kind: old beside new in words, and the second officer's yes."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseModelForm
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ledger import services as ledger
from villages import access
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Bylaw, Group
from villages.models.bylaws import kinds
from villages.services import bylaws
from villages.services.versions import page
from villages.views.submitting import press, submit


def law_or_404(group: Group, kind: str, pk: int) -> Bylaw:
    model = kinds().get(kind)
    if model is None:
        raise Http404
    bylaws = model.every.select_related("written_by", "agreed_by", model.OF_GROUP)
    return get_object_or_404(bylaws, **{model.OF_GROUP: group}, pk=pk)


@needs("see the group")
def bylaw(request: OfficerRequest, group: Group, kind: str, pk: int) -> HttpResponse:
    """What it changes, who wrote it and who agreed, when and by which meeting."""
    bylaw = law_or_404(group, kind, pk)
    context = {"group": group, "bylaw": bylaw, "page": page(bylaw, request.user)}
    return render(request, "villages/bylaw.html", context)


@needs("see members")
def minutes(request: OfficerRequest, group: Group, kind: str, pk: int) -> HttpResponse | FileResponse:
    """The minutes of the meeting, unless they are another paper by now."""
    bylaw = law_or_404(group, kind, pk)
    if not bylaw.minutes:
        raise Http404
    if not ledger.is_as_kept(bylaw.minutes, bylaw.sha256):
        messages.error(request, _("The minutes were changed or lost since. Do not agree; ask for them anew."))
        return redirect(bylaw)
    response = FileResponse(bylaw.minutes.open("rb"), filename=str(bylaw.minutes.name).rsplit("/", 1)[-1])
    response["Cache-Control"] = "private"
    return response


def propose(
    request: OfficerRequest, form: BaseModelForm, act: Callable[[], Bylaw] | None = None
) -> HttpResponse | None:
    """Write the by-law of a form, by `act` where that is more than the by-law itself; its page opens.

    None when the form is not valid or was refused.
    """
    return submit(
        request,
        form,
        act or (lambda: bylaws.propose(form.instance, by=request.user, minutes=form.cleaned_data["minutes"])),
        success=_("Written. It rules once another officer agreed."),
        to=lambda bylaw: bylaw,
    )


@require_POST
@needs("see the group")
def agree_bylaw(request: OfficerRequest, group: Group, kind: str, pk: int) -> HttpResponse:
    """The second yes."""
    bylaw = law_or_404(group, kind, pk)
    if not access.may_agree(request.user, group):
        raise PermissionDenied
    seen = parse_datetime(request.POST.get("seen", ""))
    agree = partial(bylaws.agree, bylaw, by=request.user, seen=seen)
    return press(request, agree, success=_("Agreed. It rules from its day on, and stays."), to=bylaw)


@require_POST
@needs("keep the group")
def drop_bylaw(request: OfficerRequest, group: Group, kind: str, pk: int) -> HttpResponse:
    bylaw = law_or_404(group, kind, pk)
    return press(
        request,
        partial(bylaws.drop, bylaw, by=request.user),
        success=_("The proposal is dropped. What ruled before goes on."),
        level=messages.INFO,
        to=reverse("villages:requests", args=[group.slug]),
        back=bylaw,
    )
