"""Text that comes in, in one spelling: forms, registers, searches, sorting, comparing. static/js/thai.js does the same.

A Thai word can be stored in many ways that look alike: ำ as ํ and า, with the tone mark before, between or after them;
แ as two เ; marks typed twice or in another order; signs that print as nothing; blanks of several kinds.
"""

import re
import unicodedata
from typing import Any

TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
PLAIN = re.compile(r"(?:[!-~]+(?: [!-~]+)*)?")  # needs no cleaning
# Controls, formats, joiners, directions, fillers, tags and halves of a sign: nothing of them is seen on paper.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff]"
)
LINE_END = re.compile("\r\n|[\r\n]")
BLANKS = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
LONG_A = re.compile("(?<![ฤฦ])ๅ")  # looks like า, and belongs to ฤ and ฦ alone
ACCENTS = "\u0300-\u036f"  # of other scripts; stray ones must not part the marks of a syllable
MARK = f"[ัิ-ฺ็-๎ำ{ACCENTS}]"
MARKS = re.compile(f"{MARK}+(?:า{MARK}+)*า?")
FOREIGN = re.compile(f"[ำ{ACCENTS}]")  # what keeps ํ and า behind it from being one ำ
# What stands in which place above or below a consonant; vowels are 1, accents 5.
PLACES = {"ฺ": 0} | dict.fromkeys("่้๊๋", 2) | dict.fromkeys("์๎", 3) | {"ํ": 4, "ำ": 6}


def clean(text: Any) -> str:
    """Text as it is kept: nothing invisible, one space where there were several, Thai marks once and in their order.

    Lines stay lines. Every text is read through once, however it is made, so that none takes long.
    """
    text = str(text)
    if PLAIN.fullmatch(text):
        return text
    seen = unicodedata.normalize("NFC", UNSEEN.sub("", text.translate(FULL_WIDTH)))
    seen = LONG_A.sub("า", seen).replace("เเ", "แ")
    lines = LINE_END.split(unicodedata.normalize("NFC", MARKS.sub(_in_order, seen)))
    return "\n".join(BLANKS.sub(" ", line).strip(" ") for line in lines).strip("\n")


def _in_order(marks: re.Match[str]) -> str:
    """Marks once each; ํ and a later า are an ำ of two signs, whatever Thai marks stand between them."""
    *before, last = marks[0].split("า")
    whole = "".join(map(_ended, before)) + last
    return "า".join(_sorted(each) for each in whole.split("า"))


def _ended(marks: str) -> str:
    """Marks with the า behind them, which makes an ำ of a ํ among them."""
    return marks.replace("ํ", "") + "ำ" if "ํ" in FOREIGN.split(marks)[-1] else marks + "า"


def _sorted(marks: str) -> str:
    return "".join(sorted(dict.fromkeys(marks), key=_place)).replace("ํำ", "ำ")


def _place(mark: str) -> int:
    return PLACES.get(mark, 5 if mark < "\u0370" else 1)


def one_line(text: Any) -> str:
    """The same for what has one line only: names, places, memos."""
    return BLANKS.sub(" ", clean(text))


def comparable(text: Any) -> str:
    """Text to search by and to compare: as it is kept, in Arabic digits, small letters and each sign's plain form."""
    return clean(digits(unicodedata.normalize("NFKC", clean(text)).casefold()))


def digits(text: Any) -> str:
    """The text with Arabic digits."""
    return str(text).translate(TO_ARABIC)


def is_figures(text: str) -> bool:
    """Whether a text is Arabic digits and nothing else, so that a number can be made of it ("²" is a digit too)."""
    return text.isascii() and text.isdigit()
