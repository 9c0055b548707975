from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger import triggers
from ledger.models import Entry
from welfare.models.schemes import Scheme

# Whether OLD is of a practice group, whose rows are thrown away with it.
OF_PRACTICE_SCHEME = """EXISTS (SELECT FROM welfare_scheme scheme
                                JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id
                                JOIN ledger_book book ON book.id = group_book.book_id
                                WHERE scheme.id = OLD.scheme_id AND book.is_practice)"""


class Year(models.Model):
    """A year of a fund, closed by its general meeting (R6.14, R6.15).

    Its income went into the subfunds, its benefits came out of them.
    """

    class Subfund(models.TextChoices):
        RESERVE = "reserve", _("Reserve and pension")
        BENEFITS = "benefits", _("Benefits")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()  # of the common era
    met_on = models.DateField()
    resolution = models.CharField(max_length=120)
    attended = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    runs_on = models.CharField(max_length=8, choices=Subfund, default=Subfund.RESERVE)  # what the costs came out of
    benefits_share = models.DecimalField(max_digits=5, decimal_places=2)
    growth_share = models.DecimalField(max_digits=5, decimal_places=2)
    reserve_share = models.DecimalField(max_digits=5, decimal_places=2)
    came_in = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="welfare_year_in")  # J54
    went_out = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="welfare_year_out")  # J55

    class Meta:
        ordering = ["scheme", "-year"]
        constraints = [models.UniqueConstraint(fields=["scheme", "year"], name="welfare_year_closed_once")]
        triggers = triggers.is_final("welfare_year", OF_PRACTICE_SCHEME)

    @property
    def shares(self) -> tuple:
        return self.benefits_share, self.growth_share, self.reserve_share
