"""Reads of welfare funds."""

from welfare.queries.days import (
    Days,
    Standing,
    course,
    enrolments,
    law_on,
    scheme,
    standing,
    standings,
    statement,
    with_payments,
)

__all__ = [
    "Days",
    "Standing",
    "course",
    "enrolments",
    "law_on",
    "scheme",
    "standing",
    "standings",
    "statement",
    "with_payments",
]
