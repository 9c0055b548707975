"""Rows that a device stored and the sheet takes no more: recorded at the counter, or thrown away with a reason (R3.4).

Every baht that was written without a signal is in the books once, on the device's list, or in a row of `UnsentRow`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Device, Receipt, Seat, TakenOver, UnsentReceipt, UnsentRow, Visit, WorkingDay
from funds.queries import cash as cash_queries
from funds.queries import savings as savings_queries
from ledger import services as ledger
from ledger.models import Entry
from villages.models import PendingRequest, Person

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SALT = "funds.unsent"
Outcome = UnsentRow.Outcome


@dataclass(frozen=True)
class DeviceRow:
    """A row as its device reports it: `sums` in baht by the box it belongs into."""

    day: WorkingDay
    person: Person
    request_id: UUID
    sums: Mapping[int, Decimal]
    written_by: User
    written_at: datetime

    @property
    def total(self) -> Decimal:
        """What the row pays in all boxes together, in baht."""
        return sum(self.sums.values(), Decimal(0))


def ticket(day: WorkingDay, user: User) -> str:
    """What a device keeps beside each row, so that nobody can be named as its writer who never had the sheet open."""
    return signing.dumps([day.pk, user.pk], salt=SALT)


def writer(day: WorkingDay, ticket: str) -> User:
    """Who wrote a row first, by the ticket that their sheet gave them.

    Raises ValidationError when the ticket is of another day or made up.
    """
    try:
        pk, user = signing.loads(ticket, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as forged:
        raise _unknown_writer() from forged
    officer = User.objects.filter(pk=user, seats__in=day.seats.exclude(duty=Seat.Duty.CHECKER)).first()
    if pk != day.pk or officer is None:
        raise _unknown_writer()
    return officer


def _unknown_writer() -> ValidationError:
    return ValidationError(_("Who wrote this row cannot be told. Record the money at the counter instead."))


def take_over(visit: Visit, written_by: User) -> None:
    """A visit that was just written names who wrote its row first, where that is somebody else."""
    if written_by != visit.by:
        TakenOver.objects.get_or_create(visit=visit, defaults={"written_by": written_by})


def check_not_settled(request_id: UUID) -> None:
    """Refuse a row for the sheet that was settled apart from it.

    Raises ValidationError, with code "settled", when it was.
    """
    if settled := UnsentRow.objects.filter(request_id=request_id).first():
        raise ValidationError(
            _("This row was settled already: %(outcome)s. Throw it away here."),
            code="settled",
            params={"outcome": settled.get_outcome_display()},
        )


@transaction.atomic
def record_at_counter(row: DeviceRow, numbers: Sequence[str], *, by: User) -> UnsentRow:
    """The row's money was taken at the counter under these receipts: of the same member, box by box the same amount.

    The same row again answers with what was written first. Raises ValidationError when the receipts are unknown, of
    somebody else, or of another amount.
    """
    _lock(row)
    if first := UnsentRow.objects.filter(request_id=row.request_id).first():
        return first
    given = _receipts(row, numbers)
    sums = {box: Decimal(0) for box in row.sums}
    for box, receipt in given:
        sums[box] = sums.get(box, Decimal(0)) + receipt.total
    if sums != dict(row.sums):
        raise ValidationError(
            _("The receipts say %(found)s baht, the row says %(row)s baht. Look at the numbers and the group."),
            params={"found": f"{sum(sums.values()):,.2f}", "row": f"{row.total:,.2f}"},
        )
    _check_not_set_aside(row)
    settled = _write(row, Outcome.RECORDED, "", by)
    UnsentReceipt.objects.bulk_create([UnsentReceipt(row=settled, receipt=receipt) for _box, receipt in given])
    return settled


def _check_not_set_aside(row: DeviceRow) -> None:
    """Money that was too much at the count is in the books already: its overage is undone first."""
    for box in row.day.cash_boxes.select_related("group_book__book", "day"):
        entry = cash_queries.overage(box) if row.sums.get(box.group_book_id) else None
        if entry and box.difference is not None and box.difference >= row.sums[box.group_book_id]:
            raise ValidationError(
                _(
                    "The count set %(amount)s baht aside as too much (no. %(number)s), and this row's money may be "
                    "among them. Open that entry and ask to reverse it; once a second officer agreed, settle this row."
                ),
                params={"amount": f"{box.difference:,.2f}", "number": entry.number},
            )


@transaction.atomic
def throw_away(row: DeviceRow, reason: str, *, by: User) -> UnsentRow:
    """Throw the row away: its money is not in the books; the reason is kept with the day. The same row again answers
    with the first.

    Raises ValidationError without a reason.
    """
    _lock(row)
    if first := UnsentRow.objects.filter(request_id=row.request_id).first():
        return first
    if not (reason := " ".join(reason.split())):
        raise ValidationError(_("Write why this row is thrown away. The reason stays with the day."))
    return _write(row, Outcome.THROWN_AWAY, reason[:300], by)


def _lock(row: DeviceRow) -> None:
    """Lock the books of the day, so that the row cannot come onto the sheet meanwhile."""
    ledger.lock(*[box.group_book.book for box in row.day.cash_boxes.select_related("group_book__book")])
    waits = PendingRequest.objects.filter(request_id=row.request_id).exists()
    if waits or Visit.objects.filter(request_id=row.request_id).exists():
        raise ValidationError(_("This row is with the server already. Nothing is left to do."), code="sent")


def _write(row: DeviceRow, outcome: str, reason: str, by: User) -> UnsentRow:
    sums = {str(box): f"{amount:.2f}" for box, amount in row.sums.items()}
    return UnsentRow.objects.create(
        request_id=row.request_id, day=row.day, person=row.person, sums=sums, total=row.total,
        written_by=row.written_by, written_at=row.written_at, outcome=outcome, reason=reason, by=by,
    )  # fmt: skip


def _receipts(
    row: DeviceRow, numbers: Sequence[str]
) -> "list[tuple[int, WithAnnotations[Receipt, savings_queries.Total]]]":
    """The receipts of the counter with these numbers, each with the box its money lies in.

    Every book numbers its own: of two receipts with one number, the one that this person was given.
    """
    group_books = {box.group_book.book_id: box.group_book_id for box in row.day.cash_boxes.select_related("group_book")}
    receipts = savings_queries.with_totals(
        Receipt.objects.filter(entry__book__in=group_books, entry__number__in=numbers)
    )
    given: dict[str, WithAnnotations[Receipt, savings_queries.Total]] = {}
    for receipt in receipts.select_related("entry__reversal", "member", "unsent"):
        if receipt.entry.number not in given or receipt.member.person_id == row.person.pk:
            given[receipt.entry.number] = receipt
    missing = [number for number in numbers if number not in given]
    if missing or not numbers:
        raise ValidationError(
            _("There is no receipt no. %(number)s in these books. Copy the number from the receipt."),
            params={"number": ", ".join(missing) or "–"},
        )
    for number, receipt in given.items():
        if fault := _fault(row, receipt):
            raise ValidationError(fault, params={"number": number, "person": row.person})
    return [(group_books[receipt.entry.book_id], receipt) for receipt in given.values()]


def _fault(row: DeviceRow, receipt: Receipt) -> str:
    """Why a receipt cannot be that of a row."""
    entry = receipt.entry
    if receipt.member.person_id != row.person.pk:
        return _("Receipt no. %(number)s was given to somebody else, not to %(person)s.")
    if receipt.visit_id or entry.kind != Entry.Kind.RECEIPT:
        return _("No. %(number)s is no receipt of the counter. The sheet's own receipts are other money.")
    if hasattr(entry, "reversal"):
        return _("Receipt no. %(number)s was cancelled.")
    if hasattr(receipt, "unsent"):
        return _("Receipt no. %(number)s stands for another row already.")
    if row.day.opened_at and entry.at < row.day.opened_at:
        return _("Receipt no. %(number)s is older than this working day.")
    return ""


def hear(day: WorkingDay, device: UUID, rows: int, amount: Decimal, *, by: User) -> None:
    """A device with the day's sheet reports how many rows it has not sent, and how many baht they are."""
    heard = Device(day=day, device=device, user=by, heard_at=timezone.now(), rows=rows, amount=amount)
    fields = ["user", "heard_at", "rows", "amount"]
    Device.objects.bulk_create([heard], update_conflicts=True, unique_fields=["day", "device"], update_fields=fields)
