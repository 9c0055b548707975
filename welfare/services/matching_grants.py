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
from welfare.models import Match, MatchReceipt, Scheme
from welfare.queries import matching_grants as matching_grants_queries
from welfare.queries import request_details as request_details_queries

RECEIVE = "receive a match"


@transaction.atomic
def declare(
    scheme: Scheme, *, source: str, year: int, members: int, counted_on: date, amount: Decimal, letter: str,
    on: date, by: User, request_id: UUID,
) -> Match:  # fmt: skip
    """Write down what a source promised for a year's members. The local government's is owed from then on (J24);
    the state's is income only when it comes (J26).
    """
    ledger.lock(scheme.pot.book)
    if first := scheme.matches.filter(source=source, year=year).first():
        if first.entry and first.entry.request_id == request_id:
            return first
        raise ValidationError(_("This source's match for the year is written down already."), code="year")
    letter = " ".join(letter.split())
    if not letter:
        raise ValidationError(_("Name the letter or meeting that promised it."), code="letter")
    match = Match(
        scheme=scheme, source=source, year=year, members=members, counted_on=counted_on, amount=amount, letter=letter
    )
    match.full_clean(exclude=["entry"])
    if source == Match.Source.LOCAL:
        match.entry = _owe(match, on, by, request_id)
    match.save()
    return match


def _owe(match: Match, on: date, by: User, request_id: UUID) -> Entry:
    book = match.scheme.pot.book
    owed, income = ledger.activate(book, chart.MATCHES_RECEIVABLE), ledger.activate(book, match.heading)
    sides = [ledger.debit(owed, match.amount), ledger.credit(income, match.amount)]
    memo = f"{match.get_source_display()} {match.letter}"
    return ledger.post(
        book, sides, kind=Entry.Kind.JOURNAL, event="J24", on=on, by=by, request_id=request_id, memo=memo,
        of_year=match.year,
    )  # fmt: skip


@transaction.atomic
def ask_to_receive(
    match: Match, amount: Decimal, *, on: date, reference: str, by: User, request_id: UUID
) -> PendingRequest:
    """Write down money that arrived at the bank; a second officer who looks at the bank's page confirms it."""
    asked = {"match": match.pk, "amount": amount, "on": on}
    wish = requests.Wish(match.scheme.pot.group, RECEIVE, asked, maker=by, request_id=request_id, reason=reference)

    def ready() -> requests.Ready:
        ledger.lock(match.scheme.pot.book)
        ledger.check_day(match.scheme.pot.book, on)
        _check_owed(match, amount)
        told = {
            "source": match.get_source_display(),
            "year": thai.buddhist_year(match.year),
            "amount": f"{amount:,.2f}",
        }
        return requests.Ready(_("Match of %(source)s for %(year)s: %(amount)s baht came to the bank") % told)

    return requests.ask(wish, ready)


@acts.waits(RECEIVE, asker="take deposits", shows=request_details_queries.match_came)
@transaction.atomic
def receive(request: PendingRequest, approver: User) -> Entry:
    """The money stands in the bank's account (J25 of the local government, J26 of the state)."""
    told = request.arguments
    match = Match.objects.select_related("scheme__pot__book").get(pk=told["match"], scheme__pot__group=request.group)
    pot, amount = match.scheme.pot, Decimal(told["amount"])
    ledger.lock(pot.book)
    _check_owed(match, amount)
    event, code = ("J25", chart.MATCHES_RECEIVABLE) if match.entry_id else ("J26", match.heading)
    entry = ledger.post(
        pot.book,
        [
            ledger.debit(ledger.activate(pot.book, pot.bank_code), amount),
            ledger.credit(ledger.activate(pot.book, code), amount),
        ],
        kind=Entry.Kind.RECEIPT,
        event=event,
        on=date.fromisoformat(told["on"]),
        by=request.maker,
        approved_by=approver,
        request_id=request.request_id,
        memo=f"{match.get_source_display()} {match.letter}",
        of_year=match.year,
    )
    MatchReceipt.objects.create(match=match, entry=entry)
    return entry


def _check_owed(match: Match, amount: Decimal) -> None:
    """Not more than was promised: what goes beyond is another promise, or a donation."""
    owed = next(each.owed for each in matching_grants_queries.claimed(match.scheme) if each.match == match)
    if amount > owed:
        raise ValidationError(
            _("Of this match %(owed)s baht are still to come. Enter that or less; what is beyond it is a donation."),
            code="amount",
            params={"owed": f"{owed:,.2f}"},
        )
