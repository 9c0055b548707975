from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger import chart
from ledger.models import Entry
from welfare.models.schemes import Scheme


class MatchingGrant(models.Model):
    """What somebody promised to add for a year's members, one baht for each of theirs (R1.31). In baht."""

    class Source(models.TextChoices):
        LOCAL = "local", _("Local government")
        STATE = "state", _("Government (CODI)")

    HEADINGS = {Source.LOCAL: chart.LOCAL_MATCH, Source.STATE: chart.STATE_MATCH}

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="matching_grants")
    source = models.CharField(max_length=5, choices=Source)
    year = models.PositiveSmallIntegerField()  # of the common era
    members = models.PositiveIntegerField()  # for how many it was claimed
    counted_on = models.DateField()  # the day on which they had paid up
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    letter = models.CharField(max_length=120)  # the letter or meeting that declared it
    # The entry that declared it (J24), where it was written as owed to the fund.
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="matching_grant")

    class Meta:
        ordering = ["scheme", "-year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "source", "year"], name="matching_grant_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="matching_grant_amount_positive"),
        ]

    @property
    def heading(self) -> str:
        return self.HEADINGS[self.Source(self.source)]


class MatchingGrantReceipt(models.Model):
    """A part of a matching grant that arrived at the bank (J25, J26). Its amount is the entry's."""

    matching_grant = models.ForeignKey(MatchingGrant, on_delete=models.PROTECT, related_name="receipts")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="matching_grant_receipt")

    class Meta:
        ordering = ["matching_grant", "entry"]
