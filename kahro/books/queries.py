"""Which books somebody may open, and their months."""

from datetime import date

from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from ledger import rules as ledger_rules
from ledger.models import Book, Entry, Period
from villages import access
from villages.models import Group, GroupBook


def readable(user: User) -> list[Group]:
    """The real groups whose books a user may open."""
    groups = access.groups(user).filter(is_practice=False).select_related("village")
    return [group for group in groups if access.may(user, "see books", group)]


def with_last_entry(group_books: QuerySet[GroupBook]) -> QuerySet[GroupBook]:
    """Books with the number and day of their last entry."""
    last = Entry.objects.filter(book=OuterRef("book")).order_by("-seq")
    group_books = group_books.select_related("group__village", "book").order_by("group__village__number", "book__slug")
    return group_books.annotate(
        last_number=Subquery(last.values("number")[:1]), last_on=Subquery(last.values("on")[:1])
    )


def months_of(book: Book) -> list[tuple[Period, int, date]]:
    """A book's months, the latest first: (period, how many entries, its last day)."""
    per_month = Entry.objects.filter(book=book).order_by().annotate(month=TruncMonth("on")).values_list("month")
    entries = dict(per_month.annotate(count=Count("pk")))
    periods = book.periods.select_related("closed_by").order_by("-month")
    return [(period, entries.get(period.month, 0), ledger_rules.last_of_month(period.month)) for period in periods]


def month_to_close(book: Book) -> date | None:
    """The first open month, once it is over."""
    first = book.periods.filter(closed_at=None).order_by("month").values_list("month", flat=True).first()
    return first if first and ledger_rules.last_of_month(first) < timezone.localdate() else None
