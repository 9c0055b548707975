from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import chart, thai, triggers
from villages.models import Bylaw, Group, bylaws
from welfare.models.schemes import OF_GROUP, Scheme

FINAL = "a decided benefit table stays as it is"
# Of which table a line or a step is; those of a practice group are thrown away with it.
OF_TABLE = """SELECT FROM welfare_benefittable tab JOIN welfare_scheme scheme ON scheme.id = tab.scheme_id
              JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id
              JOIN ledger_book book ON book.id = group_book.book_id
              WHERE tab.id IN ({tables})"""

OF_BENEFIT = "SELECT table_id FROM welfare_benefit WHERE id IN (OLD.benefit_id, NEW.benefit_id)"


def stays_when_decided(name: str, tables: str) -> triggers.Guard:
    """Nothing is written into a decided table, changed in it or taken out of it; `tables` is SQL for which they are."""
    of_table = OF_TABLE.format(tables=tables)
    return triggers.Guard(
        name=f"{name}_stays_when_decided",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF EXISTS ({of_table} AND tab.agreed_at IS NOT NULL AND NOT (TG_OP = 'DELETE' AND book.is_practice
                   AND coalesce(current_setting('kahro.throwing_away', true), '') = 'yes')) THEN
            RAISE EXCEPTION '{FINAL}' USING ERRCODE = '23514', CONSTRAINT = 'benefit_table_is_final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
    )


# Claims, by the day of their event: each belongs to a line of the table of that day.
JUDGED = """
    SELECT claim.event_on AS day, 'claim' AS what FROM welfare_claim claim
      JOIN welfare_enrolment enrolment ON enrolment.id = claim.enrolment_id WHERE enrolment.scheme_id = %(subject)s
"""


class BenefitTable(Bylaw):
    """What a fund pays for, from a day on, by which resolution (R1.28). A draft until it is agreed, then final."""

    SUBJECT, KIND, OF_GROUP, JUDGED = "scheme", "benefittable", "scheme__group_book__group", JUDGED

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="tables")

    class Meta:
        ordering = ["scheme", "-effective_from"]
        verbose_name = gettext_lazy("Benefit table")
        constraints = bylaws.constraints("benefit_table", "scheme")
        triggers = bylaws.gate("welfare_benefittable", "scheme", OF_GROUP, JUDGED, FINAL)

    @property
    def group(self) -> Group:
        return self.scheme.group_book.group

    def get_absolute_url(self) -> str:
        return reverse("welfare:table", args=[self.group.slug, self.pk])

    def get_correct_url(self) -> str:
        return reverse("welfare:draft_table", args=[self.group.slug])

    def words(self) -> bylaws.Words:
        """What each line pays, in baht."""
        return [(benefit.name, benefit.words()) for benefit in self.benefits.all()]


LIMITS = {
    "most_once": gettext_lazy("At most %(n)s baht at a time"),
    "most_a_year": gettext_lazy("At most %(n)s baht a year"),
    "nights_once": gettext_lazy("At most %(n)s nights for one stay"),
    "nights_a_year": gettext_lazy("At most %(n)s nights a year; a stay belongs to the year of its first day"),
    "times_a_year": gettext_lazy("At most %(n)s times a year"),
    "times_ever": gettext_lazy("At most %(n)s times in all"),
    "least_age": gettext_lazy("From %(n)s years of age"),
    "least_years": gettext_lazy("Member for %(n)s years or more"),
    "wait_days": gettext_lazy("After %(n)s days of saving"),
    "claim_within": gettext_lazy("To be asked for within %(n)s days"),
}


def _shown(value: Decimal | int) -> str:
    return thai.money(value) if isinstance(value, Decimal) else f"{value:,}"


class Benefit(models.Model):
    """A line of a benefit table. A limit that is empty does not limit; amounts are baht.

    `code` stays the same from table to table, so that what was received this year is counted across a change.
    """

    class Kind(models.TextChoices):
        BIRTH = "birth", gettext_lazy("Birth")
        SICKNESS = "sickness", gettext_lazy("Sickness")
        AGE = "age", gettext_lazy("Old age")
        DEATH = "death", gettext_lazy("Death")
        EDUCATION = "education", gettext_lazy("Education")
        NEED = "need", gettext_lazy("Disadvantage")
        OTHER = "other", gettext_lazy("Other")

    class Way(models.TextChoices):
        FLAT = "flat", gettext_lazy("One amount")
        NIGHT = "night", gettext_lazy("An amount per night")
        DAYS = "days", gettext_lazy("By days saved")
        YEARS = "years", gettext_lazy("By years saved")
        MONTHLY = "monthly", gettext_lazy("Monthly pension by years saved")
        RESOLUTION = "resolution", gettext_lazy("What the committee decides")

    class Whom(models.TextChoices):
        SELF = "self", gettext_lazy("The member")
        CHILD = "child", gettext_lazy("Child of the member")
        SPOUSE = "spouse", gettext_lazy("Husband or wife of the member")
        PARENT = "parent", gettext_lazy("Parent of the member")
        FAMILY = "family", gettext_lazy("Anybody of the family")

    class Subfund(models.TextChoices):
        BENEFITS = "benefits", gettext_lazy("Benefits")
        GROWTH = "growth", gettext_lazy("Education and enterprise")
        RESERVE = "reserve", gettext_lazy("Reserve and pension")

    class Pays(models.TextChoices):
        MONEY = "money", gettext_lazy("Money")
        DAYS = "days", gettext_lazy("Paid days of the member")

    HEADINGS = {
        Kind.SICKNESS: chart.SICKNESS,
        Kind.AGE: chart.OLD_AGE,
        Kind.BIRTH: chart.BIRTHS,
        Kind.DEATH: chart.DEATHS,
    }

    table = models.ForeignKey(BenefitTable, on_delete=models.CASCADE, related_name="benefits")
    code = models.SlugField(max_length=30)
    kind = models.CharField(max_length=9, choices=Kind)
    name = models.CharField(max_length=120)
    whom = models.CharField(max_length=6, choices=Whom, default=Whom.SELF)
    way = models.CharField(max_length=10, choices=Way, default=Way.FLAT)
    pays = models.CharField(max_length=5, choices=Pays, default=Pays.MONEY)
    subfund = models.CharField(
        max_length=8, choices=Subfund, default=Subfund.BENEFITS
    )  # what it is paid out of (R1.30)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    most_once = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    most_a_year = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    nights_once = models.PositiveSmallIntegerField(null=True, blank=True)
    nights_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    times_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    times_ever = models.PositiveSmallIntegerField(null=True, blank=True)
    wait_days = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: as the fund's by-law says
    least_age = models.PositiveSmallIntegerField(null=True, blank=True)
    least_years = models.PositiveSmallIntegerField(null=True, blank=True)
    # Something measured that must be reached, such as a grade average of 3.50.
    measure = models.CharField(max_length=60, blank=True)
    measure_least = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    condition = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    claim_within = models.PositiveSmallIntegerField(null=True, blank=True)
    # Whether one event grants it to several members, such as both parents of a child (R0.12).
    each_member = models.BooleanField(default=False)

    class Meta:
        ordering = ["table", "id"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="benefit_once_in_a_table"),
            models.CheckConstraint(
                condition=Q(way__in=["flat", "night"], amount__gt=0) | ~Q(way__in=["flat", "night"]),
                name="benefit_has_an_amount",
            ),
        ]
        triggers = [stays_when_decided("benefit", "OLD.table_id, NEW.table_id")]

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        """Where the books write it (J30)."""
        return self.HEADINGS.get(self.Kind(self.kind), chart.OTHER_BENEFITS)

    def words(self) -> str:
        """Everything the line says: what it pays in baht, for what and whom, its limits and the papers needed."""
        steps = [f"{tier.reached:,}: {thai.money(tier.amount)}" for tier in self.tiers.all()]
        amount = [thai.money(self.amount)] if self.amount else []
        labels = [self.Way(self.way).label, *amount, *steps, self.Kind(self.kind).label, self.Whom(self.whom).label]
        return " · ".join(map(str, [*labels, *self.terms(), *self.papers]))

    def terms(self) -> list[str]:
        """Every limit and condition, in words; the meeting reads exactly what is applied."""
        limits = [(sentence, getattr(self, field)) for field, sentence in LIMITS.items()]
        sentences = [str(sentence) % {"n": _shown(value)} for sentence, value in limits if value is not None]
        if self.measure:
            sentences.append(f"{self.measure} ≥ {self.measure_least}")
        if self.pays == self.Pays.DAYS:
            sentences.append(_("Paid as days of the member, not in money"))
        if self.subfund != self.Subfund.BENEFITS:
            sentences.append(_("Out of the pot “%(pot)s”") % {"pot": self.Subfund(self.subfund).label})
        if self.each_member:
            sentences.append(_("Every member whom an event concerns may claim it, such as both parents"))
        return [*sentences, *([self.condition] if self.condition else [])]

    @property
    def papers(self) -> list[str]:
        """The papers that prove an event, one a line."""
        return [line.strip() for line in self.evidence.splitlines() if line.strip()]


class Tier(models.Model):
    """From so many days or years saved a benefit pays this much, in baht; the highest step reached counts."""

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="tiers")
    reached = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["benefit", "reached"]
        constraints = [
            models.UniqueConstraint(fields=["benefit", "reached"], name="tier_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tier_amount_positive"),
        ]
        triggers = [stays_when_decided("tier", OF_BENEFIT)]
