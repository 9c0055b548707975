from django.contrib.auth.models import User
from django.db import models

from ledger.models import Entry
from villages.models.places import Group


class RegisterImport(models.Model):
    """An uploaded register, kept verbatim. It becomes members and one opening entry when somebody confirms it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="imports")
    file = models.FileField(upload_to="registers/", max_length=300)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    answers = models.JSONField(default=dict, blank=True)  # what is doubtful in it, as its writers answered
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="register")

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            # A register is confirmed once, and a group has one register of opening balances.
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(confirmed_at__isnull=False), name="register_confirmed_once"
            )
        ]
