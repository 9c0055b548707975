"""The list of checks and how it is run."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from ledger.models import Book

Check = Callable[[Book | None], Iterable[str]]
CHECKS: dict[str, tuple[str, Check]] = {}


@dataclass
class Result:
    """What one check found: nothing, or a sentence for each row that is off."""

    name: str
    title: str
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "problems": self.problems, "seconds": round(self.seconds, 3)}


def check(title) -> Callable[[Check], Check]:
    """Add a function to the list that cannot be skipped."""

    def add(function: Check) -> Check:
        CHECKS[function.__name__] = (title, function)
        return function

    return add


def run(book: Book | None = None) -> list[Result]:
    """Every check in order, over one book or all of them."""
    results = []
    for name, (title, function) in CHECKS.items():
        started = time.perf_counter()
        with transaction.atomic():
            problems = list(function(book))
        results.append(Result(name, title, problems, time.perf_counter() - started))
    return results


def problems(book: Book | None = None) -> list[str]:
    """Everything that is off, as sentences that name the row; empty when the books can be believed."""
    return [f"{result.title}: {problem}" for result in run(book) for problem in result.problems]


def rows(sql: str, book: Book | None, alias: str = "entry.book_id") -> Iterator[tuple]:
    """Rows of a query that says WHERE {of_book} for the book in question, fetched in pieces."""
    of_book = f"{alias} = {book.pk:d}" if book else "true"
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.replace("{of_book}", of_book))
        yield from cursor
