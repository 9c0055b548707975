"""Birthdays that are known whole, by month and year, or by the year only (R0.16), as pure functions. No Django."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from ledger import rules as ledger_rules
from ledger import thai

# Until 2483 (1940) the year began in April; the nine months of 2483 were the last of that kind.
NEW_CALENDAR = 1941
# "2490", "พ.ศ. 2490", "0/0/2490", "-/-/2490", "00/00/2490"; and "เม.ย. 2490", "4/2490", "-/4/2490", "00/04/2490".
NOTHING = r"(?:0{1,2}|[-–—]+)"
ERA = r"(?:ปี\s*)?(?:พ\.?\s?ศ\.?\s*)?"
YEAR = re.compile(rf"(?:{NOTHING}\s*/\s*{NOTHING}\s*/\s*)?{ERA}(\d{{4}})")
MONTH = re.compile(rf"(?:{NOTHING}\s*/\s*)?(\d{{1,2}})\s*[/.\-]\s*(\d{{4}})")
MONTH_IN_WORDS = re.compile(rf"(?:{NOTHING}\s*/?\s*)?(?:เดือน\s*)?([ก-๙.]+?)\s*{ERA}(\d{{4}})")


class BirthdayPrecision(StrEnum):
    """How much of a birthday is known; in the order of saying more."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


MORE = list(BirthdayPrecision)


class Birthday(NamedTuple):
    """The day from which age counts, and how much of it is known."""

    born_on: date
    precision: BirthdayPrecision = BirthdayPrecision.DAY

    def __str__(self) -> str:
        return self._written(thai.long_date, thai.month_name)

    @property
    def numeric(self) -> str:
        """25/09/2548, 09/2548 or 2548; read back it is the same."""
        return self._written(thai.numeric_date, lambda day: f"{day:%m}/{thai.buddhist_year(day.year)}")

    def _written(self, day: Callable[[date], str], month: Callable[[date], str]) -> str:
        if self.precision == BirthdayPrecision.YEAR:
            return str(thai.buddhist_year(self.born_on.year))
        return month(self.born_on) if self.precision == BirthdayPrecision.MONTH else day(self.born_on)

    @property
    def last(self) -> date:
        """The last day on which the birthday may lie."""
        if self.precision == BirthdayPrecision.MONTH:
            return ledger_rules.last_of_month(self.born_on)
        if self.precision == BirthdayPrecision.DAY:
            return self.born_on
        following = self.born_on.replace(year=self.born_on.year + 1) - timedelta(days=1)
        return min(following, date(NEW_CALENDAR - 1, 12, 31)) if self.born_on.year < NEW_CALENDAR else following

    def fits(self, said: "Birthday") -> bool:
        """Whether what somebody says agrees with what is known, and says no less."""
        return MORE.index(said.precision) >= MORE.index(self.precision) and self.born_on <= said.born_on <= self.last

    def may_be(self, other: "Birthday") -> bool:
        """Whether both may be one birthday, as far as each is known; January to March was once counted in two ways."""
        one, later = sorted((self, other))
        if one.last >= later.born_on:
            return True
        counted_twice = one.born_on.year < NEW_CALENDAR and one.born_on.month < 4
        return counted_twice and _year_later(one.born_on) <= later.last and later.born_on <= _year_later(one.last)


def parse(value: Any, *, today: date | None = None) -> Birthday:
    """A birthday, a month and year, or a year (R0.16). Age counts from the first of what is known.

    A year before 2484 that stands alone counts from its beginning, 1 April. Raises `thai.Doubtful` for January to March
    of such a year: papers of then write 2480 for what is 2481 today. Raises ValueError for what is no day, and for a
    year so far ahead that it is written wrong, such as 3000.
    """
    precision, first = _partial(value)
    day = thai.parse_date(value, today=today) if precision == BirthdayPrecision.DAY else first
    if day.year > (today or date.today()).year + 100:
        raise ValueError(value)
    if precision == BirthdayPrecision.YEAR:
        return Birthday(day.replace(month=4) if day.year < NEW_CALENDAR else day, precision)
    if day.year < NEW_CALENDAR and day.month < 4 and not _of_christian_year(value, day):
        raise thai.Doubtful((day, _year_later(day)))
    return Birthday(day, precision)


def readings(value: Any, *, today: date | None = None) -> tuple[Birthday, ...]:
    """Every birthday that may be meant; one where there is no doubt."""
    try:
        return (parse(value, today=today),)
    except thai.Doubtful as doubt:
        return tuple(map(partial(Birthday, precision=known_of(value)), doubt.days))


def known_of(value: Any) -> BirthdayPrecision:
    return _partial(value)[0]


def _partial(value: Any) -> tuple[BirthdayPrecision, date]:
    """How much is written; with its first day, where it is no whole day."""
    text = thai.digits(thai.clean(value))
    if isinstance(value, date):
        return BirthdayPrecision.DAY, value
    if match := YEAR.fullmatch(text):
        return BirthdayPrecision.YEAR, _first(match[1], 1)
    if match := MONTH.fullmatch(text):
        return BirthdayPrecision.MONTH, _first(match[2], int(match[1]))
    if (match := MONTH_IN_WORDS.fullmatch(text)) and (name := match[1].replace(".", "")) in thai.NUMBERS:
        return BirthdayPrecision.MONTH, _first(match[2], thai.NUMBERS[name])
    return BirthdayPrecision.DAY, date.min


def _first(year: str, month: int) -> date:
    return thai.parse_date(f"1/{month}/{year}")


def _of_christian_year(value: Any, day: date) -> bool:
    """Whether the year is written in the Christian era, which nobody counted from April."""
    return isinstance(value, date) and value.year == day.year or str(day.year) in thai.digits(value)


def _year_later(day: date) -> date:
    return ledger_rules.years_before(day, -1)
