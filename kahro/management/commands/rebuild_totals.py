from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kahro.management.books import add_group, chosen_books
from ledger import services as ledger


class Command(BaseCommand):
    help = "Makes the month totals anew from the lines, which are the truth."

    def add_arguments(self, parser) -> None:
        add_group(parser)

    def handle(self, *args, group: str | None, **options) -> None:
        for book in chosen_books(group):
            ledger.rebuild_totals(book)
            self.stdout.write(_("%(book)s: month totals made anew.") % {"book": book.slug})
