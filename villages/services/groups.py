"""Groups and their books."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import chart
from ledger import services as ledger
from ledger.models import Book
from villages.models import Group, GroupBook, Village

# The books of each kind of group: (slug ending, what the book is called, money source, bank, takes members' savings).
MAIN = Book.Source.SAVINGS
POTS = {
    Group.Kind.SAJJA: [("", "", MAIN, chart.SAJJA_BANK, True)],
    Group.Kind.GOP: [("", "", MAIN, chart.MEMBERS_BANK, True)],
    Group.Kind.VF: [
        ("-1", " บัญชี 1 (เงินล้าน)", Book.Source.MILLION, chart.MILLION_BANK, False),
        ("-2", " บัญชี 2 (เงินออม)", MAIN, chart.MEMBERS_BANK, True),
    ],
    Group.Kind.WEL: [("", "", MAIN, chart.WELFARE_BANK, False)],
    Group.Kind.CFI: [("", "", Book.Source.INSTITUTION, chart.INSTITUTION_BANK, True)],
    Group.Kind.OTHER: [("", "", MAIN, chart.MEMBERS_BANK, True)],
}
HEADINGS = (chart.CASH, chart.RESERVE, chart.ENTRY_FEES, chart.RETAINED, chart.BANK_INTEREST)


@transaction.atomic
def create_group(
    kind: Group.Kind, name: str, slug: str, *, village: Village | None, is_demo=False, is_practice=False, **card
) -> Group:
    """A new group with the books of its kind (R0.2, R1.13): a village fund gets two that never mix.

    Raises ValidationError for a short name that is taken.
    """
    group_books = POTS[Group.Kind(kind)]
    taken = Book.objects.filter(slug__in=[slug + ending for ending, *_pot in group_books])
    if taken.exists() or Group.objects.filter(slug=slug).exists():
        raise ValidationError(
            {"slug": _("This short name is taken by another group or its books. Choose another one.")}
        )
    group = Group.objects.create(kind=kind, name=name, slug=slug, village=village, is_practice=is_practice, **card)
    for ending, title, source, bank, takes_savings in group_books:
        headings = (*HEADINGS, bank, *(() if takes_savings else (chart.MILLION_GRANT,) if kind == "VF" else ()))
        flags = {"is_demo": is_demo, "is_practice": is_practice}
        book = ledger.open_book(slug + ending, name + title, headings=headings, money_source=source, **flags)
        GroupBook.objects.create(group=group, book=book, bank_code=bank, takes_savings=takes_savings)
    return group
