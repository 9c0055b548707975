"""The papers of a working day: the sheet to write on, the summary to sign, the list for the wall (R3.10, R3.15)."""

from collections.abc import Callable
from decimal import Decimal
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _

from funds.models import CashBox, Seat, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.queries.sheet import CollectionSheet
from ledger import thai
from ledger.rules import ZERO
from villages.models import Group
from villages.paper.letters import letter
from villages.queries.officers import officers


def blank(day: WorkingDay, group: Group, request: HttpRequest) -> bytes:
    """Names and what is due, with room to write: for an evening without electricity."""
    sheet = sheet_queries.collection_sheet(day)
    numbers = sheet_queries.member_numbers(sheet)
    lines = [
        (row, numbers.get(row.person.pk, []), [row.cells.get(column.key) for column in sheet.columns])
        for row in sheet.rows.values()
    ]
    context = {"sheet": sheet, "books": _books(sheet), "lines": lines, "signatures": _hands(day)}
    context["period"] = _period(day)
    return letter("funds/blank_paper.html", group, _("Sheet of the working day"), context, request=request)


def wall(day: WorkingDay, group: Group, request: HttpRequest) -> bytes:
    """Who paid what, for everybody to read; no numbers of identity cards (R3.15)."""
    sheet = sheet_queries.collection_sheet(day)
    numbers = sheet_queries.member_numbers(sheet)
    came = [row for row in sheet.rows.values() if row.paid]
    lines = [
        (
            row,
            numbers.get(row.person.pk, []),
            [row.paid.get(column.key) for column in sheet.columns],
            sum(row.paid.values(), ZERO),
        )
        for row in came
    ]
    sums = [sum((row.paid.get(column.key, ZERO) for row in came), ZERO) for column in sheet.columns]
    context = {"sheet": sheet, "books": _books(sheet), "lines": lines, "sums": sums, "total": sum(sums, ZERO)}
    context["period"] = _period(day)
    return letter("funds/wall_paper.html", group, _("Paid on the working day"), context, request=request)


def summary(day: WorkingDay, group: Group, request: HttpRequest) -> bytes:
    """Every kind of receipt, the receipts' numbers, the cash, the difference, the bank; to be signed (R3.10)."""
    totals, numbers = evening_receipts_queries.totals(day), evening_receipts_queries.numbers(day)
    boxes = list(boxes_queries.with_whole(boxes_queries.boxes(day)))
    moves = evening_receipts_queries.moves(boxes)
    parts = [
        {
            "box": box,
            "totals": [total for total in totals if total.book == box.group_book.book.name],
            "moves": moves.get(box.pk),
            "numbers": numbers.get(box.group_book.book_id),
            "pieces": _pieces(box),
        }
        for box in boxes
    ]
    chair = next((str(office.person) for office in officers(group) if office.role == "chair"), "")
    context = {
        "day": day,
        "parts": parts,
        "total": sum((total.amount for total in totals), ZERO),
        "signatures": [*_hands(day), (_("Chair"), chair)],
        "period": _period(day),
    }
    return letter("funds/summary_paper.html", group, _("Summary of the day"), context, request=request)


def _books(sheet: CollectionSheet) -> list[tuple[str, int]]:
    """The headings above the columns: whose they are, and how many; two funds may have an entry fee each."""
    return [
        (book, len(list(columns)))
        for book, columns in groupby(sheet.columns, lambda column: column.group_book.book.name)
    ]


def _pieces(box: CashBox) -> list[tuple[str, int, Decimal]]:
    return [(face, number, Decimal(face) * number) for face, number in (box.pieces or {}).items()]


def _hands(day: WorkingDay) -> list[tuple[str, str]]:
    seats = {seat.duty: str(seat) for seat in day.seats.select_related("user")}
    return [(str(duty.label), seats.get(duty.value, "")) for duty in Seat.HANDS]


def _period(day: WorkingDay) -> str:
    """The day, and the groups that sit."""
    return f"{thai.long_date(day.on)} · {', '.join(map(str, days_queries.groups_of(day)))}"


PAPERS: dict[str, Callable[[WorkingDay, Group, HttpRequest], bytes]] = {
    "blank": blank,
    "wall": wall,
    "summary": summary,
}
