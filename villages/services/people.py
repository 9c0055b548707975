"""People join, name who inherits, leave and return."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import thai
from villages.models import Group, Member, Nominee, Person, Spell
from villages.models.people import COMING_OF_AGE


def new_person(*, citizen_id: str, **fields) -> Person:
    """A person with a checked citizen ID (R9.6). A person the network knows already is refused."""
    try:
        person = Person(citizen_id=thai.citizen_id(citizen_id), **fields)
    except ValueError as fault:
        raise ValidationError({"citizen_id": str(fault)}) from fault
    person.full_clean()
    person.save()
    return person


@transaction.atomic
def join(group: Group, person: Person, *, on: date, number: str = "", guardian: Person | None = None) -> Member:
    """Make a person a member of a group (R3.30, R3.31) or take a former member back under the old number (R3.24).

    Somebody under twenty needs a guardian (R3.27).
    """
    Group.objects.select_for_update().get(pk=group.pk)
    if on < person.born_on:
        raise ValidationError(_("Nobody joins before being born. Check the date of joining."))
    if person.age(on) < COMING_OF_AGE and guardian is None:
        raise ValidationError(_("A member under 20 joins with a guardian. Choose the guardian first."))
    if guardian == person:
        raise ValidationError(_("Nobody is their own guardian. Choose a parent or relative."))
    member = Member.objects.filter(group=group, person=person).first()
    if member and member.is_active:
        raise ValidationError(
            _("%(person)s is already a member, number %(number)s.") % {"person": person, "number": member.number}
        )
    if member:
        if on < member.left_on:
            raise ValidationError(_("The date of returning is before the date of leaving. Check the date."))
        member.left_on, member.guardian = None, guardian
        member.save()
    else:
        member = Member.objects.create(
            group=group, person=person, number=number or next_number(group), joined_on=on, guardian=guardian
        )
    Spell.objects.create(member=member, joined_on=on)
    return member


def next_number(group: Group) -> str:
    """The number after the highest ever given in the group (R3.31)."""
    last = Member.objects.filter(group=group).order_by("-number").values_list("number", flat=True).first()
    running = int(last[3:]) + 1 if last else 1
    if running > 9999:
        raise ValidationError(_("All member numbers of this group are used up."))
    return f"{group.code}-{running:04d}"


@transaction.atomic
def leave(member: Member, *, on: date, reason: str) -> None:
    """End a membership (R3.22). Open passbooks are checked by those who keep them."""
    spell = member.spells.select_for_update(of=("self",)).filter(left_on=None).first()
    if spell is None:
        raise ValidationError(_("This member has already left."))
    if on < spell.joined_on:
        raise ValidationError(_("The date of leaving is before the date of joining. Check the date."))
    if not reason.strip():
        raise ValidationError(_("Write why the member leaves."))
    spell.left_on, spell.reason = on, reason.strip()
    spell.save()
    member.left_on = on
    member.save()


@transaction.atomic
def name_nominees(member: Member, nominees: Iterable[tuple[str, str, Decimal]], *, on: date) -> list[Nominee]:
    """Write a dated form of who receives the member's money: (name, relation, per cent), together 100 (R3.29)."""
    named = [
        Nominee(member=member, named_on=on, name=name, relation=relation, share=share)
        for name, relation, share in nominees
    ]
    if sum((nominee.share for nominee in named), Decimal(0)) != 100:
        raise ValidationError(_("The shares of the beneficiaries must make 100 per cent together."))
    member.nominees.filter(named_on=on).delete()
    return Nominee.objects.bulk_create(named)
