"""The columns of savings, fines and entry fees on the collection sheet (R3.4, R3.17, R3.25)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from funds.models import Passbook
from funds.queries.dues import ZERO, fines_due, standings, takers
from funds.queries.fees import with_fees
from funds.queries.sheet import Cell, Column
from funds.queries.unusual import with_usual
from funds.rules import dues as dues_rules
from ledger import chart
from villages import rules as villages_rules
from villages.models import Group, GroupBook, Member, Person

LAST = 10**9  # fines and fees stand behind every kind of saving


class Savings:
    """Passbooks, entry fees and fines at the table."""

    def pots(self, groups: Iterable[Group]) -> Iterable[GroupBook]:
        found = GroupBook.objects.filter(group__in=groups, products__isnull=False).distinct()
        return found.select_related("book", "group")

    def cells(self, pots: Sequence[GroupBook], on: date, person: Person | None) -> Iterable[Cell]:
        own = {pot.pk: pot for pot in pots}
        passbooks = list(with_usual(takers(pots, on, person)))
        stands = standings(passbooks, on)
        for passbook in passbooks:
            if law := villages_rules.in_force(passbook.product.rules.all(), on):
                usual = vars(passbook)["promised"] or vars(passbook)["usual"] or law.minimum
                yield _saving(own[passbook.product.pot_id], passbook, law, stands.get(passbook.pk), usual)
        yield from _fines(own, passbooks, stands)
        yield from _fees(own, passbooks, on)


def _saving(pot, passbook, law, stands: dues_rules.Standing | None, usual: Decimal) -> Cell:
    """What stands in a passbook's cell: the months owed; nothing where nothing was promised."""
    product, stands = passbook.product, stands or dues_rules.Standing()
    column = Column(f"p{product.pk}", product.name, pot, product.heading, product.event, product.pk)
    note = ""
    if stands.arrears:
        note = _("%(baht)s from before") % {"baht": f"{stands.arrears:,.2f}"}
    elif stands.prepaid:
        note = _("%(baht)s paid ahead") % {"baht": f"{stands.prepaid:,.2f}"}
    terms = {"account_id": passbook.account_id, "minimum": law.minimum, "step": law.step}
    return Cell(column, passbook.member, stands.due, note=note, usual=usual, **terms)


def _fines(own: dict[int, GroupBook], passbooks: Sequence[Passbook], stands: dict[int, dues_rules.Standing]):
    """One fine a member and book: for all months missed, less what was paid (R3.17)."""
    fines = fines_due(passbooks, stands)
    asked: dict[tuple[int, Member], Decimal] = defaultdict(Decimal)
    for passbook in passbooks:
        asked[passbook.product.pot_id, passbook.member] += fines.get(passbook.pk, ZERO)
    for (pot, member), due in asked.items():
        if due:
            column = Column(f"fine{pot}", _("Fine"), own[pot], chart.FINES, "J06", LAST)
            yield Cell(column, member, due, most=due)


def _fees(own: dict[int, GroupBook], passbooks: Sequence[Passbook], on: date):
    """The entry fee of who never paid one and did not come with the opening register (R3.25).

    It stands there for a newcomer; for somebody older it waits to be typed.
    """
    laws = [(passbook, villages_rules.in_force(passbook.product.rules.all(), on)) for passbook in passbooks]
    asked = {passbook.member: (passbook, law.entry_fee) for passbook, law in reversed(laws) if law and law.entry_fee}
    if not asked:
        return
    for member in with_fees(Member.objects.filter(pk__in=[member.pk for member in asked])):
        if vars(member)["owes_fee"]:
            passbook, fee = asked[member]
            pot = own[passbook.product.pot_id]
            column = Column(f"fee{pot.pk}", _("Entry fee"), pot, chart.ENTRY_FEES, "J05", LAST + 1)
            due = fee if vars(member)["is_newcomer"] else ZERO
            yield Cell(column, passbook.member, due, minimum=fee, step=fee, most=fee)
