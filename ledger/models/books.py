"""The shared chart, books, their accounts and months, and what each account moved in a month."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger import triggers


class Heading(models.Model):
    """One line of the shared chart (R5.1). Money is posted only to headings marked `posting` (R5.7)."""

    class Kind(models.TextChoices):
        ASSET = "asset", _("Assets")
        LIABILITY = "liability", _("Liabilities")
        EQUITY = "equity", _("Equity and funds")
        INCOME = "income", _("Income")
        EXPENSE = "expense", _("Expenses")

    code = models.CharField(max_length=5, primary_key=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=9, choices=Kind)
    normal_side = models.CharField(max_length=6, blank=True)
    posting = models.BooleanField()
    holder = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th


class Book(models.Model):
    """One sort of money with its own cash box: each entry balances inside one book, and money of two books never mixes
    (R0.2, R1.14).
    """

    class Source(models.IntegerChoices):
        MILLION = 1, _("Government million")
        SAVINGS = 2, _("Members' savings, pledges and shares")
        BANK_LOAN = 3, _("Bank loan")
        INSTITUTION = 4, _("Community institution and others")
        SHOP = 5, _("Pracharath shop")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    money_source = models.PositiveSmallIntegerField(choices=Source, default=Source.SAVINGS)
    is_demo = models.BooleanField(default=False)
    # A book to learn with: in no total, and thrown away afterwards.
    is_practice = models.BooleanField(default=False)

    class Meta:
        ordering = ["slug"]
        triggers = [triggers.book_stays_put, *triggers.is_kept("book", triggers.PRACTICE_BOOK)]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """A heading in a book, or one holder's account under it.

    A member's passbook is such an account. Holders' accounts hang under the heading's own account in the book
    (`control`), which takes no postings then: its total is kept from the same lines, so the two cannot disagree (R5.9).
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts")
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="accounts")
    holder = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160, blank=True)
    control = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    counterpart = models.ForeignKey(Book, on_delete=models.PROTECT, null=True, related_name="counterparts")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["heading_id", "holder"]
        constraints = [
            models.UniqueConstraint(fields=["book", "heading", "holder"], name="account_once_per_holder"),
            models.CheckConstraint(
                condition=Q(holder="", control=None) | (~Q(holder="") & Q(control__isnull=False)),
                name="account_of_a_holder_has_a_control",
            ),
            # A seal's text keeps its lines and columns apart by these two.
            models.CheckConstraint(
                condition=~Q(holder__contains="|") & ~Q(holder__contains="\n"), name="account_holder_is_plain"
            ),
        ]
        triggers = [
            triggers.account_hangs_under_its_heading,
            triggers.account_stays_put,
            *triggers.is_kept("account", triggers.IN_PRACTICE_BOOK),
        ]

    def __str__(self) -> str:
        return f"{self.heading} {self.holder} {self.name}".rstrip()


class Period(models.Model):
    """A month of a book. It opens with its first entry and closes for good, with all months before it (R5.11)."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="periods")
    month = models.DateField()
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["book", "month"]
        constraints = [
            models.UniqueConstraint(fields=["book", "month"], name="period_once_a_month"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="period_closed_by_somebody",
            ),
        ]
        triggers = [triggers.period_closes_for_good, *triggers.is_kept("period", triggers.IN_PRACTICE_BOOK)]


class MonthTotal(models.Model):
    """What an account moved in a month and had moved before it, kept by a trigger, read by every report.

    A month without a movement has no row; the latest row up to a month has everything up to it, so a report costs the
    same after ten years as after one.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="totals")
    month = models.DateField()
    brought_debit = models.DecimalField(max_digits=17, decimal_places=2)
    brought_credit = models.DecimalField(max_digits=17, decimal_places=2)
    debit = models.DecimalField(max_digits=17, decimal_places=2)
    credit = models.DecimalField(max_digits=17, decimal_places=2)

    class Meta:
        ordering = ["account", "month"]
        constraints = [models.UniqueConstraint(fields=["account", "month"], name="total_once_a_month")]
        triggers = [triggers.total_is_kept_by_entries, triggers.never_emptied("total")]
