"""A working day from the calendar to its opening: who sits, what lies in the boxes, what everybody owes (R3.1–R3.3)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import CashBox, Seat, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from ledger import clock, thai
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Book
from ledger.rules import last_of_month
from ledger.users import shown_name
from villages import access
from villages.models import Group

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ToOpen = WithAnnotations[CashBox, boxes_queries.ToOpen]

State, Duty = WorkingDay.State, Seat.Duty


# -- The calendar ------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan(groups: Sequence[Group], on: date, *, by: User) -> WorkingDay:
    """Put a working day of one group, or of several of one place, into the calendar (R3.1).

    A fund of the whole sub-district sits with a village's groups for its members of that village (R1.33). Raises
    ValidationError when the groups do not sit together, take no money yet, or have a day there already.
    """
    villages = {group.village for group in groups if group.village}
    if len(villages) > 1:
        raise ValidationError(_("Groups of different villages do not sit together. Plan a day for each."))
    if len({group.is_practice for group in groups}) != 1:
        raise ValidationError(_("Practice and real money never sit at one table. Plan a day for each."))
    _check_groups(groups, by)
    group_books = sheet_queries.group_books_at_the_table(groups)
    for group in groups:
        if not any(group_book.group_id == group.pk for group_book in group_books):
            raise ValidationError(
                _("%(group)s offers nothing to be paid yet. Add a kind of savings first."), params={"group": group}
            )
    _check_free(group_books, on)
    day = WorkingDay.objects.create(village=villages.pop() if villages else None, on=on, planned_by=by)
    CashBox.objects.bulk_create([CashBox(day=day, group_book=group_book) for group_book in group_books])
    return day


def _check_groups(groups: Sequence[Group], by: User) -> None:
    for group in groups:
        if not access.may(by, "hold working days", group):
            raise ValidationError(_("You hold no working days of %(group)s."), params={"group": group})


def _check_free(group_books, on: date, apart_from: WorkingDay | None = None) -> None:
    """A book has one working day on a day."""
    taken = (
        CashBox.objects.filter(group_book__in=group_books, day__on=on)
        .exclude(day=apart_from)
        .select_related("group_book__group")
        .first()
    )
    if taken:
        raise ValidationError(
            _("%(group)s already has a working day on %(day)s. Choose another day, or go on with that one."),
            code="on",
            params={"group": taken.group_book.group, "day": thai.long_date(on)},
        )


@transaction.atomic
def move(day: WorkingDay, on: date) -> None:
    """Hold a planned day on another date.

    Raises ValidationError when it was opened meanwhile, or a group has a day then.
    """
    day = lock_day_in(day, State.PLANNED)
    _check_free([box.group_book_id for box in day.cash_boxes.all()], on, day)
    day.on = on
    day.save(update_fields=["on"])


@transaction.atomic
def cancel(day: WorkingDay) -> None:
    """Take a planned day out of the calendar. Raises ValidationError when it was opened meanwhile."""
    lock_day_in(day, State.PLANNED).delete()


def lock_day_in(day: WorkingDay, *states: str) -> WorkingDay:
    """The day, locked, in one of these states. Raises ValidationError that says in which it is otherwise."""
    day = WorkingDay.objects.select_for_update().get(pk=day.pk)
    if day.state not in states:
        raise ValidationError(
            _("The working day of %(day)s is “%(state)s” by now. Open its page anew and go on from there."),
            code="state",
            params={"day": thai.long_date(day.on), "state": day.get_state_display()},
        )
    return day


# -- Opening -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_day(
    day: WorkingDay,
    seats: Mapping[User, str],
    floats: Mapping[int, Decimal],
    *,
    by: User,
    elsewhere: Mapping[int, str] | None = None,
) -> WorkingDay:
    """Open the evening (R3.1–R3.3): three people on duty, a counted float in every box, the month's dues written.

    `seats` says who is present with which duty; `floats` is baht by box id, counted by receiver and checker;
    `elsewhere` says in words, by box id, where the cash lies that the book holds besides. Raises ValidationError when a
    duty is not taken, a float is not possible, or the day is not to be opened now.
    """
    day = lock_day_in(day, State.PLANNED)
    boxes = boxes_queries.boxes_to_open(day)
    groups = list({box.group_book.group for box in boxes})
    _check_groups(groups, by)
    if day.on > timezone.localdate():
        raise ValidationError(
            _("This day is planned for %(day)s. Open it then, or move it to today."),
            params={"day": thai.long_date(day.on)},
        )
    _check_seats(seats, groups)
    ledger.lock(*[box.group_book.book for box in boxes])
    _check_not_sitting(boxes)
    for box in boxes:
        ledger.check_day(box.group_book.book, day.on)
    _open_boxes(boxes_queries.boxes_to_open(day), floats, elsewhere or {})
    Seat.objects.bulk_create([Seat(day=day, user=user, duty=duty) for user, duty in seats.items()])
    for owner in sheet_queries.SHEET_COLUMNS:
        owner.open_day([box.group_book for box in boxes], day.on)
    day.state, day.opened_at = State.OPEN, clock.now()
    day.save(update_fields=["state", "opened_at"])
    return day


def _check_seats(seats: Mapping[User, str], groups: Sequence[Group]) -> None:
    hands = [duty for duty in seats.values() if duty != Duty.PRESENT]
    if sorted(hands) != sorted(Seat.HANDS):  # three duties are three people: `seats` has each user once
        raise ValidationError(
            _("Three different people must be present: one receives, one keeps the book, one checks.")
        )
    for user, duty in seats.items():
        acts = set().union(*(access.acts(user, group) for group in groups))
        if "sit at the table" not in acts:
            raise ValidationError(
                _("%(person)s holds no office here. Appoint them, or choose somebody else."),
                code=duty,
                params={"person": shown_name(user)},
            )
        if duty in (Duty.RECEIVER, Duty.BOOKKEEPER) and "take deposits" not in acts:
            raise ValidationError(
                _("The office of %(person)s takes no money. Choose somebody else for this hand."),
                code=duty,
                params={"person": shown_name(user)},
            )


def _check_not_sitting(boxes: Sequence[CashBox]) -> None:
    other = CashBox.objects.filter(group_book__in=[box.group_book_id for box in boxes], is_sitting=True).select_related(
        "day", "group_book__group"
    )
    if sitting := other.first():
        raise ValidationError(
            _("%(group)s still sits on the day of %(day)s. Count and sign that one first."),
            params={"group": sitting.group_book.group, "day": thai.long_date(sitting.day.on)},
        )


def evening_before_closing(book: Book, month: date) -> str | None:
    """A month closes after its evenings were counted: missing cash and an overage are dated on the evening itself."""
    sitting = CashBox.objects.filter(group_book__book=book, is_sitting=True, day__on__lte=last_of_month(month))
    if box := sitting.select_related("day").first():
        params = {"day": thai.long_date(box.day.on)}
        return _("The working day of %(day)s is not counted yet. Count and sign it first.") % params
    return None


def _open_boxes(boxes: "Sequence[ToOpen]", floats: Mapping[int, Decimal], elsewhere: Mapping[int, str]) -> None:
    heads = {box.group_book.book_id: books.last_entry(box.group_book.book) for box in boxes}
    for box in boxes:
        inside, words = floats.get(box.pk, Decimal(0)), elsewhere.get(box.pk, "").strip()
        _check_float(box, inside, words)
        head = heads[box.group_book.book_id]
        box.opening_float, box.kept, box.first_seq, box.is_sitting = inside, inside, head.seq if head else 0, True
        box.elsewhere = words if box.suggested > inside else ""
    CashBox.objects.bulk_update(boxes, ["opening_float", "kept", "first_seq", "is_sitting", "elsewhere"])


def _check_float(box: "ToOpen", inside: Decimal, words: str) -> None:
    """No float is more than the book's cash without what waits for the bank, and where it is less, words say where the
    rest is (R3.3).
    """
    holds, waits, most = box.holds, box.set_aside, box.suggested
    params = {"book": box.group_book.book, "holds": f"{holds:,.2f}", "waits": f"{waits:,.2f}", "most": f"{most:,.2f}"}
    if inside > holds:
        raise ValidationError(
            _("%(book)s holds %(holds)s baht of cash by its books. Count the float again: at most this much."),
            code=f"float_{box.pk}",
            params=params,
        )
    if inside > most:
        raise ValidationError(
            _(
                "%(waits)s baht of the cash of %(book)s were counted on an earlier day and wait to be carried to the "
                "bank: they are no float. Lay them apart; at most %(most)s baht can be the float."
            ),
            code=f"float_{box.pk}",
            params=params,
        )
    if inside < most and not words:
        raise ValidationError(
            _(
                "By its books %(book)s holds %(most)s baht for the float, and you counted %(inside)s. Count again; "
                "if %(rest)s baht lie elsewhere, write where."
            ),
            code=f"elsewhere_{box.pk}",
            params=params | {"inside": f"{inside:,.2f}", "rest": f"{most - inside:,.2f}"},
        )
