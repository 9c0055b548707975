"""The sheet of a working day: one row a person, one column for each thing they may pay at the table (R3.4).

Every column has one owner. An app adds its own by appending an owner to `SHEET_COLUMNS`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db.models import Q

from funds.models import CashBox, Receipt, Visit, WorkingDay
from funds.queries.boxes import boxes
from funds.queries.evening_receipts import stands
from funds.queries.unusual import limits_at, with_limits
from funds.rules import limits as limits_rules
from ledger import thai
from ledger.models import Book, Line
from villages.models import Group, GroupBook, Member, Person


class SheetColumn(NamedTuple):
    """One thing to be paid at the table. `heading` is where the money goes when a cell has no account of its own."""

    key: str
    title: str
    group_book: GroupBook
    heading: str
    event: str
    rank: int = 0  # its place among the columns of its book

    @property
    def tag(self) -> str:
        """How its money is found in the books; of several products under one heading, by the product."""
        return f"{self.group_book.book_id}:{self.heading}"


@dataclass(frozen=True)
class SheetCell:
    """What one member may pay in one column, in baht. `due` is filled in already; `most` is None without a limit."""

    column: SheetColumn
    member: Member
    due: Decimal
    account_id: int | None = None
    minimum: Decimal = Decimal("0.01")
    step: Decimal = Decimal("0.01")
    most: Decimal | None = None
    note: str = ""
    usual: Decimal | None = None  # the pledge, or what was mostly paid lately (R0.18)


class ColumnOwner(Protocol):
    """An app's columns: which books they need at the table, and what everybody may pay into them.

    What an evening writes for these columns is written by a service: `open_day` is called when a day opens, `count_day`
    when it was counted, both inside the day's transaction and with the books that sit.
    """

    def group_books(self, groups: Iterable[Group]) -> Iterable[GroupBook]:
        """The books of these groups that sit at the table for these columns."""

    def cells(self, group_books: Sequence[GroupBook], on: date, person: Person | None) -> Iterable[SheetCell]:
        """What everybody, or one person, may pay into these books on a day."""

    def open_day(self, group_books: Sequence[GroupBook], on: date, /) -> None:
        """Write what is owed from this evening on."""

    def count_day(self, group_books: Sequence[GroupBook], on: date, /) -> None:
        """Mark what was owed this evening as counted."""


SHEET_COLUMNS: list[ColumnOwner] = []


@dataclass
class SheetRow:
    """A person at the table: what they may pay, and what they paid on which visits today, in baht by column."""

    person: Person
    cells: dict[str, SheetCell] = field(default_factory=dict)
    payments: list["SheetPayment"] = field(default_factory=list)
    paid: dict[str, Decimal] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The member number in the first of the groups that sit."""
        return min(self.cells.values(), key=lambda cell: cell.column.group_book.pk).member.number

    @property
    def due(self) -> Decimal:
        """What is filled in in all cells of the row, together, in baht."""
        return sum((cell.due for cell in self.cells.values()), Decimal(0))


@dataclass(frozen=True)
class CollectionSheet:
    """Everything that the sheet of a day shows; each box has its `cash` account and what it `expects`.

    `limits` says by group id what is unusual there (R0.18).
    """

    day: WorkingDay
    columns: list[SheetColumn]
    rows: dict[int, SheetRow]
    boxes: list[CashBox]
    limits: dict[int, limits_rules.Limits]

    def unasked(self, cell: SheetCell) -> Decimal | None:
        """Up to how much a cell takes without asking once more, in baht; nothing above `most` is taken at all."""
        limits = self.limits[cell.column.group_book.group_id]
        return None if cell.most is not None else limits_rules.most_usual(cell.usual, limits, cell.due)

    @property
    def groups(self) -> list[Group]:
        """The groups that sit together, in the order of their boxes."""
        return list({box.group_book.group_id: box.group_book.group for box in self.boxes}.values())

    def cash(self, book: Book) -> int:
        """The id of a book's cash account."""
        return next(vars(box)["cash"] for box in self.boxes if box.group_book.book_id == book.pk)


def group_books_at_the_table(groups: Iterable[Group]) -> list[GroupBook]:
    """The books that take money on a working day of these groups, in one order."""
    groups = list(groups)
    by_id = {group_book.pk: group_book for owner in SHEET_COLUMNS for group_book in owner.group_books(groups)}
    return [by_id[pk] for pk in sorted(by_id)]


def collection_sheet(day: WorkingDay, person: Person | None = None) -> CollectionSheet:
    """The sheet of a day, or one person's row of it. A fixed number of queries, whatever the number of people."""
    day_boxes = list(with_limits(boxes(day)))
    group_books = [box.group_book for box in day_boxes]
    rows: dict[int, SheetRow] = {}
    columns: dict[str, SheetColumn] = {}
    for owner in SHEET_COLUMNS:
        for cell in owner.cells(group_books, day.on, person):
            if not _sits_here(cell, day):
                continue
            columns.setdefault(cell.column.key, cell.column)
            row = rows.setdefault(cell.member.person_id, SheetRow(cell.member.person))
            row.cells[cell.column.key] = cell
    for payment in payments(day, person):
        if payment.visit.person_id in rows:
            _add_payment(rows[payment.visit.person_id], payment, columns, group_books)
    order = sorted(rows.values(), key=lambda row: (row.number, row.person.sort_key))
    known = {row.person.pk: row for row in order}
    return CollectionSheet(day, _in_order(columns.values(), group_books), known, day_boxes, limits_at(day_boxes))


class NotCome(NamedTuple):
    """Who has something due on a sheet and was not here, and how many have come or should."""

    absent: list[SheetRow]
    everybody: int


def not_come(sheet: CollectionSheet, waiting: Collection[int | None]) -> NotCome:
    """Whom the cash is counted without, in the order of the sheet; whose payment waits for a second officer came."""
    expected = [row for row in sheet.rows.values() if row.due > 0 or row.payments]
    return NotCome([row for row in expected if not row.payments and row.person.pk not in waiting], len(expected))


class MemberNumber(NamedTuple):
    """What a member is called by: a number, and the groups that gave it when more than one sits."""

    person: Person
    number: str
    groups: list[str]


def member_numbers(sheet: CollectionSheet) -> dict[int, list[MemberNumber]]:
    """Everybody's numbers in all groups that sit, by person: also in a group to which they pay nothing now.

    Two groups number their members apart, so one number may be two people.
    """
    groups = sheet.groups
    titles = _titles(groups)
    members = Member.objects.filter(group__in=groups, left_on=None).select_related("person", "group")
    if village := sheet.day.village_id:
        members = members.filter(Q(group__village=village) | Q(person__village=village))
    by_person: dict[int, dict[str, MemberNumber]] = {}
    for member in sorted(members, key=lambda member: (member.number, list(titles).index(member.group_id))):
        numbers = by_person.setdefault(member.person_id, {})
        number = numbers.setdefault(member.number, MemberNumber(member.person, member.number, []))
        if len(groups) > 1:
            number.groups.append(titles[member.group_id])
    return {person: list(numbers.values()) for person, numbers in by_person.items()}


def _titles(groups: Sequence[Group]) -> dict[int, str]:
    """What a group is called beside a number: its kind, or its name where two of a kind sit."""
    kinds = [group.kind for group in groups]
    return {group.pk: group.get_kind_display() if kinds.count(group.kind) == 1 else group.name for group in groups}


def _sits_here(cell: SheetCell, day: WorkingDay) -> bool:
    """Of a fund of the whole sub-district, only the branch of the village comes to the village's table (R1.33)."""
    branches = day.village_id and not cell.column.group_book.group.village_id
    return not branches or cell.member.person.village_id == day.village_id


def _add_payment(
    row: SheetRow, payment: "SheetPayment", columns: dict[str, SheetColumn], group_books: Sequence[GroupBook]
) -> None:
    """What a visit paid, column by column; a column that nobody owes in any more shows what was paid in it."""
    row.payments.append(payment)
    for tag, line in payment.lines:
        key = next((key for key, column in columns.items() if tag in (key, column.tag)), tag)
        if key not in columns:
            group_book = next(group_book for group_book in group_books if group_book.book_id == line.account.book_id)
            columns[key] = SheetColumn(key, line.account.heading.name, group_book, line.account.heading_id, "", 2**31)
        row.paid[key] = row.paid.get(key, Decimal(0)) + line.credit


class SheetPayment(NamedTuple):
    """A visit that was not reversed: its lines of what was paid, each with the tag of its column, and its receipts'
    numbers.
    """

    visit: Visit
    lines: list[tuple[str, Line]]
    numbers: dict[int, str]

    @property
    def total(self) -> Decimal:
        """What was paid in all books together, in baht."""
        return sum((line.credit for _tag, line in self.lines), Decimal(0))

    @property
    def number(self) -> str:
        """The numbers of its receipts, one a book."""
        return ", ".join(self.numbers.values())


def payments(day: WorkingDay, person: Person | None = None, visit: int | None = None) -> list[SheetPayment]:
    """The visits of a day, the first one first, of everybody or one person, without those reversed before the count."""
    lines = Line.objects.filter(stands("entry__"), entry__receipt__visit__day=day, credit__gt=0)
    if person:
        lines = lines.filter(entry__receipt__visit__person=person)
    if visit:
        lines = lines.filter(entry__receipt__visit=visit)
    by_visit: dict[int, SheetPayment] = {}
    parts = ("account__heading", "account__passbook", "entry__receipt__visit__by")
    for line in lines.select_related(*parts).order_by("entry__receipt__visit", "entry__book", "position"):
        paid: Visit = line.entry.receipt.visit  # type: ignore[assignment]  # only receipts with a visit were asked for
        payment = by_visit.setdefault(paid.pk, SheetPayment(paid, [], {}))
        payment.lines.append((_tag(line), line))
        payment.numbers[line.entry_id] = line.entry.number
    return list(by_visit.values())


def _tag(line: Line) -> str:
    passbook = getattr(line.account, "passbook", None)
    return f"p{passbook.product_id}" if passbook else f"{line.account.book_id}:{line.account.heading_id}"


def came(day: WorkingDay) -> int:
    """How many visits of a day were not reversed."""
    return Receipt.objects.filter(stands("entry__"), visit__day=day).values("visit").distinct().count()


def _in_order(columns: Iterable[SheetColumn], group_books: Sequence[GroupBook]) -> list[SheetColumn]:
    """Book by book, in the order of the boxes."""
    place = {group_book.pk: number for number, group_book in enumerate(group_books)}
    return sorted(columns, key=lambda column: (place[column.group_book.pk], column.rank))


def person_at(day: WorkingDay, pk: int) -> Person | None:
    """Somebody who belongs to one of the groups that sit."""
    return next(iter(people_at(day, [str(pk)])), None)


def people_at(day: WorkingDay, pks: Iterable[str]) -> list[Person]:
    """Of these people those who belong to one of the groups that sit; what is no number is nobody."""
    ids = [int(pk) for pk in pks if thai.is_figures(pk) and len(pk) < 19]
    groups = day.cash_boxes.values("group_book__group")
    return list(Person.objects.filter(pk__in=ids, memberships__group__in=groups).distinct())
