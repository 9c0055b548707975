"""Money of who left or died, paid to those who receive it (R3.22, R3.23). Amounts are the entries'."""

from django.db import models
from django.db.models import Q

from ledger import triggers
from ledger.models import Entry
from villages.models import Member, Nominee


class Payout(models.Model):
    """A payment out of what waits for a leaver (J10): to themself, a beneficiary, or an heir the committee named.

    An heir comes with the number of the resolution. Written once.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payout")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="payouts")
    nominee = models.ForeignKey(Nominee, on_delete=models.PROTECT, null=True, related_name="payouts")
    resolution = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["entry_id"]
        constraints = [
            models.CheckConstraint(condition=Q(nominee=None) | Q(resolution=""), name="payout_to_beneficiary_or_heir")
        ]
        triggers = triggers.is_final("payout", triggers.OF_PRACTICE_ENTRY)
