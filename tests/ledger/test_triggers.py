"""What PostgreSQL refuses by itself of the accounts, books, totals and months that entries depend on."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from ledger import services as ledger
from ledger.models import Account, Entry
from tests.ledger.conftest import sql
from tests.ledger.prompt import MARCH, both_sides, refused, write

# -- Accounts and books ------------------------------------------------------------------------------------------------


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


def test_a_holder_twice_under_one_heading(till):
    with refused("account_once_per_holder"):
        till.open("31020", "M001")


def test_a_holder_under_no_heading(till):
    with refused("account_of_a_holder_has_a_control"):
        Account.objects.create(book=till.book, heading_id="31020", holder="M7")


def test_a_heading_under_itself(till):
    with refused("account_of_a_holder_has_a_control"):
        Account.objects.create(book=till.book, heading_id="31020", holder="", control=till["31020"])


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


@pytest.mark.parametrize("column", ["sha256 = 'x'", "file = 'other.pdf'", "entry_id = 0"])
def test_a_kept_paper_exchanged_for_another(till, column):
    ledger.attach_voucher(till.deposit(100), ContentFile(b"%PDF-1.7", name="voucher.pdf"), by=till.clerk)

    with refused("books_are_final"):
        sql(f"UPDATE ledger_voucher SET {column}")


@pytest.mark.parametrize("column", ["passed = checks", "results = '[]'", "heads = '{}'"])
def test_a_proof_changed_afterwards(till, column):
    ledger.verify_and_record()

    with refused("books_are_final"):
        sql(f"UPDATE ledger_verification SET {column}")


# -- Days and months ---------------------------------------------------------------------------------------------------


def test_a_day_to_come(till):
    with refused("day_has_come"):
        write(till, *both_sides(till), on=timezone.localdate() + timedelta(days=1))


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


def test_a_month_opened_twice(till):
    till.deposit(100)

    with refused("period_once_a_month"):
        sql("INSERT INTO ledger_period (book_id, month) VALUES (%s, '2025-03-01')", till.book.pk)


def test_a_month_closed_by_nobody(till):
    till.deposit(100)

    with refused("period_closed_by_somebody"):
        sql("UPDATE ledger_period SET closed_at = now()")


def test_a_closing_dated_before_the_last_entry_is_dated_by_the_database(till):
    entry = till.deposit(100)

    sql("UPDATE ledger_period SET closed_at = '2025-03-06', closed_by_id = %s", till.checker.pk)

    assert till.book.periods.get().closed_at > entry.at
