"""What somebody may do without the services: a superuser who disables triggers, or replaces them."""

from collections.abc import Callable
from datetime import date
from types import ModuleType
from uuid import uuid4

from django.utils.translation import override

from ledger import queries as books
from ledger import services as ledger
from ledger import verify
from ledger.models import Book, Entry
from tests.ledger.conftest import commit, sql

FEBRUARY, MARCH, APRIL = date(2025, 2, 5), date(2025, 3, 5), date(2025, 4, 5)
Tamper = Callable[..., None]


def asleep(statement: str, *params) -> None:
    """A statement without any trigger or foreign key."""
    sql("SET LOCAL session_replication_role = replica")
    sql(statement, *params)
    sql("SET LOCAL session_replication_role = origin")


def nth(till, seq: int) -> int:
    return Entry.objects.get(book=till.book, seq=seq).pk


def insert_in_the_middle(till) -> None:
    """A copy of the second entry, as if it had always stood behind it, the rest moved on by one."""
    asleep("UPDATE ledger_entry SET seq = seq + 1000, serial = serial + 1000 WHERE seq > 2")
    asleep("UPDATE ledger_entry SET seq = seq - 999, serial = serial - 999 WHERE seq > 2")
    asleep(
        """INSERT INTO ledger_entry SELECT (copy).* FROM (SELECT jsonb_populate_record(entry, jsonb_build_object(
               'id', 9000, 'seq', 3, 'serial', 3, 'number', 'RV6803-00000003', 'request_id', gen_random_uuid())) AS copy
           FROM ledger_entry entry WHERE id = %s) made""",
        nth(till, 2),
    )
    asleep(
        """INSERT INTO ledger_line (entry_id, position, account_id, debit, credit)
           SELECT 9000, position, account_id, debit, credit FROM ledger_line WHERE entry_id = %s""",
        nth(till, 2),
    )


def last(till) -> int:
    """The number of the book's last entry in the database."""
    entry = books.last_entry(till.book)
    assert entry
    return entry.pk


def delete_under_a_paper(till) -> None:
    voucher = "INSERT INTO ledger_voucher (entry_id, file, sha256, by_id, at) VALUES (%s, 'x', 'x', %s, now())"
    sql(voucher, last(till), till.clerk.pk)
    commit()
    asleep("DELETE FROM ledger_entry WHERE id = %s", last(till))


def swap_lines(till) -> None:
    asleep("UPDATE ledger_line SET position = position + 10 WHERE entry_id = %s", nth(till, 4))
    asleep("UPDATE ledger_line SET position = 13 - position WHERE entry_id = %s", nth(till, 4))


def delete_the_last(till) -> None:
    ledger.verify_and_record()
    pk = last(till)
    asleep("DELETE FROM ledger_line WHERE entry_id = %s", pk)
    asleep("DELETE FROM ledger_entry WHERE id = %s", pk)
    ledger.rebuild_totals(till.book)


def delete_the_last_before_any_proof(till) -> None:
    pk = last(till)
    asleep("DELETE FROM ledger_line WHERE entry_id = %s", pk)
    asleep("DELETE FROM ledger_entry WHERE id = %s", pk)


def reopen_a_closed_month(till) -> None:
    ledger.close_month(till.book, FEBRUARY, by=till.clerk)
    ledger.verify_and_record()
    asleep("UPDATE ledger_period SET closed_at = NULL, closed_by_id = NULL")


def write_into_a_closed_month(till) -> None:
    ledger.close_month(till.book, FEBRUARY, by=till.clerk)
    asleep("UPDATE ledger_entry SET at = now() + interval '1 second' WHERE id = %s", nth(till, 1))


def open_a_month_before_a_closed_one(till) -> None:
    ledger.close_month(till.book, FEBRUARY, by=till.clerk)
    asleep("UPDATE ledger_period SET closed_at = NULL, closed_by_id = NULL")
    asleep("UPDATE ledger_period SET closed_at = now(), closed_by_id = %s WHERE month = '2025-03-01'", till.clerk.pk)


def part_a_pair(till) -> None:
    till.open("23090", "to", counterpart=till.other.book)
    till.other.open("14090", "from", counterpart=till.book)
    ledger.post_pair(
        (till.book, till.sides({"11010": 40}, {"23090 to": 40})),
        (till.other.book, till.other.sides({"14090 from": 40}, {"11010": 40})),
        event="J40", on=APRIL, by=till.clerk, request_id=uuid4(),
    )  # fmt: skip
    asleep("UPDATE ledger_entry SET pair_id = NULL WHERE book_id = %s", till.other.book.pk)


def bend_a_reversal(till) -> None:
    reversal = till.reverse(Entry.objects.get(pk=nth(till, 1)), APRIL)
    asleep("UPDATE ledger_line SET account_id = %s WHERE entry_id = %s AND debit > 0", till["43010"].pk, reversal.pk)


def guard(name: str) -> str:
    return sql("SELECT tgname FROM pg_trigger WHERE tgname LIKE %s", f"pgtrigger_{name}_%")[0][0]


def exchange_trigger(name: str, definition: str) -> None:
    """The same name and the same function, fired otherwise."""
    trigger = guard(name)
    table = sql("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", trigger)[0][0]
    sql(f"DROP TRIGGER {trigger} ON {table}")
    sql(f"CREATE TRIGGER {trigger} {definition} EXECUTE FUNCTION {trigger}()")


AN_OLD_DEBIT = "(SELECT id FROM ledger_line WHERE debit > 0 ORDER BY id LIMIT 1)"
# What somebody does, the check that finds it, and what it names.
TAMPERS: dict[str, tuple[Tamper, str, str]] = {
    "a satang more in one old line": (
        lambda till: asleep(f"UPDATE ledger_line SET debit = debit + 0.01 WHERE id = {AN_OLD_DEBIT}"),
        "entries_balance",
        "RV6802-00000001",
    ),
    "a satang more on both sides": (
        lambda till: asleep(
            """UPDATE ledger_line SET debit = debit + CASE WHEN debit > 0 THEN 0.01 ELSE 0 END,
                      credit = credit + CASE WHEN credit > 0 THEN 0.01 ELSE 0 END
                WHERE entry_id = %s""",
            nth(till, 1),
        ),
        "seals_recompute",
        "RV6802-00000001",
    ),
    "two lines swapped": (
        swap_lines,
        "seals_recompute",
        "RV6804-00000004",
    ),
    "the money of one passbook on another": (
        lambda till: asleep(
            "UPDATE ledger_line SET account_id = %s WHERE account_id = %s", till["31020 M002"].pk, till["31020 M001"].pk
        ),
        "seals_recompute",
        "RV6802-00000001",
    ),
    "the last entry deleted": (delete_the_last, "heads_are_still_there", "RV6804-00000004"),
    "the last entry deleted before any proof": (
        delete_the_last_before_any_proof,
        "totals_equal_lines",
        "31020 M001 2025-04",
    ),
    "the first entry deleted": (
        lambda till: asleep("DELETE FROM ledger_entry WHERE id = %s", nth(till, 1)),
        "seals_recompute",
        "RV6803-00000002",
    ),
    "lines whose entry is gone": (
        lambda till: asleep("DELETE FROM ledger_entry WHERE id = %s", nth(till, 1)),
        "lines_belong",
        "sajja-8",
    ),
    "an entry put in the middle": (insert_in_the_middle, "seals_recompute", "RV6803-00000003"),
    "a number changed": (
        lambda till: asleep("UPDATE ledger_entry SET number = 'RV6802-00000009' WHERE id = %s", nth(till, 1)),
        "numbers_have_no_gaps",
        "RV6802-00000009",
    ),
    "a serial that would tear a gap into the numbers to come": (
        lambda till: asleep("UPDATE ledger_entry SET serial = 77 WHERE id = %s", nth(till, 4)),
        "numbers_have_no_gaps",
        "RV6804-00000004 (77/2568)",
    ),
    "an entry counted in another year": (
        lambda till: asleep("UPDATE ledger_entry SET be_year = 2567 WHERE id = %s", nth(till, 1)),
        "numbers_have_no_gaps",
        "RV6802-00000001 (1/2567)",
    ),
    "an explanation changed": (
        lambda till: asleep("UPDATE ledger_entry SET memo = 'อื่น' WHERE id = %s", nth(till, 2)),
        "seals_recompute",
        "RV6803-00000002",
    ),
    "another person put down": (
        lambda till: asleep("UPDATE ledger_entry SET by_id = %s WHERE id = %s", till.checker.pk, nth(till, 2)),
        "seals_recompute",
        "RV6803-00000002",
    ),
    "a month total changed": (
        lambda till: asleep("UPDATE ledger_monthtotal SET debit = debit + 5 WHERE account_id = %s", till["11010"].pk),
        "totals_equal_lines",
        "11010",
    ),
    "a control account's total changed": (
        lambda till: asleep("UPDATE ledger_monthtotal SET credit = credit + 5 WHERE account_id = %s", till["31020"].pk),
        "controls_equal_holders",
        "31020",
    ),
    "a passbook taken from its heading": (
        lambda till: asleep(
            "UPDATE ledger_account SET control_id = %s WHERE id = %s", till["43010"].pk, till["31020 M001"].pk
        ),
        "accounts_hang_right",
        "31020",
    ),
    "a side taken away": (
        lambda till: asleep(f"DELETE FROM ledger_line WHERE id = {AN_OLD_DEBIT}"),
        "books_sum_to_zero",
        "sajja-8",
    ),
    "a closed month reopened": (reopen_a_closed_month, "heads_are_still_there", "2025-02"),
    "an entry written into a closed month": (write_into_a_closed_month, "closed_months_stay_closed", "RV6802-00000001"),
    "a month open before a closed one": (open_a_month_before_a_closed_one, "closed_months_stay_closed", "2025-02"),
    "a year closed without its months": (
        lambda till: asleep("UPDATE ledger_entry SET event = 'J54' WHERE id = %s", nth(till, 4)),
        "closed_years_stay_closed",
        "2025-02",
    ),
    "an entry put into the notes of a year": (
        lambda till: asleep("INSERT INTO ledger_lateitem (entry_id, year) VALUES (%s, 2024)", nth(till, 2)),
        "closed_years_stay_closed",
        "RV6803-00000002",
    ),
    "half of a pair set free": (part_a_pair, "pairs_agree", "sajja-8 JV6804"),
    "a reversal that is no mirror": (bend_a_reversal, "reversals_mirror", "JV6804-00000001"),
    "a heading moved to another side": (
        lambda till: sql("UPDATE ledger_heading SET normal_side = 'debit' WHERE code = '31020'"),
        "chart_is_the_shared_one",
        "31020",
    ),
    "a paper of an entry that is gone": (
        delete_under_a_paper,
        "references_stand",
        "ledger_voucher",
    ),
    "a guard switched off": (
        lambda till: sql("ALTER TABLE ledger_entry DISABLE TRIGGER ALL"),
        "guards_stand",
        "entry_is_final",
    ),
    "a guard exchanged": (
        lambda till: sql(
            f"""CREATE OR REPLACE FUNCTION {guard("entry_is_final")}() RETURNS TRIGGER AS
                $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql"""
        ),
        "guards_stand",
        "entry_is_final",
    ),
    "a guard that never fires": (
        lambda till: exchange_trigger("line_is_final", "BEFORE UPDATE ON ledger_line FOR EACH ROW WHEN (false)"),
        "guards_stand",
        "line_is_final",
    ),
    "a guard that fires too late": (
        lambda till: exchange_trigger("entry_is_final", "AFTER UPDATE ON ledger_entry FOR EACH ROW"),
        "guards_stand",
        "entry_is_final",
    ),
    "a guard moved to another table": (
        lambda till: exchange_trigger("entry_is_kept", "BEFORE DELETE ON ledger_voucher FOR EACH ROW"),
        "guards_stand",
        "entry_is_kept",
    ),
    "a guard that can be shown other tables": (
        lambda till: sql(f"ALTER FUNCTION {guard('entry_is_checked_and_sealed')}() RESET search_path"),
        "guards_stand",
        "entry_is_checked_and_sealed",
    ),
    "a guard removed": (
        lambda till: sql(f"DROP TRIGGER {guard('line_is_final')} ON ledger_line"),
        "guards_stand",
        "line_is_final",
    ),
}


def of(module: ModuleType) -> list[str]:
    """What is found by the checks of a module of `ledger.verify`."""
    return [name for name, (_tamper, check, _named) in TAMPERS.items() if hasattr(module, check)]


def found_and_named(till, tampering: str) -> None:
    """Somebody tampers, and the check that is there for it names the row."""
    tamper, check, named = TAMPERS[tampering]

    tamper(till)

    problems = {result.name: result.problems for result in verify.run()}
    assert any(named in problem for problem in problems[check]), problems


def says(check: Callable, book: Book | None = None) -> list[str]:
    """The whole sentences of one check, in English."""
    with override("en"):
        return list(check(book))
