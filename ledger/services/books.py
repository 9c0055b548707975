"""The chart, books and accounts: what entries are written into."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger import chart
from ledger.models import Account, Book, Heading


@transaction.atomic
def load_chart() -> None:
    """Write the sub-district's chart into the database; a heading that is there already gets the file's names."""
    Heading.objects.bulk_create(
        [Heading(**row) for row in chart.rows()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["parent", "name_th", "name_en", "kind", "normal_side", "posting", "holder"],
    )


@transaction.atomic
def open_book(
    slug: str,
    name: str,
    *,
    headings: Iterable[str],
    money_source: int = 2,
    is_demo: bool = False,
    is_practice: bool = False,
) -> Book:
    """A new book with its own accounts for the given headings (R0.2, R5.6)."""
    book = Book.objects.create(
        slug=slug, name=name, money_source=money_source, is_demo=is_demo, is_practice=is_practice
    )
    Account.objects.bulk_create([Account(book=book, heading_id=code) for code in headings])
    return book


def activate(book: Book, code: str) -> Account:
    """The book's own account of a heading, made when it is new. Raises ValidationError for an unknown code (R5.6)."""
    if not Heading.objects.filter(code=code, posting=True).exists():
        raise ValidationError(
            _("The chart has no account %(code)s. Use a code of the shared chart."), params={"code": code}
        )
    return Account.objects.get_or_create(book=book, heading_id=code, holder="")[0]


def open_account(book: Book, code: str, holder: str, name: str, *, counterpart: Book | None = None) -> Account:
    """One holder's account under a heading: a passbook, a loan, a claim, money at another book.

    Raises ValidationError for an unknown code.
    """
    return open_accounts(book, code, [(holder, name)], counterpart=counterpart)[0]


def open_accounts(
    book: Book, code: str, holders: Iterable[tuple[str, str]], *, counterpart: Book | None = None
) -> list[Account]:
    """Open an account for each holder, a number and a name, under a heading's account of the book; all in one query.

    Raises ValidationError for an unknown code.
    """
    control = activate(book, code)
    return Account.objects.bulk_create(
        [
            Account(book=book, heading_id=code, control=control, holder=holder, name=name, counterpart=counterpart)
            for holder, name in holders
        ]
    )
