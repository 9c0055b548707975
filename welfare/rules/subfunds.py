"""The three subfunds of a welfare fund and what a year's end does to them (R0.7, R1.30, J54, J55, R6.15). No Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from ledger.rules import ZERO, share_out


class Subfunds(NamedTuple):
    """Baht for benefits (35100), for education and enterprise (35200), for reserve and pension (35300)."""

    benefits: Decimal = ZERO
    growth: Decimal = ZERO
    reserve: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """All three together, in baht."""
        return sum(self, ZERO)

    def plus(self, other: "Subfunds") -> "Subfunds":
        """The sum of two, part by part."""
        return Subfunds(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: "Subfunds") -> "Subfunds":
        """The difference of two, part by part."""
        return Subfunds(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


class Bylaw(Protocol):
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
    def subfunds(self) -> Subfunds:
        return split(self.income, self.shares)


class YearEnd(NamedTuple):
    """How a year changed the subfunds: what came in, what benefits took, what running the fund took."""

    opening: Subfunds
    shared: Subfunds
    benefits: Subfunds
    running: Subfunds

    @property
    def closing(self) -> Subfunds:
        return self.opening.plus(self.shared).minus(self.benefits).minus(self.running)


def split(amount: Decimal, shares: Sequence[Decimal]) -> Subfunds:
    """Divide income among the subfunds in percent, to the satang (R1.30); a loss is divided alike."""
    parts = share_out(abs(amount), shares)
    return Subfunds(*(part if amount >= 0 else -part for part in parts))


def pieces_of_shares(bylaws: Iterable[Bylaw]) -> list[Piece]:
    """The rules by which income was divided, one after the other; a by-law that keeps the shares begins none."""
    ruled: list[Piece] = []
    for bylaw in bylaws:
        while ruled and ruled[-1].first >= bylaw.effective_from:
            ruled.pop()  # another by-law from the same day took its place
        if not ruled or ruled[-1].shares != bylaw.shares:
            ruled.append(Piece(bylaw.effective_from, bylaw.shares))
    return ruled


def of_day(pieces: Sequence[Piece], on: date) -> int:
    """Which of the rules of shares divides what came on a day; the first one also for what came before it."""
    return max(sum(piece.first <= on for piece in pieces) - 1, 0)


def with_income(pieces: Sequence[Piece], came: Mapping[int, Decimal]) -> list[Piece]:
    """The rules with what came in under each, by its place among the rules (R0.7)."""
    return [piece._replace(income=came[place]) for place, piece in enumerate(pieces) if place in came]


def divided(parts: Iterable[Piece]) -> Subfunds:
    """Each piece by its own shares, together (R0.7)."""
    together = Subfunds()
    for part in parts:
        together = together.plus(part.subfunds)
    return together


def year_end(opening: Subfunds, shared: Subfunds, benefits: Subfunds, running: Decimal, runs_on: str) -> YearEnd:
    """What the end of a year makes of the subfunds, in baht; `benefits` is what each subfund was asked for.

    Benefits beyond what their subfund holds were drawn on the reserve by the board's resolution (R5.10). The costs of
    running the fund come out of the subfund the meeting names: "benefits" or "reserve".
    """
    available = opening.plus(shared)
    drawn = [max(benefit - max(has, ZERO), ZERO) for benefit, has in zip(benefits[:2], available, strict=False)]
    taken = benefits.minus(Subfunds(drawn[0], drawn[1], -sum(drawn, ZERO)))
    costs = Subfunds(benefits=running) if runs_on == "benefits" else Subfunds(reserve=running)
    return YearEnd(opening, shared, taken, costs)
