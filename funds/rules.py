"""Arithmetic of saving: by-law rules on a day, amounts that may be deposited. No Django."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol


class Dated(Protocol):
    effective_from: date


def in_force(rules: Iterable[Any], on: date) -> Any | None:
    """The rule of that day: the latest one that was in effect, or None before the first (promise 4)."""
    past = [rule for rule in rules if rule.effective_from <= on]
    return max(past, key=lambda rule: rule.effective_from, default=None)


def fits_step(amount: Decimal, minimum: Decimal, step: Decimal) -> bool:
    """True for the minimum plus whole steps above it, all in baht."""
    return amount >= minimum and (amount - minimum) % step == 0
