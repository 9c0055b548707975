"""What a group offers to savers, by which by-laws."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from funds import queries
from funds.models import ProductRule, SavingsProduct
from ledger import services as ledger
from ledger import thai
from villages.models import GroupBook


@transaction.atomic
def offer(pot: GroupBook, kind: str, name: str, *, from_on: date, resolution: str, **terms) -> SavingsProduct:
    """A new way of saving in a group, with its first by-law rule (R0.1). `terms` are fields of `ProductRule`."""
    if not pot.takes_savings:
        raise ValidationError(_("This book holds the government's money and takes no savings (R1.14)."))
    name = " ".join(name.split())
    if SavingsProduct.objects.filter(group=pot.group, name=name).exists():
        raise ValidationError(_("The group already offers savings of this name. Choose another name."), code="name")
    product = SavingsProduct(group=pot.group, pot=pot, kind=kind, name=name)
    product.full_clean()
    product.save()
    set_rule(product, from_on=from_on, resolution=resolution, **terms)
    ledger.activate(pot.book, product.heading)
    return product


def set_rule(product: SavingsProduct, *, from_on: date, resolution: str, **terms) -> ProductRule:
    """What the by-laws say of a product from a day on, by which resolution. `terms` are amounts in baht and ages.

    A day on which money was already taken or paid keeps the rule it was judged by (R0.1).
    """
    if not resolution.strip():
        raise ValidationError(_("Name the meeting and resolution that decided this rule."), code="resolution")
    if product.rules.filter(effective_from=from_on).exists():
        raise ValidationError(
            _("A by-law from this day is already written. Choose another day."), code="effective_from"
        )
    last = queries.last_day(product)
    if last and from_on <= last and product.rules.exists():
        raise ValidationError(
            _("Money was already recorded on %(day)s by the by-law of that day. Enter a later day."),
            code="effective_from",
            params={"day": thai.long_date(last)},
        )
    rule = ProductRule(product=product, effective_from=from_on, resolution=resolution.strip(), **terms)
    rule.full_clean()
    rule.save()
    return rule
