"""The end of the evening: count, explain, sign, carry to the bank, close (R3.10–R3.15)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import BankDeposit, CashBox, Seat, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.rules import working_days as working_days_rules
from funds.services.cash import shortage_account
from funds.services.days import lock_day_in
from ledger import chart, clock, thai
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from villages import access
from villages.models import Person

State, Duty = WorkingDay.State, Seat.Duty
NAMESPACE = UUID("c5d0b1de-6a1b-4a58-9b43-0f2a35c00000")  # differences are posted once a box


@transaction.atomic
def start_counting(day: WorkingDay, *, by: User) -> None:
    """Nobody is received any more: the boxes are counted. Raises ValidationError when the day is not open."""
    day = _at_the_table(day, by, State.OPEN)
    ledger.lock(*[box.group_book.book for box in day.cash_boxes.select_related("group_book__book")])
    _set_state(day, State.COUNTING)


@transaction.atomic
def resume(day: WorkingDay, *, by: User) -> None:
    """Go on receiving, as somebody still came; what was counted is counted again.

    Raises ValidationError when nobody is counting, or who asks does not sit at this table.
    """
    day = _at_the_table(day, by, State.COUNTING)
    day.seats.update(signed_at=None)
    nothing = {"counted": None, "expected": None, "counted_by": None, "explanation": "", "responsible": None}
    day.cash_boxes.update(**nothing, kept=F("opening_float"))
    _set_state(day, State.OPEN)


@transaction.atomic
def count(
    box: CashBox,
    pieces: Mapping[str, int],
    *,
    next_float: Decimal,
    by: User,
    explanation: str = "",
    responsible: User | None = None,
) -> CashBox:
    """Write down what lies in a box, piece by piece (R3.11), and how much of it stays as the next float.

    A difference needs an explanation, and a shortage somebody who answers for it (R3.12). Signatures begin anew. Raises
    ValidationError when a difference lacks its explanation or who answers for it, or more would stay than was counted.
    """
    day = _at_the_table(box.day, by, State.COUNTING)
    box = boxes_queries.boxes(day).get(pk=box.pk)
    counted, expected = working_days_rules.counted(pieces), vars(box)["expects"]
    if not explanation.strip() and counted != expected:
        raise ValidationError(_difference(counted - expected), code="explanation")
    if counted < expected and (responsible is None or not day.seats.filter(user=responsible).exists()):
        raise ValidationError(_("Choose who of those present answers for the missing cash."), code="responsible")
    if counted < expected and responsible:
        _second_hand(day, by, responsible)
    if not 0 <= next_float <= counted:
        raise ValidationError(_("No more can stay in the box than was counted. Check the float."), code="kept")
    box.pieces = {face: number for face, number in pieces.items() if number}
    box.counted, box.expected, box.counted_by, box.kept = counted, expected, by, next_float
    box.explanation = explanation.strip() if counted != expected else ""
    box.responsible = responsible if counted < expected else None
    box.save()
    day.seats.update(signed_at=None)
    return box


def _difference(difference: Decimal) -> str:
    amount = f"{abs(difference):,.2f}"
    if difference < 0:
        return _("%(amount)s baht are missing. Count once more; if they stay missing, write why.") % {"amount": amount}
    return _(
        "%(amount)s baht are too many. Count once more, and see whether another laptop still holds rows not sent; "
        "else write why."
    ) % {"amount": amount}


@transaction.atomic
def sign(day: WorkingDay, *, by: User) -> WorkingDay:
    """Receiver, bookkeeper or checker signs the count; with the third signature the evening is counted (R3.32).

    Raises ValidationError for anybody else, before every box is counted, and when money moved since.
    """
    day = _at_the_table(day, by, State.COUNTING)
    seat = day.seats.filter(user=by).exclude(duty=Duty.PRESENT).first()
    if seat is None:
        raise ValidationError(_("The receiver, the bookkeeper and the checker sign the count. You are none of them."))
    boxes = list(boxes_queries.boxes(day))
    ledger.lock(*[box.group_book.book for box in boxes])
    boxes = list(boxes_queries.boxes(day))  # read again now that the books are locked
    _check_counted(boxes)
    seat.signed_at = clock.now()
    seat.save(update_fields=["signed_at"])
    if not day.seats.exclude(duty=Duty.PRESENT).filter(signed_at=None).exists():
        _finish(day, boxes)
    return day


def _check_counted(boxes) -> None:
    for box in boxes:
        if box.counted is None:
            raise ValidationError(_("%(book)s: the box is not counted yet."), params={"book": box.group_book.book})
        expects = vars(box)["expects"]  # by now
        if box.expected != expects:
            raise ValidationError(
                _("%(book)s: money moved since the count. %(expects)s baht must lie in the box now. Count it again."),
                params={"book": box.group_book.book, "expects": f"{expects:,.2f}"},
            )


def _finish(day: WorkingDay, boxes: Sequence[CashBox]) -> None:
    for box in boxes:
        head = books.last_entry(box.group_book.book)
        box.last_seq, box.is_sitting = head.seq if head else 0, False
        if box.difference:
            box.difference_entry = _post_difference(day, box)
        box.save()
    day.counted_at = clock.now()
    day.save(update_fields=["counted_at"])
    for owner in sheet_queries.SHEET_COLUMNS:
        owner.count_day([box.group_book for box in boxes], day.on)
    differences = [box.difference for box in boxes if box.difference]
    state = State.OVER if differences else State.BALANCED
    if any(difference < 0 for difference in differences):
        state = State.SHORT
    _set_state(day, state)


def _second_hand(day: WorkingDay, by: User, responsible: User | None) -> User:
    """Who signs for a difference beside who counted: another of the three, who neither answers for it nor is close to
    who does.
    """
    seats = {seat.duty: seat.user for seat in day.seats.select_related("user")}
    hands = [seats[duty] for duty in (Duty.CHECKER, Duty.BOOKKEEPER, Duty.RECEIVER) if seats[duty] != by]
    debtor = access.person_of(responsible) if responsible else None
    free = (hand for hand in hands if not (debtor and access.is_own_money(hand, debtor)))
    if (hand := next(free, None)) is None:
        raise ValidationError(
            _("Who signs here is close to %(person)s, or counted. Somebody else of the table counts this box."),
            code="responsible",
            params={"person": debtor},
        )
    return hand


def _post_difference(day: WorkingDay, box: CashBox) -> Entry:
    """A shortage is owed by who answers for it, an overage is kept in an account of its own (J47, J49). No receipt is
    touched.
    """
    book, by, difference = box.group_book.book, box.counted_by, box.difference
    assert by is not None  # it was counted
    assert difference is not None
    cash, amount = ledger.activate(book, chart.CASH), abs(difference)
    if box.responsible:
        event, other_side = "J47", ledger.debit(shortage_account(book, box.responsible), amount)
        sides = [other_side, ledger.credit(cash, amount)]
    else:
        event, other_side = "J49", ledger.credit(ledger.activate(book, chart.OVERAGES), amount)
        sides = [ledger.debit(cash, amount), other_side]
    checked = _second_hand(day, by, box.responsible)
    return ledger.post(
        book, sides, kind=Entry.Kind.JOURNAL, event=event, on=day.on, by=by, approved_by=checked,
        request_id=uuid5(NAMESPACE, str(box.pk)), memo=" ".join(box.explanation.split())[:300],
    )  # fmt: skip


@transaction.atomic
def note_difference(day: WorkingDay, text: str, *, by: User) -> None:
    """The chair's note on cash short or over, without which the day is not closed (R3.12).

    Raises ValidationError for anybody but the chair and for an empty note.
    """
    day = lock_day_in(day, State.SHORT, State.OVER, State.BANKED)
    if not any(
        access.may(by, "note differences", box.group_book.group)
        for box in day.cash_boxes.select_related("group_book__group")
    ):
        raise ValidationError(_("The chair writes this note."))
    owing = Person.objects.filter(user__in=day.cash_boxes.exclude(responsible=None).values("responsible"))
    access.refuse_own_money(by, *owing)
    if not text.strip():
        raise ValidationError(_("Write what was found and decided."), code="note")
    day.note, day.noted_by = text.strip(), by
    day.save(update_fields=["note", "noted_by"])


# -- The bank ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def bank(box: CashBox, amount: Decimal, file, *, on: date, by: User) -> BankDeposit:
    """Who carried a box's cash to the bank keeps the slip; a second person confirms it (R3.13).

    Amount in baht. Raises ValidationError when it is not what was to be carried, the day is not possible, or it was
    confirmed already.
    """
    day = lock_day_in(box.day, *WorkingDay.COUNTED)
    box = day.cash_boxes.get(pk=box.pk)
    if amount != box.to_bank:
        raise ValidationError(
            _("%(amount)s baht were to be carried to the bank, and the slip must say the same. Check the slip."),
            code="amount",
            params={"amount": f"{box.to_bank:,.2f}"},
        )
    if not day.on <= on <= timezone.localdate():
        raise ValidationError(_("The slip is not older than the working day, and not of a day to come."), code="on")
    if BankDeposit.objects.filter(cash_box=box).exclude(entry=None).exists():
        raise ValidationError(_("This money is in the bank already."))
    BankDeposit.objects.filter(cash_box=box).delete()  # a slip kept again before anybody confirmed it
    return BankDeposit.objects.create(cash_box=box, on=on, slip=file, sha256=ledger.digest(file), by=by)


@transaction.atomic
def confirm_bank_deposit(bank_deposit: BankDeposit, *, by: User) -> Entry:
    """The second carrier has seen slip and amount: the money moves from the box to the bank (J33).

    Raises ValidationError for the first carrier and who is close to them, and when it was confirmed already.
    """
    day = lock_day_in(bank_deposit.cash_box.day, *WorkingDay.COUNTED)
    bank_deposit = (
        BankDeposit.objects.select_for_update(of=("self",))
        .select_related("cash_box__group_book__book")
        .get(pk=bank_deposit.pk)
    )
    if bank_deposit.entry_id:
        raise ValidationError(_("This money is in the bank already."))
    if bank_deposit.by_id == by.pk:
        raise ValidationError(_("Two people carry the money. Somebody else confirms the slip."))
    if access.is_own_money(by, access.person_of(bank_deposit.by)):
        raise ValidationError(_("You are close to who carried the money. Somebody else confirms the slip."))
    box, book, amount = bank_deposit.cash_box, bank_deposit.cash_box.group_book.book, bank_deposit.cash_box.to_bank
    assert amount is not None  # it was counted
    sides = [
        ledger.debit(ledger.activate(book, box.group_book.bank_code), amount),
        ledger.credit(ledger.activate(book, chart.CASH), amount),
    ]
    memo = _("Cash of the working day of %(day)s to the bank") % {"day": thai.short_date(day.on)}
    entry = ledger.post(
        book, sides, kind=Entry.Kind.JOURNAL, event="J33", on=bank_deposit.on, by=bank_deposit.by, approved_by=by,
        request_id=uuid5(NAMESPACE, f"bank {bank_deposit.pk}"), memo=memo,
    )  # fmt: skip
    with bank_deposit.slip.open("rb") as slip:
        ledger.attach_voucher(entry, slip, by=bank_deposit.by)
    bank_deposit.confirmed_by, bank_deposit.entry = by, entry
    bank_deposit.save(update_fields=["confirmed_by", "entry"])
    if not boxes_queries.unbanked(day):
        _set_state(day, State.BANKED)
    return entry


@transaction.atomic
def close(day: WorkingDay, *, by: User) -> None:
    """Close the working day for good (R3.14). Corrections are reversals of a later day.

    Raises ValidationError while cash waits for the bank or a difference for its note.
    """
    day = lock_day_in(day, *WorkingDay.COUNTED, State.BANKED)
    boxes = list(day.cash_boxes.select_related("group_book__group"))
    if not any(access.may(by, "hold working days", box.group_book.group) for box in boxes):
        raise ValidationError(_("You hold no working days of %(group)s."), params={"group": boxes[0].group_book.group})
    if boxes_queries.unbanked(day):
        raise ValidationError(_("Money still waits to be carried to the bank. Keep the slip first."))
    if any(box.difference for box in boxes) and not day.noted_by_id:
        raise ValidationError(_("Cash was short or over. The chair writes a note first."))
    day.state, day.closed_by, day.closed_at = State.CLOSED, by, clock.now()
    day.save(update_fields=["state", "closed_by", "closed_at"])


def _at_the_table(day: WorkingDay, by: User, *states: str) -> WorkingDay:
    day = lock_day_in(day, *states)
    if not day.seats.filter(user=by).exists():
        raise ValidationError(_("Only those who sit at this table may do this. Your name is not among those present."))
    return day


def _set_state(day: WorkingDay, state: str) -> None:
    day.state = state
    day.save(update_fields=["state"])
