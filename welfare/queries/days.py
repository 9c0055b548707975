"""Reads of welfare funds: days paid, and the columns of one baht a day on the sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from funds.queries import Cell, Column
from funds.rules import in_force
from ledger import chart, thai
from ledger.models import Entry, Line
from villages.models import Group, GroupBook, Person
from welfare.models import Enrolment, Scheme, SchemeRule
from welfare.rules import days as rules

ZERO = Decimal("0.00")


class Standing(NamedTuple):
    """How a member stands with their days."""

    enrolment: Enrolment
    given: Decimal  # baht
    paid_to: date
    short: int  # days not paid
    due: Decimal  # baht at the table
    eligible_from: date


def enrolments(pots: Iterable[GroupBook], person: Person | None = None) -> QuerySet[Enrolment]:
    """Who pays one baht a day into these books, each with what was `given` so far in baht; reversed receipts apart."""
    stands = Q(account__lines__entry__kind=Entry.Kind.RECEIPT, account__lines__entry__reversal=None)
    found = Enrolment.objects.filter(scheme__pot__in=pots, member__left_on=None, member__person__died_on=None)
    if person:
        found = found.filter(member__person=person)
    fee = Line.objects.filter(
        entry__receipt__member=OuterRef("member"), account__heading=chart.ENTRY_FEES, entry__reversal=None
    )
    found = found.annotate(given=Sum("account__lines__credit", filter=stands), paid_fee=Exists(fee))
    return found.select_related("member__person", "scheme").prefetch_related("scheme__rules").order_by("member__number")


def standing(enrolment: Enrolment, law: SchemeRule, on: date) -> Standing:
    """How somebody of `enrolments` stands on a day, by the by-law of that day (R1.25, R1.26)."""
    given = vars(enrolment)["given"] or ZERO
    paid_to = rules.paid_through(enrolment.joined_on, given, law.a_day)
    days = rules.due(paid_to, on, enrolment.plan)
    return Standing(
        enrolment,
        given,
        paid_to,
        rules.days_short(paid_to, on),
        days * law.a_day,
        rules.eligible_from(enrolment.joined_on, law.wait_days),
    )


def standings(group: Group, on: date) -> list[Standing]:
    """Every member of a group's welfare fund with their days."""
    found = []
    for enrolment in enrolments(group.books.all()):
        if law := in_force(enrolment.scheme.rules.all(), on):
            found.append(standing(enrolment, law, on))
    return found


def scheme(group: Group) -> Scheme | None:
    return Scheme.objects.filter(pot__group=group).select_related("pot__book").prefetch_related("rules").first()


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
    days = Column(f"w{pot.pk}", _("One baht a day"), pot, chart.CONTRIBUTIONS, "J21", 1)
    note = _("paid to %(day)s") % {"day": thai.short_date(stands.paid_to)} if stands.given else ""
    account = enrolment.account_id
    yield Cell(days, enrolment.member, stands.due, account, minimum=law.a_day, step=law.a_day, note=note)
    if law.entry_fee and not vars(enrolment)["paid_fee"]:
        fee = Column(f"wfee{pot.pk}", _("Entry fee"), pot, chart.ENTRY_FEES, "J05", 2)
        due = law.entry_fee if not stands.given else ZERO
        yield Cell(fee, enrolment.member, due, minimum=law.entry_fee, step=law.entry_fee, most=law.entry_fee)
