"""Nothing is deleted: an entry is undone by its mirror, with a reason and a second officer (R3.14)."""

from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from funds.models import Identification, Passbook, Receipt
from funds.queries import cash as cash_queries
from funds.queries import request_details as request_details_queries
from funds.queries import savings as savings_queries
from ledger import chart, clock
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from villages.models import PendingRequest, Person
from villages.services import acts, requests


@transaction.atomic
def ask_to_reverse(entry: Entry, *, by: User, reason: str, request_id: UUID) -> PendingRequest:
    """Ask a second officer to undo an entry by its mirror, dated the day of approval (R3.14).

    Raises ValidationError when the entry is reversed already or waits to be, or its money is no longer there.
    """
    receipt = Receipt.objects.filter(entry=entry).select_related("member__person").first()
    wish = requests.Wish(
        entry.book.owner.group,
        savings_queries.REVERSE,
        {"entry": entry.pk},
        maker=by,
        request_id=request_id,
        reason=reason,
        beneficiary=receipt.member.person if receipt else _debtor(entry),
    )

    def ready() -> requests.Ready:
        ledger.lock(entry.book)
        if savings_queries.waiting_reversal(entry):
            raise ValidationError(_("A reversal of this entry already waits for a second officer."))
        if Entry.objects.filter(reverses=entry).exists():
            raise ValidationError(_("This entry was already reversed."))
        return requests.Ready(_summary(entry, receipt))

    return requests.ask(wish, ready)


def _debtor(entry: Entry) -> Person | None:
    """Whose debt an entry writes down or settles: then they do not decide about it."""
    owed = entry.lines.filter(account__heading=chart.SHORTAGES).exclude(account__holder="").select_related("account")
    return cash_queries.debtor(owed[0].account) if owed else None


def _summary(entry: Entry, receipt: Receipt | None) -> str:
    if receipt is None:
        params = {"number": entry.number, "amount": f"{_total(entry):,.2f}", "memo": entry.memo}
        return _("Reverse no. %(number)s: %(amount)s baht, %(memo)s") % params
    amount, person = savings_queries.amount(entry), receipt.member.person
    of_receipt = {"number": entry.number, "amount": f"{amount:,.2f}", "person": person}
    return _("Reverse no. %(number)s: %(amount)s baht, %(person)s") % of_receipt


def _total(entry: Entry) -> Decimal:
    return sum((line.debit for line in entry.lines.all()), Decimal(0))


@acts.waits(savings_queries.REVERSE, asker="ask for reversals", shows=request_details_queries.reversal)
@transaction.atomic
def reverse_approved(request: PendingRequest, approver: User) -> Entry:
    """Post the mirror of an entry, unless the money it brought is no longer there. Raises ValidationError then."""
    entry = Entry.objects.select_related("book").get(pk=request.arguments["entry"])
    ledger.lock(entry.book)
    _check_money_is_there(entry)
    return ledger.reverse(
        entry,
        on=clock.today(),
        by=request.maker,
        approved_by=approver,
        reason=request.reason,
        request_id=request.request_id,
    )


def _check_money_is_there(entry: Entry) -> None:
    """Neither a passbook nor the cash box, nor the bank or an officer's debt, goes below zero by a reversal."""
    if Identification.objects.filter(transfer__entry=entry, entry__reversal=None).exists():
        raise ValidationError(_("A part of this transfer has found its member. Reverse that receipt first."))
    lines = list(entry.lines.select_related("account__heading"))
    balances = books.balances([line.account for line in lines])
    passbooks = set(Passbook.objects.filter(account__lines__entry=entry).values_list("account_id", flat=True))
    for line in lines:
        brought = books.normal(line.account.heading, books.Moved(line.debit, line.credit))
        if line.account_id in passbooks and balances[line.account_id] < brought:
            raise ValidationError(_("The money of this entry was withdrawn since. It can no longer be reversed."))
        if line.account.heading_id == chart.CASH and balances[line.account_id] < brought:
            raise ValidationError(
                _("The cash box holds %(cash)s baht, less than must go back. Fetch money from the bank first."),
                params={"cash": f"{balances[line.account_id]:,.2f}"},
            )
        if line.account.heading_id in (*chart.BANKS, chart.SHORTAGES) and balances[line.account_id] < brought:
            raise ValidationError(
                _("%(account)s holds %(held)s baht by now, less than must go back. This cannot be reversed any more."),
                params={"account": line.account.heading.name, "held": f"{balances[line.account_id]:,.2f}"},
            )
