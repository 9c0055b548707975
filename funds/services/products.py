"""What a group offers to savers."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from funds.models import ProductBylaw, SavingsProduct
from ledger import services as ledger
from villages.models import GroupBook
from villages.services import bylaws


@transaction.atomic
def offer(
    group_book: GroupBook, kind: str, name: str, bylaw: ProductBylaw, *, by: User, minutes: File | None = None
) -> ProductBylaw:
    """A new way of saving in a group, with its first by-law (R0.1): it can be used once somebody else agreed.

    Raises ValidationError as `new_product` and `bylaws.write` do.
    """
    bylaw.product = new_product(group_book, kind, name)
    return bylaws.write(bylaw, by=by, minutes=minutes)


def new_product(group_book: GroupBook, kind: str, name: str) -> SavingsProduct:
    """A kind of savings that nobody wrote a by-law for yet: it takes nothing.

    Raises ValidationError for a book without savings and for a name that the group has already.
    """
    if not group_book.takes_savings:
        raise ValidationError(_("This book holds the government's money and takes no savings."))
    name = " ".join(name.split())
    if SavingsProduct.objects.filter(group=group_book.group, name=name).exists():
        raise ValidationError(_("The group already offers savings of this name. Choose another name."), code="name")
    product = SavingsProduct(group=group_book.group, group_book=group_book, kind=kind, name=name)
    product.full_clean()
    product.save()
    ledger.activate(group_book.book, product.heading)
    return product
