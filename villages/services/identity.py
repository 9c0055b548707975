"""Who has no citizen ID joins with a number of the network's own; the ID is written down when there is one (R0.15).

Both wait for a second officer: a person who is in the register twice could be paid twice.
"""

import secrets
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import thai
from villages import access
from villages.models import Group, PendingRequest, Person
from villages.models.people import PRACTICE
from villages.services import acts, people, requests
from villages.services.acts import Detail
from villages.services.requests import Ready, Wish

JOIN, WRITE = "join without a citizen ID", "write a citizen ID"


def ask_to_join(
    group: Group, facts: dict[str, Any], *, on: date, guardian: Person | None, seen: Collection[int], reason: str,
    by: User, request_id: UUID,
) -> PendingRequest:  # fmt: skip
    """Ask a second officer to take in somebody who has no citizen ID at all; `seen` are those who look alike.

    Raises ValidationError in a practice group, for who is close to the asker, and where `people.check_joining` does.
    """
    person = Person(**facts)
    params = {name: getattr(value, "pk", value) for name, value in facts.items()}
    arguments = {"person": params, "on": on, "guardian": guardian and guardian.pk, "seen": sorted(seen)}

    def check() -> Ready:
        if group.is_practice:
            raise ValidationError(_("In practice everybody has an invented citizen ID. Use the one that stands there."))
        _check(person, group, on=on, guardian=guardian, seen=seen, by=by)
        words = {"person": person, "born": person.birthday}
        return Ready(_("%(person)s, born %(born)s, joins without a citizen ID") % words)

    return requests.ask(Wish(group, JOIN, arguments, by, request_id, reason), check)


def _check(person: Person, group: Group, *, on: date, guardian: Person | None, seen: Collection[int], by: User) -> None:
    """Checked when it is asked and once more when it is agreed to."""
    access.refuse_own_money(by, person, guardian)
    people.check_joining(person, on, guardian)
    people.refuse_alike(person, seen)


def _about_joining(request: PendingRequest) -> Iterator[Detail]:
    person, guardian = _who(request), _guardian(request)
    yield Detail(_("Born on"), person.birthday)
    yield Detail(_("Address"), person.address or "–")
    yield Detail(_("Joins on"), thai.long_date(date.fromisoformat(request.arguments["on"])))
    if guardian:
        yield Detail(_("Guardian"), guardian)
    for other in Person.objects.filter(pk__in=request.arguments["seen"]).select_related("village"):
        yield Detail(_("Said to be somebody else"), f"{other}, {other.birthday}, {other.address}")


def _who(request: PendingRequest) -> Person:
    fields = dict(request.arguments["person"])
    if "born_known" in fields:  # what the field was called when this was asked
        fields["birthday_precision"] = fields.pop("born_known")
    village, born_on = fields.pop("village"), date.fromisoformat(fields.pop("born_on"))
    return Person(**fields, born_on=born_on, village_id=village)


def _guardian(request: PendingRequest) -> Person | None:
    return Person.objects.filter(pk=request.arguments["guardian"]).first()


@acts.waits(JOIN, asker="keep members", shows=_about_joining)
@transaction.atomic
def _joined(request: PendingRequest, approver: User) -> None:
    """Give the number, and make the person a member."""
    person, guardian, group = _who(request), _guardian(request), request.of_group
    on = date.fromisoformat(request.arguments["on"])
    _check(person, group, on=on, guardian=guardian, seen=request.arguments["seen"], by=approver)
    person.network_id = _new_number()
    person.full_clean()
    person.save()
    people.join(group, person, on=on, guardian=guardian)


def _new_number() -> str:
    """Random, not the next one: its last digits, together with a slip, open an account."""
    while True:
        seven = str(1_000_000 + secrets.randbelow(9_000_000))
        number = seven + thai.check_digit(seven)
        if not Person.objects.filter(network_id=number).exists():
            return number


# -- Later there is an ID ----------------------------------------------------------------------------------------------


def ask_to_write_id(
    person: Person, citizen_id: str, *, group: Group, reason: str, by: User, request_id: UUID
) -> PendingRequest:
    """Ask a second officer to write down the citizen ID of who joined without one.

    Raises ValidationError for the asker's own row, and when the ID is written already or known as somebody else's.
    """
    arguments = {"person": person.pk, "citizen_id": citizen_id}

    def check() -> Ready:
        if person.user_id == by.pk:
            raise ValidationError(_("Nobody changes their own row of the register. Ask another officer."))
        _check_free(Person.objects.get(pk=person.pk), citizen_id)
        words = {"person": person, "number": thai.mask(citizen_id)}
        return Ready(_("%(person)s has a citizen ID now: %(number)s") % words)

    return requests.ask(Wish(group, WRITE, arguments, by, request_id, reason, beneficiary=person), check)


def _check_free(person: Person, citizen_id: str) -> None:
    if person.citizen_id:
        raise ValidationError(_("The citizen ID is written down already and is never changed."))
    if citizen_id.startswith(PRACTICE):
        raise ValidationError(_("No ID card has this number: it was invented for practice. Copy it from the card."))
    if other := Person.objects.filter(citizen_id=citizen_id).first():
        raise ValidationError(
            _("The network knows this citizen ID as %(person)s already. Ask the network's staff: one of the two ends."),
            params={"person": other},
        )


def _both_numbers(request: PendingRequest) -> Iterator[Detail]:
    person = request.beneficiary
    assert person
    yield Detail(_("Citizen ID"), thai.mask(request.arguments["citizen_id"]), before=person.masked_id)
    yield Detail(_("Born on"), person.birthday)
    yield Detail(_("Address"), person.address or "–")


@acts.waits(WRITE, asker="keep members", shows=_both_numbers)
@transaction.atomic
def _written(request: PendingRequest, approver: User) -> None:
    assert request.beneficiary
    person = Person.objects.select_for_update(of=("self",)).get(pk=request.beneficiary.pk)
    _check_free(person, request.arguments["citizen_id"])
    person.citizen_id = request.arguments["citizen_id"]
    person.save(update_fields=["citizen_id"])
