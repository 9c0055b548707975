"""Reads of savings: passbooks, pledges, receipts. Amounts come from the books."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from funds import rules
from funds.models import Passbook, Pledge, ProductRule, Receipt, SavingsProduct
from ledger import chart, thai
from ledger import queries as books
from ledger.models import Entry, Line, Verification
from villages.models import Group, GroupBook, Member, PendingRequest, Person

WITH = ("member__person", "member__group__village", "product", "account__book", "account__heading")
RECEIPT_WITH = (
    "entry__book",
    "entry__by",
    "entry__approved_by",
    "entry__reversal",
    "entry__reverses",
    "member__person",
    "member__group__village",
    "received_by",
)


def passbooks(group: Group) -> QuerySet[Passbook]:
    """A group's passbooks with everything a page shows of them."""
    return Passbook.objects.filter(member__group=group).select_related(*WITH)


def passbooks_of(person: Person) -> QuerySet[Passbook]:
    """All passbooks of a person in all groups."""
    return Passbook.objects.filter(member__person=person).select_related(*WITH)


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


def open_passbooks_of(members: Iterable[Member]) -> list[Passbook]:
    """The passbooks that take money now, of some members, each with its pledge and balance."""
    found = Passbook.objects.filter(member__in=members, closed_on=None).select_related(*WITH)
    return with_balances(with_pledges(found, timezone.localdate()).order_by("product_id"))


def with_balances(passbooks: QuerySet[Passbook]) -> list[Passbook]:
    """The same passbooks as a list, each with its `balance` of now; one query for all amounts."""
    found = list(passbooks)
    amounts = books.balances([passbook.account for passbook in found])
    for passbook in found:
        passbook.balance = amounts[passbook.account_id]
    return found


def rule(product: SavingsProduct, on: date) -> ProductRule | None:
    """The by-law in force on a day."""
    return rules.in_force(product.rules.all(), on)


def rule_today(product: SavingsProduct) -> ProductRule | None:
    return rule(product, timezone.localdate())


def pledge(passbook: Passbook, on: date | None = None) -> Decimal | None:
    """What the member promised to save each month, in baht, as of a day or now."""
    past = Pledge.objects.filter(passbook=passbook, from_on__lte=on or timezone.localdate())
    return past.order_by("-from_on").values_list("amount", flat=True).first()


def usual_amount(passbook: Passbook) -> Decimal | None:
    """What the counter suggests: the pledge, else the smallest deposit, in baht."""
    today = rule_today(passbook.product)
    return pledge(passbook) or (today.minimum if today else None)


def entry_fee_due(passbook: Passbook) -> Decimal:
    """The entry fee in baht of a member whose group never took a deposit or a fee of theirs; zero otherwise (R3.25)."""
    today = rule_today(passbook.product)
    if not today or not today.entry_fee or Receipt.objects.filter(member=passbook.member_id).exists():
        return Decimal(0)
    opening = Line.objects.filter(account__passbook__member=passbook.member_id)
    return Decimal(0) if opening.exists() else today.entry_fee


def withdrawn(passbook: Passbook, on: date, *, apart_from: UUID) -> Decimal:
    """What was paid out of a passbook on one day without a second officer, in baht; reversed payments do not count."""
    paid = Line.objects.filter(account=passbook.account, entry__on=on, entry__event="J08", entry__approved_by=None)
    paid = paid.filter(entry__reversal=None).exclude(entry__request_id=apart_from)
    return paid.aggregate(total=Sum("debit"))["total"] or Decimal(0)


def with_pledges(passbooks: QuerySet[Passbook], on: date) -> QuerySet[Passbook]:
    """The same passbooks, each with its `pledge` in force."""
    latest = Pledge.objects.filter(passbook=OuterRef("pk"), from_on__lte=on).order_by("-from_on")
    return passbooks.annotate(pledge=Subquery(latest.values("amount")[:1]))


def receipts(group: Group) -> QuerySet[Receipt]:
    """A group's receipts with everything a page shows of them."""
    return Receipt.objects.filter(member__group=group).select_related(*RECEIPT_WITH)


def with_totals(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """The same receipts, each with its `total` in baht."""
    cash = Line.objects.filter(entry=OuterRef("entry"), account__heading=chart.CASH).values("entry")
    return receipts.annotate(total=Subquery(cash.annotate(total=Sum("debit") + Sum("credit")).values("total")))


def receipts_seen_by(person: Person) -> QuerySet[Receipt]:
    """One's own receipts and one's wards'."""
    mine = Q(member__person=person) | Q(member__guardian=person)
    return Receipt.objects.filter(mine).select_related(*RECEIPT_WITH)


def receipt_ids(passbook: Passbook) -> dict[int, int]:
    """The receipts behind a passbook's lines, by entry."""
    return dict(Receipt.objects.filter(entry__lines__account=passbook.account).values_list("entry_id", "pk"))


def waiting_reversal(entry: Entry) -> PendingRequest | None:
    return PendingRequest.objects.filter(act="reverse", arguments__entry=entry.pk, status="waiting").first()


def passbooks_of_wards(person: Person) -> QuerySet[Passbook]:
    """Passbooks of the children in one's care (R3.27)."""
    return Passbook.objects.filter(member__guardian=person).select_related(*WITH)


def passbooks_seen_by(person: Person) -> QuerySet[Passbook]:
    """One's own passbooks and one's wards'."""
    return Passbook.objects.filter(Q(member__person=person) | Q(member__guardian=person)).select_related(*WITH)


def latest_verification() -> Verification | None:
    """The last proof of all books, which stands on every member's page."""
    return Verification.objects.order_by("-at").first()


def products(group: Group) -> QuerySet[SavingsProduct]:
    """What a group offers, each with all its by-laws."""
    return SavingsProduct.objects.filter(group=group).select_related("pot__book").prefetch_related("rules")


def products_open_to(member: Member) -> QuerySet[SavingsProduct]:
    """What a member has no passbook of yet."""
    return SavingsProduct.objects.filter(group=member.group).exclude(passbooks__member=member)


def savings_pot(group: Group) -> GroupBook:
    """The book of a group that takes members' money (R1.13)."""
    return group.books.select_related("book", "group").get(takes_savings=True)


def blank_rule_like(product: SavingsProduct) -> ProductRule:
    """A new by-law to be filled in, beginning with what holds today."""
    today = rule_today(product) or ProductRule(product=product)
    kept = ("minimum", "step", "entry_fee", "withdrawable", "withdrawal_limit", "youngest", "oldest")
    return ProductRule(product=product, **{name: getattr(today, name) for name in kept})
