"""Arithmetic of saving: by-laws of a day, amounts that may be deposited, months owed, working days, cash. No Django."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, zip_longest
from typing import NamedTuple

from ledger.rules import last_of_month, satang
from villages.rules import in_force as in_force

ZERO = Decimal("0.00")


def fits_step(amount: Decimal, minimum: Decimal, step: Decimal) -> bool:
    """True for the minimum plus whole steps above it, all in baht."""
    return amount >= minimum and (amount - minimum) % step == 0


# -- What is unusual (R0.18) -------------------------------------------------------------------------------------------


class Limits(NamedTuple):
    """From where on something is unusual, by a group's by-law (R0.18, R3.32). Zero is never."""

    times: int  # amounts of more than so many times the pledge or usual amount are asked about
    days: int  # and days more than so many days back
    second_look: Decimal = ZERO  # to a receipt above so many baht a second officer agrees


USUAL_LIMITS = Limits(times=10, days=31)


def most_usual(usual: Decimal | None, limits: Limits, due: Decimal = ZERO) -> Decimal | None:
    """Up to how much nobody asks, in baht; what is due is never unusual. None where nothing is known or never asked."""
    return max(usual * limits.times, due) if usual and limits.times else None


def is_unusual_amount(amount: Decimal, most: Decimal | None) -> bool:
    """Whether an amount is more than `most_usual` says."""
    return most is not None and amount > most


def is_unusual_day(on: date, today: date, limits: Limits) -> bool:
    """Whether a day lies more days back than the by-law takes without asking."""
    return bool(limits.days) and (today - on).days > limits.days


def wants_second(amount: Decimal, second_look: Decimal) -> bool:
    """Whether a receipt in baht waits for a second officer (R3.32); with 0 none does."""
    return bool(second_look) and amount > second_look


# -- Months owed (R0.9, R3.16–R3.19) -----------------------------------------------------------------------------------


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
        return (self.due_on or last_of_month(self.month)) + timedelta(days=self.grace)


class Standing(NamedTuple):
    """How a member stands with the months asked so far, in baht."""

    arrears: Decimal = ZERO  # of months gone by
    this_month: Decimal = ZERO  # still to pay for this month
    prepaid: Decimal = ZERO  # beyond this month
    missed: tuple[date, ...] = ()  # months that were not paid by their own sitting, paid since or not
    in_a_row: int = 0  # months up to the last one that are short even now
    fines: Decimal = ZERO  # for all months missed

    @property
    def due(self) -> Decimal:
        return self.arrears + self.this_month


def standing(months: Sequence[Owed], paid: Mapping[date, Decimal], today: date) -> Standing:
    """Settle months oldest first with what was paid day by day, as of a day (R3.16).

    A month has gone by when the calendar says so or its sitting is over, and only its own sitting can miss it (R0.9).
    """
    this = today.replace(day=1)
    turns = _turns([owed for owed in sorted(months) if owed.month <= this], paid)
    gone = [turn.owed for turn in turns if turn.owed.month < this or turn.is_over(today)]
    total, asked, short_now = _paid_by(paid)(last_of_month(today)), ZERO, 0
    for owed in gone:
        asked += owed.due
        short_now += total < asked
    now = sum((turn.owed.due for turn in turns), ZERO) - asked
    arrears, left = max(asked - total, ZERO), max(total - asked, ZERO)
    missed = [turn.owed for turn in turns if turn.is_over(today) and turn.had < turn.owed.due]
    fines = sum((owed.fine for owed in missed), ZERO)
    months_missed = tuple(owed.month for owed in missed)
    return Standing(arrears, max(now - left, ZERO), max(left - now, ZERO), months_missed, short_now, fines)


class _Turn(NamedTuple):
    """A month at its sitting: the last day that counts for it, what came since the one before with what stood ahead."""

    owed: Owed
    last_day: date
    had: Decimal

    def is_over(self, today: date) -> bool:
        return self.owed.counted and (today > self.last_day if self.owed.grace else today >= self.last_day)


def _turns(months: Sequence[Owed], paid: Mapping[date, Decimal]) -> list[_Turn]:
    """Each month in its turn; days of grace end before the next sitting, so that no baht counts for two months."""
    found, before, asked, paid_by = [], ZERO, ZERO, _paid_by(paid)
    for owed, following in zip_longest(months, months[1:]):
        last_day = owed.last_day
        if following and following.due_on:
            last_day = min(last_day, following.due_on - timedelta(days=1))
        given = paid_by(last_day)
        found.append(_Turn(owed, last_day, given - before + max(before - asked, ZERO)))
        before, asked = given, asked + owed.due
    return found


def _paid_by(paid: Mapping[date, Decimal]) -> Callable[[date], Decimal]:
    """What was paid in all by the end of a day."""
    days = sorted(paid)
    sums = list(accumulate((paid[day] for day in days), initial=ZERO))
    return lambda day: sums[bisect_right(days, day)]


def fine_of(pledge: Decimal, fixed: Decimal, percent: Decimal) -> Decimal:
    """What a missed month costs: a fixed amount and a part of the pledge, in baht to the satang (R3.17)."""
    return satang(fixed + pledge * percent / 100)


# -- Working days (R3.1) -----------------------------------------------------------------------------------------------

SATURDAY = 5


def sitting_day(month: date, day_of_month: int, weekend: str) -> date:
    """The day of a month on which a group sits: by number, moved off a weekend as the by-law says.

    A month without that number sits on its last day. Moving never leaves the month.
    """
    last = last_of_month(month)
    on = month.replace(day=min(day_of_month, last.day))
    if weekend == "stay" or on.weekday() < SATURDAY:
        return on
    monday, friday = on + timedelta(days=7 - on.weekday()), on - timedelta(days=on.weekday() - 4)
    wanted, other = (monday, friday) if weekend == "next" else (friday, monday)
    return wanted if wanted.month == on.month else other


# -- The cash box (R3.11, R3.12) ---------------------------------------------------------------------------------------

PIECES = tuple(Decimal(face) for face in ("1000", "500", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.25"))


def counted(pieces: Mapping[str, int]) -> Decimal:
    """What notes and coins come to, in baht; `pieces` is {face: how many}."""
    return sum((Decimal(face) * number for face, number in pieces.items()), ZERO)
