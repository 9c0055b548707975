"""Arithmetic of saving: by-laws of a day, amounts that may be deposited, months owed, working days, cash. No Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from ledger.rules import last_of_month, satang

ZERO = Decimal("0.00")


class Dated(Protocol):
    effective_from: date


def in_force(rules: Iterable[Any], on: date) -> Any | None:
    """The rule of that day: the latest one that was in effect, or None before the first (promise 4)."""
    past = [rule for rule in rules if rule.effective_from <= on]
    return max(past, key=lambda rule: rule.effective_from, default=None)


def fits_step(amount: Decimal, minimum: Decimal, step: Decimal) -> bool:
    """True for the minimum plus whole steps above it, all in baht."""
    return amount >= minimum and (amount - minimum) % step == 0


# -- Months owed (R3.16–R3.19) -----------------------------------------------------------------------------------------


class Owed(NamedTuple):
    """What a month asks of a member and what missing it costs, in baht."""

    month: date
    due: Decimal
    fine: Decimal = ZERO


class Standing(NamedTuple):
    """How a member stands with the months asked so far, in baht."""

    arrears: Decimal = ZERO  # of months gone by
    this_month: Decimal = ZERO  # still to pay for this month
    prepaid: Decimal = ZERO  # beyond this month
    missed: tuple[date, ...] = ()  # months that ended short, paid since or not
    in_a_row: int = 0  # months up to the last one that are short even now
    fines: Decimal = ZERO  # for all months missed

    @property
    def due(self) -> Decimal:
        return self.arrears + self.this_month


def standing(months: Sequence[Owed], paid: Mapping[date, Decimal], today: date) -> Standing:
    """Settle months oldest first with what was paid in each calendar month, as of a day's month (R3.16).

    A month is missed when, at its end, everything paid so far was less than everything asked so far (R3.17).
    """
    this = today.replace(day=1)
    ended = [owed for owed in sorted(months) if owed.month < this]
    total = sum((amount for month, amount in paid.items() if month <= this), ZERO)
    asked, missed, fines, short_now = ZERO, [], ZERO, 0
    for owed, given in zip(ended, _given_by_end(ended, paid), strict=True):
        asked += owed.due
        short_now += total < asked
        if given < asked:
            missed.append(owed.month)
            fines += owed.fine
    now = sum((owed.due for owed in months if owed.month == this), ZERO)
    arrears, left = max(asked - total, ZERO), max(total - asked, ZERO)
    return Standing(arrears, max(now - left, ZERO), max(left - now, ZERO), tuple(missed), short_now, fines)


def _given_by_end(months: Sequence[Owed], paid: Mapping[date, Decimal]) -> list[Decimal]:
    """What was paid in all by the end of each month."""
    payments = sorted(paid.items())
    given, found, next_one = ZERO, [], 0
    for owed in months:
        while next_one < len(payments) and payments[next_one][0] <= owed.month:
            given += payments[next_one][1]
            next_one += 1
        found.append(given)
    return found


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
