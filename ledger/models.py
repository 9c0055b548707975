"""The books: chart, books, accounts, entries and lines. Written only through `ledger.services`.

PostgreSQL numbers, dates, balances and seals every entry itself (`triggers.py`, `entrytriggers.py`),
so a row of money typed at an SQL prompt obeys the same rules as one that came from a page.
"""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger import entrytriggers, events, thai, triggers

GENESIS = "0" * 64  # what the first entry of a book carries as the seal before it


class BahtField(models.DecimalField):
    """numeric(14,2) that refuses a third decimal: PostgreSQL's own numeric(14,2) would round it away."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_digits": 14, "decimal_places": 2})

    def db_type(self, connection):
        return "numeric"

    def cast_db_type(self, connection):
        return "numeric"

    @staticmethod
    def whole_satang(field: str) -> Q:
        """The condition that goes with the field: at most two decimals, fourteen digits, not negative."""
        whole = models.Func(F(field), 2, function="round", output_field=models.DecimalField())
        return Q(**{field: whole}) & Q(**{f"{field}__gte": 0}) & Q(**{f"{field}__lt": 10**12})


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
    """One pot of money with its own cash box: entries balance inside it, and pots never mix (R0.2, R1.14)."""

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

    @property
    def head(self) -> "Entry | None":
        """The last entry; its number and seal stand on every statement, so that a tail cut off here shows there."""
        return self.entries.order_by("seq").last()


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
    opened_at = models.DateTimeField(db_default=models.functions.Now())
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


class Entry(models.Model):
    """One event in one book: balanced, numbered without gaps, sealed, final.

    `on` is the day it happened, `at` the moment it was written. Number, sequence, moment and seals are filled
    by the database. The lines are written first and the entry closes over them. Where the clock was behind the entry
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


class MonthTotal(models.Model):
    """What an account moved in a month and had moved before it, kept by a trigger, read by every report.

    A month without a movement has no row; the latest row up to a month tells everything up to it, so a report
    costs the same after ten years as after one.
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


class Verification(models.Model):
    """One run of `verify` over every book: what was checked, when, what was off, and where each book ended.

    `heads` is {book slug: [seq, number, seal, last closed month, when it closed]}: entries that were there once must
    be there for ever, and a closed month stays closed. Practice books, which are thrown away, have no head here.
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
