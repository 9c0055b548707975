"""What waits for who left is paid to those who receive it, from the box or the bank, by two officers (J10)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from funds.models import Payout
from funds.queries import leaving as leaving_queries
from funds.queries import request_details as request_details_queries
from funds.services.cash import check_holds
from funds.services.savings import give_receipt
from ledger import chart, clock
from ledger import services as ledger
from ledger.models import Account, Entry
from villages import access
from villages.models import Nominee, PendingRequest, Person
from villages.services import acts, requests


@transaction.atomic
def ask_to_pay(
    account: Account,
    amount: Decimal | None = None,
    *,
    by: User,
    request_id: UUID,
    nominee: Nominee | None = None,
    payee: str = "",
    resolution: str = "",
    from_bank: bool = False,
    paper: File | None = None,
) -> PendingRequest:
    """Ask a second officer to pay what waits for a leaver, in baht; dated the day of approval.

    Who left receives it, or the `payee` they send. After a death each beneficiary receives exactly their part; where
    nobody was named, `payee` is an heir whom the committee named by a `resolution`. Raises ValidationError when less
    waits for them, box or bank holds less, who receives it is named wrongly, or the payee is the officer or close to
    them (R0.10).
    """
    payee, resolution = " ".join(payee.split()), " ".join(resolution.split())
    arguments = {
        "account": account.pk,
        "amount": amount,
        "nominee": nominee.pk if nominee else None,
        "payee": nominee.name if nominee else payee,
        "resolution": resolution,
        "from_bank": from_bank,
    }
    wish = requests.Wish(
        account.book.owner.group,
        leaving_queries.PAY,
        arguments,
        maker=by,
        request_id=request_id,
        reason=resolution or _("Money of a member who left"),
        beneficiary=leaving_queries.unpaid_in(account).member.person,
        paper=paper,
    )
    return requests.ask(wish, lambda: _ready(account, wish, nominee))


def _ready(account: Account, wish: requests.Wish, nominee: Nominee | None) -> requests.Ready:
    """What this receiver gets, if it waits for them and lies there."""
    arguments = wish.arguments
    ledger.lock(account.book)
    unpaid, on = leaving_queries.unpaid_in(account), clock.today()
    amount = _amount(unpaid, arguments["amount"], nominee, arguments["payee"], arguments["resolution"])
    _refuse_own(wish.maker, unpaid, arguments["nominee"], arguments["payee"])
    _check(unpaid, amount, arguments["from_bank"], on)
    params = {
        "amount": f"{amount:,.2f}",
        "receiver": arguments["payee"] or str(unpaid.member.person),
        "member": unpaid.member,
    }
    summary = _("Pay %(amount)s baht to %(receiver)s: money of %(member)s") % params
    return requests.Ready(summary, {"amount": amount, "on": on})


def _amount(
    unpaid: leaving_queries.Unpaid, amount: Decimal | None, nominee: Nominee | None, payee: str, resolution: str
) -> Decimal:
    """What may be paid to this receiver, in baht."""
    if not unpaid.member.person.died_on:
        return unpaid.free if amount is None else amount
    parts = leaving_queries.heirs(unpaid.account, unpaid.member)
    if parts:
        part = next((part for part in parts if part.nominee == nominee), None)
        if part is None:
            raise ValidationError(_("The member named who receives the money. Choose one of the beneficiaries."))
        if part.is_waiting or not part.due:
            raise ValidationError(
                _("%(name)s was paid already, or waits for a second officer."), params={"name": part.nominee.name}
            )
        return part.due
    if not payee:
        raise ValidationError(_("Write the name of the heir."), code="payee")
    if not resolution:
        raise ValidationError(
            _("Write the number of the committee's resolution that names this heir."), code="resolution"
        )
    return unpaid.free if amount is None else amount


def _refuse_own(user: User, unpaid: leaving_queries.Unpaid, nominee: int | None, payee: str) -> None:
    """Neither of the two officers receives the money or is close to who does (R0.10)."""
    named = Person.objects.filter(named_by=nominee).first() if nominee else None
    access.refuse_own_money(user, unpaid.member.person, named, payee)


def _check(unpaid: leaving_queries.Unpaid, amount: Decimal, from_bank: bool, on: date) -> None:
    """Whether the money waits for them and lies in the box or at the bank. The book is locked."""
    if amount > unpaid.free:
        raise ValidationError(
            _("%(free)s baht wait for this member. Enter this amount or less."),
            code="amount",
            params={"free": f"{unpaid.free:,.2f}"},
        )
    book = unpaid.account.book
    check_holds(book, book.owner.bank_code if from_bank else chart.CASH, amount, on)


@acts.waits(leaving_queries.PAY, asker="pay withdrawals", shows=request_details_queries.payout)
@transaction.atomic
def pay_approved(request: PendingRequest, approver: User) -> Entry:
    """Pay as it was asked, unless the money is no longer there.

    Raises ValidationError then, and when who receives it changed since.
    """
    arguments = request.arguments
    account = leaving_queries.payables(request.of_group).get(pk=arguments["account"])
    book, amount = account.book, Decimal(arguments["amount"])
    ledger.lock(book)
    on = clock.today()
    unpaid = leaving_queries.unpaid_in(account)
    unpaid.waiting -= amount  # this one is decided now
    _check_same_receiver(unpaid, arguments)
    for officer in (request.maker, approver):
        _refuse_own(officer, unpaid, arguments["nominee"], arguments["payee"])
    _check(unpaid, amount, arguments["from_bank"], on)
    out = ledger.activate(book, book.owner.bank_code if arguments["from_bank"] else chart.CASH)
    entry = ledger.post(
        book,
        [ledger.debit(account, amount), ledger.credit(out, amount)],
        kind=Entry.Kind.PAYMENT,
        event="J10",
        on=on,
        by=request.maker,
        approved_by=approver,
        request_id=request.request_id,
        memo=_memo(unpaid, arguments),
    )
    give_receipt(entry, unpaid.member, request.maker, arguments["payee"])
    Payout.objects.create(
        entry=entry, member=unpaid.member, nominee_id=arguments["nominee"], resolution=arguments["resolution"]
    )
    return entry


def _check_same_receiver(unpaid: leaving_queries.Unpaid, arguments: dict) -> None:
    """Who was asked to be paid receives it still: a death, or its taking back, names others."""
    to_heirs = bool(arguments["nominee"] or arguments["resolution"])
    if to_heirs != bool(unpaid.member.person.died_on):
        raise ValidationError(_("Who receives this money changed since it was asked. Do not approve; ask anew."))


def _memo(unpaid: leaving_queries.Unpaid, arguments: dict) -> str:
    params = {"member": unpaid.member, "resolution": arguments["resolution"]}
    if arguments["nominee"]:
        return _("Money of %(member)s, who passed away, to a beneficiary") % params
    if arguments["resolution"]:
        return _("Money of %(member)s, who passed away, to an heir by resolution %(resolution)s") % params
    return _("Savings paid back to %(member)s, who left") % params
