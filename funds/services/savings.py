"""What happens to members' savings. Every function is one event: check, then write, in one transaction."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds import queries, rules
from funds.models import Passbook, Pledge, ProductRule, Receipt, SavingsProduct
from ledger import chart, thai
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from villages.models import GroupBook, Member, PendingRequest
from villages.services import requests


@transaction.atomic
def offer(pot: GroupBook, kind: str, name: str, *, from_on: date, resolution: str, **terms) -> SavingsProduct:
    """A new way of saving in a group, with its first by-law rule (R0.1). `terms` are fields of `ProductRule`."""
    if not pot.takes_savings:
        raise ValidationError(_("This book holds the government's money and takes no savings (R1.14)."))
    product = SavingsProduct.objects.create(group=pot.group, pot=pot, kind=kind, name=name)
    set_rule(product, from_on=from_on, resolution=resolution, **terms)
    ledger.activate(pot.book, product.heading)
    return product


def set_rule(product: SavingsProduct, *, from_on: date, resolution: str, **terms) -> ProductRule:
    """What the by-laws say of a product from a day on, by which resolution."""
    if not resolution.strip():
        raise ValidationError(_("Name the meeting and resolution that decided this rule."))
    rule = ProductRule(product=product, effective_from=from_on, resolution=resolution.strip(), **terms)
    rule.full_clean()
    rule.save()
    return rule


@transaction.atomic
def open_passbook(member: Member, product: SavingsProduct, *, on: date, pledge: Decimal | None = None) -> Passbook:
    """A member begins to save in a product: a passbook and the ledger account that holds its money (R1.2)."""
    if member.group_id != product.group_id:
        raise ValidationError(_("This product belongs to another group."))
    if not member.is_active:
        raise ValidationError(_("This member has left the group."))
    if Passbook.objects.filter(member=member, product=product).exists():
        raise ValidationError(_("The member already has a passbook of this kind."))
    rule = _rule(product, on)
    if not rule.youngest <= member.person.age(on) <= rule.oldest:
        raise ValidationError(
            _("%(product)s is for ages %(youngest)d to %(oldest)d.")
            % {"product": product, "youngest": rule.youngest, "oldest": rule.oldest}
        )
    account = ledger.open_account(
        product.pot.book, product.heading, f"{member.number}/{product.pk}", str(member.person)
    )
    passbook = Passbook.objects.create(member=member, product=product, account=account, opened_on=on)
    if pledge:
        change_pledge(passbook, pledge, from_on=on)
    return passbook


def change_pledge(passbook: Passbook, amount: Decimal, *, from_on: date) -> Pledge:
    """Promise another monthly amount in baht from a day on (R1.2)."""
    _check_amount(passbook, amount, from_on)
    return Pledge.objects.create(passbook=passbook, amount=amount, from_on=from_on)


@transaction.atomic
def deposit(
    passbook: Passbook,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    entry_fee: Decimal = Decimal(0),
    paid_by: str = "",
    at: datetime | None = None,
) -> Receipt:
    """Take cash into a passbook (J02–J04), with the entry fee on the same receipt when one is due (J05).

    Amounts in baht. Raises ValidationError when the by-laws of the day do not allow it.
    """
    _check_open(passbook, on)
    _check_amount(passbook, amount, on)
    if entry_fee and entry_fee != queries.rule(passbook.product, on).entry_fee:
        raise ValidationError(_("The by-laws set another entry fee. Check the amount."))
    book, product = passbook.account.book, passbook.product
    lines = [ledger.debit(_account(passbook, chart.CASH), amount + entry_fee), ledger.credit(passbook.account, amount)]
    if entry_fee:
        lines.append(ledger.credit(_account(passbook, chart.ENTRY_FEES), entry_fee))
    entry = ledger.post(
        book,
        lines,
        kind=Entry.Kind.RECEIPT,
        event=product.event,
        on=on,
        by=by,
        request_id=request_id,
        memo=_("Deposit, %(product)s") % {"product": product},
        at=at,
    )
    return _receipt(entry, passbook.member, by, paid_by)


def withdraw(
    passbook: Passbook,
    amount: Decimal,
    *,
    by: User,
    request_id: UUID,
    reason: str = "",
    on: date | None = None,
    at: datetime | None = None,
) -> Receipt | PendingRequest:
    """Pay savings out in cash (J08), today unless a demonstration tells another day.

    When the day's withdrawals go above the group's limit, this one waits for a second officer (R3.20); `reason` says
    why. The same `request_id` again answers with the first receipt or request.
    """
    on = on or timezone.localdate()
    rule = _check_withdrawal(passbook, amount, on)
    if amount + queries.withdrawn(passbook, on, apart_from=request_id) <= rule.withdrawal_limit:
        return _pay_out(passbook, amount, on=on, by=by, request_id=request_id, at=at)
    asked = {"passbook": passbook.pk, "amount": amount, "request_id": request_id, "on": on, "at": at}
    if before := PendingRequest.objects.filter(act="withdraw", arguments__request_id=str(request_id)).first():
        return before
    return requests.ask(
        passbook.member.group,
        "withdraw",
        asked,
        maker=by,
        reason=reason,
        summary=_("Withdraw %(amount)s baht from %(passbook)s of %(person)s")
        % {"amount": f"{amount:,.2f}", "passbook": passbook.product, "person": passbook.member.person},
        beneficiary=passbook.member.person,
    )


@requests.waits("withdraw")
def pay_approved(request: PendingRequest, approver: User) -> Entry:
    """Pay an approved withdrawal, on the day of its approval; a demonstration book keeps the day it was asked."""
    asked = request.arguments
    passbook = queries.passbooks(request.group).get(pk=asked["passbook"])
    is_demo = passbook.account.book.is_demo
    on = date.fromisoformat(asked["on"]) if is_demo else timezone.localdate()
    at = datetime.fromisoformat(asked["at"]) if is_demo and asked["at"] else None
    amount = Decimal(asked["amount"])
    _check_withdrawal(passbook, amount, on)
    request_id = UUID(asked["request_id"])
    return _pay_out(passbook, amount, on=on, by=request.maker, approved_by=approver, request_id=request_id, at=at).entry


def ask_to_reverse(entry: Entry, *, by: User, reason: str) -> PendingRequest:
    """Ask a second officer to undo an entry by its mirror, dated the day of approval (R3.14)."""
    if PendingRequest.objects.filter(act="reverse", arguments__entry=entry.pk, status="waiting").exists():
        raise ValidationError(_("A reversal of this entry already waits for a second officer."))
    if hasattr(entry, "reversal"):
        raise ValidationError(_("This entry was already reversed."))
    receipt = Receipt.objects.filter(entry=entry).select_related("member__person").first()
    return requests.ask(
        entry.book.owner.group,
        "reverse",
        {"entry": entry.pk},
        maker=by,
        reason=reason,
        summary=_("Reverse no. %(number)s") % {"number": entry.number},
        beneficiary=receipt.member.person if receipt else None,
    )


@requests.waits("reverse")
@transaction.atomic
def reverse_approved(request: PendingRequest, approver: User) -> Entry:
    """Post the mirror of an entry. A deposit whose money was paid out since can no longer be undone."""
    entry = Entry.objects.select_related("book").get(pk=request.arguments["entry"])
    ledger.lock(entry.book)
    for line in entry.lines.select_related("account__heading"):
        if Passbook.objects.filter(account=line.account_id).exists() and books.balance(line.account) < line.credit:
            raise ValidationError(_("The money of this entry was withdrawn since. It can no longer be reversed."))
    return ledger.reverse(
        entry,
        on=timezone.localdate(),
        by=request.maker,
        approved_by=approver,
        reason=request.reason,
        request_id=UUID(int=request.pk),
    )


@transaction.atomic
def close_passbook(passbook: Passbook, *, on: date) -> None:
    """End a passbook that holds nothing any more; its ledger account takes no later entry."""
    ledger.lock(passbook.account.book)
    if books.balance(passbook.account):
        raise ValidationError(_("The passbook still holds money. Pay it out before closing."))
    passbook.closed_on = passbook.account.closed_on = on
    passbook.account.save(update_fields=["closed_on"])
    passbook.save(update_fields=["closed_on"])


@transaction.atomic
def _pay_out(
    passbook: Passbook,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    approved_by: User | None = None,
    at: datetime | None = None,
) -> Receipt:
    """A passbook never goes below zero: the book is locked before its balance is read."""
    book, cash = passbook.account.book, _account(passbook, chart.CASH)
    ledger.lock(book)
    answered = Entry.objects.filter(book=book, request_id=request_id).exists()
    if not answered and amount > books.balance(passbook.account):
        raise ValidationError(_("The passbook holds less than this amount."))
    if not answered and amount > books.balance(cash):
        raise ValidationError(_("The cash box holds less than this amount. Fetch money from the bank first."))
    entry = ledger.post(
        book,
        [ledger.debit(passbook.account, amount), ledger.credit(cash, amount)],
        kind=Entry.Kind.PAYMENT,
        event="J08",
        on=on,
        by=by,
        approved_by=approved_by,
        request_id=request_id,
        memo=_("Withdrawal, %(product)s") % {"product": passbook.product},
        at=at,
    )
    return _receipt(entry, passbook.member, by)


def _receipt(entry: Entry, member: Member, by: User, paid_by: str = "") -> Receipt:
    """The receipt of an entry, the same one when the form was sent twice."""
    return Receipt.objects.get_or_create(
        entry=entry, defaults={"member": member, "received_by": by, "paid_by": paid_by}
    )[0]


def _account(passbook: Passbook, code: str) -> Account:
    return Account.objects.get(book_id=passbook.account.book_id, heading_id=code, holder="")


def _rule(product: SavingsProduct, on: date) -> ProductRule:
    rule = queries.rule(product, on)
    if rule is None:
        raise ValidationError(_("No by-law of this product was in force on that day. Check the date."))
    return rule


def _check_open(passbook: Passbook, on: date) -> None:
    if passbook.closed_on or not passbook.member.is_active:
        raise ValidationError(_("This passbook is closed."))
    if on < passbook.opened_on:
        raise ValidationError(
            _("The passbook was opened on %(day)s. Enter that day or a later one.")
            % {"day": thai.long_date(passbook.opened_on)}
        )


def _check_amount(passbook: Passbook, amount: Decimal, on: date) -> None:
    rule = _rule(passbook.product, on)
    if not rules.fits_step(amount, rule.minimum, rule.step):
        raise ValidationError(
            _("%(product)s takes %(minimum)s baht or more, in steps of %(step)s baht.")
            % {"product": passbook.product, "minimum": f"{rule.minimum:,.2f}", "step": f"{rule.step:,.2f}"}
        )


def _check_withdrawal(passbook: Passbook, amount: Decimal, on: date) -> ProductRule:
    _check_open(passbook, on)
    rule = _rule(passbook.product, on)
    if not rule.withdrawable:
        raise ValidationError(
            _("%(product)s cannot be withdrawn while a member (R1.3). A loan or leaving the group is the way.")
            % {"product": passbook.product}
        )
    if amount <= 0:
        raise ValidationError(_("Enter an amount of more than zero baht."))
    return rule
