"""A workbook becomes a register: every row read, every fault named at its place, nothing guessed."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from funds.registers import cells, columns, workbook
from funds.registers.columns import BALANCES, Kind
from funds.registers.faults import Fault
from funds.registers.workbook import Place, Table
from ledger import thai
from villages.models import Person


@dataclass
class Row:
    """One member of the register. Amounts in baht; what could not be read is None."""

    table: Table
    places: dict[str, Place]
    number: str | None = ""
    prefix: str | None = ""
    first_name: str | None = ""
    last_name: str | None = ""
    citizen_id: str | None = None
    born_on: date | None = None
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
    def masked_id(self) -> str:
        return thai.mask(self.citizen_id) if self.citizen_id else ""


@dataclass
class Trial:
    """One row of the opening trial balance, in baht."""

    table: Table
    places: dict[str, Place]
    code: str | None = ""
    debit: Decimal | None = Decimal(0)
    credit: Decimal | None = Decimal(0)


@dataclass
class Register:
    """What a workbook says: members and their money on a day, and the books on the same day."""

    code: str  # the first part of the group's member numbers
    on: date | None = None
    sheets: list[str] = field(default_factory=lambda: [""])  # in their order; a fault of the whole file has none
    rows: list[Row] = field(default_factory=list)
    trial: list[Trial] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, table: Table, place: Place, cure: str) -> None:
        self.faults.append(workbook.fault(table, place, cure))

    def total(self, kind: str) -> Decimal | None:
        """The members' money of a kind together; None where an amount could not be read."""
        return _sum(row.balances[kind] for row in self.rows if kind in row.balances)

    @property
    def totals(self) -> dict[Kind, Decimal | None]:
        return {kind: self.total(kind) for kind in BALANCES if any(kind in row.balances for row in self.rows)}

    @property
    def sides(self) -> tuple[Decimal | None, Decimal | None]:
        """Debit and credit of the trial balance; None where an amount could not be read."""
        return _sum(row.debit for row in self.trial), _sum(row.credit for row in self.trial)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def read(content: bytes, code: str) -> Register:
    """Everything a workbook says, with every fault that can be seen in the file itself."""
    register = Register(code)
    try:
        registers, trials, others = workbook.tables(content)
    except workbook.Unopened as fault:
        register.faults.append(Fault("", None, "", "", str(fault)))
        return register
    register.sheets += [table.sheet for table in (*registers, *trials)]
    for table in registers:
        _read_register(register, table)
    for table in trials:
        _read_trial(register, table)
    _check_sheets(register, registers, trials)
    _check_day(register, [*registers, *trials])
    _check_once(register)
    _check_codes(register)
    register.notes += [_("The sheet “%(sheet)s” was not read.") % {"sheet": sheet} for sheet in others]
    return register


# -- The members -------------------------------------------------------------------------------------------------------

NOBODY = (None, None, None)
READERS: dict[str, Callable[[Any], Any]] = {
    "prefix": cells.prefix,
    "first_name": cells.required,
    "last_name": cells.text,
    "citizen_id": cells.citizen_id,
    "born_on": cells.day,
    "house_no": cells.text,
    "village": cells.village_number,
    "phone": cells.phone,
    "joined_on": cells.day,
    "pledge": cells.baht,
    "nominee": cells.text,
    "relation": cells.text,
    "guardian": cells.text,
}


def _read_register(register: Register, table: Table) -> None:
    needed = {"born_on": _("born on"), "joined_on": _("joined on")}
    if "full_name" not in table.found:
        needed["first_name"] = _("first name")
    for name, label in needed.items():
        if name not in table.found:
            _no_column(register, table, label)
    if not set(BALANCES) & set(table.found):
        _no_column(register, table, _("savings or shares brought forward"))
    register.notes += [
        _("%(sheet)s: the column %(column)s was not read.") % {"sheet": table.sheet, "column": column}
        for column in table.unread
    ]
    before = len(register.rows)
    for places in table.rows:
        if _is_header(places, columns.REGISTER):
            continue
        if _is_total(places):
            _check_total(register, table, places, register.rows[before:])
        else:
            register.rows.append(_read_row(register, table, places))


def _no_column(register: Register, table: Table, label: str) -> None:
    cure = _("The column “%(column)s” is missing. Add it to the header, as in the blank register.") % {"column": label}
    register.faults.append(Fault(table.sheet, table.header, "", "", cure))


def _is_header(places: dict[str, Place], names: dict) -> bool:
    """A header printed again on the next page."""
    again = [columns.which(names, place.value) == name for name, place in places.items() if place.value is not None]
    return sum(again) > 2


def _is_total(places: dict[str, Place]) -> bool:
    words = [place.value.strip() for place in places.values() if isinstance(place.value, str)]
    nobody = all(_blank(places.get(name)) for name in ("citizen_id", "born_on", "code"))
    return nobody and any(word.startswith(("รวม", "ยอดรวม")) for word in words)


def _blank(place: Place | None) -> bool:
    return place is None or place.value is None or not str(place.value).strip()


def _read_row(register: Register, table: Table, places: dict[str, Place]) -> Row:
    row = Row(table, places)
    for name, reader in READERS.items():
        if name in places:
            setattr(row, name, _value(register, table, places[name], reader))
    if "number" in places:
        row.number = _value(register, table, places["number"], lambda value: cells.member_number(value, register.code))
    if "full_name" in places and "first_name" not in places:
        title, row.first_name, row.last_name = _value(register, table, places["full_name"], cells.whole_name) or NOBODY
        row.prefix = row.prefix or title
    for kind in BALANCES:
        if kind in places:
            row.balances[kind] = _value(register, table, places[kind], cells.baht)
    return row


def _value(register: Register, table: Table, place: Place, reader: Callable[[Any], Any]) -> Any:
    """What a cell means; None, and a fault noted, when it cannot be read."""
    try:
        if place.value is workbook.UNCOMPUTED:
            raise cells.Unreadable(_("The formula here was never worked out. Open the file in Excel and save it."))
        return reader(place.value)
    except cells.Unreadable as unreadable:
        register.fault(table, place, str(unreadable))
        return None


def _check_total(register: Register, table: Table, places: dict[str, Place], rows: list[Row]) -> None:
    """A total the committee wrote must be the sum of the rows above it, where all of them can be read."""
    for kind in BALANCES:
        summed = _sum(row.balances.get(kind) for row in rows)
        if summed is None or _blank(places.get(kind)):
            continue
        if _value(register, table, places[kind], cells.baht) not in (None, summed):
            cure = _("The rows above come to %(sum)s. Look for the row that is wrong, or mend the total.")
            register.fault(table, places[kind], cure % {"sum": thai.money(summed)})


# -- The trial balance -------------------------------------------------------------------------------------------------


def _read_trial(register: Register, table: Table) -> None:
    for places in table.rows:
        if _is_header(places, columns.TRIAL_BALANCE) or _is_total(places):
            continue
        row = Trial(table, places)
        row.code = _value(register, table, places["code"], lambda value: thai.digits(cells.required(value)))
        row.debit = _value(register, table, places["debit"], cells.baht)
        row.credit = _value(register, table, places["credit"], cells.baht)
        if row.debit and row.credit:
            register.fault(table, places["credit"], _("An account stands on one side only. Leave one amount empty."))
        register.trial.append(row)


# -- The whole file ----------------------------------------------------------------------------------------------------


def _check_sheets(register: Register, registers: list[Table], trials: list[Table]) -> None:
    if not registers:
        cure = _("No sheet has a register: a header with names, citizen IDs and amounts. Begin from the blank one.")
        register.faults.append(Fault("", None, "", "", cure))
    elif not register.rows:
        cure = _("The register has no member yet. Write one member in each row below the header.")
        register.faults.append(Fault(registers[0].sheet, registers[0].header, "", "", cure))
    if len(trials) != 1:
        cure = _("The workbook needs one sheet with the opening trial balance: code, name, debit, credit.")
        register.faults.append(Fault("", None, "", "", cure))


def _check_day(register: Register, tables: list[Table]) -> None:
    """The register's day stands in the title rows: “ข้อมูล ณ วันที่ 31 ธันวาคม 2568”."""
    told = [(table, day) for table in tables for line in table.title if (day := _day_in(line))]
    register.on = told[0][1] if told else None
    if tables and not told:
        cure = _("Write the register's day above the header, like: ข้อมูล ณ วันที่ 31 ธันวาคม 2568")
        register.faults.append(Fault(tables[0].sheet, 1, "", "", cure))
    for table, day in told:
        if day != register.on:
            cure = _("The sheets are of two different days. Both must be of the register's day.")
            register.faults.append(Fault(table.sheet, 1, "", thai.long_date(day), cure))


def _day_in(title: str) -> date | None:
    found = re.search(r"ณ\s*(?:วันที่)?\s*([0-9๐-๙].*)$", title)
    try:
        return thai.parse_date(found[1]) if found else None
    except ValueError:
        return None


def _check_once(register: Register) -> None:
    """One row a person (R3.30) and one person a number (R3.31)."""
    for name, cure in (
        ("citizen_id", _("This citizen ID stands in row %(row)s too. One of the two rows is wrong.")),
        ("number", _("This member number stands in row %(row)s too. Give one of them another number.")),
    ):
        first: dict[str, Row] = {}
        for row in register.rows:
            value = getattr(row, name)
            if value and value in first:
                register.fault(row.table, row.places[name], cure % {"row": first[value].places[name].row})
            elif value:
                first[value] = row
    twice = [code for code, times in Counter(row.code for row in register.trial if row.code).items() if times > 1]
    for account in register.trial:
        if account.code in twice:
            register.fault(
                account.table, account.places["code"], _("This account stands in two rows. Write it in one.")
            )


def _check_codes(register: Register) -> None:
    """Numbers begin with the group's code. A register that is another group's altogether is told once."""
    strange = [row for row in register.rows if row.number and not row.number.startswith(register.code)]
    cure = _("Numbers of this group begin with %(code)s. Look whether the register is another group's.")
    for row in strange[:1] if len(strange) == len(register.rows) else strange:
        register.fault(row.table, row.places["number"], cure % {"code": register.code})
