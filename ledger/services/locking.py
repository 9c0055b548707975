"""Locking books, so that a balance that was read is still the same when the entry is written."""

from django.db import connection

from ledger.models import Book

LOCK = "SELECT id FROM ledger_book WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"


def lock(*books: Book) -> None:
    """Lock these books until the transaction ends: read balances after this, then write.

    Several books are locked in one order, so that two people never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [[book.pk for book in books]])
