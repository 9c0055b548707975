from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms import COMING, PaperField, PeriodForm, ThaiDateField


class OnForm(forms.Form):
    """As of which day; today where nothing readable was asked."""

    on = ThaiDateField(COMING, shown_back=False, label=_("As of the day"), required=False)
    day: date

    @classmethod
    def of(cls, query: QueryDict) -> "OnForm":
        """The form that was sent, kept with its fault; or one that shows the day in use."""
        asked = cls(query)
        day = (asked.is_valid() and asked.cleaned_data["on"]) or timezone.localdate()
        form = cls(initial={"on": day}) if asked.is_valid() else asked
        form.day = day
        return form


class AskForm(PeriodForm):
    """For which days, and of which heading and holder, a report is asked."""

    code = forms.SlugField(required=False, max_length=5, widget=forms.HiddenInput)
    holder = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    days: tuple[date, date]

    @classmethod
    def of(cls, query: QueryDict) -> "AskForm":
        """The form that was sent, kept with its fault; or one that shows the days in use."""
        asked = cls(query)
        days = asked.period()
        shown = asked.cleaned_data | dict(zip(("start", "end"), days, strict=True))
        form = cls(initial=shown) if asked.is_valid() else asked
        form.days, form.account = days, (shown.get("code", ""), shown.get("holder", ""))
        return form


class VoucherForm(forms.Form):
    file = PaperField()
