"""Arithmetic of memberships, and who is of one household. No Django."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ledger import thai
from ledger.rules import last_of_month


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later, or that month's last day where it has no such day."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))


def in_force(bylaws: Iterable[Any], on: date) -> Any | None:
    """The rule of that day: the latest one that was in effect, or None before the first (promise 4)."""
    past = [bylaw for bylaw in bylaws if bylaw.effective_from <= on]
    return max(past, key=lambda bylaw: bylaw.effective_from, default=None)


# -- One house in one spelling (R0.10) ---------------------------------------------------------------------------------

WORDS = re.compile(
    r"(?<![ก-๙a-z])(?:บ้าน\s*เลข\s*ที่|เลข\s*ที่\s*บ้าน|เลข\s*ที่|house\s*no|no(?=[\s.:]*\d)|(?:บ้าน|บ|เลข)(?=[\s.:]*\d))[\s.:]*"
)
MOO = re.compile(r"(?<![ก-๙a-z])(?:หมู่\s*ที่|หมู่|ม|moo)[\s.:]*\d+(?![\d/])")
NUMBER = re.compile(r"\d+(?:/\d+)*(?:\s*[ก-ฮa-z](?![ก-๙a-z.]))?")
# Long words of an address and how they are written short.
PARTS = {"หมู่ที่": "ม", "หมู่": "ม", "moo": "ม", "ตำบล": "ต", "อำเภอ": "อ", "จังหวัด": "จ", "ถนน": "ถ", "ซอย": "ซ"}
PART = re.compile(r"(?<![ก-๙a-z])(" + "|".join(PARTS) + ")")
UNKNOWN = {"", "0", "ไม่มี", "ไม่ทราบ", "ไม่ระบุ", "ไม่รู้"}
SLASHES = str.maketrans("⁄∕\\", "///")


def house(village: int | None, text: str) -> str:
    """A house in one spelling, however it was written; empty where nothing tells which one it is (R0.10).

    In a village its number names it; outside the sub-district (no village) its full address does.
    """
    named, before = _named(village, text), None
    while named != before:  # "N:O 5" is "no 5" only once its dots are gone
        before, named = named, _named(village, named)
    return "" if named in UNKNOWN else f"{village or ''}:{named}"


def _named(village: int | None, text: str) -> str:
    """What of a text names the house, read once."""
    plain = WORDS.sub(" ", _plain(text))
    if village is None:
        address = PART.sub(lambda part: PARTS[part[1]], plain)
        named = re.sub(r"\d{5}$", "", re.sub(r"[^\w/\u0e31-\u0e4e]", "", address))  # the postcode may be left out
    else:
        bare = re.sub(r"\s*/\s*", "/", MOO.sub(" ", plain))
        number = NUMBER.search(bare)
        named = joined(number[0] if number else re.sub(r"[^\w\u0e31-\u0e4e]", "", bare))
    return re.sub(r"\d+", lambda digits: str(int(digits[0])), named)


def _plain(text: str) -> str:
    """Comparable text with one kind of slash."""
    return thai.comparable(text).translate(SLASHES)


def joined(text: str) -> str:
    """A name without spaces and invisible signs, so that two spellings of it are one."""
    return "".join(_plain(text).split())


# -- Who is tied to whom (R0.10, R3.32) --------------------------------------------------------------------------------

SPOUSES = ("คู่สมรส", "สามี", "ภรรยา", "ภริยา", "ภรยา", "เมีย", "spouse", "husband", "wife")


def is_spouse(relation: str) -> bool:
    """Whether a beneficiary's relation says husband or wife."""
    return any(joined(word) in joined(relation) for word in SPOUSES)


class Kin(NamedTuple):
    """A person with what ties them to others: wards and guardians, beneficiaries and who named them, spouses."""

    pk: int
    name: str  # first and last, joined
    surname: str
    house: str
    kin: frozenset[int] = frozenset()
    houses: frozenset[str] = frozenset()  # where those kin live
    named: tuple[str, ...] = ()  # beneficiaries who are no person of the register yet


def are_tied(one: Kin, other: Kin) -> bool:
    """Whether the money of one is the other's own: self, household, ward, guardian or beneficiary, both ways."""
    if one.pk == other.pk or other.pk in one.kin or one.pk in other.kin or one_household(one, other):
        return True
    return names(one.named, other.name) or names(other.named, one.name)


def one_household(one: Kin, other: Kin) -> bool:
    """One house. Where either is unknown, people of one surname, and who lives with the other's kin (R0.10)."""
    if one.house and other.house:
        return one.house == other.house
    if one.surname and one.surname == other.surname:
        return True
    return bool(one.house and one.house in other.houses) or bool(other.house and other.house in one.houses)


def names(written: tuple[str, ...], name: str) -> bool:
    """Whether one of these, with or without a title before it, is the name of somebody."""
    return bool(name) and any(joined(each).endswith(name) for each in written)
