"""Days paid ahead become income as they pass, each by the shares of its own day (R1.25, J23)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ledger import queries as books
from ledger import services as ledger
from tests import made_bylaws
from welfare.queries import days as days_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import days


def ahead_and_given(enrolment) -> tuple[Decimal, Decimal]:
    return books.balance(enrolment.advance), books.balance(enrolment.account)


def test_days_paid_ahead_become_income_as_they_pass(world, ahead):
    assert ahead_and_given(ahead) == (365, 99)

    days.recognise(ahead.scheme, date(2026, 1, 31), by=world.bookkeeper)
    assert ahead_and_given(ahead) == (335, 129)
    assert days.recognise(ahead.scheme, date(2026, 1, 31), by=world.bookkeeper) is None

    days.recognise(ahead.scheme, date(2026, 2, 28), by=world.bookkeeper)
    assert ahead_and_given(ahead) == (307, 157)
    stands = days_queries.standing(
        days_queries.with_payments(ahead.scheme.enrolments.all()).get(),
        date(2026, 3, 1),
    )
    assert stands.paid_to == date(2027, 1, 1)


def test_days_pass_until_today_and_those_to_come_are_no_income(world, ahead):
    today = timezone.localdate()
    with pytest.raises(ValidationError) as refusal:
        days.recognise(ahead.scheme, today + timedelta(days=1), by=world.bookkeeper)
    assert refusal.value.code == "until"
    assert ahead_and_given(ahead) == (365, 99)

    days.recognise(ahead.scheme, today, by=world.bookkeeper)

    still_ahead = max(0, (date(2027, 1, 1) - today).days)
    assert ahead_and_given(ahead) == (still_ahead, 99 + 365 - still_ahead)


def test_a_month_waits_until_its_days_are_income(world, ahead, client):
    """The button writes every month by itself, so that the days of January are income of January."""
    book = ahead.scheme.group_book.book
    ledger.close_month(book, date(2025, 12, 1), by=world.bookkeeper)
    with pytest.raises(ValidationError, match="จ่ายล่วงหน้า"):
        ledger.close_month(book, date(2026, 1, 1), by=world.bookkeeper)
    client.force_login(world.bookkeeper)
    client.post(reverse("welfare:recognise", args=[ahead.member.group.slug]))

    ledger.close_month(book, date(2026, 1, 1), by=world.bookkeeper)

    assert books.balance(ahead.advance, date(2026, 1, 31)) == 335


def test_days_before_the_shares_change_are_income_by_the_shares_of_then(world, ahead):
    made_bylaws.set_scheme_bylaw(
        ahead.scheme.group_book, effective_from=date(2026, 2, 11), resolution="มติ 1/2569", defers=True,
        benefits_share=80, growth_share=10, reserve_share=10,
    )  # fmt: skip

    days.recognise(ahead.scheme, date(2026, 2, 28), by=world.bookkeeper)

    written = ahead.scheme.group_book.book.entries.filter(event="J23").order_by("on")
    assert [entry.on for entry in written] == [date(2026, 1, 31), date(2026, 2, 10), date(2026, 2, 28)]
    assert subfunds_queries.available(ahead.scheme, date(2026, 2, 28)) == Decimal("83.90")  # 139 × 50 % + 18 × 80 %


def test_a_receipt_undone_takes_its_days_out_of_income_again(world, ahead):
    days.recognise(ahead.scheme, date(2026, 1, 31), by=world.bookkeeper)
    entry = ahead.scheme.group_book.book.entries.get(event="J22")
    more = {"by": world.receiver, "approved_by": world.checker, "reason": "ผิดคน", "request_id": uuid4()}
    ledger.reverse(entry, on=date(2026, 2, 3), **more)
    assert ahead_and_given(ahead) == (-30, 129)

    days.recognise(ahead.scheme, date(2026, 2, 28), by=world.bookkeeper)

    assert ahead_and_given(ahead) == (0, 99)
