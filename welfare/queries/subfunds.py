"""Reads of the subfunds of a fund: what may be paid out now (R0.7, R5.10), and what each year made of them (R6.15)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Sum, When
from django.db.models.functions import ExtractYear

from ledger import chart
from ledger import queries as books
from ledger.models import Heading, Line
from ledger.queries import Amount
from welfare.models import Benefit, Claim, Scheme, Year
from welfare.queries.days import bylaw_on
from welfare.queries.shares import Past, Span, pasts
from welfare.rules import subfunds as subfunds_rules

SUBFUNDS = chart.WELFARE_SUBFUNDS
Subfund = Benefit.Subfund
INCOME = chart.WELFARE_INCOME
BENEFITS = chart.BENEFITS
BEFORE_ALL = date(1900, 1, 1)


class SubfundBalances(NamedTuple):
    """What a fund has on a day, in baht: free for benefits not yet approved, by subfund, and all three together."""

    free: subfunds_rules.Subfunds
    together: Decimal


def subfunds_on(scheme: Scheme, on: date) -> SubfundBalances:
    """The subfunds of a fund with what came in and went out since the last closing."""
    return subfunds_by_scheme([scheme], on)[scheme.pk]


def subfunds_by_scheme(schemes: Sequence[Scheme], on: date) -> dict[int, SubfundBalances]:
    """The same of many funds, each with its rules and book, in a fixed number of queries; by the scheme's id.

    Balances are all-time: closing a year moves its income and benefits into the subfunds themselves.
    """
    accounts = list(books.own_accounts([scheme.group_book.book for scheme in schemes]))
    past, spans = pasts(schemes), {}
    for pk, each in past.items():
        spans[pk] = Span(each.shares, max((day for day in each.closed if day <= on), default=BEFORE_ALL), on)
    up_to = books.moved_by_day(accounts, {on, *(day for span in spans.values() for _begins, day in span.parts)})
    apart, by_scheme = _out_of_other_subfunds(schemes, on), {}
    for scheme in schemes:
        own = [each for each in accounts if each.book_id == scheme.group_book.book_id]
        by_day = {
            day: {each.heading: books.normal(each.heading, moved[each.pk]) for each in own}
            for day, moved in up_to.items()
        }
        shared = _shared(spans[scheme.pk], by_day, past[scheme.pk])
        by_scheme[scheme.pk] = _balances(shared, by_day[on], apart.get(scheme.pk, {}))
    return by_scheme


def _shared(span: Span, by_day: dict[date, dict[Heading, Decimal]], past: Past) -> subfunds_rules.Subfunds:
    """What came in since the last closing, by the shares of its days. At a closing nothing is left to be shared."""
    came = [_sum(by_day[day], INCOME) for _begins, day in span.parts]
    amounts = [here - before for before, here in pairwise([subfunds_rules.ZERO, *came])]
    return subfunds_rules.divided(span.pieces(amounts, [each for each in past.undone if each.code in INCOME]))


def _balances(
    shared: subfunds_rules.Subfunds, own: dict[Heading, Decimal], apart: dict[str, Decimal]
) -> SubfundBalances:
    earned = sum(
        (amount for heading, amount in own.items() if heading.kind == Heading.Kind.INCOME), subfunds_rules.ZERO
    )
    spent = sum(
        (amount for heading, amount in own.items() if heading.kind == Heading.Kind.EXPENSE), subfunds_rules.ZERO
    )
    inside = subfunds_rules.Subfunds(*(_sum(own, [code]) for code in SUBFUNDS))
    benefits = _by_subfund(_sum(own, BENEFITS), apart)
    return SubfundBalances(inside.plus(shared).minus(benefits), inside.total + earned - spent)


def _out_of_other_subfunds(schemes: Sequence[Scheme], on: date) -> dict[int, dict[str, Decimal]]:
    """Benefits since the last closing that another subfund than the first pays, in baht, by scheme and subfund.

    What nobody fetched comes back in the year in which it was taken back.
    """
    claims = Claim.objects.filter(enrolment__scheme__in=schemes).exclude(benefit__subfund=Subfund.BENEFITS)
    claims = claims.annotate(out=_amount_if_open("approval__on", on), back=_amount_if_open("lapsing__on", on))
    by_scheme: dict[int, dict[str, Decimal]] = {}
    rows = (
        claims.order_by().values_list("enrolment__scheme", "benefit__subfund").annotate(baht=Sum("out") - Sum("back"))
    )
    for scheme, subfund, baht in rows:
        by_scheme.setdefault(scheme, {})[subfund] = baht
    return by_scheme


def _amount_if_open(day: str, on: date) -> Case:
    """A claim's amount if something of that day is written by `on` and no year closed before took it."""
    years = Year.objects.filter(scheme=OuterRef("enrolment__scheme"), year__lt=on.year)
    closed = Exists(years.filter(year__gte=ExtractYear(OuterRef(day))))
    return Case(When(~closed, **{f"{day}__lte": on}, then="amount"), default=subfunds_rules.ZERO)


def _by_subfund(spent: Decimal, apart: dict[str, Decimal]) -> subfunds_rules.Subfunds:
    """Benefits by the subfund that pays them; what belongs to no claim counts for the benefits subfund."""
    growth, reserve = apart.get(Subfund.GROWTH, subfunds_rules.ZERO), apart.get(Subfund.RESERVE, subfunds_rules.ZERO)
    return subfunds_rules.Subfunds(spent - growth - reserve, growth, reserve)


def _sum(amounts: dict[Heading, Decimal], codes: Sequence[str]) -> Decimal:
    return sum((amount for heading, amount in amounts.items() if heading.code in codes), subfunds_rules.ZERO)


def available(scheme: Scheme, on: date, subfund: str = Subfund.BENEFITS) -> Decimal:
    """What a subfund may still promise on a day, in baht (R5.10): claims approved are in it already."""
    return getattr(subfunds_on(scheme, on).free, subfund)


def lacking(scheme: Scheme, needs: dict[str, Decimal], on: date) -> tuple[str, Decimal] | None:
    """The first subfund that does not hold what is asked of it, by its name, with what it holds."""
    free = subfunds_on(scheme, on).free
    for subfund, amount in needs.items():
        if amount > getattr(free, subfund):
            return str(Subfund(subfund).label), max(getattr(free, subfund), subfunds_rules.ZERO)
    return None


class YearRow(NamedTuple):
    """What a heading came to in a year and in the one before, in baht (R9.13)."""

    heading: Heading
    amount: Decimal
    before: Decimal


class Fund(NamedTuple):
    """A year of a fund: what came in and went out, what that makes of the subfunds, and what the fund owns and owes."""

    year: int
    closed: Year | None
    income: list[YearRow]
    benefits: list[YearRow]
    running: list[YearRow]
    subfunds: subfunds_rules.YearEnd
    pieces: list[subfunds_rules.Piece]  # the income by the shares of its days (R0.7)
    owns: list[Amount]
    owes: list[Amount]
    besides: list[Amount]  # funds that are none of the subfunds

    @property
    def shares(self) -> tuple[Decimal, Decimal, Decimal]:
        """How the income of the last day was divided, in percent."""
        return self.pieces[-1].shares

    @property
    def came_in(self) -> Decimal:
        """The income of the year, in baht."""
        return total(self.income)

    @property
    def came_in_before(self) -> Decimal:
        """The income of the year before, in baht."""
        return sum((row.before for row in self.income), Decimal("0.00"))

    @property
    def went_out(self) -> Decimal:
        """Benefits and running costs of the year, in baht."""
        return total(self.benefits) + total(self.running)

    @property
    def went_out_before(self) -> Decimal:
        """Benefits and running costs of the year before, in baht."""
        return sum((row.before for row in [*self.benefits, *self.running]), Decimal("0.00"))

    @property
    def left(self) -> Decimal:
        """What the fund owns beyond what it owes and what belongs to other funds: the subfunds together."""
        return total(self.owns) - total(self.owes) - total(self.besides)


def total(amounts: Sequence[Amount | YearRow]) -> Decimal:
    """The sum of some rows, in baht."""
    return sum((each.amount for each in amounts), Decimal("0.00"))


def last_day(year: int) -> date:
    """The day on which a year of the fund ends."""
    return date(year, 12, 31)


def fund_year(scheme: Scheme, year: int, runs_on: str = "") -> Fund | None:
    """A fund's year as it was closed, or as it would be if nothing more came; None before its first by-law.

    Years before it that were never closed are closed with it.
    """
    end, book = last_day(year), scheme.group_book.book
    if bylaw_on(scheme, end) is None:
        return None
    years = {each.year: each for each in scheme.years.all()}
    closed, last = years.get(year), max((each for each in years if each < year), default=None)
    periods = [_period(years, each) for each in (year, last) if each]
    begins = periods[0][0]
    past = pasts([scheme])[scheme.pk]
    span = Span(past.shares, begins - timedelta(days=1), end)
    (of_year, *before), position = books.periods_beside(book, [*periods, *span.parts[:-1]])
    before, parts = before[: len(periods) - 1], before[len(periods) - 1 :]
    income, spent = (_rows(of_year, before, kind) for kind in ("income", "expense"))
    benefits = [each for each in spent if each.heading.code in BENEFITS]
    running = [each for each in spent if each.heading.code not in BENEFITS]
    runs_on = closed.runs_on if closed else runs_on or Year.Subfund.RESERVE
    drawn = _by_subfund(total(benefits), _out_of_other_subfunds([scheme], end).get(scheme.pk, {}))
    opening, shared = _before_closing(position, closed)
    came = [part.section("income").total for part in parts]
    pieces = span.pieces([*came, total(income) - sum(came)], past.undone)
    if shared is None:
        shared = subfunds_rules.divided(pieces)
    elif closed and shared != subfunds_rules.divided(pieces):  # closed before a year was divided piece by piece
        pieces = [subfunds_rules.Piece(begins, closed.shares, total(income))]
    return Fund(
        year,
        closed,
        income,
        benefits,
        running,
        subfunds_rules.year_end(opening, shared, drawn, total(running), runs_on),
        pieces,
        position.section("asset").rows,
        position.section("liability").rows,
        [each for each in position.section("equity").rows if each.heading.code not in SUBFUNDS],
    )


def _period(closed: Iterable[int], year: int) -> tuple[date, date]:
    """What a year's statement covers: all since the last closing before it."""
    last = max((each for each in closed if each < year), default=None)
    return (last_day(last) + timedelta(days=1) if last else BEFORE_ALL), last_day(year)


def _rows(of_year: books.Statements, before: Sequence[books.Statements], kind: str) -> list[YearRow]:
    """The headings of one kind that moved in either year."""
    now = {each.heading: each.amount for each in of_year.section(kind).rows}
    then = {each.heading: each.amount for last in before for each in last.section(kind).rows}
    headings = sorted({*now, *then}, key=lambda heading: heading.code)
    return [YearRow(each, now.get(each, subfunds_rules.ZERO), then.get(each, subfunds_rules.ZERO)) for each in headings]


def _before_closing(
    position: books.Statements, closed: Year | None
) -> tuple[subfunds_rules.Subfunds, subfunds_rules.Subfunds | None]:
    """What the subfunds hold at a year's end but for what closing that year put in and took out, and what it put in."""
    balances = {each.heading.code: each.amount for each in position.section("equity").rows}
    subfunds = subfunds_rules.Subfunds(*(balances.get(subfund, subfunds_rules.ZERO) for subfund in SUBFUNDS))
    if closed is None:
        return subfunds, None
    entries = [entry for entry in (closed.came_in_id, closed.went_out_id) if entry]
    lines = Line.objects.filter(entry__in=entries, account__heading__in=SUBFUNDS).values_list(
        "entry", "account__heading"
    )
    own = {(entry, subfund): net for entry, subfund, net in lines.annotate(net=Sum("credit") - Sum("debit"))}
    came, went = (
        subfunds_rules.Subfunds(*(own.get((entry, subfund), subfunds_rules.ZERO) for subfund in SUBFUNDS))
        for entry in (closed.came_in_id, closed.went_out_id)
    )
    return subfunds.minus(came).minus(went), came


class Notes(NamedTuple):
    """What the books wrote in a year for earlier ones, and what turned up for this year after it was closed (R0.8)."""

    brought: list[books.Late]
    later: list[books.Late]


def notes(scheme: Scheme, year: int) -> Notes:
    """What was written of a year after it ended, and what it wrote for earlier ones (R0.8)."""
    late_items = books.late_items(scheme.group_book.book, year)
    later = [each for each in late_items if each.item.year == year]
    return Notes([each for each in late_items if each not in later], later)
