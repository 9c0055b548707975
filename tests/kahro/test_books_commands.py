"""verify_books, export_books and rebuild_totals at the prompt."""

from datetime import date
from io import StringIO

import pytest
from beancount import loader
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from ledger import queries as books
from ledger import verify
from ledger.models import Entry, MonthTotal, Verification
from villages.models import Group
from villages.services import groups


def run(name: str, *args: str) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def tamper(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def village_fund(world):
    return groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้าน", "vf-8", village=world.village)


def test_verify_books_says_a_line_a_check_in_thai_and_keeps_the_result(world):
    world.deposit(500)

    out = run("verify_books")

    lines = out.splitlines()
    assert len(lines) == len(verify.CHECKS) + 1
    assert lines[0] == "✓ ทุกรายการเดบิตเท่ากับเครดิต"
    proof = Verification.objects.get()
    assert proof.checks == proof.passed == len(verify.CHECKS)
    assert proof.heads == {"sajja-8": [1, Entry.objects.get().number, Entry.objects.get().seal]}


def test_verify_books_speaks_english_where_the_settings_do(world):
    with translation.override("en"):
        out = run("verify_books", "--group", "sajja-8")

    assert out.startswith("✓ Every entry balances\n")


def test_verify_books_of_a_group_keeps_no_result(world, village_fund):
    run("verify_books", "--group", "vf-8")

    assert not Verification.objects.exists()


@pytest.mark.tampers
@pytest.mark.parametrize("args", [[], ["--group", "sajja-8"]])
def test_verify_books_fails_and_names_the_row(world, args):
    entry = world.deposit(500).entry
    tamper("UPDATE ledger_line SET debit = debit + 0.01 WHERE entry_id = %s AND debit > 0", entry.pk)

    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_books", *args, stdout=out)

    assert failed.value.returncode == 1
    assert f"sajja-8 {entry.number}" in out.getvalue()
    assert "✗ ทุกรายการเดบิตเท่ากับเครดิต" in out.getvalue()


@pytest.mark.tampers
def test_verify_books_of_a_group_looks_at_its_books_alone(world, village_fund):
    entry = world.deposit(500).entry
    tamper("UPDATE ledger_line SET debit = debit + 0.01 WHERE entry_id = %s AND debit > 0", entry.pk)

    assert "✗" not in run("verify_books", "--group", "vf-8")


@pytest.mark.parametrize("command", ["verify_books", "rebuild_totals", "export_books"])
def test_a_group_that_does_not_exist_is_refused(db, command):
    args = ["--format", "csv"] if command == "export_books" else []

    with pytest.raises(CommandError, match="nowhere"):
        run(command, "--group", "nowhere", *args)


@pytest.mark.tampers
def test_rebuild_totals_makes_them_from_the_lines(world):
    world.deposit(500)
    before = list(MonthTotal.objects.values_list("account", "month", "brought_credit", "credit"))
    tamper("UPDATE ledger_monthtotal SET credit = credit + 1")
    assert verify.problems() != []

    run("rebuild_totals", "--group", "sajja-8")

    assert list(MonthTotal.objects.values_list("account", "month", "brought_credit", "credit")) == before
    assert verify.problems() == []


@pytest.mark.parametrize("day", ["5/3/2568", "2025-03-05", "๕ มีนาคม ๒๕๖๘"])
def test_export_books_takes_its_day_in_either_era(world, day):
    world.deposit(500, on=date(2025, 3, 5))
    world.deposit(300, on=date(2025, 3, 6))

    _entries, errors, _options = loader.load_string(
        text := run("export_books", "--format", "beancount", "--until", day)
    )

    assert errors == []
    assert text.count(" * ") == 1
    assert "2025-03-06 balance Assets:Sajja-8:C11010  500.00 ~ 0.00 THB" in text


def test_export_books_refuses_a_day_that_is_none(db):
    with pytest.raises(CommandError, match="31/02/2568"):
        run("export_books", "--format", "csv", "--until", "31/02/2568")


def test_export_books_of_a_group_holds_all_its_books_and_no_others(world, village_fund):
    world.deposit(500)

    assert run("export_books", "--format", "csv", "--group", "vf-8").count("\n") == 1
    names = run("export_books", "--format", "beancount", "--group", "vf-8")
    assert ":Vf-8-1:" in names
    assert ":Vf-8-2:" in names
    assert "Sajja-8" not in names


def test_export_books_of_everything_is_what_the_reads_say(world):
    world.deposit(500)

    text = run("export_books", "--format", "beancount")

    account = world.passbook.account
    assert books.balance(account) == 500
    assert f":M{account.holder.replace('/', '-')}  -500.00 ~ 0.00 THB" in text
