"""The one-time code printed on a slip, by which a member makes an account, or chooses a password anew."""

import secrets
from datetime import date, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from villages import access
from villages.models import ActivationSlip, Person
from villages.services import accounts

DAYS, TRIES, DIGITS = 30, 5, 8


@transaction.atomic
def issue(person: Person, *, by: User) -> tuple[ActivationSlip, str]:
    """A new slip and its code, which is shown now and never again. Older slips of the person end."""
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if person.is_practice:
        raise ValidationError(_("This person was invented for practice and gets no account."))
    if person.died_on:
        raise ValidationError(_("This person passed away and gets no account."))
    if _keeps_money(person):
        raise ValidationError(
            _("An officer's password is not renewed by a slip. Ask whoever looks after the server for a new one.")
        )
    now = timezone.now()
    person.slips.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    slip = ActivationSlip.objects.create(
        person=person, code_hash=make_password(code), issued_by=by, expires_at=now + timedelta(days=DAYS)
    )
    return slip, f"{code[:4]} {code[4:]}"


def activate(slip_number: int, code: str, *, last_digits: str, born_on: date, username: str, password: str) -> User:
    """Make the account of a slip's person, without ever telling what of the slip was wrong.

    Every try is counted for good before anything is compared, so that five side by side are five. Only who knows code,
    ID digits and birth date is told of a taken name or a weak password, and gets that try back.
    """
    slip = _tried(slip_number)
    if slip is None:
        make_password(code)  # takes as long as comparing, so that time tells nothing either
    if slip is None or not _belong_together(slip, code, last_digits, born_on):
        raise ValidationError(
            _(
                "Slip, code, ID digits and birth date do not belong together. Look at them once more. "
                "A slip ends after five tries or thirty days: then ask the committee for a new one."
            )
        )
    try:
        return _make_account(slip.pk, username, password)
    except ValidationError:
        ActivationSlip.objects.filter(pk=slip.pk).update(tries=F("tries") - 1)
        raise


@transaction.atomic
def _tried(slip_number: int) -> ActivationSlip | None:
    """The slip if it is alive, with this try counted."""
    slip = _locked().filter(pk=slip_number).first()
    if slip is None or not _alive(slip) or slip.tries >= TRIES:
        return None
    slip.tries += 1
    slip.save(update_fields=["tries"])
    return slip


def _belong_together(slip: ActivationSlip, code: str, last_digits: str, born_on: date) -> bool:
    right_code = check_password(thai.digits(code).replace(" ", "").replace("-", ""), slip.code_hash)
    return right_code and slip.person.citizen_id[-4:] == thai.digits(last_digits) and slip.person.born_on == born_on


@transaction.atomic
def _make_account(slip_number: int, username: str, password: str) -> User:
    slip = _locked().get(pk=slip_number)
    if not _alive(slip):
        raise ValidationError(_("This slip was used or replaced meanwhile. Log in, or ask the committee."))
    person = slip.person
    if person.user_id:
        accounts.renew(person.user, username, password)
    else:
        person.user = accounts.new_user(
            username, password, first_name=f"{person.prefix}{person.first_name}", last_name=person.last_name
        )
        person.save(update_fields=["user"])
    slip.used_at = timezone.now()
    slip.save(update_fields=["used_at"])
    return person.user


def _alive(slip: ActivationSlip) -> bool:
    return (
        not slip.used_at
        and not slip.person.died_on
        and not _keeps_money(slip.person)
        and slip.expires_at > timezone.now()
    )


def _keeps_money(person: Person) -> bool:
    """Whether the account of a person opens more than their own savings."""
    return bool(person.user and access.offices(person.user))


def _locked():
    return ActivationSlip.objects.select_for_update(of=("self",)).select_related("person__user")
