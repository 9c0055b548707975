"""Welfare funds: their beginning, their by-laws, who enrols."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import chart
from ledger import services as ledger
from villages.models import Group, GroupBook, Member, Person, Village
from villages.services import bylaws
from villages.services.people import is_minor, join
from welfare.models import Enrolment, Round, Scheme, SchemeBylaw
from welfare.queries import days as days_queries


@transaction.atomic
def propose_bylaw(group_book: GroupBook, bylaw: SchemeBylaw, *, by: User, minutes: File | None = None) -> SchemeBylaw:
    """What the by-laws of a welfare fund say from a day on; the first one founds the fund in its book (R0.1, R1.22).

    It rules once somebody else agreed.
    """
    bylaw.scheme = Scheme.objects.get_or_create(group_book=group_book)[0]
    return bylaws.propose(bylaw, by=by, minutes=minutes)


@bylaws.once_agreed(SchemeBylaw)
def open_advances(bylaw: SchemeBylaw) -> None:
    """Open an account for days paid ahead for everybody who is enrolled already (J22)."""
    if bylaw.defers:
        _open_advances(bylaw.scheme)


def _open_advances(scheme: Scheme) -> None:
    without = list(scheme.enrolments.filter(advance=None).select_related("member__person"))
    holders = [(each.member.number, str(each.member.person)) for each in without]
    accounts = ledger.open_accounts(scheme.group_book.book, chart.PREPAID, holders)
    for enrolment, account in zip(without, accounts, strict=True):
        enrolment.advance = account
    Enrolment.objects.bulk_update(without, ["advance"])


@transaction.atomic
def enrol(
    scheme: Scheme,
    member: Member,
    *,
    on: date,
    plan: int = Enrolment.Plan.MONTH,
    sponsor: Person | None = None,
    sponsor_name: str = "",
) -> Enrolment:
    """A member begins to give one baht a day, in periods of `plan` days (R1.23, R1.24); a sponsor may pay for them.

    Raises ValidationError for who is no member, enrolled already or not of the age, and for a day to come.
    """
    ledger.lock(scheme.group_book.book)
    bylaw = _bylaw(scheme, on)
    if member.group_id != scheme.group_book.group_id or not member.is_active:
        raise ValidationError(_("Only members of this fund give one baht a day. Make them a member first."))
    if on > timezone.localdate():
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="on")
    if Enrolment.objects.filter(member=member).exists():
        raise ValidationError(_("This member gives one baht a day already."))
    if not bylaw.youngest <= member.person.age(on) <= bylaw.oldest:
        raise ValidationError(
            _("%(person)s is %(age)d years old. The by-law takes members from %(from)d to %(to)d years."),
            params={"person": member.person, "age": member.person.age(on), "from": bylaw.youngest, "to": bylaw.oldest},
        )
    account = ledger.open_account(scheme.group_book.book, chart.CONTRIBUTIONS, member.number, str(member.person))
    advance = None
    if any(each.defers for each in scheme.bylaws.all()):
        advance = ledger.open_account(scheme.group_book.book, chart.PREPAID, member.number, str(member.person))
    return Enrolment.objects.create(
        member=member, scheme=scheme, account=account, advance=advance, joined_on=on, counted_from=on, plan=plan,
        sponsor=sponsor, sponsor_name=" ".join(sponsor_name.split()),
    )  # fmt: skip


@transaction.atomic
def enrol_family(
    scheme: Scheme,
    people: Iterable[Person],
    *,
    on: date,
    plan: int = Enrolment.Plan.MONTH,
    guardian: Person | None = None,
    sponsor_name: str = "",
) -> list[Enrolment]:
    """A household begins together: who is no member yet joins, children with the guardian; all of them or nobody.

    Raises ValidationError with every reason at once.
    """
    ledger.lock(scheme.group_book.book)
    enrolled, faults = [], []
    for person in people:
        try:
            with transaction.atomic():
                member = _member(scheme.group_book.group, person, on, guardian)
                enrolled.append(enrol(scheme, member, on=on, plan=plan, sponsor_name=sponsor_name))
        except ValidationError as refusal:
            faults += [f"{person}: {message}" for message in refusal.messages]
    if faults:
        raise ValidationError(faults)
    if not enrolled:
        raise ValidationError(_("Tick who begins."), code="people")
    return enrolled


def _member(group: Group, person: Person, on: date, guardian: Person | None) -> Member:
    member = group.members.filter(person=person, left_on=None).select_related("person").first()
    return member or join(group, person, on=on, guardian=guardian if is_minor(person, on) else None)


@transaction.atomic
def name_sponsor(enrolment: Enrolment, name: str) -> None:
    """Write down who pays for a member who cannot; an empty name ends it."""
    enrolment.sponsor, enrolment.sponsor_name = None, " ".join(name.split())
    enrolment.save(update_fields=["sponsor", "sponsor_name"])


@transaction.atomic
def open_round(
    scheme: Scheme, villages: Iterable[Village], *, name: str, opens: date, closes: date, target: int
) -> list[Round]:
    """Name the days on which villages enrol, and how many each hopes for (R2.4).

    Raises ValidationError without villages, when it ends before it begins, and where a village has a round in these
    days.
    """
    villages = list(villages)
    if not villages:
        raise ValidationError(_("Choose the villages."), code="villages")
    if closes < opens:
        raise ValidationError(_("The round ends before it begins. Check the days."), code="closes")
    before = Round.objects.filter(scheme=scheme, village__in=villages, opens__lte=closes, closes__gte=opens)
    if clash := before.select_related("village").first():
        raise ValidationError(
            _("%(village)s has the round “%(round)s” in these days. Choose other days."),
            code="opens",
            params={"village": clash.village, "round": clash},
        )
    return Round.objects.bulk_create(
        Round(scheme=scheme, village=village, name=" ".join(name.split()), opens=opens, closes=closes, target=target)
        for village in villages
    )


@transaction.atomic
def come_back(enrolment: Enrolment, *, on: date) -> Enrolment:
    """Whose membership ended for unpaid days begins anew: days and the wait count from that day (R1.27).

    Raises ValidationError when it has not ended, the day is to come, or no by-law was in force then.
    """
    ledger.lock(enrolment.scheme.group_book.book)
    enrolment = days_queries.with_payments(Enrolment.objects.filter(pk=enrolment.pk)).get()
    _bylaw(enrolment.scheme, on)
    if days_queries.membership_status(enrolment, on).state != "ended":
        raise ValidationError(_("This membership has not ended. The member pays the missing days at the table."))
    if on > timezone.localdate():
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="on")
    enrolment.counted_from = on
    enrolment.save(update_fields=["counted_from"])
    return enrolment


def _bylaw(scheme: Scheme, on: date) -> SchemeBylaw:
    """The by-law of a day."""
    bylaw = days_queries.bylaw_on(scheme, on)
    if bylaw is None:
        raise ValidationError(_("The fund had no by-law on that day. Choose a later day."), code="on")
    return bylaw
