"""What local government and the state add: declared, then received at the bank (R1.31, J24–J26)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import chart, thai
from ledger import services as ledger
from ledger.models import Entry
from villages.models import PendingRequest
from villages.services import acts, requests
from welfare.models import MatchingGrant, MatchingGrantReceipt, Scheme
from welfare.queries import matching_grants as matching_grants_queries
from welfare.queries import request_details as request_details_queries

RECEIVE = "receive a match"


@transaction.atomic
def declare(
    scheme: Scheme, *, source: str, year: int, members: int, counted_on: date, amount: Decimal, letter: str,
    on: date, by: User, request_id: UUID,
) -> MatchingGrant:  # fmt: skip
    """Write down what a source promised for a year's members. The local government's is owed from then on (J24); the
    state's is income only when it comes (J26). Raises ValidationError when it is written already, or without a letter.
    """
    ledger.lock(scheme.group_book.book)
    if first := scheme.matching_grants.filter(source=source, year=year).first():
        if first.entry and first.entry.request_id == request_id:
            return first
        raise ValidationError(_("This source's match for the year is written down already."), code="year")
    letter = " ".join(letter.split())
    if not letter:
        raise ValidationError(_("Name the letter or meeting that promised it."), code="letter")
    grant = MatchingGrant(
        scheme=scheme, source=source, year=year, members=members, counted_on=counted_on, amount=amount, letter=letter
    )
    grant.full_clean(exclude=["entry"])
    if source == MatchingGrant.Source.LOCAL:
        grant.entry = _owe(grant, on, by, request_id)
    grant.save()
    return grant


def _owe(grant: MatchingGrant, on: date, by: User, request_id: UUID) -> Entry:
    book = grant.scheme.group_book.book
    owed, income = ledger.activate(book, chart.MATCHES_RECEIVABLE), ledger.activate(book, grant.heading)
    sides = [ledger.debit(owed, grant.amount), ledger.credit(income, grant.amount)]
    memo = f"{grant.get_source_display()} {grant.letter}"
    return ledger.post(
        book, sides, kind=Entry.Kind.JOURNAL, event="J24", on=on, by=by, request_id=request_id, memo=memo,
        of_year=grant.year,
    )  # fmt: skip


@transaction.atomic
def ask_to_receive(
    grant: MatchingGrant, amount: Decimal, *, on: date, reference: str, by: User, request_id: UUID
) -> PendingRequest:
    """Write down money that arrived at the bank; a second officer who looks at the bank's page confirms it.

    Raises ValidationError when less is still to come, or the day is closed.
    """
    arguments = {"match": grant.pk, "amount": amount, "on": on}
    wish = requests.Wish(
        grant.scheme.group_book.group, RECEIVE, arguments, maker=by, request_id=request_id, reason=reference
    )

    def ready() -> requests.Ready:
        ledger.lock(grant.scheme.group_book.book)
        ledger.check_day(grant.scheme.group_book.book, on)
        _check_owed(grant, amount)
        params = {
            "source": grant.get_source_display(),
            "year": thai.buddhist_year(grant.year),
            "amount": f"{amount:,.2f}",
        }
        return requests.Ready(_("Match of %(source)s for %(year)s: %(amount)s baht came to the bank") % params)

    return requests.ask(wish, ready)


@acts.waits(RECEIVE, asker="take deposits", shows=request_details_queries.match_came)
@transaction.atomic
def receive(request: PendingRequest, approver: User) -> Entry:
    """Record money that arrived in the bank's account (J25 of the local government, J26 of the state).

    Raises ValidationError when less is still to come.
    """
    arguments = request.arguments
    grant = MatchingGrant.objects.select_related("scheme__group_book__book").get(
        pk=arguments["match"], scheme__group_book__group=request.group
    )
    group_book, amount = grant.scheme.group_book, Decimal(arguments["amount"])
    ledger.lock(group_book.book)
    _check_owed(grant, amount)
    event, code = ("J25", chart.MATCHES_RECEIVABLE) if grant.entry_id else ("J26", grant.heading)
    entry = ledger.post(
        group_book.book,
        [
            ledger.debit(ledger.activate(group_book.book, group_book.bank_code), amount),
            ledger.credit(ledger.activate(group_book.book, code), amount),
        ],
        kind=Entry.Kind.RECEIPT,
        event=event,
        on=date.fromisoformat(arguments["on"]),
        by=request.maker,
        approved_by=approver,
        request_id=request.request_id,
        memo=f"{grant.get_source_display()} {grant.letter}",
        of_year=grant.year,
    )
    MatchingGrantReceipt.objects.create(matching_grant=grant, entry=entry)
    return entry


def _check_owed(grant: MatchingGrant, amount: Decimal) -> None:
    """Not more than was promised: what goes beyond is another promise, or a donation."""
    owed = next(each.owed for each in matching_grants_queries.claimed(grant.scheme) if each.matching_grant == grant)
    if amount > owed:
        raise ValidationError(
            _("Of this match %(owed)s baht are still to come. Enter that or less; what is beyond it is a donation."),
            code="amount",
            params={"owed": f"{owed:,.2f}"},
        )
