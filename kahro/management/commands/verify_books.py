from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kahro.management.books import add_group, chosen_books
from ledger import services as ledger
from ledger import verify


class Command(BaseCommand):
    help = "Proves the books, one line a check. Exit status 1 when anything is off. Over all books it keeps the result."

    def add_arguments(self, parser) -> None:
        add_group(parser)

    def handle(self, *args, group: str | None, **options) -> None:
        problems_of = self.of_group(group) if group else self.of_all()
        passed = 0
        for name, (title, _check) in verify.CHECKS.items():
            problems = problems_of[name]
            passed += not problems
            self.stdout.write(f"{'✗' if problems else '✓'} {title}")
            self.stdout.writelines(f"    {problem}\n" for problem in problems)
        summary = _("Passed %(passed)d of %(checks)d checks.") % {"passed": passed, "checks": len(verify.CHECKS)}
        if passed < len(verify.CHECKS):
            raise CommandError(summary)
        self.stdout.write(summary)

    def of_all(self) -> dict[str, list[str]]:
        """The problems of every check over all books, and a record of the run."""
        return {result["name"]: result["problems"] for result in ledger.verify_and_record().results}

    def of_group(self, slug: str) -> dict[str, list[str]]:
        """The problems of every check over a group's books; nothing is recorded."""
        problems_of: dict[str, list[str]] = {name: [] for name in verify.CHECKS}
        for book in chosen_books(slug):
            for result in verify.run(book):
                problems_of[result.name] += [
                    problem for problem in result.problems if problem not in problems_of[result.name]
                ]
        return problems_of
