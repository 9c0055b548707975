"""What the books rest on: a chart, a reference or a guard that somebody exchanged is named."""

import pytest

from ledger import queries as books
from ledger.verify import guards
from tests.ledger import tampers
from tests.ledger.conftest import sql

pytestmark = pytest.mark.tampers


@pytest.mark.parametrize("tampering", tampers.of(guards))
def test_found_and_named(three_months, tampering):
    tampers.found_and_named(three_months, tampering)


def test_a_heading_is_told_with_the_fields_that_differ_or_as_unknown(chart):
    sql("UPDATE ledger_heading SET normal_side = 'debit', kind = 'asset' WHERE code = '31020'")
    sql(
        """INSERT INTO ledger_heading (code, name_th, name_en, kind, normal_side, posting, holder)
           VALUES ('99999', 'อื่น', 'Other', 'asset', 'debit', true, '')"""
    )

    assert tampers.says(guards.chart_is_the_shared_one) == [
        "heading 31020 is not as the shared chart has it: kind, normal_side",
        "heading 99999 is not as the shared chart has it: code",
    ]


def test_what_points_to_a_row_that_is_gone_is_told_over_all_books_only(three_months):
    entry = books.last_entry(three_months.book).pk
    tampers.delete_under_a_paper(three_months)

    says = f"a row of ledger_voucher points to ledger_entry {entry}, which is gone"
    assert tampers.says(guards.references_stand) == [says]
    assert tampers.says(guards.references_stand, three_months.book) == []


def test_a_guard_is_told_as_missing_switched_off_or_changed(chart):
    keeping, final, sealed = (
        tampers.guard(name) for name in ("line_is_kept", "entry_is_final", "entry_adds_to_totals")
    )
    sql(f"DROP TRIGGER {keeping} ON ledger_line")
    sql(f"ALTER TABLE ledger_entry DISABLE TRIGGER {final}")
    sql(f"ALTER FUNCTION {sealed}() RESET search_path")

    assert sorted(tampers.says(guards.guards_stand)) == sorted(
        [f"guard {keeping} is missing", f"guard {final} is switched off", f"guard {sealed} was changed"]
    )


def test_a_guard_that_fires_always_stands(chart):
    final = tampers.guard("entry_is_final")
    sql(f"ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER {final}")

    assert tampers.says(guards.guards_stand) == []
