"""Which amounts and days are ordinary at the table, and which are asked once more (R0.18)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.rules import ZERO
from villages.rules import in_force as in_force


def fits_step(amount: Decimal, minimum: Decimal, step: Decimal) -> bool:
    """True for the minimum plus whole steps above it, all in baht."""
    return amount >= minimum and (amount - minimum) % step == 0


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
