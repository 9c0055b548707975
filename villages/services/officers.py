"""Offices: who holds which role at a group or in the network, from when until when."""

import secrets
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from villages.models import Group, Officer, Role
from villages.models.officers import NETWORK_ROLES
from villages.services import accounts

# Nobody sits on the side that records or decides and on the side that inspects (R1.8).
INSPECTING = {Role.INSPECTOR, Role.AUDITOR}
NEITHER = {Role.FACILITATOR}


@transaction.atomic
def appoint(user: User, role: Role, group: Group | None, *, on: date, until: date | None = None) -> Officer:
    """Give a user a role from a day on. Network roles have no group and write no money (R1.44)."""
    User.objects.select_for_update().get(pk=user.pk)
    role = Role(role)
    if (role in NETWORK_ROLES) != (group is None):
        raise ValidationError(_("This role belongs to the other level. Choose another role."))
    if until and until < on:
        raise ValidationError({"until": _("The office ends before it begins. Check the date.")})
    held = _held(user, on, until)
    if held.filter(group=group, role=role).exists():
        raise ValidationError(_("This person already holds this role."))
    if not user.is_active and not (group and group.is_practice):
        raise ValidationError(_("This account is asleep and holds no office. Choose another user name."))
    for office in held.filter(Q(group=group) | Q(group=None)) if group else held.exclude(group__is_practice=True):
        if _keeps_and_inspects(role, Role(office.role)):
            raise ValidationError(_("Nobody both keeps the money and inspects it. Choose another person or role."))
    return Officer.objects.create(user=user, group=group, role=role, from_on=on, until_on=until)


def _held(user: User, on: date, until: date | None) -> QuerySet[Officer]:
    """The offices a user holds on any day of a term."""
    held = Officer.objects.filter(Q(until_on=None) | Q(until_on__gte=on), user=user)
    return held.filter(from_on__lte=until) if until else held


def _keeps_and_inspects(one: Role, other: Role) -> bool:
    return not NEITHER & {one, other} and (one in INSPECTING) != (other in INSPECTING)


@transaction.atomic
def give(
    username: str, full_name: str, role: Role, group: Group | None, *, by: User, on: date, until: date | None = None
) -> tuple[Officer, str]:
    """Appoint who logs in under a name. Where nobody does, an account is made and its first password returned too."""
    user, password = accounts.named(username), ""
    if user == by:
        raise ValidationError(_("Nobody gives an office to themselves. Ask another officer."))
    if user is None:
        password = secrets.token_urlsafe(9)
        user = accounts.new_user(username, password, first_name=full_name)
    return appoint(user, role, group, on=on, until=until), password


def dismiss(officer: Officer, *, on: date) -> None:
    """End an office with the end of a day."""
    if on < officer.from_on:
        raise ValidationError(_("The office ends before it begins. Check the date."))
    if officer.until_on and officer.until_on < on:
        raise ValidationError(_("This office has already ended."))
    officer.until_on = on
    officer.save(update_fields=["until_on"])
