from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms.fields import PAST, BahtField, RequestIdField, ThaiDateField
from villages.forms.uploads import PaperField
from welfare.models import MatchingGrant, Year


class CloseYearForm(forms.Form):
    """What the general meeting resolved of a year (R6.14)."""

    met_on = ThaiDateField(PAST, label=_("Day of the general meeting"), initial=timezone.localdate)
    resolution = forms.CharField(
        label=_("Meeting and resolution"), max_length=120, help_text=_("For example: general meeting 1/2569, item 4")
    )
    attended = forms.IntegerField(label=_("How many members were there"), min_value=1, max_value=100_000)
    runs_on = forms.ChoiceField(label=_("The costs of running the fund come out of"), choices=Year.Subfund)
    minutes = PaperField(label=_("Minutes of the meeting (PDF or photo)"), required=False)
    request_id = RequestIdField(initial=uuid4)


class MatchingGrantForm(forms.Form):
    """What a source promised to add for a year's members (R1.31)."""

    source = forms.ChoiceField(label=_("Who adds the money"), choices=MatchingGrant.Source)
    year = forms.IntegerField(
        label=_("For the year (B.E.)"), min_value=2540, max_value=2700, help_text=_("For example 2569")
    )
    counted_on = ThaiDateField(PAST, label=_("Members were counted on"), initial=timezone.localdate)
    members = forms.IntegerField(label=_("For how many members"), min_value=1, max_value=1_000_000)
    amount = BahtField(label=_("Amount promised (baht)"))
    letter = forms.CharField(label=_("Letter or meeting that promised it"), max_length=120)
    on = ThaiDateField(PAST, label=_("Day of the letter or meeting"), initial=timezone.localdate)
    request_id = RequestIdField(initial=uuid4)

    def clean_year(self) -> int:
        """Of the common era, as it is kept."""
        return thai.christian_year(self.cleaned_data["year"])


class MatchingGrantReceiptForm(forms.Form):
    """Money of a match that arrived at the bank."""

    amount = BahtField(label=_("Amount that came (baht)"))
    on = ThaiDateField(PAST, label=_("Day it came to the bank"), initial=timezone.localdate)
    reference = forms.CharField(label=_("What the bank's page says of it"), max_length=120)
    request_id = RequestIdField(initial=uuid4)


class HandOutForm(forms.Form):
    """A list with whole citizen IDs: for whom, and why."""

    counted_on = ThaiDateField(PAST, label=_("Who counts on the day"), initial=timezone.localdate)
    recipient = forms.CharField(
        label=_("Office that receives the list"), max_length=120, help_text=_("For example: the local government")
    )
    reason = forms.CharField(
        label=_("What the list is for"),
        max_length=200,
        help_text=_("For example: match of the year 2569, letter 12/2569"),
    )
    request_id = RequestIdField(initial=uuid4)
