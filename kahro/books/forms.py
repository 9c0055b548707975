from datetime import date

from django import forms
from django.http import QueryDict

from villages.forms.fields import PeriodForm
from villages.forms.uploads import PaperField


class PeriodOfReportForm(PeriodForm):
    """For which days, and of which heading and holder, a report is asked."""

    code = forms.SlugField(required=False, max_length=5, widget=forms.HiddenInput)
    holder = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    days: tuple[date, date] | None
    account: tuple[str, str]

    @classmethod
    def of(cls, query: QueryDict) -> "PeriodOfReportForm":
        """The form that was sent, kept with its fault; or one that shows the days in use."""
        sent = cls(query)
        days = sent.period()
        shown = sent.cleaned_data | dict(zip(("start", "end"), days or (), strict=False))
        form = sent if days is None else cls(initial=shown)
        form.days, form.account = days, (shown.get("code", ""), shown.get("holder", ""))
        return form


class VoucherForm(forms.Form):
    """The paper to an entry."""

    file = PaperField()
