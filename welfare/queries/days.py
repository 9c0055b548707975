"""Reads of welfare funds: days paid, and the columns of one baht a day on the sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.queries.fees import fees_paid
from funds.queries.sheet import SheetCell, SheetColumn
from ledger import chart, thai
from ledger.models import Entry, Line, Period
from ledger.rules import ZERO
from villages.models import Group, GroupBook, MembershipPeriod, Person
from villages.rules import in_force
from welfare.models import Enrolment, Scheme, SchemeBylaw
from welfare.rules import days as days_rules


class Standing(NamedTuple):
    """A member's status, with the days paid and due."""

    enrolment: Enrolment
    status: days_rules.MembershipStatus
    due: Decimal  # baht at the table

    @property
    def given(self) -> Decimal:
        return self.status.given

    @property
    def paid_to(self) -> date:
        return self.status.paid_to

    @property
    def short(self) -> int:
        return self.status.short

    @property
    def eligible_from(self) -> date:
        return self.status.eligible_from

    @property
    def state(self) -> str:
        """What membership is called on that day."""
        return str(STATES[self.status.state])


STATES = {
    "active": gettext_lazy("Paid up"),
    "arrears": gettext_lazy("Behind"),
    "suspended": gettext_lazy("Suspended"),
    "ended": gettext_lazy("Ended"),
}


def enrolments(group_books: Iterable[GroupBook], person: Person | None = None) -> QuerySet[Enrolment]:
    """Who gives one baht a day into these books now, each with what they `gave` and whether they `paid_fee`."""
    rows = with_payments(Enrolment.objects.filter(scheme__group_book__in=group_books, member__left_on=None))
    rows = rows.filter(member__person__died_on=None)
    if person:
        rows = rows.filter(member__person=person)
    return rows.annotate(paid_fee=Exists(fees_paid(OuterRef("member")))).order_by("member__number")


def with_payments(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Enrolments with what each `gave` since their days are counted; reversed receipts apart.

    Who left and `returned_on` a later day is not enrolled in the fund again yet.
    """
    mine = Q(account=OuterRef("account")) | Q(account=OuterRef("advance"))
    gives = Q(entry__kind=Entry.Kind.RECEIPT) | Q(entry__event="J31")
    lines = Line.objects.filter(mine, gives, entry__reversal=None, entry__on__gte=OuterRef("counted_from"))
    ahead = ExpressionWrapper(Q(account=OuterRef("advance")), BooleanField())
    each = JSONObject(on="entry__on", amount=Cast("credit", TextField()), ahead=Coalesce(ahead, False))
    again = MembershipPeriod.objects.filter(member=OuterRef("member"), joined_on__gt=OuterRef("counted_from"))
    rows = rows.annotate(
        gave=ArraySubquery(lines.filter(credit__gt=0).values(each=each)),
        returned_on=Subquery(again.order_by("-joined_on").values("joined_on")[:1]),
    )
    return rows.select_related("member__person__village", "member__group", "scheme", "sponsor").prefetch_related(
        "scheme__bylaws"
    )


def bylaws_of(scheme: Scheme) -> list[SchemeBylaw]:
    """A fund's by-laws, one after the other."""
    return days_rules.in_order(scheme.bylaws.all())


def bylaw_on(scheme: Scheme, on: date) -> SchemeBylaw | None:
    """The by-law of a day."""
    return in_force(bylaws_of(scheme), on)


def membership_status(enrolment: Enrolment, on: date) -> days_rules.MembershipStatus:
    """The membership status of one of `with_payments` on a day; each day is judged by its own by-law (R0.5, R0.6)."""
    paid = [(day, amount) for day, amount, _ahead in payments(enrolment)]
    ran = days_rules.membership_status(enrolment.counted_from, paid, bylaws_of(enrolment.scheme), on)
    returned = vars(enrolment)["returned_on"]
    return ran._replace(state="ended", ended_on=returned) if returned and on >= returned else ran


def as_if_paid(enrolment: Enrolment, on: date) -> days_rules.MembershipStatus:
    """The membership status on a day to come if every day is paid from today on; an ended membership stays ended."""
    today = timezone.localdate()
    ran = membership_status(enrolment, today)
    if ran.state == "ended" or membership_status(enrolment, on).state == "active":
        return ran
    rests = ran.state == "suspended" and days_rules.ruling(bylaws_of(enrolment.scheme), today).rewait
    return ran._replace(state="as_if_paid", waits_from=today if rests else ran.waits_from)


def payments(enrolment: Enrolment) -> list[tuple[date, Decimal, bool]]:
    """What one of `with_payments` gave in baht, when, and whether it was kept as paid ahead; the first one first."""
    gave = vars(enrolment)["gave"]
    return sorted((date.fromisoformat(each["on"]), Decimal(each["amount"]), each["ahead"]) for each in gave)


def statement(enrolment: Enrolment) -> list[days_rules.Bought]:
    """Every payment of one of `with_payments` with the days it bought."""
    return membership_status(enrolment, timezone.localdate()).payments if bylaws_of(enrolment.scheme) else []


def still_ahead(enrolment: Enrolment, on: date) -> Decimal:
    """What of money that one of `with_payments` paid ahead is for days after a day, in baht (R0.5, J23)."""
    paid = [(amount, ahead) for day, amount, ahead in payments(enrolment) if day <= on]
    return days_rules.still_ahead(paid, days_rules.earned(membership_status(enrolment, on).days, on))


def standing(enrolment: Enrolment, on: date) -> Standing:
    """A member's status and days, and what is due of them at the table, each day at its own price (R0.5)."""
    ran = membership_status(enrolment, on)
    days = 0 if ran.state == "ended" else days_rules.due(ran.paid_to, on, enrolment.plan)
    return Standing(enrolment, ran, days_rules.price(_known(enrolment, on), ran.paid_to + days_rules.A_DAY, days))


def _known(enrolment: Enrolment, on: date) -> list[SchemeBylaw]:
    """The by-laws by which money of a day buys days."""
    return days_rules.known(bylaws_of(enrolment.scheme), on)


def standings(group: Group, on: date, scheme: Scheme | None = None) -> list[Standing]:
    """Every member of a group's welfare fund with their days; a `scheme` with its by-laws is not read again."""
    everybody = enrolments(group.books.all())
    rows = []
    for enrolment in everybody.prefetch_related(None) if scheme else everybody:
        enrolment.scheme = scheme or enrolment.scheme
        if bylaw_on(enrolment.scheme, on):
            rows.append(standing(enrolment, on))
    return rows


def scheme(group: Group) -> Scheme | None:
    """A group's fund, with the first month of its book as `begun`."""
    months = Period.objects.filter(book=OuterRef("group_book__book")).order_by("month")
    return (
        Scheme.objects.filter(group_book__group=group)
        .annotate(begun=Subquery(months.values("month")[:1]))
        .select_related("group_book__book", "group_book__group__village")
        .prefetch_related("bylaws")
        .first()
    )


class Days:
    """One baht a day, and the fund's entry fee, at the table. Nobody owes a day: an evening writes nothing for them."""

    def group_books(self, groups: Iterable[Group]) -> Iterable[GroupBook]:
        """The books of these groups that hold a welfare fund."""
        return GroupBook.objects.filter(group__in=groups, scheme__isnull=False).select_related("book", "group")

    def cells(self, group_books: Sequence[GroupBook], on: date, person: Person | None) -> Iterable[SheetCell]:
        """What every enrolled member, or one person, may pay on a day: the days owed, then the entry fee, in baht."""
        own = {group_book.pk: group_book for group_book in group_books}
        for enrolment in enrolments(group_books, person):
            if bylaw := bylaw_on(enrolment.scheme, on):
                yield from _cells(own[enrolment.scheme.group_book_id], enrolment, bylaw, on)

    def open_day(self, group_books: Sequence[GroupBook], on: date) -> None:
        """Nothing: nobody owes a day."""

    def count_day(self, group_books: Sequence[GroupBook], on: date) -> None:
        """Nothing: nobody owes a day."""


def _cells(group_book: GroupBook, enrolment: Enrolment, bylaw: SchemeBylaw, on: date) -> Iterable[SheetCell]:
    stands = standing(enrolment, on)
    if stands.status.state == "ended":
        return
    least, step = days_rules.steps(_known(enrolment, on), stands.paid_to + days_rules.A_DAY, stands.status.rest)
    heading, event = (chart.PREPAID, "J22") if bylaw.defers else (chart.CONTRIBUTIONS, "J21")
    days = SheetColumn(f"w{group_book.pk}", _("One baht a day"), group_book, heading, event, 1)
    account = enrolment.advance_id if bylaw.defers else enrolment.account_id
    usual = days_rules.price(_known(enrolment, on), stands.paid_to + days_rules.A_DAY, enrolment.plan)
    yield SheetCell(
        days, enrolment.member, stands.due, account, minimum=least, step=step, note=_note(stands), usual=usual
    )
    if bylaw.entry_fee and not vars(enrolment)["paid_fee"]:
        fee = SheetColumn(f"wfee{group_book.pk}", _("Entry fee"), group_book, chart.ENTRY_FEES, "J05", 2)
        due = bylaw.entry_fee if not stands.given else ZERO
        yield SheetCell(fee, enrolment.member, due, minimum=bylaw.entry_fee, step=bylaw.entry_fee, most=bylaw.entry_fee)


def _note(stands: Standing) -> str:
    """What the sheet shows below the amount: paid until when, and who pays for a member who cannot."""
    notes = [_("paid to %(day)s") % {"day": thai.short_date(stands.paid_to)}] if stands.given else []
    if sponsor := stands.enrolment.sponsor_name or stands.enrolment.sponsor:
        notes.append(_("%(sponsor)s pays") % {"sponsor": sponsor})
    return ", ".join(notes)
