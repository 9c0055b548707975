"""Writing entries: check, then write, one transaction."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from ledger.models import Account, Book, Entry

REFUSALS = {
    "entry_has_two_lines": _("An entry needs at least two lines. Nothing was recorded."),
    "entry_balances": _("Debit and credit differ. Check the amounts; nothing was recorded."),
    "entry_in_one_book": _("One of the accounts belongs to another book. Nothing was recorded."),
    "account_takes_postings": _("Money cannot be posted to a heading. Choose an account under it."),
    "account_is_open": _("One of the accounts is closed. Choose another account."),
    "day_has_come": _("The date lies in the future. Enter today's date or an earlier one."),
    "month_is_open": _("This month is already closed. Enter a date in an open month."),
    "pair_agrees": _("The two books do not show the same amount for each other. Nothing was recorded."),
    "reversal_mirrors": _("A reversal must undo the whole of its original entry. Nothing was recorded."),
    "entry_memo_on_one_line": _("Write the explanation on one line."),
    "line_has_one_side": _("Each amount must be more than zero."),
    "line_in_satang": _("Enter amounts in baht with at most two decimals."),
    "entry_approved_by_somebody_else": _("Somebody else must approve what you recorded."),
    "reverses": _("This entry was already reversed."),
}


class Side(NamedTuple):
    """One line to be posted: an amount in baht on one side of an account."""

    account: Account
    debit: Decimal
    credit: Decimal


def debit(account: Account, amount: Decimal) -> Side:
    return Side(account, amount, Decimal(0))


def credit(account: Account, amount: Decimal) -> Side:
    return Side(account, Decimal(0), amount)


def lock(*books: Book) -> None:
    """Hold these books until the transaction ends: look at balances after this, then write.

    Several books are locked in one order, so that two people never wait for each other.
    """
    list(
        Book.objects.select_for_update(no_key=True)
        .filter(pk__in=[book.pk for book in books])
        .order_by("pk")
        .values("pk")
    )


@transaction.atomic
def post(
    book: Book,
    sides: Sequence[Side],
    *,
    kind: Entry.Kind,
    event: str,
    on: date,
    by: User,
    request_id: UUID,
    memo: str = "",
    approved_by: User | None = None,
    reverses: Entry | None = None,
    at: datetime | None = None,
) -> Entry:
    """Write one balanced entry into a book and return it, numbered and sealed.

    `event` is the journal template (J02 …). The same `request_id` again returns the first entry when everything else
    is the same, and is refused when it is not. `at` is heeded by demonstration books only.
    Raises ValidationError, and writes nothing, when the books refuse.
    """
    lock(book)
    header = _header(book, kind, event, on, by, request_id, memo, approved_by, reverses, at)
    header["request_hash"] = _fingerprint(header, sides)
    with _kind_refusals():
        entry_id = _write_lines(book, request_id, sides)
        return _write_entry(entry_id, header) if entry_id else _answered_before(header)


@transaction.atomic
def post_pair(
    one: tuple[Book, Sequence[Side]],
    other: tuple[Book, Sequence[Side]],
    *,
    kinds: tuple[Entry.Kind, Entry.Kind] = (Entry.Kind.JOURNAL, Entry.Kind.JOURNAL),
    event: str,
    on: date,
    by: User,
    request_id: UUID,
    memo: str = "",
    approved_by: User | None = None,
    at: datetime | None = None,
) -> tuple[Entry, Entry]:
    """Move money between two books: one entry in each, naming each other, both or neither (R1.14, J40–J46)."""
    if one[0] == other[0]:
        raise ValidationError(_("Choose two different books."))
    lock(one[0], other[0])
    halves = []
    for (book, sides), kind in zip((one, other), kinds, strict=True):
        header = _header(book, kind, event, on, by, request_id, memo, approved_by, None, at)
        header["request_hash"] = _fingerprint(header, sides)
        halves.append((book, sides, header))
    with _kind_refusals():
        here, there = (_write_lines(book, request_id, sides) for book, sides, _header_ in halves)
        if here is None or there is None:
            return tuple(_answered_before(header) for *_rest, header in halves)  # type: ignore[return-value]
        first = _write_entry(here, halves[0][2] | {"pair_id": there})
        second = _write_entry(there, halves[1][2] | {"pair_id": here})
        connection.check_constraints()  # the halves are compared when both stand
        return first, second


def reverse(
    entry: Entry,
    *,
    on: date,
    by: User,
    approved_by: User,
    reason: str,
    request_id: UUID,
    at: datetime | None = None,
) -> Entry:
    """Undo an entry by its mirror (J62, R3.14): a reason, a second person, and a day not before the original's."""
    if not reason.strip():
        raise ValidationError(_("Write why the entry is reversed."))
    if by == approved_by:
        raise ValidationError(REFUSALS["entry_approved_by_somebody_else"])
    if on < entry.on:
        raise ValidationError(_("A reversal cannot be dated before the entry it reverses."))
    if entry.pair_id:
        raise ValidationError(_("This entry has a partner in another book. Reverse it by a new transfer back."))
    if entry.reverses_id:
        raise ValidationError(_("This entry is itself a reversal. Record the event anew instead."))
    mirror = [Side(line.account, line.credit, line.debit) for line in entry.lines.select_related("account")]
    return post(
        entry.book,
        mirror,
        kind=Entry.Kind.JOURNAL,
        event="J62",
        on=on,
        by=by,
        approved_by=approved_by,
        memo=" ".join(reason.split()),
        reverses=entry,
        request_id=request_id,
        at=at,
    )


def _header(book, kind, event, on, by, request_id, memo, approved_by, reverses, at) -> dict:
    return {
        "book_id": book.pk,
        "kind": str(kind),
        "event": event,
        "on": on,
        "at": at if book.is_demo else None,
        "memo": memo,
        "by_id": by.pk,
        "approved_by_id": approved_by.pk if approved_by else None,
        "reverses_id": reverses.pk if reverses else None,
        "pair_id": None,
        "request_id": request_id,
    }


def _fingerprint(header: dict, sides: Sequence[Side]) -> str:
    """What a request asked for; its moment and the second person do not matter."""
    asked = [header[name] for name in ("book_id", "kind", "event", "on", "memo", "by_id", "reverses_id")]
    lines = [(side.account.pk, f"{side.debit:.2f}", f"{side.credit:.2f}") for side in sides]
    return hashlib.sha256(repr((*map(str, asked), lines)).encode()).hexdigest()


# The lines come first and the entry closes over them; nothing is written when the request was answered before.
WRITE_LINES = """
    WITH new AS MATERIALIZED (
        SELECT nextval(pg_get_serial_sequence('ledger_entry', 'id')) AS id
         WHERE NOT EXISTS (SELECT FROM ledger_entry WHERE book_id = %s AND request_id = %s)
    ), written AS (
        INSERT INTO ledger_line (entry_id, position, account_id, debit, credit)
        SELECT new.id, side.position, side.account_id, side.debit, side.credit
          FROM new, unnest(%s::int[], %s::bigint[], %s::numeric[], %s::numeric[])
                    AS side (position, account_id, debit, credit)
    )
    SELECT id FROM new
"""
COLUMNS = [field.attname for field in Entry._meta.concrete_fields]
NAMES = ", ".join(f'"{column}"' for column in COLUMNS)


def _write_lines(book: Book, request_id: UUID, sides: Sequence[Side]) -> int | None:
    columns = (
        list(range(1, len(sides) + 1)),
        [side.account.pk for side in sides],
        [side.debit for side in sides],
        [side.credit for side in sides],
    )
    with connection.cursor() as cursor:
        cursor.execute(WRITE_LINES, [book.pk, request_id, *columns])
        row = cursor.fetchone()
    return row[0] if row else None


def _write_entry(entry_id: int, header: dict) -> Entry:
    values = {"id": entry_id, **header}
    columns = ", ".join(f'"{column}"' for column in values)
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_entry ({columns}) VALUES ({places}) RETURNING {NAMES}", list(values.values())
        )
        return Entry.from_db(connection.alias, COLUMNS, cursor.fetchone())


def _answered_before(header: dict) -> Entry:
    first = Entry.objects.filter(book_id=header["book_id"], request_id=header["request_id"]).first()
    if first is None or first.request_hash != header["request_hash"]:
        raise ValidationError(
            _("This form was already recorded as no. %(number)s with other contents. Open a fresh form."),
            params={"number": first.number if first else "–"},
        )
    return first


@contextmanager
def _kind_refusals() -> Iterator[None]:
    """Say kindly what the database refused."""
    try:
        yield
    except DatabaseError as refusal:
        constraint = getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None) or ""
        sentence = next((text for name, text in REFUSALS.items() if name in constraint), None)
        if sentence is None:
            raise
        raise ValidationError(sentence, code=constraint) from refusal
