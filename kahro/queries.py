"""The sub-district at a glance: a few queries whatever the number of groups."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ledger import chart, rules
from ledger import queries as books
from ledger.models import Book
from villages.models import Group, GroupBook, Member, Officer, Person, Spell, Village

ZERO = Decimal("0.00")
MONTHS_BACK = 11


@dataclass
class Figures:
    """What is known of a group, a village or the sub-district at the end of a day. Money in baht."""

    members: int = 0
    savings: Decimal = ZERO
    cash: Decimal = ZERO
    entries: int = 0

    def add(self, other: "Figures") -> None:
        """Sums of money and entries; members are people, counted apart."""
        self.savings += other.savings
        self.cash += other.cash
        self.entries += other.entries


@dataclass
class GroupFigures:
    group: Group
    figures: Figures
    pots: list[GroupBook] = field(default_factory=list)
    committee: int = 0


@dataclass
class Glance:
    """The whole sub-district: its total, each village, each group."""

    on: date
    total: Figures
    groups: list[GroupFigures]
    villages: list[tuple[Village | None, Figures, list[GroupFigures]]]


def active_on(on: date) -> Q:
    """A spell of membership that covers a day."""
    return Q(joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))


def glance(on: date) -> Glance:
    """Members, savings, cash and bank, and the month's entries at the end of a day."""
    pots = list(GroupBook.objects.select_related("group__village", "book").order_by("book__slug"))
    all_books = [pot.book for pot in pots]
    money = books.heading_balances(all_books, (*chart.MEMBER_MONEY, *chart.CASH_AND_BANK), on)
    entries = books.entries_in_month(all_books, on)
    spells = Spell.objects.filter(active_on(on)).order_by()
    members = dict(spells.values_list("member__group").annotate(count=Count("pk")))
    committee = dict(_in_office(on).values_list("group").annotate(count=Count("user", distinct=True)))
    groups = [
        GroupFigures(
            group,
            _figures([pot.book for pot in pots if pot.group_id == group.pk], money, entries, members.get(group.pk, 0)),
            [pot for pot in pots if pot.group_id == group.pk],
            committee.get(group.pk, 0),
        )
        for group in Group.objects.select_related("village")
    ]
    people = dict(spells.values_list("member__group__village").annotate(count=Count("member__person", distinct=True)))
    villages = [_village(village, groups, people) for village in [*Village.objects.all(), None]]
    total = Figures(members=Person.objects.filter(Exists(_spells_of_person(on))).count())
    for found in groups:
        total.add(found.figures)
    return Glance(on, total, groups, [row for row in villages if row[0] or row[2]])


def _figures(own: list[Book], money: dict, entries: dict, members: int) -> Figures:
    def total(codes: tuple[str, ...]) -> Decimal:
        return sum((money.get((book.pk, code), ZERO) for book in own for code in codes), ZERO)

    count = sum(entries.get(book.pk, 0) for book in own)
    return Figures(members, total(chart.MEMBER_MONEY), total(chart.CASH_AND_BANK), count)


def _village(village: Village | None, groups: list[GroupFigures], people: dict) -> tuple:
    pk = village.pk if village else None
    own = [found for found in groups if found.group.village_id == pk]
    figures = Figures(members=people.get(pk, 0))
    for found in own:
        figures.add(found.figures)
    return village, figures, own


def _in_office(on: date) -> QuerySet[Officer]:
    held = Officer.objects.filter(from_on__lte=on, group__isnull=False).filter(Q(until_on=None) | Q(until_on__gte=on))
    return held.order_by()


def _spells_of_person(on: date) -> QuerySet[Spell]:
    return Spell.objects.filter(active_on(on), member__person=OuterRef("pk"))


@dataclass
class Trend:
    """Month by month: the label of a month's end, savings, cash and bank, members."""

    months: list[date]
    savings: list[Decimal]
    cash: list[Decimal]
    members: list[int]


def trend(on: date, groups: QuerySet[Group] | None = None) -> Trend:
    """Twelve months up to a day, for all groups or some. Three queries."""
    first = rules.first_of_month(on)
    for _month in range(MONTHS_BACK):
        first = rules.first_of_month(first - timedelta(days=1))
    months = rules.months(first, on)
    pots = GroupBook.objects.select_related("book")
    pots = pots if groups is None else pots.filter(group__in=groups)
    money = books.monthly([pot.book for pot in pots], (*chart.MEMBER_MONEY, *chart.CASH_AND_BANK), first, on)
    spells = Spell.objects.all() if groups is None else Spell.objects.filter(member__group__in=groups)
    dates = list(spells.values_list("joined_on", "left_on"))

    def total(month: date, codes: tuple[str, ...]) -> Decimal:
        return sum((amount for (_book, code, when), amount in money.items() if when == month and code in codes), ZERO)

    return Trend(
        months,
        [total(month, chart.MEMBER_MONEY) for month in months],
        [total(month, chart.CASH_AND_BANK) for month in months],
        [_active(dates, rules.last_of_month(month)) for month in months],
    )


def _active(dates: list[tuple[date, date | None]], on: date) -> int:
    return sum(joined <= on and (left is None or left > on) for joined, left in dates)


def ages(group: Group) -> dict[str, int]:
    """How many members of a group are children, adults and elders today."""
    today = timezone.localdate()
    people = [member.person for member in Member.objects.filter(group=group, left_on=None).select_related("person")]
    found = [person.age(today) for person in people]
    children, elders = sum(age < 20 for age in found), sum(age >= 60 for age in found)
    return {"children": children, "adults": len(found) - children - elders, "elders": elders}
