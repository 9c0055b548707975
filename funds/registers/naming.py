"""Title and name of a member, in whatever columns they stand (R9.8)."""

from django.utils.translation import gettext as _

from funds.registers import cells
from funds.registers.faults import Question
from funds.registers.model import Register, RegisterRow
from funds.registers.workbook import Place, RegisterTable
from villages import titles


def read(register: Register, table: RegisterTable, row: RegisterRow, places: dict[str, Place]) -> None:
    """A title column is taken as written. A title before the name is cut off, or asked about where it is doubtful."""
    place = places.get("first_name") or places.get("full_name")
    if place is None:
        return
    cut = register.value(table, place, cells.whole_name)
    if cut is None:
        row.first_name = row.last_name = None
        return
    if cut.title and (cut.doubtful or row.prefix not in ("", None, cut.title)):
        cut = _ask_which(register, table, place, cut)
        row.prefix = row.prefix or cut.title or _title_of(register, table, place, cut.name)
    row.prefix = row.prefix or cut.title
    row.first_name = cut.name
    if "first_name" not in places:
        row.first_name, _space, row.last_name = cut.name.partition(" ")


def _ask_which(register: Register, table: RegisterTable, place: Place, cut: titles.Cut) -> titles.Cut:
    """พระพาย may be พระ and พาย, or a name: its writer says which."""
    whole = cells.text(place.value)
    apart = _("%(title)s is the title, %(name)s the name") % {"title": cut.title, "name": cut.name}
    together = _("%(name)s is the name") % {"name": whole}
    words = _("“%(title)s” may be a title or the beginning of the name. Which is it?") % {"title": cut.title}
    answer = register.ask_about(table, place, "title", words, [("title", apart), ("name", together)])
    return cut if answer == "title" else titles.Cut("", whole, doubtful=False)


def _title_of(register: Register, table: RegisterTable, place: Place, name: str) -> str:
    """The title of somebody whose name was taken for one; empty until it is answered."""
    words = _("Which title has %(name)s?") % {"name": name}
    where = (table.sheet, place.row, place.column, cells.text(place.value))
    choices = [(title, f"{title}{name}") for title in titles.EVERYDAY]
    return register.ask(Question("untitled", *where, words, choices, ""))
