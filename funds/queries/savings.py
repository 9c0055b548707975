"""Reads of savings: passbooks, pledges, receipts. Amounts come from the books."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from django.db import connection
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from funds.models import Passbook, Pledge, ProductBylaw, Receipt, SavingsProduct
from ledger import chart, thai
from ledger import queries as books
from ledger.models import Entry, Line, Verification
from villages import rules as villages_rules
from villages.models import Group, GroupBook, Member, PendingRequest, Person
from villages.queries import people as people_queries

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# Acts that wait for a second officer.
WITHDRAW, REVERSE, REGISTER = "withdraw", "reverse", "bring in a register"
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
    """The members that one field at the counter finds; for a running number, 12 or 0012, only that member."""
    members = Member.objects.filter(group=group, left_on=None).select_related("person__village", "group")
    members = members.order_by("person__sort_key")
    figures = thai.digits(text).replace("-", "").strip()
    if thai.is_figures(figures):
        exact = Q(number=f"{figures[:2]}-{figures[2:]}") | Q(number__endswith=f"-{figures:0>4}")
        if len(figures) >= 4:
            exact |= Q(person__citizen_id__endswith=figures) | Q(person__network_id__endswith=figures)
        called = members.filter(exact)
        if called.exists():
            return called
    return people_queries.matching(members, text)


def open_passbooks_of(members: Iterable[Member]) -> "list[WithAnnotations[Passbook, Balances]]":
    """The passbooks that take money now, of some members, each with its pledge and balance."""
    open_books = Passbook.objects.filter(member__in=members, closed_on=None).select_related(*WITH)
    return with_balances(open_books.order_by("product_id"))


class Balances(TypedDict):
    """What `with_balances` adds to a passbook, in baht."""

    pledge: Decimal | None
    balance: Decimal


def with_balances(passbooks: QuerySet[Passbook]) -> "list[WithAnnotations[Passbook, Balances]]":
    """The same passbooks as a list, each with its `pledge` and `balance` of now; one query for all amounts."""
    latest = Pledge.objects.filter(passbook=OuterRef("pk"), from_on__lte=timezone.localdate()).order_by("-from_on")
    annotated = passbooks.annotate(pledge=Subquery(latest.values("amount")[:1]))
    rows = cast("list[WithAnnotations[Passbook, Balances]]", list(annotated))
    amounts = books.balances([passbook.account for passbook in rows])
    for passbook in rows:
        passbook.balance = amounts[passbook.account_id]
    return rows


def bylaw_on(product: SavingsProduct, on: date) -> ProductBylaw | None:
    """The by-law in force on a day."""
    return villages_rules.in_force(product.bylaws.all(), on)


class DepositBylaw(NamedTuple):
    """What a deposit must keep to, in baht, above what a second officer agrees (R3.32), and the box's account."""

    minimum: Decimal
    step: Decimal
    cash: int
    second_look: Decimal = Decimal(0)


DEPOSIT_BYLAW = """
    SELECT minimum, step, (SELECT id FROM ledger_account WHERE book_id = %s AND heading_id = %s AND holder = ''),
           coalesce((SELECT second_look FROM funds_workingdaybylaw WHERE group_id = %s AND effective_from <= %s
                     AND agreed_at IS NOT NULL ORDER BY effective_from DESC LIMIT 1), 0)
      FROM funds_productbylaw WHERE product_id = %s AND effective_from <= %s AND agreed_at IS NOT NULL
     ORDER BY effective_from DESC LIMIT 1
"""


def deposit_bylaw(passbook: Passbook, on: date) -> DepositBylaw | None:
    """The terms of a deposit by the by-law of a day, in one query."""
    group = passbook.member.group_id
    with connection.cursor() as cursor:
        cursor.execute(DEPOSIT_BYLAW, [passbook.account.book_id, chart.CASH, group, on, passbook.product_id, on])
        row = cursor.fetchone()
    return DepositBylaw(*row) if row else None


def bylaw_today(product: SavingsProduct) -> ProductBylaw | None:
    """The by-law of a product that is in force today, or None."""
    return bylaw_on(product, timezone.localdate())


def withdrawal_bylaw(passbook: Passbook) -> ProductBylaw | None:
    """The by-law of today when it lets this passbook pay out; who left the group may take everything (R1.3)."""
    bylaw = None if passbook.closed_on else bylaw_today(passbook.product)
    return bylaw if bylaw and (bylaw.withdrawable or not passbook.member.is_active) else None


def pledge(passbook: Passbook, on: date | None = None) -> Decimal | None:
    """What the member promised to save each month, in baht, as of a day or now."""
    past = Pledge.objects.filter(passbook=passbook, from_on__lte=on or timezone.localdate())
    return past.order_by("-from_on").values_list("amount", flat=True).first()


def usual_amount(passbook: Passbook) -> Decimal | None:
    """What the counter suggests: the pledge, else the smallest deposit, in baht."""
    today = bylaw_today(passbook.product)
    return pledge(passbook) or (today.minimum if today else None)


def withdrawn(passbook: Passbook, on: date) -> Decimal:
    """What was paid out of a passbook on one day, in baht; reversed payments do not count."""
    paid = Line.objects.filter(account=passbook.account_id, entry__on=on, entry__event="J08", entry__reversal=None)
    return paid.aggregate(total=Sum("debit"))["total"] or Decimal(0)


def receipts(group: Group) -> QuerySet[Receipt]:
    """A group's receipts with everything a page shows of them."""
    return Receipt.objects.filter(member__group=group).select_related(*RECEIPT_WITH)


class Total(TypedDict):
    """What `with_totals` adds to a receipt, in baht."""

    total: Decimal


def with_totals(receipts: QuerySet[Receipt]) -> "QuerySet[WithAnnotations[Receipt, Total]]":
    """The same receipts, each with its `total` in baht."""
    cash = Line.objects.filter(entry=OuterRef("entry"), account__heading__in=chart.HANDED_OVER).values("entry")
    return receipts.annotate(total=Subquery(cash.annotate(total=Sum("debit") + Sum("credit")).values("total")))


def amount(entry: Entry) -> Decimal:
    """What a receipt is over, in baht: the cash that changed hands, or the transfer that was identified."""
    lines = entry.lines.filter(account__heading__in=chart.HANDED_OVER)
    sums = lines.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (sums["debit"] or Decimal(0)) + (sums["credit"] or Decimal(0))


def taken_and_paid(receipts: QuerySet[Receipt]) -> tuple[int, Decimal, Decimal]:
    """How many receipts, and what they took in and paid out in baht; reversed ones do not count."""
    standing = receipts.filter(entry__reversal=None)
    cash = Line.objects.filter(entry__in=standing.order_by().values("entry"), account__heading__in=chart.HANDED_OVER)
    sums = cash.aggregate(entries=Count("entry", distinct=True), taken=Sum("debit"), paid=Sum("credit"))
    return sums["entries"], sums["taken"] or Decimal(0), sums["paid"] or Decimal(0)


def wards(person: Person) -> QuerySet[Member]:
    """The children in one's care, until they come of age (R3.27)."""
    return Member.objects.filter(people_queries.minors(timezone.localdate()), guardian=person)


def receipts_seen_by(person: Person) -> QuerySet[Receipt]:
    """One's own receipts and one's wards'."""
    seen = Q(member__person=person) | Q(member__in=wards(person))
    return Receipt.objects.filter(seen).select_related(*RECEIPT_WITH)


def statement(passbook: Passbook, start: date, end: date) -> books.Statement:
    """A passbook's lines of a period; each entry has its receipt, who received the money (R0.20), and what it reverses
    or what reversed it.
    """
    period = books.statement(passbook.account, start, end)
    entries = {row.entry.pk: row.entry for row in period.rows}
    receipts = {
        receipt.entry_id: receipt for receipt in Receipt.objects.filter(entry__in=entries).select_related("received_by")
    }
    mirrors = Entry.objects.filter(Q(pk__in=entries, reverses__isnull=False) | Q(reverses__in=entries))
    reversals = list(mirrors.values_list("pk", "number", "reverses", "reverses__number"))
    undone = {original: number for _mirror, number, original, _number in reversals}
    undoes = {mirror: number for mirror, _number, _original, number in reversals}
    for pk, entry in entries.items():
        receipt = receipts.get(pk)
        vars(entry).update(receipt_pk=receipt and receipt.pk, received_by=receipt and receipt.received_by)
        vars(entry).update(reversed_by=undone.get(pk), reverses_number=undoes.get(pk))
    return period


def waiting_reversal(entry: Entry) -> PendingRequest | None:
    """The request to reverse an entry that waits for a second officer, if there is one."""
    return PendingRequest.objects.filter(act=REVERSE, arguments__entry=entry.pk, status="waiting").first()


def passbooks_of_wards(person: Person) -> QuerySet[Passbook]:
    """Passbooks of the children in one's care."""
    return Passbook.objects.filter(member__in=wards(person)).select_related(*WITH)


def passbooks_seen_by(person: Person) -> QuerySet[Passbook]:
    """One's own passbooks and one's wards'."""
    seen = Q(member__person=person) | Q(member__in=wards(person))
    return Passbook.objects.filter(seen).select_related(*WITH)


def latest_verification() -> Verification | None:
    """The last proof of all books, which is shown on every member's page."""
    return Verification.objects.order_by("-at").first()


def products(group: Group) -> QuerySet[SavingsProduct]:
    """What a group offers, each with all its by-laws, and in `proposals` the one that waits."""
    waiting = Prefetch("bylaws", ProductBylaw.every.filter(agreed_at=None), to_attr="proposals")
    offered = SavingsProduct.objects.filter(group=group).select_related("group_book__book", "group")
    return offered.prefetch_related("bylaws", waiting)


def products_open_to(member: Member) -> QuerySet[SavingsProduct]:
    """What a member has no open passbook of."""
    taken = Passbook.objects.filter(member=member, closed_on=None).values("product")
    return SavingsProduct.objects.filter(group=member.group).exclude(pk__in=taken).select_related("group_book__book")


def savings_group_book(group: Group) -> GroupBook:
    """The book of a group that takes members' money (R1.13)."""
    return group.books.select_related("book", "group").get(takes_savings=True)
