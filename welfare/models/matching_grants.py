from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger import chart
from ledger.models import Entry
from welfare.models.schemes import Scheme


class Match(models.Model):
    """What somebody promised to add for a year's members, one baht for each of theirs (R1.31). In baht."""

    class Source(models.TextChoices):
        LOCAL = "local", _("Local government")
        STATE = "state", _("Government (CODI)")

    HEADINGS = {Source.LOCAL: chart.LOCAL_MATCH, Source.STATE: chart.STATE_MATCH}

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="matches")
    source = models.CharField(max_length=5, choices=Source)
    year = models.PositiveSmallIntegerField()  # of the common era
    members = models.PositiveIntegerField()  # for how many it was claimed
    counted_on = models.DateField()  # the day on which they had paid up
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    letter = models.CharField(max_length=120)  # the letter or meeting that declared it
    # The entry that declared it (J24), where it was written as owed to the fund.
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="match")

    class Meta:
        ordering = ["scheme", "-year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "source", "year"], name="match_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="match_amount_positive"),
        ]

    @property
    def heading(self) -> str:
        return self.HEADINGS[self.Source(self.source)]


class MatchReceipt(models.Model):
    """A part of a match that arrived at the bank (J25, J26). Its amount is the entry's."""

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="receipts")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="match_receipt")

    class Meta:
        ordering = ["match", "entry"]
