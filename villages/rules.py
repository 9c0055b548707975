"""Arithmetic of memberships. No Django."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ledger.rules import last_of_month


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later, or that month's last day where it has no such day."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))


def in_force(rules: Iterable[Any], on: date) -> Any | None:
    """The rule of that day: the latest one that was in effect, or None before the first (promise 4)."""
    past = [rule for rule in rules if rule.effective_from <= on]
    return max(past, key=lambda rule: rule.effective_from, default=None)
