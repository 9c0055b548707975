"""What makes two claims one event, and who can have had it (R0.11, R0.12). No Django."""

from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import NamedTuple

from villages import titles
from villages.rules import joined

# A birth or a death comes once in a life: a day or two before or after the one written first is a mistake in writing.
ONCE_IN_A_LIFE = ("birth", "death")
NEIGHBOURS = timedelta(days=7)
NEAR = timedelta(days=31)  # events so near are shown to who decides
ALIKE = 0.75  # of two names, how much is the same letters
# Parents are not younger; whom a fund calls otherwise has a wrong birthday in the register.
MOTHER, FATHER, MARRIED = 12, 16, 17
MEN = ("นาย", "เด็กชาย", "ด.ช.", "พระ", "สามเณร", "ส.ณ.", "หลวง", "Mr.", "Master")


class Span(NamedTuple):
    """The days of an event, the last one not included."""

    first: date
    end: date

    def meets(self, other: "Span") -> bool:
        """Whether two spans have a day in common."""
        return self.first < other.end and other.first < self.end


def stay(first: date, nights: int) -> Span:
    """A stay is the days from the first night to the morning of leaving (R0.11)."""
    return Span(first, first + timedelta(days=nights))


def span(kind: str, way: str, on: date, nights: int | None) -> Span:
    """The days in which another claim of the same line is for the same event."""
    if way == "night":
        return stay(on, max(nights or 0, 1))
    if way == "monthly":
        first = on.replace(day=1)
        return Span(first, (first + timedelta(days=31)).replace(day=1))
    return Span(on, on + timedelta(days=1) + (NEIGHBOURS if kind in ONCE_IN_A_LIFE else timedelta(0)))


def whose(name: str) -> str:
    """A name as it is compared: without its title, dots, spaces and invisible signs (R0.12).

    Where only its writer knows whether it begins with a title, it is left whole: such a one is shown, not refused.
    """
    parted = titles.cut(name)
    return joined(name if parted.doubtful else parted.name).replace(".", "")


def are_alike(one: str, other: str) -> bool:
    """Whether two names as they are compared may be one, written otherwise."""
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


class Claimant(NamedTuple):
    """A member on the day of an event."""

    is_man: bool
    age: int
    died_on: date | None


def why_impossible(kind: str, whom: str, way: str, claimant: Claimant) -> str:
    """Why a member can never have had such an event: a code, or empty where they can.

    A living member has no own death, a child no child and no spouse, a man no nights of his own childbed.
    """
    if kind == "death" and whom == "self" and claimant.died_on is None:
        return "alive"
    if kind == "birth" and whom == "self" and way == "night" and claimant.is_man:
        return "a_man"
    is_parent = whom == "child" or kind == "birth" and whom == "self"
    if is_parent and claimant.age < (FATHER if claimant.is_man else MOTHER):
        return "too_young_for_a_child"
    return "too_young_to_be_married" if whom == "spouse" and claimant.age < MARRIED else ""
