"""Which books a command is about."""

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ledger.models import Book
from villages.models import Group


def add_group(parser: ArgumentParser) -> None:
    """The option --group."""
    parser.add_argument("--group", metavar="SLUG", help="only the books of this group; otherwise all books")


def chosen_books(slug: str | None) -> QuerySet[Book]:
    """The books of a group, or all but those of practice. Raises CommandError when there is no such group."""
    if slug is None:
        return Book.objects.filter(is_practice=False)
    if not Group.objects.filter(slug=slug).exists():
        raise CommandError(_("There is no group %(slug)s.") % {"slug": slug})
    return Book.objects.filter(owner__group__slug=slug)
