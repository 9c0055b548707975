"""The three pots of a welfare fund and what a year's end does to them (R1.30, J54, J55, R6.15). No Django."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.rules import share_out

ZERO = Decimal("0.00")


class Pots(NamedTuple):
    """Baht for benefits (35100), for education and enterprise (35200), for reserve and pension (35300)."""

    benefits: Decimal = ZERO
    growth: Decimal = ZERO
    reserve: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum(self, ZERO)

    def plus(self, other: "Pots") -> "Pots":
        return Pots(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: "Pots") -> "Pots":
        return Pots(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


class YearEnd(NamedTuple):
    """How a year changed the pots: what came in, what benefits took, what running the fund took."""

    opening: Pots
    shared: Pots
    benefits: Pots
    running: Pots

    @property
    def closing(self) -> Pots:
        return self.opening.plus(self.shared).minus(self.benefits).minus(self.running)


def split(amount: Decimal, shares: Sequence[Decimal]) -> Pots:
    """Divide income among the pots in percent, to the satang (R1.30); a loss is divided alike."""
    parts = share_out(abs(amount), shares)
    return Pots(*(part if amount >= 0 else -part for part in parts))


def year_end(
    opening: Pots, income: Decimal, shares: Sequence[Decimal], benefits: Pots, running: Decimal, runs_on: str
) -> YearEnd:
    """What the end of a year makes of the pots, in baht; `benefits` is what each pot was asked for.

    Benefits beyond what their pot holds were drawn on the reserve by the board's resolution (R5.10). The costs of
    running the fund come out of the pot the meeting names: "benefits" or "reserve".
    """
    shared = split(income, shares)
    held = opening.plus(shared)
    drawn = [max(asked - max(has, ZERO), ZERO) for asked, has in zip(benefits[:2], held, strict=False)]
    taken = benefits.minus(Pots(drawn[0], drawn[1], -sum(drawn, ZERO)))
    costs = Pots(benefits=running) if runs_on == "benefits" else Pots(reserve=running)
    return YearEnd(opening, shared, taken, costs)
