"""Rows of the sheet that could not be sent, what became of them, and the devices that may still hold some (R3.4)."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funds.models.days import PRACTICE_DAY, Visit, WorkingDay, comes_once
from funds.models.savings import Receipt, baht
from ledger import triggers
from villages.models import Person

OF_PRACTICE = """EXISTS (SELECT FROM villages_member member JOIN villages_group place ON place.id = member.group_id
                 JOIN funds_receipt receipt ON receipt.member_id = member.id
                 WHERE receipt.id = OLD.receipt_id AND place.is_practice)"""

VISIT_OF_PRACTICE = "EXISTS (SELECT FROM funds_visit visit WHERE visit.id = OLD.visit_id AND {})".format(
    PRACTICE_DAY.format(key="day_id").replace("OLD.day_id", "visit.day_id")
)


class Device(models.Model):
    """A laptop or phone with an open sheet: who uses it, when it last reported, and what it had not sent then."""

    day = models.ForeignKey(WorkingDay, on_delete=models.CASCADE, related_name="devices")
    device = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    amount = baht(default=0)

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["day", "device"], name="device_once_a_day")]


class UnsentRow(models.Model):
    """A row that a device stored and could not send any more, and how it was settled. Never changed.

    `sums` is what the person paid, in baht by box; `written_by` and `written_at` are as the device reports them.
    """

    class Outcome(models.TextChoices):
        RECORDED = "recorded", _("recorded at the counter")
        THROWN_AWAY = "thrown", _("thrown away")

    request_id = models.UUIDField(unique=True)
    day = models.ForeignKey(WorkingDay, on_delete=models.PROTECT, related_name="unsent_rows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sums = models.JSONField()
    total = baht()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="unsent_row_amount"),
            models.CheckConstraint(
                condition=Q(outcome="recorded", reason="") | Q(outcome="thrown") & ~Q(reason=""),
                name="unsent_row_has_a_reason",
            ),
        ]
        triggers = [
            comes_once("unsent_row_comes_once", "funds_visit"),
            *triggers.is_final("unsent_row", PRACTICE_DAY.format(key="day_id")),
        ]


class UnsentReceipt(models.Model):
    """A receipt of the counter under which an unsent row was recorded. One receipt is for one row."""

    row = models.ForeignKey(UnsentRow, on_delete=models.PROTECT, related_name="receipts")
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="unsent")

    class Meta:
        ordering = ["id"]
        triggers = triggers.is_final("unsent_receipt", OF_PRACTICE)


class TakenOver(models.Model):
    """A visit that somebody else sent than who first wrote it on that device, at the table. Both are named (R0.20)."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="taken_over")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["visit"]
        triggers = triggers.is_final("taken_over", VISIT_OF_PRACTICE)
