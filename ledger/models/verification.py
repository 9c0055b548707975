"""What every run of `verify` found, kept so that the next run can compare."""

from django.contrib.auth.models import User
from django.db import models

from ledger import triggers


class Verification(models.Model):
    """One run of `verify` over every book: what was checked, when, what was off, and where each book ended.

    `heads` is {book slug: [seq, number, seal, last closed month, when it closed]}: an entry that was there once must
    always be there, and a closed month stays closed. Practice books, which are thrown away, have no head here.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checks = models.PositiveSmallIntegerField()
    passed = models.PositiveSmallIntegerField()
    results = models.JSONField()
    heads = models.JSONField()

    class Meta:
        ordering = ["-at"]
        get_latest_by = "at"
        triggers = triggers.is_final("verification")
