from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong at one place of a workbook, what stands there, and what to do about it."""

    sheet: str
    row: int | None
    column: str
    found: str
    cure: str

    def __str__(self) -> str:
        place = " ".join(str(part) for part in (self.sheet, self.row, self.column) if part)
        return f"{place}: {self.found} – {self.cure}" if self.found else f"{place}: {self.cure}"
