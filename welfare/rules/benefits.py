"""What a line of a benefit table pays for an event, and every step of the sum (R1.26–R1.29). No Django."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import NamedTuple, Protocol

from ledger.rules import ZERO, satang
from welfare.rules.days import eligible_from, saved_days, years_saved

SAID = ("suspended", "ended", "as_if_paid")  # of membership, before all else


class Step(NamedTuple):
    """A step of the explanation: its code and figures as text. `stops` is true where nothing is paid because of it."""

    code: str
    params: dict[str, str]
    stops: bool = False


class Tier(Protocol):
    reached: int
    amount: Decimal


class Line(Protocol):
    """A line of a benefit table; None does not limit. Amounts in baht."""

    way: str
    amount: Decimal | None
    most_once: Decimal | None
    most_a_year: Decimal | None
    nights_once: int | None
    nights_a_year: int | None
    times_a_year: int | None
    times_ever: int | None
    wait_days: int | None
    least_age: int | None
    least_years: int | None
    measure_least: Decimal | None
    claim_within: int | None


class Case(NamedTuple):
    """An event in a member's life, and what the same benefit gave them before. Amounts in baht."""

    event_on: date
    filed_on: date
    begun: date  # days of saving are counted from here
    waits_from: date
    born_on: date
    state: str = "active"  # of membership on the day of the event; "as_if_paid" for a day to come
    nights: int = 0
    measured: Decimal | None = None
    asked: Decimal | None = ZERO  # where the committee decides; None while nobody asked for an amount
    got_this_year: Decimal = ZERO  # received
    open_this_year: Decimal = ZERO  # asked for or approved, and not yet received
    nights_this_year: int = 0  # paid or to be paid, never those that a limit cut off (R0.11)
    times_this_year: int = 0
    times_ever: int = 0
    had_this_month: bool = False


class Outcome(NamedTuple):
    """What is paid, in baht, and why."""

    amount: Decimal
    steps: list[Step]
    eligible_from: date
    saved_days: int
    nights: int = 0  # that are paid

    @property
    def refused(self) -> bool:
        """Whether a step says that nothing is paid."""
        return any(step.stops for step in self.steps)


def outcome(line: Line, tiers: Sequence[Tier], case: Case, wait_days: int, wait_strict: bool = True) -> Outcome:
    """What a line pays for a case. `wait_days` is the fund's, where the line has no wait of its own."""
    wait = wait_days if line.wait_days is None else line.wait_days
    first = eligible_from(case.waits_from, wait, wait_strict)
    saved = saved_days(case.begun, case.event_on)
    steps = _conditions(line, case, first, saved)
    amount = ZERO
    if not any(step.stops for step in steps):
        amount, sums = _sum(line, tiers, case, saved)
        steps += sums
    amount = ZERO if any(step.stops for step in steps) else amount
    return Outcome(amount, steps, first, saved, nights_paid(line, amount))


def nights_paid(line: Line, amount: Decimal) -> int:
    """How many nights an amount pays, one in part being one of them (R0.11)."""
    return ceil(amount / line.amount) if line.way == "night" and line.amount else 0


def _conditions(line: Line, case: Case, first: date, saved: int) -> list[Step]:
    """Every condition of a line, met or not."""
    steps = [Step(case.state, {}, case.state != "as_if_paid")] if case.state in SAID else []
    params = {"days": str(saved), "first": first.isoformat()}
    steps.append(Step("waited" if case.event_on >= first else "waits", params, case.event_on < first))
    age, years = years_saved(case.born_on, case.event_on), years_saved(case.begun, case.event_on)
    for code, least, reached in (("age", line.least_age, age), ("years", line.least_years, years)):
        if least is not None:
            steps.append(_at_least(code, reached, least))
    if line.measure_least is not None:
        steps.append(_at_least("measure", ZERO if case.measured is None else case.measured, line.measure_least))
    if line.claim_within is not None:
        last = case.event_on + timedelta(days=case.nights + line.claim_within)  # of a stay, from the morning of leaving
        late = case.filed_on > last
        steps.append(Step("late" if late else "in_time", {"last": last.isoformat()}, late))
    return steps + _times(line, case)


def _at_least(code: str, reached: Decimal | int, least: Decimal | int) -> Step:
    met = reached >= least
    return Step(code if met else f"no_{code}", {"reached": str(reached), "least": str(least)}, not met)


def _times(line: Line, case: Case) -> list[Step]:
    steps = []
    for code, most, had in (
        ("times_a_year", line.times_a_year, case.times_this_year),
        ("times_ever", line.times_ever, case.times_ever),
    ):
        if most is not None:
            steps.append(Step(code, {"most": str(most), "had": str(had)}, had >= most))
    if line.way == "monthly" and case.had_this_month:
        steps.append(Step("had_this_month", {}, True))
    return steps


def _sum(line: Line, tiers: Sequence[Tier], case: Case, saved: int) -> tuple[Decimal, list[Step]]:
    """The amount before and after its limits."""
    amount, steps = _before_limits(line, tiers, case, saved)
    if line.most_once is not None and amount > line.most_once:
        amount = line.most_once
        steps.append(Step("most_once", {"most": _baht(line.most_once)}))
    if line.most_a_year is not None:
        left = max(line.most_a_year - case.got_this_year - case.open_this_year, ZERO)
        params = {"most": _baht(line.most_a_year), "got": _baht(case.got_this_year), "left": _baht(left)}
        params |= {"open": _baht(case.open_this_year)} if case.open_this_year else {}
        steps.append(Step("most_a_year_open" if case.open_this_year else "most_a_year", params, not left))
        amount = min(amount, left)
    return amount, steps


def _before_limits(line: Line, tiers: Sequence[Tier], case: Case, saved: int) -> tuple[Decimal, list[Step]]:
    rate = line.amount or ZERO
    if line.way == "night":
        return _nights(line, case, rate)
    if line.way == "resolution" and case.asked is None:
        return line.most_once or ZERO, [Step("resolution_open", {})]
    if line.way == "resolution":
        amount = satang(case.asked or ZERO)
        return amount, [Step("resolution", {"amount": _baht(amount)}, not amount)]
    if line.way == "flat":
        return rate, [Step("flat", {"amount": _baht(rate)})]
    reached = saved if line.way == "days" else years_saved(case.begun, case.event_on)
    tier = tier_reached(tiers, reached)
    unit = "days" if line.way == "days" else "years"
    if tier is None:
        least = min((tier.reached for tier in tiers), default=0)
        return ZERO, [Step(f"no_tier_{unit}", {"reached": str(reached), "least": str(least)}, True)]
    params = {"reached": str(reached), "from": str(tier.reached), "amount": _baht(tier.amount)}
    return tier.amount, [Step(f"tier_{unit}", params)]


def tier_reached(tiers: Sequence[Tier], reached: int) -> Tier | None:
    """The highest step that so many days or years reach."""
    return max((tier for tier in tiers if tier.reached <= reached), key=lambda tier: tier.reached, default=None)


def _nights(line: Line, case: Case, rate: Decimal) -> tuple[Decimal, list[Step]]:
    nights, steps = case.nights, []
    if line.nights_once is not None and nights > line.nights_once:
        nights = line.nights_once
        steps.append(Step("nights_once", {"most": str(line.nights_once)}))
    if line.nights_a_year is not None:
        left = max(line.nights_a_year - case.nights_this_year, 0)
        params = {"most": str(line.nights_a_year), "had": str(case.nights_this_year), "left": str(left)}
        steps.append(Step("nights_a_year", params, not left))
        nights = min(nights, left)
    amount = rate * nights
    params = {"nights": str(nights), "rate": _baht(rate), "amount": _baht(amount)}
    return amount, [*steps, Step("nights", params, not nights)]


def _baht(amount: Decimal) -> str:
    return f"{amount:,.2f}"
