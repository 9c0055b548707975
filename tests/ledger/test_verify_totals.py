"""Month totals and control accounts against the lines: what was kept is told beside what the lines say."""

import pytest

from ledger.verify import totals
from tests.ledger import tampers
from tests.ledger.tampers import asleep

pytestmark = pytest.mark.tampers


@pytest.mark.parametrize("tampering", tampers.of(totals))
def test_found_and_named(three_months, tampering):
    tampers.found_and_named(three_months, tampering)


def test_a_total_is_told_with_what_it_is_and_what_it_should_be(three_months):
    account = three_months["31020 M001"].pk
    asleep("UPDATE ledger_monthtotal SET credit = credit + 5 WHERE account_id = %s AND month = '2025-03-01'", account)

    assert tampers.says(totals.totals_equal_lines) == [
        "sajja-8 31020 M001 2025-03: kept 0.00 100.00 0.00 505.00, the lines say 0.00 100.00 0.00 500.00"
    ]
    assert tampers.says(totals.totals_equal_lines, three_months.other.book) == []


def test_a_total_without_lines_and_lines_without_a_total_are_told_as_zero(three_months):
    first, second = three_months["31020 M001"].pk, three_months["31020 M002"].pk
    asleep("DELETE FROM ledger_monthtotal WHERE account_id = %s AND month = '2025-02-01'", first)
    asleep(
        """INSERT INTO ledger_monthtotal (account_id, month, brought_debit, brought_credit, debit, credit)
           VALUES (%s, '2025-02-01', 0, 0, 0, 7)""",
        second,
    )

    assert tampers.says(totals.totals_equal_lines) == [
        "sajja-8 31020 M001 2025-02: kept 0.00 0.00 0.00 0.00, the lines say 0.00 0.00 0.00 100.00",
        "sajja-8 31020 M002 2025-02: kept 0.00 0.00 0.00 7.00, the lines say 0.00 0.00 0.00 0.00",
    ]


def test_a_heading_is_told_with_its_own_total_and_that_of_its_holders(three_months):
    control = three_months["31020"].pk
    asleep("UPDATE ledger_monthtotal SET credit = credit + 5 WHERE account_id = %s AND month = '2025-04-01'", control)

    assert tampers.says(totals.controls_equal_holders) == ["sajja-8 31020: control -1005.00, holders -1000.00"]


def test_a_holder_under_another_heading_is_told(three_months):
    asleep(
        "UPDATE ledger_account SET control_id = %s WHERE id = %s",
        three_months["43010"].pk,
        three_months["31020 M001"].pk,
    )

    says = ["sajja-8 31020 M001 does not hang under its heading's account"]
    assert tampers.says(totals.accounts_hang_right) == says
