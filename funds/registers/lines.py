"""What a line under a register's header is: a member, or a sum, a header again, a note, a signature."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from funds.registers import cells, workbook
from funds.registers.columns import BALANCES, SEQUENCE, Kind
from funds.registers.model import Register, RegisterRow, total
from funds.registers.workbook import Line, Place, RegisterTable, blank, says
from ledger import thai

# รวม, รวมหน้า 2, ยอดรวมทั้งสิ้น, ทั้งหมด, ยอดยกมา, ยกไป: never the beginning of a name like รวมพร.
SUM = re.compile(
    r"(?:ยอด|ผล)?\s*(?:รวม(?=$|[\s:.(\d]|ทั้ง|หน้า|แผ่น|เงิน|ยอด|จำนวน|สมาชิก|สุทธิ|เป็น|ยกไป|สะสม)|ทั้งหมด|ทั้งสิ้น|ยกมา|ยกไป)|total"
)
GONE = re.compile(r"ลาออก|พ้นสภาพ|เสียชีวิต|ถึงแก่กรรม|^ตาย|ย้ายออก|จำหน่าย|คัดชื่อออก|ถูกให้ออก")
FORWARD = re.compile(r"(?:ยอด)?\s*ยกมา")
PAGE = re.compile(r"หน้า|แผ่น")
NOTE = re.compile(
    r"[(.…*]|งบทดลอง|หมายเหตุ|ลงชื่อ|ลายเซ็น|ตรวจแล้ว|ผู้ตรวจ|ผู้จัดทำ|ผู้รับรอง|รับรอง|ข้อมูล|ประธาน|เหรัญญิก|เลขานุการ|วันที่|พิมพ์|จัดทำ"
)
IDENTITY = ("citizen_id", "born_on")
NAMES = ("first_name", "last_name", "full_name")
PERSONAL = ("number", "joined_on", "phone", "house_no", "nominee", "guardian")
LONGEST = 20  # letters of a number, a day or a house
LEAVE = "leave"


class Sums:
    """The members' money so far: on this page, in this table, in all tables. None where an amount could not be read."""

    def __init__(self, before: list[RegisterRow]):
        self.rows: list[RegisterRow] = []
        everything = {kind: total(row.balances.get(kind, Decimal(0)) for row in before) for kind in BALANCES}
        self.scopes: list[dict[Kind, Decimal | None]] = [self._nothing(), self._nothing(), everything]

    @staticmethod
    def _nothing() -> dict[Kind, Decimal | None]:
        return dict.fromkeys(BALANCES, Decimal(0))

    def add(self, row: RegisterRow) -> None:
        self.rows.append(row)
        for scope in self.scopes:
            for kind, amount in row.balances.items():
                scope[Kind(kind)] = total([scope[Kind(kind)], amount])

    def turn(self) -> None:
        """The next page begins."""
        self.scopes[0] = self._nothing()

    def of(self, kind: Kind) -> list[Decimal | None]:
        """What a total may come to: nearest first."""
        return [scope[kind] for scope in self.scopes]


def why_not(register: Register, table: RegisterTable, line: Line, sums: Sums) -> str:
    """Why a line is no member; empty for a member. Asks where it may be either."""
    filled = {name for name, place in line.places.items() if says(place.value)}
    if workbook.is_header(table, line):
        return _("the header, printed again")
    if any(_identifies(line.places[name].value) for name in filled & set(IDENTITY)):
        return _gone(register, table, line)
    if not filled & {*NAMES, *PERSONAL} and not line.words and not filled - {SEQUENCE, ""}:
        return _("only a running number") if SEQUENCE in filled else _("nothing that a register reads")
    return _without_identity(register, table, line, sums, filled)


def _without_identity(register: Register, table: RegisterTable, line: Line, sums: Sums, filled: set[str]) -> str:
    word = next((word for word in line.words if SUM.match(thai.comparable(word))), "")
    personal = {name for name in filled & {*PERSONAL, SEQUENCE} if _is_personal(name, line.places[name].value)}
    if word and not personal and FORWARD.match(thai.comparable(word)) and not sums.rows and filled & set(BALANCES):
        return _ask(register, table, line, _("This line brings an amount forward, and no member stands above it."))
    if word and not personal:
        _check_sum(register, table, line, sums, word)
        return _("a total")
    amounts = filled & {*BALANCES, "pledge"}
    if amounts and not filled & set(NAMES) and not personal:
        if _is_sum(line, sums):
            sums.turn()
            return _("a total without a word: it is the sum of the rows above")
        return _ask(register, table, line, _("This line has amounts and neither name nor citizen ID."))
    if word:
        return _ask(register, table, line, _("This line begins like a total and has what a member has."))
    if not amounts and not (personal - {SEQUENCE} and len(line.cells) > 1):
        return _note(register, table, line, personal)
    return ""


def _identifies(value: Any) -> bool:
    return not isinstance(value, str) or re.search(r"\d", value) is not None


def _gone(register: Register, table: RegisterTable, line: Line) -> str:
    """A line of somebody of whom a remark says that they left is asked about."""
    word = next((word for word in _remarks(table, line) if GONE.search(thai.comparable(word))), "")
    if not word:
        return ""
    place = next(line.places[name] for name in IDENTITY if name in line.places)
    whole = Place(line.number, place.column, line.said)
    choices = [("member", _("Yes: read the line")), (LEAVE, _("No: leave it out"))]
    words = _("A remark says “%(remark)s”. Is this still a member?") % {"remark": word}
    answer = register.ask_about(table, whole, "gone", words, choices)
    return _("left out, as was answered") if answer == LEAVE else ""


def _remarks(table: RegisterTable, line: Line) -> Iterable[str]:
    """Words in columns that are not read."""
    unread = ((at, value) for at, value in line.cells.items() if not table.positions.get(at))
    return (value for _at, value in unread if isinstance(value, str))


def _is_personal(name: str, value: Any) -> bool:
    """Whether a cell says what its column is for, and is no note that somebody began there."""
    if not isinstance(value, str):
        return True
    if NOTE.match(thai.comparable(value)):
        return False
    return name in ("nominee", "guardian") or (len(value.strip()) <= LONGEST and re.search(r"\d", value) is not None)


def _note(register: Register, table: RegisterTable, line: Line, personal: set[str]) -> str:
    named = any(name in line.places and not blank(line.places[name].value) for name in NAMES)
    if not named or any(NOTE.match(thai.comparable(word)) for word in line.words):
        return _("a note or a signature")
    if personal:
        return ""  # numbered like the others: a member of whom nothing else is written
    return _ask(register, table, line, _("This line has a name and nothing else."))


def _ask(register: Register, table: RegisterTable, line: Line, words: str) -> str:
    place = next(place for place in line.places.values() if not blank(place.value))
    whole = Place(line.number, place.column, line.said)
    choices = [(LEAVE, _("It is no member: leave it out")), ("member", _("It is a member: what is missing is told"))]
    answer = register.ask_about(table, whole, "line", _("%(what)s Is it a member?") % {"what": words}, choices)
    if answer != LEAVE:
        return ""
    return _("left out, as was answered") if register.questions[-1].answer else _("is asked about; left out until then")


# -- Sums --------------------------------------------------------------------------------------------------------------


def _is_sum(line: Line, sums: Sums) -> bool:
    written = {
        kind: line.places[kind] for kind in BALANCES if kind in line.places and not blank(line.places[kind].value)
    }
    return bool(written) and all(_amount(place) in sums.of(kind) for kind, place in written.items())


def is_sum(places: dict[str, Place], above: list[dict[str, Place]], names: Iterable[str]) -> bool:
    """Whether every amount of a line is the sum of those above it."""
    filled = [name for name in names if not blank(places[name].value)]
    return all(_amount(places[name]) == total(_amount(other[name]) for other in above) for name in filled)


def _amount(place: Place) -> Decimal | None:
    try:
        return cells.baht(place.value)
    except cells.Unreadable:
        return None


def _check_sum(register: Register, table: RegisterTable, line: Line, sums: Sums, word: str) -> None:
    """A total the committee wrote is the sum of the rows above it, of this page or of all, where all can be read."""
    for kind in BALANCES:
        place = line.places.get(kind)
        may = sums.of(kind)
        if place is None or blank(place.value) or None in may:
            continue
        amount = register.value(table, place, cells.baht)
        if amount is not None and amount not in may:
            summed = may[0] if PAGE.search(word) else may[1]
            cure = _("The rows above come to %(sum)s. Look for the row that is wrong, or mend the total.")
            register.fault(table, place, cure % {"sum": thai.money(summed or Decimal(0))})
    sums.turn()
