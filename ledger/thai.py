"""Thai dates, digits, money, names and identity, as pure functions (domain §9). No Django."""

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from ledger.letters import clean, comparable, digits, is_figures, one_line
from ledger.rules import SATANG

__all__ = ["clean", "comparable", "digits", "is_figures", "one_line"]  # with everything below

MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
# By hand the dots are often forgotten: "ก.ย" and "กย" are September too.
NUMBERS = {name.replace(".", ""): i for names in (MONTHS, SHORT) for i, name in enumerate(names, 1)}
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?")
IN_WORDS = re.compile(r"(?:วัน[ก-๙]+ที่\s*)?(\d{1,2})\s*([ก-๙.]+?)\s*(?:พ\.?\s?ศ\.?\s*)?(\d{4}|\d{2})")
AMOUNT = re.compile(r"-?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]*|[.,][-–—])?")
DIGITS = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
PLACES = ["แสน", "หมื่น", "พัน", "ร้อย", "สิบ", ""]
ERA = 543
YEAR = timedelta(days=366)


class Day(Enum):
    """What a day is written for; it decides which century two digits of a year mean (R0.17)."""

    PAST = "past"  # birthdays, joining, past money: the latest such day not after today
    COMING = "coming"  # plans, by-laws, rounds, terms of office: the nearest such day


class Doubtful(ValueError):
    """What was written may mean any of some days; only who wrote it can say which."""

    def __init__(self, days: tuple[date, ...]):
        super().__init__(f"one of {', '.join(map(str, days))}")
        self.days = days


def parse_date(value: Any, kind: Day = Day.PAST, *, today: date | None = None) -> date:
    """A day written in either era, in figures or words, in Thai or Arabic digits (R9.1, R0.17).

    A year of 2400 or more is Buddhist, and so is one of two digits: 03 is 2503, never 2003. Raises Doubtful where only
    the Christian reading of two digits lies within a year of today, and ValueError when no such day exists.
    """
    if isinstance(value, date):
        return _in_era(value.year, value.month, value.day)
    year, month, day = _written(value)
    if len(year) == 4:
        return _in_era(int(year), month, day)
    return _of_two_digits(int(year), month, day, kind, today or date.today())


def has_short_year(value: Any) -> bool:
    """Whether a day is written with two digits of its year, so that it is shown back in full (R0.17)."""
    try:
        return not isinstance(value, date) and len(_written(value)[0]) == 2
    except ValueError:
        return False


def likelier_buddhist_day(day: date, *, first: date, last: date) -> date | None:
    """The Buddhist day that a cell may mean whose two digits Excel took for a Christian year (R0.17), or None.

    10/4/60 is kept as 1960-04-10 where 10 April 2560 was meant. Asked about where that day comes nearer to the days
    from `first` to `last` that make sense here: a group's founding to the register's day for joining; for a child's
    birthday the fifteen years before the register.
    """
    if not 1900 <= day.year < 2030:  # what Excel makes of two digits: 30 to 99 in 19xx, 00 to 29 in 20xx
        return None
    others = [other for other in _buddhist(day.year % 100, day.month, day.day) if other != day and other <= last]
    meant = max(others, default=day)
    return meant if _outside(meant, first, last) < _outside(day, first, last) else None


def _outside(day: date, first: date, last: date) -> timedelta:
    return max(first - day, day - last, timedelta(0))


def _written(value: Any) -> tuple[str, int, int]:
    """Year as it is written, month and day."""
    text = digits(clean(value))
    if match := YEAR_FIRST.fullmatch(text):
        return match[1], int(match[2]), int(match[3])
    if match := DAY_FIRST.fullmatch(text):
        return match[3], int(match[2]), int(match[1])
    if (match := IN_WORDS.fullmatch(text)) and (name := match[2].replace(".", "")) in NUMBERS:
        return match[3], NUMBERS[name], int(match[1])
    raise ValueError(f"not a date: {text!r}")


def _in_era(year: int, month: int, day: int) -> date:
    if year < 1800 or 2200 <= year < 2400:
        raise ValueError(f"a year of neither era: {year}")
    return date(christian_year(year) if year >= 2400 else year, month, day)


def _of_two_digits(year: int, month: int, day: int, kind: Day, today: date) -> date:
    days = _buddhist(year, month, day)
    if not days:
        raise ValueError(f"no such day: {day}/{month}/{year}")
    past = [each for each in days if each <= today]
    meant = max(past) if kind is Day.PAST else min(days, key=lambda each: abs(each - today))
    christian = _existing(2000 + year, month, day)
    if christian and abs(christian - today) <= YEAR < abs(meant - today):
        raise Doubtful((meant, christian))
    return meant


def _buddhist(year: int, month: int, day: int) -> list[date]:
    """The days of the Buddhist years that end in these two digits."""
    days = [_existing(christian_year(century + year), month, day) for century in (2400, 2500, 2600)]
    return [each for each in days if each]


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_baht(value: Any) -> Decimal:
    """An amount in baht, to the satang; blank and dashes are zero, "500.-" is whole baht (R9.3).

    Raises ValueError for words, for a third decimal and for commas that part no thousands ("12,50"). `satang` in
    `thai.js` has the same grammar.
    """
    text = digits(clean("" if value is None else value)).replace("−", "-")
    text = re.sub(r"^[\s฿]+|\s*(บาท)?\s*$", "", text)
    if text in {"", "-", "–", "—"}:
        return Decimal("0.00")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if not AMOUNT.fullmatch(text):
        raise ValueError(f"not an amount: {value!r}")
    amount = Decimal(re.sub(r"[.,][-–—]$", "", text).replace(",", ""))
    if amount != amount.quantize(SATANG):
        raise ValueError(f"more than two decimals: {value!r}")
    return amount.quantize(SATANG)


def buddhist_year(year: int) -> int:
    """The Buddhist year, 2548, of a Christian year, 2005."""
    return year + ERA


def christian_year(year: int) -> int:
    """The Christian year, 2005, of a Buddhist year, 2548."""
    return year - ERA


def long_date(day: date) -> str:
    """25 กันยายน 2548"""
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day.year)}"


def short_date(day: date) -> str:
    """25 ก.ย. 48; a year that is not 25xx has four digits, for 70 is 2570 to everybody (R0.17)."""
    return f"{day.day} {short_month(day)}"


def numeric_date(day: date) -> str:
    """25/09/2548"""
    return f"{day:%d/%m}/{buddhist_year(day.year)}"


def month_name(day: date) -> str:
    """กันยายน 2548"""
    return f"{MONTHS[day.month - 1]} {buddhist_year(day.year)}"


def short_month(day: date) -> str:
    """ก.ย. 48"""
    year = buddhist_year(day.year)
    return f"{SHORT[day.month - 1]} {year % 100 if year // 100 == 25 else year:02d}"


def money(amount: Decimal, *, dash: bool = False) -> str:
    """1,234.50; negatives in parentheses; zero as a dash where a statement wants it (R9.3)."""
    if dash and not amount:
        return "–"
    return f"({-amount:,.2f})" if amount < 0 else f"{abs(amount):,.2f}"


def number_words(number: int) -> str:
    """A whole number, zero or more, as it is read aloud: 21 is ยี่สิบเอ็ด, 11,000,000 is สิบเอ็ดล้าน (R9.2)."""
    if number < 10:
        return DIGITS[number]
    millions, rest = divmod(number, 1_000_000)
    places = [(int(digit), place) for digit, place in zip(f"{rest:06d}", PLACES, strict=True)]
    words = "".join(DIGITS[digit] + place for digit, place in places if digit)
    words = words.replace("หนึ่งสิบ", "สิบ").replace("สองสิบ", "ยี่สิบ")
    if rest % 10 == 1:
        words = words.removesuffix("หนึ่ง") + "เอ็ด"
    return (f"{number_words(millions)}ล้าน" if millions else "") + words


def baht_words(amount: Decimal) -> str:
    """Baht in words (R9.2, R9.5); below one baht as Excel does. Raises ValueError if negative or finer than satang."""
    if amount < 0 or amount != round(amount, 2):
        raise ValueError("An amount in words is whole satang and never negative.")
    baht, satang = divmod(int(amount * 100), 100)
    words = f"{number_words(baht)}บาท" if baht or not satang else ""
    return words + (f"{number_words(satang)}สตางค์" if satang else "ถ้วน")


def citizen_id(text: Any) -> str:
    """Thirteen digits, not zeros alone, with a right check digit (R9.6, R0.15). Raises ValueError otherwise.

    0 begins the number of who is not registered, 6 and 7 those of foreigners; 9 is for practice, and refused for real
    people.
    """
    number = _figures(text)
    if not re.fullmatch(r"[0-9]{13}", number) or not int(number[:12]):
        raise ValueError("A citizen ID has 13 digits.")
    if number[12] != check_digit(number[:12]):
        raise ValueError("The check digit of the citizen ID does not match.")
    return number


def network_id(text: Any) -> str:
    """Eight digits that the network gave to who has no citizen ID (R0.15). Raises ValueError otherwise."""
    number = _figures(text)
    if not re.fullmatch(r"[1-9][0-9]{7}", number) or number[7] != check_digit(number[:7]):
        raise ValueError("The network gave no such number.")
    return number


def identity(text: Any) -> str:
    """A citizen ID or a network's number. Raises ValueError for anything else."""
    return network_id(text) if len(_figures(text)) == 8 else citizen_id(text)


def _figures(text: Any) -> str:
    return re.sub(r"[\s.‐-—-]", "", digits(clean(text)).removesuffix(".0"))


def check_digit(others: str) -> str:
    """The last digit of a citizen ID or of a network's number, by those before it (R9.6)."""
    most = len(others) + 1
    return str((11 - sum(int(digit) * (most - i) for i, digit in enumerate(others)) % 11) % 10)


def mask(number: str) -> str:
    """x-xxxx-xxxxx-01-4, or xxxx-xx57 of a network's number (R9.15)"""
    return f"x-xxxx-xxxxx-{number[10:12]}-{number[12]}" if len(number) == 13 else f"xxxx-xx{number[6:]}"


def sort_key(name: str) -> str:
    """A key whose byte order is a Thai dictionary's (R9.8): leading vowels after their consonant, marks last."""
    name = clean(name)
    bare = re.sub(r"[็-๎]", "", name)
    marks = re.sub(r"[^็-๎]", "", name)
    return re.sub(r"([เ-ไ])([ก-ฮ])", r"\2\1", bare) + "\t" + marks
