"""The one-time code printed on a slip, by which somebody makes an account, or chooses a password anew."""

import secrets
from datetime import date, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from ledger.birthdays import Birthday
from villages.models import ActivationSlip, Person
from villages.queries import officers as officers_queries
from villages.services import accounts

DAYS, TRIES, DIGITS, PLACES = 30, 5, 8, 9
Said = tuple[Birthday, ...]  # every reading of a birthday that somebody wrote


@transaction.atomic
def issue(person: Person, *, by: User) -> tuple[ActivationSlip, str]:
    """A new slip and its code, which is shown now and never again. Older slips of the person end.

    An officer's password is renewed only after a second officer agreed to it, so that nobody takes an office alone.
    Raises ValidationError before that, for who was invented or died, and when `by` asked for the office.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if person.is_practice:
        raise ValidationError(_("This person was invented for practice and gets no account."))
    if person.died_on:
        raise ValidationError(_("This person passed away and gets no account."))
    if officers_queries.asked_for_office(person, by):
        raise ValidationError(_("You asked for this office. Another officer prints the slip."))
    agreed = officers_queries.renewal(person)
    if _keeps_money(person) and agreed is None:
        raise ValidationError(
            _("An officer's password is renewed only when a second officer agrees. Ask for it on the page of officers.")
        )
    now = timezone.now()
    person.slips.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    code = _figures(DIGITS)
    slip = ActivationSlip.objects.create(
        number=_figures(PLACES),
        person=person,
        code_hash=make_password(code),
        issued_by=by,
        expires_at=now + timedelta(days=DAYS),
        request=agreed,
    )
    return slip, f"{code[:4]} {code[4:]}"


def _figures(places: int) -> str:
    return "".join(secrets.choice("0123456789") for _place in range(places))


def activate(
    slip_number: str, code: str, *, last_digits: str, born_on: date | Said, username: str, password: str
) -> User:
    """Make the account of a slip's person, without ever telling what of the slip was wrong.

    Only who knows code, ID digits and birth date is told of a taken name or a weak password. Raises ValidationError
    when these do not belong together, and for such a name or password.
    """
    said = (Birthday(born_on),) if isinstance(born_on, date) else born_on
    slip = _opened(slip_number, code, last_digits, said)
    if slip is None:
        raise ValidationError(
            _(
                "Slip, code, ID digits and birth date do not belong together. Look at them once more. "
                "After five tries wait until tomorrow, or ask the committee for a new slip; it is good for thirty days."
            )
        )
    return _make_account(slip.pk, username, password)


@transaction.atomic
def _opened(slip_number: str, code: str, last_digits: str, born_on: Said) -> ActivationSlip | None:
    """The slip, if everything belongs together.

    Who does not know its person cannot use up the tries of a slip they do not hold, so a stranger never locks the owner
    out. Who knows the person guesses five codes a day: 150 of a hundred million while a slip is good. Who holds the
    paper guesses its person five times, then the slip ends. All tries at one slip wait for the lock on its row.
    """
    slip = _locked().filter(number=slip_number).first()
    knows = slip is not None and _is_of(slip.person, last_digits, born_on)
    if slip is None or not _alive(slip) or (knows and _guesses(slip) >= TRIES):
        make_password(code)  # takes as long as a comparison, so that the time does not tell whether the slip exists
        return None
    right_code = check_password(thai.digits(code).replace(" ", "").replace("-", ""), slip.code_hash)
    if knows and right_code:
        return slip
    if knows:
        slip.guesses, slip.guessed_on = _guesses(slip) + 1, timezone.localdate()
    slip.tries += right_code
    slip.save(update_fields=["guesses", "guessed_on", "tries"])
    return None


def _is_of(person: Person, last_digits: str, said: Said) -> bool:
    """The birthday is compared as far as the register knows it, even the year only (R0.16); the answer may say more."""
    return person.identity[-4:] == thai.digits(last_digits) and any(map(person.birthday.fits, said))


def _guesses(slip: ActivationSlip) -> int:
    """How many codes were guessed today."""
    return slip.guesses if slip.guessed_on == timezone.localdate() else 0


@transaction.atomic
def _make_account(slip_pk: int, username: str, password: str) -> User:
    slip = _locked().get(pk=slip_pk)
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
        and slip.tries < TRIES
        and (slip.request_id is not None or not _keeps_money(slip.person))
        and slip.expires_at > timezone.now()
    )


def _keeps_money(person: Person) -> bool:
    """Whether the account of a person opens more than their own savings, now or later."""
    return person.user_id is not None and officers_queries.held_or_coming(person).exists()


def _locked():
    return ActivationSlip.objects.select_for_update(of=("self",)).select_related("person__user")
