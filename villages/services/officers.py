"""Offices: who holds which role at a group or in the network, from when until when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from villages.models import Group, Officer, Person, Role
from villages.models.officers import NETWORK_ROLES
from villages.services import people

# Nobody sits on the side that records or decides and on the side that inspects (R1.8).
INSPECTING = {Role.INSPECTOR, Role.AUDITOR}
NEITHER = {Role.FACILITATOR}


@transaction.atomic
def appoint(person: Person, role: Role, group: Group | None, *, on: date, until: date | None = None) -> Officer:
    """Give a person a role from a day on. Network roles have no group and write no money (R1.44)."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    role = Role(role)
    if (role in NETWORK_ROLES) != (group is None):
        raise ValidationError(_("This role belongs to the other level. Choose another role."))
    if until and until < on:
        raise ValidationError({"until": _("The office ends before it begins. Check the date.")})
    _check_person(person, group, on)
    held = _held(person, on, until)
    if held.filter(group=group, role=role).exists():
        raise ValidationError(_("This person already holds this role."))
    for office in held.filter(Q(group=group) | Q(group=None)) if group else held.exclude(group__is_practice=True):
        if _keeps_and_inspects(role, Role(office.role)):
            raise ValidationError(_("Nobody both keeps the money and inspects it. Choose another person or role."))
    return Officer.objects.create(person=person, group=group, role=role, from_on=on, until_on=until)


def _check_person(person: Person, group: Group | None, on: date) -> None:
    """An officer lives, is of age and has a written house, by which one knows whose money is their own (R0.10)."""
    people.check_alive(person)
    if person.is_practice and not (group and group.is_practice):
        raise ValidationError(_("This person was invented for practice and holds no office. Choose somebody real."))
    if people.is_minor(person, on):
        raise ValidationError(_("An officer is 20 years old or more. Choose somebody else."))
    if not person.house_no:
        raise ValidationError(
            _("The house of %(person)s is not written down. Write it in the register first, then give the office."),
            params={"person": person},
        )


def _held(person: Person, on: date, until: date | None) -> QuerySet[Officer]:
    """The offices a person holds on any day of a term."""
    held = Officer.objects.filter(Q(until_on=None) | Q(until_on__gte=on), person=person)
    return held.filter(from_on__lte=until) if until else held


def _keeps_and_inspects(one: Role, other: Role) -> bool:
    return not NEITHER & {one, other} and (one in INSPECTING) != (other in INSPECTING)


def dismiss(officer: Officer, *, on: date) -> None:
    """End an office with the end of a day."""
    if on < officer.from_on:
        raise ValidationError(_("The office ends before it begins. Check the date."))
    if officer.until_on and officer.until_on < on:
        raise ValidationError(_("This office has already ended."))
    officer.until_on = on
    officer.save(update_fields=["until_on"])
