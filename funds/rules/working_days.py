"""The day of the month on which a group sits, and cash counted by notes and coins."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from ledger.rules import ZERO, last_of_month
from villages.rules import in_force as in_force

SATURDAY = 5


def sitting_day(month: date, day_of_month: int, weekend: str) -> date:
    """The day of a month on which a group sits: by number, moved off a weekend as the by-law says.

    A month without that number sits on its last day. The day never moves into another month.
    """
    last = last_of_month(month)
    on = month.replace(day=min(day_of_month, last.day))
    if weekend == "stay" or on.weekday() < SATURDAY:
        return on
    monday, friday = on + timedelta(days=7 - on.weekday()), on - timedelta(days=on.weekday() - 4)
    wanted, other = (monday, friday) if weekend == "next" else (friday, monday)
    return wanted if wanted.month == on.month else other


PIECES = tuple(Decimal(face) for face in ("1000", "500", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.25"))


def counted(pieces: Mapping[str, int]) -> Decimal:
    """What notes and coins come to, in baht; `pieces` is {face: how many}."""
    return sum((Decimal(face) * number for face, number in pieces.items()), ZERO)
