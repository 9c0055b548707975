import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kahro.bench import data as bench_data
from kahro.bench.reading import connected, papers_a_second, reading
from kahro.bench.writing import writing

SHORT, LONG = (f"test_kahro_bench_{os.getpid()}_{months}" for months in (24, 240))  # a crash's are dropped by name


class Command(BaseCommand):
    help = "Measures the books beside plain SQL, in databases of its own. Exit status 1 when a bar is missed."

    def handle(self, *args, **options) -> None:
        """Two databases: two years of nine groups in one, twenty years of the same groups in the other."""
        with scratch(SHORT), connected(SHORT):
            call_command("migrate", verbosity=0)
            bench_data.create_groups()
            connection.close()
            with scratch(LONG, template=SHORT):
                self.stdout.write("Filling 100 thousand and 1 million lines …")
                bench_data.fill(24)
                with connected(LONG):
                    bench_data.fill(240)
                missed = self.measure()
        if missed:
            raise CommandError(f"{missed} of the bars missed.")

    def measure(self) -> int:
        """Print a line for each figure; how many bars are missed."""
        missed = 0
        self.stdout.write(f"{'':<50} {'bar':<9} {'passed':<7} measured")
        for part in (reading(SHORT, LONG), papers_a_second(), writing()):
            for figure in part:
                passed = {True: "yes", False: "NO", None: ""}[figure.passed]
                missed += figure.passed is False
                self.stdout.write(f"{figure.name:<50} {figure.bar:<9} {passed:<7} {figure.measured}")
                self.stdout.flush()
        return missed


@contextmanager
def scratch(name: str, template: str = "template1") -> Iterator[None]:
    """A database under this very name, from an empty one or another, dropped in the end."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
