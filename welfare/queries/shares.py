"""Income by the shares of its own day (R0.7): month totals, and the lines of a month in which shares change."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum

from ledger import events
from ledger.models import Heading, Line
from welfare.models import Scheme
from welfare.queries.days import bylaws_of
from welfare.rules import subfunds as subfunds_rules

A_DAY = timedelta(days=1)


def shares(scheme: Scheme) -> list[subfunds_rules.Piece]:
    """The rules by which a fund's income is divided, one after the other."""
    return subfunds_rules.pieces_of_shares(bylaws_of(scheme))


class Undone(NamedTuple):
    """What reversals of a day moved of an income heading, in baht, and the day of what they reverse."""

    code: str
    on: date
    first: date
    amount: Decimal


class Span(NamedTuple):
    """Days of a fund from the one after `after` to `until`, cut where its `shares` change."""

    shares: Sequence[subfunds_rules.Piece]
    after: date
    until: date

    @property
    def parts(self) -> list[tuple[date, date]]:
        """The first and last days of its rules of shares."""
        ends = [piece.first - A_DAY for piece in self.shares[1:]]
        ends = [day for day in ends if self.after < day < self.until]
        return list(zip([self.after + A_DAY, *(day + A_DAY for day in ends)], [*ends, self.until], strict=True))

    def pieces(self, amounts: Sequence[Decimal], undone: Sequence[Undone] = ()) -> list[subfunds_rules.Piece]:
        """What came in, part by part, by its rule of shares. What a reversal takes back is taken from the rule under
        which it came, also where that is of a year long closed.
        """
        came = dict[int, Decimal]()
        moved = [(ends, amount) for (_begins, ends), amount in zip(self.parts, amounts, strict=True)]
        for each in undone:
            if self.after < each.on <= self.until:
                moved += [(each.on, -each.amount), (each.first, each.amount)]
        for day, amount in moved:
            place = subfunds_rules.of_day(self.shares, day)
            came[place] = came.get(place, subfunds_rules.ZERO) + amount
        return subfunds_rules.with_income(self.shares, came)


class Past(NamedTuple):
    """What a fund's history adds to its totals: shares, the days on which years were closed, and what was undone."""

    shares: list[subfunds_rules.Piece]
    closed: list[date]
    undone: list[Undone]


def pasts(schemes: Sequence[Scheme]) -> dict[int, Past]:
    """The history of every fund, by its id, in one query; nothing is read for those that never changed their shares."""
    past = {scheme.pk: Past(shares(scheme), [], []) for scheme in schemes}
    several = {scheme.group_book.book_id: past[scheme.pk] for scheme in schemes if len(past[scheme.pk].shares) > 1}
    if not several:
        return past
    matters = Q(entry__event__in=events.CLOSING) | Q(entry__reverses__isnull=False)
    lines = Line.objects.filter(matters, entry__book__in=list(several), account__heading__kind=Heading.Kind.INCOME)
    rows = lines.order_by().values_list("entry__book", "account__heading", "entry__on", "entry__reverses__on")
    for book, code, on, first, net in rows.annotate(net=Sum("credit") - Sum("debit")):
        if first is None:
            several[book].closed.append(on)
        else:
            several[book].undone.append(Undone(code, on, first, net))
    return past
