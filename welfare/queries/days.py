"""Reads of welfare funds: days paid, and the columns of one baht a day on the sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.queries import Cell, Column
from funds.rules import in_force
from ledger import chart, thai
from ledger.models import Entry, Line, Period
from villages.models import Group, GroupBook, Person, Spell
from welfare.models import Enrolment, Scheme, SchemeRule
from welfare.rules import days as rules

ZERO = Decimal("0.00")


class Standing(NamedTuple):
    """How a member stands with their days."""

    enrolment: Enrolment
    course: rules.Course
    due: Decimal  # baht at the table

    @property
    def given(self) -> Decimal:
        return self.course.given

    @property
    def paid_to(self) -> date:
        return self.course.paid_to

    @property
    def short(self) -> int:
        return self.course.short

    @property
    def eligible_from(self) -> date:
        return self.course.eligible_from

    @property
    def state(self) -> str:
        """What membership is called on that day."""
        return str(STATES[self.course.state])


STATES = {
    "active": gettext_lazy("Paid up"),
    "arrears": gettext_lazy("Behind"),
    "suspended": gettext_lazy("Suspended"),
    "ended": gettext_lazy("Ended"),
}


def enrolments(pots: Iterable[GroupBook], person: Person | None = None) -> QuerySet[Enrolment]:
    """Who gives one baht a day into these books now, each with what they `gave` and whether they `paid_fee`."""
    found = with_payments(Enrolment.objects.filter(scheme__pot__in=pots, member__left_on=None))
    found = found.filter(member__person__died_on=None)
    if person:
        found = found.filter(member__person=person)
    fee = Line.objects.filter(
        entry__receipt__member=OuterRef("member"), account__heading=chart.ENTRY_FEES, entry__reversal=None
    )
    return found.annotate(paid_fee=Exists(fee)).order_by("member__number")


def with_payments(found: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Enrolments with what each `gave` since their days are counted; reversed receipts apart.

    Who left and `returned_on` a later day has not come back to the fund yet.
    """
    mine = Q(account=OuterRef("account")) | Q(account=OuterRef("advance"))
    gives = Q(entry__kind=Entry.Kind.RECEIPT) | Q(entry__event="J31")
    lines = Line.objects.filter(mine, gives, entry__reversal=None, entry__on__gte=OuterRef("counted_from"))
    each = JSONObject(on="entry__on", amount=Cast("credit", TextField()))
    again = Spell.objects.filter(member=OuterRef("member"), joined_on__gt=OuterRef("counted_from"))
    found = found.annotate(
        gave=ArraySubquery(lines.filter(credit__gt=0).values(each=each)),
        returned_on=Subquery(again.order_by("-joined_on").values("joined_on")[:1]),
    )
    return found.select_related("member__person__village", "member__group", "scheme", "sponsor").prefetch_related(
        "scheme__rules"
    )


def law_on(scheme: Scheme, on: date) -> SchemeRule | None:
    """The by-law of a day."""
    return in_force(scheme.rules.all(), on)


def course(enrolment: Enrolment, law: SchemeRule, on: date) -> rules.Course:
    """How membership of one of `with_payments` ran until a day, by the by-law of that day (R1.25–R1.27)."""
    ran = rules.course(enrolment.counted_from, payments(enrolment), law, on)
    returned = vars(enrolment)["returned_on"]
    return ran._replace(state="ended", ended_on=returned) if returned and on >= returned else ran


def payments(enrolment: Enrolment) -> list[tuple[date, Decimal]]:
    """What one of `with_payments` gave, and when, in baht."""
    return [(date.fromisoformat(each["on"]), Decimal(each["amount"])) for each in vars(enrolment)["gave"]]


def statement(enrolment: Enrolment, law: SchemeRule) -> list[rules.Bought]:
    """Every payment of one of `with_payments` with the days it bought."""
    return rules.statement(enrolment.counted_from, payments(enrolment), law.a_day)


def standing(enrolment: Enrolment, law: SchemeRule, on: date) -> Standing:
    """How a member stands with their days, and what is due of them at the table."""
    ran = course(enrolment, law, on)
    days = 0 if ran.state == "ended" else rules.due(ran.paid_to, on, enrolment.plan)
    return Standing(enrolment, ran, days * law.a_day)


def standings(group: Group, on: date, scheme: Scheme | None = None) -> list[Standing]:
    """Every member of a group's welfare fund with their days; a `scheme` with its rules is not read anew."""
    everybody = enrolments(group.books.all())
    found = []
    for enrolment in everybody.prefetch_related(None) if scheme else everybody:
        enrolment.scheme = scheme or enrolment.scheme
        if law := law_on(enrolment.scheme, on):
            found.append(standing(enrolment, law, on))
    return found


def scheme(group: Group) -> Scheme | None:
    """A group's fund, which knows in `begun` the first month of its book."""
    months = Period.objects.filter(book=OuterRef("pot__book")).order_by("month")
    return (
        Scheme.objects.filter(pot__group=group)
        .annotate(begun=Subquery(months.values("month")[:1]))
        .select_related("pot__book", "pot__group__village")
        .prefetch_related("rules")
        .first()
    )


class Days:
    """One baht a day, and the fund's entry fee, at the table."""

    def pots(self, groups: Iterable[Group]) -> Iterable[GroupBook]:
        return GroupBook.objects.filter(group__in=groups, scheme__isnull=False).select_related("book", "group")

    def cells(self, pots: Sequence[GroupBook], on: date, person: Person | None) -> Iterable[Cell]:
        own = {pot.pk: pot for pot in pots}
        for enrolment in enrolments(pots, person):
            if law := in_force(enrolment.scheme.rules.all(), on):
                yield from _cells(own[enrolment.scheme.pot_id], enrolment, law, on)


def _cells(pot: GroupBook, enrolment: Enrolment, law: SchemeRule, on: date) -> Iterable[Cell]:
    stands = standing(enrolment, law, on)
    if stands.course.state == "ended":
        return
    heading, event = (chart.PREPAID, "J22") if law.defers else (chart.CONTRIBUTIONS, "J21")
    days = Column(f"w{pot.pk}", _("One baht a day"), pot, heading, event, 1)
    account = enrolment.advance_id if law.defers else enrolment.account_id
    yield Cell(days, enrolment.member, stands.due, account, minimum=law.a_day, step=law.a_day, note=_note(stands))
    if law.entry_fee and not vars(enrolment)["paid_fee"]:
        fee = Column(f"wfee{pot.pk}", _("Entry fee"), pot, chart.ENTRY_FEES, "J05", 2)
        due = law.entry_fee if not stands.given else ZERO
        yield Cell(fee, enrolment.member, due, minimum=law.entry_fee, step=law.entry_fee, most=law.entry_fee)


def _note(stands: Standing) -> str:
    """What the table says below the amount: paid until when, and who pays for a member who cannot."""
    notes = [_("paid to %(day)s") % {"day": thai.short_date(stands.paid_to)}] if stands.given else []
    if sponsor := stands.enrolment.sponsor_name or stands.enrolment.sponsor:
        notes.append(_("%(sponsor)s pays") % {"sponsor": sponsor})
    return ", ".join(notes)
