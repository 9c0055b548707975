from datetime import date
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms import LARGEST, PeriodForm, ThaiDateField

PAPERS = {".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}


class OnForm(forms.Form):
    """As of which day; today where nothing readable was asked."""

    on = ThaiDateField(label=_("As of the day"), required=False)
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
    file = forms.FileField(
        label=_("Photo or PDF of the paper"),
        help_text=_("JPG, PNG or PDF, at most 10 MB."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
    )

    def clean_file(self) -> UploadedFile:
        """A picture or PDF by its first bytes, not by its name alone; the sender's name for it is not kept."""
        file = self.cleaned_data["file"]
        ending = Path(file.name).suffix.lower()
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 10 MB. Take a smaller photo."))
        if ending not in PAPERS or not file.read(8).startswith(PAPERS[ending]):
            raise ValidationError(_("Only photos (JPG, PNG) and PDF files can be kept. Choose another file."))
        file.seek(0)
        file.name = f"paper{ending}"
        return file
