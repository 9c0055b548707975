"""The one-time code printed on a slip, by which a member makes an account of their own."""

import secrets
from datetime import date, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from villages.models import ActivationSlip, Person

DAYS, TRIES, DIGITS = 30, 5, 8


@transaction.atomic
def issue(person: Person, *, by: User) -> tuple[ActivationSlip, str]:
    """A new slip and its code, which is shown now and never again. Older slips of the person end."""
    if person.user_id:
        raise ValidationError(_("This person already has an account. A forgotten password is another matter."))
    now = timezone.now()
    person.slips.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    slip = ActivationSlip.objects.create(
        person=person, code_hash=make_password(code), issued_by=by, expires_at=now + timedelta(days=DAYS)
    )
    return slip, f"{code[:4]} {code[4:]}"


def activate(slip_number: int, code: str, *, last_digits: str, born_on: date, username: str, password: str) -> User:
    """Make the account of a slip's person and log nothing of what was wrong.

    A name already taken or a weak password is no try; whatever of the slip is wrong counts, and five end the slip.
    """
    user = User(username=username)
    user.full_clean(exclude=["password"])
    validate_password(password, user)
    slip = _tried(slip_number)
    right = slip and check_password(thai.digits(code).replace(" ", "").replace("-", ""), slip.code_hash)
    if not right or slip.person.citizen_id[-4:] != thai.digits(last_digits) or slip.person.born_on != born_on:
        raise ValidationError(
            _("Slip, code, ID digits and birth date do not belong together. After five tries ask for a new slip.")
        )
    return _make_account(slip.pk, user, password)


@transaction.atomic
def _tried(slip_number: int) -> ActivationSlip | None:
    """The slip if it is alive, with this try counted for good before anything is compared."""
    slip = _locked().filter(pk=slip_number).first()
    if slip is None or slip.used_at or slip.tries >= TRIES or slip.expires_at <= timezone.now():
        return None
    slip.tries += 1
    slip.save(update_fields=["tries"])
    return slip


@transaction.atomic
def _make_account(slip_number: int, user: User, password: str) -> User:
    slip = _locked().get(pk=slip_number)
    person = slip.person
    if slip.used_at or person.user_id:
        raise ValidationError(_("This person already has an account."))
    user.first_name, user.last_name = f"{person.prefix}{person.first_name}", person.last_name
    user.set_password(password)
    user.save()
    person.user, slip.used_at = user, timezone.now()
    person.save(update_fields=["user"])
    slip.save(update_fields=["used_at"])
    return user


def _locked():
    return ActivationSlip.objects.select_for_update().select_related("person")
