"""The three pots of a welfare fund and what a year's end does to them (R0.7, R1.30, J54, J55, R6.15). No Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from ledger.rules import ZERO, share_out


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


class Law(Protocol):
    """How a fund's by-law divides income from a day on, in percent."""

    effective_from: date

    @property
    def shares(self) -> tuple[Decimal, Decimal, Decimal]:
        """For benefits, for education and enterprise, for reserve and pension."""


class Piece(NamedTuple):
    """Income of the days of one rule of shares, in baht; the rule holds from `first` on."""

    first: date
    shares: tuple[Decimal, Decimal, Decimal]
    income: Decimal = ZERO

    @property
    def pots(self) -> Pots:
        return split(self.income, self.shares)


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


def rules_of_shares(laws: Iterable[Law]) -> list[Piece]:
    """The rules by which income was divided, one after the other; a by-law that keeps the shares begins none."""
    ruled: list[Piece] = []
    for law in laws:
        while ruled and ruled[-1].first >= law.effective_from:
            ruled.pop()  # another by-law from the same day took its place
        if not ruled or ruled[-1].shares != law.shares:
            ruled.append(Piece(law.effective_from, law.shares))
    return ruled


def of_day(rules: Sequence[Piece], on: date) -> int:
    """Which of the rules of shares divides what came on a day; what came before the first goes by it too."""
    return max(sum(rule.first <= on for rule in rules) - 1, 0)


def pieces(rules: Sequence[Piece], came: Mapping[int, Decimal]) -> list[Piece]:
    """The rules with what came in under each, by its place among the rules (R0.7)."""
    return [rule._replace(income=came[place]) for place, rule in enumerate(rules) if place in came]


def divided(parts: Iterable[Piece]) -> Pots:
    """Each piece by its own shares, together (R0.7)."""
    together = Pots()
    for part in parts:
        together = together.plus(part.pots)
    return together


def year_end(opening: Pots, shared: Pots, benefits: Pots, running: Decimal, runs_on: str) -> YearEnd:
    """What the end of a year makes of the pots, in baht; `benefits` is what each pot was asked for.

    Benefits beyond what their pot holds were drawn on the reserve by the board's resolution (R5.10). The costs of
    running the fund come out of the pot the meeting names: "benefits" or "reserve".
    """
    held = opening.plus(shared)
    drawn = [max(asked - max(has, ZERO), ZERO) for asked, has in zip(benefits[:2], held, strict=False)]
    taken = benefits.minus(Pots(drawn[0], drawn[1], -sum(drawn, ZERO)))
    costs = Pots(benefits=running) if runs_on == "benefits" else Pots(reserve=running)
    return YearEnd(opening, shared, taken, costs)
