from pathlib import Path
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from funds.registers import checking, reading
from funds.registers.model import Register
from funds.services import registers
from ledger import thai
from villages.models import Group
from villages.services import requests


class Command(BaseCommand):
    help = "Brings a register from Excel into a group: all of it or, with every fault listed, nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--group", metavar="SLUG", required=True)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")
        parser.add_argument(
            "--answer", metavar="KEY=VALUE", action="append", default=[], help="what is meant where it asks; repeat it"
        )
        parser.add_argument("--by", metavar="USERNAME", help="the officer who brings the register")
        parser.add_argument("--agreed-by", metavar="USERNAME", help="the second officer, who looked at it and agrees")

    def handle(
        self,
        *args,
        file: Path,
        group: str,
        dry_run: bool,
        answer: list[str],
        by: str | None,
        agreed_by: str | None,
        **options,
    ):
        imports_into = Group.objects.filter(slug=group).select_related("village").first()
        if imports_into is None:
            raise CommandError(_("There is no group %(slug)s.") % {"slug": group})
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from fault
        answers = dict(each.partition("=")[::2] for each in answer)
        self.tell(checking.check(reading.read(content, imports_into.code, answers), imports_into))
        if not dry_run:
            self.bring(imports_into, file.name, content, answers, _user(by, "--by"), _user(agreed_by, "--agreed-by"))

    @transaction.atomic
    def bring(
        self, group: Group, filename: str, content: bytes, answers: dict[str, str], by: User, second: User
    ) -> None:
        """Like on the pages: one officer uploads, answers and asks, another agrees."""
        _register, upload = registers.keep_register(group, filename, content, by=by)
        if upload:
            try:
                registers.answer_register(upload, answers)
                upload.refresh_from_db()
                pending = registers.ask_to_confirm(upload, by=by, request_id=uuid4())
                entry = requests.approve(pending, by=second)
            except ValidationError as refusal:
                raise CommandError("\n".join(refusal.messages)) from refusal
            number = entry.number if entry else "–"
            self.stdout.write(_("The register is in. Opening entry: %(number)s") % {"number": number})

    def tell(self, register: Register) -> None:
        """What would be made. Raises CommandError when something is wrong or doubtful, after naming each place."""
        for line in register.skipped:
            self.stdout.write(f"{line.sheet} {line.rows}: {line.said} – {line.why}")
        for fault in register.faults:
            self.stderr.write(str(fault))
        for question in register.unanswered:
            self.stderr.write(str(question))
            for value, label in question.choices:
                self.stderr.write(f"    --answer {question.key}={value}    {label}")
        if register.faults or register.unanswered:
            many = len(register.faults) + len(register.unanswered)
            raise CommandError(_("Nothing was recorded. Places to mend: %(n)d") % {"n": many})
        for note in register.notes:
            self.stdout.write(note)
        day = thai.long_date(register.on) if register.on else ""
        self.stdout.write(_("%(n)d members as of %(day)s") % {"n": len(register.rows), "day": day})
        for kind, total in register.totals.items():
            if total is not None:
                self.stdout.write(f"  {kind.label}: {thai.money(total)}")


def _user(username: str | None, option: str) -> User:
    if username is None:
        raise CommandError(_("Name two officers: %(option)s is missing.") % {"option": option})
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise CommandError(_("Nobody logs in as %(username)s.") % {"username": username})
    return user
