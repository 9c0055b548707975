"""Each entry for itself: balanced, numbered, on its own book's accounts, in an open month."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import chart, events
from ledger.models import Book
from ledger.verify.checks import check, rows

CLOSING = ", ".join(f"'{event}'" for event in events.CLOSING)
APART = ", ".join(f"'{holder}'" for holder in chart.HELD_APART)


@check(gettext_lazy("Every entry balances"))
def entries_balance(book: Book | None) -> Iterator[str]:
    for slug, number, debit, credit, count in rows(
        """SELECT book.slug, entry.number, coalesce(sum(line.debit), 0), coalesce(sum(line.credit), 0), count(line.id)
             FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id
             LEFT JOIN ledger_line line ON line.entry_id = entry.id WHERE {of_book}
            GROUP BY book.slug, entry.id
           HAVING coalesce(sum(line.debit), 0) <> coalesce(sum(line.credit), 0) OR count(line.id) < 2
            ORDER BY book.slug, entry.id""",
        book,
    ):
        params = {"book": slug, "number": number, "debit": f"{debit:.2f}", "credit": f"{credit:.2f}", "lines": count}
        yield _("%(book)s %(number)s: debit %(debit)s, credit %(credit)s, %(lines)s lines") % params


@check(gettext_lazy("Every line belongs to an entry and an account of its book"))
def lines_belong(book: Book | None) -> Iterator[str]:
    sentences = {
        "entry": _("%(book)s line %(line)s on %(account)s belongs to no entry"),
        "book": _("%(book)s line %(line)s on %(account)s stands in %(number)s of another book"),
        "posting": _("%(book)s %(number)s line %(line)s is on %(account)s, which takes no postings"),
        "side": _("%(book)s %(number)s line %(line)s on %(account)s has not exactly one side in whole satang"),
    }
    for slug, number, line, account, fault in rows(
        f"""SELECT book.slug, entry.number, line.id, trim(account.heading_id || ' ' || account.holder),
                  CASE WHEN entry.id IS NULL THEN 'entry' WHEN account.book_id <> entry.book_id THEN 'book'
                       WHEN one.side THEN 'posting' ELSE 'side' END
             FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
             JOIN ledger_book book ON book.id = account.book_id
             JOIN ledger_heading heading ON heading.code = account.heading_id
             LEFT JOIN ledger_entry entry ON entry.id = line.entry_id
             CROSS JOIN LATERAL (SELECT least(line.debit, line.credit) = 0 AND greatest(line.debit, line.credit) > 0
                     AND line.debit = round(line.debit, 2) AND line.credit = round(line.credit, 2)) one (side)
            WHERE {{of_book}} AND (entry.id IS NULL OR account.book_id <> entry.book_id OR NOT heading.posting
                  OR (account.holder = '' AND heading.holder IN ({APART})) OR NOT one.side)
            ORDER BY line.id""",
        book,
        "account.book_id",
    ):
        yield sentences[fault] % {"book": slug, "number": number, "line": line, "account": account}


@check(gettext_lazy("Numbers have no gaps"))
def numbers_have_no_gaps(book: Book | None) -> Iterator[str]:
    for slug, number, expected in rows(
        """SELECT slug, number, expected FROM (
               SELECT book.slug, entry.number || CASE WHEN entry.serial = place AND entry.be_year = year THEN ''
                          ELSE ' (' || entry.serial || '/' || entry.be_year || ')' END AS number,
                      entry.kind || right(year::text, 2) || to_char(entry.on, 'MM') || '-'
                      || lpad(place::text, 8, '0') AS expected
                 FROM (SELECT *, extract(year FROM "on") + 543 AS year,
                              row_number() OVER (PARTITION BY book_id, kind, be_year ORDER BY serial) AS place
                         FROM ledger_entry) entry
                 JOIN ledger_book book ON book.id = entry.book_id WHERE {of_book}) numbered
            WHERE number <> expected ORDER BY slug, number""",
        book,
    ):
        params = {"book": slug, "number": number, "expected": expected}
        yield _("%(book)s %(number)s stands where %(expected)s should be") % params


@check(gettext_lazy("No line in a month after its closing"))
def closed_months_stay_closed(book: Book | None) -> Iterator[str]:
    for slug, number, month, closed_at in rows(
        """SELECT book.slug, entry.number, period.month, period.closed_at FROM ledger_entry entry
             JOIN ledger_book book ON book.id = entry.book_id
             JOIN LATERAL (SELECT month, closed_at FROM ledger_period WHERE book_id = entry.book_id
                              AND month >= date_trunc('month', entry.on) AND closed_at < entry.at LIMIT 1) period
               ON true WHERE {of_book} ORDER BY book.slug, entry.seq""",
        book,
    ):
        params = {"book": slug, "number": number, "month": f"{month:%Y-%m}", "at": f"{closed_at:%Y-%m-%d %H:%M}"}
        yield _("%(book)s %(number)s was written after %(month)s had closed at %(at)s") % params
    for slug, month in rows(
        """SELECT book.slug, period.month FROM ledger_period period JOIN ledger_book book ON book.id = period.book_id
            WHERE {of_book} AND closed_at IS NULL AND EXISTS (SELECT FROM ledger_period later WHERE later.month
                  > period.month AND later.book_id = period.book_id AND later.closed_at IS NOT NULL) ORDER BY 1, 2""",
        book,
        "period.book_id",
    ):
        yield _("%(book)s %(month)s is open before a closed month") % {"book": slug, "month": f"{month:%Y-%m}"}


@check(gettext_lazy("A closed year has no open month"))
def closed_years_stay_closed(book: Book | None) -> Iterator[str]:
    for slug, year, month in rows(
        f"""SELECT book.slug, extract(year FROM closing.last)::int + 543, month.first::date
             FROM (SELECT book_id, max("on") AS last FROM ledger_entry entry
                    WHERE {{of_book}} AND event IN ({CLOSING}) GROUP BY book_id) closing
             JOIN ledger_book book ON book.id = closing.book_id
             CROSS JOIN LATERAL (SELECT month FROM ledger_period WHERE book_id = book.id AND month <= closing.last
                                 UNION SELECT date_trunc('month', closing.last)) month (first)
             LEFT JOIN ledger_period period ON period.book_id = book.id AND period.month = month.first
            WHERE period.closed_at IS NULL ORDER BY 1, 3""",
        book,
    ):
        yield _("%(book)s closed the year %(year)s, but %(month)s is open") % {
            "book": slug, "year": year, "month": f"{month:%Y-%m}"
        }  # fmt: skip
    for slug, number, year in rows(
        """SELECT book.slug, entry.number, late.year + 543 FROM ledger_lateitem late
             JOIN ledger_entry entry ON entry.id = late.entry_id JOIN ledger_book book ON book.id = entry.book_id
            WHERE {of_book} AND position((late.year + 543)::text in entry.memo) = 0 ORDER BY 1, entry.seq""",
        book,
    ):
        params = {"book": slug, "number": number, "year": year}
        yield _("%(book)s %(number)s stands in the notes of %(year)s, but its memo does not say so") % params


@check(gettext_lazy("Pairs between books agree"))
def pairs_agree(book: Book | None) -> Iterator[str]:
    for slug, number, halves, net in rows(
        """SELECT book.slug, entry.number, between_them.halves, between_them.net FROM ledger_entry entry
             JOIN ledger_book book ON book.id = entry.book_id
             LEFT JOIN ledger_entry mate ON mate.id = entry.pair_id AND mate.pair_id = entry.id
                                        AND mate.book_id <> entry.book_id
             LEFT JOIN LATERAL (
                  SELECT count(DISTINCT line.entry_id) AS halves, sum(line.debit - line.credit) AS net
                    FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
                   WHERE (line.entry_id = entry.id AND account.counterpart_id = mate.book_id)
                      OR (line.entry_id = mate.id AND account.counterpart_id = entry.book_id)) between_them ON true
            WHERE {of_book} AND entry.pair_id IS NOT NULL AND (between_them.halves <> 2 OR between_them.net <> 0)
            ORDER BY book.slug, entry.seq""",
        book,
    ):
        params = {"book": slug, "number": number, "net": f"{net or 0:.2f}"}
        yield (
            _("%(book)s %(number)s and its partner differ by %(net)s")
            if halves == 2
            else _("%(book)s %(number)s has no partner that names it")
        ) % params


@check(gettext_lazy("Reversals mirror their originals"))
def reversals_mirror(book: Book | None) -> Iterator[str]:
    for slug, number, original in rows(
        """SELECT book.slug, entry.number, original.number FROM ledger_entry entry
             JOIN ledger_book book ON book.id = entry.book_id
             LEFT JOIN ledger_entry original ON original.id = entry.reverses_id
            WHERE {of_book} AND entry.reverses_id IS NOT NULL
              AND (original.book_id IS DISTINCT FROM entry.book_id OR entry.approved_by_id IS NULL
                   OR entry.approved_by_id = entry.by_id OR EXISTS (
                      SELECT FROM (SELECT account_id, debit, credit FROM ledger_line WHERE entry_id = entry.id
                                   UNION ALL
                                   SELECT account_id, -credit, -debit FROM ledger_line WHERE entry_id = original.id
                                  ) AS side
                       GROUP BY account_id HAVING sum(debit) <> 0 OR sum(credit) <> 0))
            ORDER BY book.slug, entry.seq""",
        book,
    ):
        params = {"book": slug, "number": number, "original": original or "–"}
        yield _("%(book)s %(number)s does not mirror %(original)s with a second person") % params


@check(gettext_lazy("The sum of all books is zero"))
def books_sum_to_zero(book: Book | None) -> Iterator[str]:
    for slug, net in rows(
        """SELECT book.slug, sum(line.debit - line.credit) FROM ledger_line line
             JOIN ledger_account account ON account.id = line.account_id
             JOIN ledger_book book ON book.id = account.book_id
            WHERE {of_book} GROUP BY book.slug HAVING sum(line.debit - line.credit) <> 0 ORDER BY book.slug""",
        book,
        "account.book_id",
    ):
        yield _("%(book)s is off by %(net)s") % {"book": slug, "net": f"{net:.2f}"}
