"""Offices: who holds which role at a group or in the network, from when until when."""

from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from villages.models import Group, Officer, Role
from villages.models.officers import NETWORK_ROLES

# Nobody sits on the side that records or decides and on the side that inspects (R1.8).
INSPECTING = {Role.INSPECTOR, Role.AUDITOR}


def appoint(user: User, role: Role, group: Group | None, *, on: date, until: date | None = None) -> Officer:
    """Give a user a role from a day on. Network roles have no group and write no money (R1.44)."""
    role = Role(role)
    if (role in NETWORK_ROLES) != (group is None):
        raise ValidationError(_("This role belongs to the other level. Choose another role."))
    held = Officer.objects.filter(Q(until_on=None) | Q(until_on__gte=on), user=user)
    if held.filter(group=group, role=role).exists():
        raise ValidationError(_("This person already holds this role."))
    at_stake = held if role == Role.AUDITOR else held.filter(Q(group=group) | Q(role=Role.AUDITOR))
    for office in at_stake:
        if (office.role in INSPECTING) != (role in INSPECTING):
            raise ValidationError(_("Nobody both keeps the money and inspects it. Choose another person or role."))
    return Officer.objects.create(user=user, group=group, role=role, from_on=on, until_on=until)


def dismiss(officer: Officer, *, on: date) -> None:
    """End an office with the end of a day."""
    if on < officer.from_on:
        raise ValidationError(_("The office ends before it begins. Check the date."))
    officer.until_on = on
    officer.save()
