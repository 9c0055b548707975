"""The board of working days: who has sat, where cash was missing, who has not banked or closed, village by village
(R3.13).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import CashBox, WorkingDay
from funds.queries import attention as attention_queries
from funds.queries import boxes as boxes_queries
from funds.queries import dues as dues_queries
from funds.queries import sheet as sheet_queries
from funds.rules import working_days as working_days_rules
from kahro.forms import MonthForm
from ledger import rules as ledger_rules
from ledger import thai
from villages import access
from villages import rules as villages_rules
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group, Village

State = WorkingDay.State


@dataclass
class Sitting:
    """One group's working day of the month, or that there was none. `flags` are sentences of what is to be done."""

    group: Group
    due_on: date | None
    box: CashBox | None = None
    review: int = 0
    flags: list[str] = field(default_factory=list)

    @property
    def day(self) -> WorkingDay | None:
        """The working day, once one is planned."""
        return self.box.day if self.box else None

    @property
    def has_sat(self) -> bool:
        """Whether the day was opened."""
        return self.day is not None and self.day.state != State.PLANNED

    @property
    def differs(self) -> bool:
        """Whether the counted cash was short or over."""
        return bool(self.box and self.box.difference)

    @property
    def is_unfinished(self) -> bool:
        """Whether the day was opened and is not closed yet."""
        return self.has_sat and self.day is not None and self.day.state != State.CLOSED


@needs("see the sub-district")
def board(request: OfficerRequest) -> HttpResponse:
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
    """Every group that takes money at a table, with its days of the month up to whose end `on` looks.

    What is shown of a day are the boxes and sentences of its own page; a fixed number of queries.
    """
    groups = _groups()
    review = Counter(row.passbook.member.group_id for row in dues_queries.owing(groups, on) if row.for_review)
    month = ledger_rules.first_of_month(on)
    boxes_of_group: dict[int, list[CashBox | None]] = {}
    boxes = list(boxes_queries.boxes_of_month(month))
    for box in boxes:
        boxes_of_group.setdefault(box.group_book.group_id, []).append(box)
    flags = attention_queries.attention(boxes, min(on, timezone.localdate()))
    rows = []
    for group in groups:
        due = _due(group, month)
        for sat in boxes_of_group.get(group.pk) or [None]:
            row = Sitting(group, due, sat, review[group.pk])
            row.flags = [*_calendar(row, on), *(flags[sat.pk] if sat else [])]
            rows.append(row)
    return rows


def _groups() -> list[Group]:
    """Whoever may sit: savings groups and welfare funds alike; practice apart."""
    known = Group.objects.filter(is_practice=False).select_related("village").prefetch_related("working_day_bylaws")
    groups = list(known.order_by("village__number", "slug"))
    sits = {group_book.group_id for group_book in sheet_queries.group_books_at_the_table(groups)}
    return [group for group in groups if group.pk in sits]


def _due(group: Group, month: date) -> date | None:
    bylaw = villages_rules.in_force(group.working_day_bylaws.all(), ledger_rules.last_of_month(month))
    return working_days_rules.sitting_day(month, bylaw.day_of_month, bylaw.weekend) if bylaw else None


def _calendar(row: Sitting, on: date) -> Iterable[str]:
    """What is missing in the calendar."""
    with_others = row.day is not None and row.group.kind == Group.Kind.WEL  # it sits when the others do (R1.33)
    if row.due_on is None and not with_others:
        yield _("No by-law names the day of the month.")
    if row.day is None and row.due_on and row.due_on < min(on, timezone.localdate()):
        yield _("Not opened: it was due on %(day)s.") % {"day": thai.short_date(row.due_on)}
