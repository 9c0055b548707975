"""Offices wait for a second officer, who is neither who asks nor whom it is about (promise 5).

Chair and treasurer also need the network's yes, and offices of the network are agreed by a second of its staff. In a
group with fewer than three officers the missing yes comes from the network, never from who asked.
"""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from villages import access
from villages.models import Group, Officer, PendingRequest, Person, Role
from villages.queries.family import tied
from villages.queries.officers import APPOINT, END, LENGTHEN, RENEW, STAND_IN, WAITING, in_office
from villages.services import acts, officers, requests, votes
from villages.services.acts import Detail
from villages.services.requests import Ready, Wish

KEEP_OFFICERS = "keep officers"  # the act of `villages.access` that lets one ask
ALSO_THE_NETWORK = {Role.CHAIR, Role.TREASURER, Role.STAND_IN}


def ask_to_appoint(
    person: Person, role: Role, group: Group | None, *, on: date, until: date | None = None, reason: str, by: User,
    request_id: UUID,
) -> PendingRequest:  # fmt: skip
    """Ask a second officer to give a person of the register a role. What would be refused then is refused now."""
    role = Role(role)

    def check() -> str:
        officers.check(officers.locked(person), role, group, on, until)
        if role == Role.STAND_IN and group:
            _check_independent(person, group, by)
        words = {"person": person, "role": role.label, "day": thai.long_date(on)}
        summary = _("%(person)s becomes %(role)s from %(day)s") % words
        return summary + (_(", until %(day)s") % {"day": thai.long_date(until)} if until else "")

    arguments = {"person": person.pk, "role": role, "on": on, "until": until}
    act = STAND_IN if role == Role.STAND_IN else APPOINT
    return _ask(act, person, role, group, arguments, check, reason, by, request_id)


@transaction.atomic
def ask_to_end(
    officer: Officer, *, on: date, reason: str, by: User, request_id: UUID, urgent: bool = False
) -> PendingRequest:
    """Ask a second officer to end an office with a day. An urgent dismissal rests it at once, until that is decided.

    Raises ValidationError when nobody would be left to decide it, the day does not fit, or the asker may not ask.
    """
    on = timezone.localdate() if urgent else on

    def check() -> str:
        office = officers.latest(officer)
        officers.check_end(office, on)
        words = {"person": office.person, "role": office.get_role_display(), "day": thai.long_date(on)}
        if urgent:
            _check_others(office, by)
            return _("%(person)s is dismissed as %(role)s; the office rests since %(day)s") % words
        return _("%(person)s ends as %(role)s with %(day)s") % words

    request = _ask_about(END, officer, {"on": on, "urgent": urgent}, check, reason, by, request_id)
    if urgent:
        Officer.objects.filter(pk=officer.pk).update(rests_for=request)
    return request


def ask_to_lengthen(officer: Officer, *, until: date | None, reason: str, by: User, request_id: UUID) -> PendingRequest:
    """Ask a second officer to let an office go on until a later day, or until somebody ends it.

    Raises ValidationError when the day is no later end, or the asker may not ask.
    """

    def check() -> str:
        office = officers.latest(officer)
        officers.check_longer(office, until)
        words = {"person": office.person, "role": office.get_role_display(), "day": until and thai.long_date(until)}
        summary = (
            _("%(person)s stays %(role)s until %(day)s") if until else _("%(person)s stays %(role)s without an end")
        )
        return summary % words

    return _ask_about(LENGTHEN, officer, {"until": until}, check, reason, by, request_id)


def ask_to_renew(officer: Officer, *, reason: str, by: User, request_id: UUID) -> PendingRequest:
    """Ask a second officer to let an officer who forgot the password have a slip for a new one.

    Raises ValidationError when the officer has no account, or the asker may not ask.
    """

    def check() -> str:
        office = officers.latest(officer)
        if office.person.user_id is None:
            raise ValidationError(_("This officer has no account yet. Print the slip."))
        words = {"person": office.person, "role": office.get_role_display()}
        return _("%(person)s (%(role)s) gets a slip for a new password") % words

    return _ask_about(RENEW, officer, {"person": officer.person_id}, check, reason, by, request_id)


def _check_independent(person: Person, group: Group, by: User) -> None:
    """A stand-in is close neither to who names them nor to who asks what waits for a decision there (R0.10)."""
    waiting = group.requests.filter(status=WAITING).values("maker")
    if tied(person, Person.objects.filter(Q(user=by) | Q(user__in=waiting)).exclude(pk=person.pk)) - {person.pk}:
        raise ValidationError(_("This person is close to somebody who asks here. Choose another person."))


def _check_others(officer: Officer, by: User) -> None:
    """One of two staff does not lock the other out: nobody would be left to agree or to refuse."""
    staff = in_office(timezone.localdate()).filter(role=Role.STAFF).exclude(person__user=by)
    if officer.group is None and not staff.exclude(person=officer.person).exists():
        raise ValidationError(_("Nobody would be left to decide this. Appoint another network staff first."))


def _ask_about(
    act: str, officer: Officer, arguments: dict, check: Callable[[], str], reason: str, by: User, request_id: UUID
) -> PendingRequest:
    arguments = {"officer": officer.pk, **arguments}
    return _ask(act, officer.person, Role(officer.role), officer.group, arguments, check, reason, by, request_id)


def _ask(
    act: str, person: Person, role: Role, group: Group | None, arguments: dict, check: Callable[[], str], reason: str,
    by: User, request_id: UUID,
) -> PendingRequest:  # fmt: skip
    """Wait for a second officer who is neither who asks nor whom it is about."""
    network = role in ALSO_THE_NETWORK and not (group and group.is_practice)

    def ready() -> Ready:
        if person.user_id == by.pk:
            raise ValidationError(_("Nobody gives, ends or lengthens their own office. Ask another officer."))
        if not access.may(by, acts.ACTS[act].asker, group):
            raise ValidationError(_("Your office may not ask this. Ask the chair or the network's staff."))
        summary = check()
        about = {f"arguments__{name}": arguments[name] for name in ("person", "officer", "role") if name in arguments}
        if PendingRequest.objects.filter(act=act, group=group, status=WAITING, **about).exists():
            raise ValidationError(_("The same was asked already and waits for a second officer."))
        return Ready(summary)

    return requests.ask(Wish(group, act, arguments, by, request_id, reason, person, network=network), ready)


# -- What who decides reads --------------------------------------------------------------------------------------------


def _about_person(request: PendingRequest) -> Iterator[Detail]:
    """Who it is about, in words that one can compare with the register."""
    person = request.beneficiary
    assert person
    yield Detail(_("Citizen ID"), person.masked_id)
    yield Detail(_("Address"), person.address)
    others = in_office(timezone.localdate()).filter(person=person).select_related("group")
    if roles := [f"{office.get_role_display()} {office.group or ''}".strip() for office in others]:
        yield Detail(_("Offices today"), " · ".join(roles))


def _about_term(request: PendingRequest) -> Iterator[Detail]:
    """The end of the office as it is now beside what is asked for."""
    office = Officer.objects.get(pk=request.arguments["officer"])
    days = (office.until_on, _day(request.arguments.get("until" if request.act == LENGTHEN else "on")))
    before, after = (thai.long_date(day) if day else _("without an end") for day in days)
    yield Detail(_("Until the day"), after, before=before)
    yield from _about_person(request)


# -- Agreed ------------------------------------------------------------------------------------------------------------


@acts.waits(APPOINT, asker=KEEP_OFFICERS, shows=_about_person)
def _appointed(request: PendingRequest, by: User) -> None:
    _begin(request)


@acts.waits(STAND_IN, asker=votes.NETWORK, shows=_about_person)
def _named(request: PendingRequest, by: User) -> None:
    assert request.beneficiary
    assert request.group
    _check_independent(request.beneficiary, request.group, request.maker)
    _begin(request)


def _begin(request: PendingRequest) -> None:
    wish = request.arguments
    on, until = _day(wish["on"]), _day(wish["until"])
    assert on
    officers.appoint(Person.objects.get(pk=wish["person"]), Role(wish["role"]), request.group, on=on, until=until)


@acts.waits(END, asker=KEEP_OFFICERS, shows=_about_term)
def _ended(request: PendingRequest, by: User) -> None:
    """The end is not before the day of agreement; a resting office ends with the day since which it rests."""
    on = _day(request.arguments["on"])
    assert on
    office = Officer.objects.get(pk=request.arguments["officer"])
    officers.end(office, on=on if request.arguments["urgent"] else max(on, timezone.localdate()))


@acts.waits(LENGTHEN, asker=KEEP_OFFICERS, shows=_about_term)
def _lengthened(request: PendingRequest, by: User) -> None:
    officers.lengthen(Officer.objects.get(pk=request.arguments["officer"]), until=_day(request.arguments["until"]))


@acts.waits(RENEW, asker=KEEP_OFFICERS, shows=_about_person)
def _renewed(request: PendingRequest, by: User) -> None:
    """Nothing happens yet: the yes is good for one slip (`queries.renewal`)."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
