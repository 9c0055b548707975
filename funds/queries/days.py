"""Working days: the calendar, the boxes and what they should hold, the day's figures (R3.10–R3.15)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from funds import rules
from funds.models import Box, DayRule, Receipt, Seat, WorkingDay
from ledger import chart
from ledger import queries as books
from ledger.models import Account, Entry, Line
from ledger.rules import first_of_next_month, last_of_month
from villages import queries as people
from villages.models import Group, Role

CASH = chart.CASH
ZERO = Decimal("0.00")
BAHT = DecimalField(max_digits=14, decimal_places=2)
LAST_OF_ALL = 2**62  # later than any entry of a book that was not counted yet


def days(group: Group) -> QuerySet[WorkingDay]:
    """A group's working days, the latest first."""
    found = WorkingDay.objects.filter(boxes__pot__group=group).distinct()
    return found.select_related("village", "closed_by", "noted_by")


def days_of_hands(group: Group, user: User) -> QuerySet[WorkingDay]:
    """The same days, each knowing whether this user `enters`: whoever sits at the table, but for the checker, who signs
    what the others wrote (R3.2).
    """
    seats = Seat.objects.filter(day=OuterRef("pk"), user=user).exclude(duty=Seat.Duty.CHECKER)
    return days(group).annotate(enters=Exists(seats))


def with_takings(days: QuerySet[WorkingDay]) -> QuerySet[WorkingDay]:
    """The same days, each with how many people came and what their visits paid, in baht."""
    standing = Line.objects.filter(
        entry__receipt__visit__day=OuterRef("pk"), entry__reversal=None, debit__gt=0
    ).order_by()
    taken = standing.values("entry__receipt__visit__day").annotate(total=Sum("debit")).values("total")
    visits = Count("entry__receipt__visit", distinct=True)
    came = standing.values("entry__receipt__visit__day").annotate(n=visits).values("n")
    return days.annotate(taken=Coalesce(Subquery(taken), ZERO, output_field=BAHT), came=Coalesce(Subquery(came), 0))


def groups_of(day: WorkingDay) -> list[Group]:
    """The groups that sit together, as their boxes stand on the table."""
    boxes = day.boxes.select_related("pot__group__village").order_by("pot_id")
    return list({box.pot.group_id: box.pot.group for box in boxes}.values())


def day_rule(group: Group, on: date) -> DayRule | None:
    """The by-law of working days in force on a day."""
    return rules.in_force(group.day_rules.all(), on)


def boxes(day: WorkingDay) -> QuerySet[Box]:
    """The boxes of a day; each `expects` the float and what its `cash` account moved since it was opened (R3.12)."""
    return _with_cash(day.boxes.all()).order_by("pot_id")


def boxes_of_month(month: date) -> QuerySet[Box]:
    """All boxes of a month's working days, and those of earlier days that are not closed; practice apart."""
    waiting = Q(day__on__lt=month) & ~Q(day__state__in=("planned", "closed"))
    found = Box.objects.filter(Q(day__on__range=(month, last_of_month(month))) | waiting, pot__group__is_practice=False)
    given = Receipt.objects.filter(visit__day=OuterRef("day"), entry__book=OuterRef("pot__book"), entry__reversal=None)
    count = given.order_by().values("entry__book").annotate(n=Count("pk")).values("n")
    return _with_cash(found).annotate(receipts=Coalesce(Subquery(count), 0)).order_by("day__on", "pot_id")


def _with_cash(boxes: QuerySet[Box]) -> QuerySet[Box]:
    cash = Line.objects.filter(
        account__book=OuterRef("pot__book"),
        account__heading=CASH,
        account__holder="",
        entry__seq__gt=OuterRef("first_seq"),
        entry__seq__lte=Coalesce(OuterRef("last_seq"), LAST_OF_ALL),
    ).order_by()
    box = Account.objects.filter(book=OuterRef("pot__book"), heading=CASH, holder="")
    found = boxes.select_related("pot__book", "pot__group", "responsible", "counted_by", "banking__by", "day")
    found = found.annotate(taken=_sum(cash, "debit"), paid=_sum(cash, "credit"), cash=Subquery(box.values("pk")))
    return found.annotate(expects=F("opening_float") + F("taken") - F("paid"))


def boxes_to_open(day: WorkingDay) -> list[Box]:
    """The boxes of a planned day, each with what its book `holds` in cash and the float `suggested` for it, in baht."""
    found = list(day.boxes.select_related("pot__book", "pot__group"))
    cash = Account.objects.filter(book__in=[box.pot.book_id for box in found], heading=CASH, holder="")
    held = books.balances(accounts := list(cash.select_related("heading")))
    holds = {account.book_id: held[account.pk] for account in accounts}
    for box in found:
        vars(box)["holds"] = vars(box)["suggested"] = holds[box.pot.book_id]
    return found


def next_bank_day(on: date) -> date:
    """The next day on which banks are open, as far as weekends go; holidays are known to the committee (R3.13)."""
    following = on + timedelta(days=1)
    return following + timedelta(days=max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)


def _sum(lines: QuerySet[Line], side: str) -> Coalesce:
    total = lines.values("account__book").annotate(total=Sum(side)).values("total")
    return Coalesce(Subquery(total), ZERO, output_field=BAHT)


def unbanked(day: WorkingDay) -> list[Box]:
    """The boxes whose cash was not carried to the bank yet."""
    waiting = day.boxes.filter(Q(banking=None) | Q(banking__entry=None)).select_related("pot__book")
    return [box for box in waiting if box.to_bank]


def officers_of(groups: Iterable[Group]) -> list[tuple[User, list[Role]]]:
    """Who holds an office of these groups today and has an account: users and their roles, each once."""
    found: dict[User, list[Role]] = {}
    for group in groups:
        for office in people.officers(group).exclude(role=Role.STAND_IN):
            if office.person.user and office.role not in found.setdefault(office.person.user, []):
                found[office.person.user].append(Role(office.role))
    return list(found.items())


class Total(NamedTuple):
    """What one column took in an evening: from how many receipts, how much in baht."""

    book: str
    title: str
    receipts: int
    amount: Decimal


def totals(day: WorkingDay) -> list[Total]:
    """What the visits of a day paid, by book and kind; reversed receipts do not count (R3.10)."""
    lines = Line.objects.filter(entry__receipt__visit__day=day, entry__reversal=None).exclude(account__heading=CASH)
    found = (
        lines.values(
            "entry__book__name", "account__heading__name_th", "account__passbook__product__name", "entry__book"
        )
        .annotate(count=Count("entry", distinct=True), amount=Sum("credit"))
        .order_by("entry__book", "account__passbook__product", "account__heading")
    )
    return [
        Total(
            row["entry__book__name"],
            row["account__passbook__product__name"] or row["account__heading__name_th"],
            row["count"],
            row["amount"],
        )
        for row in found
    ]


class Numbers(NamedTuple):
    """The receipts that one box gave: how many, from which to which number, how many were reversed."""

    receipts: int
    first: str
    last: str
    reversed: int


def numbers(day: WorkingDay) -> dict[int, Numbers]:
    """Receipt numbers of a day, by book."""
    found: dict[int, list[Entry]] = {}
    entries = Entry.objects.filter(receipt__visit__day=day).order_by("seq").select_related("reversal")
    for entry in entries:
        found.setdefault(entry.book_id, []).append(entry)
    return {
        book: Numbers(len(rows), rows[0].number, rows[-1].number, sum(hasattr(row, "reversal") for row in rows))
        for book, rows in found.items()
    }


def other_movements(box: Box) -> QuerySet[Entry]:
    """What moved a box's cash besides the visits: allowances, withdrawals, the counter, reversals."""
    last = {"seq__lte": box.last_seq} if box.last_seq is not None else {}
    found = Entry.objects.filter(book=box.pot.book_id, seq__gt=box.first_seq, lines__account__heading=CASH, **last)
    cash = Line.objects.filter(entry=OuterRef("pk"), account__heading=CASH).values("entry")
    amount = cash.annotate(net=Sum("debit") - Sum("credit")).values("net")
    found = found.exclude(receipt__visit__day=box.day_id).distinct().annotate(amount=Subquery(amount))
    return found.order_by("seq").select_related("by", "book")


def large(day: WorkingDay, limit: Decimal) -> QuerySet[Entry]:
    """Receipts above an amount, which the checker reads one by one (R3.32)."""
    cash = Line.objects.filter(entry=OuterRef("pk"), account__heading=CASH).values("entry")
    found = Entry.objects.filter(receipt__visit__day=day, reversal=None)
    found = found.annotate(amount=Subquery(cash.annotate(total=Sum("debit")).values("total")))
    return found.filter(amount__gt=limit).select_related("receipt__member__person", "book", "approved_by")


def next_day(group: Group, after: date) -> date | None:
    """The next day on which the by-law lets a group sit, after a day; None without a by-law (R3.1)."""
    law = day_rule(group, after)
    if law is None:
        return None
    on = rules.sitting_day(after.replace(day=1), law.day_of_month, law.weekend)
    if on <= after:
        on = rules.sitting_day(first_of_next_month(after), law.day_of_month, law.weekend)
    return on
