from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger import thai
from ledger.models import Account
from villages.models import Bylaw, Group, GroupBook, Member, Person, Village, bylaws


class Scheme(models.Model):
    """A welfare fund that takes one baht a day into a book (R1.22). The money is given, not saved.

    One fund may serve the whole sub-district with the villages as its branches, or one village (R1.33).
    """

    group_book = models.OneToOneField(GroupBook, on_delete=models.PROTECT, related_name="scheme")

    def __str__(self) -> str:
        return str(self.group_book.group)


OF_GROUP = """(SELECT group_book.group_id FROM welfare_scheme scheme
               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id
              WHERE scheme.id = {row}.scheme_id)"""
# Money of the fund's book, except opening balances of a register and reversals; claims by the day of their event;
# closed years by their last day.
JUDGED = """
    SELECT entry."on" AS day, 'money' AS what FROM ledger_entry entry
      JOIN villages_groupbook group_book ON group_book.book_id = entry.book_id
      JOIN welfare_scheme scheme ON scheme.group_book_id = group_book.id
     WHERE scheme.id = %(subject)s AND entry.event <> 'J01' AND entry.reverses_id IS NULL
     UNION ALL
    SELECT claim.event_on, 'claim' FROM welfare_claim claim
      JOIN welfare_enrolment enrolment ON enrolment.id = claim.enrolment_id WHERE enrolment.scheme_id = %(subject)s
     UNION ALL
    SELECT make_date(closed.year, 12, 31), 'year' FROM welfare_year closed WHERE closed.scheme_id = %(subject)s
"""


class SchemeBylaw(Bylaw):
    """What the by-laws of a fund say from a day on, by which resolution (R0.1). Amounts in baht."""

    SUBJECT, KIND, OF_GROUP, JUDGED = "scheme", "schemerule", "scheme__group_book__group", JUDGED

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="bylaws")
    a_day = models.DecimalField(max_digits=14, decimal_places=2, default=1)
    entry_fee = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    youngest = models.PositiveSmallIntegerField(default=0)
    oldest = models.PositiveSmallIntegerField(default=150)
    wait_days = models.PositiveSmallIntegerField(default=180)
    # True: benefits begin the day after the last waiting day; False: on that day itself (R1.26).
    wait_strict = models.BooleanField(default=True)
    # Days unpaid after which benefits rest, whether who paid up waits anew, and after which membership ends; 0 is never
    # (R1.27).
    suspend_after = models.PositiveSmallIntegerField(default=90)
    rewait = models.BooleanField(default=True)
    end_after = models.PositiveSmallIntegerField(default=0)
    # Who never received anything gets back what they gave when they leave (R1.22).
    refunds = models.BooleanField(default=False)
    # Money paid ahead is income only when its days come (R1.25, J22, J23).
    defers = models.BooleanField(default=False)
    # How contributions are divided into the three subfunds 35100, 35200, 35300, in percent (R1.30).
    benefits_share = models.DecimalField(max_digits=5, decimal_places=2, default=50)
    growth_share = models.DecimalField(max_digits=5, decimal_places=2, default=30)
    reserve_share = models.DecimalField(max_digits=5, decimal_places=2, default=20)

    class Meta:
        ordering = ["scheme_id", "-effective_from"]
        verbose_name = _("By-law of the fund")
        constraints = [
            *bylaws.constraints("scheme_bylaw", "scheme"),
            models.CheckConstraint(condition=Q(a_day__gt=0, entry_fee__gte=0), name="scheme_bylaw_amounts"),
            models.CheckConstraint(
                condition=Q(benefits_share__gte=0, growth_share__gte=0, reserve_share__gte=0)
                & Q(benefits_share=100 - F("growth_share") - F("reserve_share")),
                name="scheme_bylaw_shares_are_whole",
            ),
        ]
        triggers = bylaws.gate("welfare_schemebylaw", "scheme", OF_GROUP, JUDGED)

    @property
    def group(self) -> Group:
        return self.scheme.group_book.group

    def get_correct_url(self) -> str:
        return reverse("welfare:scheme_bylaw", args=[self.group.slug])

    def words(self) -> bylaws.Words:
        """What it asks and promises, amounts in baht."""
        shares = " / ".join(f"{share:g} %" for share in (self.benefits_share, self.growth_share, self.reserve_share))
        yes, no = _("so it is"), _("no")
        return [
            (_("Baht a day"), thai.money(self.a_day)),
            (_("Entry fee"), _("%(baht)s baht") % {"baht": thai.money(self.entry_fee)}),
            (_("Ages"), _("%(from)d to %(to)d years") % {"from": self.youngest, "to": self.oldest}),
            (_("Days of saving before the first benefit"), str(self.wait_days)),
            (_("Benefits begin the day after the last of these days"), yes if self.wait_strict else no),
            (_("Benefits rest after so many unpaid days"), str(self.suspend_after or _("never"))),
            (_("Who rested and paid up waits anew"), yes if self.rewait else no),
            (_("Membership ends after so many unpaid days"), str(self.end_after or _("never"))),
            (_("Who leaves and never received anything gets back what they gave"), yes if self.refunds else no),
            (_("Days paid ahead are income only when they come"), yes if self.defers else no),
            (_("Divided into benefits, education and enterprise, reserve and pension"), shares),
        ]

    @property
    def shares(self) -> tuple[Decimal, Decimal, Decimal]:
        """How income is divided, in percent, in the order of the subfunds."""
        return self.benefits_share, self.growth_share, self.reserve_share


class Enrolment(models.Model):
    """A member of a welfare fund, who pays `plan` days at a time (R1.24). The accounts hold what they gave."""

    class Plan(models.IntegerChoices):
        MONTH = 30, "30"
        QUARTER = 90, "90"
        HALF = 180, "180"
        YEARLY = 360, "360"
        YEAR = 365, "365"

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="enrolment")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="enrolments")
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="enrolment")
    # What was paid ahead, where the fund defers (23030).
    advance = models.OneToOneField(Account, on_delete=models.PROTECT, null=True, related_name="paid_ahead_by")
    joined_on = models.DateField()
    # Days count from here: the day of joining, or of coming back after membership ended (R1.27).
    counted_from = models.DateField()
    plan = models.PositiveSmallIntegerField(choices=Plan, default=Plan.MONTH)
    # Who pays for a member who cannot: somebody of the network, or anybody by name.
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored")
    sponsor_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["member"]
        constraints = [
            models.CheckConstraint(condition=Q(counted_from__gte=F("joined_on")), name="enrolment_counts_from_joining")
        ]

    def __str__(self) -> str:
        return str(self.member)


class Round(models.Model):
    """Days on which a village enrols, with how many it hopes for (R2.4)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="rounds")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="welfare_rounds")
    name = models.CharField(max_length=80)
    opens = models.DateField()
    closes = models.DateField()
    target = models.PositiveIntegerField()

    class Meta:
        ordering = ["scheme", "-opens", "village__number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "village", "opens"], name="round_once_a_day_in_a_village"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="round_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.name
