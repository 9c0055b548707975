"""What members owe month by month: pledges, fines, arrears (R3.16–R3.19)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Sum, TextField
from django.db.models.functions import Cast, JSONArray

from funds.models import Obligation, Passbook, Pledge
from funds.rules import dues as dues_rules
from ledger import chart
from ledger.models import Entry, Line, Period
from ledger.rules import ZERO, first_of_month, last_of_month
from ledger.rules import months as months_between
from villages import rules as villages_rules
from villages.models import Group, GroupBook, Person


def standings(passbooks: Sequence[Passbook], on: date) -> dict[int, dues_rules.Standing]:
    """What passbooks owe month by month, by passbook id; the month of a day that is not opened yet counts already."""
    owed: dict[int, list[dues_rules.Owed]] = defaultdict(list)
    paid: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for row in Obligation.objects.filter(passbook__in=passbooks).order_by("month"):
        owed[row.passbook_id].append(_owed(row))
    for obligation in months_to_ask([book for book in passbooks if not _asks(owed[book.pk], on)], on):
        owed[obligation.passbook_id].append(_owed(obligation))
    asking = {book: owed[book.pk] for book in passbooks if owed[book.pk]}
    for pk, day, amount in _paid(asking, min((_begins(book, months) for book, months in asking.items()), default=on)):
        paid[pk][day] = amount
    return {
        book.pk: dues_rules.standing(months, _counts(book, months, paid[book.pk]), on)
        for book, months in asking.items()
    }


def _owed(row: Obligation) -> dues_rules.Owed:
    return dues_rules.Owed(row.month, row.due, row.fine, row.due_on, row.grace, row.counted)


def _asks(months: Sequence[dues_rules.Owed], on: date) -> bool:
    return bool(months) and months[-1].month >= on.replace(day=1)


def months_to_ask(passbooks: Iterable[Passbook], on: date) -> list[Obligation]:
    """What a working day asks of passbooks with a pledge, by pledge and by-law of the day; not written yet (R3.16)."""
    obligations = []
    for passbook in passbooks:
        bylaw = villages_rules.in_force(passbook.product.bylaws.all(), on)
        promised = vars(passbook)["promised"]
        if promised and bylaw:
            fine = dues_rules.fine_of(promised, bylaw.fine, bylaw.fine_percent)
            more = {"due": promised, "fine": fine, "grace": bylaw.grace}
            obligations.append(Obligation(passbook=passbook, month=on.replace(day=1), due_on=on, **more))
    return obligations


def _paid(passbooks: Iterable[Passbook], since: date):
    """What was paid into passbooks day by day, in baht; reversed payments do not count."""
    lines = Line.objects.filter(account__in=[passbook.account_id for passbook in passbooks], entry__on__gte=since)
    lines = lines.filter(entry__kind=Entry.Kind.RECEIPT, entry__reversal=None, entry__reverses=None, credit__gt=0)
    days = lines.values("account__passbook", "entry__on").order_by()
    return days.annotate(amount=Sum("credit")).values_list("account__passbook", "entry__on", "amount")


class Promise(NamedTuple):
    """What a member pledged a month from a day on, in baht."""

    effective_from: date
    amount: Decimal


def _promises(passbook: Passbook) -> list[Promise]:
    """A passbook's pledges, the first one first."""
    return [Promise(date.fromisoformat(on), Decimal(baht)) for on, baht in vars(passbook)["promises"]]


def _promised(passbook: Passbook, month: date) -> Decimal:
    promise: Promise | None = villages_rules.in_force(_promises(passbook), last_of_month(month))
    return promise.amount if promise else ZERO


def _begins(passbook: Passbook, months: Sequence[dues_rules.Owed]) -> date:
    """The first month of a pledge: the later of its first day and the book's first entry, not after the first sitting
    that asked for it (R0.13).
    """
    first, promises = months[0].month, _promises(passbook)
    if not promises:
        return first
    return min(first, max(first_of_month(promises[0].effective_from), vars(passbook)["begun"] or first))


def _counts(passbook: Passbook, months: Sequence[dues_rules.Owed], paid: dict[date, Decimal]) -> dict[date, Decimal]:
    """What counts for a passbook's months, day by day. Months before its first sitting are settled by what came; only
    what came beyond them counts as paid ahead (R0.13).
    """
    first, begins = months[0].month, _begins(passbook, months)
    counting = {on: amount for on, amount in paid.items() if on >= first}
    until = first - timedelta(days=1)
    came = sum((amount for on, amount in paid.items() if begins <= on <= until), ZERO)
    ahead = came - sum((_promised(passbook, month) for month in months_between(begins, until)), ZERO)
    return counting | {until: ahead} if ahead > 0 else counting


def fines_due(passbooks: Sequence[Passbook], stands: dict[int, dues_rules.Standing]) -> dict[int, Decimal]:
    """What is still to be paid of the fines for months missed, in baht by passbook id (R3.17).

    A fine is paid to a book, for all of a member's passbooks there: what was paid settles one passbook after the other.
    """
    fined = [passbook for passbook in passbooks if passbook.pk in stands and stands[passbook.pk].fines]
    left = _fines_paid({passbook.member_id for passbook in fined}) if fined else {}
    due: dict[int, Decimal] = {}
    for passbook in fined:
        place = passbook.account.book_id, passbook.member_id
        settled = min(left.get(place, ZERO), stands[passbook.pk].fines)
        left[place] = left.get(place, ZERO) - settled
        due[passbook.pk] = stands[passbook.pk].fines - settled
    return due


def _fines_paid(members: Iterable[int]) -> dict[tuple[int, int], Decimal]:
    """What members paid in fines so far, in baht by book and member id; reversed receipts do not count."""
    lines = Line.objects.filter(entry__receipt__member__in=members, account__heading=chart.FINES, credit__gt=0)
    sums = lines.filter(entry__reversal=None).values("entry__book", "entry__receipt__member").order_by()
    places = sums.annotate(total=Sum("credit")).values_list("entry__book", "entry__receipt__member", "total")
    return {(book, member): total for book, member, total in places}


class Owing(NamedTuple):
    """A member who owes: months' arrears, fines, and how many months in a row ended short."""

    passbook: Passbook
    standing: dues_rules.Standing
    fine: Decimal
    for_review: bool


def owing(groups: Iterable[Group], on: date) -> list[Owing]:
    """Who owes months or fines in groups; `for_review` after as many months in a row as the by-law says (R3.18)."""
    passbooks = list(takers(GroupBook.objects.filter(group__in=groups), on))
    stands = standings(passbooks, on)
    fines = fines_due(passbooks, stands)
    debtors = []
    for passbook in passbooks:
        if stands_so := stands.get(passbook.pk):
            fine = fines.get(passbook.pk, ZERO)
            bylaw = villages_rules.in_force(passbook.product.bylaws.all(), on)
            review = bool(bylaw and bylaw.misses and stands_so.in_a_row >= bylaw.misses)
            if stands_so.arrears or fine:
                debtors.append(Owing(passbook, stands_so, fine, review))
    return sorted(debtors, key=lambda row: (-row.standing.in_a_row, row.passbook.member.number))


def takers(group_books: Iterable[GroupBook], on: date, person: Person | None = None) -> QuerySet[Passbook]:
    """The passbooks that take money, with what their cells need.

    Each has the baht `promised` as of a day, all its `promises`, and the month in which the book had `begun`.
    """
    pledges = Pledge.objects.filter(passbook=OuterRef("pk")).order_by("from_on")
    pledge = pledges.filter(from_on__lte=on).order_by("-from_on").values("amount")[:1]
    promises = pledges.values(promise=JSONArray(Cast("from_on", TextField()), Cast("amount", TextField())))
    begun = Period.objects.filter(book=OuterRef("product__group_book__book")).order_by("month").values("month")[:1]
    passbooks = Passbook.objects.filter(product__group_book__in=group_books, closed_on=None, member__left_on=None)
    passbooks = passbooks.filter(member__person__died_on=None).annotate(
        promised=Subquery(pledge),
        promises=ArraySubquery(promises),
        begun=Subquery(begun),
    )
    if person:
        passbooks = passbooks.filter(member__person=person)
    passbooks = passbooks.select_related("account", "member__person", "product").prefetch_related("product__bylaws")
    return passbooks.order_by("member__number", "product_id")
