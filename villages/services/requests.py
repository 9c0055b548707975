"""What needs a second officer: kept as asked, replayed as it stands by somebody else (promise 5, R3.32).

There is one way to ask: the form's id is locked first, what was asked before by it is the answer, and only a new
request is checked. Locks are taken in one order: the id, then what the act's own check needs (a member, the books).
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import services as ledger
from ledger.models import Entry
from villages import access
from villages.models import Group, PendingRequest, Person, RequestLook
from villages.services import votes
from villages.services.acts import ACTS

Status = PendingRequest.Status


@dataclass(frozen=True)
class Wish:
    """What one officer asks another for, as the form says it. Without a group it concerns the whole network.

    A `paper` is shown to who decides, and kept with the entry. `network` wants the network's yes beside the group's.
    """

    group: Group | None
    act: str
    arguments: dict[str, Any]
    maker: User
    request_id: UUID
    reason: str
    beneficiary: Person | None = None
    paper: File | None = None
    network: bool = False

    @property
    def contents(self) -> str:
        """The digest of everything that is asked for: two wishes are the same if this is."""
        about: list[Any] = [self.group and self.group.pk, self.act, self.maker.pk, self.reason.strip(), self.network]
        about += [self.beneficiary and self.beneficiary.pk, ledger.digest(self.paper) if self.paper else ""]
        return hashlib.sha256(json.dumps([*about, self.arguments], cls=Plain, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Ready:
    """A new wish passed its checks: what the second officer reads, and what was worked out from the form just now."""

    summary: str
    arguments: dict[str, Any] = field(default_factory=dict)


class Plain(DjangoJSONEncoder):
    """Amounts as text with two places, however they were typed."""

    def default(self, o: Any) -> Any:
        """An amount as text with two decimals; the rest as Django writes it."""
        if isinstance(o, Decimal) and o == (plain := o.quantize(Decimal("0.01"))):
            return str(plain)
        return super().default(o)


# -- Asking ------------------------------------------------------------------------------------------------------------


def first(wish: Wish) -> PendingRequest | None:
    """What this form asked before, whatever became of it; nobody else asks by it until the transaction ends.

    Raises ValidationError where it asked for something else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(wish.request_id.bytes[:8], signed=True)])
    before = PendingRequest.objects.filter(request_id=wish.request_id).first()
    if before and before.contents != wish.contents:
        raise ValidationError(_("This form already asked for something else. Open a fresh form."))
    return before


@transaction.atomic
def ask(wish: Wish, check: Callable[[], Ready]) -> PendingRequest:
    """Keep an act until a second officer decides; asked again by the same form, the first request is the answer.

    `check` runs for a new wish only; it locks what it reads. Raises ValidationError as it does, or without a reason.
    """
    act = ACTS[wish.act]
    if before := first(wish):
        return before
    if not wish.reason.strip():
        raise ValidationError(_("Write the reason, so that the second officer can decide."), code="reason")
    if act.paper and not wish.paper:
        raise ValidationError(_("Hand in the paper that the second officer must see."), code="paper")
    ready = check()
    return PendingRequest.objects.create(
        group=wish.group,
        request_id=wish.request_id,
        contents=wish.contents,
        act=wish.act,
        arguments=json.loads(json.dumps(wish.arguments | ready.arguments, cls=Plain)),
        maker=wish.maker,
        reason=wish.reason.strip(),
        summary=ready.summary,
        beneficiary=wish.beneficiary,
        paper=wish.paper,
        sha256=ledger.digest(wish.paper) if wish.paper else "",
        wants_network=wish.network,
    )


@transaction.atomic
def take_over(request: PendingRequest, *, by: User) -> PendingRequest:
    """Ask in the place of who asked first and no longer may. Raises ValidationError while they may, or `by` may not."""
    request = _row(request)
    _check_undecided(request)
    asker = ACTS[request.act].asker
    if access.may(request.maker, asker, request.group):
        raise ValidationError(_("Who asked still holds the office. Only they ask this."))
    if not access.may(by, asker, request.group):
        raise ValidationError(_("Your office may not ask this. Another officer takes it over."))
    request.first_maker = request.first_maker or request.maker
    request.maker = by
    request.save()
    return request


# -- Deciding ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def approve(request: PendingRequest, *, by: User) -> Entry | None:
    """Say yes; with the last yes that is wanted, do what was asked, now, as it was asked.

    Who decides is neither maker nor close to the beneficiary (R0.10), and has opened the paper. Raises ValidationError
    otherwise. While a yes is missing the request waits on. A second press of one person is answered like the first.
    """
    request = _row(request)
    if request.status == Status.APPROVED and request.votes.filter(by=by).exists():
        return request.entry
    _check_waiting(request, by)
    votes.check_approver(request, by)
    _check_paper(request, by)
    votes.say_yes(request, by)
    if votes.missing(request):
        return None
    approver = votes.approver(request)
    entry = ACTS[request.act].replay(request, approver)
    if entry and request.paper:
        with request.paper.open("rb") as paper:
            ledger.attach_voucher(entry, File(paper, PurePath(str(request.paper.name)).name), by=request.maker)
    _decide(request, Status.APPROVED, approver, entry=entry)
    return entry


@transaction.atomic
def refuse(request: PendingRequest, *, by: User, reason: str) -> None:
    """Decide that nothing happens, and say why; again it stays so. Raises ValidationError for who may not decide."""
    request = _row(request)
    if request.status == Status.REFUSED and request.decided_by == by:
        return
    _check_waiting(request, by)
    if not (reason := " ".join(reason.split())):
        raise ValidationError(_("Write why, so that who asked knows what to do."), code="refusal")
    _decide(request, Status.REFUSED, by, refusal=reason)


def look(request: PendingRequest, *, by: User) -> FieldFile:
    """Open the paper of a request, and write down who did. Raises ValidationError when the paper was changed."""
    if not ledger.is_as_kept(request.paper, request.sha256):
        raise ValidationError(_("The paper of this request was changed or lost since. Do not approve; ask anew."))
    RequestLook.objects.create(request=request, by=by)
    return request.paper


def _row(request: PendingRequest) -> PendingRequest:
    """The request as it is now, locked until the transaction ends."""
    rows = PendingRequest.objects.select_for_update(of=("self",)).select_related("group", "beneficiary", "maker")
    return rows.get(pk=request.pk)


def _check_undecided(request: PendingRequest) -> None:
    if not request.is_waiting:
        raise ValidationError(_("This request was already decided."))


def _check_waiting(request: PendingRequest, by: User) -> None:
    _check_undecided(request)
    votes.check_office(request, by)


def _check_paper(request: PendingRequest, by: User) -> None:
    """Who approves has opened the paper; in a practice group one person opens it for all."""
    if request.paper and not ledger.is_as_kept(request.paper, request.sha256):
        raise ValidationError(_("The paper of this request was changed or lost since. Do not approve; ask anew."))
    looks = request.looks.all() if request.group and request.group.is_practice else request.looks.filter(by=by)
    if request.paper and not looks.exists():
        raise ValidationError(_("Open the paper first, then decide."))


def _decide(request: PendingRequest, status: str, by: User, *, entry: Entry | None = None, refusal: str = "") -> None:
    request.status, request.decided_by, request.decided_at = status, by, timezone.now()
    request.entry, request.refusal = entry, refusal
    request.save()
