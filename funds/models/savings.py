"""What members save. No amount is kept here: a passbook's money is its ledger account's balance."""

import secrets

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger import chart
from ledger.models import Account, Entry
from villages.models import Group, GroupBook, Member


class SavingsProduct(models.Model):
    """A way of saving that a group offers, in one of its books under one heading of the chart (R1.2, R1.9)."""

    class Kind(models.TextChoices):
        PLEDGED = "pledged", _("Pledged savings")
        SHARES = "shares", _("Shares")
        DEMAND = "demand", _("Demand deposit")
        SPECIAL = "special", _("Special deposit")
        CHILDREN = "children", _("Children's savings")
        ELDERS = "elders", _("Elders' savings")

    HEADINGS = {
        Kind.PLEDGED: chart.PLEDGED,
        Kind.SHARES: chart.SHARES,
        Kind.DEMAND: chart.DEMAND_DEPOSITS,
        Kind.SPECIAL: chart.SPECIAL_DEPOSITS,
        Kind.CHILDREN: chart.DEMAND_DEPOSITS,
        Kind.ELDERS: chart.SPECIAL_DEPOSITS,
    }
    EVENTS = {Kind.PLEDGED: "J02", Kind.SHARES: "J04"}  # any other deposit is J03

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="products")
    pot = models.ForeignKey(GroupBook, on_delete=models.PROTECT, related_name="products")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["group", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="product_once_in_a_group")]

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        return self.HEADINGS[self.Kind(self.kind)]

    @property
    def event(self) -> str:
        """The journal template of a deposit (J02–J04)."""
        return self.EVENTS.get(self.Kind(self.kind), "J03")


class ProductRule(models.Model):
    """What the by-laws say of a product from a day on, by which resolution (R0.1). All amounts in baht."""

    product = models.ForeignKey(SavingsProduct, on_delete=models.PROTECT, related_name="rules")
    effective_from = models.DateField()
    resolution = models.CharField(max_length=120)
    minimum = models.DecimalField(max_digits=14, decimal_places=2, default=1)
    step = models.DecimalField(max_digits=14, decimal_places=2, default=1)
    entry_fee = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    withdrawable = models.BooleanField(default=False)
    # Above this amount a withdrawal waits for a second officer.
    withdrawal_limit = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    youngest = models.PositiveSmallIntegerField(default=0)
    oldest = models.PositiveSmallIntegerField(default=150)
    # A missed month costs this much and this part of the pledge; after so many in a row the committee looks (R3.17,
    # R3.18).
    fine = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    fine_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    grace = models.PositiveSmallIntegerField(default=0)  # days after the sitting before a month is missed (R0.9)
    misses = models.PositiveSmallIntegerField(default=3)

    class Meta:
        ordering = ["product_id", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["product", "effective_from"], name="rule_once_a_day"),
            models.CheckConstraint(condition=Q(minimum__gt=0, step__gt=0), name="rule_amounts_positive"),
        ]


class Passbook(models.Model):
    """A member's savings. Its money is the ledger account's balance; no amount is kept here."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="passbooks")
    product = models.ForeignKey(SavingsProduct, on_delete=models.PROTECT, related_name="passbooks")
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="passbook")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["member", "product"]
        constraints = [models.UniqueConstraint(fields=["member", "product"], name="passbook_once_per_product")]

    def __str__(self) -> str:
        return f"{self.member.number} {self.product}"


class Pledge(models.Model):
    """What a member promises to save each month, from a day on (R1.2). In baht."""

    passbook = models.ForeignKey(Passbook, on_delete=models.PROTECT, related_name="pledges")
    from_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["passbook", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["passbook", "from_on"], name="pledge_once_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="pledge_positive"),
        ]


def receipt_token() -> str:
    return secrets.token_urlsafe(18)


class Receipt(models.Model):
    """The paper for money taken or paid (R3.5). Lines and amount are the entry's; the token stands in the QR code.

    A visit to the table gives one receipt a book, printed as one paper.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="receipt")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="receipts")
    token = models.CharField(max_length=24, unique=True, default=receipt_token)
    paid_by = models.CharField(max_length=160, blank=True)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey("Visit", on_delete=models.PROTECT, null=True, related_name="receipts")

    class Meta:
        ordering = ["-entry_id"]

    def __str__(self) -> str:
        return self.entry.number
