"""What is written into the books: entries with their lines, and the paper behind an entry."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import entrytriggers, events, thai, triggers
from ledger.models.books import Account, Book
from ledger.models.fields import BahtField

GENESIS = "0" * 64  # what the first entry of a book carries as the seal before it


class Entry(models.Model):
    """One event in one book: balanced, numbered without gaps, sealed, final.

    `on` is the day it happened, `at` the moment it was written. Number, sequence, moment and seals are filled by the
    database. The lines are written first, then the entry that they belong to. Where the clock was behind the entry
    before, `at` is that one's moment and `clock` what the clock read.
    """

    class Kind(models.TextChoices):
        OPENING = "OB", _("Opening balance")
        RECEIPT = "RV", _("Receipt voucher")
        PAYMENT = "PV", _("Payment voucher")
        JOURNAL = "JV", _("General journal")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField(editable=False)
    kind = models.CharField(max_length=2, choices=Kind)
    number = models.CharField(max_length=20, editable=False)
    be_year = models.PositiveSmallIntegerField(editable=False)
    serial = models.PositiveIntegerField(editable=False)
    event = models.CharField(max_length=3, choices=events.sentences)
    on = models.DateField()
    at = models.DateTimeField()
    clock = models.DateTimeField(null=True, editable=False)
    memo = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="entries")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="approved_entries")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    pair = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="paired_by")
    request_id = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    tx = models.BigIntegerField(editable=False)
    previous_seal = models.CharField(max_length=64, editable=False)
    seal = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["book", "seq"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["book", "seq"], name="entry_once_in_sequence"),
            models.UniqueConstraint(fields=["book", "kind", "be_year", "serial"], name="entry_once_per_number"),
            models.UniqueConstraint(fields=["book", "request_id"], name="entry_once_per_request"),
            models.CheckConstraint(condition=~Q(memo__contains="\n"), name="entry_memo_on_one_line"),
            models.CheckConstraint(condition=Q(event__in=list(events.EVENTS)), name="entry_event_is_known"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("by")), name="entry_approved_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | Q(approved_by__isnull=False), name="entry_reversal_has_a_second_person"
            ),
        ]
        indexes = [
            models.Index(fields=["book", "on"], name="entry_by_day"),
            # Few among many: which years of a book are closed is asked before much else is written.
            models.Index(fields=["book", "on"], name="entry_closes_year", condition=Q(event__in=events.CLOSING)),
        ]
        triggers = [
            entrytriggers.entry_is_checked_and_sealed,
            entrytriggers.entry_adds_to_totals,
            entrytriggers.pair_agrees,
            entrytriggers.reversal_mirrors,
            entrytriggers.year_closes_with_its_months,
            *triggers.is_final("entry", triggers.IN_PRACTICE_BOOK),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def backdated(self) -> bool:
        """Written on a later day than it happened."""
        return timezone.localdate(self.clock or self.at) > self.on


class Line(models.Model):
    """One side of an entry: exactly one of debit and credit is positive."""

    # The database checks at commit that the entry exists and was written in the same transaction.
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="lines", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    debit = BahtField(default=0)
    credit = BahtField(default=0)

    class Meta:
        ordering = ["entry", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="line_once_in_position"),
            models.CheckConstraint(
                condition=BahtField.whole_satang("debit") & BahtField.whole_satang("credit"), name="line_in_satang"
            ),
            models.CheckConstraint(
                condition=Q(debit=0, credit__gt=0) | Q(credit=0, debit__gt=0), name="line_has_one_side"
            ),
        ]
        triggers = [
            entrytriggers.line_comes_before_its_entry,
            entrytriggers.line_comes_with_its_entry,
            *triggers.is_final("line", triggers.ON_PRACTICE_ACCOUNT),
        ]


class LateItem(models.Model):
    """An entry of income or expense that belongs to a year closed before the day it bears; its memo says so (R0.8)."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="late")
    year = models.PositiveSmallIntegerField()  # of the common era

    class Meta:
        triggers = [
            entrytriggers.late_item_comes_with_its_entry,
            *triggers.is_final("late_item", triggers.OF_PRACTICE_ENTRY),
        ]

    def __str__(self) -> str:
        return f"{self.entry} ({thai.buddhist_year(self.year)})"


def voucher_path(voucher: "Voucher", filename: str) -> str:
    return f"vouchers/{voucher.entry.book.slug}/{voucher.entry.number}/{filename}"


class Voucher(models.Model):
    """The paper behind an entry: a photo or PDF, kept with its SHA-256."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="vouchers")
    file = models.FileField(upload_to=voucher_path, max_length=300)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = triggers.is_final("voucher", triggers.OF_PRACTICE_ENTRY)
