from datetime import date
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms import ThaiDateField

LARGEST_PAPER = 10 * 1024 * 1024
PAPERS = {".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}


class OnForm(forms.Form):
    """As of which day."""

    on = ThaiDateField(label=_("As of"), required=False)

    def day(self) -> date:
        """The day asked for; today where nothing readable was asked."""
        return (self.is_valid() and self.cleaned_data["on"]) or timezone.localdate()


class VoucherForm(forms.Form):
    file = forms.FileField(label=_("Photo or PDF of the paper"))

    def clean_file(self) -> UploadedFile:
        """A picture or PDF by its first bytes, not by its name alone."""
        file = self.cleaned_data["file"]
        begins = PAPERS.get(Path(file.name).suffix.lower())
        if begins is None or not file.read(8).startswith(begins):
            raise ValidationError(_("Only photos (JPG, PNG) and PDF files can be kept. Choose another file."))
        if file.size > LARGEST_PAPER:
            raise ValidationError(_("The file is larger than 10 MB. Take a smaller photo."))
        file.seek(0)
        return file
