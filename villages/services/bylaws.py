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

from ledger import services as ledger
from ledger import thai
from ledger.models import Book
from villages import access
from villages.models import ByLaw, Group, Judged, Role
from villages.models.bylaws import kinds
from villages.queries import groups as groups_queries
from villages.rules import in_force

Law = TypeVar("Law", bound=ByLaw)
Step = Callable[[Any], None]
BEFORE: dict[type[ByLaw], Step] = {}
AFTER: dict[type[ByLaw], Step] = {}


def before_agreeing(kind: type[ByLaw]) -> Callable[[Step], Step]:
    """Register what is looked at before a by-law of a kind is agreed; it refuses with ValidationError."""
    return lambda step: BEFORE.setdefault(kind, step)


def once_agreed(kind: type[ByLaw]) -> Callable[[Step], Step]:
    """Register what a by-law of a kind brings with it, in the same transaction."""
    return lambda step: AFTER.setdefault(kind, step)


# -- Written by one ----------------------------------------------------------------------------------------------------


@transaction.atomic
def write(law: Law, *, by: User, minutes: File | None = None, at: datetime | None = None) -> Law:
    """Propose a by-law: nothing is judged by it before a second officer agrees.

    `law` is a new row with its subject, day, meeting and terms. `at` is believed of a demonstration only.
    """
    ledger.lock(*_books(law.group))
    if proposal(type(law), law.subject):
        raise ValidationError(_("Another proposal waits for its second officer already. Correct that one, or drop it."))
    return _keep(law, by, minutes, at)


@transaction.atomic
def correct(law: Law, *, by: User, minutes: File | None = None, at: datetime | None = None) -> Law:
    """Change a proposal to what `law` says now. Who corrects it is who wrote it from now on, and never who agrees."""
    kept = _proposal(law)
    if minutes and kept.minutes:
        _forget_minutes(kept)
    return _keep(law, by, minutes, at)


def propose(law: Law, *, by: User, minutes: File | None = None, at: datetime | None = None) -> Law:
    """What a form says: a new proposal, or the one that waits, corrected."""
    return (correct if law.pk else write)(law, by=by, minutes=minutes, at=at)


@transaction.atomic
def drop(law: ByLaw, *, by: User) -> None:
    """Throw a proposal away. What was agreed is only ever replaced, from a later day on."""
    law = _proposal(law)
    _check_writer(law, by)
    if law.minutes:
        _forget_minutes(law)
    law.delete()


def _forget_minutes(law: ByLaw) -> None:
    name, storage = str(law.minutes.name), law.minutes.storage
    transaction.on_commit(lambda: storage.delete(name))


def draft(kind: type[Law], subject: Model) -> Law:
    """The proposal that waits, else a new by-law to be filled in, beginning with what rules today."""
    if waits := proposal(kind, subject):
        return waits
    today = timezone.localdate()
    before = in_force(kind.objects.filter(**{kind.SUBJECT: subject}), today)
    kept = {name: getattr(before, name) for name in kind.own_fields()} if before else {}
    return kind(**{kind.SUBJECT: subject}, effective_from=today, **kept)


def throw_away(kind: type[ByLaw], group: Group) -> None:
    """The by-laws of a practice group go with it, minutes too; the database keeps those of a real one."""
    laws = kind.every.filter(**{kind.OF_GROUP: group})
    for law in laws.exclude(minutes=""):
        _forget_minutes(law)
    with ledger.throwing_away():
        laws.delete()


def proposal(kind: type[Law], subject: Model) -> Law | None:
    """What waits for its second officer."""
    return kind.every.filter(**{kind.SUBJECT: subject}, agreed_at=None).first()


# -- Every kind --------------------------------------------------------------------------------------------------------


def waiting(group: Group) -> list[ByLaw]:
    """All proposals of a group, the oldest first."""
    found = ((kinds()[name], pk) for name, pk in groups_queries.proposals(group))
    laws = (kind.every.select_related("written_by", kind.OF_GROUP).get(pk=pk) for kind, pk in found)
    return sorted(laws, key=lambda law: law.written_at)


# -- Agreed by another -------------------------------------------------------------------------------------------------


@transaction.atomic
def agree(law: Law, *, by: User, seen: datetime | None = None, at: datetime | None = None) -> Law:
    """The second yes: from its day on the by-law rules, and does not change any more.

    `seen` is when the proposal was written that the officer read: one corrected since is refused.
    """
    ledger.lock(*_books(law.group))
    law = _proposal(law)
    if seen and seen != law.written_at:
        raise ValidationError(_("The proposal was corrected after you opened it. Read it anew."))
    check_second(law, by)
    check_day(law)
    if law.minutes and not ledger.is_as_kept(law.minutes, law.sha256):
        raise ValidationError(_("The minutes were changed or lost since. Do not agree; ask for them anew."))
    if step := BEFORE.get(type(law)):
        step(law)
    law.agreed_by, law.agreed_at = by, at or timezone.now()
    law.save(update_fields=["agreed_by", "agreed_at"])
    law.refresh_from_db(fields=["agreed_at"])
    if step := AFTER.get(type(law)):
        step(law)
    return law


def check_second(law: ByLaw, by: User) -> None:
    """Somebody else than who wrote it, who approves requests; one of the two is the chair, or staff where few are."""
    if law.written_by_id is None or law.written_by_id == by.pk:
        raise ValidationError(_("Somebody else must agree to what you wrote."))
    if not access.may_agree(by, law.group):
        raise ValidationError(_("You may not agree to by-laws of this group."))
    if not any(_weighs(user, law.group) for user in (by, law.written_by)):
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


def judged_since(law: ByLaw) -> Since | None:
    """What was judged from a by-law's day on by the one before it. The first of all judges what nobody judged."""
    kind = type(law)
    if not kind.objects.filter(**{law.SUBJECT: law.subject}).exists():
        return None
    with connection.cursor() as cursor:
        asked = {"subject": law.subject.pk, "day": law.effective_from}
        cursor.execute(JUDGED_SINCE.format(judged=kind.JUDGED), asked)
        what, first, last = cursor.fetchone()
    return Since(Judged(what), first, last + timedelta(days=1)) if what else None


def check_day(law: ByLaw) -> None:
    """A by-law never reaches back over what was judged; one by-law begins on a day."""
    if type(law).objects.filter(**{law.SUBJECT: law.subject}, effective_from=law.effective_from).exists():
        raise ValidationError(_("A by-law from this day is already agreed. Choose another day."), code="effective_from")
    if since := judged_since(law):
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


def _keep(law: Law, by: User, minutes: File | None, at: datetime | None) -> Law:
    _check_writer(law, by)
    law.resolution = " ".join(law.resolution.split())
    law.written_by, law.written_at = by, at or timezone.now()
    if not law.resolution:
        raise ValidationError(_("Name the meeting and resolution that decided this rule."), code="resolution")
    if law.decided_on is None:
        raise ValidationError(_("Enter the day of the meeting that decided this rule."), code="decided_on")
    if law.decided_on > timezone.localdate(law.written_at):
        raise ValidationError(_("The meeting has not been held yet. Enter its day."), code="decided_on")
    check_day(law)
    if minutes:
        law.minutes, law.sha256 = minutes, ledger.digest(minutes)
    law.full_clean()
    law.save()
    law.refresh_from_db(fields=["written_at"])
    return law


def _check_writer(law: ByLaw, by: User) -> None:
    if not access.may(by, "keep the group", law.group):
        raise ValidationError(_("You may not write by-laws of this group."))


def _proposal(law: Law) -> Law:
    """The proposal as it stands, locked until the transaction ends."""
    kept = type(law).every.select_for_update(of=("self",)).filter(pk=law.pk).first()
    if kept is None:
        raise ValidationError(_("This proposal was dropped."))
    if kept.is_agreed:
        raise ValidationError(_("This by-law is agreed and stays. Write a new one from a later day."))
    return kept


def _books(group: Group) -> list[Book]:
    return [pot.book for pot in group.books.select_related("book")]
