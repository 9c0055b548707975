from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms.fields import COMING, ThaiDateField


class OnForm(forms.Form):
    """As of which day; today where none was asked, or one that has not come."""

    on = ThaiDateField(COMING, shown_back=False, label=_("As of the day"), required=False)
    day: date
    may_come = False

    def clean_on(self) -> date | None:
        """Raises ValidationError for a day to come, where the page shows nothing of such days."""
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate() and not self.may_come:
            raise ValidationError(_("%(day)s has not come yet. Today is shown."), params={"day": thai.long_date(day)})
        return day

    @classmethod
    def of(cls, query: QueryDict) -> "OnForm":
        """The form that was sent, kept with its fault; or one that shows the day in use."""
        sent = cls(query)
        day = (sent.is_valid() and sent.cleaned_data["on"]) or timezone.localdate()
        form = cls(initial={"on": day}) if sent.is_valid() else sent
        form.day = day
        return form


class MonthForm(OnForm):
    """As of a day that may be to come, for pages that show plans."""

    may_come = True
