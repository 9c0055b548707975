"""A workbook becomes a register: every row read, every fault named at its place, what is doubtful asked."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from funds.registers import bounded, cells, choosing, lines, naming
from funds.registers.bounded import Workbook
from funds.registers.columns import BALANCES
from funds.registers.faults import Fault
from funds.registers.model import Register, RegisterRow, Trial
from funds.registers.workbook import Line, Place, RegisterTable, blank, is_header
from ledger import birthdays, thai
from ledger.birthdays import BirthdayPrecision

READERS: dict[str, Callable[[Any], Any]] = {
    "prefix": cells.prefix,
    "last_name": cells.text,
    "citizen_id": cells.citizen_id,
    "house_no": cells.text,
    "village": cells.village_number,
    "phone": cells.phone,
    "pledge": cells.baht,
    "nominee": cells.text,
    "relation": cells.text,
    "guardian": cells.text,
}
SIDES = ("debit", "credit")
MOST_ACCOUNTS = 1_000


def read(content: bytes, code: str, answers: dict[str, str] | None = None) -> Register:
    """Everything a workbook says, with every fault and every doubt that can be seen in the file itself."""
    try:
        book = bounded.opened(content)
    except bounded.Unopened as fault:
        return _unopened(Register(code), str(fault))
    return read_book(book, code, answers or {})


def read_book(book: Workbook, code: str, answers: dict[str, str]) -> Register:
    """What the sheets of an opened workbook say."""
    register = Register(code, answers, book.kind)
    registers, trials = choosing.chosen(register, book)
    if book.kind == "csv" and not registers and not trials:
        return _unopened(register, _("This is neither a workbook nor a CSV file with a register's header."))
    register.sheets += [sheet.title for sheet in book.sheets]
    for table in registers:
        _read_register(register, table)
    for table in trials:
        _read_trial(register, table)
    _check_sheets(register, registers, trials)
    _check_day(register, [*registers, *trials])
    _check_once(register)
    _check_codes(register)
    _note_blind(register, book)
    return register


def _unopened(register: Register, cure: str) -> Register:
    register.faults.append(Fault("", None, "", "", cure))
    return register


def _note_blind(register: Register, book: Workbook) -> None:
    if any(sheet.hidden_rows is None for sheet in book.sheets):
        register.notes.append(
            _(
                "A file of this kind tells neither which rows and columns are hidden nor where a formula failed. All "
                "of it was read: look."
            )
        )


# -- The members -------------------------------------------------------------------------------------------------------


def _read_register(register: Register, table: RegisterTable) -> None:
    choosing.settle_columns(register, table)
    choosing.missing_columns(register, table)
    choosing.leave_hidden_rows(register, table)
    sums = lines.Sums(register.rows)
    for line in table.lines:
        if not line.cells:
            continue
        if why := lines.why_not(register, table, line, sums):
            register.skip(table, line, why)
        else:
            sums.add(_read_row(register, table, line.places))
    register.rows += sums.rows


def _read_row(register: Register, table: RegisterTable, places: dict[str, Place]) -> RegisterRow:
    row = RegisterRow(table, places)
    for name, reader in READERS.items():
        if name in places:
            setattr(row, name, register.value(table, places[name], reader))
    if "born_on" in places:
        row.born_on, row.birthday_precision = _birthday(register, table, places["born_on"])
    if "joined_on" in places:
        row.joined_on = _day(register, table, places["joined_on"])
    if "number" in places:
        row.number = register.value(table, places["number"], lambda value: cells.member_number(value, register.code))
    naming.read(register, table, row, places)
    for kind in BALANCES:
        if kind in places:
            row.balances[kind] = register.value(table, places[kind], cells.baht)
    return row


def _day(register: Register, table: RegisterTable, place: Place) -> date | None:
    """A day of the past; where two digits may be a Christian year too, its writer says which (R0.17)."""
    try:
        return register.value(table, place, cells.day)
    except thai.Doubtful as doubt:
        choices = [(day.isoformat(), thai.long_date(day)) for day in doubt.days]
        words = _("Two digits of a year may mean either. Which day is it?")
        return date.fromisoformat(register.ask_about(table, place, "day", words, choices))


def _birthday(register: Register, table: RegisterTable, place: Place) -> tuple[date | None, BirthdayPrecision]:
    """Whole, or its month and year, or its year; in January to March before 2484 its writer says which (R0.16)."""
    try:
        return register.value(table, place, cells.birthday) or (None, BirthdayPrecision.DAY)
    except thai.Doubtful:
        readings = birthdays.readings(cells.text(place.value) if isinstance(place.value, str) else place.value)
    choices = [(each.born_on.isoformat(), str(each)) for each in readings]
    words = _("The year may be counted in two ways. Which birthday is it?")
    chosen = register.ask_about(table, place, "day", words, choices)
    return next(each for each in readings if each.born_on.isoformat() == chosen)


# -- The trial balance -------------------------------------------------------------------------------------------------


def _read_trial(register: Register, table: RegisterTable) -> None:
    choosing.settle_columns(register, table)
    choosing.leave_hidden_rows(register, table)
    for line in table.lines:
        if not line.cells:
            continue
        if why := _why_no_account(table, line):
            register.skip(table, line, why)
        else:
            register.trial.append(_read_account(register, table, line.places))


def _why_no_account(table: RegisterTable, line: Line) -> str:
    """Why a line is no account; empty for an account."""
    if is_header(table, line):
        return _("the header, printed again")
    silent = not line.cells.keys() & {at for at, name in table.positions.items() if name in SIDES}
    if not blank(code := line.places["code"].value) and not (silent and len(line.cells) == 1 and isinstance(code, str)):
        return ""
    if any(lines.SUM.match(thai.comparable(word)) for word in line.words):
        return _("a total")
    if silent:
        return _("a note or a signature")
    above = [
        other.places for other in table.lines if other.number < line.number and not blank(other.places["code"].value)
    ]
    if not line.words and len(table.lines) < MOST_ACCOUNTS and lines.is_sum(line.places, above, SIDES):
        return _("a total without a word: it is the sum of the rows above")
    return ""


def _read_account(register: Register, table: RegisterTable, places: dict[str, Place]) -> Trial:
    row = Trial(table, places)
    row.code = register.value(table, places["code"], lambda value: thai.digits(cells.required(value)))
    row.debit = register.value(table, places["debit"], cells.baht)
    row.credit = register.value(table, places["credit"], cells.baht)
    if row.debit and row.credit:
        register.fault(table, places["credit"], _("An account stands on one side only. Leave one amount empty."))
    return row


# -- The whole file ----------------------------------------------------------------------------------------------------


def _check_sheets(register: Register, registers: list[RegisterTable], trials: list[RegisterTable]) -> None:
    if not registers:
        cure = _("No sheet has a register: a header with names, citizen IDs and amounts. Begin from the blank one.")
        register.faults.append(Fault("", None, "", "", cure))
    elif not register.rows:
        cure = _("The register has no member yet. Write one member in each row below the header.")
        register.faults.append(Fault(registers[0].sheet, registers[0].header, "", "", cure))
    if len(trials) != 1:
        cure = _("The workbook needs one sheet with the opening trial balance: code, name, debit, credit.")
        register.faults.append(Fault("", None, "", "", cure))


def _check_day(register: Register, tables: list[RegisterTable]) -> None:
    days = [(table, day) for table in tables if (day := choosing.day_of(table))]
    if tables and not days:
        cure = _("Write the register's day above the header, like: ข้อมูล ณ วันที่ 31 ธันวาคม 2568")
        register.faults.append(Fault(tables[0].sheet, 1, "", "", cure))
    register.on = register.on or (days[0][1] if days else None)
    for table, day in days:
        if day != register.on:
            cure = _("The sheets are of two different days. Both must be of the register's day.")
            register.faults.append(Fault(table.sheet, 1, "", thai.long_date(day), cure))


def _check_once(register: Register) -> None:
    """One row a person (R3.30) and one person a number (R3.31)."""
    for name, cure in (
        ("citizen_id", _("This citizen ID stands in row %(row)s too. One of the two rows is wrong.")),
        ("number", _("This member number stands in row %(row)s too. Give one of them another number.")),
    ):
        first: dict[str, RegisterRow] = {}
        for row in register.rows:
            value = getattr(row, name)
            if value and value in first:
                register.fault(row.table, row.places[name], cure % {"row": first[value].places[name].row})
            elif value:
                first[value] = row
    twice = {code for code, times in Counter(row.code for row in register.trial if row.code).items() if times > 1}
    for account in register.trial:
        if account.code in twice:
            cure = _("This account stands in two rows. Write it in one.")
            register.fault(account.table, account.places["code"], cure)


def _check_codes(register: Register) -> None:
    """Numbers begin with the group's code. A register of another group has one fault, not one a row."""
    strange = [row for row in register.rows if row.number and not row.number.startswith(register.code)]
    cure = _("Numbers of this group begin with %(code)s. Look whether the register is another group's.")
    for row in strange[:1] if len(strange) == len(register.rows) else strange:
        register.fault(row.table, row.places["number"], cure % {"code": register.code})
