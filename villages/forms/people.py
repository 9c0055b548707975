from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms.fields import BahtField, ThaiDateField
from villages.models import Person, Village
from villages.models.people import PREFIXES


class CitizenIdField(forms.CharField):
    """Thirteen digits, with dashes, spaces or Thai digits as it stands on the card (R9.6)."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return text
        try:
            return thai.citizen_id(text)
        except ValueError as fault:
            raise ValidationError(_("This is not a citizen ID. Copy the 13 digits from the card once more.")) from fault


class PersonForm(forms.ModelForm):
    """What is known of a person; the citizen ID is written once and never changed."""

    prefix = forms.ChoiceField(label=_("Title"), choices=[(prefix, prefix) for prefix in PREFIXES])
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    born_on = ThaiDateField(label=_("Born on"))
    house_no = forms.CharField(label=_("House no."), max_length=20, required=False)
    village = forms.ModelChoiceField(Village.objects.all(), label=_("Village"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)

    class Meta:
        model = Person
        fields = ["prefix", "first_name", "last_name", "born_on", "house_no", "village", "phone"]


class NomineesForm(forms.Form):
    """Up to three who receive the member's money; their shares make 100 (R3.29)."""

    ROWS = 3

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for i in range(1, self.ROWS + 1):
            number = {"n": i}
            self.fields[f"name_{i}"] = forms.CharField(
                label=_("Beneficiary %(n)d") % number, max_length=160, required=False
            )
            self.fields[f"relation_{i}"] = forms.CharField(
                label=_("Relation %(n)d") % number, max_length=60, required=False
            )
            self.fields[f"share_{i}"] = BahtField(
                label=_("Share %(n)d (per cent)") % number, required=False, minimum=Decimal("0.01")
            )

    def named(self) -> list[tuple[str, str, Decimal]]:
        """(name, relation, per cent) of the rows that were filled in."""
        rows = [
            (self.cleaned_data[f"name_{i}"], self.cleaned_data[f"relation_{i}"], self.cleaned_data[f"share_{i}"])
            for i in range(1, self.ROWS + 1)
        ]
        return [(name, relation, share or Decimal(0)) for name, relation, share in rows if name]


class FindPersonForm(forms.Form):
    """Joining begins with the ID card: who is already known is not typed again."""

    citizen_id = CitizenIdField(label=_("Citizen ID"), max_length=20)


class JoinForm(forms.Form):
    on = ThaiDateField(label=_("Joins on"), initial=timezone.localdate)
    guardian_id = CitizenIdField(
        label=_("Guardian's citizen ID"), required=False, help_text=_("Needed for a member under 20.")
    )

    def clean_guardian_id(self) -> Person | None:
        number = self.cleaned_data["guardian_id"]
        guardian = Person.objects.filter(citizen_id=number).first() if number else None
        if number and guardian is None:
            raise ValidationError(_("Nobody here has this citizen ID. Enter the guardian as a member first."))
        return guardian


class LeaveForm(forms.Form):
    on = ThaiDateField(label=_("Leaves on"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Reason"), max_length=200)
