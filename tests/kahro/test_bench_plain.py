"""The other side of the race writes the rows that a deposit writes, into tables that nothing guards."""

from decimal import Decimal

import pytest
from django.db import connection

from kahro.bench.data import COPIED, PLEDGE
from kahro.bench.plain import Plain
from ledger.models import Account
from tests.ledger.conftest import sql


@pytest.fixture
def plain(world):
    """Writes into copies of the tables that go with the test."""
    sql("CREATE SCHEMA plain")
    for table in COPIED:
        sql(f"CREATE TABLE plain.{table} (LIKE public.{table} INCLUDING ALL)")
    by_hand = Plain(Account.objects.get(book=world.book, heading="11010", holder=""), world.treasurer)
    by_hand.connection.close()
    with connection.cursor() as by_hand.cursor:
        sql("SET search_path = plain, public")
        yield by_hand
        sql("RESET search_path")


def rows(columns: str, table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM plain.{table} ORDER BY 1, 2")
        return cursor.fetchall()


def test_a_deposit_is_an_entry_two_lines_three_totals_and_a_receipt(world, plain):
    account = world.passbook.account

    plain.deposit(world.passbook, receipt=True)
    plain.deposit(world.passbook, receipt=False)

    assert rows("seq, kind, event, book_id", "ledger_entry") == [
        (10_000_001, "RV", "J02", world.book.pk),
        (10_000_002, "RV", "J02", world.book.pk),
    ]
    assert [row[1:] for row in rows("entry_id, position, account_id, debit, credit", "ledger_line")] == [
        (1, plain.cash, PLEDGE, 0),
        (2, account.pk, 0, PLEDGE),
    ] * 2
    assert {(pk, debit, credit) for pk, debit, credit in rows("account_id, debit, credit", "ledger_monthtotal")} == {
        (plain.cash, 2 * PLEDGE, Decimal(0)),
        (account.pk, Decimal(0), 2 * PLEDGE),
        (account.control_id, Decimal(0), 2 * PLEDGE),
    }
    assert [(member, visit) for member, visit in rows("member_id, visit_id", "funds_receipt")] == [
        (world.member.pk, None)
    ]


def test_a_row_of_the_sheet_is_a_deposit_of_a_visit(world, plain):
    plain.visit(world.passbook, 77)

    ((visit, day, person),) = rows("id, day_id, person_id", "funds_visit")
    assert (day, person) == (77, world.member.person_id)
    assert rows("member_id, visit_id", "funds_receipt") == [(world.member.pk, visit)]
