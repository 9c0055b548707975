from datetime import date

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger import thai
from ledger.birthdays import NEW_CALENDAR, Birthday, BirthdayPrecision
from villages.models.places import Group, Village

COMING_OF_AGE = 20  # ป.พ.พ. ม.19 (R3.27)
PRACTICE = "9"  # what the ID of an invented person begins with, and no real one (R9.6)
ELDER = 60  # พ.ร.บ.ผู้สูงอายุ พ.ศ. 2546 ม.3


class Person(models.Model):
    """A person, once in the whole network (R3.26); the citizen ID is shown masked everywhere (R9.15)."""

    citizen_id = models.CharField(max_length=13, unique=True, null=True, blank=True)
    # Of who has no citizen ID, or had none when joining: the network gave this number (R0.15).
    network_id = models.CharField(max_length=8, unique=True, null=True, blank=True, editable=False)
    prefix = models.CharField(max_length=20)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=200, db_index=True, db_collation="C", editable=False)
    # The day from which age counts; of a birthday known in part it is the first that it may be (R0.16).
    born_on = models.DateField()
    birthday_precision = models.CharField(
        max_length=5,
        choices=[(precision.value, precision.name) for precision in BirthdayPrecision],
        default=BirthdayPrecision.DAY.value,
    )
    house_no = models.CharField(max_length=120, blank=True)  # the full address, outside the sub-district
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    phone = models.CharField(max_length=20, blank=True)
    died_on = models.DateField(null=True, blank=True)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="person")

    class Meta:
        ordering = ["sort_key"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(citizen_id__regex=r"^(?!0{12})[0-9]{13}$"), name="person_citizen_id_shape"
            ),
            models.CheckConstraint(condition=Q(network_id__regex=r"^[1-9][0-9]{7}$"), name="person_network_id_shape"),
            models.CheckConstraint(
                condition=Q(citizen_id__isnull=False) | Q(network_id__isnull=False), name="person_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(birthday_precision="day")
                | Q(birthday_precision="month", born_on__day=1)
                | Q(birthday_precision="year", born_on__day=1, born_on__month=1, born_on__year__gte=NEW_CALENDAR)
                | Q(birthday_precision="year", born_on__day=1, born_on__month=4, born_on__year__lt=NEW_CALENDAR),
                name="person_born_on_begins_what_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.first_name} {self.last_name}".rstrip()

    def clean_fields(self, exclude=None) -> None:
        for name in ("prefix", "first_name", "last_name", "house_no", "phone"):
            setattr(self, name, thai.one_line(getattr(self, name)))
        super().clean_fields(exclude)
        self.set_sort_key()

    def set_sort_key(self) -> None:
        """Names sort by first name as a Thai dictionary does (R9.8), whatever collation the server has."""
        self.sort_key = thai.sort_key(f"{self.first_name} {self.last_name}")

    @property
    def is_practice(self) -> bool:
        """Invented for a practice group, and gone with it."""
        return (self.citizen_id or "").startswith(PRACTICE)

    @property
    def identity(self) -> str:
        """The citizen ID, or the number that the network gave instead."""
        return self.citizen_id or self.network_id or ""

    @property
    def masked_id(self) -> str:
        return thai.mask(self.identity)

    @property
    def birthday(self) -> Birthday:
        """As it is known, and as it is shown (R0.16)."""
        return Birthday(self.born_on, BirthdayPrecision(self.birthday_precision))

    @property
    def address(self) -> str:
        return f"{self.house_no} {self.village or ''}".strip()

    def age(self, on: date) -> int:
        """Full years on a day."""
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))


class Member(models.Model):
    """A person in a group, once (R3.30). The number is never reused (R3.31).

    Who leaves and returns begins another period of membership.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    number = models.CharField(max_length=7)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="wards")

    class Meta:
        ordering = ["group", "number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="member_once_in_a_group"),
            models.UniqueConstraint(fields=["group", "number"], name="member_number_never_reused"),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{2}-[0-9]{4}$"), name="member_number_shape"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person}"

    @property
    def is_active(self) -> bool:
        return self.left_on is None


class MembershipPeriod(models.Model):
    """From joining to leaving; a member who returns begins another."""

    class Cause(models.TextChoices):
        RESIGNED = "resigned", _("Resigned")
        REMOVED = "removed", _("Removed by resolution")
        MOVED = "moved", _("Moved to another village")
        DIED = "died", _("Passed away")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="membership_periods")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=8, choices=Cause, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["member", "joined_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(left_on=None), name="membership_period_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")),
                name="membership_period_ends_after_it_begins",
            ),
        ]


class Nominee(models.Model):
    """Who receives a member's money; the shares of one dated form make 100 % (R3.29). The latest form rules.

    Who is in the register is linked as a `person`, so that as an officer they do not decide about it (R0.10).
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="nominees")
    named_on = models.DateField()
    name = models.CharField(max_length=160)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="named_by")
    relation = models.CharField(max_length=60)
    share = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["member", "-named_on", "-share"]
        constraints = [models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="nominee_share")]

    def __str__(self) -> str:
        return _("%(name)s (%(relation)s)") % {"name": self.name, "relation": self.relation}
