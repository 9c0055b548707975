from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms import COMING, PaperField, PeriodForm, ThaiDateField


class OnForm(forms.Form):
    """As of which day; today where none was asked, or none that has come."""

    on = ThaiDateField(COMING, shown_back=False, label=_("As of the day"), required=False)
    day: date
    may_come = False

    def clean_on(self) -> date | None:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate() and not self.may_come:
            raise ValidationError(_("%(day)s has not come yet. Today is shown."), params={"day": thai.long_date(day)})
        return day

    @classmethod
    def of(cls, query: QueryDict) -> "OnForm":
        """The form that was sent, kept with its fault; or one that shows the day in use."""
        asked = cls(query)
        day = (asked.is_valid() and asked.cleaned_data["on"]) or timezone.localdate()
        form = cls(initial={"on": day}) if asked.is_valid() else asked
        form.day = day
        return form


class MonthForm(OnForm):
    """As of a day whose month may lie ahead: what is planned is to come."""

    may_come = True


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
