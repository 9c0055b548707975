from django.contrib.auth.models import User
from django.core.validators import MinValueValidator
from django.db import models

from ledger import triggers
from welfare.models.schemes import Scheme
from welfare.models.years import OF_PRACTICE_SCHEME


class MemberListHandout(models.Model):
    """A list of members with whole citizen IDs that was given away: to whom, why, and by whom (R9.15)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="handouts")
    counted_on = models.DateField()
    people = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    recipient = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    request_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["scheme", "-at"]
        triggers = triggers.is_final("member_list_handout", OF_PRACTICE_SCHEME)
