"""People join, name who inherits, leave and return."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from villages import access
from villages import rules as villages_rules
from villages.models import Group, Member, MembershipPeriod, Nominee, PendingRequest, Person
from villages.models.people import COMING_OF_AGE
from villages.queries import people as people_queries
from villages.services import houses


def new_person(*, citizen_id: str, seen: Collection[int] = (), **fields) -> Person:
    """A person with a checked citizen ID (R9.6). A person the network knows already is refused.

    So is who looks like somebody that joined without one, unless `seen` says that they are two people (R0.15). Raises
    ValidationError for both, and for a citizen ID that is none.
    """
    try:
        person = Person(citizen_id=thai.citizen_id(citizen_id), **fields)
    except ValueError as fault:
        raise ValidationError({"citizen_id": str(fault)}) from fault
    refuse_alike(person, seen)
    person.full_clean()
    person.save()
    return person


def refuse_alike(person: Person, seen: Collection[int]) -> None:
    """Who looks alike may be one person; where both have a citizen ID they are two (R0.15).

    Raises ValidationError with their names.
    """
    others = [other for other in people_queries.alike(person) if other.pk not in seen]
    if others:
        raise ValidationError(
            _("In the register there is %(others)s already. Tick who is somebody else, or go on with that member."),
            params={"others": ", ".join(f"{other} ({other.birthday})" for other in others)},
        )


@transaction.atomic
def correct(
    person: Person, *, by: User, group: Group | None = None, request_id: UUID | None = None, **fields
) -> PendingRequest | None:
    """Write down what is known of a person by now. Nobody rewrites their own row: it says who is of which house.

    The house of an officer, or of somebody close to one, waits for a second officer of the `group` (R0.10). Raises
    ValidationError for the officer's own row, and when a member would be under twenty without a guardian.
    """
    if person.user_id == by.pk:
        raise ValidationError(_("Nobody changes their own row of the register. Ask another officer."))
    written = Person.objects.select_related("village").get(pk=person.pk)
    before, move = is_minor(written, timezone.localdate()), None
    home = fields.get("village", written.village), fields.get("house_no", written.house_no)
    if houses.waits(written, *home):
        move = houses.ask_to_move(written, *home, group=group, by=by, request_id=request_id or uuid4())
        fields |= {"village": written.village, "house_no": written.house_no}
    for name, value in fields.items():
        setattr(person, name, value)
    person.full_clean()
    grows_younger = is_minor(person, timezone.localdate()) and not before
    if grows_younger and person.memberships.filter(left_on=None, guardian=None).exists():
        raise ValidationError(
            {"born_on": _("By this date the member is under 20 and has no guardian. Check the date.")}
        )
    person.save()
    return move


def is_minor(person: Person, on: date) -> bool:
    """Under age on a day, so that a guardian is needed (R3.27)."""
    return person.age(on) < COMING_OF_AGE


@transaction.atomic
def join(group: Group, person: Person, *, on: date, number: str = "", guardian: Person | None = None) -> Member:
    """Make a person a member of a group (R3.30, R3.31) or take a former member back under the old number (R3.24).

    Raises ValidationError for who is a member, left too short ago, or fails `check_joining`.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    _check_invented(group, person, guardian)
    check_joining(person, on, guardian)
    member = Member.objects.filter(group=group, person=person).first()
    if member:
        _take_back(member, on, guardian)
    else:
        member = Member.objects.create(
            group=group, person=person, number=number or next_number(group), joined_on=on, guardian=guardian
        )
    MembershipPeriod.objects.create(member=member, joined_on=on)
    return member


def _check_invented(group: Group, *people: Person | None) -> None:
    """Real people stay out of practice, and invented ones out of real groups."""
    if any(person and person.is_practice != group.is_practice for person in people):
        raise ValidationError(
            _("Only invented people are members of a practice group, and only there. Check the citizen ID.")
        )


def check_joining(person: Person, on: date, guardian: Person | None) -> None:
    """Raises ValidationError when the person is dead, the day is not possible, or the guardian does not fit."""
    check_alive(person)
    if not person.born_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("Nobody joins before being born or after today. Check the date of joining.")})
    _check_guardian(person, guardian, on)


def check_alive(person: Person) -> None:
    """Nothing is done any more in the name of who passed away (R3.23). Raises ValidationError then."""
    if person.died_on:
        raise ValidationError(
            _("%(person)s passed away on %(day)s. The money stands still until it goes to the beneficiaries."),
            params={"person": person, "day": thai.long_date(person.died_on)},
        )


def _check_guardian(person: Person, guardian: Person | None, on: date) -> None:
    if guardian:
        check_alive(guardian)
    if is_minor(person, on) and guardian is None:
        raise ValidationError({"guardian": _("A member under 20 joins with a guardian. Choose the guardian first.")})
    if guardian and (guardian == person or is_minor(guardian, on)):
        raise ValidationError(
            {"guardian": _("A guardian is somebody else of 20 years or more. Choose a parent or relative.")}
        )


def name_guardian(member: Member, guardian: Person | None, *, by: User) -> None:
    """Write down who stands beside a member under age from now on (R3.27); somebody not close to them does (R0.10).

    Raises ValidationError otherwise.
    """
    access.refuse_own_money(by, member.person, member.guardian, guardian)
    _check_invented(member.group, guardian)
    _check_guardian(member.person, guardian, timezone.localdate())
    member.guardian = guardian
    member.save(update_fields=["guardian"])


def _take_back(member: Member, on: date, guardian: Person | None) -> None:
    if member.left_on is None:
        raise ValidationError(
            _("%(person)s is already a member, number %(number)s.") % {"person": member.person, "number": member.number}
        )
    if on < member.left_on:
        raise ValidationError({"on": _("The date of returning is before the date of leaving. Check the date.")})
    _check_away(member, on)
    member.left_on, member.guardian = None, guardian
    member.save(update_fields=["left_on", "guardian"])


def _check_away(member: Member, on: date) -> None:
    """By the by-law of the day somebody stays away for some months, unless they left by moving house (R3.22, R3.24)."""
    bylaw = villages_rules.in_force(member.group.return_bylaws.all(), on)
    membership_period = member.membership_periods.latest("joined_on")
    if bylaw is None or membership_period.left_on is None or membership_period.cause == MembershipPeriod.Cause.MOVED:
        return
    back = villages_rules.months_after(membership_period.left_on, bylaw.months)
    if on < back:
        raise ValidationError(
            {
                "on": _("By the by-laws (%(resolution)s) who left comes back after %(months)d months: from %(day)s on.")
                % {"resolution": bylaw.resolution, "months": bylaw.months, "day": thai.long_date(back)}
            }
        )


def next_number(group: Group) -> str:
    """The number after the highest ever given in the group (R3.31). Raises ValidationError after VV-9999."""
    given = Member.objects.filter(group=group, number__startswith=f"{group.code}-").order_by("-number")
    last = given.values_list("number", flat=True).first()
    running = int(last[3:]) + 1 if last else 1
    if running > 9999:
        raise ValidationError(_("All member numbers of this group are used up."))
    return f"{group.code}-{running:04d}"


@transaction.atomic
def leave(
    member: Member, *, on: date, reason: str, cause: MembershipPeriod.Cause = MembershipPeriod.Cause.RESIGNED
) -> None:
    """End a membership (R3.22–R3.24). What the passbooks hold is settled with it, by those who keep them.

    Raises ValidationError for who has left, a day that does not fit, and without a reason.
    """
    membership_period = member.membership_periods.select_for_update(of=("self",)).filter(left_on=None).first()
    if membership_period is None:
        raise ValidationError(_("This member has already left."))
    if not membership_period.joined_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("Nobody leaves before joining or after today. Check the date of leaving.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the member leaves.")})
    membership_period.left_on, membership_period.cause, membership_period.reason = on, cause, reason.strip()
    membership_period.save()
    member.left_on = on
    member.save(update_fields=["left_on"])


def undo_leaving(member: Member) -> None:
    """Take back a leaving that was a mistake: the last membership period goes on."""
    membership_period = member.membership_periods.latest("joined_on")
    membership_period.left_on, membership_period.cause, membership_period.reason = None, "", ""
    membership_period.save()
    member.left_on = None
    member.save(update_fields=["left_on"])


@transaction.atomic
def name_nominees(
    member: Member, nominees: Iterable[tuple[str | Person, str, Decimal]], *, on: date, by: User
) -> list[Nominee]:
    """Write a dated form of who receives the member's money: (name, relation, per cent), together 100 (R3.29).

    Who is in the register comes as a person instead of a name, and stays linked while forms name them. Nobody writes
    down themselves or somebody close to them (R0.10). Raises ValidationError otherwise.
    """
    nominees = list(nominees)
    access.refuse_own_money(by, member.person, *(who for who, _relation, _share in nominees))
    linked = {
        villages_rules.joined(each.name): each.person
        for each in people_queries.nominees(member).select_related("person")
    }
    check_alive(Member.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk).person)
    named = [
        Nominee(
            member=member,
            named_on=on,
            name=str(who),
            person=who if isinstance(who, Person) else linked.get(villages_rules.joined(who)),
            relation=relation,
            share=share,
        )
        for who, relation, share in nominees
    ]
    if any(not nominee.name or not nominee.relation or nominee.share <= 0 for nominee in named):
        raise ValidationError(_("Write the name, the relation and the share of every beneficiary."))
    if sum((nominee.share for nominee in named), Decimal(0)) != 100:
        raise ValidationError(_("The shares of the beneficiaries must make 100 per cent together."))
    member.nominees.filter(named_on=on).delete()
    return Nominee.objects.bulk_create(named)


@transaction.atomic
def record_death(person: Person, *, on: date) -> None:
    """Write down the day of a death (R3.23): the person's log-in is shut and their offices end with that day.

    Raises ValidationError for a day before the birth, before joining, or to come.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    check_alive(person)
    if not person.born_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("Nobody dies before being born or after today. Check the date.")})
    if MembershipPeriod.objects.filter(member__person=person, left_on=None, joined_on__gt=on).exists():
        raise ValidationError({"on": _("The person joined a group after that day. Check the date.")})
    person.died_on = on
    person.save(update_fields=["died_on"])
    if person.user:
        _wake(person.user, awake=False)
    for office in person.offices.filter(Q(until_on=None) | Q(until_on__gt=on)):
        office.until_on = max(on, office.from_on)
        office.save(update_fields=["until_on"])


def undo_death(person: Person) -> None:
    """Take back a death that was written down by mistake. Offices are given anew by those who give them."""
    person.died_on = None
    person.save(update_fields=["died_on"])
    if person.user:
        _wake(person.user, awake=True)


def _wake(user: User, *, awake: bool) -> None:
    user.is_active = awake
    user.save(update_fields=["is_active"])
