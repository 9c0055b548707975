"""Offices: who holds which role at a group or in the network, from when until when."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from villages import rules as villages_rules
from villages.models import Group, Officer, Person, Role
from villages.models.officers import NETWORK_ROLES
from villages.queries import officers as officers_queries
from villages.services import people

# Nobody sits on the side that records or decides and on the side that inspects (R1.8).
INSPECTING = {Role.INSPECTOR, Role.AUDITOR}
NEITHER = {Role.FACILITATOR}
STAND_IN_DAYS = 30


@transaction.atomic
def appoint(person: Person, role: Role, group: Group | None, *, on: date, until: date | None = None) -> Officer:
    """Give a person a role from a day on. Network roles have no group and write no money (R1.44).

    Raises ValidationError where `check` does.
    """
    person = locked(person)
    check(person, Role(role), group, on, until)
    return Officer.objects.create(person=person, group=group, role=role, from_on=on, until_on=until)


@transaction.atomic
def end(officer: Officer, *, on: date) -> None:
    """End an office with the end of a day. Raises ValidationError where `check_end` does."""
    officer = latest(officer)
    check_end(officer, on)
    officer.until_on = on
    officer.save(update_fields=["until_on"])


@transaction.atomic
def lengthen(officer: Officer, *, until: date | None) -> None:
    """Let an office go on until a later day, or without an end. Raises ValidationError where `check_longer` does."""
    officer = latest(officer)
    check_longer(officer, until)
    officer.until_on = until
    officer.save(update_fields=["until_on"])


# -- What may be -------------------------------------------------------------------------------------------------------


def locked(person: Person) -> Person:
    """The person's row, locked until the transaction ends."""
    return Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)


def latest(officer: Officer) -> Officer:
    """The office as it stands now, with its person locked: all offices of one person are decided one by one."""
    locked(officer.person)
    return Officer.objects.select_related("person", "group").get(pk=officer.pk)


def check(person: Person, role: Role, group: Group | None, on: date, until: date | None) -> None:
    """Raises ValidationError where this person may not hold this role of this group in these days (R0.10)."""
    if (role in NETWORK_ROLES) != (group is None):
        raise ValidationError(_("This role belongs to the other level. Choose another role."))
    if until and until < on:
        raise ValidationError({"until": _("The office ends before it begins. Check the date.")})
    _check_person(person, group, on)
    if role == Role.STAND_IN and group:
        _check_stand_in(person, group, on, until)
    terms = _terms(person, on, until)
    if terms.filter(group=group, role=role).exists():
        raise ValidationError(_("This person already holds this role."))
    _check_sides(role, group, terms)


def _check_sides(role: Role, group: Group | None, terms: QuerySet[Officer]) -> None:
    """The auditor inspects every group; an office in a practice group does not count against it."""
    for office in terms.filter(Q(group=group) | Q(group=None)) if group else terms.exclude(group__is_practice=True):
        if not NEITHER & {role, office.role} and (role in INSPECTING) != (office.role in INSPECTING):
            raise ValidationError(_("Nobody both keeps the money and inspects it. Choose another person or role."))


def _check_person(person: Person, group: Group | None, on: date) -> None:
    """An officer lives, is of age and has a written house, by which one knows whose money is their own (R0.10)."""
    people.check_alive(person)
    if person.is_practice and not (group and group.is_practice):
        raise ValidationError(_("This person was invented for practice and holds no office. Choose somebody real."))
    if not person.citizen_id:
        raise ValidationError(_("An officer has a citizen ID. Write it in the register first, then give the office."))
    if people.is_minor(person, on):
        raise ValidationError(_("An officer is 20 years old or more. Choose somebody else."))
    if not villages_rules.house(person.village_id, person.house_no):
        raise ValidationError(
            _("The house of %(person)s is not written down. Write it in the register first, then give the office."),
            params={"person": person},
        )


def _check_stand_in(person: Person, group: Group, on: date, until: date | None) -> None:
    """Somebody of another group, for some days, where nobody of this one is free (R0.10)."""
    if until is None or until >= on + timedelta(days=STAND_IN_DAYS):
        raise ValidationError(
            {"until": _("A stand-in stays for at most %(days)d days. Choose an earlier day.") % {"days": STAND_IN_DAYS}}
        )
    offices = officers_queries.in_office(timezone.localdate()).filter(person=person).exclude(role=Role.STAND_IN)
    elsewhere = offices.exclude(group=None).exclude(group=group).exclude(group__is_practice=True)
    here = officers_queries.held_or_coming(person).filter(group=group).exclude(role=Role.STAND_IN)
    if group.is_practice or here.exists() or not elsewhere.exists():
        raise ValidationError(
            _("A stand-in holds an office in another group and none in this one. Choose another person.")
        )


def _terms(person: Person, on: date, until: date | None) -> QuerySet[Officer]:
    """The offices a person holds on any day of a term."""
    terms = Officer.objects.filter(Q(until_on=None) | Q(until_on__gte=on), person=person)
    return terms.filter(from_on__lte=until) if until else terms


def check_end(officer: Officer, on: date) -> None:
    """Raises ValidationError for a day before the office begins, and for an office that has ended by then."""
    if on < officer.from_on:
        raise ValidationError(_("The office ends before it begins. Check the date."))
    if officer.until_on and officer.until_on < on:
        raise ValidationError(_("This office has already ended."))


def check_longer(officer: Officer, until: date | None) -> None:
    """Raises ValidationError for a stand-in, and for a day that is no later end."""
    if officer.role == Role.STAND_IN:
        raise ValidationError(_("A stand-in is not lengthened. Name one anew when the days are over."))
    if officer.until_on is None or (until and until <= officer.until_on):
        raise ValidationError({"until": _("The office lasts until then already. Choose a later day.")})
    if officer.until_on < timezone.localdate():
        raise ValidationError(_("This office has already ended. Give it anew."))
    people.check_alive(officer.person)
    others = _terms(officer.person, officer.until_on, until).exclude(pk=officer.pk)
    if others.filter(group=officer.group, role=officer.role).exists():
        raise ValidationError(_("This person already holds this role."))
    _check_sides(Role(officer.role), officer.group, others)
