"""Savings of a practice group: like the parent group's, with a few months of history, and thrown away as a whole."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import (
    BankDeposit,
    CashBox,
    Device,
    Identification,
    Obligation,
    Passbook,
    Payout,
    Pledge,
    ProductBylaw,
    Receipt,
    SavingsProduct,
    Seat,
    TakenOver,
    UnknownTransfer,
    UnsentReceipt,
    UnsentRow,
    Visit,
    WorkingDay,
    WorkingDayBylaw,
)
from funds.queries import days as days_queries
from funds.queries import savings as savings_queries
from funds.queries import unusual as unusual_queries
from funds.rules import dues as dues_rules
from funds.rules import limits as limits_rules
from funds.services.days import plan
from funds.services.products import offer
from funds.services.savings import deposit, open_passbook
from ledger import chart
from ledger import services as ledger
from ledger.models import Entry
from villages.models import Group, GroupBook, Role
from villages.services import bylaws
from villages.services.practice import refuse_real

FLOAT = Decimal(500)
PLEDGES = [Decimal(amount) for amount in (100, 200, 300, 500)]
USUAL: dict[str, Any] = {"minimum": Decimal(10), "step": Decimal(10), "entry_fee": Decimal(20), "fine": Decimal(5)}
# By the place in the register: who missed months, who paid ahead, who is new. The others paid month by month.
MISSED = {3: 2, 7: 1, 9: 1}
AHEAD, NEWCOMER = 5, 11


@transaction.atomic
def furnish(group: Group, parent: Group, months: list[date], *, by: User) -> None:
    """Savings by the parent's by-laws, an evening planned for today, and what happened in the months before.

    With the first of `months` everybody brings a balance; in the others some pay, some owe. Raises ValidationError for
    a group that is no practice.
    """
    refuse_real(group)
    bylaw = {"effective_from": months[0], "decided_on": months[0], "resolution": _("For practice")}
    products = _products(group, parent, bylaw, by)
    _working_day_bylaw(group, parent, bylaw, by)
    members = list(group.members.select_related("person").order_by("number"))
    for product in products:
        for place, member in enumerate(members):
            _open(product, member, place, months[0])
    for group_book in group.books.filter(products__kind=SavingsProduct.Kind.PLEDGED).distinct():
        _past(group_book, months, by)
    plan([group], timezone.localdate(), by=by)


# -- By-laws -----------------------------------------------------------------------------------------------------------


def _products(group: Group, parent: Group, bylaw: dict[str, Any], by: User) -> list[SavingsProduct]:
    """What the parent offers today, in the book of the same bank account; else pledged savings as most groups do."""
    group_books = {group_book.bank_code: group_book for group_book in group.books.filter(takes_savings=True)}
    proposals = []
    for product in savings_queries.products(parent):
        today = savings_queries.bylaw_today(product)
        if today and product.group_book.bank_code in group_books:
            numbers = {name: getattr(today, name) for name in ProductBylaw.own_fields()}
            proposals.append(
                offer(
                    group_books[product.group_book.bank_code],
                    product.kind,
                    product.name,
                    ProductBylaw(**bylaw, **numbers),
                    by=by,
                )
            )
    if not any(proposed.product.kind == SavingsProduct.Kind.PLEDGED for proposed in proposals):
        group_book = next(iter(group_books.values()))
        pledged = _("Pledged savings (practice)")
        proposals.append(offer(group_book, SavingsProduct.Kind.PLEDGED, pledged, ProductBylaw(**bylaw, **USUAL), by=by))
    return [_agreed(proposed).product for proposed in proposals]


def _working_day_bylaw(group: Group, parent: Group, bylaw: dict[str, Any], by: User) -> None:
    """The parent's rule of working days, but sitting today."""
    of_parent = days_queries.working_day_bylaw(parent, timezone.localdate())
    numbers = {name: getattr(of_parent, name) for name in WorkingDayBylaw.own_fields()} if of_parent else {}
    numbers |= {"day_of_month": timezone.localdate().day, "weekend": WorkingDayBylaw.Weekend.STAY}
    _agreed(bylaws.write(WorkingDayBylaw(group=group, **bylaw, **numbers), by=by))


def _agreed(bylaw: bylaws.ABylaw) -> bylaws.ABylaw:
    return bylaws.agree(bylaw, by=_chair(bylaw.group))


def _chair(group: Group) -> User:
    """The helper who sits as chair agrees."""
    chair = group.officers.get(role=Role.CHAIR).person.user
    assert chair  # every helper has an account
    return chair


# -- What happened before ----------------------------------------------------------------------------------------------


def _open(product: SavingsProduct, member, place: int, since: date) -> None:
    """Everybody saves what was pledged; every second one has the other kinds too."""
    bylaw = savings_queries.bylaw_on(product, since)
    pledged = product.kind == SavingsProduct.Kind.PLEDGED
    if bylaw is None or not bylaw.youngest <= member.person.age(since) <= bylaw.oldest or not (pledged or place % 2):
        return
    pledge = _fitting(PLEDGES[place % len(PLEDGES)], bylaw) if pledged else None
    open_passbook(member, product, on=timezone.localdate() if place == NEWCOMER else since, pledge=pledge)


def _fitting(amount: Decimal, bylaw: ProductBylaw) -> Decimal:
    """The amount, or the next one below that the by-law takes."""
    return max(amount - (amount - bylaw.minimum) % bylaw.step, bylaw.minimum)


def _past(group_book: GroupBook, months: list[date], by: User) -> None:
    """Balances brought in, then month by month what was asked, what was paid, and the cash to the bank."""
    passbooks = savings_queries.passbooks(group_book.group).filter(
        product__group_book=group_book, product__kind=SavingsProduct.Kind.PLEDGED
    )
    old = [book for book in passbooks.order_by("member__number", "pk") if book.opened_on == months[0]]
    if not old:
        return
    cash, bank = ledger.activate(group_book.book, chart.CASH), ledger.activate(group_book.book, group_book.bank_code)
    deposits = [ledger.credit(book.account, _promised(book) * (6 + place)) for place, book in enumerate(old)]
    total = sum((side.credit for side in deposits), Decimal(0))
    in_box = min(FLOAT, total)
    sides = [ledger.debit(cash, in_box), *([ledger.debit(bank, total - in_box)] if total > in_box else []), *deposits]
    post = partial(ledger.post, group_book.book, by=by)
    post(sides, kind=Entry.Kind.OPENING, event="J01", on=months[0], request_id=uuid4(), memo=_("Brought forward"))
    for number, month in enumerate(months[1:]):
        _ask(old, month)
        if paid := sum((_pay(book, number, len(months) - 1, month, by) for book in old), Decimal(0)):
            sides = [ledger.debit(bank, paid), ledger.credit(cash, paid)]
            post(sides, kind=Entry.Kind.JOURNAL, event="J33", on=month, request_id=uuid4(), memo=_("To the bank"))


def _promised(book: Passbook) -> Decimal:
    return savings_queries.pledge(book) or Decimal(0)


def _ask(passbooks: list[Passbook], month: date) -> None:
    for book in passbooks:
        bylaw, due = savings_queries.bylaw_on(book.product, month), _promised(book)
        if bylaw and due:
            fine = dues_rules.fine_of(due, bylaw.fine, bylaw.fine_percent)
            more = {"due": due, "fine": fine, "grace": bylaw.grace, "counted": True}
            Obligation.objects.create(passbook=book, month=month, due_on=month, **more)


def _pay(book: Passbook, number: int, months_asked: int, month: date, by: User) -> Decimal:
    """What a member brought in a month, in baht, by their place in the register."""
    place = int(book.member.number[3:]) - 1
    times = (
        0
        if number >= months_asked - MISSED.get(place, 0)
        else 2
        if place == AHEAD and number == months_asked - 1
        else 1
    )
    amount, group = _promised(book), book.member.group
    large = limits_rules.wants_second(amount, unusual_queries.limits_of(group, month).second_look)
    agreed_by = _chair(group) if large else None
    for _time in range(times):
        deposit(book, amount, on=month, by=by, agreed_by=agreed_by, request_id=uuid4())
    return amount * times


# -- And away ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def throw_away(group: Group) -> None:
    """Delete everything of savings and working days in a practice group. Its entries go with its books, after this.

    Raises ValidationError for a real group.
    """
    refuse_real(group)
    of_group = BankDeposit.objects.filter(cash_box__group_book__group=group)
    for bank_deposit in of_group:
        transaction.on_commit(partial(bank_deposit.slip.storage.delete, str(bank_deposit.slip.name)))
    of_group.delete()
    days = list(WorkingDay.objects.filter(cash_boxes__group_book__group=group).values_list("pk", flat=True).distinct())
    with ledger.throwing_away(), connection.cursor() as cursor:
        Identification.objects.filter(transfer__entry__book__owner__group=group).delete()
        UnknownTransfer.objects.filter(entry__book__owner__group=group).delete()
        Payout.objects.filter(member__group=group).delete()
        UnsentReceipt.objects.filter(row__day__in=days).delete()
        UnsentRow.objects.filter(day__in=days).delete()
        Receipt.objects.filter(member__group=group).delete()
        TakenOver.objects.filter(visit__day__in=days).delete()
        Visit.objects.filter(day__in=days).delete()
        # The database sees by the boxes that a closed day is practice: they are deleted after it.
        cursor.execute("DELETE FROM funds_workingday WHERE id = ANY(%s)", [days])
        Device.objects.filter(day__in=days).delete()
        Seat.objects.filter(day__in=days).delete()
        CashBox.objects.filter(day__in=days).delete()
    for rows in (Obligation, Pledge):
        rows.objects.filter(passbook__member__group=group).delete()
    Passbook.objects.filter(member__group=group).delete()
    bylaws.throw_away(ProductBylaw, group)
    bylaws.throw_away(WorkingDayBylaw, group)
    group.products.all().delete()
