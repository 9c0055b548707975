from decimal import Decimal
from uuid import uuid4

import pgtrigger
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ledger import triggers
from ledger.models import Account, Entry
from villages.models import Nominee, Person
from welfare.models.benefits import Benefit
from welfare.models.schemes import Enrolment

# Whether OLD belongs to a claim of a practice group, whose rows are thrown away with it.
PRACTISED = """EXISTS (SELECT FROM welfare_claim claim JOIN welfare_enrolment enrolment
                               ON enrolment.id = claim.enrolment_id
                               JOIN ledger_account account ON account.id = enrolment.account_id
                               JOIN ledger_book book ON book.id = account.book_id
                               WHERE claim.id = {claim} AND book.is_practice)"""
OF_PRACTICE_PAPER = PRACTISED.format(claim="(SELECT claim_id FROM welfare_evidence WHERE id = OLD.evidence_id)")
OF_PRACTICE_CLAIM = PRACTISED.format(claim="OLD.claim_id")


# The days of an event, as `welfare.rules.events.span` has them.
SPAN = """CASE mine.way WHEN 'night' THEN daterange({claim}.event_on, {claim}.event_on + greatest({claim}.nights, 1))
          WHEN 'monthly' THEN daterange(date_trunc('month', {claim}.event_on)::date,
                                        (date_trunc('month', {claim}.event_on) + interval '1 month')::date)
          ELSE daterange({claim}.event_on,
                         {claim}.event_on + CASE WHEN mine.kind IN ('birth', 'death') THEN 8 ELSE 1 END) END"""

# Looks for another claim of the same line for the same event; writers of one line wait for each other: when a claim is
# filed, approved or taken up again. What was approved before this trigger existed is paid as it was approved.
an_event_once = triggers.Guard(
    name="claim_of_an_event_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("mine", "record")],
    func=f"""
        IF NEW.state IN ('denied', 'lapsed') OR TG_OP = 'UPDATE' AND OLD.state NOT IN ('denied', 'lapsed')
           AND (NEW.state <> 'approved' OR OLD.state = 'approved')
           AND (OLD.enrolment_id, OLD.benefit_id, OLD.event_on, OLD.nights, OLD.whose)
               IS NOT DISTINCT FROM (NEW.enrolment_id, NEW.benefit_id, NEW.event_on, NEW.nights, NEW.whose) THEN
            RETURN NEW;
        END IF;
        SELECT line.code, line.kind, line.way, line.whom, line.each_member, tab.scheme_id, person.died_on INTO mine
            FROM welfare_benefit line JOIN welfare_benefittable tab ON tab.id = line.table_id,
                 welfare_enrolment enrolment JOIN villages_member member ON member.id = enrolment.member_id
                 JOIN villages_person person ON person.id = member.person_id
            WHERE line.id = NEW.benefit_id AND enrolment.id = NEW.enrolment_id;
        IF NEW.nights IS NOT NULL AND (NEW.event_on + NEW.nights > NEW.filed_on
                                       OR mine.whom = 'self' AND NEW.event_on + NEW.nights > mine.died_on) THEN
            RAISE EXCEPTION 'a night is paid after it was spent'
                USING ERRCODE = '23514', CONSTRAINT = 'claim_of_nights_spent';
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('welfare claims of ' || mine.scheme_id || mine.code, 0));
        IF EXISTS (SELECT FROM welfare_claim other JOIN welfare_benefit line ON line.id = other.benefit_id
                   JOIN welfare_enrolment enrolment ON enrolment.id = other.enrolment_id
                   WHERE other.id <> NEW.id AND enrolment.scheme_id = mine.scheme_id AND line.code = mine.code
                     AND other.state NOT IN ('denied', 'lapsed') AND other.whose = NEW.whose
                     AND (other.enrolment_id = NEW.enrolment_id OR NEW.whose <> '' AND NOT mine.each_member)
                     AND {SPAN.format(claim="other")} && {SPAN.format(claim="NEW")}) THEN
            RAISE EXCEPTION 'this event was claimed before'
                USING ERRCODE = '23514', CONSTRAINT = 'claim_of_an_event_once';
        END IF;
        RETURN NEW;
    """,
)


class Claim(models.Model):
    """What was asked for an event in a member's life, and why it comes to that much (R1.28).

    The amount is in baht, with its explanation step by step; the money is the entries' (J30, J31).
    """

    class State(models.TextChoices):
        FILED = "filed", _("Waits for a decision")
        APPROVED = "approved", _("Approved, not yet paid")
        PAID = "paid", pgettext_lazy("state of a claim", "Paid out")
        DENIED = "denied", _("Denied")
        APPEALED = "appealed", _("Appealed to the meeting")
        LAPSED = "lapsed", _("Not fetched")

    # The event of a denied or lapsed one may be claimed again.
    STANDING = (State.FILED, State.APPROVED, State.PAID, State.APPEALED)

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="claims")
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="claims")
    event_on = models.DateField()
    nights = models.PositiveSmallIntegerField(null=True, blank=True)
    nights_paid = models.PositiveSmallIntegerField(null=True, blank=True)  # what limits left of them (R0.11)
    about = models.CharField(max_length=160, blank=True)  # whom it happened to, where not the member
    whose = models.CharField(max_length=160, blank=True, editable=False)  # the same name as it is compared (R0.12)
    measured = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    asked = models.DecimalField(max_digits=14, decimal_places=2, default=0)  # where the committee decides, in baht
    note = models.CharField(max_length=300, blank=True)
    payee = models.CharField(max_length=160, blank=True)  # who fetches the money, where not the member
    nominee = models.ForeignKey(Nominee, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims_filed")
    filed_at = models.DateTimeField(auto_now_add=True)
    filed_on = models.DateField()
    request_id = models.UUIDField(unique=True, default=uuid4)
    # Why this much: the first day a benefit was due, the days saved then, and every step of the sum.
    eligible_from = models.DateField()
    saved_days = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    steps = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.FILED)
    reason = models.CharField(max_length=300, blank=True)  # of a denial
    appeal = models.CharField(max_length=300, blank=True)
    resolution = models.CharField(max_length=120, blank=True)  # of the meeting that decided an appeal
    # The board's resolution to draw on the reserve where the benefits subfund was empty (R5.10).
    drawn_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, null=True, related_name="claim")
    # A month's pensions are approved in one entry, paid one by one.
    approval = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="claims_approved")
    payment = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="claim_paid")
    lapsing = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="claim_lapsed")  # J32

    class Meta:
        ordering = ["-filed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="claim_amount_not_below_zero"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid", "lapsed"]) | Q(approval__isnull=False),
                name="claim_approved_in_the_books",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(payment__isnull=False), name="claim_paid_in_the_books"
            ),
            models.CheckConstraint(
                condition=~Q(state="lapsed") | Q(lapsing__isnull=False), name="claim_lapsed_in_the_books"
            ),
        ]
        triggers = [
            triggers.refusal(
                "claim_approved_stays",
                pgtrigger.Update,
                "an approved claim keeps its amount",
                "claim_approved_stays",
                pgtrigger.Q(old__approval__isnull=False)
                & (
                    pgtrigger.Q(old__amount__df=pgtrigger.F("new__amount"))
                    | pgtrigger.Q(old__benefit__df=pgtrigger.F("new__benefit"))
                    | pgtrigger.Q(old__enrolment__df=pgtrigger.F("new__enrolment"))
                    | pgtrigger.Q(old__event_on__df=pgtrigger.F("new__event_on"))
                    | pgtrigger.Q(old__nights__df=pgtrigger.F("new__nights"))
                    | pgtrigger.Q(old__nights_paid__df=pgtrigger.F("new__nights_paid"))
                    | pgtrigger.Q(old__whose__df=pgtrigger.F("new__whose"))
                    | pgtrigger.Q(old__approval__df=pgtrigger.F("new__approval"))
                ),
            ),
            an_event_once,
        ]

    def __str__(self) -> str:
        return f"{self.benefit} {self.enrolment}"

    @property
    def worth(self) -> Decimal | None:
        """What it comes to in baht; nothing where it was denied, or lapsed."""
        return self.amount if self.state in self.STANDING else None

    @property
    def number(self) -> str:
        """The memo of the claim in the books, which contains neither a name nor the kind of illness."""
        return f"{self.pk:06d}"

    @property
    def receivers(self) -> list[Person]:
        """Whose money it is: the member's, and the beneficiary's who fetches it."""
        named = self.nominee.person if self.nominee else None
        return [self.enrolment.member.person, *([named] if named else [])]

    @property
    def owed(self) -> Account:
        """What the fund owes since it was approved."""
        assert self.account
        return self.account


def evidence_path(evidence: "Evidence", filename: str) -> str:
    return f"claims/{evidence.claim.enrolment.scheme.group_book.group.slug}/{uuid4().hex}/{filename}"


class Evidence(models.Model):
    """A paper that proves a claim, seen by nobody but who decides, who filed it and the member (R9.14)."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to=evidence_path, max_length=300)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]
        triggers = triggers.is_final("evidence", OF_PRACTICE_CLAIM)


class EvidenceView(models.Model):
    """Somebody looked at a paper. The member sees who did (R7.6, R9.15)."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="views")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evidence", "at"]
        triggers = triggers.is_final("evidence_view", OF_PRACTICE_PAPER)


class Vote(models.Model):
    """An officer's yes to a claim, or no with the reason. Two yes approve it; one no denies it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="votes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    yes = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(yes=True) | ~Q(reason=""), name="vote_gives_a_reason"),
        ]
        triggers = triggers.is_final("vote", OF_PRACTICE_CLAIM)
