"""Days that are possible but hardly meant: Excel's 19xx, a เด็กชาย of 76, joining before the founding (R0.17)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from funds.registers import workbook
from funds.registers.faults import Question
from funds.registers.model import Register, RegisterRow
from ledger import thai
from villages.models import Group, Person

FIRST_GROUPS = date(1974, 1, 1)  # no savings group is older (R1.7)
OLDEST = 110  # years that somebody may have lived
CHILD_UNTIL = 15  # when เด็กชาย becomes นาย
CHILDREN = ("เด็กชาย", "เด็กหญิง")
GROWN = {"เด็กชาย": ("นาย",), "เด็กหญิง": ("นางสาว", "นาง")}
YOUNG = {"นาย": ("เด็กชาย",), "นาง": ("เด็กหญิง",), "นางสาว": ("เด็กหญิง",)}
FEW = 4  # so many such cells of one column are asked one by one, more of them together
BUDDHIST, WRITTEN, EACH, BY_AGE = "buddhist", "written", "each", "by age"


class Era(NamedTuple):
    """A cell that Excel keeps as a Christian year, and the Buddhist day that makes more sense."""

    row: RegisterRow
    name: str
    likelier: date


def ask(register: Register, group: Group) -> None:
    """Ask about days that do not fit the group, the title or each other; the likelier reading is shown meanwhile."""
    on = min(register.on or timezone.localdate(), timezone.localdate())
    eras = [*_eras(register, group, "born_on", on), *_eras(register, group, "joined_on", on)]
    for name in ("born_on", "joined_on"):
        _ask_eras(register, name, [era for era in eras if era.name == name])
    already_asked = {id(era.row) for era in eras if era.name == "born_on"}
    _ask_ages(register, (row for row in register.rows if id(row) not in already_asked), on)
    _ask_founding(register, group)


# -- Excel's Christian years -------------------------------------------------------------------------------------------


def _eras(register: Register, group: Group, name: str, on: date) -> Iterator[Era]:
    for row in register.rows:
        day, place = getattr(row, name), row.places.get(name)
        if day and place and isinstance(place.value, date) and place.value == day:
            first, last = _likely_birth(row, on) if name == "born_on" else _likely_joining(row, group, on)
            if likelier := thai.likelier_buddhist_day(day, first=first, last=last):
                yield Era(row, name, likelier)


def _likely_birth(row: RegisterRow, on: date) -> tuple[date, date]:
    young, old = _years_before(on, CHILD_UNTIL), _years_before(on, OLDEST)
    if row.prefix in CHILDREN:
        return young, on
    return (old, young) if row.prefix in YOUNG else (old, on)


def _likely_joining(row: RegisterRow, group: Group, on: date) -> tuple[date, date]:
    return max(group.founded_on or FIRST_GROUPS, min(row.born_on or date.min, on)), on


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _ask_eras(register: Register, name: str, eras: list[Era]) -> None:
    together = _ask_together(register, name, eras) if len(eras) > FEW else EACH
    for era in eras:
        written = getattr(era.row, name)
        if together == EACH:
            choices = [(day.isoformat(), thai.long_date(day)) for day in (era.likelier, written)]
            words = _("Excel keeps this cell as a Christian year. Which day is it?")
            table, place = era.row.table, era.row.places[name]
            setattr(era.row, name, date.fromisoformat(register.ask_about(table, place, "era", words, choices)))
        elif together == BUDDHIST:
            setattr(era.row, name, era.likelier)


def _ask_together(register: Register, name: str, eras: list[Era]) -> str:
    first = eras[0]
    place = first.row.places[name]
    words = _(
        "Excel keeps %(n)d cells of this column as Christian years, like row %(row)d: %(written)s, where %(likelier)s "
        "is likelier. What was meant?"
    ) % {
        "n": len(eras),
        "row": place.row,
        "written": thai.long_date(getattr(first.row, name)),
        "likelier": thai.long_date(first.likelier),
    }
    choices = [
        (BUDDHIST, _("Buddhist years in all of these cells, like %(day)s") % {"day": thai.long_date(first.likelier)}),
        (WRITTEN, _("Christian years in all of them, as Excel shows")),
        (EACH, _("Ask about each of them")),
    ]
    where = (first.row.table.sheet, first.row.table.header, place.column, "")
    return register.ask(Question("eras", *where, words, choices, choices[0][0]))


# -- Age against title, joining against founding -----------------------------------------------------------------------


def _ask_ages(register: Register, rows: Iterable[RegisterRow], on: date) -> None:
    odd = [(row, may) for row in rows if (may := _titles_of_age(row, on))]
    together = _ask_ages_together(register, odd, on) if len(odd) > FEW else EACH
    for row, may in odd:
        if together == EACH:
            choices = [
                (WRITTEN, _("Both are right as written")),
                *((title, f"{title}{row.first_name}") for title in may),
            ]
            words = _("%(title)s born on %(day)s is %(age)d years old. If the birthday is wrong, mend it in the file.")
            place = row.places["born_on"]
            answer = register.ask_about(row.table, place, "age", words % _facts(row, on), choices)
            row.prefix = row.prefix if answer == WRITTEN else answer
        elif together == BY_AGE:
            row.prefix = may[0]


def _titles_of_age(row: RegisterRow, on: date) -> tuple[str, ...]:
    """What somebody of that age is called; empty where the title fits."""
    if not row.born_on or row.born_on > on or not row.prefix or "born_on" not in row.places:
        return ()
    return (GROWN if Person(born_on=row.born_on).age(on) >= CHILD_UNTIL else YOUNG).get(row.prefix, ())


def _facts(row: RegisterRow, on: date) -> dict[str, object]:
    age = row.born_on and Person(born_on=row.born_on).age(on)
    return {"title": row.prefix, "day": row.birthday, "age": age, "row": row.places["born_on"].row}


def _ask_ages_together(register: Register, odd: list[tuple[RegisterRow, tuple[str, ...]]], on: date) -> str:
    first = odd[0][0]
    words = _(
        "%(n)d members have a title that does not fit their age, like row %(row)d: %(title)s, born on %(day)s, "
        "%(age)d years old. Which titles do they get?"
    )
    choices = [
        (WRITTEN, _("The titles that are written")),
        (BY_AGE, _("Titles by age: นาย and นางสาว from 15 years, เด็กชาย and เด็กหญิง before")),
        (EACH, _("Ask about each of them")),
    ]
    where = (first.table.sheet, first.table.header, first.places["born_on"].column, "")
    return register.ask(Question("ages", *where, words % ({"n": len(odd)} | _facts(first, on)), choices, WRITTEN))


def _ask_founding(register: Register, group: Group) -> None:
    founded = group.founded_on
    early = [row for row in register.rows if founded and row.joined_on and row.joined_on < founded]
    if not founded or not early:
        return
    first = early[0].places["joined_on"]
    words = _(
        "%(n)d members joined before %(day)s, when the group was founded: rows %(rows)s. Which day do they get?"
    ) % {
        "n": len(early),
        "day": thai.long_date(founded),
        "rows": ", ".join(str(row.places["joined_on"].row) for row in early[:12]) + (" …" if len(early) > 12 else ""),
    }
    choices = [(WRITTEN, _("The day that is written")), ("founded", _("The day of the founding"))]
    where = (early[0].table.sheet, first.row, first.column, workbook.shown(first.value))
    if register.ask(Question("founding", *where, words, choices, WRITTEN)) != WRITTEN:
        for row in early:
            row.joined_on = founded
