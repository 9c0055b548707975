import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong at one place of a workbook, what stands there, and what to do about it."""

    sheet: str
    row: int | None
    column: str
    cell_text: str
    cure: str

    def __str__(self) -> str:
        place = " ".join(str(part) for part in (self.sheet, self.row, self.column) if part)
        return f"{place}: {self.cell_text} – {self.cure}" if self.cell_text else f"{place}: {self.cure}"


@dataclass
class Question:
    """What is doubtful at one place of a workbook, and the readings among which its writer chooses.

    Until it is answered the register is read with `default`, and nothing comes in.
    """

    kind: str
    sheet: str
    row: int | None
    column: str
    cell_text: str
    words: str
    choices: list[tuple[str, str]]
    default: str
    answer: str = field(default="")

    @property
    def key(self) -> str:
        place = f"{self.kind}|{self.sheet}|{self.row}|{self.column}"
        return hashlib.sha256(place.encode()).hexdigest()[:10]

    @property
    def meant(self) -> str:
        return self.answer or self.default

    @property
    def answered(self) -> str:
        """The answer in words."""
        return dict(self.choices).get(self.answer, "")

    def __str__(self) -> str:
        return str(Fault(self.sheet, self.row, self.column, self.cell_text, self.words))


class Skipped(NamedTuple):
    """Lines of a workbook that were not read as members or accounts, and why."""

    sheet: str
    first: int
    last: int
    said: str
    why: str

    @property
    def rows(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
