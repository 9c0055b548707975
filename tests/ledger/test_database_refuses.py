"""What PostgreSQL refuses by itself, at its own prompt, as the owner of the tables."""

from contextlib import contextmanager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ledger import services
from ledger.models import Account, Entry
from tests.ledger.conftest import commit, sql

MARCH = date(2025, 3, 5)
LINE = "INSERT INTO ledger_line (entry_id, position, account_id, debit, credit) VALUES (%s, %s, %s, %s, %s)"


@contextmanager
def refused(rule: str):
    """The statement inside, or the commit after it, is refused in the name of a rule."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():  # noqa: PT012
        yield
        commit()
    diagnosis = refusal.value.__cause__.diag
    assert rule in (diagnosis.constraint_name or diagnosis.message_primary)


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


# -- Entries -----------------------------------------------------------------------------------------------------------


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
    services.attach_voucher(till.deposit(100), ContentFile(b"%PDF-1.7", name="voucher.pdf"), by=till.clerk)
    services.verify_and_record()

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


# -- Accounts and amounts ----------------------------------------------------------------------------------------------


def test_an_account_of_another_book(till, new_till):
    other = new_till("sajja-9")

    with refused("entry_in_one_book"):
        write(till, (till["11010"], 100, 0), (other["31020 M001"], 0, 100))


def test_a_heading_that_takes_no_postings(till):
    sql("INSERT INTO ledger_account (book_id, heading_id, holder, name) VALUES (%s, '11000', '', '')", till.book.pk)

    with refused("account_takes_postings"):
        write(till, (till["11000"], 100, 0), (till["31020 M001"], 0, 100))


def test_a_control_account_whose_holders_keep_the_money(till):
    with refused("account_takes_postings"):
        write(till, (till["11010"], 100, 0), (till["31020"], 0, 100))


def test_a_closed_account(till):
    sql("UPDATE ledger_account SET closed_on = %s WHERE id = %s", MARCH - timedelta(days=1), till["31020 M001"].pk)

    with refused("account_is_open"):
        write(till, *both_sides(till))


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


@pytest.mark.parametrize(
    "column", ["heading_id = '21010'", "holder = 'M9'", "control_id = NULL", "book_id = 0", "counterpart_id = book_id"]
)
def test_an_account_moved_to_another_place(till, column):
    with refused("books_are_final"):
        sql(f"UPDATE ledger_account SET {column} WHERE id = %s", till["31020 M001"].pk)


def test_a_holder_under_the_account_of_another_heading_or_book(till, new_till):
    other = new_till("sajja-9")
    for book, heading, control in [
        (till.book, "21010", till["31020"]),
        (till.book, "31020", other["31020"]),
        (till.book, "31020", till["31020 M001"]),
    ]:
        with refused("account_hangs_under_its_heading"):
            Account.objects.create(book=book, heading_id=heading, holder="M7", control=control)


@pytest.mark.parametrize("holder", ["M1|5.00|0.00", "M1\n2|11010||5.00|0.00"])
def test_a_holder_that_would_blur_the_text_of_a_seal(till, holder):
    with refused("account_holder_is_plain"):
        till.open("31020", holder)


@pytest.mark.parametrize("column", ["slug = 'other'", "is_demo = true"])
def test_a_book_that_changes_under_its_entries(till, column):
    till.deposit(100)

    with refused("books_are_final"):
        sql(f"UPDATE ledger_book SET {column}")


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_monthtotal SET debit = debit + 1", "DELETE FROM ledger_monthtotal",
    "INSERT INTO ledger_monthtotal (account_id, month, brought_debit, brought_credit, debit, credit)"
    " SELECT account_id, '2025-04-01', 0, 0, 0, 5 FROM ledger_monthtotal",
])  # fmt: skip
def test_totals_written_by_hand(till, statement):
    till.deposit(100)

    with refused("books_are_final"):
        sql(statement)


@pytest.mark.parametrize("column", ["passed = checks", "results = '[]'", "heads = '{}'"])
def test_a_proof_changed_afterwards(till, column):
    services.verify_and_record()

    with refused("books_are_final"):
        sql(f"UPDATE ledger_verification SET {column}")


# -- Days and months ---------------------------------------------------------------------------------------------------


def test_a_day_to_come(till):
    with refused("day_has_come"):
        write(till, *both_sides(till), on=timezone.localdate() + timedelta(days=1))


@pytest.fixture
def closed(till):
    """A book whose March of 2025 is closed, with nothing in its February."""
    till.deposit(100)
    services.close_month(till.book, MARCH, by=till.checker)
    return till


@pytest.mark.parametrize("on", [date(2025, 3, 31), date(2025, 3, 1), date(2025, 2, 28), date(2024, 12, 31)])
def test_a_posting_into_a_closed_month_or_one_before_it(closed, on):
    with refused("month_is_open"):
        write(closed, *both_sides(closed), on=on)


def test_the_month_after_a_closed_one_takes_postings(closed):
    write(closed, *both_sides(closed), on=date(2025, 4, 1))

    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    "change", ["closed_at = NULL, closed_by_id = NULL", "month = '2025-05-01'", "closed_at = now()"]
)
def test_a_closed_month_reopened(closed, change):
    with refused("month_is_open"):
        sql(f"UPDATE ledger_period SET {change}")


def test_a_month_closed_before_an_earlier_one(till):
    till.deposit(100)
    till.deposit(100, MARCH + timedelta(days=31))

    with refused("months_close_in_order"):
        sql("UPDATE ledger_period SET closed_at = now(), closed_by_id = %s WHERE month = '2025-04-01'", till.checker.pk)


def test_a_month_opened_before_a_closed_one(closed):
    with refused("month_is_open"):
        sql("INSERT INTO ledger_period (book_id, month) VALUES (%s, '2025-01-01')", closed.book.pk)


def test_a_closing_dated_before_the_last_entry_is_dated_by_the_database(till):
    entry = till.deposit(100)

    sql("UPDATE ledger_period SET closed_at = '2025-03-06', closed_by_id = %s", till.checker.pk)

    assert till.book.periods.get().closed_at > entry.at


# -- Pairs, reversals, second persons ----------------------------------------------------------------------------------


@pytest.fixture
def lent(till, new_till):
    """Two books with accounts for each other: `till` lends, the other one borrows."""
    other = new_till("vf-8")
    till.open("14090", "vf-8", counterpart=other.book)
    other.open("23090", "sajja-8", counterpart=till.book)
    return other


def halves(till, other, amount: object = 100, owed: object = 100) -> list[list[tuple]]:
    return [
        [(till["14090 vf-8"], amount, 0), (till["12200"], 0, amount)],
        [(other["12200"], owed, 0), (other["23090 sajja-8"], 0, owed)],
    ]


def test_both_halves_of_a_pair_are_taken(till, lent):
    one, two = halves(till, lent)

    write(till, *one, pk=901, pair_id=902)
    write(lent, *two, pk=902, pair_id=901)
    commit()

    assert Entry.objects.count() == 2


def test_half_a_pair(till, lent):
    with refused("pair"):
        write(till, *halves(till, lent)[0], pk=901, pair_id=902)


def test_a_pair_whose_second_half_names_nobody(till, lent):
    one, two = halves(till, lent)

    with refused("pair_agrees"):
        write(till, *one, pk=901, pair_id=902)
        write(lent, *two, pk=902)


def test_a_pair_within_one_book(till, lent):
    with refused("pair_agrees"):
        write(till, *both_sides(till), pk=901, pair_id=902)
        write(till, *both_sides(till), pk=902, pair_id=901)


def test_a_pair_of_two_amounts(till, lent):
    one, two = halves(till, lent, 100, "99.99")

    with refused("pair_agrees"):
        write(till, *one, pk=901, pair_id=902)
        write(lent, *two, pk=902, pair_id=901)


def test_a_pair_that_moves_nothing_between_its_books(till, lent):
    with refused("pair_agrees"):
        write(till, *both_sides(till), pk=901, pair_id=902)
        write(lent, *both_sides(lent), pk=902, pair_id=901)


def test_a_reversal_that_is_no_mirror(till):
    entry = till.deposit(100)
    for lines in (both_sides(till), both_sides(till, -0 or 50)):
        mirrored = [(account, credit, debit) for account, debit, credit in lines]
        with refused("reversal_mirrors"):
            write(
                till, *(lines if lines[0][1] == 100 else mirrored), reverses_id=entry.pk, approved_by_id=till.checker.pk
            )


def test_a_reversal_without_a_second_person(till):
    entry = till.deposit(100)
    mirrored = [(account, credit, debit) for account, debit, credit in both_sides(till)]

    with refused("entry_reversal_has_a_second_person"):
        write(till, *mirrored, reverses_id=entry.pk)
    with refused("entry_approved_by_somebody_else"):
        write(till, *mirrored, reverses_id=entry.pk, approved_by_id=till.clerk.pk)


def test_a_second_reversal(till):
    entry = till.deposit(100)
    till.reverse(entry, MARCH)

    with refused("reverses_id"):
        write(till, (till["11010"], 0, 100), (till["31020 M001"], 100, 0), reverses_id=entry.pk,
              approved_by_id=till.checker.pk)  # fmt: skip


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
