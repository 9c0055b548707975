"""How fast reports and papers are read, after two years and after twenty."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import RequestFactory, override_settings
from django.utils import timezone

from funds.papers import receipts as receipts_papers
from funds.queries import savings as savings_queries
from kahro import queries as kahro_queries
from kahro.bench.data import measured_books
from kahro.bench.figures import ROUNDS, Figure, milliseconds, race
from ledger import queries as books
from ledger import rules as ledger_rules

UNCOLLECTED = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@contextmanager
def connected(database: str) -> Iterator[None]:
    """Django's connection, switched to another database inside the block."""
    home = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home


def reading(short: str, long: str) -> Iterator[Figure]:
    """(c) Trial balance and dashboard on a day that cuts a month, in the two databases by turns."""
    taken: dict[tuple[str, str], list[float]] = {}
    for _round in range(ROUNDS):
        for database in (short, long):
            with connected(database):
                for name, report in reports().items():
                    took = statistics.median(milliseconds(report) for _turn in range(6))
                    taken.setdefault((name, database), []).append(took)
    for name in ("trial balance of a book", "dashboard"):
        here, there = (statistics.median(taken[name, database]) for database in (short, long))
        measured = f"{here:.1f} ms at 100 thousand lines, {there:.1f} ms at 1 million: {there / here:.2f}"
        yield Figure(f"(c) {name}, ten times the history", measured, "≤ 1.3", there / here <= 1.3)
        if name == "trial balance of a book":
            yield Figure(f"(c) {name}", f"{there:.1f} ms", "≤ 10 ms", there <= 10)


def reports() -> dict[str, Callable[[], object]]:
    """The reads that are measured, in the current database: as of the middle of the last whole month, the slowest kind
    of day.
    """
    day = (ledger_rules.first_of_month(timezone.localdate()) - timedelta(days=1)).replace(day=15)
    book = measured_books().get(slug="bench-5")

    def dashboard() -> None:
        glance = kahro_queries.glance(day)
        kahro_queries.trend(glance, glance.total, glance.groups)

    return {
        "trial balance of a book": lambda: books.trial_balance(book, ledger_rules.first_of_month(day), day),
        "dashboard": dashboard,
    }


def papers_a_second() -> Iterator[Figure]:
    """(d) A year of a passbook as PDF."""
    passbooks = list(savings_queries.passbooks(measured_books().get(slug="bench-2").owner.group)[:5])
    end = timezone.localdate()
    request = RequestFactory().get("/", headers={"host": "localhost"})

    def run() -> int:
        for passbook in passbooks:
            receipts_papers.passbook(passbook, ledger_rules.years_before(end, 1), end, request)
        return len(passbooks)

    with override_settings(STORAGES=settings.STORAGES | UNCOLLECTED):
        rate = race({"paper": run}, rounds=3)["paper"]
    yield Figure("(d) passbook statements of a year as PDF", f"{rate:.1f}/s")
