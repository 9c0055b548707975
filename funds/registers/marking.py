"""The committee's own workbook is given back with a list of what is to be corrected."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from funds.registers import bounded
from funds.registers.faults import Fault, Question
from funds.registers.model import Register

WRONG, DOUBTFUL = "F8CBAD", "FFE699"
MOST = 2_000  # places that are marked; who has more begins with these


def marked(content: bytes, register: Register) -> bytes:
    """The workbook as .xlsx, a comment and a colour in each cell that is wrong or doubtful. Raises Unopened."""
    doubts = [_as_fault(question) for question in register.unanswered]
    places = [*_places(register.faults, WRONG), *_places(doubts, DOUBTFUL)][:MOST]
    header = [_("Sheet"), _("Row"), _("Column"), _("What stands there"), _("What to do")]
    lines = [list(fault) for fault in (*register.faults, *doubts)][:MOST]
    return bounded.marked(content, {"title": _("To be mended"), "places": places, "list": [header, *lines]})


def _as_fault(question: Question) -> Fault:
    readings = " / ".join(label for _value, label in question.choices)
    return Fault(question.sheet, question.row, question.column, question.cell_text, f"{question.words} {readings}")


def _places(faults: Iterable[Fault], colour: str) -> list[dict]:
    """Where each fault stands: its column's letter begins the column's name."""
    return [
        {
            "sheet": fault.sheet,
            "row": fault.row,
            "column": letters[0] if (letters := re.match(r"[A-Z]{1,3}(?=\s|$)", fault.column)) else "A",
            "words": fault.cure,
            "colour": colour,
        }
        for fault in faults
        if fault.sheet and fault.row
    ]
