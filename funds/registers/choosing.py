"""Which sheets and which columns a register is read from; where a workbook holds more than one, its writer is asked."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from funds.registers import columns, workbook
from funds.registers.bounded import Workbook
from funds.registers.columns import SEQUENCE, USELESS
from funds.registers.faults import Fault, Question
from funds.registers.model import Register
from funds.registers.workbook import Place, RegisterTable, blank
from ledger import thai

READ, LEAVE = "read", "leave"
# ณ วันที่ 31 ธันวาคม 2568, ณ 31/12/68, สิ้นสุดวันที่ 31 เดือนธันวาคม พ.ศ. 2568 หมู่ที่ 8
AS_OF = re.compile(
    r"(?:ณ|สิ้นสุด)\s*(?:วันที่)?\s*"
    r"(\d{1,2}\s*(?:[/.\-]\s*\d{1,2}\s*[/.\-]|(?:เดือน)?\s*[ก-๙.]{2,12}?\s*(?:พ\.?\s?ศ\.?)?)\s*\d{2,4})(?!\d)"
)


def chosen(register: Register, book: Workbook) -> tuple[list[RegisterTable], list[RegisterTable]]:
    """The registers and the trial balance that are read; what is left out is noted."""
    tables: list[RegisterTable] = []
    for sheet in book.sheets:
        in_sheet = workbook.tables(sheet) if any(sheet.rows) else []
        if not in_sheet and any(not blank(value) for row in sheet.rows for value in row):
            register.notes.append(_("The sheet “%(sheet)s” was not read.") % {"sheet": sheet.title})
        if in_sheet and sheet.beyond:
            cure = _("%(sheet)s: columns beyond the 60th were not read.")
            register.notes.append(cure % {"sheet": sheet.title})
        tables += in_sheet
    seen = {table.kind for table in tables if not table.hidden}
    tables = [table for table in tables if not table.hidden or _ask_hidden_sheet(register, table, table.kind in seen)]
    registers = [table for table in tables if table.kind == "register"]
    trials = [table for table in tables if table.kind == "trial"]
    register.on = _day(register, registers or trials)
    registers = [table for table in registers if _of_day(register, table)]
    registers = _without_repeats(register, registers)
    return registers, _one_trial(register, trials)


def _sheet_question(
    register: Register, table: RegisterTable, kind: str, words: str, choices: list[tuple[str, str]]
) -> str:
    return register.ask(Question(kind, table.sheet, None, "", "", words, choices, choices[0][0]))


def _ask_hidden_sheet(register: Register, table: RegisterTable, is_second: bool) -> bool:
    """The only table of its kind is read meanwhile; one beside a visible one is not."""
    words = _("This sheet is hidden, and a register or a trial balance stands on it. Is it to be read?")
    choices = [(LEAVE, _("No, leave it out")), (READ, _("Yes, read it"))][:: 1 if is_second else -1]
    answer = _sheet_question(register, table, f"hidden-{table.kind}", words, choices)
    if answer == LEAVE:
        register.notes.append(_("The hidden sheet “%(sheet)s” was not read.") % {"sheet": table.sheet})
    return answer == READ


# -- Days --------------------------------------------------------------------------------------------------------------


def day_of(table: RegisterTable) -> date | None:
    """The day of a table is in its title rows: “ข้อมูล ณ วันที่ 31 ธันวาคม 2568”."""
    return next((day for line in table.title if (day := _day_in(line))), None)


def _day_in(title: str) -> date | None:
    match = AS_OF.search(thai.digits(thai.clean(title)))
    try:
        return thai.parse_date(match[1].replace("เดือน", " ")) if match else None
    except ValueError:
        return None


def _day(register: Register, tables: list[RegisterTable]) -> date | None:
    days = sorted({day for table in tables if (day := day_of(table))}, reverse=True)
    if len(days) < 2:
        return days[0] if days else None
    past = [day for day in days if day <= timezone.localdate()] or days
    choices = [(day.isoformat(), f"{thai.long_date(day)}: {_sheets(tables, day)}") for day in (past[0], *days)]
    words = _("The workbook holds registers of several days. Of which day is the register that comes in?")
    question = Question("day", "", None, "", "", words, list(dict(choices).items()), past[0].isoformat())
    return date.fromisoformat(register.ask(question))


def _sheets(tables: list[RegisterTable], day: date) -> str:
    return ", ".join(table.sheet for table in tables if day_of(table) == day)


def _of_day(register: Register, table: RegisterTable) -> bool:
    day = day_of(table)
    if day is None or day == register.on:
        return True
    note = _("The sheet “%(sheet)s” is of %(day)s and was not read.")
    register.notes.append(note % {"sheet": table.sheet, "day": thai.long_date(day)})
    return False


def _one_trial(register: Register, trials: list[RegisterTable]) -> list[RegisterTable]:
    """Of several trial balances those of the register's day; of several such the one that is chosen."""
    same = [table for table in trials if day_of(table) in (register.on, None)]
    if len(trials) > 1 and same:
        trials = [table for table in trials if _of_day(register, table)]
    if len(trials) < 2:
        return trials
    choices = [(table.sheet, table.sheet) for table in trials]
    words = _("The workbook holds several trial balances of this day. Which one is the register's?")
    answer = register.ask(Question("trial", "", None, "", "", words, choices, choices[0][0]))
    left = ", ".join(table.sheet for table in trials if table.sheet != answer)
    register.notes.append(_("The sheet “%(sheet)s” was not read.") % {"sheet": left})
    return [table for table in trials if table.sheet == answer][:1]


def _without_repeats(register: Register, registers: list[RegisterTable]) -> list[RegisterTable]:
    """A sheet that names people of an earlier one again may be its older copy."""
    known: set[str] = set()
    first_ones = []
    for table in registers:
        people = {text for line in table.lines if (text := _id_in(line.places))}
        again = people & known
        if again and len(registers) > 1 and not _ask_repeat(register, table, len(again)):
            register.notes.append(_("The sheet “%(sheet)s” was not read.") % {"sheet": table.sheet})
            continue
        known |= people
        first_ones.append(table)
    return first_ones


def _id_in(places: dict[str, Place]) -> str:
    place = places.get("citizen_id")
    digits = re.sub(r"\D", "", thai.digits(place.value).removesuffix(".0")) if place else ""
    return digits if len(digits) == 13 else ""


def _ask_repeat(register: Register, table: RegisterTable, n: int) -> bool:
    words = _("%(n)d people of this sheet stand on an earlier sheet too. Is it part of the register?") % {"n": n}
    choices = [(LEAVE, _("No, leave it out")), (READ, _("Yes, read it"))]
    return _sheet_question(register, table, "repeat", words, choices) == READ


# -- Columns -----------------------------------------------------------------------------------------------------------


def settle_columns(register: Register, table: RegisterTable) -> None:
    """Which column is which, where two are called alike, one may be two things, or one is hidden."""
    for name, where in table.twice.items():
        _choose_of_two(register, table, name, where)
    for position, may in table.doubtful.items():
        _choose_meaning(register, table, position, may)
    for position, name in list(table.positions.items()):
        if position + 1 in table.hidden_columns and name not in (SEQUENCE, USELESS):
            _choose_hidden(register, table, name, position)
    workbook.place(table)
    _note_useless(register, table)
    register.notes += [
        _("%(sheet)s: the column %(column)s was not read.") % {"sheet": table.sheet, "column": column}
        for column in sorted(table.unread, key=lambda label: (len(label.split()[0]), label))
    ]


def _note_useless(register: Register, table: RegisterTable) -> None:
    """Remarks are of no use here, and somebody wrote them."""
    for position in table.useless:
        if filled := sum(position in line.cells for line in table.lines if not workbook.is_header(table, line)):
            note = _("%(sheet)s: the column %(column)s was not read (%(n)d cells).")
            label = table.label(position)
            register.notes.append(note % {"sheet": table.sheet, "column": label, "n": filled})


def _ask_column(register: Register, table: RegisterTable, position: int, kind: str, words: str, choices: list) -> str:
    label = table.label(position)
    return register.ask(Question(kind, table.sheet, table.header, label, "", words, choices, choices[0][0]))


def _choose_of_two(register: Register, table: RegisterTable, name: str, where: list[int]) -> None:
    visible = [at for at in where if at + 1 not in table.hidden_columns]
    choices = [(str(at), table.label(at)) for at in (*visible, *(at for at in where if at not in visible))]
    words = _("Several columns are called alike. Which one is read?")
    answer = int(_ask_column(register, table, where[0], "twice", words, choices))
    workbook.move(table, name, answer)
    table.unread += [table.label(at) for at in where if at != answer]


def _choose_meaning(register: Register, table: RegisterTable, position: int, may: tuple[str, ...]) -> None:
    called = set(table.positions.values())
    free = [name for name in may if name not in called]
    if len(free) == 1 < len(may):
        workbook.move(table, free[0], position)  # สัจจะ/เดือน is there already, so that สัจจะ is what was saved
        return
    answer = LEAVE
    if free:
        choices = [*((name, str(meaning(name))) for name in free), (LEAVE, _("Neither: do not read this column"))]
        words = _("This header does not say which amounts stand below it. What are they?")
        answer = _ask_column(register, table, position, "meaning", words, choices)
    if answer == LEAVE:
        table.unread.append(table.label(position))
    else:
        workbook.move(table, answer, position)


def meaning(name: str) -> str:
    if name == "pledge":
        return _("The pledge of a month, in baht")
    return _("%(kind)s in baht, as of the register's day") % {"kind": columns.Kind(name).label}


def _choose_hidden(register: Register, table: RegisterTable, name: str, position: int) -> None:
    if name in table.twice:
        return
    words = _("This column is hidden. Is it to be read?")
    choices = [(READ, _("Yes, read it")), (LEAVE, _("No, leave it out"))]
    if _ask_column(register, table, position, "hidden", words, choices) == LEAVE:
        workbook.move(table, name, None)
        table.unread.append(table.label(position))


# -- Rows --------------------------------------------------------------------------------------------------------------


def leave_hidden_rows(register: Register, table: RegisterTable) -> None:
    """Hidden rows are read unless their writer says that they are left out; those are listed."""
    hidden = [line for line in table.lines if line.number in table.hidden_rows and line.cells]
    if not hidden:
        return
    numbers = ", ".join(str(line.number) for line in hidden[:12]) + (" …" if len(hidden) > 12 else "")
    words = _("%(n)d rows are hidden (%(rows)s). Do they belong to it?") % {"n": len(hidden), "rows": numbers}
    choices = [(READ, _("Yes, read them")), (LEAVE, _("No, leave them out"))]
    if _sheet_question(register, table, f"rows-{table.kind}", words, choices) == LEAVE:
        for line in hidden:
            register.skip(table, line, _("a hidden row, left out as was answered"))
            table.lines.remove(line)


def missing_columns(register: Register, table: RegisterTable) -> None:
    needed = {"born_on": _("born on"), "joined_on": _("joined on")}
    if "full_name" not in table.headers:
        needed["first_name"] = _("first name")
    absent = [label for name, label in needed.items() if name not in table.headers]
    if not set(columns.BALANCES) & set(table.headers):
        absent.append(_("savings or shares brought forward"))
    cure = _("The column “%(column)s” is missing. Add it to the header, as in the blank register.")
    register.faults += [Fault(table.sheet, table.header, "", "", cure % {"column": label}) for label in absent]
