from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import PAST, ThaiDateField
from villages.forms.uploads import check_upload
from villages.models import Group, Village


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
        """A picture. Raises ValidationError for another kind of file."""
        return self._checked("logo", ("PNG", "JPG"))

    def clean_bylaws(self):
        """A PDF. Raises ValidationError for another kind of file."""
        return self._checked("bylaws", ("PDF",))

    def _checked(self, name: str, kinds: Sequence[str]):
        """The file of a field; one that was uploaded now is of one of these kinds."""
        file = self.cleaned_data[name]
        if isinstance(file, UploadedFile):
            check_upload(file, kinds)
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
