"""A year of a welfare fund is closed: income goes into the subfunds, benefits and costs come out (J54, J55, R6.14)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import chart, thai, verify
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Book, Entry, Heading
from ledger.services import Side
from villages.models import PendingRequest
from villages.rules import in_force
from villages.services import acts, requests
from welfare.models import Scheme, Year
from welfare.queries import request_details as request_details_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.queries.days import scheme as scheme_of
from welfare.services.days import recognise

CLOSE = "close a welfare year"


@transaction.atomic
def ask_to_close(
    scheme: Scheme, year: int, *, met_on: date, resolution: str, attended: int, runs_on: str, minutes: File | None,
    by: User, request_id: UUID,
) -> PendingRequest:  # fmt: skip
    """Write down what the general meeting resolved of a year; a second officer closes it.

    Raises ValidationError without a resolution, when the year may not be closed, and while this waits already.
    """
    resolution = " ".join(resolution.split())
    if not resolution:
        raise ValidationError(_("Name the meeting and resolution that decided this."), code="resolution")
    arguments = {"scheme": scheme.pk, "year": year, "met_on": met_on, "resolution": resolution}
    arguments |= {"attended": attended, "runs_on": runs_on}
    wish = requests.Wish(
        scheme.group_book.group, CLOSE, arguments, maker=by, request_id=request_id, reason=resolution, paper=minutes
    )
    return requests.ask(wish, lambda: _ready(scheme, year, met_on, resolution))


def _ready(scheme: Scheme, year: int, met_on: date, resolution: str) -> requests.Ready:
    ledger.lock(scheme.group_book.book)
    waiting = PendingRequest.objects.filter(act=CLOSE, arguments__scheme=scheme.pk, status="waiting")
    if waiting.filter(arguments__year=year).exists():
        raise ValidationError(_("This already waits for a second officer."))
    _check_may_close(scheme, year)
    _check_meeting(year, met_on)
    if problems := verify.problems(scheme.group_book.book):
        raise ValidationError(
            _("The book does not verify: %(problem)s. Ask the auditor before closing the year."),
            params={"problem": problems[0]},
        )
    params = {"year": thai.buddhist_year(year), "resolution": resolution}
    return requests.Ready(_("Close the welfare fund's year %(year)s by %(resolution)s") % params)


def year_before_closing(book: Book, month: date) -> str | None:
    """December of a welfare fund is closed with its year (J54, J55, R0.8)."""
    scheme = (
        Scheme.objects.filter(group_book__book=book)
        .select_related("group_book__book")
        .prefetch_related("bylaws")
        .first()
    )
    if scheme is None or month.month != 12 or scheme.years.filter(year__gte=month.year).exists():
        return None
    if not _has_something(scheme, month.year):
        return None
    return _("The welfare fund's year %(year)s is not closed yet. Close the year first.") % {
        "year": thai.buddhist_year(month.year)
    }


def _check_meeting(year: int, met_on: date) -> None:
    if not subfunds_queries.last_day(year) < met_on <= timezone.localdate():
        raise ValidationError(
            _("The meeting that closes a year is held after its last day, and not after today."), code="met_on"
        )


def _check_may_close(scheme: Scheme, year: int) -> None:
    if subfunds_queries.last_day(year) >= timezone.localdate():
        raise ValidationError(_("This year is not over yet. Close it after its last day."), code="year")
    if scheme.years.filter(year__gte=year).exists():
        raise ValidationError(_("This year or a later one is closed already."), code="year")


def _has_something(scheme: Scheme, year: int) -> bool:
    """Whether there is anything to divide, under a by-law."""
    ruled = in_force(scheme.bylaws.all(), subfunds_queries.last_day(year))
    return bool(ruled and any(_result(scheme, year, kind) for kind in (Heading.Kind.INCOME, Heading.Kind.EXPENSE)))


@acts.waits(CLOSE, asker="close months", shows=request_details_queries.closing)
@transaction.atomic
def close(request: PendingRequest, approver: User) -> Entry | None:
    """Split the year's income among the subfunds (J54), take benefits and costs out of them (J55), close its months.

    Raises ValidationError when the year is not over, is closed, has nothing in it, or the book does not verify.
    """
    arguments = request.arguments
    scheme, year = scheme_of(request.of_group), arguments["year"]
    assert scheme
    book = scheme.group_book.book
    ledger.lock(book)
    _check_may_close(scheme, year)
    more = {"by": request.maker, "approved_by": approver}
    recognise(scheme, subfunds_queries.last_day(year), **more)
    fund_year = subfunds_queries.fund_year(scheme, year, arguments["runs_on"])
    if fund_year is None or not _has_something(scheme, year):
        raise ValidationError(_("Nothing came in or went out in this year, so there is nothing to close."))
    gains, costs = fund_year.subfunds.shared, fund_year.subfunds.benefits.plus(fund_year.subfunds.running)
    ids = request.request_id, uuid5(request.request_id, "benefits")
    shares = dict(zip(("benefits_share", "growth_share", "reserve_share"), fund_year.shares, strict=True))
    done = Year.objects.create(
        scheme=scheme,
        year=year,
        **{name: arguments[name] for name in ("met_on", "resolution", "attended", "runs_on")},
        **shares,
        came_in=_move(scheme, year, Heading.Kind.INCOME, gains, event="J54", request_id=ids[0], **more),
        went_out=_move(scheme, year, Heading.Kind.EXPENSE, costs, event="J55", request_id=ids[1], **more),
    )
    ledger.close_year(book, year, by=approver)
    return done.came_in or done.went_out


def _result(scheme: Scheme, year: int, kind: str) -> dict[Account, Decimal]:
    """What each account of income, or of expenses, came to since the last closing: debit less credit."""
    accounts = Account.objects.filter(book=scheme.group_book.book, heading__kind=kind).select_related("heading")
    emptied = list(accounts.exclude(holder="", heading__holder__in=chart.HELD_APART))
    until, last = books.moved(emptied, subfunds_queries.last_day(year)), scheme.years.filter(year__lt=year).first()
    before = books.moved(emptied, subfunds_queries.last_day(last.year)) if last else {}
    nets = {each: until[each.pk].net - (before[each.pk].net if last else 0) for each in emptied}
    return {account: net for account, net in nets.items() if net}


def _move(scheme: Scheme, year: int, kind: str, parts: Iterable, *, event: str, **more) -> Entry | None:
    """Empty every account of income, or of expenses, into the subfunds: exactly what came in the period."""
    book, on = scheme.group_book.book, subfunds_queries.last_day(year)
    sides = [_side(account, -net) for account, net in _result(scheme, year, kind).items()]
    into = [
        (code, part if kind == Heading.Kind.INCOME else -part)
        for code, part in zip(subfunds_queries.SUBFUNDS, parts, strict=True)
    ]
    sides += [_side(ledger.activate(book, code), -part) for code, part in into if part]
    if not sides:
        return None
    memo = _("Year %(year)s closed") % {"year": thai.buddhist_year(year)}
    return ledger.post(book, sides, kind=Entry.Kind.JOURNAL, event=event, on=on, memo=memo, **more)


def _side(account: Account, debit) -> Side:
    """A line for a net amount: debit where it is positive."""
    return ledger.debit(account, debit) if debit > 0 else ledger.credit(account, -debit)
