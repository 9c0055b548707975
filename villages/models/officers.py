from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.models.people import Person
from villages.models.places import Group
from villages.models.requests import PendingRequest


class Role(models.TextChoices):
    """What somebody may be. The acts each role may do are in `villages.access`."""

    CHAIR = "chair", _("Chair")
    TREASURER = "treasurer", _("Treasurer")
    RECEIVER = "receiver", _("Receiver")
    BOOKKEEPER = "bookkeeper", _("Bookkeeper")
    CHECKER = "checker", _("Checker")
    SECRETARY = "secretary", _("Secretary")
    LOANS = "loans", _("Loan committee")
    INSPECTOR = "inspector", _("Inspector")
    STAND_IN = "stand_in", _("Stand-in")
    STAFF = "staff", _("Network staff")
    AUDITOR = "auditor", _("Auditor")
    FACILITATOR = "facilitator", _("Facilitator")


NETWORK_ROLES = (Role.STAFF, Role.AUDITOR, Role.FACILITATOR)


class Officer(models.Model):
    """A person in a role at a group, from a day until a day (promise 5). Roles of the whole network have no group."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="officers")
    role = models.CharField(max_length=12, choices=Role)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    # An urgent dismissal: unless it is refused the office rests, and gives no acts.
    rests_for = models.ForeignKey(
        PendingRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="resting"
    )

    class Meta:
        ordering = ["group", "role", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None, role__in=NETWORK_ROLES) | (Q(group__isnull=False) & ~Q(role__in=NETWORK_ROLES)),
                name="officer_role_in_its_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    @property
    def rests(self) -> bool:
        return self.rests_for is not None and self.rests_for.status != PendingRequest.Status.REFUSED

    @property
    def is_over(self) -> bool:
        return self.until_on is not None and self.until_on < timezone.localdate()


class ActivationSlip(models.Model):
    """The one-time code printed for a person; only its hash is kept. The number is printed too, and is no secret.

    `tries` are those of somebody who holds the paper and does not know its person; `guesses` are codes tried on the
    day `guessed_on` by somebody who knows the person and does not hold the paper. The slip for an officer's new
    password has a `request`.
    """

    number = models.CharField(max_length=9, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="slips")
    code_hash = models.CharField(max_length=128)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    guesses = models.PositiveSmallIntegerField(default=0)
    guessed_on = models.DateField(null=True)
    used_at = models.DateTimeField(null=True)
    request = models.OneToOneField(PendingRequest, on_delete=models.CASCADE, null=True, related_name="slip")

    class Meta:
        ordering = ["-issued_at"]
        get_latest_by = "issued_at"
