"""A member has died: the day is written down, and from then on money goes only to the beneficiaries (R3.23)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.queries import leaving as leaving_queries
from funds.services.leaving import Cause, ask_to_leave
from villages import access
from villages.models import Member, MembershipPeriod, PendingRequest
from villages.services import people


@transaction.atomic
def record_death(
    member: Member, *, on: date, reason: str, by: User, request_id: UUID, paper: File | None = None
) -> PendingRequest | None:
    """Write down a death, and ask a second officer to settle the member's savings in this group.

    From now on no passbook of the person in any group takes or pays money, and the log-in is closed: that needs no
    second officer, for it moves no money. The other groups settle with `ask_to_settle`. `paper` is the evidence.
    Nothing is asked where the member had left before, or where a leaving waits that somebody must refuse first.
    """
    access.refuse_own_money(by, member.person)
    asked_before = PendingRequest.objects.filter(request_id=request_id).exists()
    if asked_before or (member.is_active and not leaving_queries.waiting(member)):
        more: dict[str, Any] = {"reason": reason, "by": by, "request_id": request_id, "paper": paper}
        return ask_to_leave(member, cause=Cause.DIED, died_on=on, **more)
    people.record_death(member.person, on=on)
    return None


def ask_to_settle(
    member: Member, *, reason: str, by: User, request_id: UUID, paper: File | None = None
) -> PendingRequest:
    """Ask a second officer to settle in this group what a member left (J11, J09).

    Raises ValidationError when the death is not written down or the member may not leave, as `ask_to_leave` does.
    """
    return ask_to_leave(member, cause=Cause.DIED, reason=reason, by=by, request_id=request_id, paper=paper)


@transaction.atomic
def undo_death(member: Member, *, by: User) -> None:
    """A death that was written down by mistake: the passbooks can be used again, unless a group has settled already.

    Somebody else than who wrote it down does it; a request that still waits falls with it. Raises ValidationError when
    no death is written down, a group has settled, or the same officer wrote it down.
    """
    person = member.person
    requests_of_death = PendingRequest.objects.filter(
        beneficiary=person, act=leaving_queries.LEAVE, arguments__cause=Cause.DIED
    )
    if not person.died_on:
        raise ValidationError(_("No death is written down."))
    if MembershipPeriod.objects.filter(member__person=person, cause=Cause.DIED).exists():
        raise ValidationError(_("A group has settled the savings already. This cannot be taken back here."))
    if requests_of_death.filter(maker=by).exists():
        raise ValidationError(_("You wrote this down. Another officer takes it back."))
    access.refuse_own_money(by, person)
    people.undo_death(person)
    waiting = requests_of_death.filter(status=PendingRequest.Status.WAITING)
    waiting.update(
        status=PendingRequest.Status.REFUSED,
        decided_by=by,
        decided_at=timezone.now(),
        refusal=_("The death was written down by mistake"),
    )
