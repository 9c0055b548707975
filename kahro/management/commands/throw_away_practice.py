from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kahro.practice import services as practice


class Command(BaseCommand):
    help = "Throws away the practice groups that are older than a week. Run it every night."

    def handle(self, *args, **options) -> None:
        for group in practice.left_lying():
            practice.throw_away(group)
            self.stdout.write(_("%(group)s is thrown away.") % {"group": group})
