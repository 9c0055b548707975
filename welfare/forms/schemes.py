from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms import BahtField, ThaiDateField
from villages.models import Member
from welfare.models import Enrolment, SchemeRule


class SchemeRuleForm(forms.ModelForm):
    """The by-laws of a welfare fund from a day on."""

    effective_from = ThaiDateField(label=_("From the day"), initial=timezone.localdate)
    resolution = forms.CharField(
        label=_("Meeting and resolution"), max_length=120, help_text=_("For example: general meeting 1/2569, item 4")
    )
    a_day = BahtField(label=_("Baht a day"), initial=Decimal("1.00"))
    entry_fee = BahtField(label=_("Entry fee (baht)"), minimum=Decimal(0), help_text=_("0 when there is none"))
    wait_days = forms.IntegerField(label=_("Days of saving before the first benefit"), min_value=0, initial=180)

    class Meta:
        model = SchemeRule
        fields = ["a_day", "entry_fee", "wait_days", "effective_from", "resolution"]


class EnrolForm(forms.Form):
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Member"), empty_label=None)
    plan = forms.TypedChoiceField(label=_("Days paid at a time"), choices=Enrolment.Plan, coerce=int)
    on = ThaiDateField(label=_("From the day"), initial=timezone.localdate)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members
