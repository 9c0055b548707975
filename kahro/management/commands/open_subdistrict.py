from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import birthdays, thai
from villages.models import ActivationSlip, Institution
from villages.paper.slips import slip_paper
from villages.services import accounts
from villages.services.subdistrict import STAFF, Staff, open_subdistrict

CARD = {
    "name": gettext_lazy("Name of the institution"),
    "subdistrict": gettext_lazy("Sub-district"),
    "district": gettext_lazy("District"),
    "province": gettext_lazy("Province"),
    "postcode": gettext_lazy("Postcode"),
    "villages": gettext_lazy("How many villages"),
}
PERSON = {
    "citizen_id": gettext_lazy("Citizen ID"),
    "prefix": gettext_lazy("Title"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "born_on": gettext_lazy("Born on"),
    "house_no": gettext_lazy("House no."),
    "village": gettext_lazy("Village no. (empty: outside, with the full address as house no.)"),
}


class Command(BaseCommand):
    help = "Begins a sub-district: its institution, villages and two network staff. What is not given is asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the official code of the sub-district, six digits")
        for name, title in CARD.items():
            parser.add_argument(f"--{name}", help=str(title))
        parser.add_argument(
            "--staff", action="append", default=[], metavar=";".join(PERSON).upper(),
            help="one of the two who keep the network; give it twice",
        )  # fmt: skip
        parser.add_argument("--folder", type=Path, default=Path(), help="where the slips are put as PDF")
        parser.add_argument("--address", help="of the site, for the slips: https://kahro.example")

    def handle(self, *args, code: str, staff: list[str], folder: Path, address: str | None, **options) -> None:
        if Institution.objects.exists():
            raise CommandError(_("The institution of this sub-district exists already. Nothing was made."))
        if not folder.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": folder})
        card = {name: options[name] or input(f"{title}: ") for name, title in CARD.items()}
        answers = [one.split(";") for one in staff]
        answers += [
            [input(f"{number}. {title}: ") for title in PERSON.values()]
            for number in range(len(answers) + 1, STAFF + 1)
        ]
        try:
            villages, people = figure(card.pop("villages")), [person(one) for one in answers]
            made = open_subdistrict(thai.digits(code), villages=villages, staff=people, by=accounts.console(), **card)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        except IntegrityError as refusal:  # somebody did the same at another console
            raise CommandError(_("The institution of this sub-district exists already. Nothing was made.")) from refusal
        self.stdout.write(_("The institution is open. Two people keep its network; hand each of them their slip:"))
        for slip, secret in made:
            self.hand_over(slip, secret, folder, address or f"https://{settings.ALLOWED_HOSTS[0]}")

    def hand_over(self, slip: ActivationSlip, code: str, folder: Path, address: str) -> None:
        """Print the code, which is written here and on the paper only."""
        file = folder / f"slip-{slip.number}.pdf"
        file.touch(mode=0o600)
        file.write_bytes(slip_paper(slip, code, address + reverse("villages:activate"), None))
        words = {"person": slip.person, "number": slip.number, "code": code, "file": file}
        words["day"] = thai.long_date(timezone.localdate(slip.expires_at))
        self.stdout.write(
            _("%(person)s: slip %(number)s, code %(code)s, good until %(day)s, on paper in %(file)s") % words
        )


def figure(text: str) -> int:
    """A number from 1 to 99. Raises ValidationError."""
    text = thai.digits(thai.clean(text))
    if not thai.is_figures(text) or not 0 < int(text) < 100:
        raise ValidationError(_("Write the number of villages and the village of each person in figures."))
    return int(text)


def person(answers: list[str]) -> Staff:
    """A member of the network's staff, from seven answers. Raises ValidationError where one cannot be read."""
    if len(answers) != len(PERSON):
        raise ValidationError(_("Write seven things of each person, with ; between them."))
    citizen_id, prefix, first_name, last_name, born_on, house_no, village = map(thai.one_line, answers)
    try:
        day = birthdays.parse(born_on)
    except thai.Doubtful as doubt:
        days = " / ".join(f"{each:%Y-%m-%d}" for each in doubt.days)
        raise ValidationError(
            _("This birthday may be any of these days: %(days)s. Write the one that is meant."), params={"days": days}
        ) from doubt
    except ValueError as fault:
        raise ValidationError(
            _("This is not a day of the calendar. Write it like 25/9/2548 or 25 ก.ย. 2548.")
        ) from fault
    return Staff(
        citizen_id=citizen_id, prefix=prefix, first_name=first_name, last_name=last_name, born_on=day.born_on,
        birthday_precision=day.precision.value, house_no=house_no, village=figure(village) if village else None,
    )  # fmt: skip
