"""What needs a second officer: kept as asked, replayed as it stands by somebody else (promise 5, R3.32)."""

import hashlib
import json
from collections.abc import Callable
from pathlib import PurePath

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import services as ledger
from ledger.models import Entry
from villages import access
from villages.models import Group, PendingRequest, Person

# What is done, and the entry it wrote into a book; an act without money writes none.
Act = Callable[[PendingRequest, User], Entry | None]
REPLAYS: dict[str, Act] = {}


def waits(act: str) -> Callable[[Act], Act]:
    """Register what happens when a request for `act` is approved: a function of the request and its approver."""

    def add(replay: Act) -> Act:
        REPLAYS[act] = replay
        return replay

    return add


def ask(
    group: Group,
    act: str,
    arguments: dict,
    *,
    maker: User,
    reason: str,
    summary: str,
    beneficiary: Person | None = None,
    paper: File | None = None,
) -> PendingRequest:
    """Keep an act until a second officer decides. The arguments are plain JSON; amounts travel as text.

    A `paper` is shown to who decides, and kept with the entry.
    """
    if act not in REPLAYS:
        raise KeyError(act)
    if not reason.strip():
        raise ValidationError(_("Write the reason, so that the second officer can decide."))
    return PendingRequest.objects.create(
        group=group,
        act=act,
        arguments=json.loads(json.dumps(arguments, cls=DjangoJSONEncoder)),
        maker=maker,
        reason=reason.strip(),
        summary=summary,
        beneficiary=beneficiary,
        paper=paper,
        sha256=_digest(paper) if paper else "",
    )


@transaction.atomic
def approve(request: PendingRequest, *, by: User) -> Entry | None:
    """Do what was asked, now, as it was asked. The approver is neither maker nor beneficiary, nor of that household."""
    request = _waiting(request, by)
    if access.their_own(Person.objects.filter(user=by).first(), request.beneficiary):
        raise ValidationError(_("Nobody approves money for themselves or their household. Ask another officer."))
    if request.paper and not paper_is_the_same(request):
        raise ValidationError(_("The paper of this request was changed or lost since. Do not approve; ask anew."))
    entry = REPLAYS[request.act](request, by)
    if entry and request.paper:
        with request.paper.open("rb") as kept:
            ledger.attach_voucher(entry, File(kept, PurePath(str(request.paper.name)).name), by=request.maker)
    _decide(request, PendingRequest.Status.APPROVED, by, entry)
    return entry


@transaction.atomic
def refuse(request: PendingRequest, *, by: User) -> None:
    """Decide that nothing happens."""
    _decide(_waiting(request, by), PendingRequest.Status.REFUSED, by, None)


def paper_is_the_same(request: PendingRequest) -> bool:
    """Whether the paper is still the one that was handed in."""
    try:
        with request.paper.open("rb") as kept:
            return _digest(kept) == request.sha256
    except FileNotFoundError:
        return False


def _digest(file: File) -> str:
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def _waiting(request: PendingRequest, by: User) -> PendingRequest:
    request = (
        PendingRequest.objects.select_for_update(of=("self",)).select_related("group", "beneficiary").get(pk=request.pk)
    )
    if request.status != PendingRequest.Status.WAITING:
        raise ValidationError(_("This request was already decided."))
    if request.maker_id == by.pk:
        raise ValidationError(_("Somebody else must approve what you recorded."))
    if not access.may(by, "approve requests", request.group):
        raise ValidationError(_("You may not approve requests of this group."))
    return request


def _decide(request: PendingRequest, status: str, by: User, entry: Entry | None) -> None:
    request.status, request.decided_by, request.decided_at, request.entry = status, by, timezone.now(), entry
    request.save()
