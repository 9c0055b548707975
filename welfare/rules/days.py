"""Arithmetic of one baht a day: decimals and dates only (R1.25, R1.26). No Django."""

from datetime import date, timedelta
from decimal import Decimal


def days_bought(total: Decimal, a_day: Decimal) -> int:
    """How many whole days an amount in baht buys."""
    return int(total // a_day)


def paid_through(joined_on: date, total: Decimal, a_day: Decimal) -> date:
    """The last day that is paid: the day before joining when nothing was paid yet (R1.25)."""
    return joined_on + timedelta(days=days_bought(total, a_day) - 1)


def days_short(paid_to: date, on: date) -> int:
    """How many days up to and with a day are not paid."""
    return max((on - paid_to).days, 0)


def due(paid_to: date, on: date, plan: int) -> int:
    """The days to be paid at the table: what brings a member to the end of their running period of `plan` days.

    Somebody who is paid beyond the day owes nothing; whoever fell behind pays whole periods until the day is covered.
    """
    short = days_short(paid_to, on)
    return -(-short // plan) * plan


def saved_days(joined_on: date, on: date) -> int:
    """The days of saving on a day, the day of joining counted (R1.26)."""
    return (on - joined_on).days + 1


def eligible_from(joined_on: date, wait: int) -> date:
    """The first day of an event that is paid for: the one after `wait` days of saving (R1.26)."""
    return joined_on + timedelta(days=wait)
