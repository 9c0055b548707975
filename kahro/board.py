"""The board of working days: who has sat, who is short, who has not banked or closed, village by village (R3.13)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from funds import queries as savings
from funds import rules as sitting
from funds.models import Box, WorkingDay
from kahro.forms import MonthForm
from ledger import chart, rules, thai
from ledger import queries as books
from ledger.models import Account
from villages import access
from villages.access import needs
from villages.models import Group, Village

State = WorkingDay.State
UNBANKED_TOO_LONG = 3  # days


@dataclass
class Sitting:
    """One group's working day of the month, or that there was none. `flags` are sentences of what is to be done."""

    group: Group
    due_on: date | None
    box: Box | None = None
    review: int = 0
    flags: list[str] = field(default_factory=list)

    @property
    def day(self) -> WorkingDay | None:
        return self.box.day if self.box else None

    @property
    def has_sat(self) -> bool:
        return self.day is not None and self.day.state != State.PLANNED

    @property
    def differs(self) -> bool:
        return bool(self.box and self.box.difference)

    @property
    def is_unfinished(self) -> bool:
        return self.has_sat and self.day is not None and self.day.state != State.CLOSED


@needs("see the sub-district")
def board(request: HttpRequest) -> HttpResponse:
    """One line a group and day; ?show= keeps those of one figure at the top."""
    form = MonthForm.of(request.GET)
    rows = sittings(form.day)
    figures = _figures(rows)
    chosen = request.GET.get("show", "")
    shown = [row for row in rows if chosen not in WHICH or WHICH[chosen](row, form.day)]
    villages: dict[Village | None, list[tuple[Sitting, bool]]] = {}
    for row in shown:
        opens = access.may(request.user, "see members", row.group)
        villages.setdefault(row.group.village, []).append((row, opens))
    context = {"form": form, "on": form.day, "figures": figures, "villages": villages, "chosen": chosen}
    return render(request, "kahro/board.html", context | {"month": thai.month_name(form.day)})


WHICH = {
    "sat": lambda row, on: row.has_sat,
    "due": lambda row, on: not row.has_sat and row.due_on is not None and row.due_on <= on,
    "differs": lambda row, on: row.differs,
    "unfinished": lambda row, on: row.is_unfinished,
}


def _figures(rows: list[Sitting]) -> list[tuple[str, str, int]]:
    """The four figures at the top, each with the filter that opens it."""
    on = timezone.localdate()
    titles = {
        "sat": _("have sat"),
        "due": _("should have sat by now"),
        "differs": _("short or over"),
        "unfinished": _("not closed yet"),
    }
    return [(name, title, sum(bool(WHICH[name](row, on)) for row in rows)) for name, title in titles.items()]


def sittings(on: date) -> list[Sitting]:
    """Every group that saves, with its days of the month up to whose end `on` looks; a fixed number of queries."""
    groups = list(
        Group.objects.filter(is_practice=False, products__isnull=False)
        .distinct()
        .select_related("village")
        .prefetch_related("day_rules")
        .order_by("village__number", "slug")
    )
    review = Counter(row.passbook.member.group_id for row in savings.owing(groups, on) if row.for_review)
    month, found = rules.first_of_month(on), {}
    for box in savings.boxes_of_month(month):
        found.setdefault(box.pot.group_id, []).append(box)
    holds = _cash(box for boxes in found.values() for box in boxes)
    rows = []
    for group in groups:
        due = _due(group, month)
        for box in found.get(group.pk) or [None]:
            row = Sitting(group, due, box, review[group.pk])
            row.flags = list(_flags(row, on, holds))
            rows.append(row)
    return rows


def _due(group: Group, month: date) -> date | None:
    law = sitting.in_force(group.day_rules.all(), rules.last_of_month(month))
    return sitting.sitting_day(month, law.day_of_month, law.weekend) if law else None


def _cash(boxes: Iterable[Box]) -> dict[int, Decimal]:
    """What lies in the boxes now by the books, by book."""
    accounts = Account.objects.filter(book__in=[box.pot.book_id for box in boxes], heading=chart.CASH, holder="")
    found = list(accounts.select_related("heading"))
    held = books.balances(found)
    return {account.book_id: held[account.pk] for account in found}


def _flags(row: Sitting, on: date, holds: dict[int, Decimal]) -> Iterable[str]:
    """What somebody must do something about."""
    day, box, today = row.day, row.box, min(on, timezone.localdate())
    if row.due_on is None:
        yield _("No by-law names the day of the month.")
    if day is None:
        if row.due_on and row.due_on < today:
            yield _("Not opened: it was due on %(day)s.") % {"day": thai.short_date(row.due_on)}
        return
    assert box is not None
    late = day.on < today
    if late and day.state == State.PLANNED:
        yield _("Planned, but not opened.")
    if late and day.state in (State.OPEN, State.COUNTING):
        yield _("The cash is not counted yet.")
    if row.differs and not day.noted_by_id:
        yield _("The chair's note is missing.")
    waits = box.to_bank and day.state in WorkingDay.COUNTED and not (hasattr(box, "banking") and box.banking.entry_id)
    if waits and (today - day.on).days > UNBANKED_TOO_LONG:
        yield _("Not at the bank since %(n)d days.") % {"n": (today - day.on).days}
    if late and not waits and day.state in (*WorkingDay.COUNTED, State.BANKED):
        yield _("Counted, but not closed.")
    law = sitting.in_force(row.group.day_rules.all(), today)
    counted = day.state not in (State.OPEN, State.COUNTING, State.PLANNED)
    if law and counted and not waits and holds.get(box.pot.book_id, 0) > law.cash_limit:
        yield _("More cash in the box than the by-law allows.")
