"""What one cell of a register means. Every function takes the cell's value and raises Unreadable with what to do."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from ledger import birthdays, thai
from ledger import rules as ledger_rules
from ledger.birthdays import Birthday
from villages import titles

MOST = 1e15  # a figure beyond it is no amount and cannot be rounded
# A cell that Excel computed has the rounding errors of binary numbers.
NOISE = Decimal("0.000001")
_stored_title = lru_cache(maxsize=500)(titles.stored)  # a register has few titles and many rows
ID_DIGITS, NETWORK_DIGITS = 13, 8


class Unreadable(ValueError):
    """Says what to do about a cell, in the reader's language."""


def text(value: Any) -> str:
    """Words in one spelling."""
    if isinstance(value, date):
        raise Unreadable(_("Excel took this for a date. Format the cell as text and write it once more."))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return thai.one_line("" if value is None else value)


def required(value: Any) -> str:
    written = text(value)
    if not written:
        raise Unreadable(_("This cell is empty. Fill it in."))
    return written


def prefix(value: Any) -> str:
    return _stored_title(text(value))


def whole_name(value: Any) -> titles.Cut:
    """The title and the name of a whole name in one cell."""
    return titles.cut(required(value))


def citizen_id(value: Any) -> str:
    """A citizen ID, or the number that the network gave to who has none (R0.15).

    Of a number that begins with 0 Excel drops the beginning, if the cell is no text.
    """
    written = required(text(value))
    try:
        if isinstance(value, int | float) and len(written) != NETWORK_DIGITS:
            written = written.zfill(ID_DIGITS)
        return thai.identity(written)
    except Unreadable:
        raise
    except ValueError as fault:
        raise Unreadable(_("This is not a citizen ID. Copy the 13 digits from the card once more.")) from fault


def day(value: Any) -> date:
    """A day of the past. Raises thai.Doubtful where its two-digit year may be of either era."""
    if not isinstance(value, date):
        value = required(value)
    try:
        return thai.parse_date(value, thai.Day.PAST)
    except thai.Doubtful:
        raise
    except ValueError as fault:
        raise Unreadable(_("This is not a day of the calendar. Write it like 25/9/2548 or 25 ก.ย. 2548.")) from fault


def birthday(value: Any) -> Birthday:
    """A birthday as far as it is known (R0.16). Raises thai.Doubtful where the year may be counted in two ways."""
    if not isinstance(value, date):
        value = required(value)
    try:
        return birthdays.parse(value)
    except thai.Doubtful:
        raise
    except ValueError as fault:
        raise Unreadable(
            _("This is no birthday. Write it like 25/9/2548 or 25 ก.ย. 2548, or only the year like 2548.")
        ) from fault


def baht(value: Any) -> Decimal:
    """An amount of zero or more; a blank and a dash are zero."""
    if isinstance(value, date):
        raise Unreadable(_("Excel took this for a date. Format the cell as a number and write it once more."))
    if isinstance(value, float) and abs(value) < MOST:
        exact = Decimal(repr(value))
        value = ledger_rules.satang(exact) if abs(exact - ledger_rules.satang(exact)) < NOISE else exact
    try:
        amount = thai.parse_baht(value)
    except ValueError as fault:
        raise Unreadable(_("Write the amount in figures with at most two decimals, like 1,234.50.")) from fault
    if amount < 0:
        raise Unreadable(_("An amount is never below zero. Look it up in the passbook and write it once more."))
    if not ledger_rules.is_money(amount):
        raise Unreadable(_("This amount is larger than any book can hold. Check the figures."))
    return amount


def member_number(value: Any, code: str) -> str:
    """A number as VV-NNNN (R3.31), of the group's own code where only NNNN is written; empty when nothing is."""
    written = thai.digits(text(value))
    if not written:
        return ""
    parts = re.fullmatch(r"(?:(\d{1,2})\s*[-–/]\s*)?(\d{1,4})", written)
    if parts is None or not int(parts[2]):
        raise Unreadable(_("Write the member number like %(code)s-0012.") % {"code": code})
    return f"{int(parts[1] or code):02d}-{int(parts[2]):04d}"


def village_number(value: Any) -> int | None:
    """8 of "ม.8", "หมู่ที่ ๘" or 8; None when nothing is written."""
    match = re.fullmatch(r"(?:หมู่ที่|หมู่|ม\.?)?\s*(\d{1,2})", thai.digits(text(value)))
    if match:
        return int(match[1])
    if text(value):
        raise Unreadable(_("Write only the number of the village, like 8."))
    return None


def phone(value: Any) -> str:
    """A telephone number, with the zero at its beginning that Excel drops."""
    digits = thai.digits(text(value))
    return f"0{digits}" if re.fullmatch(r"[1-9]\d{7,8}", digits) else digits
