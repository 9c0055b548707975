"""Writing entries: check, then write, one transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import clock
from ledger.events import CLOSING, EVENTS
from ledger.models import Account, Book, Entry, LateItem
from ledger.services.late import late_memo, late_year
from ledger.services.locking import lock

REFUSALS = {
    "entry_has_two_lines": _("An entry needs at least two lines. Nothing was recorded."),
    "entry_balances": _("Debit and credit differ. Check the amounts; nothing was recorded."),
    "entry_in_one_book": _("One of the accounts belongs to another book. Nothing was recorded."),
    "account_takes_postings": _("Money cannot be posted to a heading. Choose an account under it."),
    "account_is_open": _("One of the accounts is closed. Choose another account."),
    "day_has_come": _("The date lies in the future. Enter today's date or an earlier one."),
    "year_is_open": _(
        "The year of this day is closed. Enter a day of the year that is open and say which year it belongs to; "
        "then it stands in the notes of the yearly statement."
    ),
    "month_is_open": _("This month is already closed. Enter a date in an open month."),
    "pair_agrees": _("The two books do not show the same amount for each other. Nothing was recorded."),
    "reversal_mirrors": _("A reversal must undo the whole of its original entry. Nothing was recorded."),
    "entry_event_is_known": _("The books know no such event. Nothing was recorded."),
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
    """A debit of an account, in baht."""
    return Side(account, amount, Decimal(0))


def credit(account: Account, amount: Decimal) -> Side:
    """A credit of an account, in baht."""
    return Side(account, Decimal(0), amount)


def one_transaction() -> AbstractContextManager:
    """The caller's transaction, or one of its own. No savepoint: `post` has one, and before it nothing is written."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


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
    of_year: int | None = None,
) -> Entry:
    """Write one balanced entry into a book and return it, numbered and sealed.

    `event` is one of `ledger.events` (J02 …). The same `request_id` again returns the first entry when everything else
    is the same, and is refused when it is not.
    `of_year` is the year that income or an expense belongs to; where that year is closed, memo and notes say so (R0.8).
    Raises ValidationError, and writes nothing, when the books refuse.
    """
    header = _header(book, kind, event, on, by, request_id, memo, approved_by, reverses)
    header["request_hash"] = _fingerprint(header, sides)
    try:
        with _kind_refusals(), one_transaction():
            late = late_year(book, {side.account.heading_id for side in sides}, on, of_year)
            entry = _write(sides, header | {"memo": late_memo(memo, late)})
            if late:
                LateItem.objects.create(entry=entry, year=late)
            return entry
    except AnsweredBefore:
        return _answered_before(header)


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
) -> tuple[Entry, Entry]:
    """Move money between two books: one entry in each, naming each other, both or neither (R1.14, J40–J46).

    Raises ValidationError for one book twice, practice beside real money, and where `post` does.
    """
    if one[0] == other[0]:
        raise ValidationError(_("Choose two different books."))
    if one[0].is_practice != other[0].is_practice:
        raise ValidationError(_("Practice money never meets real money. Choose two books of one kind."))
    lock(one[0], other[0])
    halves = []
    for (book, sides), kind in zip((one, other), kinds, strict=True):
        header = _header(book, kind, event, on, by, request_id, memo, approved_by, None)
        header["request_hash"] = _fingerprint(header, sides)
        halves.append((book, sides, header))
    try:
        with _kind_refusals(), transaction.atomic():
            here, there = _two_ids()
            first = _write(halves[0][1], halves[0][2] | {"pair_id": there}, here)
            second = _write(halves[1][1], halves[1][2] | {"pair_id": here}, there)
            connection.check_constraints()  # the halves are compared when both stand
            return first, second
    except AnsweredBefore:
        return _answered_before(halves[0][2]), _answered_before(halves[1][2])


def reverse(
    entry: Entry,
    *,
    on: date,
    by: User,
    approved_by: User,
    reason: str,
    request_id: UUID,
) -> Entry:
    """Undo an entry by its mirror (J62, R3.14): a reason, a second person, and a day not before the original's.

    What a clock that was ahead dated in days to come is undone on that day. Raises ValidationError otherwise, and for a
    reversal, half of a pair, or an entry that closed a year.
    """
    on = entry.on if entry.on > timezone.localdate() else on
    if not reason.strip():
        raise ValidationError(_("Write why the entry is reversed."))
    if by == approved_by:
        raise ValidationError(REFUSALS["entry_approved_by_somebody_else"])
    if on < entry.on:
        raise ValidationError(_("A reversal cannot be dated before the entry it reverses."))
    if entry.pair_id:
        raise ValidationError(_("This entry has a partner in another book. Reverse it by a new transfer back."))
    if entry.event in CLOSING:
        raise ValidationError(_("A closed year stays closed. What turns up later is dated in the year that is open."))
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
        of_year=entry.on.year,
    )


def _header(book, kind, event, on, by, request_id, memo, approved_by, reverses) -> dict:
    if event not in EVENTS:
        raise ValidationError(REFUSALS["entry_event_is_known"])
    return {
        "book_id": book.pk,
        "kind": str(kind),
        "event": event,
        "on": on,
        "at": clock.moment() if book.is_demo else None,
        "memo": memo,
        "by_id": by.pk,
        "approved_by_id": approved_by.pk if approved_by else None,
        "reverses_id": reverses.pk if reverses else None,
        "pair_id": None,
        "request_id": request_id,
    }


def _fingerprint(header: dict, sides: Sequence[Side]) -> str:
    """What a request asked for; its moment and the second person do not matter."""
    parts = [header[name] for name in ("book_id", "kind", "event", "on", "memo", "by_id", "reverses_id")]
    lines = [(side.account.pk, f"{side.debit:.2f}", f"{side.credit:.2f}") for side in sides]
    return hashlib.sha256(repr((*map(str, parts), lines)).encode()).hexdigest()


# The lines come first, then their entry; sent together, because each round trip to the database takes time.
WRITE = """
    SAVEPOINT post;
    INSERT INTO ledger_line (entry_id, position, account_id, debit, credit) VALUES {rows};
    INSERT INTO ledger_entry (id, {columns}) VALUES ({id}, {values}) RETURNING {returning};
    RELEASE SAVEPOINT post
"""
UNDO = "ROLLBACK TO SAVEPOINT post; RELEASE SAVEPOINT post"
NEW_ID, SAME_ID = "nextval('ledger_entry_id_seq')", "currval('ledger_entry_id_seq')"
COLUMNS = [field.attname for field in Entry._meta.concrete_fields]


def _write(sides: Sequence[Side], header: dict, entry_id: int | None = None) -> Entry:
    if len(sides) < 2:
        raise ValidationError(REFUSALS["entry_has_two_lines"])
    first, same = (str(entry_id), str(entry_id)) if entry_id else (NEW_ID, SAME_ID)
    values: list = []
    for number, side in enumerate(sides, 1):
        values += [number, side.account.pk, side.debit, side.credit]
    statement = WRITE.format(
        rows=", ".join(f"({same if number else first}, %s, %s, %s, %s)" for number in range(len(sides))),
        columns=_names(header),
        id=same,
        values=", ".join(["%s"] * len(header)),
        returning=_names(COLUMNS),
    )
    with connection.cursor() as cursor:
        try:
            cursor.execute(statement, [*values, *header.values()])
        except DatabaseError:
            cursor.execute(UNDO)
            raise
        cursor.nextset(), cursor.nextset()  # past the savepoint and the lines
        return Entry.from_db(connection.alias, COLUMNS, cursor.fetchone())


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _two_ids() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NEW_ID}, {NEW_ID}")
        return cursor.fetchone()


class AnsweredBefore(Exception):
    """The database holds an entry of this request already."""


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
    """Turn what the database refused into a sentence for people."""
    try:
        yield
    except DatabaseError as refusal:
        constraint = getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None) or ""
        if constraint == "entry_once_per_request":
            raise AnsweredBefore from refusal
        sentence = next((text for name, text in REFUSALS.items() if name in constraint), None)
        if sentence is None:
            raise
        raise ValidationError(sentence, code=constraint) from refusal
