"""Reads of savings: passbooks, pledges, receipts. Amounts come from the books."""

from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from funds import rules
from funds.models import Passbook, Pledge, ProductRule, Receipt, SavingsProduct
from ledger import thai
from villages.models import Group, Member, Person


def passbooks(group: Group) -> QuerySet[Passbook]:
    """A group's passbooks with everything a page shows of them."""
    return Passbook.objects.filter(member__group=group).select_related(
        "member__person", "member__group__village", "product", "account__book", "account__heading"
    )


def passbooks_of(person: Person) -> QuerySet[Passbook]:
    """All passbooks of a person in all groups."""
    return Passbook.objects.filter(member__person=person).select_related(
        "member__person", "member__group__village", "product", "account__book", "account__heading"
    )


def find_members(group: Group, text: str) -> QuerySet[Member]:
    """Members by one field: part of a name, a member number, or the last digits of a citizen ID."""
    members = Member.objects.filter(group=group, left_on=None).select_related("person__village", "group")
    members = members.order_by("person__sort_key")
    text = thai.digits(text).strip()
    if not text:
        return members
    figures = text.replace("-", "").replace(" ", "")
    if figures.isdigit():
        return members.filter(
            Q(number__contains=text) | Q(number__endswith=figures) | Q(person__citizen_id__endswith=figures)
        )
    for word in text.split():
        members = members.filter(
            Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word) | Q(person__prefix=word)
        )
    return members


def rule(product: SavingsProduct, on: date) -> ProductRule | None:
    """The by-law in force on a day."""
    return rules.in_force(product.rules.all(), on)


def pledge(passbook: Passbook, on: date) -> Decimal | None:
    """What the member promised to save each month, in baht, as of a day."""
    return (
        Pledge.objects.filter(passbook=passbook, from_on__lte=on)
        .values_list("amount", flat=True)
        .order_by("-from_on")
        .first()
    )


def with_pledges(passbooks: QuerySet[Passbook], on: date) -> QuerySet[Passbook]:
    """The same passbooks, each with its `pledge` in force."""
    latest = Pledge.objects.filter(passbook=OuterRef("pk"), from_on__lte=on).order_by("-from_on")
    return passbooks.annotate(pledge=Subquery(latest.values("amount")[:1]))


def receipts(group: Group) -> QuerySet[Receipt]:
    return Receipt.objects.filter(member__group=group).select_related(
        "entry__book", "entry__by", "entry__approved_by", "member__person", "member__group__village", "received_by"
    )
