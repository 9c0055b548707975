"""What PostgreSQL refuses by itself of an entry typed at its own prompt, as the owner of the tables."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction

from ledger import services as ledger
from ledger.models import Entry
from tests.ledger.conftest import commit, sql
from tests.ledger.prompt import LINE, MARCH, both_sides, refused, write, write_entry, write_lines


def test_a_whole_entry_typed_at_the_prompt_is_numbered_sealed_and_counted(till):
    write(till, *both_sides(till), number="JV0000-1", serial=77, seq=9, seal="x", at="1999-01-01")
    commit()

    entry = Entry.objects.get()
    assert (entry.number, entry.seq, entry.serial) == ("JV6803-00000001", 1, 1)
    assert len(entry.seal) == 64
    assert entry.at.year > 1999  # and `verify` is clean, as after every test


@pytest.mark.parametrize(("debit", "credit"), [(100, 99), (100, "100.01"), ("0.01", 10000)])
def test_an_unbalanced_entry(till, debit, credit):
    with refused("entry_balances"):
        write(till, (till["11010"], debit, 0), (till["31020 M001"], 0, credit))


def test_a_one_legged_entry(till):
    with refused("entry_has_two_lines"):
        write(till, (till["11010"], 100, 0))


def test_a_header_without_lines(till):
    with refused("entry_has_two_lines"):
        write_entry(900, till)


def test_a_header_whose_lines_come_in_the_same_statement(till):
    cash, savings = till["11010"].pk, till["31020 M001"].pk
    with refused("entry_has_two_lines"):
        sql(
            f"""WITH side AS (INSERT INTO ledger_line (entry_id, position, account_id, debit, credit)
                              VALUES (900, 1, {cash}, 5, 0), (900, 2, {savings}, 0, 5))
                INSERT INTO ledger_entry (id, book_id, kind, event, "on", memo, by_id, request_id, request_hash)
                VALUES (900, %s, 'JV', 'J01', %s, '', %s, %s, '')""",
            till.book.pk, MARCH, till.clerk.pk, uuid4(),
        )  # fmt: skip


def test_a_line_on_an_account_that_is_yet_to_be_made(till):
    """Its foreign key would be looked at only at commit, after the entry was found balanced without it."""
    with refused("entry_in_one_book"):
        sql(LINE, 900, 3, 999999, 50, 0)
        sql(LINE, 900, 4, 999999, 0, 50)
        write(till, *both_sides(till))


def test_a_line_of_no_entry(till):
    with refused("line_comes_with_its_entry"):
        write_lines(900, *both_sides(till))


def test_two_balanced_lines_added_to_a_sealed_entry_in_its_own_transaction(till):
    with refused("line_comes_with_its_entry"):
        entry = till.deposit(100)
        sql(LINE, entry.pk, 3, till["11010"].pk, 7, 0)
        sql(LINE, entry.pk, 4, till["31020 M001"].pk, 0, 7)


@pytest.mark.django_db(transaction=True)
def test_two_balanced_lines_added_to_a_sealed_entry_later(till):
    entry = till.deposit(100)

    with refused("line_comes_with_its_entry"):
        sql(LINE, entry.pk, 3, till["11010"].pk, 7, 0)
        sql(LINE, entry.pk, 4, till["31020 M001"].pk, 0, 7)


@pytest.mark.django_db(transaction=True)
def test_lines_put_down_by_somebody_else_for_an_entry_to_come(till):
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(LINE, [900, 3, till["11010"].pk, 7, 0])
        cursor.execute(LINE, [900, 4, till["31020 M001"].pk, 0, 7])
    with transaction.atomic():
        write(till, *both_sides(till))

    with pytest.raises(DatabaseError, match="a line without its entry"):
        other.commit()

    other.close()
    assert Entry.objects.get().lines.count() == 2


@pytest.mark.parametrize(
    "column", ["memo = 'x'", '"on" = "on" - 1', "by_id = by_id", "seal = ''", "book_id = 0", "id = 1"]
)
def test_any_update_of_an_entry(till, column):
    till.deposit(100)

    with refused("books_are_final"):
        sql(f"UPDATE ledger_entry SET {column}")


@pytest.mark.parametrize("column", ["debit = debit", "credit = 5", "account_id = 0", "entry_id = 1", "position = 7"])
def test_any_update_of_a_line(till, column):
    till.deposit(100)

    with refused("books_are_final"):
        sql(f"UPDATE ledger_line SET {column}")


def test_an_update_in_the_clothes_of_an_insert(till):
    entry = till.deposit(100)

    with refused("books_are_final"):
        sql(LINE + " ON CONFLICT (entry_id, position) DO UPDATE SET debit = 9", entry.pk, 1, till["11010"].pk, 9, 0)


@pytest.mark.parametrize("table", ["entry", "line", "account", "book", "period", "voucher", "verification"])
def test_any_delete(till, table):
    ledger.attach_voucher(till.deposit(100), ContentFile(b"%PDF-1.7", name="voucher.pdf"), by=till.clerk)
    ledger.verify_and_record()

    with refused("books_are_kept"):
        sql(f"DELETE FROM ledger_{table}")


@pytest.mark.parametrize(
    "table", ["entry", "line", "account", "book", "period", "monthtotal", "voucher", "verification"]
)
def test_any_truncate(till, table):
    till.deposit(100)
    commit()

    with refused("books_are_kept"):
        sql(f"TRUNCATE ledger_{table} CASCADE")


@pytest.mark.parametrize("table", ["auth_user", "ledger_heading", "ledger_line, ledger_entry"])
def test_a_truncate_of_what_the_books_rest_on(till, table):
    till.deposit(100)
    commit()

    with refused("books_are_kept"):
        sql(f"TRUNCATE {table} CASCADE")


def test_an_explanation_on_two_lines(till):
    with refused("entry_memo_on_one_line"):
        write(till, *both_sides(till), memo="เงินสัจจะ\n3|11010||5.00|0.00")


def test_a_request_answered_before(till):
    entry = till.deposit(100)

    with refused("entry_once_per_request"):
        write(till, *both_sides(till), request_id=entry.request_id)


def test_a_line_twice_in_one_place(till):
    with refused("line_once_in_position"):
        sql(LINE, 900, 1, till["11010"].pk, 5, 0)
        sql(LINE, 900, 1, till["31020 M001"].pk, 0, 5)


@pytest.mark.parametrize(
    ("debit", "credit", "rule"),
    [
        (5, 5, "line_has_one_side"),
        (0, 0, "line_has_one_side"),
        (-5, 0, "line_"),
        (0, "-0.01", "line_"),
        ("0.001", 0, "line_in_satang"),
        (0, "100.005", "line_in_satang"),
        ("NaN", 0, "line_in_satang"),
        ("Infinity", 0, "line_in_satang"),
        ("1000000000000", 0, "line_in_satang"),
    ],
)
def test_a_line_with_a_wrong_amount(till, debit, credit, rule):
    with refused(rule):
        write_lines(900, (till["11010"], debit, credit))


# -- Ways around -------------------------------------------------------------------------------------------------------


def test_a_guard_told_to_look_away_does_not(till):
    till.deposit(100)
    names = sql("SELECT string_agg(tgname, ',') FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'")[0][0]

    with refused("books_are_final"):
        sql("SELECT set_config('pgtrigger.ignore', %s, true)", f"{{{names}}}")
        sql("UPDATE ledger_line SET debit = debit + 1")


def test_tables_of_ones_own_do_not_deceive_the_guards(closed):
    with refused("month_is_open"):
        sql("CREATE TEMPORARY TABLE ledger_period AS SELECT * FROM ledger_period WHERE false")
        write(closed, *both_sides(closed))
    with refused("entry_balances"):
        sql("CREATE TEMPORARY TABLE ledger_line AS SELECT * FROM ledger_line WHERE false")
        write_lines(900, *both_sides(closed))
        sql(LINE.replace("ledger_line", "public.ledger_line"), 900, 1, closed["11010"].pk, 100, 0)
        sql(LINE.replace("ledger_line", "public.ledger_line"), 900, 2, closed["31020 M001"].pk, 0, 1)
        write_entry(900, closed, on=date(2025, 4, 1))


def test_a_foreign_way_of_writing_dates_does_not_spoil_a_seal(till):
    sql("SET LOCAL datestyle = 'German'")
    sql("SET LOCAL timezone = 'America/New_York'")

    write(till, *both_sides(till))

    sql("SET LOCAL datestyle TO DEFAULT")
    sql("SET LOCAL timezone TO DEFAULT")
    assert Entry.objects.count() == 1  # and `verify` takes the same seal anew
