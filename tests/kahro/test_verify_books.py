"""verify_books at the prompt: a line a check, and what does not agree by name."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from ledger import verify
from ledger.models import Entry, Verification
from tests.kahro.conftest import run
from tests.ledger.tampers import asleep


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
    asleep("UPDATE ledger_line SET debit = debit + 0.01 WHERE entry_id = %s AND debit > 0", entry.pk)

    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_books", *args, stdout=out)

    assert failed.value.returncode == 1
    assert f"sajja-8 {entry.number}" in out.getvalue()
    assert "✗ ทุกรายการเดบิตเท่ากับเครดิต" in out.getvalue()


@pytest.mark.tampers
def test_verify_books_of_a_group_looks_at_its_books_alone(world, village_fund):
    entry = world.deposit(500).entry
    asleep("UPDATE ledger_line SET debit = debit + 0.01 WHERE entry_id = %s AND debit > 0", entry.pk)

    assert "✗" not in run("verify_books", "--group", "vf-8")
