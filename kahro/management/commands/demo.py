"""A network to try: made once, kept, and served."""

import os
import shutil

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kahro.demo import network as demo_network
from kahro.management.commands.serve import address, claim_port
from kahro.server.database import embedded

# Compressing is slow, and no page asks for these
UNUSED = ["*.rtl.*", "*-grid.*", "*-reboot.*", "*-utilities.*", "*.esm.*", "jquery*", "*Thin*", "*Extra*", "*Light*"]
FILLING, FILLED = "Kahro demo, being filled", "Kahro demo"


class Command(BaseCommand):
    help = "Fills an empty database with the demo network, prints one log-in per role, and serves the site."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--reset", action="store_true", help="drop the demo's database and papers first")

    def handle(self, *args, reset: bool, **options) -> None:
        claim_port()
        if reset or mark() == FILLING:  # an unfinished demo is of no use
            drop()
        call_command("migrate", verbosity=0)
        if not User.objects.exists():
            self.fill()
        if static_files_changed():
            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
        self.welcome()
        call_command("serve")

    def fill(self) -> None:
        """Mark the database before and after, so that an interrupted fill begins anew, and no other database is ever
        dropped.
        """
        set_mark(FILLING)
        demo_network.fill(self.stdout)
        set_mark(FILLED)

    def welcome(self) -> None:
        """Print the address and the log-ins. Only the passwords of a demonstration are public."""
        host, port = address()
        self.stdout.write(f"\nKahro: http://{host}:{port}/   (Ctrl-C stops it; the data stays {whereabouts()})\n")
        if mark() == FILLED:
            for role, username, password, url in demo_network.logins():
                self.stdout.write(f"  {role:<24} {username:<20} {password:<20} {url}")
        self.stdout.flush()


def static_files_changed() -> bool:
    """Whether any file is younger than what was collected last."""
    collected = settings.STATIC_ROOT / "staticfiles.json"
    files = (storage.path(name) for finder in get_finders() for name, storage in finder.list(UNUSED))
    return not collected.exists() or os.path.getmtime(collected) < max(map(os.path.getmtime, files))


def whereabouts() -> str:
    """Where the data is, for people: a folder of this machine, or the server DATABASE_URL names."""
    return f"in {embedded().home}" if "DATABASE_URL" not in os.environ else f"on {connection.settings_dict['HOST']}"


def mark() -> str | None:
    """This project's comment on the schema; None where it is no demonstration's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace)")
        return cursor.fetchone()[0]


def set_mark(text: str) -> None:
    """Write a comment on the schema, which stays when all rows are deleted."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA public IS '{text}'")


def drop() -> None:
    """Drop a demo's tables and papers. Refuses the books of anybody real."""
    if mark() not in (FILLING, FILLED) and connection.introspection.table_names():
        raise CommandError("This database was not made by `make demo`: it is left alone.")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
