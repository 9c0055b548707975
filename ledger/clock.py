"""The clock that everything written is dated by: this machine's own, or the moment of a past that is being written.

The demonstration and some tests write what happened long ago, by the same services as everybody. They say when by
`with clock.at(moment):`; nobody else does, as tests/ledger/test_clock.py makes sure. Entries of a real book never
follow it: the database dates them by its own clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def moment() -> datetime | None:
    """The moment that `at` names; None where nobody named one."""
    return _moment.get()


def now() -> datetime:
    """The moment of writing, aware of its time zone."""
    return moment() or timezone.now()


def today() -> date:
    """The day of writing in Thailand."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Write as at a moment of the past. For the demonstration and for tests only."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def thai_time(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Thailand."""
    return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())
