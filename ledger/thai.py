"""Thai dates, digits, money, names and identity, as pure functions (domain §9). No Django."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
IN_WORDS = re.compile(r"(?:วัน[ก-๙]+ที่\s*)?(\d{1,2})\s*([ก-๙.]+?)\s*(?:พ\.ศ\.\s*)?(\d{4}|\d{2})")
AMOUNT = re.compile(r"-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d*)?")
TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
ERA = 543
SATANG = Decimal("0.01")


def digits(text: Any) -> str:
    """The text with Arabic digits."""
    return str(text).translate(TO_ARABIC)


def thai_digits(text: Any) -> str:
    return str(text).translate(TO_THAI)


def parse_date(value: Any, *, today: date | None = None) -> date:
    """A day written in either era, in figures or words, in Thai or Arabic digits (R9.1).

    A year of 2400 or more is Buddhist; of two digits it is Buddhist too, of this century unless that lies ahead.
    Raises ValueError when no such day exists.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _common_era(value.year, value.month, value.day, today)
    text = digits(value).strip()
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif (found := IN_WORDS.fullmatch(text)) and (name := found[2].replace(".", "")) in NUMBERS:
        day, month, year = found[1], NUMBERS[name], found[3]
    else:
        raise ValueError(f"not a date: {text!r}")
    return _common_era(year, int(month), int(day), today)


def _common_era(year: str | int, month: int, day: int, today: date | None) -> date:
    number = int(year)
    if number < 100:
        this_year = (today or date.today()).year + ERA
        number += 2500 if number + 2500 <= this_year else 2400
    return date(number - ERA if number >= 2400 else number, month, day)


def parse_baht(value: Any) -> Decimal:
    """An amount in baht, to the satang; blank and dashes are zero (R9.3).

    Raises ValueError for words, for a third decimal and for commas that part no thousands ("12,50").
    """
    text = re.sub(r"^[\s฿]+|\s*(บาท)?\s*$", "", digits("" if value is None else value))
    if text in {"", "-", "–", "—"}:
        return Decimal("0.00")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if not AMOUNT.fullmatch(text):
        raise ValueError(f"not an amount: {value!r}")
    amount = Decimal(text.replace(",", ""))
    if amount != amount.quantize(SATANG):
        raise ValueError(f"more than two decimals: {value!r}")
    return amount.quantize(SATANG)


def buddhist_year(day: date) -> int:
    return day.year + ERA


def long_date(day: date) -> str:
    """25 กันยายน 2548"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + ERA}"


def short_date(day: date) -> str:
    """25 ก.ย. 48"""
    return f"{day.day} {SHORT[day.month - 1]} {(day.year + ERA) % 100:02d}"


def numeric_date(day: date) -> str:
    """25/09/2548"""
    return f"{day:%d/%m}/{day.year + ERA}"


def month_name(day: date) -> str:
    """กันยายน 2548"""
    return f"{MONTHS[day.month - 1]} {day.year + ERA}"


def short_month(day: date) -> str:
    """ก.ย. 48"""
    return f"{SHORT[day.month - 1]} {(day.year + ERA) % 100:02d}"


def money(amount: Decimal, *, dash: bool = False) -> str:
    """1,234.50; negatives in parentheses; zero as a dash where a statement wants it (R9.3)."""
    if dash and not amount:
        return "–"
    return f"({-amount:,.2f})" if amount < 0 else f"{abs(amount):,.2f}"


def baht_words(amount: Decimal) -> str:
    """Baht in words (R9.2, R9.5); below one baht as Excel does. Raises ValueError if negative or finer than satang."""
    from pythainlp.util import num_to_thaiword  # takes a second to load, and most requests print no paper

    if amount < 0 or amount != round(amount, 2):
        raise ValueError("An amount in words is whole satang and never negative.")
    baht, satang = divmod(int(amount * 100), 100)
    words = f"{num_to_thaiword(baht)}บาท" if baht or not satang else ""
    return words + (f"{num_to_thaiword(satang)}สตางค์" if satang else "ถ้วน")


def citizen_id(text: Any) -> str:
    """Thirteen digits with a right check digit, first one not zero (R9.6). Raises ValueError otherwise."""
    found = re.sub(r"[\s.‐-—-]", "", digits(text).removesuffix(".0"))
    if not re.fullmatch(r"[1-9][0-9]{12}", found):
        raise ValueError("A citizen ID has 13 digits and does not begin with 0.")
    if found[12] != check_digit(found[:12]):
        raise ValueError("The check digit of the citizen ID does not match.")
    return found


def check_digit(twelve: str) -> str:
    """The last digit of a citizen ID, by the twelve before it (R9.6)."""
    return str((11 - sum(int(digit) * (13 - i) for i, digit in enumerate(twelve)) % 11) % 10)


def mask(citizen_id: str) -> str:
    """x-xxxx-xxxxx-01-4 (R9.15)"""
    return f"x-xxxx-xxxxx-{citizen_id[10:12]}-{citizen_id[12]}"


def sort_key(name: str) -> str:
    """A key whose byte order is a Thai dictionary's (R9.8): leading vowels after their consonant, marks last."""
    bare = re.sub(r"[็-๎]", "", name)
    marks = re.sub(r"[^็-๎]", "", name)
    return re.sub(r"([เ-ไ])([ก-ฮ])", r"\2\1", bare) + "\t" + marks
