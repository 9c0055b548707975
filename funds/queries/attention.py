"""What somebody must do something about on a working day: the same sentences on the day's page and on the board."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import CashBox, WorkingDay
from funds.queries.boxes import PLANNED, Whole, cash_now
from ledger import thai
from villages import rules as villages_rules

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

State = WorkingDay.State
UNBANKED_TOO_LONG = 3  # days (R3.13)
TOO_MUCH = gettext_lazy("More cash in the box than the by-law allows.")


def attention(boxes: "Sequence[WithAnnotations[CashBox, Whole]]", today: date) -> dict[int, list[str]]:
    """Sentences by box id; a fixed number of queries. The boxes are those of `with_whole`."""
    counted = [box for box in boxes if box.last_seq is not None]
    rich = _above_the_limit(counted, today) if counted else set()
    return {
        box.pk: [*_of_the_day(box, today), *_of_the_cash(box), *([str(TOO_MUCH)] if box.pk in rich else [])]
        for box in boxes
    }


def _above_the_limit(counted: Sequence[CashBox], today: date) -> set[int]:
    """Where more cash lies now than the by-law allows, though nothing of the box waits for the bank (R3.13)."""
    prefetch_related_objects(counted, "group_book__group__working_day_bylaws")
    holds, latest = cash_now(counted), _latest(counted)
    above = set()
    for box in counted:
        bylaw = villages_rules.in_force(box.group_book.group.working_day_bylaws.all(), today)
        if (
            bylaw
            and box.pk in latest
            and not waits_for_the_bank(box)
            and holds[box.group_book.book_id] > bylaw.cash_limit
        ):
            above.add(box.pk)
    return above


def _latest(boxes: Iterable[CashBox]) -> set[int]:
    """The last box that was opened of every book: its own page says what its book holds now."""
    opened = CashBox.objects.filter(group_book__in=[box.group_book_id for box in boxes]).exclude(PLANNED)
    return set(
        opened.order_by("group_book_id", "-day__on", "-pk").distinct("group_book_id").values_list("pk", flat=True)
    )


def waits_for_the_bank(box: CashBox) -> bool:
    """Whether two people still must carry what was counted to the bank."""
    banked = hasattr(box, "bank_deposit") and box.bank_deposit.entry_id
    return bool(box.to_bank and box.day.state in WorkingDay.COUNTED and not banked)


def _of_the_day(box: CashBox, today: date) -> Iterable[str]:
    day, late = box.day, box.day.on < today
    if late and day.state == State.PLANNED:
        yield _("Planned, but not opened.")
    if late and day.state in (State.OPEN, State.COUNTING):
        yield _("The cash is not counted yet.")
    if box.difference and day.state != State.COUNTING and not day.noted_by_id:
        yield _("The chair's note is missing.")
    if waits_for_the_bank(box) and (today - day.on).days > UNBANKED_TOO_LONG:
        yield _("Not at the bank since %(n)d days.") % {"n": (today - day.on).days}
    if late and not waits_for_the_bank(box) and day.state in (*WorkingDay.COUNTED, State.BANKED):
        yield _("Counted, but not closed.")


def _of_the_cash(box: "WithAnnotations[CashBox, Whole]") -> Iterable[str]:
    """What lies elsewhere, and what earlier days left."""
    if box.day.state == State.PLANNED:
        return
    waiting, beside = box.waiting, box.beside
    if waiting:
        yield _("%(waits)s baht of earlier days wait for the bank.") % {"waits": thai.money(waiting)}
    if beside:
        yield _("%(rest)s baht lie elsewhere: %(where)s.") % {
            "rest": thai.money(beside),
            "where": box.elsewhere or _("nobody wrote where"),
        }
