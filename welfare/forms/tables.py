from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms.bylaws import MEETING, BylawForm
from villages.forms.fields import BahtField, needed
from welfare.models import Benefit, BenefitTable


class TableForm(BylawForm):
    """A new benefit table, from a day on."""

    class Meta:
        model = BenefitTable
        fields = MEETING


class StepsField(forms.Field):
    """Steps, one a line: days or years, then baht."""

    widget = forms.Textarea({"rows": 6})

    def to_python(self, value: str | None) -> list[tuple[int, Decimal]]:
        """The steps: (days or years reached, baht). Raises ValidationError for a line that is no step."""
        steps = []
        for line in (value or "").splitlines():
            words = line.replace("=", " ").split()
            if not words:
                continue
            try:
                reached, amount = words
                steps.append((int(thai.parse_baht(reached)), thai.parse_baht(amount)))
            except ValueError as fault:
                raise ValidationError(
                    _("“%(line)s” is no step. Write a number of days or years, a space, and baht, like 180 2500."),
                    params={"line": line},
                ) from fault
        return steps

    def prepare_value(self, value) -> str:
        return (
            value if isinstance(value, str) else "\n".join(f"{reached} {amount:.2f}" for reached, amount in value or [])
        )


def baht(label, **more) -> BahtField:
    """A field for an amount in baht that may stay empty."""
    return BahtField(label=label, required=False, **more)


def number(label, **more) -> forms.IntegerField:
    """A field for a whole number, such as days or years, that may stay empty."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=30000, **more)


class BenefitForm(forms.ModelForm):
    """A line of a benefit table. What is left empty does not limit."""

    amount = needed(baht(_("Amount, or amount per night (baht)")), _("needed for one amount, or per night"))
    tiers = needed(
        StepsField(
            label=_("Steps: days or years saved, then baht"),
            required=False,
            help_text=_("One step a line, like 180 2500"),
        ),
        _("needed where it goes by days or years saved"),
    )
    most_once = baht(_("At most at a time (baht)"))
    most_a_year = baht(_("At most a year (baht)"))
    nights_once = number(_("At most nights for one stay"))
    nights_a_year = number(_("At most nights a year"))
    times_a_year = number(_("At most times a year"))
    times_ever = number(_("At most times in all"))
    wait_days = number(_("Days of saving before it is due"), help_text=_("Empty: as the fund's by-law says"))
    least_age = needed(number(_("From what age")), _("needed for a pension"))
    least_years = number(_("Years of membership needed"))
    claim_within = number(_("To be asked for within so many days"))
    measure_least = forms.DecimalField(label=_("Least result needed"), required=False, min_value=0, decimal_places=2)

    class Meta:
        model = Benefit
        fields = [
            "name", "kind", "whom", "way", "amount", "tiers", "most_once", "most_a_year", "nights_once",
            "nights_a_year", "times_a_year", "times_ever", "wait_days", "least_age", "least_years", "measure",
            "measure_least", "condition", "evidence", "claim_within", "pays", "subfund", "each_member",
        ]  # fmt: skip
        labels = {
            "name": _("Name of the benefit"),
            "kind": _("Kind of benefit"),
            "whom": _("Whom it happens to"),
            "way": _("How much"),
            "measure": _("Result needed, such as the grade average"),
            "condition": _("Other condition, in words"),
            "evidence": _("Papers needed, one a line"),
            "pays": _("Paid as"),
            "subfund": _("Paid out of the pot"),
            "each_member": _("Every member whom an event concerns may claim it (both parents, all children)"),
        }
        widgets = {"evidence": forms.Textarea({"rows": 3})}

    def _post_clean(self) -> None:
        """The service checks the line as a whole."""
        for name, value in self.cleaned_data.items():
            if name != "tiers":
                setattr(self.instance, name, value)
