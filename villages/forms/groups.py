from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import LARGEST, PAST, ThaiDateField
from villages.models import Group, Village

IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
PAPERS = (b"%PDF-",)


class GroupForm(forms.ModelForm):
    """Letterhead, by-laws and the profile card (R2.3)."""

    name = forms.CharField(label=_("Name"), max_length=120)
    founded_on = ThaiDateField(PAST, label=_("Founded"), required=False)
    address = forms.CharField(label=_("Office"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    logo = forms.FileField(
        label=_("Logo (PNG or JPG)"),
        required=False,
        help_text=_("A new file takes the place of the old one."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg"}),
    )
    bylaws = forms.FileField(
        label=_("By-laws (PDF)"),
        required=False,
        help_text=_("A new file takes the place of the old one."),
        widget=forms.FileInput({"accept": "application/pdf"}),
    )
    history = forms.CharField(label=_("History"), widget=forms.Textarea, required=False)
    welfare = forms.CharField(label=_("Welfare"), widget=forms.Textarea, required=False)

    class Meta:
        model = Group
        fields = ["name", "founded_on", "address", "phone", "logo", "bylaws", "history", "welfare"]

    def clean_logo(self):
        return _checked(self.cleaned_data["logo"], "PNG, JPG", IMAGES)

    def clean_bylaws(self):
        return _checked(self.cleaned_data["bylaws"], "PDF", PAPERS)


def _checked(file, kinds: str, beginnings: tuple[bytes, ...]):
    """An uploaded file of the right size that is what it says: its first bytes tell, its name may not."""
    if isinstance(file, UploadedFile):
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 10 MB. Choose a smaller one."))
        if not file.read(8).startswith(beginnings):
            raise ValidationError(_("Choose a file of this kind: %(kinds)s."), params={"kinds": kinds})
        file.seek(0)
    return file


class NewGroupForm(forms.ModelForm):
    kind = forms.ChoiceField(label=_("Kind of group"), choices=Group.Kind)
    village = forms.ModelChoiceField(Village.objects.all(), label=_("Village"), required=False)
    name = forms.CharField(label=_("Name"), max_length=120)
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=36,
        help_text=_("Small Latin letters, digits and dashes: sajja-8"),
    )

    class Meta:
        model = Group
        fields = ["kind", "village", "name", "slug"]


class VillageForm(forms.ModelForm):
    name = forms.CharField(max_length=80, required=False)

    class Meta:
        model = Village
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Village no. %(number)s") % {"number": self.instance.number}
