"""By-laws of every kind: written by one officer, corrected or dropped, agreed by another, then final (R0.1, R0.5).

A kind that needs more says so when Django starts: `before_agreeing` what is refused, `once_agreed` what follows.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import clock, thai
from ledger import services as ledger
from ledger.models import Book
from villages import access
from villages.models import Bylaw, Group, Judged, Role
from villages.models.bylaws import kinds
from villages.queries import groups as groups_queries
from villages.rules import in_force

ABylaw = TypeVar("ABylaw", bound=Bylaw)
Step = Callable[[Any], None]
BEFORE: dict[type[Bylaw], Step] = {}
AFTER: dict[type[Bylaw], Step] = {}


def before_agreeing(kind: type[Bylaw]) -> Callable[[Step], Step]:
    """Register what is looked at before a by-law of a kind is agreed; it refuses with ValidationError."""
    return lambda step: BEFORE.setdefault(kind, step)


def once_agreed(kind: type[Bylaw]) -> Callable[[Step], Step]:
    """Register what a by-law of a kind brings with it, in the same transaction."""
    return lambda step: AFTER.setdefault(kind, step)


# -- Written by one ----------------------------------------------------------------------------------------------------


@transaction.atomic
def write(bylaw: ABylaw, *, by: User, minutes: File | None = None) -> ABylaw:
    """Propose a by-law: nothing is judged by it before a second officer agrees.

    `bylaw` is a new row with its subject, day, meeting and terms. Raises ValidationError while another proposal waits,
    without a meeting that was held, for a day that was judged already, and for an officer who writes no by-laws here.
    """
    ledger.lock(*_books(bylaw.group))
    if proposal(type(bylaw), bylaw.subject):
        raise ValidationError(_("Another proposal waits for its second officer already. Correct that one, or drop it."))
    return _keep(bylaw, by, minutes)


@transaction.atomic
def correct(bylaw: ABylaw, *, by: User, minutes: File | None = None) -> ABylaw:
    """Change a proposal to what `bylaw` says now. Who corrects it is who wrote it from now on, and never who agrees.

    Raises ValidationError when it was agreed or dropped, and where `write` does.
    """
    proposal = _proposal(bylaw)
    if minutes and proposal.minutes:
        _forget_minutes(proposal)
    return _keep(bylaw, by, minutes)


def propose(bylaw: ABylaw, *, by: User, minutes: File | None = None) -> ABylaw:
    """What a form says: a new proposal, or the one that waits, corrected."""
    return (correct if bylaw.pk else write)(bylaw, by=by, minutes=minutes)


@transaction.atomic
def drop(bylaw: Bylaw, *, by: User) -> None:
    """Throw a proposal away. What was agreed is only ever replaced, from a later day on.

    Raises ValidationError when it was agreed or dropped, or the officer writes no by-laws here.
    """
    bylaw = _proposal(bylaw)
    _check_writer(bylaw, by)
    if bylaw.minutes:
        _forget_minutes(bylaw)
    bylaw.delete()


def _forget_minutes(bylaw: Bylaw) -> None:
    name, storage = str(bylaw.minutes.name), bylaw.minutes.storage
    transaction.on_commit(lambda: storage.delete(name))


def draft(kind: type[ABylaw], subject: Model) -> ABylaw:
    """The proposal that waits, else a new by-law to be filled in, beginning with what rules today."""
    if waits := proposal(kind, subject):
        return waits
    today = timezone.localdate()
    before = in_force(kind.objects.filter(**{kind.SUBJECT: subject}), today)
    numbers = {name: getattr(before, name) for name in kind.own_fields()} if before else {}
    return kind(**{kind.SUBJECT: subject}, effective_from=today, **numbers)


def throw_away(kind: type[Bylaw], group: Group) -> None:
    """The by-laws of a practice group go with it, minutes too; the database keeps those of a real one."""
    bylaws = kind.every.filter(**{kind.OF_GROUP: group})
    for bylaw in bylaws.exclude(minutes=""):
        _forget_minutes(bylaw)
    with ledger.throwing_away():
        bylaws.delete()


def proposal(kind: type[ABylaw], subject: Model) -> ABylaw | None:
    """What waits for its second officer."""
    return kind.every.filter(**{kind.SUBJECT: subject}, agreed_at=None).first()


# -- Every kind --------------------------------------------------------------------------------------------------------


def waiting(group: Group) -> list[Bylaw]:
    """All proposals of a group, the oldest first."""
    proposals = ((kinds()[name], pk) for name, pk in groups_queries.proposals(group))
    bylaws = (kind.every.select_related("written_by", kind.OF_GROUP).get(pk=pk) for kind, pk in proposals)
    return sorted(bylaws, key=lambda bylaw: bylaw.written_at)


# -- Agreed by another -------------------------------------------------------------------------------------------------


@transaction.atomic
def agree(bylaw: ABylaw, *, by: User, seen: datetime | None = None) -> ABylaw:
    """The second yes: from its day on the by-law rules, and does not change any more.

    `seen` is when the proposal was written that the officer read: one corrected since is refused. Raises
    ValidationError when it changed since, its minutes did, or this officer may not agree.
    """
    ledger.lock(*_books(bylaw.group))
    bylaw = _proposal(bylaw)
    if seen and seen != bylaw.written_at:
        raise ValidationError(_("The proposal was corrected after you opened it. Read it anew."))
    check_second(bylaw, by)
    check_day(bylaw)
    if bylaw.minutes and not ledger.is_as_kept(bylaw.minutes, bylaw.sha256):
        raise ValidationError(_("The minutes were changed or lost since. Do not agree; ask for them anew."))
    if step := BEFORE.get(type(bylaw)):
        step(bylaw)
    bylaw.agreed_by, bylaw.agreed_at = by, clock.now()
    bylaw.save(update_fields=["agreed_by", "agreed_at"])
    bylaw.refresh_from_db(fields=["agreed_at"])
    if step := AFTER.get(type(bylaw)):
        step(bylaw)
    return bylaw


def check_second(bylaw: Bylaw, by: User) -> None:
    """Somebody else than who wrote it, who approves requests; one of the two is the chair, or staff where few are.

    Raises ValidationError otherwise.
    """
    if bylaw.written_by_id is None or bylaw.written_by_id == by.pk:
        raise ValidationError(_("Somebody else must agree to what you wrote."))
    if not access.may_agree(by, bylaw.group):
        raise ValidationError(_("You may not agree to by-laws of this group."))
    if not any(_weighs(user, bylaw.group) for user in (by, bylaw.written_by)):
        raise ValidationError(_("A by-law needs the chair: ask the chair to agree, or to write it."))


def _weighs(user: User | None, group: Group) -> bool:
    """The chair, or the network's staff where few officers are."""
    offices = access.offices(user) if user else []
    chairs = any(office.role == Role.CHAIR and office.group_id == group.pk for office in offices)
    return chairs or (any(office.role == Role.STAFF for office in offices) and access.has_few_officers(group))


# -- What was judged ---------------------------------------------------------------------------------------------------


class Since(NamedTuple):
    """What a by-law from a day on would judge anew: the first such thing, and the first day that is free."""

    what: Judged
    on: date
    free_from: date


JUDGED_SINCE = """
    SELECT (array_agg(what ORDER BY day))[1], min(day), max(day) FROM ({judged}) judged WHERE day >= %(day)s
"""


def judged_since(bylaw: Bylaw) -> Since | None:
    """What was judged from a by-law's day on by the one before it. The first by-law of all judges what none had judged
    before.
    """
    kind = type(bylaw)
    if not kind.objects.filter(**{bylaw.SUBJECT: bylaw.subject}).exists():
        return None
    with connection.cursor() as cursor:
        params = {"subject": bylaw.subject.pk, "day": bylaw.effective_from}
        cursor.execute(JUDGED_SINCE.format(judged=kind.JUDGED), params)
        what, first, last = cursor.fetchone()
    return Since(Judged(what), first, last + timedelta(days=1)) if what else None


def check_day(bylaw: Bylaw) -> None:
    """A by-law never reaches back over what was judged; one by-law begins on a day.

    Raises ValidationError otherwise.
    """
    if type(bylaw).objects.filter(**{bylaw.SUBJECT: bylaw.subject}, effective_from=bylaw.effective_from).exists():
        raise ValidationError(_("A by-law from this day is already agreed. Choose another day."), code="effective_from")
    if since := judged_since(bylaw):
        raise ValidationError(
            _("By the by-law of that day %(what)s on %(on)s. The first possible day is %(day)s."),
            code="effective_from",
            params={
                "what": since.what.label,
                "on": thai.long_date(since.on),
                "day": thai.long_date(since.free_from),
            },
        )


# -- Both --------------------------------------------------------------------------------------------------------------


def _keep(bylaw: ABylaw, by: User, minutes: File | None) -> ABylaw:
    _check_writer(bylaw, by)
    bylaw.resolution = " ".join(bylaw.resolution.split())
    bylaw.written_by, bylaw.written_at = by, clock.now()
    if not bylaw.resolution:
        raise ValidationError(_("Name the meeting and resolution that decided this rule."), code="resolution")
    if bylaw.decided_on is None:
        raise ValidationError(_("Enter the day of the meeting that decided this rule."), code="decided_on")
    if bylaw.decided_on > timezone.localdate(bylaw.written_at):
        raise ValidationError(_("The meeting has not been held yet. Enter its day."), code="decided_on")
    check_day(bylaw)
    if minutes:
        bylaw.minutes, bylaw.sha256 = minutes, ledger.digest(minutes)
    bylaw.full_clean()
    bylaw.save()
    bylaw.refresh_from_db(fields=["written_at"])
    return bylaw


def _check_writer(bylaw: Bylaw, by: User) -> None:
    if not access.may(by, "keep the group", bylaw.group):
        raise ValidationError(_("You may not write by-laws of this group."))


def _proposal(bylaw: ABylaw) -> ABylaw:
    """The proposal as it stands, locked until the transaction ends."""
    proposal = type(bylaw).every.select_for_update(of=("self",)).filter(pk=bylaw.pk).first()
    if proposal is None:
        raise ValidationError(_("This proposal was dropped."))
    if proposal.is_agreed:
        raise ValidationError(_("This by-law is agreed and stays. Write a new one from a later day."))
    return proposal


def _books(group: Group) -> list[Book]:
    return [group_book.book for group_book in group.books.select_related("book")]
