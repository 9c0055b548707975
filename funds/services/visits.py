"""One member's turn at the table: checked, written into every book at once, one paper (R3.4, R3.5)."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import Visit, WorkingDay, receipt_token
from funds.queries.sheet import CollectionSheet, SheetCell, SheetRow, payments
from funds.queries.unusual import TAKE
from funds.rules import limits as limits_rules
from funds.services import second_looks
from ledger import services as ledger
from ledger import thai
from ledger.models import Account, Book, Entry
from ledger.users import shown_name
from villages.models import GroupBook, Person


def take(
    sheet: CollectionSheet,
    person_id: int,
    amounts: Mapping[str, Decimal],
    *,
    by: User,
    request_id: UUID,
    paid_by: str = "",
    again: bool = False,
    agreed_by: User | None = None,
) -> Visit:
    """Take what a person pays this evening: one entry in each book, one receipt each, one paper (J02–J06, J21).

    `amounts` are baht by column. What is asked first is whether this `request_id` was answered before: then the answer
    is the first visit, whatever happened since. Then whether the person has paid: refused with code "again" until
    `again` says that they came a second time. Then whether the day is open, and the columns at last. Above a group's
    `second_look` a receipt names the officer who agreed to it (R0.18).
    Raises ValidationError, whose dictionary names columns, and writes nothing.
    """
    day, amounts = sheet.day, {key: amount for key, amount in amounts.items() if amount}
    with ledger.one_transaction():
        ledger.lock(*_books(sheet, person_id, amounts))
        if first := answered(day, person_id, amounts, request_id=request_id, paid_by=paid_by):
            return first
        check_turn(day, person_id, request_id=request_id, again=again)
        row = row_of(sheet, person_id)
        check_amounts(row, amounts)
        check_large(sheet, row, amounts, by=by, agreed_by=agreed_by, request_id=request_id)
        entries = [
            _post(sheet, book, row, amounts, by=by, agreed_by=agreed_by, request_id=request_id)
            for book in sorted(_books(sheet, person_id, amounts), key=lambda book: book.pk)
        ]
        fingerprint = _fingerprint(day, person_id, amounts, paid_by)
        return _write(day, row, entries, fingerprint, by=by, request_id=request_id, paid_by=thai.one_line(paid_by))


def _books(sheet: CollectionSheet, person_id: int, amounts: Mapping[str, Decimal]) -> set[Book]:
    """The books into which amounts go."""
    row = sheet.rows.get(person_id)
    return {row.cells[key].column.group_book.book for key in amounts if key in row.cells} if row else set()


def answered(
    day: WorkingDay, person_id: int, amounts: Mapping[str, Decimal], *, request_id: UUID, paid_by: str = ""
) -> Visit | None:
    """The visit that this request wrote before. Raises ValidationError when it asked for something else."""
    first = Visit.objects.filter(request_id=request_id).first()
    amounts = {key: amount for key, amount in amounts.items() if amount}
    if first and first.request_hash != _fingerprint(day, person_id, amounts, paid_by):
        raise ValidationError(_("This row was already recorded with other amounts. Open the sheet anew."))
    return first


def row_of(sheet: CollectionSheet, person_id: int) -> SheetRow:
    """A person's row of the sheet. Raises ValidationError when they do not sit at this table."""
    if (row := sheet.rows.get(person_id)) is None:
        raise ValidationError(_("This person does not sit at this table: not a member, left, or passed away."))
    return row


def check_amounts(row: SheetRow, amounts: Mapping[str, Decimal]) -> None:
    """Raises ValidationError, by column, unless each amount in baht fits its cell; at least one is needed."""
    if not amounts:
        raise ValidationError(_("%(person)s: nothing was typed. Enter what was paid."), params={"person": row.person})
    faults = {}
    for key, amount in amounts.items():
        cell = row.cells.get(key)
        if (
            fault := _("Nothing is paid here by this member. Clear the field.")
            if cell is None
            else _fault(cell, amount)
        ):
            faults[key] = f"{row.person}: {fault}"
    if faults:
        raise ValidationError(faults)


def _fault(cell: SheetCell, amount: Decimal) -> str:
    title = cell.column.title
    if cell.most is not None and amount > cell.most:
        return _("%(column)s: at most %(most)s baht are owed. Enter this amount or less.") % {
            "column": title,
            "most": f"{cell.most:,.2f}",
        }
    if not limits_rules.fits_step(amount, cell.minimum, cell.step):
        return _("%(column)s takes %(minimum)s baht or more, in steps of %(step)s baht.") % {
            "column": title,
            "minimum": f"{cell.minimum:,.2f}",
            "step": f"{cell.step:,.2f}",
        }
    return ""


LOOK = """
    SELECT day.state,
           EXISTS (SELECT FROM funds_visit visit JOIN funds_receipt receipt ON receipt.visit_id = visit.id
                    WHERE visit.day_id = day.id AND visit.person_id = %(person)s
                      AND NOT EXISTS (SELECT FROM ledger_entry WHERE reverses_id = receipt.entry_id)),
           EXISTS (SELECT FROM villages_pendingrequest WHERE act = %(waits)s AND status = 'waiting'
                      AND (arguments->'day')::bigint = day.id AND (arguments->'person')::bigint = %(person)s
                      AND request_id <> %(request)s)
      FROM funds_workingday day WHERE day.id = %(day)s
"""


def check_turn(day: WorkingDay, person_id: int, *, request_id: UUID, again: bool) -> None:
    """Whether it is this person's turn: they have not paid yet, or come again, and the day is open.

    A payment that waits for a second officer counts as paid: nobody takes the cash twice. Raises ValidationError when
    it is not their turn, with code "again" where they have paid.
    """
    with connection.cursor() as cursor:
        params: dict[str, Any] = {"day": day.pk, "person": person_id, "request": request_id, "waits": TAKE}
        cursor.execute(LOOK, params)
        state, was_here, waits = cursor.fetchone()
    if state == WorkingDay.State.OPEN and (again or not (was_here or waits)):
        return
    person = Person.objects.get(pk=person_id)
    if was_here and not again:
        raise _paid(day, person)
    message, code = WAITS if waits and not again else NOT_OPEN.get(state, COUNTED)
    raise ValidationError(message, code=code, params={"person": person})


WAITS = (
    gettext_lazy("%(person)s: a payment of this evening waits for a second officer. If this is another one, say so."),
    "again",
)
COUNTED = (
    gettext_lazy("%(person)s: the day was counted already, so this row is not written. Record it at the counter."),
    "closed",
)
NOT_OPEN = {
    WorkingDay.State.PLANNED: (gettext_lazy("The working day is not open yet. Open it first."), "closed"),
    WorkingDay.State.COUNTING: (
        gettext_lazy(
            "%(person)s: the cash is being counted. Let the three go back to the table, then send this row again."
        ),
        "counting",
    ),
}


def _paid(day: WorkingDay, person: Person) -> ValidationError:
    """Who took how much from them, when, and under which number."""
    paid = payments(day, person)
    last = paid[-1].visit
    message = _(
        "%(person)s already paid %(total)s baht this evening: no. %(numbers)s, recorded by %(by)s at %(time)s."
        " If this is a second payment, say so."
    )
    params = {
        "person": person,
        "total": f"{sum(payment.total for payment in paid):,.2f}",
        "numbers": ", ".join(payment.number for payment in paid),
        "by": shown_name(last.by),
        "time": f"{timezone.localtime(last.at):%H:%M}",
    }
    return ValidationError(message, code="again", params=params)


def check_new(day: WorkingDay, person_id: int, *, request_id: UUID, again: bool) -> None:
    """Whether a row may be left waiting for a second officer now; the books are locked.

    Raises ValidationError when it stands in the books already.
    """
    if Visit.objects.filter(request_id=request_id).exists():
        raise ValidationError(_("This row stands in the books already. Open the sheet anew."))
    check_turn(day, person_id, request_id=request_id, again=again)


def large(sheet: CollectionSheet, row: SheetRow, amounts: Mapping[str, Decimal]) -> list[second_looks.Paid]:
    """The receipts of a row to which a second officer agrees, by the by-law of the group of each (R3.32)."""
    sums: dict[GroupBook, Decimal] = defaultdict(Decimal)
    for key, amount in amounts.items():
        sums[row.cells[key].column.group_book] += amount
    paid = (
        second_looks.Paid(
            group_book.group, group_book.book, sums[group_book], sheet.limits[group_book.group_id].second_look
        )
        for group_book in sums
    )
    return [receipt for receipt in paid if receipt.is_large]


def check_large(
    sheet: CollectionSheet, row: SheetRow, amounts: Mapping[str, Decimal], *, by, agreed_by, request_id
) -> None:
    """Raises ValidationError when a group's part is large and nobody who may has agreed to it (R0.18)."""
    receipts = large(sheet, row, amounts)
    second_looks.check(*receipts, person=row.person, by=by, agreed_by=agreed_by, request_id=request_id)


def _post(sheet: CollectionSheet, book: Book, row: SheetRow, amounts, *, by, agreed_by, request_id) -> Entry:
    """What one person pays into one book, line by line."""
    paid = [
        (row.cells[key], amount)
        for key, amount in amounts.items()
        if row.cells[key].column.group_book.book_id == book.pk
    ]
    paid.sort(key=lambda line: line[0].column.rank)
    total = sum((amount for _cell, amount in paid), Decimal(0))
    sides = [ledger.credit(_account(cell, book), amount) for cell, amount in paid]
    return ledger.post(
        book,
        [ledger.debit(Account(pk=sheet.cash(book)), total), *sides],
        kind=Entry.Kind.RECEIPT,
        event=paid[0][0].column.event,
        on=sheet.day.on,
        by=by,
        approved_by=agreed_by,
        request_id=request_id,
        memo=_("Working day, %(columns)s") % {"columns": ", ".join(cell.column.title for cell, _amount in paid)},
    )


def _account(cell: SheetCell, book: Book) -> Account:
    return Account(pk=cell.account_id) if cell.account_id else ledger.activate(book, cell.column.heading)


COLUMNS = [field.attname for field in Visit._meta.concrete_fields]
WRITE = """
    WITH visit AS (
        INSERT INTO funds_visit (day_id, person_id, request_id, request_hash, token, paid_by, received_by_id, by_id, at)
        VALUES (%s, %s, %s, %s, %s, %s,
                coalesce((SELECT user_id FROM funds_seat WHERE day_id = %s AND duty = 'receiver'), %s), %s,
                clock_timestamp())
        RETURNING {columns}
    ), given AS (
        INSERT INTO funds_receipt (entry_id, member_id, token, paid_by, received_by_id, visit_id)
        SELECT receipt.entry, receipt.member, receipt.token, visit.paid_by, visit.received_by_id, visit.id
          FROM visit, unnest(%s::bigint[], %s::bigint[], %s::text[]) AS receipt (entry, member, token)
    )
    SELECT {columns} FROM visit
""".format(columns=", ".join(COLUMNS))


def _write(
    day, row: SheetRow, entries: list[Entry], fingerprint: str, *, by: User, request_id: UUID, paid_by: str
) -> Visit:
    """The visit and its receipts, one a book, in one trip."""
    members = {cell.column.group_book.book_id: cell.member.pk for cell in row.cells.values()}
    receipts = ([entry.pk for entry in entries], [members[entry.book_id] for entry in entries])
    visit = [day.pk, row.person.pk, request_id, fingerprint, receipt_token(), paid_by, day.pk, by.pk, by.pk]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [*visit, *receipts, [receipt_token() for _entry in entries]])
        return Visit.from_db(connection.alias, COLUMNS, cursor.fetchone())


def _fingerprint(day: WorkingDay, person_id: int, amounts: Mapping[str, Decimal], paid_by: str) -> str:
    lines = [(key, f"{amount:.2f}") for key, amount in sorted(amounts.items())]
    return hashlib.sha256(repr((day.pk, person_id, lines, thai.one_line(paid_by))).encode()).hexdigest()
