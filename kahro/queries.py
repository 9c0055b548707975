"""The overview of the sub-district: a few queries whatever the number of groups."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, QuerySet

from ledger import chart
from ledger import queries as books
from ledger import rules as ledger_rules
from ledger.models import Heading
from ledger.rules import ZERO
from villages.models import Group, GroupBook, MembershipPeriod, Officer, Role, Village
from villages.queries import officers as officers_queries

MONTHS_BACK = 11
SHOWN = (*chart.MEMBER_MONEY, *chart.CASH_AND_BANK)


@dataclass
class Figures:
    """What is known of a group, a village or the sub-district at the end of a day. Money in baht."""

    members: int = 0
    savings: Decimal = ZERO
    cash: Decimal = ZERO
    entries: int = 0


class Part(NamedTuple):
    """A heading of one book that a figure is made of."""

    book_slug: str
    heading: Heading
    amount: Decimal


@dataclass
class GroupGlance:
    """A group's figures and what they are made of; `entries` counts the month's by book."""

    group: Group
    figures: Figures
    committee: int
    savings: list[Part] = field(default_factory=list)
    cash: list[Part] = field(default_factory=list)
    entries: list[tuple[GroupBook, int]] = field(default_factory=list)


@dataclass
class VillageGlance:
    """A village's figures; without a village, those of the whole sub-district's own groups."""

    village: Village | None
    figures: Figures
    groups: list[GroupGlance]

    @property
    def number(self) -> int:
        """The village's, 0 for the groups of the whole sub-district."""
        return self.village.number if self.village else 0


class Membership(NamedTuple):
    """A period of membership: whose, where, from when until before when."""

    group: int
    village: int | None
    person: int
    joined_on: date
    left_on: date | None

    def covers(self, on: date) -> bool:
        """Whether somebody was a member on a day."""
        return self.joined_on <= on and (self.left_on is None or on < self.left_on)


@dataclass
class Glance:
    """The end of a day, with the year before it that its trends are drawn from."""

    on: date
    total: Figures
    villages: list[VillageGlance]
    money: dict[tuple[int, str, date], Decimal]
    memberships: list[Membership]

    @property
    def groups(self) -> list[GroupGlance]:
        """All groups of all villages."""
        return [row for village in self.villages for row in village.groups]


def glance(on: date) -> Glance:
    """Members, savings, cash and bank, and the month's entries of every real group at the end of a day."""
    group_books = list(GroupBook.objects.filter(book__is_practice=False).select_related("book").order_by("book__slug"))
    all_books = [group_book.book for group_book in group_books]
    money = books.monthly(all_books, SHOWN, _months(on)[0], on)
    today = {(book, code): amount for (book, code, month), amount in money.items() if month == _months(on)[-1]}
    entries = books.entries_in_month(all_books, on)
    headings = Heading.objects.in_bulk(SHOWN)
    memberships = _memberships()
    members = Counter(membership.group for membership in memberships if membership.covers(on))
    committee = dict(_in_office(on).values_list("group").annotate(count=Count("person", distinct=True)))
    groups = []
    for group in Group.objects.filter(is_practice=False).select_related("village"):
        row = GroupGlance(group, Figures(members[group.pk]), committee.get(group.pk, 0))
        for group_book in group_books:
            if group_book.group_id == group.pk:
                _add(row, group_book, today, entries.get(group_book.book_id, 0), headings)
        groups.append(row)
    villages = _by_village(groups, [membership for membership in memberships if membership.covers(on)])
    return Glance(on, _sum(groups, _people(memberships, on)), villages, money, memberships)


def _months(on: date) -> list[date]:
    """The twelve months that end with a day."""
    first = ledger_rules.first_of_month(on)
    for _month in range(MONTHS_BACK):
        first = ledger_rules.first_of_month(first - timedelta(days=1))
    return ledger_rules.months(first, on)


def _add(row: GroupGlance, group_book: GroupBook, money: dict, entries: int, headings: dict[str, Heading]) -> None:
    """One book's money and entries into its group's figures."""
    for codes, parts in ((chart.MEMBER_MONEY, row.savings), (chart.CASH_AND_BANK, row.cash)):
        amounts = ((code, money.get((group_book.book_id, code), ZERO)) for code in codes)
        parts += [Part(group_book.book.slug, headings[code], amount) for code, amount in amounts if amount]
    row.entries.append((group_book, entries))
    row.figures.savings = sum((part.amount for part in row.savings), ZERO)
    row.figures.cash = sum((part.amount for part in row.cash), ZERO)
    row.figures.entries += entries


def _by_village(groups: list[GroupGlance], here: list[Membership]) -> list[VillageGlance]:
    rows = []
    for village in [*Village.objects.all(), None]:
        pk = village.pk if village else None
        own = [row for row in groups if row.group.village_id == pk]
        if village or own:
            people = {membership.person for membership in here if membership.village == pk}
            rows.append(VillageGlance(village, _sum(own, len(people)), own))
    return rows


def _sum(groups: list[GroupGlance], members: int) -> Figures:
    """Money and entries add up; members are people, counted apart because one may be in two groups."""
    figures = [row.figures for row in groups]
    return Figures(
        members,
        sum((row.savings for row in figures), ZERO),
        sum((row.cash for row in figures), ZERO),
        sum(row.entries for row in figures),
    )


def _memberships() -> list[Membership]:
    whose = ("member__group", "member__group__village", "member__person")
    membership_periods = MembershipPeriod.objects.filter(member__group__is_practice=False).order_by()
    return [Membership(*row) for row in membership_periods.values_list(*whose, "joined_on", "left_on")]


def _people(memberships: list[Membership], on: date) -> int:
    return len({membership.person for membership in memberships if membership.covers(on)})


def _in_office(on: date) -> QuerySet[Officer]:
    return officers_queries.in_office(on).filter(group__isnull=False).exclude(role=Role.STAND_IN).order_by()


@dataclass
class Trend:
    """Twelve months, the last one up to the day asked for: savings and cash in baht, members as people."""

    months: list[date]
    savings: list[Decimal]
    cash: list[Decimal]
    members: list[int]


def trend(glance: Glance, figures: Figures, groups: list[GroupGlance]) -> Trend:
    """The months' ends before a day and `figures` on the day itself, of some groups. No query."""
    months = _months(glance.on)
    group_books = {group_book.book_id for row in groups for group_book, _entries in row.entries}
    savings, cash = dict.fromkeys(months, ZERO), dict.fromkeys(months, ZERO)
    for (book, code, month), amount in glance.money.items():
        if book in group_books:
            (savings if code in chart.MEMBER_MONEY else cash)[month] += amount
    ours = {row.group.pk for row in groups}
    memberships = [membership for membership in glance.memberships if membership.group in ours]
    members = [_people(memberships, ledger_rules.last_of_month(month)) for month in months[:-1]]
    return Trend(months, list(savings.values()), list(cash.values()), [*members, figures.members])
