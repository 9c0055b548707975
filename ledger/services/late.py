"""What is recorded after its year was closed is dated in the open year and names the year it belongs to (R0.8)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ledger import thai
from ledger.models import Book, Entry, Heading
from ledger.queries import years as years_queries
from ledger.services.locking import lock

LONGEST = Entry._meta.get_field("memo").max_length or 0


def late_year(book: Book, codes: Iterable[str], on: date, of_year: int | None) -> int | None:
    """The closed year that income or an expense of a later day belongs to, if it is such. Locks the book."""
    if of_year is None or of_year >= on.year:
        return None
    lock(book)
    last = years_queries.last_closed(book)
    if last is None or last.year < of_year:
        return None
    return of_year if Heading.objects.filter(code__in=codes, kind__in=years_queries.RESULT).exists() else None


def late_memo(memo: str, year: int | None) -> str:
    """A memo that says to which year it belongs; the same where `year` is None."""
    if year is None:
        return memo
    said = _("(of the year %(year)s)") % {"year": thai.buddhist_year(year)}
    return f"{memo[: LONGEST - len(said) - 1]} {said}".strip()
