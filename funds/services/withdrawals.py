"""Savings paid out in cash (J08), within the group's limit or by two officers (R3.20)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook, Receipt
from funds.queries import request_details as request_details_queries
from funds.queries import savings as savings_queries
from funds.services.savings import bylaw_of, give_receipt
from ledger import chart, clock
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from villages import access
from villages.models import PendingRequest
from villages.services import acts, requests
from villages.services.people import check_alive


@transaction.atomic
def withdraw(
    passbook: Passbook,
    amount: Decimal,
    *,
    by: User,
    request_id: UUID,
    reason: str = "",
    on: date | None = None,
) -> Receipt | PendingRequest:
    """Pay savings out in cash. Amount in baht; dated today, for money leaves the box on the day it leaves.

    What takes the day's withdrawals of a passbook above the group's limit waits for a second officer, and so does one's
    own money (R0.10); `reason` says why. Only a demonstration book may have paid on another day. The same `request_id`
    again answers with the first receipt or request. Raises ValidationError when it may not be paid out, or a reason is
    missing where a second officer decides.
    """
    wish = requests.Wish(
        passbook.member.group,
        savings_queries.WITHDRAW,
        {"passbook": passbook.pk, "amount": amount, "on": on},
        maker=by,
        request_id=request_id,
        reason=reason,
        beneficiary=passbook.member.person,
    )
    if before := requests.first(wish):
        return before
    on = on or clock.today()
    book = passbook.account.book
    ledger.lock(book)
    if not Entry.objects.filter(book=book, request_id=request_id).exists():
        _check(passbook, amount, on)
        if limit := _limit_passed(passbook, amount, on, by):
            if not reason.strip():
                raise ValidationError(limit, code="reason")
            return requests.ask(wish, lambda: _ready(passbook, amount, on))
    return _pay_out(passbook, amount, on=on, by=by, request_id=request_id)


@acts.waits(savings_queries.WITHDRAW, asker="pay withdrawals", shows=request_details_queries.withdrawal)
@transaction.atomic
def pay_approved(request: PendingRequest, approver: User) -> Entry:
    """Pay an approved withdrawal, on the day of its approval.

    Raises ValidationError when passbook or box holds less by now, or the by-laws no longer allow it.
    """
    arguments = request.arguments
    passbook = savings_queries.passbooks(request.of_group).get(pk=arguments["passbook"])
    on = clock.today()
    amount, request_id = Decimal(arguments["amount"]), request.request_id
    ledger.lock(passbook.account.book)
    _check(passbook, amount, on)
    return _pay_out(passbook, amount, on=on, by=request.maker, approved_by=approver, request_id=request_id).entry


def _pay_out(
    passbook: Passbook,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    approved_by: User | None = None,
) -> Receipt:
    entry = ledger.post(
        passbook.account.book,
        [ledger.debit(passbook.account, amount), ledger.credit(_cash(passbook), amount)],
        kind=Entry.Kind.PAYMENT,
        event="J08",
        on=on,
        by=by,
        approved_by=approved_by,
        request_id=request_id,
        memo=_("Withdrawal, %(product)s") % {"product": passbook.product},
    )
    return give_receipt(entry, passbook.member, by)


def _cash(passbook: Passbook) -> Account:
    return Account.objects.select_related("heading").get(
        book_id=passbook.account.book_id, heading_id=chart.CASH, holder=""
    )


def _limit_passed(passbook: Passbook, amount: Decimal, on: date, by: User) -> str:
    """Why a second officer is needed, as a sentence for the form; empty when none is."""
    if access.is_own_money(by, passbook.member.person):
        return _(
            "This is your own money or of somebody close to you (household, ward, guardian or beneficiary), so a "
            "second officer decides. Write the reason."
        )
    if not passbook.member.is_active:
        return _("The member has left the group, so a second officer decides. Write the reason.")
    limit = bylaw_of(passbook.product, on).withdrawal_limit
    if amount + savings_queries.withdrawn(passbook, on) <= limit:
        return ""
    return _("Above %(limit)s baht a day a second officer decides. Write the reason for them.") % {
        "limit": f"{limit:,.2f}"
    }


def _ready(passbook: Passbook, amount: Decimal, on: date) -> requests.Ready:
    params = {"amount": f"{amount:,.2f}", "passbook": passbook.product, "person": passbook.member.person}
    return requests.Ready(_("Withdraw %(amount)s baht from %(passbook)s of %(person)s") % params, {"on": on})


def _check(passbook: Passbook, amount: Decimal, on: date) -> None:
    """Whether this much may be paid out. The book is locked: its balances cannot change meanwhile."""
    if passbook.closed_on:
        raise ValidationError(_("This passbook is closed."))
    check_alive(passbook.member.person)
    _check_day(passbook, on)
    if passbook.member.is_active and not bylaw_of(passbook.product, on).withdrawable:
        raise ValidationError(
            _("%(product)s cannot be withdrawn while a member. A loan or leaving the group is the way."),
            params={"product": passbook.product},
        )
    if amount <= 0:
        raise ValidationError(_("Enter an amount of more than zero baht."), code="amount")
    cash = _cash(passbook)
    balances = books.balances([passbook.account, cash])
    if amount > balances[passbook.account_id]:
        raise ValidationError(
            _("The passbook holds %(balance)s baht. Enter this amount or less."),
            code="amount",
            params={"balance": f"{balances[passbook.account_id]:,.2f}"},
        )
    if amount > balances[cash.pk]:
        raise ValidationError(
            _("The cash box holds %(cash)s baht. Fetch money from the bank first."),
            code="amount",
            params={"cash": f"{balances[cash.pk]:,.2f}"},
        )


def _check_day(passbook: Passbook, on: date) -> None:
    """Today; in a demonstration book not before the passbook's last line, so that no day's balance falls below zero."""
    if on == timezone.localdate():
        return
    if not passbook.account.book.is_demo:
        raise ValidationError(_("Money is paid out today and dated today."))
    if on < passbook.opened_on or passbook.account.lines.filter(entry__on__gt=on).exists():
        raise ValidationError(_("The passbook has entries after that day. Enter the day of the last one or later."))
