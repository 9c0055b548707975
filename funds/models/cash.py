"""Money that came to the bank before anybody knows whose it is (J50, J51). Amounts are the entries'."""

from django.db import models
from django.utils import timezone

from ledger import triggers
from ledger.models import Entry


class UnknownTransfer(models.Model):
    """A line of the bank's passbook without a name (J50): the entry's memo is what the bank wrote. Written once."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="unknown_transfer")

    class Meta:
        ordering = ["entry_id"]
        triggers = triggers.is_final("unknown_transfer", triggers.OF_PRACTICE_ENTRY)

    def __str__(self) -> str:
        return self.entry.number

    @property
    def days(self) -> int:
        """Since how many days it has been there."""
        return (timezone.localdate() - self.entry.on).days


class Identification(models.Model):
    """A part of a transfer whose member is known by now (J51); the entry's receipt says whose it is. Written once."""

    transfer = models.ForeignKey(UnknownTransfer, on_delete=models.PROTECT, related_name="identifications")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="identification")

    class Meta:
        ordering = ["entry_id"]
        triggers = triggers.is_final("identification", triggers.OF_PRACTICE_ENTRY)
