"""Another officer at the same laptop, known by their own password (R0.18, R3.32)."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ledger import thai
from ledger.users import shown_name
from villages import access
from villages.http import OfficerRequest
from villages.models import Group


def proven(request: HttpRequest, user: User, password: str) -> User:
    """The user whose password this is; refused, and after some tries for a while, when it is another's."""
    name = shown_name(user)
    if not ratelimit.consume(request, action="sign", key=user.username):
        raise ValidationError(
            _("Too many wrong passwords. Wait five minutes, or sign on your own phone."), code="second"
        )
    known = authenticate(request, username=user.username, password=password)
    if known is None or known.pk != user.pk:
        raise ValidationError(
            _("This is not the password of %(person)s. Type it once more."), code="second", params={"person": name}
        )
    ratelimit.clear(request, action="sign", key=user.username)
    return user


def who_agreed(request: OfficerRequest, group: Group) -> User | None:
    """Who typed their password beside a large receipt; None where nobody was chosen.

    In a practice group one person presses for all.
    """
    chosen: Any = request.POST.get("second", "")
    if not thai.is_figures(chosen) or (user := User.objects.filter(pk=chosen, is_active=True).first()) is None:
        return None
    if group.is_practice and access.may_stand_in(request.practising, user, group):
        return user
    return proven(request, user, request.POST.get("password", ""))
