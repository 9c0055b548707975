"""Arithmetic of one baht a day: decimals and dates only (R0.5, R0.6, R1.25–R1.27). No Django.

A fund's by-laws come as a sequence, one after the other by the day they rule from. What happened is judged by the one
of its own day, and what was bought stays bought at the price that was known when the money came.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import gcd
from typing import NamedTuple, Protocol, TypeVar

from ledger.rules import SATANG, ZERO

A_DAY = timedelta(days=1)
LAST_DAY = date.max - A_DAY  # that can be bought; the day after it is one still


class Law(Protocol):
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
        """The day of the second officer's yes; money of a later day goes by it."""


ALaw = TypeVar("ALaw", bound=Law)


class Stretch(NamedTuple):
    """Days in a row of one price, in baht."""

    first: date
    days: int
    a_day: Decimal

    @property
    def until(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    def price(self, until: date = date.max) -> Decimal:
        """What its days up to a day cost."""
        return self.a_day * min(max((until - self.first).days + 1, 0), self.days)


# -- By-laws one after the other ---------------------------------------------------------------------------------------


def in_order(laws: Iterable[ALaw]) -> list[ALaw]:
    """By the day they rule from; of two from the same day the later one holds."""
    return sorted(laws, key=lambda law: (law.effective_from, law.known_on))


def known(laws: Sequence[ALaw], on: date) -> list[ALaw]:
    """The by-laws that money of a day goes by: those agreed on an earlier day, and the fund's first one (R0.5)."""
    return [law for place, law in enumerate(laws) if not place or law.known_on < on]


def periods(laws: Sequence[Law], first: date, last: date = LAST_DAY) -> Iterator[tuple[Law, date, date]]:
    """Which by-law rules between two days, each with its own first and last day there.

    Days before the first by-law go by it too.
    """
    last_days = [law.effective_from - A_DAY for law in laws[1:]]
    for law, ends in zip(laws, [*last_days, last], strict=True):
        begins, ends = first if law is laws[0] else max(law.effective_from, first), min(ends, last)
        if begins <= ends:
            yield law, begins, ends


def ruling(laws: Sequence[Law], on: date) -> Law:
    """The by-law of a day."""
    return next(law for law, _begins, _ends in periods(laws, on, on))


# -- What money buys (R0.5, R1.25) -------------------------------------------------------------------------------------


def buy(laws: Sequence[Law], first: date, money: Decimal) -> tuple[list[Stretch], Decimal]:
    """The days that an amount buys from a day on, one by one at the price of each, and what is left for no whole day.

    `laws` are those `known` when the money came.
    """
    bought = []
    for law, begins, ends in periods(laws, first):
        days = min(int(money // law.a_day), (ends - begins).days + 1)
        if days:
            bought.append(Stretch(begins, days, law.a_day))
            money -= days * law.a_day
        if begins + timedelta(days=days - 1) < ends:
            break
    return bought, money


def price(laws: Sequence[Law], first: date, days: int) -> Decimal:
    """What so many days from a day on cost, each by the price of its own day."""
    if not days:
        return ZERO
    last = first + timedelta(days=days - 1)
    return sum((law.a_day * ((ends - begins).days + 1) for law, begins, ends in periods(laws, first, last)), ZERO)


def steps(laws: Sequence[Law], first: date, rest: Decimal = ZERO) -> tuple[Decimal, Decimal]:
    """The smallest amount that buys a day from `first` on where `rest` waits already, and the steps above it in which
    every number of days can be paid, and with the rest no satang is left over; baht.
    """
    prices = [law.a_day for law, _begins, _ends in periods(laws, first, date.max)]
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


class Course(NamedTuple):
    """How membership ran until a day."""

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


def course(begun: date, payments: Iterable[tuple[date, Decimal]], laws: Sequence[Law], on: date) -> Course:
    """Follow a member's payments from the day they began until a day (R0.5, R0.6, R1.25–R1.27); `laws` in order.

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
        if _over(laws, "end_after", paid_to, day):
            done.append(Bought(day, amount, 0, paid_to))
            continue
        rests = rests or bool(_over(laws, "suspend_after", paid_to, day))
        bought, rest = buy(known(laws, day), paid_to + A_DAY, rest + amount)
        days += bought
        given += amount
        number = sum(stretch.days for stretch in bought)
        paid_to += timedelta(days=number)
        done.append(Bought(day, amount, number, paid_to))
        if rests and not days_short(paid_to, day):
            rests, waits_from = False, day if ruling(laws, day).rewait else waits_from
    ended_on, short, law = _over(laws, "end_after", paid_to, on), days_short(paid_to, on), ruling(laws, on)
    rests = rests or bool(_over(laws, "suspend_after", paid_to, on))
    return Course(
        "ended" if ended_on else "suspended" if rests else "arrears" if short else "active",
        given,
        rest,
        paid_to,
        short,
        waits_from,
        eligible_from(waits_from, law.wait_days, law.wait_strict),
        ended_on,
        done,
        days,
    )


def _over(laws: Sequence[Law], limit: str, paid_to: date, on: date) -> date | None:
    """The first day, up to a day, on which more days were unpaid than the by-law of that day allows (R0.6)."""
    if on <= paid_to:
        return None
    for law, begins, ends in periods(laws, paid_to + A_DAY, on):
        if allowed := getattr(law, limit):
            first = max(begins, paid_to + timedelta(days=allowed + 1))
            if first <= ends:
                return first
    return None
