"""The chain of seals, and the heads that earlier proofs kept of it."""

import hashlib
from collections.abc import Iterator
from datetime import UTC

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.models import GENESIS, Book, Entry, Period
from ledger.verify.checks import check, rows


def canonical(row: tuple, lines: list[str]) -> str:
    """The text that a seal is taken over (R7.9), written here apart from the trigger that wrote it first.

    Version 1; version 2 holds what the clock read too, where it was behind the entry before.
    """
    previous, slug, seq, number, event, on, at, clock, by, approved, reverses, pair, request, memo = row
    version, moments = ("kahro:2", [at, clock]) if clock else ("kahro:1", [at])
    written = (moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") for moment in moments)
    header = (
        version, previous, slug, seq, number, event, on.isoformat(), *written, by,
        approved or "", reverses or "", pair or "", request, memo,
    )  # fmt: skip
    return "\n".join(["|".join(map(str, header)), *lines])


@check(gettext_lazy("Seals recompute, one upon the other"))
def seals_recompute(book: Book | None) -> Iterator[str]:
    last_book, last_seal, last_seq = None, GENESIS, 0
    for seal, lines, *row in rows(
        """SELECT entry.seal, side.lines, entry.previous_seal, book.slug, entry.seq, entry.number, entry.event,
                  entry.on, entry.at, entry.clock, entry.by_id, entry.approved_by_id, entry.reverses_id, entry.pair_id,
                  entry.request_id, entry.memo
             FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id
             LEFT JOIN (SELECT line.entry_id, array_agg(line.position || '|' || account.heading_id || '|'
                               || account.holder || '|' || line.debit::numeric(17,2) || '|'
                               || line.credit::numeric(17,2) ORDER BY line.position, line.id) AS lines
                          FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
                         WHERE {of_account} GROUP BY line.entry_id) side ON side.entry_id = entry.id
            WHERE {of_book} ORDER BY book.slug, entry.seq, entry.id""".replace(
            "{of_account}", f"account.book_id = {book.pk:d}" if book else "true"
        ),
        book,
    ):
        previous, slug, seq, number = row[:4]
        params = {"book": slug, "number": number, "seq": seq}
        if slug != last_book:
            last_book, last_seal, last_seq = slug, GENESIS, 0
        if previous != last_seal or seq != last_seq + 1:
            yield _("%(book)s %(number)s (sequence %(seq)s) does not follow the entry before it") % params
        if hashlib.sha256(canonical(tuple(row), lines or []).encode()).hexdigest() != seal:
            yield _("%(book)s %(number)s (sequence %(seq)s): its seal does not match its content") % params
        last_seal, last_seq = seal, seq


def heads() -> dict[str, list]:
    """Where each book ends, by slug: [seq, number, seal] of its last entry; then its last closed month, and when.

    Not of practice books: they are thrown away.
    """
    closed = Period.objects.exclude(closed_at=None).order_by("book_id", "-month").distinct("book_id")
    closings = {period.book_id: [str(period.month), str(period.closed_at)] for period in closed}
    last = Entry.objects.filter(book__is_practice=False).order_by("book_id", "-seq").distinct("book_id")
    return {
        entry.book.slug: [entry.seq, entry.number, entry.seal, *closings.get(entry.book_id, [])]
        for entry in last.select_related("book")
    }


@check(gettext_lazy("Every entry that was there at earlier proofs is still there"))
def heads_are_still_there(book: Book | None) -> Iterator[str]:
    """Where the last entries were cut off, the rest of the chain is still right; only a head that was kept elsewhere
    shows the loss. Every head that was ever kept is looked for.
    """
    slug = book.slug if book else None
    for name, seq, number, at in rows(
        """SELECT name, (head ->> 0)::bigint, head ->> 1, at
             FROM (SELECT name, head, min(at) AS at
                     FROM ledger_verification, jsonb_each(heads) AS kept (name, head) GROUP BY name, head) kept
            WHERE NOT EXISTS (SELECT FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id
                               WHERE book.slug = kept.name AND entry.seq = (head ->> 0)::bigint
                                 AND entry.number = head ->> 1 AND entry.seal = head ->> 2)
            ORDER BY name, 2""",
        None,
    ):
        if slug in (None, name):
            params = {"book": name, "number": number, "seq": seq, "at": f"{at:%Y-%m-%d %H:%M}"}
            yield _("%(book)s %(number)s (sequence %(seq)s) was there at %(at)s and is gone or changed") % params
    for name, month, at in rows(
        """SELECT name, head ->> 3, min(at) FROM ledger_verification, jsonb_each(heads) AS kept (name, head)
            WHERE head ->> 3 IS NOT NULL AND NOT EXISTS (
                  SELECT FROM ledger_period period JOIN ledger_book book ON book.id = period.book_id
                   WHERE book.slug = kept.name AND period.month = (head ->> 3)::date
                     AND period.closed_at = (head ->> 4)::timestamptz)
            GROUP BY 1, 2 ORDER BY 1, 2""",
        None,
    ):
        if slug in (None, name):
            params = {"book": name, "month": month[:7], "at": f"{at:%Y-%m-%d %H:%M}"}
            yield _("%(book)s %(month)s was closed at %(at)s and was opened again") % params
