"""Practice books are thrown away; nothing else that was ever written is."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from ledger.models import Book, Voucher
from ledger.services.posting import lock

# The accounts and the books go last: the database reads from them what is practice.
OF_BOOKS = (
    "DELETE FROM ledger_voucher WHERE entry_id IN (SELECT id FROM ledger_entry WHERE book_id = ANY(%s))",
    "DELETE FROM ledger_lateitem WHERE entry_id IN (SELECT id FROM ledger_entry WHERE book_id = ANY(%s))",
    "DELETE FROM ledger_line WHERE account_id IN (SELECT id FROM ledger_account WHERE book_id = ANY(%s))",
    "DELETE FROM ledger_entry WHERE book_id = ANY(%s)",
    "DELETE FROM ledger_monthtotal WHERE account_id IN (SELECT id FROM ledger_account WHERE book_id = ANY(%s))",
    "DELETE FROM ledger_period WHERE book_id = ANY(%s)",
    "DELETE FROM ledger_account WHERE book_id = ANY(%s)",
    "DELETE FROM ledger_book WHERE id = ANY(%s)",
)


@contextmanager
def throwing_away() -> Iterator[None]:
    """Tell the database, in a transaction, that practice rows may be deleted; rows of real books it keeps anyway."""
    connection.check_constraints()  # run deferred checks while the rows still exist
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL kahro.throwing_away = 'yes'")
        yield
        cursor.execute("SET LOCAL kahro.throwing_away = 'no'")


@transaction.atomic
def throw_away(*books: Book) -> None:
    """Delete practice books with everything in them, those that paid each other together. A real book is refused.

    Raises ValidationError then.
    """
    if not all(book.is_practice for book in books):
        raise ValidationError(_("Only books made for practice are thrown away. A real book stays."))
    lock(*books)
    papers = [voucher.file for voucher in Voucher.objects.filter(entry__book__in=books)]
    with throwing_away(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL kahro.rebuilding = 'yes'")  # the month totals go too
        for statement in OF_BOOKS:
            cursor.execute(statement, [[book.pk for book in books]])
        cursor.execute("SET LOCAL kahro.rebuilding = 'no'")
    for paper in papers:
        transaction.on_commit(partial(paper.storage.delete, str(paper.name)))
