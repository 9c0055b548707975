"""Arithmetic of one baht a day: decimals and dates only (R1.25, R1.26). No Django."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol


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


def eligible_from(joined_on: date, wait: int, strict: bool = True) -> date:
    """The first day of an event that is paid for: the one after `wait` days of saving (R1.26).

    Not `strict`: the last day of the wait itself.
    """
    return joined_on + timedelta(days=wait if strict or not wait else wait - 1)


def earned(begun: date, until: date, a_day: Decimal) -> Decimal:
    """The baht of the days that passed from the first until a day, that day included (R1.25, J23)."""
    return max(saved_days(begun, until), 0) * a_day


# -- Lapse and return (R1.27) ------------------------------------------------------------------------------------------


class Law(Protocol):
    """What a fund's by-law says of days; 0 days to be suspended or ended after is never."""

    a_day: Decimal
    wait_days: int
    wait_strict: bool
    suspend_after: int
    end_after: int
    rewait: bool


class Course(NamedTuple):
    """How membership ran until a day."""

    state: str  # active, arrears, suspended, ended
    given: Decimal  # baht since days are counted
    paid_to: date
    short: int  # days not paid
    waits_from: date  # the day from which the running wait is counted
    eligible_from: date
    ended_on: date | None = None


def course(begun: date, payments: Iterable[tuple[date, Decimal]], law: Law, on: date) -> Course:
    """Follow a member's payments from the day they began until a day (R1.25–R1.27).

    Who was suspended stays so until every day is paid, and then a new wait on the day of that payment, where the by-law
    says so. Money that comes after membership ended buys nothing: the member comes back by enrolling anew.
    """
    given, waits_from, rests = Decimal(0), begun, False
    for day, amount in sorted(payments):
        paid_to = paid_through(begun, given, law.a_day)
        if day > on or _over(law.end_after, paid_to, day):
            break
        rests = rests or _over(law.suspend_after, paid_to, day)
        given += amount
        if rests and not days_short(paid_through(begun, given, law.a_day), day):
            rests, waits_from = False, day if law.rewait else waits_from
    paid_to = paid_through(begun, given, law.a_day)
    short = days_short(paid_to, on)
    ended = _over(law.end_after, paid_to, on)
    rests = rests or _over(law.suspend_after, paid_to, on)
    state = "ended" if ended else "suspended" if rests else "arrears" if short else ""
    return Course(
        state or "active",
        given,
        paid_to,
        short,
        waits_from,
        eligible_from(waits_from, law.wait_days, law.wait_strict),
        paid_to + timedelta(days=law.end_after + 1) if ended else None,
    )


class Bought(NamedTuple):
    """What a payment bought: days, and until when everything is paid since."""

    on: date
    amount: Decimal
    days: int
    paid_to: date


def statement(begun: date, payments: Iterable[tuple[date, Decimal]], a_day: Decimal) -> list[Bought]:
    """The payments one after the other with the days they bought (R1.25); part of a day waits for its rest."""
    found, given = [], Decimal(0)
    for on, amount in sorted(payments):
        before = days_bought(given, a_day)
        given += amount
        found.append(Bought(on, amount, days_bought(given, a_day) - before, paid_through(begun, given, a_day)))
    return found


def _over(limit: int, paid_to: date, on: date) -> bool:
    return bool(limit) and days_short(paid_to, on) > limit


def years_saved(begun: date, on: date) -> int:
    """Full years from a day; 29 February has its anniversary on 1 March of a common year."""
    return on.year - begun.year - ((on.month, on.day) < (begun.month, begun.day))
