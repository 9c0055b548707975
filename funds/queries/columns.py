"""The sheet of a working day: one row a person, one column for each thing they may pay at the table (R3.4).

Every column has one owner. An app adds its own by appending an owner to `OWNERS`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db.models import Prefetch, QuerySet

from funds.models import Receipt, Visit, WorkingDay
from ledger import chart
from ledger.models import Account, Line
from villages.models import Group, GroupBook, Member, Person


class Column(NamedTuple):
    """One thing to be paid at the table. `heading` is where the money goes when a cell has no account of its own."""

    key: str
    title: str
    pot: GroupBook
    heading: str
    event: str
    rank: int = 0  # its place among the columns of its book

    @property
    def tag(self) -> str:
        """What its money is known by in the books; one product among several of a heading is known by its key."""
        return f"{self.pot.book_id}:{self.heading}"


@dataclass(frozen=True)
class Cell:
    """What one member may pay in one column, in baht. `due` stands there already; `most` is None without a limit."""

    column: Column
    member: Member
    due: Decimal
    account_id: int | None = None
    minimum: Decimal = Decimal("0.01")
    step: Decimal = Decimal("0.01")
    most: Decimal | None = None
    note: str = ""


class Owner(Protocol):
    """An app's columns: which books they need at the table, and what everybody may pay into them."""

    def pots(self, groups: Iterable[Group]) -> Iterable[GroupBook]: ...

    def cells(self, pots: Sequence[GroupBook], on: date, person: Person | None) -> Iterable[Cell]: ...


OWNERS: list[Owner] = []


@dataclass
class Row:
    """A person at the table: what they may pay, and what they paid on which visits today, in baht by column."""

    person: Person
    cells: dict[str, Cell] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    paid: dict[str, Decimal] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The member number in the first of the groups that sit."""
        return min(self.cells.values(), key=lambda cell: cell.column.pot.pk).member.number

    @property
    def due(self) -> Decimal:
        return sum((cell.due for cell in self.cells.values()), Decimal(0))


@dataclass(frozen=True)
class Table:
    """Everything a day's table knows. `cash` is each book's cash account by the book's id."""

    day: WorkingDay
    columns: list[Column]
    rows: dict[int, Row]
    cash: dict[int, int]


def pots_at_the_table(groups: Iterable[Group]) -> list[GroupBook]:
    """The books that take money on a working day of these groups, in one order."""
    groups = list(groups)
    found = {pot.pk: pot for owner in OWNERS for pot in owner.pots(groups)}
    return [found[pk] for pk in sorted(found)]


def table(day: WorkingDay, person: Person | None = None) -> Table:
    """The sheet of a day, or one person's row of it. A fixed number of queries, whatever the number of people."""
    boxes = day.boxes.select_related("pot__book", "pot__group").order_by("pot_id")
    pots = [box.pot for box in boxes]
    rows: dict[int, Row] = {}
    columns: dict[str, Column] = {}
    for owner in OWNERS:
        for cell in owner.cells(pots, day.on, person):
            columns.setdefault(cell.column.key, cell.column)
            row = rows.setdefault(cell.member.person_id, Row(cell.member.person))
            row.cells[cell.column.key] = cell
    for visit in visits(day, person):
        if row := rows.get(visit.person_id):
            _add_visit(row, visit, columns, pots)
    order = sorted(rows.values(), key=lambda row: row.number)
    return Table(day, _in_order(columns.values(), pots), {row.person.pk: row for row in order}, _cash(pots))


def _add_visit(row: Row, visit: Visit, columns: dict[str, Column], pots: Sequence[GroupBook]) -> None:
    """What a visit paid, column by column; a column that nobody owes in any more shows what was paid in it."""
    row.visits.append(visit)
    for tag, line in paid_lines(visit):
        key = next((key for key, column in columns.items() if tag in (key, column.tag)), tag)
        if key not in columns:
            pot = next(pot for pot in pots if pot.book_id == line.account.book_id)
            columns[key] = Column(key, line.account.heading.name, pot, line.account.heading_id, "", 2**31)
        row.paid[key] = row.paid.get(key, Decimal(0)) + line.credit


def paid_lines(visit: Visit) -> list[tuple[str, Line]]:
    """The lines of a visit that say what was paid, each with the tag of its column; reversed receipts do not count."""
    found = []
    for receipt in visit.receipts.all():
        if hasattr(receipt.entry, "reversal"):
            continue
        for line in receipt.entry.lines.all():
            if line.credit:
                passbook = getattr(line.account, "passbook", None)
                own = f"p{passbook.product_id}" if passbook else f"{line.account.book_id}:{line.account.heading_id}"
                found.append((own, line))
    return found


def _in_order(columns: Iterable[Column], pots: Sequence[GroupBook]) -> list[Column]:
    """Book after book, as the boxes stand on the table."""
    place = {pot.pk: number for number, pot in enumerate(pots)}
    return sorted(columns, key=lambda column: (place[column.pot.pk], column.rank))


def _cash(pots: Sequence[GroupBook]) -> dict[int, int]:
    boxes = Account.objects.filter(book__in=[pot.book_id for pot in pots], heading=chart.CASH, holder="")
    return dict(boxes.values_list("book_id", "pk"))


def visits(day: WorkingDay, person: Person | None = None) -> QuerySet[Visit]:
    """The visits of a day that stand, the first one first, each with what a list shows of it."""
    found = day.visits.filter(receipts__entry__reversal=None).distinct().order_by("pk")
    if person:
        found = found.filter(person=person)
    lines = Line.objects.select_related("account__heading", "account__passbook")
    return found.select_related("person", "received_by", "by").prefetch_related(
        Prefetch("receipts", Receipt.objects.select_related("entry__reversal")),
        Prefetch("receipts__entry__lines", lines),
    )


def person_at(day: WorkingDay, pk: int) -> Person | None:
    """Somebody who belongs to one of the groups that sit."""
    groups = day.boxes.values("pot__group")
    return Person.objects.filter(pk=pk, memberships__group__in=groups).distinct().first()
