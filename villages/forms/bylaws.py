from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import COMING, PAST, ThaiDateField
from villages.forms.uploads import PaperField

MEETING = ["effective_from", "decided_on", "resolution"]


class BylawForm(forms.ModelForm):
    """What every by-law says: from which day, decided on which day by which meeting, and its minutes."""

    effective_from = ThaiDateField(COMING, label=_("Rules from"), initial=timezone.localdate)
    decided_on = ThaiDateField(PAST, label=_("Day of the meeting"))
    resolution = forms.CharField(
        label=_("Meeting and resolution"), max_length=120, help_text=_("For example: general meeting 1/2569, item 4")
    )
    minutes = PaperField(label=_("Minutes of the meeting (photo or PDF)"), required=False)
