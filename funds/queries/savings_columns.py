"""The columns of savings, fines and entry fees on the collection sheet (R3.4, R3.17, R3.25)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from funds.models import Passbook
from funds.queries.dues import ZERO, fines_due, standings, takers
from funds.queries.fees import with_fees
from funds.queries.sheet import SheetCell, SheetColumn
from funds.queries.unusual import with_usual
from funds.rules import dues as dues_rules
from ledger import chart
from villages import rules as villages_rules
from villages.models import Group, GroupBook, Member, Person

LAST = 10**9  # fines and fees come after every kind of saving


@dataclass(frozen=True)
class Savings:
    """Passbooks, entry fees and fines at the table. The two services write the obligations of an evening."""

    open_day: Callable[[Sequence[GroupBook], date], None]
    count_day: Callable[[Sequence[GroupBook], date], None]

    def group_books(self, groups: Iterable[Group]) -> Iterable[GroupBook]:
        """The books of these groups that have a kind of savings."""
        of_savings = GroupBook.objects.filter(group__in=groups, products__isnull=False).distinct()
        return of_savings.select_related("book", "group")

    def cells(self, group_books: Sequence[GroupBook], on: date, person: Person | None) -> Iterable[SheetCell]:
        """What everybody, or one person, may pay on a day: savings, then fines, then entry fees, in baht."""
        own = {group_book.pk: group_book for group_book in group_books}
        passbooks = list(with_usual(takers(group_books, on, person)))
        stands = standings(passbooks, on)
        for passbook in passbooks:
            if bylaw := villages_rules.in_force(passbook.product.bylaws.all(), on):
                usual = vars(passbook)["promised"] or vars(passbook)["usual"] or bylaw.minimum
                yield _saving(own[passbook.product.group_book_id], passbook, bylaw, stands.get(passbook.pk), usual)
        yield from _fines(own, passbooks, stands)
        yield from _fees(own, passbooks, on)


def _saving(group_book, passbook, bylaw, stands: dues_rules.Standing | None, usual: Decimal) -> SheetCell:
    """The amount filled in in a passbook's cell: the months owed; nothing where nothing was promised."""
    product, stands = passbook.product, stands or dues_rules.Standing()
    column = SheetColumn(f"p{product.pk}", product.name, group_book, product.heading, product.event, product.pk)
    note = ""
    if stands.arrears:
        note = _("%(baht)s from before") % {"baht": f"{stands.arrears:,.2f}"}
    elif stands.prepaid:
        note = _("%(baht)s paid ahead") % {"baht": f"{stands.prepaid:,.2f}"}
    limits = {"account_id": passbook.account_id, "minimum": bylaw.minimum, "step": bylaw.step}
    return SheetCell(column, passbook.member, stands.due, note=note, usual=usual, **limits)


def _fines(own: dict[int, GroupBook], passbooks: Sequence[Passbook], stands: dict[int, dues_rules.Standing]):
    """One fine a member and book: for all months missed, less what was paid (R3.17)."""
    fines = fines_due(passbooks, stands)
    dues: dict[tuple[int, Member], Decimal] = defaultdict(Decimal)
    for passbook in passbooks:
        dues[passbook.product.group_book_id, passbook.member] += fines.get(passbook.pk, ZERO)
    for (group_book, member), due in dues.items():
        if due:
            column = SheetColumn(f"fine{group_book}", _("Fine"), own[group_book], chart.FINES, "J06", LAST)
            yield SheetCell(column, member, due, most=due)


def _fees(own: dict[int, GroupBook], passbooks: Sequence[Passbook], on: date):
    """The entry fee of who never paid one and did not come with the opening register (R3.25).

    It is filled in for a newcomer; for an older member the cell is empty.
    """
    bylaws = [(passbook, villages_rules.in_force(passbook.product.bylaws.all(), on)) for passbook in passbooks]
    fees = {
        passbook.member: (passbook, bylaw.entry_fee)
        for passbook, bylaw in reversed(bylaws)
        if bylaw and bylaw.entry_fee
    }
    if not fees:
        return
    for member in with_fees(Member.objects.filter(pk__in=[member.pk for member in fees])):
        if member.owes_fee:
            passbook, fee = fees[member]
            group_book = own[passbook.product.group_book_id]
            column = SheetColumn(f"fee{group_book.pk}", _("Entry fee"), group_book, chart.ENTRY_FEES, "J05", LAST + 1)
            due = fee if member.is_newcomer else ZERO
            yield SheetCell(column, passbook.member, due, minimum=fee, step=fee, most=fee)
