"""Practice books are thrown away by one service; a real row is never deleted, not by the same service either."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from ledger import services as ledger
from ledger import verify
from ledger.models import Account, Book, Entry, Line, MonthTotal, Period, Verification, Voucher
from tests.ledger.conftest import commit, sql
from tests.ledger.prompt import both_sides, refused, write, write_lines

MARCH = date(2025, 3, 5)
LETTING_GO = "SET LOCAL kahro.throwing_away = 'yes'"
ROWS = ("voucher", "line", "entry", "period", "account", "book")


@pytest.fixture
def practice(new_till):
    """A practice book with two deposits, one of them reversed, and the paper of the other."""
    till = new_till("practice-1", is_practice=True)
    right, wrong = till.deposit(100), till.deposit(70)
    till.reverse(wrong, MARCH)
    ledger.attach_voucher(right, ContentFile(b"%PDF-1.7", "paper.pdf"), by=till.clerk)
    commit()
    return till


@pytest.fixture
def real(till, new_till):
    """A real book with a deposit and its paper."""
    ledger.attach_voucher(till.deposit(300), ContentFile(b"%PDF-1.7", "paper.pdf"), by=till.clerk)
    commit()
    return till


def test_a_practice_book_goes_with_everything_in_it_and_nothing_else(real, practice):
    assert Entry.objects.count() == 4  # three of them practice

    ledger.throw_away(practice.book)
    commit()

    assert list(Book.objects.all()) == [real.book]
    assert list(Entry.objects.values_list("book", flat=True)) == [real.book.pk]
    assert Line.objects.count() == 2
    assert set(Account.objects.values_list("book", flat=True)) == {real.book.pk}
    assert set(MonthTotal.objects.values_list("account__book", flat=True)) == {real.book.pk}
    assert set(Period.objects.values_list("book", flat=True)) == {real.book.pk}
    assert Voucher.objects.count() == 1


def test_the_paper_goes_from_the_disk_too(practice, django_capture_on_commit_callbacks):
    paper = Voucher.objects.get().file
    assert paper.storage.exists(paper.name)

    with django_capture_on_commit_callbacks(execute=True):
        ledger.throw_away(practice.book)

    assert not paper.storage.exists(paper.name)


def test_closed_months_of_practice_go_too(practice):
    ledger.close_month(practice.book, MARCH, by=practice.checker)

    ledger.throw_away(practice.book)

    assert not Period.objects.exists()


def test_what_was_written_a_moment_ago_goes_as_well(new_till):
    till = new_till("practice-1", is_practice=True)
    till.deposit(100)

    ledger.throw_away(till.book)
    commit()

    assert not Entry.objects.exists()


def test_a_line_left_without_its_entry_is_refused_before_anything_goes(practice):
    with refused("line_comes_with_its_entry"):
        write_lines(900, *both_sides(practice))
        ledger.throw_away(practice.book)


def test_two_practice_books_that_paid_each_other_go_together(new_till):
    one, other = new_till("practice-1", is_practice=True), new_till("practice-2", is_practice=True)
    pay_across(one, other)
    commit()

    ledger.throw_away(one.book, other.book)
    commit()

    assert not Book.objects.exists()


def test_a_practice_book_does_not_go_while_its_partner_stays(new_till):
    one, other = new_till("practice-1", is_practice=True), new_till("practice-2", is_practice=True)
    pay_across(one, other)

    with refused("ledger_"):
        ledger.throw_away(one.book)


def pay_across(one, other):
    one.open("14020", other.book.slug, counterpart=other.book)
    other.open("23140", one.book.slug, counterpart=one.book)
    here = one.sides({f"14020 {other.book.slug}": 50}, {"11010": 50})
    there = other.sides({"11010": 50}, {f"23140 {one.book.slug}": 50})
    return ledger.post_pair(
        (one.book, here), (other.book, there), event="J40", on=MARCH, by=one.clerk, request_id=uuid4()
    )


def test_practice_money_never_meets_real_money(real, practice):
    for one, other in ((real, practice), (practice, real)):
        with pytest.raises(ValidationError, match="ไม่ปนกับเงินจริง"):
            pay_across(one, other)


def test_practice_money_does_not_meet_real_money_at_the_prompt_either(real, practice):
    real.open("14020", "practice-1", counterpart=practice.book)
    practice.open("23140", "sajja-8", counterpart=real.book)

    with refused("pair_agrees"):
        write(real, (real["14020 practice-1"], 50, 0), (real["11010"], 0, 50), pk=901, pair_id=902)
        write(practice, (practice["11010"], 50, 0), (practice["23140 sajja-8"], 0, 50), pk=902, pair_id=901)


def test_the_service_refuses_a_real_book(real, practice):
    with pytest.raises(ValidationError, match="บัญชีจริง"):
        ledger.throw_away(practice.book, real.book)

    assert Entry.objects.filter(book=practice.book).count() == 3


@pytest.mark.parametrize("table", ROWS)
def test_a_real_row_stays_also_for_who_says_that_practice_is_thrown_away(real, table):
    with refused("books_are_kept"):
        sql(LETTING_GO)
        sql("SET LOCAL kahro.rebuilding = 'yes'")
        sql(f"DELETE FROM ledger_{table}")


@pytest.mark.parametrize("table", ROWS)
def test_a_practice_row_stays_for_who_does_not_say_so(practice, table):
    with refused("books_are_kept"):
        sql(f"DELETE FROM ledger_{table}")


@pytest.mark.parametrize("table", ["line", "entry", "voucher"])
def test_a_practice_row_is_never_changed_either(practice, table):
    with refused("books_are_final"):
        sql(LETTING_GO)
        sql(f"UPDATE ledger_{table} SET id = id + 1000")


@pytest.mark.parametrize("table", [*ROWS, "monthtotal", "verification"])
def test_no_table_is_emptied_in_the_name_of_practice(practice, table):
    with refused("books_are_kept"):
        sql(LETTING_GO)
        sql(f"TRUNCATE ledger_{table} CASCADE")


def test_a_proof_is_not_thrown_away(practice):
    ledger.verify_and_record()

    with refused("books_are_kept"):
        sql(LETTING_GO)
        sql("DELETE FROM ledger_verification")


def test_a_real_book_does_not_become_practice_nor_practice_real(real, practice, new_till):
    empty = new_till("sajja-9")

    for till, flag in ((real, True), (practice, False), (empty, True)):
        with refused("books_are_final"):
            sql("UPDATE ledger_book SET is_practice = %s WHERE id = %s", flag, till.book.pk)


def test_a_real_row_is_not_carried_into_a_practice_book_to_be_deleted(real, practice):
    for table in ("entry", "account"):
        with refused("books_are_final"):
            sql(f"UPDATE ledger_{table} SET book_id = %s WHERE book_id = %s", practice.book.pk, real.book.pk)
    with refused("books_are_final"):
        sql("UPDATE ledger_line SET account_id = %s WHERE account_id = %s", practice["11010"].pk, real["11010"].pk)
    with refused("month_is_open"):
        sql("UPDATE ledger_period SET book_id = %s WHERE book_id = %s", practice.book.pk, real.book.pk)


@pytest.mark.tampers
def test_practice_books_are_verified_while_they_stand(practice):
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE ledger_line SET debit = debit + 1 WHERE debit = 100")
    sql("SET LOCAL session_replication_role = origin")

    assert [problem for problem in verify.problems() if "practice-1" in problem]


def test_a_head_of_practice_is_not_missed_when_it_is_gone(real, practice):
    ledger.close_month(practice.book, MARCH, by=practice.checker)
    ledger.verify_and_record()

    ledger.throw_away(practice.book)

    assert list(Verification.objects.get().heads) == [real.book.slug]
    assert verify.problems() == []
