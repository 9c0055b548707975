"""An approved claim is paid, or taken back when nobody fetches it (J31, J32)."""

from datetime import date
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.services.cash import check_holds
from funds.services.savings import give_receipt
from ledger import chart, clock
from ledger import services as ledger
from ledger.models import Account, Entry
from villages import access
from villages.models import PendingRequest
from villages.services import acts, requests
from welfare.models import Benefit, Claim
from welfare.queries import claims as claims_queries
from welfare.queries import request_details as request_details_queries
from welfare.services.claims import State, hold

LAPSE = "let a claim lapse"


@transaction.atomic
def pay(claim: Claim, *, by: User, request_id: UUID, from_bank: bool = False, on: date | None = None) -> Claim:
    """Hand the money over, from the box or the bank, by an officer who is not the second one to approve it (J31).

    A benefit of paid days goes to the member's own days instead. Raises ValidationError unless it is approved, for own
    money, and when box or bank holds less.
    """
    claim = hold(claim)
    if claim.state == State.PAID:
        return claim
    if claim.state != State.APPROVED:
        raise ValidationError(_("Only an approved claim is paid."))
    member, book = claim.enrolment.member, claim.enrolment.scheme.group_book.book
    access.refuse_own_money(by, *claim.receivers, claim.payee)
    other = next((vote.by for vote in claims_queries.agreed(claim) if vote.by != by), None)
    on = on or clock.today()
    claim.payment = ledger.post(
        book,
        [ledger.debit(claim.owed, claim.amount), ledger.credit(_out(claim, from_bank, on), claim.amount)],
        kind=Entry.Kind.PAYMENT if claim.benefit.pays == Benefit.Pays.MONEY else Entry.Kind.JOURNAL,
        event="J31",
        on=on,
        by=by,
        approved_by=other,
        request_id=request_id,
        memo=_("Welfare claim %(number)s paid") % {"number": claim.number},
    )
    give_receipt(claim.payment, member, by, claim.payee)
    claim.state = State.PAID
    claim.save()
    return claim


def _out(claim: Claim, from_bank: bool, on: date) -> Account:
    """The account out of which it is paid."""
    if claim.benefit.pays == Benefit.Pays.DAYS:
        return claim.enrolment.account
    group_book = claim.enrolment.scheme.group_book
    code = group_book.bank_code if from_bank else chart.CASH
    check_holds(group_book.book, code, claim.amount, on)
    return ledger.activate(group_book.book, code)


@transaction.atomic
def ask_to_lapse(claim: Claim, *, reason: str, by: User, request_id: UUID) -> PendingRequest:
    """Ask a second officer to take back what nobody fetched (J32).

    Raises ValidationError unless the claim is approved and unpaid.
    """
    wish = requests.Wish(
        claim.enrolment.scheme.group_book.group,
        LAPSE,
        {"claim": claim.pk},
        maker=by,
        request_id=request_id,
        reason=reason,
        beneficiary=claim.enrolment.member.person,
    )
    return requests.ask(wish, lambda: _ready_to_lapse(claim))


def _ready_to_lapse(claim: Claim) -> requests.Ready:
    claim = hold(claim)
    if claim.state != State.APPROVED:
        raise ValidationError(_("Only an approved claim that was not paid can lapse."))
    if PendingRequest.objects.filter(act=LAPSE, arguments__claim=claim.pk, status="waiting").exists():
        raise ValidationError(_("This already waits for a second officer."))
    params = {"number": claim.number, "amount": f"{claim.amount:,.2f}"}
    return requests.Ready(_("Take back claim %(number)s of %(amount)s baht that nobody fetched") % params)


@acts.waits(LAPSE, asker="pay welfare", shows=request_details_queries.lapse)
@transaction.atomic
def lapse(request: PendingRequest, approver: User) -> Entry:
    """Take the claim back by the mirror of its approval. Raises ValidationError unless it is approved and unpaid."""
    claim = hold(Claim.objects.select_related("enrolment__scheme__group_book__book").get(pk=request.arguments["claim"]))
    if claim.state != State.APPROVED:
        raise ValidationError(_("Only an approved claim that was not paid can lapse."))
    cost = Account.objects.get(book=claim.owed.book, heading=claim.benefit.heading, holder=claim.number)
    entry = ledger.post(
        claim.owed.book,
        [ledger.debit(claim.owed, claim.amount), ledger.credit(cost, claim.amount)],
        kind=Entry.Kind.JOURNAL,
        event="J32",
        on=timezone.localdate(),
        by=request.maker,
        approved_by=approver,
        request_id=request.request_id,
        memo=_("Welfare claim %(number)s not fetched") % {"number": claim.number},
        of_year=claim.approval.on.year if claim.approval else None,
    )
    claim.lapsing, claim.state = entry, State.LAPSED
    claim.save()
    return entry
