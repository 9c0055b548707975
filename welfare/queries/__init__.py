"""Reads of welfare funds."""

from welfare.queries.days import (
    Days,
    Standing,
    course,
    enrolments,
    law_on,
    laws,
    scheme,
    standing,
    standings,
    statement,
    still_ahead,
    with_payments,
)

__all__ = [
    "Days",
    "Standing",
    "course",
    "enrolments",
    "law_on",
    "laws",
    "scheme",
    "standing",
    "standings",
    "statement",
    "still_ahead",
    "with_payments",
]
