"""A prompt of the database: entries typed in raw SQL, and refusals by the name of their rule."""

from contextlib import contextmanager
from datetime import date
from typing import cast
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction

from tests.ledger.conftest import commit, sql

MARCH = date(2025, 3, 5)
LINE = "INSERT INTO ledger_line (entry_id, position, account_id, debit, credit) VALUES (%s, %s, %s, %s, %s)"


@contextmanager
def refused(rule: str):
    """The statement inside, or the commit after it, is refused in the name of a rule."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():  # noqa: PT012
        yield
        commit()
    diagnosis = cast(psycopg.Error, refusal.value.__cause__).diag
    assert rule in (diagnosis.constraint_name or diagnosis.message_primary or "")


def write_lines(entry: int, *lines: tuple) -> None:
    """Lines as (account, debit, credit)."""
    for position, (account, debit, credit) in enumerate(lines, 1):
        sql(LINE, entry, position, account.pk, debit, credit)


def write_entry(pk: int, till, **more) -> None:
    row = {"id": pk, "book_id": till.book.pk, "kind": "JV", "event": "J01", "on": MARCH, "memo": ""}
    row |= {"by_id": till.clerk.pk, "request_id": uuid4(), "request_hash": ""} | more
    columns = ", ".join(f'"{name}"' for name in row)
    sql(f"INSERT INTO ledger_entry ({columns}) VALUES ({', '.join(['%s'] * len(row))})", *row.values())


def write(till, *lines: tuple, pk: int = 900, **more) -> None:
    write_lines(pk, *lines)
    write_entry(pk, till, **more)


def both_sides(till, amount: object = 100) -> list[tuple]:
    return [(till["11010"], amount, 0), (till["31020 M001"], 0, amount)]
