"""What the community gives back. No amount is kept here: what a member gave is their ledger account's."""

from django.db import models
from django.db.models import Q

from ledger.models import Account
from villages.models import GroupBook, Member


class Scheme(models.Model):
    """A welfare fund that takes one baht a day into a book (R1.22). The money is given, not saved."""

    pot = models.OneToOneField(GroupBook, on_delete=models.PROTECT, related_name="scheme")

    def __str__(self) -> str:
        return str(self.pot.group)


class SchemeRule(models.Model):
    """What the by-laws of a fund say from a day on, by which resolution (R0.1). Amounts in baht."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="rules")
    effective_from = models.DateField()
    resolution = models.CharField(max_length=120)
    a_day = models.DecimalField(max_digits=14, decimal_places=2, default=1)
    entry_fee = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    wait_days = models.PositiveSmallIntegerField(default=180)

    class Meta:
        ordering = ["scheme_id", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "effective_from"], name="scheme_rule_once_a_day"),
            models.CheckConstraint(condition=Q(a_day__gt=0, entry_fee__gte=0), name="scheme_rule_amounts"),
        ]


class Enrolment(models.Model):
    """A member of a welfare fund, who pays `plan` days at a time (R1.24). The account holds what they gave."""

    class Plan(models.IntegerChoices):
        MONTH = 30, "30"
        QUARTER = 90, "90"
        HALF = 180, "180"
        YEAR = 365, "365"

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="enrolment")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="enrolments")
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="enrolment")
    joined_on = models.DateField()
    plan = models.PositiveSmallIntegerField(choices=Plan, default=Plan.MONTH)

    class Meta:
        ordering = ["member"]

    def __str__(self) -> str:
        return str(self.member)
