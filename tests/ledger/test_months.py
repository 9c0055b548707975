"""What is done with written entries: closing months, keeping papers, proving, making totals anew."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from ledger import services as ledger
from ledger.models import MonthTotal, Period
from tests.ledger.conftest import sql

FEBRUARY, MARCH, APRIL = date(2025, 2, 5), date(2025, 3, 5), date(2025, 4, 5)


def test_months_close_in_order_and_take_nothing_more(till):
    till.deposit(100, FEBRUARY)
    till.deposit(100, MARCH)
    with pytest.raises(ValidationError):
        ledger.close_month(till.book, MARCH, by=till.clerk)

    ledger.close_month(till.book, FEBRUARY, by=till.clerk)

    for day in (FEBRUARY, date(2024, 12, 1)):
        with pytest.raises(ValidationError, match="ปิด"):
            till.deposit(100, day)
    with pytest.raises(ValidationError):
        ledger.close_month(till.book, FEBRUARY, by=till.clerk)
    till.deposit(100, MARCH)
    assert Period.objects.exclude(closed_at=None).get().closed_by == till.clerk


def test_a_month_that_is_not_over_stays_open(till):
    till.deposit(100, timezone.localdate())

    with pytest.raises(ValidationError):
        ledger.close_month(till.book, timezone.localdate(), by=till.clerk)


def test_a_month_is_over_on_the_day_after_its_last(till):
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    till.deposit(100, last_month)

    ledger.close_month(till.book, last_month, by=till.clerk)

    assert till.book.periods.get().closed_at


@pytest.mark.tampers
def test_a_month_of_a_book_that_does_not_verify_stays_open_and_says_why(till):
    till.deposit(100)
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE ledger_monthtotal SET debit = debit + 1 WHERE account_id = %s", till["11010"].pk)
    sql("SET LOCAL session_replication_role = origin")

    with pytest.raises(ValidationError) as refusal:
        ledger.close_month(till.book, MARCH, by=till.clerk)

    assert "sajja-8 11010 2025-03" in refusal.value.messages[0]
    assert not Period.objects.exclude(closed_at=None).exists()


@pytest.mark.tampers
def test_a_year_of_a_book_that_does_not_verify_stays_open_and_says_why(till):
    till.deposit(100, date(2024, 5, 5))
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE ledger_monthtotal SET debit = debit + 1 WHERE account_id = %s", till["11010"].pk)
    sql("SET LOCAL session_replication_role = origin")

    with pytest.raises(ValidationError) as refusal:
        ledger.close_year(till.book, 2024, by=till.checker)

    assert "sajja-8 11010 2024-05" in refusal.value.messages[0]
    assert not Period.objects.exclude(closed_at=None).exists()


def test_a_month_closes_in_its_own_book_alone(new_till):
    one, other = new_till("sajja-1"), new_till("sajja-2")

    ledger.close_month(one.book, MARCH, by=one.clerk)

    assert other.deposit(100).number == "RV6803-00000001"


def test_closing_a_month_without_entries_closes_what_is_before_it(till):
    ledger.close_month(till.book, MARCH, by=till.clerk)

    with pytest.raises(ValidationError):
        till.deposit(100, FEBRUARY)


def test_a_paper_is_kept_with_its_hash(till):
    entry = till.deposit(100)

    voucher = ledger.attach_voucher(entry, ContentFile(b"%PDF-1.7 slip", "slip.pdf"), by=till.clerk)

    assert voucher.sha256 == hashlib.sha256(b"%PDF-1.7 slip").hexdigest()
    assert voucher.file.read() == b"%PDF-1.7 slip"


def test_a_proof_keeps_what_was_checked_and_where_each_book_ended(till):
    entry = till.deposit(100)
    ledger.close_month(till.book, MARCH, by=till.clerk)

    proof = ledger.verify_and_record(till.checker)

    assert proof.by == till.checker
    assert proof.passed == proof.checks == len(proof.results) > 10
    assert proof.heads["sajja-8"][:4] == [1, entry.number, entry.seal, "2025-03-01"]


def test_totals_made_anew_are_what_they_were(till):
    till.deposit(100, FEBRUARY)
    till.deposit(Decimal("0.01"), APRIL, holder="M002")
    till.deposit(7, MARCH)
    columns = ("account", "month", "brought_debit", "brought_credit", "debit", "credit")
    before = set(MonthTotal.objects.values_list(*columns))

    ledger.rebuild_totals(till.book)

    assert set(MonthTotal.objects.values_list(*columns)) == before


# -- What is asked of a day before anything else -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (MARCH, None),
        (APRIL, None),
        (date(2025, 2, 28), "month_is_open"),
        (date(2024, 12, 31), "year_is_open"),
        (date(2024, 1, 1), "year_is_open"),
    ],
)
def test_a_day_is_refused_in_a_closed_month_and_in_a_closed_year(till, on, code):
    till.post({"11010": 100}, {"45010": 100}, date(2024, 12, 31), event="J35")
    till.post({"45010": 100}, {"34100": 100}, date(2024, 12, 31), event="J54")
    ledger.close_year(till.book, 2024, by=till.checker)
    ledger.close_month(till.book, FEBRUARY, by=till.checker)

    assert refusal_of(lambda: ledger.check_day(till.book, on)) == ((code_of(code), "on") if code else None)


def test_a_day_to_come_is_refused(till):
    ledger.check_day(till.book, timezone.localdate())

    tomorrow = timezone.localdate() + timedelta(days=1)

    assert refusal_of(lambda: ledger.check_day(till.book, tomorrow)) == (code_of("day_has_come"), "on")


def code_of(rule: str) -> str:
    return str(ledger.REFUSALS[rule])


def refusal_of(act) -> tuple[str, str | None] | None:
    """What is refused, and beside which field."""
    try:
        act()
    except ValidationError as refusal:
        return str(refusal.message), refusal.code
    return None


def test_what_must_happen_before_a_month_closes_is_said_and_keeps_it_open(till, monkeypatch):
    def wants_counting(book, month):
        return f"Count {month:%Y-%m} first." if month == date(2025, 3, 1) else None

    monkeypatch.setattr("ledger.services.months.BEFORE_CLOSING", [wants_counting])
    till.deposit(100, FEBRUARY)
    till.deposit(100, MARCH)

    assert ledger.before_closing(till.book, date(2025, 3, 1)) == ["Count 2025-03 first."]
    ledger.close_month(till.book, FEBRUARY, by=till.clerk)
    with pytest.raises(ValidationError) as refusal:
        ledger.close_month(till.book, MARCH, by=till.clerk)

    assert refusal.value.messages == ["Count 2025-03 first."]
    with pytest.raises(ValidationError) as refusal:
        ledger.close_year(till.book, 2025, by=till.clerk)
    assert refusal.value.messages == ["Count 2025-03 first."]
