import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger import triggers
from ledger.models import Book


class Institution(models.Model):
    """The sub-district's community financial institution: one row, the name on every page and paper (R2.2, R9.9)."""

    name = models.CharField(max_length=120)
    # The official code of the sub-district, by which other institutions know this one; older ones may not have it yet.
    code = models.CharField(max_length=6, blank=True)
    subdistrict = models.CharField(max_length=80)
    district = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    postcode = models.CharField(max_length=5)
    phone = models.CharField(max_length=20, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="institution_is_one"),
            models.CheckConstraint(condition=Q(code__regex=r"^([1-9][0-9]{5})?$"), name="institution_code_shape"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"ตำบล{self.subdistrict} อำเภอ{self.district} จังหวัด{self.province} {self.postcode}"


class Village(models.Model):
    """A village by its number (หมู่ที่); the name is empty until somebody who knows it enters it (R2.1)."""

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"หมู่ที่ {self.number} {self.name}".rstrip()


class Group(models.Model):
    """A money group with by-laws, members and books of its own (R0.1, R0.2)."""

    class Kind(models.TextChoices):
        SAJJA = "SAJJA", _("Truth-savings group")
        GOP = "GOP", _("Savings group for production")
        VF = "VF", _("Village fund")
        WEL = "WEL", _("Community welfare fund")
        CFI = "CFI", _("Community financial institution")
        OTHER = "OTHER", _("Other group")

    # Empty for groups of the whole sub-district.
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=40, unique=True)
    founded_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    logo = models.FileField(upload_to="logos/", blank=True)
    bylaws = models.FileField(upload_to="bylaws/", blank=True)
    # The four things Karo asked every fund for (R2.3); members and position are counted, these two are typed in.
    history = models.TextField(blank=True)
    welfare = models.TextField(blank=True)
    # A group to learn with: in no total, and thrown away afterwards.
    is_practice = models.BooleanField(default=False)

    class Meta:
        ordering = ["village__number", "kind", "slug"]
        triggers = [
            triggers.refusal(
                "group_stays_real",
                pgtrigger.Update,
                "a group is for practice from its first day or never",
                "group_stays_real",
                pgtrigger.AnyChange("is_practice"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("villages:group", args=[self.slug])

    @property
    def practice_ids(self) -> str:
        """How the citizen IDs begin that were invented for this practice group."""
        return f"9{self.pk:08d}"

    @property
    def helper_names(self) -> str:
        """How the user names of this practice group's helpers begin."""
        return f"practice-{self.pk}-"

    @property
    def code(self) -> str:
        """The first part of every member number (R3.31): the village in two digits, 00 for the sub-district."""
        return f"{self.village.number if self.village else 0:02d}"


class GroupBook(models.Model):
    """A book of a group. A village fund has two: account 1 for the million, account 2 for members' money (R1.13)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="books")
    book = models.OneToOneField(Book, on_delete=models.PROTECT, related_name="owner")
    bank_code = models.CharField(max_length=5)
    takes_savings = models.BooleanField(default=True)

    class Meta:
        ordering = ["book__slug"]

    def __str__(self) -> str:
        return str(self.book)
