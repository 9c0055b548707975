"""A claim from filing to the decision: who may, how much, and out of which subfund (R1.28, R5.10, J30)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import chart, clock
from ledger import services as ledger
from ledger.models import Book, Entry
from villages import access
from villages.models import Nominee
from welfare.models import Benefit, Claim, Enrolment, Evidence, EvidenceView, Scheme, Vote
from welfare.queries import benefits as benefits_queries
from welfare.queries import claims as claims_queries
from welfare.queries import days as days_queries
from welfare.queries import events as events_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.rules.benefits import Outcome
from welfare.services.events import check, check_once

State = Claim.State
VOICES = 2


@transaction.atomic
def file(
    enrolment: Enrolment,
    benefit: Benefit,
    *,
    event_on: date,
    by: User,
    request_id: UUID,
    nights: int | None = None,
    about: str = "",
    measured: Decimal | None = None,
    asked: Decimal = Decimal("0.00"),
    payee: str = "",
    nominee: Nominee | None = None,
    note: str = "",
    papers: Iterable[tuple[str, File]] = (),
    on: date | None = None,
) -> Claim:
    """Ask for what the table promises for an event. `papers` are (what it is, file).

    The same `request_id` again answers with the first claim. Raises ValidationError where nothing would be paid, with
    the reason.
    """
    ledger.lock(enrolment.scheme.group_book.book)
    if first := Claim.objects.filter(request_id=request_id).first():
        return first
    on = on or clock.today()
    about = " ".join(about.split())
    _check_size(benefit, nights, asked)
    claim = Claim(
        enrolment=enrolment,
        benefit=benefit,
        event_on=event_on,
        nights=nights if benefit.way == Benefit.Way.NIGHT else None,
        about=about,
        whose=events_queries.whose(benefit, about),
        measured=measured,
        asked=asked,
        payee=nominee.name if nominee else " ".join(payee.split()),
        nominee=nominee,
        note=" ".join(note.split()),
        filed_by=by,
        filed_on=on,
        request_id=request_id,
    )
    check(claim)
    outcome = _reckon(claim, benefits_queries.history(enrolment))
    if outcome.refused:
        raise ValidationError(benefits_queries.why_not(outcome))
    claim.save()
    for name, paper in papers:
        add_evidence(claim, name, paper, by=by)
    return claim


def _check_size(benefit: Benefit, nights: int | None, size: Decimal) -> None:
    """What only the claimant knows must be filled in: how many nights, or how much the committee is asked for."""
    if benefit.way == Benefit.Way.NIGHT and not nights:
        raise ValidationError(_("Enter how many nights."), code="nights")
    if benefit.way != Benefit.Way.RESOLUTION:
        return
    if size <= 0:
        raise ValidationError(_("Enter the amount the committee is asked for."), code="asked")
    if benefit.most_once is not None and size > benefit.most_once:
        raise ValidationError(
            _("At most %(most)s baht at a time."), code="asked", params={"most": f"{benefit.most_once:,.2f}"}
        )


def _reckon(claim: Claim, before: list[dict]) -> Outcome:
    """Fill in what the table gives, with its explanation."""
    enrolment = days_queries.with_payments(Enrolment.objects.filter(pk=claim.enrolment_id)).get()
    outcome = benefits_queries.assess(
        enrolment,
        claim.benefit,
        before,
        event_on=claim.event_on,
        filed_on=claim.filed_on,
        nights=claim.nights or 0,
        measured=claim.measured,
        asked=claim.asked,
    )
    claim.amount, claim.steps = outcome.amount, [list(step) for step in outcome.steps]
    claim.eligible_from, claim.saved_days = outcome.eligible_from, outcome.saved_days
    claim.nights_paid = outcome.nights if claim.nights else None
    return outcome


@transaction.atomic
def add_evidence(claim: Claim, name: str, paper: File, *, by: User) -> Evidence:
    """Hand in a paper; it is kept with its SHA-256 and never changed.

    Raises ValidationError once the claim is decided.
    """
    if claim.state != State.FILED:
        raise ValidationError(_("This claim is decided. Its papers stay as they are."))
    return Evidence.objects.create(claim=claim, name=name, file=paper, sha256=ledger.digest(paper), by=by)


def open_evidence(paper: Evidence, *, by: User) -> FieldFile:
    """The file, and write down who looked (R9.15)."""
    EvidenceView.objects.create(evidence=paper, by=by)
    return paper.file


# -- The decision ------------------------------------------------------------------------------------------------------


@transaction.atomic
def decide(claim: Claim, *, yes: bool, by: User, reason: str = "", drawn_by: str = "") -> Claim:
    """An officer's yes or no. The second yes approves the claim and writes it into the books (J30).

    Neither who filed it, nor the beneficiary, nor anybody of the household decides. `drawn_by` is the board's
    resolution to draw on the reserve where the benefits subfund is empty (R5.10). Raises ValidationError for who may
    not decide, without a reason to deny, while papers are missing, and when nothing is due any more.
    """
    claim = hold(claim)
    said = {"by": by, "at": clock.now()}
    _check_decides(claim, by)
    reason = " ".join(reason.split())
    if not yes:
        if not reason:
            raise ValidationError(_("Write why the claim is denied, so that the member can appeal."), code="reason")
        Vote.objects.create(claim=claim, yes=False, reason=reason, **said)
        claim.state, claim.reason, claim.decided_at = State.DENIED, reason, clock.now()
        claim.save()
        return claim
    if missing := claims_queries.missing_papers(claim):
        raise ValidationError(
            _("These papers are missing: %(papers)s. Add them first."), params={"papers": ", ".join(missing)}
        )
    Vote.objects.create(claim=claim, yes=True, reason=reason, **said)
    agreed = claims_queries.agreed(claim)
    claim.drawn_by = " ".join(drawn_by.split()) or claim.drawn_by
    if len(agreed) >= VOICES:
        _approve(claim, agreed[0].by, by)
    claim.save()
    return claim


def _check_decides(claim: Claim, by: User) -> None:
    if claim.state != State.FILED:
        raise ValidationError(_("This claim was already decided."))
    if not access.may(by, "decide welfare", claim.enrolment.scheme.group_book.group):
        raise ValidationError(_("You may not decide claims of this fund."))
    if claim.filed_by_id == by.pk:
        raise ValidationError(_("Somebody else must approve what you recorded."))
    access.refuse_own_money(by, *claim.receivers, claim.payee)
    if any(vote.by_id == by.pk for vote in claims_queries.agreed(claim)):
        raise ValidationError(_("You agreed already. One more officer decides."))


def _approve(claim: Claim, first: User, second: User) -> None:
    """Compute the claim again with what was approved meanwhile, check the subfund, and owe the money (J30)."""
    scheme = claim.enrolment.scheme
    check(claim)
    before = [
        other
        for other in benefits_queries.history(claim.enrolment)
        if other["pk"] != claim.pk and other["state"] in (State.APPROVED, State.PAID)
    ]
    outcome = _reckon(claim, before)
    if outcome.refused:
        raise ValidationError(benefits_queries.why_not(outcome))
    check_subfunds(scheme, {claim.benefit.subfund: claim.amount}, claim.drawn_by)
    on = clock.today()
    memo = _("Welfare claim %(number)s approved") % {"number": claim.number}
    approve([claim], first, second, on=on, request_id=claim.request_id, memo=memo)


def approve(claims: Sequence[Claim], first: User, second: User, *, on: date, request_id: UUID, memo: str) -> None:
    """Owe the money of these claims of one fund in one entry (J30); the caller saves the claims.

    Raises ValidationError when the books refuse it.
    """
    book = claims[0].enrolment.scheme.group_book.book
    holders = {claim.pk: (claim.number, _("Claim %(number)s") % {"number": claim.number}) for claim in claims}
    costs = []
    for heading, part in groupby(claims, key=lambda claim: claim.benefit.heading):
        costs += ledger.open_accounts(book, heading, [holders[claim.pk] for claim in part])
    owed = ledger.open_accounts(book, chart.CLAIMS_PAYABLE, holders.values())
    entry = ledger.post(
        book,
        [ledger.debit(cost, claim.amount) for cost, claim in zip(costs, claims, strict=True)]
        + [ledger.credit(account, claim.amount) for account, claim in zip(owed, claims, strict=True)],
        kind=Entry.Kind.JOURNAL,
        event="J30",
        on=on,
        by=first,
        approved_by=second,
        request_id=request_id,
        memo=memo,
        of_year=claims[0].event_on.year,
    )
    for claim, account in zip(claims, owed, strict=True):
        claim.account, claim.approval, claim.state, claim.decided_at = account, entry, State.APPROVED, clock.now()


def check_subfunds(scheme: Scheme, needs: dict[str, Decimal], drawn_by: str) -> None:
    """Nothing is promised that a subfund does not hold, unless the board resolved to draw on the reserve (R5.10).

    Raises ValidationError otherwise.
    """
    short = subfunds_queries.lacking(scheme, needs, timezone.localdate())
    if short and not drawn_by.strip():
        raise ValidationError(
            _("The pot “%(pot)s” holds %(free)s baht. The board must decide by resolution to draw on the reserve."),
            code="drawn_by",
            params={"pot": short[0], "free": f"{short[1]:,.2f}"},
        )


@transaction.atomic
def appeal(claim: Claim, reason: str, *, by: User) -> Claim:
    """A denied claim goes to the meeting. Raises ValidationError for any other claim, and without a reason."""
    claim = hold(claim)
    reason = " ".join(reason.split())
    if claim.state != State.DENIED:
        raise ValidationError(_("Only a denied claim goes to the meeting."))
    if not reason:
        raise ValidationError(_("Write what the meeting should look at."), code="reason")
    check_once(claim)
    claim.state, claim.appeal = State.APPEALED, reason
    claim.save()
    return claim


@transaction.atomic
def settle_appeal(claim: Claim, *, upheld: bool, resolution: str, by: User) -> Claim:
    """What the meeting resolved: the claim is decided anew by two officers, or stays denied.

    Raises ValidationError for another claim, without a resolution, and for own money.
    """
    claim = hold(claim)
    resolution = " ".join(resolution.split())
    if claim.state != State.APPEALED:
        raise ValidationError(_("This claim does not wait for the meeting."))
    if not resolution:
        raise ValidationError(_("Name the meeting and resolution that decided this."), code="resolution")
    access.refuse_own_money(by, *claim.receivers, claim.payee)
    claim.state, claim.resolution = State.FILED if upheld else State.DENIED, resolution
    claim.save()
    return claim


def hold(claim: Claim) -> Claim:
    """The claim as it is now, with its book locked."""
    book: Book = claim.enrolment.scheme.group_book.book
    ledger.lock(book)
    return (
        claims_queries.claims(claim.enrolment.scheme.group_book.group).select_for_update(of=("self",)).get(pk=claim.pk)
    )
