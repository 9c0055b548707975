"""The working day: who sits at the table, what lies in the boxes, who came (R3.1–R3.19)."""

from decimal import Decimal

import pgtrigger
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from funds.models.savings import baht, receipt_token
from funds.rules import limits as limits_rules
from ledger import thai, triggers
from ledger.models import Entry
from ledger.users import shown_name
from villages.models import Bylaw, Group, GroupBook, Person, Village, bylaws

# Which days are practice: all their boxes are of practice books. Visits and closed days of others never go.
PRACTICE_DAY = """coalesce((SELECT bool_and(book.is_practice) FROM funds_cashbox box
                  JOIN villages_groupbook group_book ON group_book.id = box.group_book_id
                  JOIN ledger_book book ON book.id = group_book.book_id WHERE box.day_id = OLD.{key}), false)"""


OPENED = """
    SELECT day."on" AS day, 'evening' AS what FROM funds_workingday day
     WHERE day.opened_at IS NOT NULL AND EXISTS (
           SELECT FROM funds_cashbox box JOIN villages_groupbook group_book ON group_book.id = box.group_book_id
            WHERE box.day_id = day.id AND group_book.group_id = %(subject)s)
"""


class WorkingDayBylaw(Bylaw):
    """When a group sits and how much cash it may keep, from a day on, by which resolution (R0.1, R3.1, R3.13)."""

    class Weekend(models.TextChoices):
        STAY = "stay", _("Sit all the same")
        NEXT = "next", _("The next working day of the week")
        BEFORE = "before", _("The working day before")

    SUBJECT, KIND, OF_GROUP, JUDGED = "group", "dayrule", "group", OPENED

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="working_day_bylaws")
    day_of_month = models.PositiveSmallIntegerField()
    weekend = models.CharField(max_length=6, choices=Weekend, default=Weekend.STAY)
    cash_limit = baht(default=5000)
    # To a receipt above this a second officer agrees before it exists (R0.18, R3.32); 0 is never.
    second_look = baht(default=0)
    # What is repeated in words for one more Enter (R0.18): amounts of more than so many times the pledge or usual
    # amount, and days more than so many days back; 0 is never.
    unusual_times = models.PositiveSmallIntegerField(default=limits_rules.USUAL_LIMITS.times)
    unusual_days = models.PositiveSmallIntegerField(default=limits_rules.USUAL_LIMITS.days)

    class Meta:
        ordering = ["group_id", "-effective_from"]
        verbose_name = _("By-law of the working day")
        constraints = [
            *bylaws.constraints("working_day_bylaw", "group"),
            models.CheckConstraint(condition=Q(day_of_month__range=(1, 31)), name="working_day_bylaw_day_of_month"),
        ]
        triggers = bylaws.gate("funds_workingdaybylaw", "group", "{row}.group_id", OPENED)

    def get_correct_url(self) -> str:
        return reverse("funds:working_day_bylaw", args=[self.group.slug])

    def words(self) -> bylaws.Words:
        """When the group sits, and what is kept; amounts in baht."""
        weekend = str(self.Weekend(self.weekend).label)
        return [
            (_("Day of the month"), str(self.day_of_month)),
            (_("When that is a Saturday or Sunday"), weekend),
            (_("Most cash kept in the box"), _("%(baht)s baht") % {"baht": thai.money(self.cash_limit)}),
            (
                _("A second officer agrees to receipts above"),
                _("%(baht)s baht") % {"baht": thai.money(self.second_look)} if self.second_look else _("none"),
            ),
            (
                _("Asked once more: amounts above the usual one"),
                _("%(n)d times") % {"n": self.unusual_times} if self.unusual_times else _("never"),
            ),
            (
                _("Asked once more: days further back than"),
                _("%(n)d days") % {"n": self.unusual_days} if self.unusual_days else _("never"),
            ),
        ]

    @property
    def limits(self) -> limits_rules.Limits:
        return limits_rules.Limits(self.unusual_times, self.unusual_days, self.second_look)


class WorkingDay(models.Model):
    """An evening on which the groups of a place sit together (R3.1). Final once it is closed."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        COUNTING = "counting", _("Counting")
        BALANCED = "balanced", _("Balanced")
        SHORT = "short", _("Cash short")
        OVER = "over", _("Cash over")
        BANKED = "banked", _("At the bank")
        CLOSED = "closed", pgettext_lazy("working day", "Closed")

    COUNTED = (State.BALANCED, State.SHORT, State.OVER)

    # Empty for groups of the whole sub-district.
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, related_name="days")
    on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # The chair's note on a difference, without which the day is not closed (R3.12).
    note = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        triggers = [
            triggers.refusal(
                "closed_day_stays_closed",
                pgtrigger.Update | pgtrigger.Delete,
                "a closed day stays as it is",
                "day_is_final",
                pgtrigger.Q(old__state="closed"),
                let_go=PRACTICE_DAY.format(key="id"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.village or ''} {self.on}".strip()


class Seat(models.Model):
    """Who is present, and with which duty (R3.2). Receiver, bookkeeper and checker sign the count (R3.32)."""

    class Duty(models.TextChoices):
        RECEIVER = "receiver", _("Receiver")
        BOOKKEEPER = "bookkeeper", _("Bookkeeper")
        CHECKER = "checker", _("Checker")
        PRESENT = "present", _("Present")

    HANDS = (Duty.RECEIVER, Duty.BOOKKEEPER, Duty.CHECKER)

    day = models.ForeignKey(WorkingDay, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    duty = models.CharField(max_length=10, choices=Duty)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "user"], name="seat_once_a_person"),
            models.UniqueConstraint(fields=["day", "duty"], condition=~Q(duty="present"), name="seat_one_hand_each"),
        ]

    def __str__(self) -> str:
        return shown_name(self.user)


class CashBox(models.Model):
    """One book's cash at the table (R0.2): the float it began with, what was counted, what goes to the bank.

    These amounts are what people counted; what the books say is read from the books. `first_seq` and `last_seq` are the
    book's last entries when the box was opened and counted: the entries between them moved this box.
    """

    day = models.ForeignKey(WorkingDay, on_delete=models.CASCADE, related_name="cash_boxes")
    group_book = models.ForeignKey(GroupBook, on_delete=models.PROTECT, related_name="cash_boxes")
    is_sitting = models.BooleanField(default=False)
    opening_float = baht(default=0)
    first_seq = models.PositiveBigIntegerField(default=0)
    last_seq = models.PositiveBigIntegerField(null=True)
    expected = baht(null=True)
    pieces = models.JSONField(null=True)  # {"1000": 12, "0.25": 3}
    counted = baht(null=True)
    counted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kept = baht(default=0)
    # Where the book's other cash lies, which is neither in the box nor waits for the bank.
    elsewhere = models.CharField(max_length=300, blank=True)
    explanation = models.CharField(max_length=300, blank=True)
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    difference_entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["day", "group_book_id"]
        verbose_name_plural = "cash boxes"
        constraints = [
            models.UniqueConstraint(fields=["day", "group_book"], name="cash_box_once_a_day"),
            # Only one open working day per fund (R3.1).
            models.UniqueConstraint(fields=["group_book"], condition=Q(is_sitting=True), name="cash_box_sits_once"),
            models.CheckConstraint(condition=Q(opening_float__gte=0, kept__gte=0), name="cash_box_amounts"),
        ]

    @property
    def difference(self) -> Decimal | None:
        """Counted less expected: negative when cash is short (R3.12)."""
        return None if self.counted is None or self.expected is None else self.counted - self.expected

    @property
    def to_bank(self) -> Decimal | None:
        """What of the count goes to the bank; nothing is known of it before (R3.13)."""
        return None if self.counted is None else self.counted - self.kept


def slip_path(bank_deposit: "BankDeposit", filename: str) -> str:
    return f"slips/{bank_deposit.cash_box.group_book.book.slug}/{bank_deposit.cash_box_id}/{filename}"


class BankDeposit(models.Model):
    """Cash carried to the bank by two people, with the bank's slip (J33, R3.13)."""

    cash_box = models.OneToOneField(CashBox, on_delete=models.PROTECT, related_name="bank_deposit")
    on = models.DateField()
    slip = models.FileField(upload_to=slip_path, max_length=300)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="bank_deposit")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")), name="bank_deposit_by_two_people"
            )
        ]


def comes_once(name: str, table: str) -> triggers.Guard:
    """A row that a device stored is in the books or settled apart from them, never both."""
    return triggers.Guard(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (SELECT FROM {table} WHERE request_id = NEW.request_id) THEN
                RAISE EXCEPTION 'this row was answered already'
                    USING ERRCODE = '23514', CONSTRAINT = 'row_comes_once';
            END IF;
            RETURN NEW;
        """,
    )


class Visit(models.Model):
    """One member's turn at the table: one paper for what was paid into all books (R3.5). Never changed."""

    day = models.ForeignKey(WorkingDay, on_delete=models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    request_id = models.UUIDField(unique=True)
    request_hash = models.CharField(max_length=64)
    token = models.CharField(max_length=24, unique=True, default=receipt_token)
    paid_by = models.CharField(max_length=160, blank=True)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["day", "person"], name="visit_of_a_person")]
        triggers = [
            comes_once("visit_comes_once", "funds_unsentrow"),
            *triggers.is_final("visit", PRACTICE_DAY.format(key="day_id")),
        ]
