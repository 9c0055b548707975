"""What a pledge demands month by month, and which payment settles which month (R3.16–R3.19)."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, zip_longest
from typing import NamedTuple

from ledger.rules import ZERO, last_of_month, satang
from villages.rules import in_force as in_force


class Owed(NamedTuple):
    """What a month asks of a member at its sitting and what missing it costs, in baht, by the rule of that day."""

    month: date
    due: Decimal
    fine: Decimal = ZERO
    due_on: date | None = None  # its sitting; else the month's last day
    grace: int = 0  # days after the sitting in which the month may still be paid
    counted: bool = False  # whether the cash of its sitting was counted

    @property
    def last_day(self) -> date:
        """The last day on which the month is paid in time: the working day and its days of grace."""
        return (self.due_on or last_of_month(self.month)) + timedelta(days=self.grace)


class Standing(NamedTuple):
    """What a member owes and has paid ahead of the months so far, in baht."""

    arrears: Decimal = ZERO  # of months gone by
    this_month: Decimal = ZERO  # still to pay for this month
    prepaid: Decimal = ZERO  # beyond this month
    missed: tuple[date, ...] = ()  # months that were not paid by their own sitting, paid since or not
    in_a_row: int = 0  # months up to the last one that are short even now
    fines: Decimal = ZERO  # for all months missed

    @property
    def due(self) -> Decimal:
        """What is to be paid now: arrears and this month, in baht."""
        return self.arrears + self.this_month


def standing(months: Sequence[Owed], paid: Mapping[date, Decimal], today: date) -> Standing:
    """Settle months oldest first with what was paid day by day, as of a day (R3.16).

    A month has gone by when the calendar says so or its sitting is over, and only its own sitting can miss it (R0.9).
    """
    this = today.replace(day=1)
    turns = _turns([owed for owed in sorted(months) if owed.month <= this], paid)
    gone = [turn.owed for turn in turns if turn.owed.month < this or turn.is_over(today)]
    total, due, short_now = _paid_by(paid)(last_of_month(today)), ZERO, 0
    for owed in gone:
        due += owed.due
        short_now += total < due
    now = sum((turn.owed.due for turn in turns), ZERO) - due
    arrears, left = max(due - total, ZERO), max(total - due, ZERO)
    missed = [turn.owed for turn in turns if turn.is_over(today) and turn.had < turn.owed.due]
    fines = sum((owed.fine for owed in missed), ZERO)
    months_missed = tuple(owed.month for owed in missed)
    return Standing(arrears, max(now - left, ZERO), max(left - now, ZERO), months_missed, short_now, fines)


class _Turn(NamedTuple):
    """A month at its sitting: the last day that counts for it, what came since the one before, with what was paid
    ahead.
    """

    owed: Owed
    last_day: date
    had: Decimal

    def is_over(self, today: date) -> bool:
        return self.owed.counted and (today > self.last_day if self.owed.grace else today >= self.last_day)


def _turns(months: Sequence[Owed], paid: Mapping[date, Decimal]) -> list[_Turn]:
    """Each month in its turn; days of grace end before the next sitting, so that no baht counts for two months."""
    turns, before, due, paid_by = [], ZERO, ZERO, _paid_by(paid)
    for owed, following in zip_longest(months, months[1:]):
        last_day = owed.last_day
        if following and following.due_on:
            last_day = min(last_day, following.due_on - timedelta(days=1))
        given = paid_by(last_day)
        turns.append(_Turn(owed, last_day, given - before + max(before - due, ZERO)))
        before, due = given, due + owed.due
    return turns


def _paid_by(paid: Mapping[date, Decimal]) -> Callable[[date], Decimal]:
    """What was paid in all by the end of a day."""
    days = sorted(paid)
    sums = list(accumulate((paid[day] for day in days), initial=ZERO))
    return lambda day: sums[bisect_right(days, day)]


def fine_of(pledge: Decimal, fixed: Decimal, percent: Decimal) -> Decimal:
    """What a missed month costs: a fixed amount and a part of the pledge, in baht to the satang (R3.17)."""
    return satang(fixed + pledge * percent / 100)
