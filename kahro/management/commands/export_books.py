from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from kahro.management.books import add_group, chosen_books
from ledger import export, thai

WRITERS = {"beancount": export.write_beancount, "csv": export.write_csv}


class Command(BaseCommand):
    help = "Writes the whole journal to the standard output, for beancount or as CSV."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--format", choices=WRITERS, required=True)
        parser.add_argument("--until", metavar="DATE", help="the last day, in either era; otherwise everything")
        add_group(parser)

    def handle(self, *args, format: str, group: str | None, until: str | None, **options) -> None:
        books, last = chosen_books(group), _day(until) if until else None
        alone = not connection.in_atomic_block
        with transaction.atomic():
            if alone:  # lines and balances of one moment, however long the writing takes
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            WRITERS[format](books, self.stdout, last)  # type: ignore[arg-type]  # it writes text like any stream


def _day(text: str) -> date:
    try:
        return thai.parse_date(text)
    except ValueError as fault:
        raise CommandError(_("%(text)s is no date. Write it as 31/12/2568 or 2025-12-31.") % {"text": text}) from fault
