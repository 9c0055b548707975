from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kahro import bench, benchdata

LONG = "long"


class Command(BaseCommand):
    help = "Measures the books beside plain SQL, in databases of its own. Exit status 1 when a bar is missed."

    def handle(self, *args, **options) -> None:
        """Two databases, as the tests make theirs: two years of the same groups in one, twenty in the other."""
        home, creation = connection.settings_dict["NAME"], connection.creation
        made = []
        try:
            short = creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            made.append(None)
            benchdata.found_groups()
            creation.clone_test_db(LONG, verbosity=0, autoclobber=True)
            made.append(LONG)
            missed = self.measure(short, creation.get_test_db_clone_settings(LONG)["NAME"])
        finally:
            for suffix in reversed(made):
                creation.destroy_test_db(home, verbosity=0, suffix=suffix)
        if missed:
            raise CommandError(f"{missed} of the bars missed.")

    def measure(self, short: str, long: str) -> int:
        self.stdout.write("Filling 100 thousand and 1 million lines …")
        benchdata.fill(24)
        with bench.connected(long):
            benchdata.fill(240)
        missed = 0
        self.stdout.write(f"{'':<50} {'bar':<9} {'passed':<7} measured")
        for part in (bench.reading(short, long), bench.papers_a_second(), bench.writing()):
            for figure in part:
                said = {True: "yes", False: "NO", None: ""}[figure.passed]
                missed += figure.passed is False
                self.stdout.write(f"{figure.name:<50} {figure.bar:<9} {said:<7} {figure.measured}")
                self.stdout.flush()
        return missed
