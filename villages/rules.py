"""Arithmetic of memberships. No Django."""

from datetime import date

from ledger.rules import last_of_month


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later, or that month's last day where it has no such day."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))
