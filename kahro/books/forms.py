from datetime import date

from django import forms
from django.http import QueryDict

from villages.forms.fields import PeriodForm
from villages.forms.uploads import PaperField


class AskForm(PeriodForm):
    """For which days, and of which heading and holder, a report is asked."""

    code = forms.SlugField(required=False, max_length=5, widget=forms.HiddenInput)
    holder = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    days: tuple[date, date] | None

    @classmethod
    def of(cls, query: QueryDict) -> "AskForm":
        """The form that was sent, kept with its fault; or one that shows the days in use."""
        asked = cls(query)
        days = asked.period()
        shown = asked.cleaned_data | dict(zip(("start", "end"), days or (), strict=False))
        form = asked if days is None else cls(initial=shown)
        form.days, form.account = days, (shown.get("code", ""), shown.get("holder", ""))
        return form


class VoucherForm(forms.Form):
    file = PaperField()
