"""What may be uploaded: how large a file may be, and which kind it is by its first bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST = 10 * 1024 * 1024  # bytes of an uploaded file
BEGINNINGS = {"JPG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "PDF": b"%PDF"}
PAPERS = ("JPG", "PNG", "PDF")
ENDINGS = {".jpg": "JPG", ".jpeg": "JPG", ".png": "PNG", ".pdf": "PDF"}
NO_PAPER = _("Only photos (JPG, PNG) and PDF files can be kept. Choose another file.")


def check_size(file: UploadedFile) -> None:
    """Raises ValidationError when a file is larger than 10 MB."""
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 10 MB. Choose a smaller one."))


def check_upload(file: UploadedFile, kinds: Sequence[str] = PAPERS) -> str:
    """The kind of an uploaded file by its first bytes, whatever its name says: "JPG", "PNG" or "PDF".

    Raises ValidationError when the file is too large or of another kind.
    """
    check_size(file)
    start = file.read(8)
    file.seek(0)
    kind = next((kind for kind in kinds if start.startswith(BEGINNINGS[kind])), None)
    if kind:
        return kind
    if kinds == PAPERS:
        raise ValidationError(NO_PAPER)
    raise ValidationError(_("Choose a file of this kind: %(kinds)s."), params={"kinds": ", ".join(kinds)})


class PaperField(forms.FileField):
    """A photo or PDF of a paper, by its first bytes and its name; the sender's name for it is not kept."""

    def __init__(self, **kwargs: Any):
        defaults: dict[str, Any] = {
            "label": _("Photo or PDF of the paper"),
            "help_text": _("JPG, PNG or PDF, at most 10 MB."),
            "widget": forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
        }
        super().__init__(**defaults | kwargs)

    def to_python(self, data: Any) -> UploadedFile | None:
        """The file under a name of our own. Raises ValidationError for what is no photo or PDF."""
        file = cast(UploadedFile | None, super().to_python(data))
        if file is None:
            return None
        kind = check_upload(file)
        if ENDINGS.get(Path(file.name or "").suffix.lower()) != kind:
            raise ValidationError(NO_PAPER)
        file.name = f"paper.{kind.lower()}"
        return file
