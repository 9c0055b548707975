"""What a workbook says once it is read: members, the books, what is wrong, doubtful, and left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from funds.registers import cells, workbook
from funds.registers.bounded import UNCOMPUTED
from funds.registers.columns import BALANCES, Kind
from funds.registers.faults import Fault, Question, Skipped
from funds.registers.workbook import Line, Place, RegisterTable
from ledger import thai
from ledger.birthdays import Birthday, BirthdayPrecision
from villages.models import Person


@dataclass
class RegisterRow:
    """One member of the register. Amounts in baht; what could not be read is None."""

    table: RegisterTable
    places: dict[str, Place]
    number: str | None = ""
    prefix: str | None = ""
    first_name: str | None = ""
    last_name: str | None = ""
    citizen_id: str | None = None
    born_on: date | None = None
    birthday_precision: BirthdayPrecision = BirthdayPrecision.DAY
    house_no: str | None = ""
    village: int | None = None
    phone: str | None = ""
    joined_on: date | None = None
    pledge: Decimal | None = Decimal(0)
    nominee: str | None = ""
    relation: str | None = ""
    guardian: str | None = ""
    balances: dict[str, Decimal | None] = field(default_factory=dict)
    person: Person | None = None  # who the network knows already

    @property
    def name(self) -> str:
        return f"{self.prefix or ''}{self.first_name or ''} {self.last_name or ''}".strip()

    @property
    def amounts(self) -> list[tuple[str, Decimal | None]]:
        """(kind of savings, baht) of every kind that the register has a column for."""
        return [(str(kind.label), self.balances[kind]) for kind in BALANCES if kind in self.balances]

    @property
    def birthday(self) -> Birthday | None:
        return Birthday(self.born_on, self.birthday_precision) if self.born_on else None

    @property
    def masked_id(self) -> str:
        return thai.mask(self.citizen_id) if self.citizen_id else ""

    def written(self, name: str) -> str:
        """How a day is written whose year has two digits, so that it is shown beside the long form (R0.17)."""
        place = self.places.get(name)
        return workbook.shown(place.value) if place and thai.has_short_year(place.value) else ""

    @property
    def born_written(self) -> str:
        return self.written("born_on")

    @property
    def joined_written(self) -> str:
        return self.written("joined_on")


@dataclass
class Trial:
    """One row of the opening trial balance, in baht."""

    table: RegisterTable
    places: dict[str, Place]
    code: str | None = ""
    debit: Decimal | None = Decimal(0)
    credit: Decimal | None = Decimal(0)


@dataclass
class Register:
    """What a workbook says: members and their money on a day, and the books on the same day."""

    code: str  # the first part of the group's member numbers
    answers: dict[str, str] = field(default_factory=dict)
    kind: str = "xlsx"  # of the file
    on: date | None = None
    sheets: list[str] = field(default_factory=lambda: [""])  # in their order; a fault of the whole file has none
    rows: list[RegisterRow] = field(default_factory=list)
    trial: list[Trial] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, table: RegisterTable, place: Place, cure: str) -> None:
        self.faults.append(workbook.fault(table, place, cure))

    def value(self, table: RegisterTable, place: Place, reader: Callable[[Any], Any]) -> Any:
        """What a cell means; None, and a fault noted, when it cannot be read."""
        try:
            if place.value is UNCOMPUTED:
                raise cells.Unreadable(_("The formula here was never worked out. Open the file in Excel and save it."))
            return reader(place.value)
        except cells.Unreadable as unreadable:
            self.fault(table, place, str(unreadable))
            return None

    def ask(self, question: Question) -> str:
        """What is meant, as the register's writer answered, else the reading that is shown meanwhile."""
        given = self.answers.get(question.key, "")
        question.answer = given if given in dict(question.choices) else ""
        self.questions.append(question)
        return question.meant

    def ask_about(
        self, table: RegisterTable, place: Place, kind: str, words: str, choices: list[tuple[str, str]]
    ) -> str:
        """Ask about a cell; the first choice is shown meanwhile."""
        where = (table.sheet, place.row, place.column, workbook.shown(place.value))
        return self.ask(Question(kind, *where, words, choices, choices[0][0]))

    def skip(self, table: RegisterTable, line: Line, why: str) -> None:
        """List a line that is not read; empty neighbours that are left out for one reason are listed together."""
        before = self.skipped[-1] if self.skipped else None
        if before and (before.sheet, before.why, before.last + 1) == (table.sheet, why, line.number) and not line.words:
            self.skipped[-1] = before._replace(last=line.number)
        else:
            self.skipped.append(Skipped(table.sheet, line.number, line.number, line.said, why))

    @property
    def unanswered(self) -> list[Question]:
        return [question for question in self.questions if not question.answer]

    @property
    def given(self) -> dict[str, str]:
        """The answers that this register's questions were given."""
        return {question.key: question.answer for question in self.questions if question.answer}

    def total(self, kind: str) -> Decimal | None:
        """The members' money of a kind together; None where an amount could not be read."""
        return total(row.balances[kind] for row in self.rows if kind in row.balances)

    @property
    def totals(self) -> dict[Kind, Decimal | None]:
        return {kind: self.total(kind) for kind in BALANCES if any(kind in row.balances for row in self.rows)}

    @property
    def sides(self) -> tuple[Decimal | None, Decimal | None]:
        """Debit and credit of the trial balance; None where an amount could not be read."""
        return total(row.debit for row in self.trial), total(row.credit for row in self.trial)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    together = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        together += amount
    return together
