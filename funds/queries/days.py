"""Working days: the calendar, the boxes and what they should hold, the day's figures (R3.10–R3.15)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from funds.models import Seat, WorkingDay, WorkingDayBylaw
from funds.queries.boxes import BAHT, ZERO
from funds.queries.evening_receipts import stands
from funds.queries.unusual import TAKE
from funds.rules import working_days as working_days_rules
from ledger.models import Line
from ledger.rules import first_of_next_month
from villages import rules as villages_rules
from villages.models import Group, PendingRequest, Role
from villages.queries import officers as officers_queries


def days(group: Group) -> QuerySet[WorkingDay]:
    """A group's working days, the latest first."""
    working_days = WorkingDay.objects.filter(cash_boxes__group_book__group=group).distinct()
    return working_days.select_related("village", "closed_by", "noted_by")


def days_of_hands(group: Group, user: User) -> QuerySet[WorkingDay]:
    """The same days, each with whether this user `enters`: whoever sits at the table, but for the checker, who signs
    what the others wrote (R3.2); and whether a row of it waits for a second officer, `has_waiting` (R0.18).
    """
    seats = Seat.objects.filter(day=OuterRef("pk"), user=user).exclude(duty=Seat.Duty.CHECKER)
    waiting_rows = PendingRequest.objects.filter(act=TAKE, status=PendingRequest.Status.WAITING)
    waiting_rows = waiting_rows.annotate(of_day=KT("arguments__day")).filter(of_day=Cast(OuterRef("pk"), TextField()))
    return days(group).annotate(enters=Exists(seats), has_waiting=Exists(waiting_rows))


def with_takings(days: QuerySet[WorkingDay]) -> QuerySet[WorkingDay]:
    """The same days, each with how many people came and what their visits paid, in baht."""
    standing = Line.objects.filter(stands("entry__"), entry__receipt__visit__day=OuterRef("pk"), debit__gt=0).order_by()
    taken = standing.values("entry__receipt__visit__day").annotate(total=Sum("debit")).values("total")
    visits = Count("entry__receipt__visit", distinct=True)
    came = standing.values("entry__receipt__visit__day").annotate(n=visits).values("n")
    return days.annotate(taken=Coalesce(Subquery(taken), ZERO, output_field=BAHT), came=Coalesce(Subquery(came), 0))


def groups_of(day: WorkingDay) -> list[Group]:
    """The groups that sit together, in the order of their boxes."""
    boxes = day.cash_boxes.select_related("group_book__group__village").order_by("group_book_id")
    return list({box.group_book.group_id: box.group_book.group for box in boxes}.values())


def working_day_bylaw(group: Group, on: date) -> WorkingDayBylaw | None:
    """The by-law of working days in force on a day."""
    return villages_rules.in_force(group.working_day_bylaws.all(), on)


def next_bank_day(on: date) -> date:
    """The next day on which banks are open, as far as weekends go; holidays are not known here (R3.13)."""
    following = on + timedelta(days=1)
    return following + timedelta(days=max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)


def officers_of(groups: Iterable[Group]) -> list[tuple[User, list[Role]]]:
    """Who holds an office of these groups today and has an account: users and their roles, each once."""
    roles: dict[User, list[Role]] = {}
    for group in groups:
        for office in officers_queries.officers(group).exclude(role=Role.STAND_IN):
            if office.person.user and office.role not in roles.setdefault(office.person.user, []):
                roles[office.person.user].append(Role(office.role))
    return list(roles.items())


def next_day(group: Group, after: date) -> date | None:
    """The next day on which the by-law lets a group sit, after a day; None without a by-law (R3.1)."""
    bylaw = working_day_bylaw(group, after)
    if bylaw is None:
        return None
    on = working_days_rules.sitting_day(after.replace(day=1), bylaw.day_of_month, bylaw.weekend)
    if on <= after:
        on = working_days_rules.sitting_day(first_of_next_month(after), bylaw.day_of_month, bylaw.weekend)
    return on
