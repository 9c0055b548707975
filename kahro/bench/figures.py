"""How a figure is taken: runners take turns, and the medians of their rounds are compared."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

ROUNDS = 9


class Figure(NamedTuple):
    """One line of the table; `passed` is None where no bar is set."""

    name: str
    measured: str
    bar: str = ""
    passed: bool | None = None


def race(runners: dict[str, Callable[[], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """What each runner does in a second: the median of rounds in which they take turns, after one to warm up."""
    rates: dict[str, list[float]] = {name: [] for name in runners}
    for number in range(rounds + 1):
        for name, run in runners.items():
            started = time.perf_counter()
            done = run()
            if number:
                rates[name].append(done / (time.perf_counter() - started))
    return {name: statistics.median(taken) for name, taken in rates.items()}


def compared(name: str, ours: float, plain: float, bar: float = 0.4) -> Figure:
    """Two rates, each a second, and whether ours is at least `bar` of the other."""
    measured = f"{ours:,.0f}/s, plain SQL {plain:,.0f}/s: {ours / plain:.2f}"
    return Figure(name, measured, f"≥ {bar}", ours / plain >= bar)


def milliseconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)
