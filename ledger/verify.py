"""Can the books be believed? A list of named checks, each recomputed here from the lines, not from what wrote them."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from ledger import chart
from ledger.models import GENESIS, Book, Entry, Verification

Check = Callable[[Book | None], Iterable[str]]
CHECKS: dict[str, tuple[str, Check]] = {}


@dataclass
class Result:
    """What one check found: nothing, or a sentence for each row that is off."""

    name: str
    title: str
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "problems": self.problems, "seconds": round(self.seconds, 3)}


def check(title) -> Callable[[Check], Check]:
    """Add a function to the list that cannot be skipped."""

    def add(function: Check) -> Check:
        CHECKS[function.__name__] = (title, function)
        return function

    return add


def run(book: Book | None = None) -> list[Result]:
    """Every check in order, over one book or all of them."""
    results = []
    for name, (title, function) in CHECKS.items():
        started = time.perf_counter()
        problems = list(function(book))
        results.append(Result(name, title, problems, time.perf_counter() - started))
    return results


def problems(book: Book | None = None) -> list[str]:
    """Everything that is off, as sentences that name the row; empty when the books can be believed."""
    return [f"{result.name}: {problem}" for result in run(book) for problem in result.problems]


def _rows(sql: str, book: Book | None, alias: str = "entry.book_id") -> Iterator[tuple]:
    """Rows of a query that says WHERE {of_book} for the book in question, fetched in pieces."""
    of_book = f"{alias} = {book.pk:d}" if book else "true"
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.replace("{of_book}", of_book))
        yield from cursor


@check(_("Every entry balances"))
def entries_balance(book: Book | None) -> Iterator[str]:
    for slug, number, debit, credit, count in _rows(
        """SELECT book.slug, entry.number, coalesce(sum(line.debit), 0), coalesce(sum(line.credit), 0), count(line.id)
             FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id
             LEFT JOIN ledger_line line ON line.entry_id = entry.id WHERE {of_book}
            GROUP BY book.slug, entry.id
           HAVING coalesce(sum(line.debit), 0) <> coalesce(sum(line.credit), 0) OR count(line.id) < 2
            ORDER BY book.slug, entry.id""",
        book,
    ):
        yield f"{slug} {number}: debit {debit:.2f}, credit {credit:.2f}, {count} lines"


@check(_("Every line belongs to an entry and an account of its book"))
def lines_belong(book: Book | None) -> Iterator[str]:
    for line, number, account, reason in _rows(
        f"""SELECT line.id, entry.number, account.heading_id || ' ' || account.holder,
                  CASE WHEN entry.id IS NULL THEN 'has no entry'
                       WHEN account.book_id <> entry.book_id THEN 'is on an account of another book'
                       ELSE 'is on an account that takes no postings' END
             FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
             JOIN ledger_heading heading ON heading.code = account.heading_id
             LEFT JOIN ledger_entry entry ON entry.id = line.entry_id
            WHERE {{of_book}} AND (entry.id IS NULL OR account.book_id <> entry.book_id OR NOT heading.posting
                  OR (account.holder = '' AND heading.holder IN ({", ".join(f"'{h}'" for h in chart.HELD_APART)})))
            ORDER BY line.id""",
        book,
        "account.book_id",
    ):
        yield f"line {line} of {number} on {account} {reason}"


# What the month totals must be. Used to check them and to make them anew.
TOTALS_FROM_LINES = """
    SELECT account_id, month,
           coalesce(sum(debit) OVER earlier, 0), coalesce(sum(credit) OVER earlier, 0), debit, credit
      FROM (SELECT target.id AS account_id, date_trunc('month', entry.on)::date AS month,
                   sum(line.debit) AS debit, sum(line.credit) AS credit
              FROM ledger_line line
              JOIN ledger_entry entry ON entry.id = line.entry_id
              JOIN ledger_account account ON account.id = line.account_id
              CROSS JOIN LATERAL (VALUES (account.id), (account.control_id)) AS target (id)
             WHERE target.id IS NOT NULL AND account.book_id = %s
             GROUP BY 1, 2) moved
    WINDOW earlier AS (PARTITION BY account_id ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
"""


@check(_("Month totals equal the lines"))
def totals_equal_lines(book: Book | None) -> Iterator[str]:
    expected = TOTALS_FROM_LINES.replace("account.book_id = %s", "{of_book}")
    for slug, code, holder, month, kept, counted in _rows(
        f"""SELECT book.slug, account.heading_id, account.holder, month, kept::text, counted::text
             FROM (SELECT account_id, month, (brought_debit, brought_credit, debit, credit) AS kept
                     FROM ledger_monthtotal) kept
             FULL JOIN (SELECT account_id, month, (brought_debit, brought_credit, debit, credit) AS counted
                          FROM ({expected}) t (account_id, month, brought_debit, brought_credit, debit, credit)
                       ) counted USING (account_id, month)
             JOIN ledger_account account ON account.id = account_id JOIN ledger_book book ON book.id = account.book_id
            WHERE {{of_book}} AND kept IS DISTINCT FROM counted ORDER BY 1, 2, 3, 4""",
        book,
        "account.book_id",
    ):
        yield f"{slug} {code} {holder} {month:%Y-%m}: kept {kept}, lines say {counted}".replace("  ", " ")


@check(_("Numbers have no gaps"))
def numbers_have_no_gaps(book: Book | None) -> Iterator[str]:
    for slug, number, serial, expected in _rows(
        """SELECT slug, number, serial, expected FROM (
               SELECT book.slug, entry.number, entry.serial, row_number() OVER (
                          PARTITION BY entry.book_id, entry.kind, entry.be_year ORDER BY entry.serial) AS expected
                 FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id WHERE {of_book}) numbered
            WHERE serial <> expected ORDER BY slug, number""",
        book,
    ):
        yield f"{slug} {number} stands where serial {expected} should be (found {serial})"


def canonical(row: tuple, lines: list[str]) -> str:
    """The text that a seal is taken over, version 1 (R7.9), written here apart from the trigger that wrote it first."""
    previous, slug, seq, number, event, on, at, by, approved, reverses, pair, request, memo = row
    header = (
        "kahro:1", previous, slug, seq, number, event, on.isoformat(),
        at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"), by, approved or "", reverses or "", pair or "", request, memo,
    )  # fmt: skip
    return "\n".join(["|".join(map(str, header)), *lines])


@check(_("Seals recompute, one upon the other"))
def seals_recompute(book: Book | None) -> Iterator[str]:
    last_book, last_seal, last_seq = None, GENESIS, 0
    for kept, *row, lines in _rows(
        """SELECT entry.seal, entry.previous_seal, book.slug, entry.seq, entry.number, entry.event, entry.on, entry.at,
                  entry.by_id, entry.approved_by_id, entry.reverses_id, entry.pair_id, entry.request_id, entry.memo,
                  (SELECT array_agg(array[line.position::text, account.heading_id, account.holder,
                                          line.debit::text, line.credit::text] ORDER BY line.position, line.id)
                     FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
                    WHERE line.entry_id = entry.id)
             FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id WHERE {of_book}
            ORDER BY book.slug, entry.seq, entry.id""",
        book,
    ):
        previous, slug, seq, number = row[:4]
        if slug != last_book:
            last_book, last_seal, last_seq = slug, GENESIS, 0
        if previous != last_seal or seq != last_seq + 1:
            yield f"{slug} {number} (sequence {seq}) does not follow the entry before it (sequence {last_seq})"
        text = [f"{p}|{code}|{holder}|{float_free(d)}|{float_free(c)}" for p, code, holder, d, c in lines or []]
        if hashlib.sha256(canonical(tuple(row), text).encode()).hexdigest() != kept:
            yield f"{slug} {number} (sequence {seq}): its seal does not match its content"
        last_seal, last_seq = kept, seq


def float_free(text: str) -> str:
    """An amount as canonical text with two decimals."""
    whole, _dot, part = text.partition(".")
    return f"{whole}.{part:0<2}"


def heads() -> dict[str, list]:
    """Where each book ends: [seq, number, seal] of its last entry, by slug."""
    last = (
        Entry.objects.order_by("book_id", "-seq").distinct("book_id").values_list("book__slug", "seq", "number", "seal")
    )
    return {slug: [seq, number, seal] for slug, seq, number, seal in last}


@check(_("Every entry that was there at earlier proofs is still there"))
def heads_are_still_there(book: Book | None) -> Iterator[str]:
    """A tail cut off leaves a sound chain; only a head kept elsewhere tells. The latest head proves all before it."""
    known = Verification.objects.order_by("-at").values_list("at", "heads").first()
    for slug, (seq, number, seal) in sorted(known[1].items()) if known else ():
        if book and book.slug != slug:
            continue
        if not Entry.objects.filter(book__slug=slug, seq=seq, number=number, seal=seal).exists():
            yield f"{slug} {number} (sequence {seq}) was there on {known[0]:%Y-%m-%d %H:%M} and is gone or changed"


@check(_("Pairs between books agree"))
def pairs_agree(book: Book | None) -> Iterator[str]:
    for slug, number, moved, other in _rows(
        """SELECT book.slug, entry.number, moved.net, other.net FROM ledger_entry entry
             JOIN ledger_book book ON book.id = entry.book_id
             LEFT JOIN ledger_entry mate ON mate.id = entry.pair_id AND mate.pair_id = entry.id
                                        AND mate.book_id <> entry.book_id
             LEFT JOIN LATERAL (SELECT sum(debit - credit) AS net FROM ledger_line line JOIN ledger_account account
                  ON account.id = line.account_id WHERE line.entry_id = entry.id
                  AND account.counterpart_id = mate.book_id) moved ON true
             LEFT JOIN LATERAL (SELECT sum(debit - credit) AS net FROM ledger_line line JOIN ledger_account account
                  ON account.id = line.account_id WHERE line.entry_id = mate.id
                  AND account.counterpart_id = entry.book_id) other ON true
            WHERE {of_book} AND entry.pair_id IS NOT NULL
              AND (mate.id IS NULL OR coalesce(moved.net, 0) + coalesce(other.net, 0) <> 0)
            ORDER BY book.slug, entry.seq""",
        book,
    ):
        yield f"{slug} {number} moved {moved}, its partner {other}"


@check(_("Control accounts equal their holders"))
def controls_equal_holders(book: Book | None) -> Iterator[str]:
    for slug, code, control, parts in _rows(
        """SELECT book.slug, control.heading_id, own.net, parts.net
             FROM ledger_account control JOIN ledger_book book ON book.id = control.book_id
             CROSS JOIN LATERAL (SELECT coalesce(sum(debit - credit), 0) AS net FROM ledger_monthtotal
                                  WHERE account_id = control.id) own
             CROSS JOIN LATERAL (SELECT coalesce(sum(line.debit - line.credit), 0) AS net FROM ledger_line line
                  JOIN ledger_account part ON part.id = line.account_id
                  WHERE part.control_id = control.id AND part.book_id = control.book_id
                    AND part.heading_id = control.heading_id) parts
            WHERE {of_book} AND own.net <> parts.net
              AND EXISTS (SELECT FROM ledger_account part WHERE part.control_id = control.id)
            ORDER BY book.slug, control.heading_id""",
        book,
        "control.book_id",
    ):
        yield f"{slug} {code}: control {control:.2f}, holders {parts:.2f}"


@check(_("No line in a month after its closing"))
def closed_months_stay_closed(book: Book | None) -> Iterator[str]:
    for slug, number, on, closed_at in _rows(
        """SELECT book.slug, entry.number, entry.on, period.closed_at FROM ledger_entry entry
             JOIN ledger_book book ON book.id = entry.book_id
             JOIN ledger_period period ON period.book_id = entry.book_id
                                      AND period.month = date_trunc('month', entry.on)
            WHERE {of_book} AND entry.at > period.closed_at ORDER BY book.slug, entry.seq""",
        book,
    ):
        yield f"{slug} {number} of {on} was written after its month closed at {closed_at:%Y-%m-%d %H:%M}"


@check(_("The sum of all books is zero"))
def books_sum_to_zero(book: Book | None) -> Iterator[str]:
    for slug, net in _rows(
        """SELECT book.slug, sum(line.debit - line.credit) FROM ledger_line line
             JOIN ledger_account account ON account.id = line.account_id
             JOIN ledger_book book ON book.id = account.book_id
            WHERE {of_book} GROUP BY book.slug HAVING sum(line.debit - line.credit) <> 0 ORDER BY book.slug""",
        book,
        "account.book_id",
    ):
        yield f"{slug} is off by {net:.2f}"
