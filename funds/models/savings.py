"""What members save. No amount is kept here: a passbook's money is its ledger account's balance."""

import secrets

import pgtrigger
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger import chart, thai, triggers
from ledger.models import Account, Entry
from villages.models import Bylaw, Group, GroupBook, Member, bylaws


def baht(**more) -> models.DecimalField:
    """An amount in baht and satang."""
    return models.DecimalField(max_digits=14, decimal_places=2, **more)


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
    group_book = models.ForeignKey(GroupBook, on_delete=models.PROTECT, related_name="products")
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


OF_GROUP = "(SELECT group_id FROM funds_savingsproduct WHERE id = {row}.product_id)"
# Money that moved, except opening balances of a register and reversals; months asked of members.
JUDGED = """
    SELECT entry."on" AS day, 'money' AS what FROM ledger_line line
      JOIN ledger_entry entry ON entry.id = line.entry_id
      JOIN funds_passbook passbook ON passbook.account_id = line.account_id
     WHERE passbook.product_id = %(subject)s AND entry.event <> 'J01' AND entry.reverses_id IS NULL
     UNION ALL
    SELECT owed.due_on, 'month' FROM funds_obligation owed
      JOIN funds_passbook passbook ON passbook.id = owed.passbook_id
     WHERE passbook.product_id = %(subject)s
"""


class ProductBylaw(Bylaw):
    """What the by-laws say of a product from a day on, by which resolution (R0.1). All amounts in baht."""

    SUBJECT, KIND, OF_GROUP, JUDGED = "product", "productrule", "product__group", JUDGED

    product = models.ForeignKey(SavingsProduct, on_delete=models.PROTECT, related_name="bylaws")
    minimum = baht(default=1)
    step = baht(default=1)
    entry_fee = baht(default=0)
    withdrawable = models.BooleanField(default=False)
    # Above this amount a withdrawal waits for a second officer.
    withdrawal_limit = baht(default=0)
    youngest = models.PositiveSmallIntegerField(default=0)
    oldest = models.PositiveSmallIntegerField(default=150)
    # A missed month costs this much and this part of the pledge; after so many in a row the committee looks (R3.17,
    # R3.18).
    fine = baht(default=0)
    fine_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    grace = models.PositiveSmallIntegerField(default=0)  # days after the sitting before a month is missed (R0.9)
    misses = models.PositiveSmallIntegerField(default=3)

    class Meta:
        ordering = ["product_id", "-effective_from"]
        verbose_name = _("By-law of savings")
        constraints = [
            *bylaws.constraints("product_bylaw", "product"),
            models.CheckConstraint(condition=Q(minimum__gt=0, step__gt=0), name="product_bylaw_amounts_positive"),
        ]
        triggers = bylaws.gate("funds_productbylaw", "product", OF_GROUP, JUDGED)

    @property
    def group(self) -> Group:
        return self.product.group

    @property
    def title(self) -> str:
        return f"{super().title}: {self.product}"

    def get_correct_url(self) -> str:
        return reverse("funds:product_bylaw", args=[self.group.slug, self.product_id])

    def words(self) -> bylaws.Words:
        """What it asks and allows, amounts in baht."""
        each = {"minimum": thai.money(self.minimum), "step": thai.money(self.step)}
        fine = [_("%(baht)s baht") % {"baht": thai.money(self.fine)}] if self.fine else []
        if self.fine_percent:
            fine.append(_("%(percent)s per cent of the pledge") % {"percent": f"{self.fine_percent.normalize():f}"})
        return [
            (_("Smallest deposit"), _("%(minimum)s baht, in steps of %(step)s baht") % each),
            (_("Entry fee"), _("%(baht)s baht") % {"baht": thai.money(self.entry_fee)}),
            (_("Withdrawal"), self._withdrawal()),
            (_("Ages"), _("%(from)d to %(to)d years") % {"from": self.youngest, "to": self.oldest}),
            (_("Fine for a missed month"), " + ".join(map(str, fine)) or _("none")),
            (_("Days of grace after the sitting"), str(self.grace)),
            (_("The committee looks after so many months missed in a row"), str(self.misses)),
        ]

    def _withdrawal(self) -> str | Promise:
        if not self.withdrawable:
            return _("not while a member")
        if not self.withdrawal_limit:
            return _("allowed; always with a second officer")
        limit = {"limit": thai.money(self.withdrawal_limit)}
        return _("allowed; above %(limit)s baht a day with a second officer") % limit


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
    amount = baht()

    class Meta:
        ordering = ["passbook", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["passbook", "from_on"], name="pledge_once_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="pledge_positive"),
        ]


class Obligation(models.Model):
    """What a member owes a passbook for one month, and what missing it costs, by the by-law of its day (R3.16, R3.17).

    In baht. The books say whether it was paid, oldest month first, and whether it was missed by its own sitting (R0.9).
    """

    passbook = models.ForeignKey(Passbook, on_delete=models.PROTECT, related_name="obligations")
    month = models.DateField()
    due_on = models.DateField()
    due = baht()
    fine = baht(default=0)
    grace = models.PositiveSmallIntegerField(default=0)  # days after the sitting in which it may still be paid
    counted = models.BooleanField(default=False)  # whether its sitting was counted: only then can it be missed

    class Meta:
        ordering = ["passbook", "month"]
        constraints = [
            models.UniqueConstraint(fields=["passbook", "month"], name="obligation_once_a_month"),
            models.CheckConstraint(condition=Q(due__gt=0, fine__gte=0), name="obligation_positive"),
        ]


def receipt_token() -> str:
    return secrets.token_urlsafe(18)


# Cash above the `second_look` of the group, by the by-law of the entry's day, names who agreed (R0.18, R3.32).
large_receipt_is_agreed = triggers.Guard(
    name="large_receipt_is_agreed",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
        IF EXISTS (
            SELECT FROM ledger_entry entry JOIN villages_groupbook group_book ON group_book.book_id = entry.book_id
              JOIN LATERAL (SELECT second_look FROM funds_workingdaybylaw
                             WHERE group_id = group_book.group_id AND agreed_at IS NOT NULL
                               AND effective_from <= entry."on"
                             ORDER BY effective_from DESC LIMIT 1) bylaw ON bylaw.second_look > 0
             WHERE entry.id = NEW.entry_id AND entry.kind = 'RV' AND entry.approved_by_id IS NULL
               AND (SELECT sum(line.debit) FROM ledger_line line JOIN ledger_account account
                        ON account.id = line.account_id AND account.heading_id = '{chart.CASH}'
                     WHERE line.entry_id = entry.id) > bylaw.second_look) THEN
            RAISE EXCEPTION 'a large receipt names who agreed'
                USING ERRCODE = '23514', CONSTRAINT = 'large_receipt_is_agreed';
        END IF;
        RETURN NULL;
    """,
)


class Receipt(models.Model):
    """The paper for money taken or paid (R3.5). Lines and amount are the entry's; the token is in the QR code.

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
        triggers = [large_receipt_is_agreed]

    def __str__(self) -> str:
        return self.entry.number
