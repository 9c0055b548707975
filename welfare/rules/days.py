"""Arithmetic of one baht a day: decimals and dates only (R0.5, R0.6, R1.25–R1.27). No Django.

A fund's by-laws come as a sequence, one after the other by the day they rule from. What happened is judged by the one
of its own day, and days stay bought at the price that was known when the money came.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import gcd
from typing import NamedTuple, Protocol, TypeVar

from ledger.rules import SATANG, ZERO

A_DAY = timedelta(days=1)
LAST_DAY = date.max - A_DAY  # the last one that can be bought; the day after it exists too


class Bylaw(Protocol):
    """What a fund's by-law says of days from a day on; 0 days to be suspended or ended after is never."""

    effective_from: date
    a_day: Decimal
    wait_days: int
    wait_strict: bool
    suspend_after: int
    end_after: int
    rewait: bool

    @property
    def known_on(self) -> date:
        """The day of the second officer's yes; it applies to money of a later day."""


ABylaw = TypeVar("ABylaw", bound=Bylaw)


class Stretch(NamedTuple):
    """Days in a row of one price, in baht."""

    first: date
    days: int
    a_day: Decimal

    def price(self, until: date = date.max) -> Decimal:
        """What its days up to a day cost."""
        return self.a_day * min(max((until - self.first).days + 1, 0), self.days)


# -- By-laws one after the other ---------------------------------------------------------------------------------------


def in_order(bylaws: Iterable[ABylaw]) -> list[ABylaw]:
    """By the day they rule from; of two from the same day the later one holds."""
    return sorted(bylaws, key=lambda bylaw: (bylaw.effective_from, bylaw.known_on))


def known(bylaws: Sequence[ABylaw], on: date) -> list[ABylaw]:
    """The by-laws that apply to money of a day: those agreed on an earlier day, and the fund's first one (R0.5)."""
    return [bylaw for place, bylaw in enumerate(bylaws) if not place or bylaw.known_on < on]


def periods(bylaws: Sequence[Bylaw], first: date, last: date = LAST_DAY) -> Iterator[tuple[Bylaw, date, date]]:
    """Which by-law rules between two days, each with its own first and last day there.

    The first by-law rules the days before it too.
    """
    last_days = [bylaw.effective_from - A_DAY for bylaw in bylaws[1:]]
    for bylaw, ends in zip(bylaws, [*last_days, last], strict=True):
        begins, ends = first if bylaw is bylaws[0] else max(bylaw.effective_from, first), min(ends, last)
        if begins <= ends:
            yield bylaw, begins, ends


def ruling(bylaws: Sequence[Bylaw], on: date) -> Bylaw:
    """The by-law of a day."""
    return next(bylaw for bylaw, _begins, _ends in periods(bylaws, on, on))


# -- What money buys (R0.5, R1.25) -------------------------------------------------------------------------------------


def buy(bylaws: Sequence[Bylaw], first: date, money: Decimal) -> tuple[list[Stretch], Decimal]:
    """The days that an amount buys from a day on, one by one at the price of each, and what is left for no whole day.

    `bylaws` are those `known` when the money came.
    """
    bought = []
    for bylaw, begins, ends in periods(bylaws, first):
        days = min(int(money // bylaw.a_day), (ends - begins).days + 1)
        if days:
            bought.append(Stretch(begins, days, bylaw.a_day))
            money -= days * bylaw.a_day
        if begins + timedelta(days=days - 1) < ends:
            break
    return bought, money


def price(bylaws: Sequence[Bylaw], first: date, days: int) -> Decimal:
    """What so many days from a day on cost, each by the price of its own day."""
    if not days:
        return ZERO
    last = first + timedelta(days=days - 1)
    return sum((bylaw.a_day * ((ends - begins).days + 1) for bylaw, begins, ends in periods(bylaws, first, last)), ZERO)


def steps(bylaws: Sequence[Bylaw], first: date, rest: Decimal = ZERO) -> tuple[Decimal, Decimal]:
    """The smallest amount that buys a day from `first` on where `rest` waits already, and the steps above it in which
    every number of days can be paid, and with the rest no satang is left over; baht.
    """
    prices = [bylaw.a_day for bylaw, _begins, _ends in periods(bylaws, first, date.max)]
    common = gcd(*(int(amount / SATANG) for amount in [*prices, rest])) * SATANG
    return max(prices[0] - rest, common), common


def earned(bought: Iterable[Stretch], until: date) -> Decimal:
    """The baht of the days bought that passed until a day, that day included (R1.25, J23)."""
    return sum((stretch.price(until) for stretch in bought), ZERO)


def still_ahead(payments: Iterable[tuple[Decimal, bool]], passed: Decimal) -> Decimal:
    """What is left of money paid ahead, in baht, when days of so much `passed`.

    `payments` are amounts in order, each with whether it was kept as paid ahead: the first money bought the first days.
    """
    left = ZERO
    for amount, ahead in payments:
        used = min(amount, passed)
        passed -= used
        left += amount - used if ahead else ZERO
    return left


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


def years_saved(begun: date, on: date) -> int:
    """Full years from a day; 29 February has its anniversary on 1 March of a common year."""
    return on.year - begun.year - ((on.month, on.day) < (begun.month, begun.day))


# -- Lapse and return (R0.6, R1.27) ------------------------------------------------------------------------------------


class Bought(NamedTuple):
    """What a payment bought: days, and until when everything is paid since."""

    on: date
    amount: Decimal
    days: int
    paid_to: date


class MembershipStatus(NamedTuple):
    """The status of a membership on a day, and the days behind it."""

    state: str  # active, arrears, suspended, ended
    given: Decimal  # baht since days are counted
    rest: Decimal  # of it, what bought no whole day yet
    paid_to: date
    short: int  # days not paid
    waits_from: date  # the day from which the running wait is counted
    eligible_from: date
    ended_on: date | None
    payments: list[Bought]
    days: list[Stretch]  # all that were bought


def membership_status(
    begun: date, payments: Iterable[tuple[date, Decimal]], bylaws: Sequence[Bylaw], on: date
) -> MembershipStatus:
    """Follow a member's payments from the day they began until a day (R0.5, R0.6, R1.25–R1.27); `bylaws` in order.

    Each unpaid day is judged by the by-law of that day. Who was suspended stays so until every day is paid, and then a
    new wait begins on the day of that payment, where the by-law of that day says so. Money that comes after membership
    ended buys nothing: the member comes back by enrolling anew.
    """
    given = rest = ZERO
    paid_to, waits_from, rests = begun - A_DAY, begun, False
    done, days = list[Bought](), list[Stretch]()
    for day, amount in sorted(payments):
        if day > on:
            break
        if _over(bylaws, "end_after", paid_to, day):
            done.append(Bought(day, amount, 0, paid_to))
            continue
        rests = rests or bool(_over(bylaws, "suspend_after", paid_to, day))
        bought, rest = buy(known(bylaws, day), paid_to + A_DAY, rest + amount)
        days += bought
        given += amount
        number = sum(stretch.days for stretch in bought)
        paid_to += timedelta(days=number)
        done.append(Bought(day, amount, number, paid_to))
        if rests and not days_short(paid_to, day):
            rests, waits_from = False, day if ruling(bylaws, day).rewait else waits_from
    ended_on, short, bylaw = _over(bylaws, "end_after", paid_to, on), days_short(paid_to, on), ruling(bylaws, on)
    rests = rests or bool(_over(bylaws, "suspend_after", paid_to, on))
    return MembershipStatus(
        "ended" if ended_on else "suspended" if rests else "arrears" if short else "active",
        given,
        rest,
        paid_to,
        short,
        waits_from,
        eligible_from(waits_from, bylaw.wait_days, bylaw.wait_strict),
        ended_on,
        done,
        days,
    )


def _over(bylaws: Sequence[Bylaw], limit: str, paid_to: date, on: date) -> date | None:
    """The first day, up to a day, on which more days were unpaid than the by-law of that day allows (R0.6)."""
    if on <= paid_to:
        return None
    for bylaw, begins, ends in periods(bylaws, paid_to + A_DAY, on):
        if allowed := getattr(bylaw, limit):
            first = max(begins, paid_to + timedelta(days=allowed + 1))
            if first <= ends:
                return first
    return None
