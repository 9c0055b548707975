"""Month totals and control accounts against the lines, which are the truth."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.models import Book
from ledger.verify.checks import check, rows

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
BAHT = "'{0,0,0,0}'::numeric(17,2)[]"


@check(gettext_lazy("Month totals equal the lines"))
def totals_equal_lines(book: Book | None) -> Iterator[str]:
    expected = TOTALS_FROM_LINES.replace("account.book_id = %s", "{of_book}")
    for slug, account, month, stored, counted in rows(
        f"""SELECT book.slug, trim(account.heading_id || ' ' || account.holder), month,
                  coalesce(kept, {BAHT})::text[], coalesce(counted, {BAHT})::text[]
             FROM (SELECT account_id, month, array[brought_debit, brought_credit, debit, credit] AS kept
                     FROM ledger_monthtotal) kept
             FULL JOIN (SELECT account_id, month, array[brought_debit, brought_credit, debit, credit]::numeric(17,2)[]
                               AS counted
                          FROM ({expected}) t (account_id, month, brought_debit, brought_credit, debit, credit)
                       ) counted USING (account_id, month)
             JOIN ledger_account account ON account.id = account_id JOIN ledger_book book ON book.id = account.book_id
            WHERE {{of_book}} AND kept IS DISTINCT FROM counted ORDER BY 1, 2, 3""",
        book,
        "account.book_id",
    ):
        params = {"book": slug, "account": account, "month": f"{month:%Y-%m}"}
        amounts = {"kept": " ".join(stored), "counted": " ".join(counted)}
        yield _("%(book)s %(account)s %(month)s: kept %(kept)s, the lines say %(counted)s") % (params | amounts)


@check(gettext_lazy("Control accounts equal their holders"))
def controls_equal_holders(book: Book | None) -> Iterator[str]:
    for slug, code, control, parts in rows(
        """SELECT book.slug, control.heading_id, own.net, parts.net
             FROM ledger_account control JOIN ledger_book book ON book.id = control.book_id
             CROSS JOIN LATERAL (SELECT coalesce(sum(debit - credit), 0) AS net FROM ledger_monthtotal
                                  WHERE account_id = control.id) own
             CROSS JOIN LATERAL (SELECT coalesce(sum(line.debit - line.credit), 0) AS net FROM ledger_line line
                  JOIN ledger_account part ON part.id = line.account_id
                  WHERE part.book_id = control.book_id AND part.heading_id = control.heading_id) parts
            WHERE {of_book} AND control.holder = '' AND own.net <> parts.net
            ORDER BY book.slug, control.heading_id""",
        book,
        "control.book_id",
    ):
        params = {"book": slug, "code": code, "control": f"{control:.2f}", "holders": f"{parts:.2f}"}
        yield _("%(book)s %(code)s: control %(control)s, holders %(holders)s") % params


@check(gettext_lazy("Every account hangs under the account of its heading"))
def accounts_hang_right(book: Book | None) -> Iterator[str]:
    for slug, code, holder in rows(
        """SELECT book.slug, part.heading_id, part.holder FROM ledger_account part
             JOIN ledger_book book ON book.id = part.book_id LEFT JOIN ledger_account control
                  ON control.id = part.control_id AND control.book_id = part.book_id
                 AND control.heading_id = part.heading_id AND control.holder = ''
            WHERE {of_book} AND (part.holder <> '') <> (control.id IS NOT NULL) ORDER BY 1, 2, 3""",
        book,
        "part.book_id",
    ):
        params = {"book": slug, "code": code, "holder": holder}
        yield _("%(book)s %(code)s %(holder)s does not hang under its heading's account") % params
