"""Arithmetic of the books: decimals and dates only, no Django, no database."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

SATANG = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("999999999999.99")  # what numeric(14,2) holds


def satang(amount: Decimal) -> Decimal:
    """Round baht half-up to whole satang (R0.4): the only rounding in the project."""
    return amount.quantize(SATANG, ROUND_HALF_UP)


def is_money(amount: Decimal) -> bool:
    """True for a finite amount in whole satang that one line of a book can hold."""
    return amount.is_finite() and abs(amount) <= LARGEST and amount == satang(amount)


def share_out(pool: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Divide a pool of baht by weights with the largest remainder, so the parts sum to it (R0.4, R1.30).

    Equal remainders go to the earlier weight. Raises ValueError when no weight is positive, or when the pool is
    negative or not in whole satang.
    """
    if not is_money(pool) or pool < 0:
        raise ValueError("A pool is zero or more, in whole satang.")
    total = sum(weights, Decimal(0))
    if total <= 0 or min(weights) < 0:
        raise ValueError("A pool is shared out by weights of zero or more, one of them positive.")
    exact = [int(pool / SATANG) * weight / total for weight in map(Decimal, weights)]
    parts = [int(part) for part in exact]
    left = int(pool / SATANG) - sum(parts)
    for i in sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])[:left]:
        parts[i] += 1
    return [part * SATANG for part in parts]


def first_of_month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return first_of_next_month(day) - timedelta(days=1)


def first_of_next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months(first: date, last: date) -> list[date]:
    """The first days of every month from `first`'s to `last`'s, both included."""
    firsts, month = [], first_of_month(first)
    while month <= last:
        firsts.append(month)
        month = first_of_next_month(month)
    return firsts
