"""Titles before a name, and where a name written in one cell begins (R9.8). The known ones are data: titles.txt."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ledger import thai

LETTER = re.compile("[ก-ฮเ-ไA-Za-z]")  # a name begins with one, never with a mark or with a vowel that stands behind
ONE_CONSONANT = re.compile("[เ-ไ]?[ก-ฮ][ะ-ฺ็-๎]*(?: .*)?")


class Title(NamedTuple):
    """One way to write a title."""

    written: str
    stored: str
    begins_names: bool  # names begin so as well
    pattern: re.Pattern[str]

    @property
    def is_everyday(self) -> bool:
        return self.stored in EVERYDAY


class Cut(NamedTuple):
    """A name in one cell, parted; the title is empty where no known one stands before it."""

    title: str
    name: str
    doubtful: bool  # only its writer knows whether the title belongs to the name


def _known() -> Iterator[Title]:
    for line in (Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        full, is_everyday, short = line.lstrip("~ ").partition("=")
        for written in map(thai.clean, f"{full},{short}".split(",")):
            if written:
                usual = full.strip() if is_everyday else written
                yield Title(written, usual, line.startswith("~"), _pattern(written))


def _pattern(written: str) -> re.Pattern[str]:
    """A word may touch the name, a Latin one not. A short form has all its dots, or all but the last, or only that."""
    parts = re.findall(r"([^. ]+)(\.?)", written)
    words = [re.escape(word) for word, _dot in parts]
    if not written.endswith("."):
        behind = r"(?:\.\s*|\s+)" if written.isascii() else r"\s*"
        return re.compile(r"\.?\s?".join(words) + behind, re.IGNORECASE)
    dotted, bare = r"\s?".join(re.escape(word + dot) for word, dot in parts), r"\s?".join(words)
    last = r"(?:\.\s*|\s+)" if len(parts) > 1 else r"\.\s*"
    return re.compile(rf"(?:{dotted[:-2]}{last}|{bare}\.\s*)", re.IGNORECASE)


EVERYDAY = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง")
IN_ORDER = list(_known())
OFFERED = list(dict.fromkeys(title.stored for title in IN_ORDER))
TITLES = sorted(IN_ORDER, key=lambda title: -len(title.written))  # นางสาว before นาง


def stored(written: str) -> str:
    """A title as the register stores it: ด.ช. is เด็กชาย, and what is no everyday one stays as it is written."""
    line = thai.one_line(written)
    match = next((title for title in TITLES if title.is_everyday and title.pattern.fullmatch(f"{line} ")), None)
    return match.stored if match else line


def cut(written: str) -> Cut:
    """Title and name of a whole name in one cell.

    นางสาวิตรี is นาง and สาวิตรี, for no name begins with the sign ิ; นางาม has no title; พระพาย is doubtful, and so
    is พลเอก ใจดี, where nobody would be left without a family name.
    """
    whole = thai.one_line(written)
    for title in TITLES:
        match = title.pattern.match(whole)
        if match and LETTER.match(rest := whole[match.end() :]):
            said = match[0].strip()
            return Cut(title.stored if title.is_everyday else said, rest, _is_doubtful(title, match[0], rest))
    return Cut("", whole, doubtful=False)


def _is_doubtful(title: Title, said: str, rest: str) -> bool:
    if said.endswith("."):
        return False
    if said.endswith(" "):
        return not title.is_everyday and "." not in said and " " not in rest
    return title.begins_names or (title.stored == "นางสาว" and bool(ONE_CONSONANT.fullmatch(rest)))


def doubled(title: str, first_name: str) -> str:
    """The first name without its title where that is written in both fields; else empty."""
    parted = cut(first_name)
    return parted.name if title and parted.title and not parted.doubtful else ""
