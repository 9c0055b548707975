from pathlib import Path

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import ThaiDateField
from villages.models import Group, Role, Village
from villages.models.officers import NETWORK_ROLES

LARGEST = 10 * 1024 * 1024


class GroupForm(forms.ModelForm):
    """Letterhead, by-laws and the profile card (R2.3)."""

    name = forms.CharField(label=_("Name"), max_length=120)
    founded_on = ThaiDateField(label=_("Founded"), required=False)
    address = forms.CharField(label=_("Office"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    logo = forms.FileField(label=_("Logo (PNG or JPG)"), required=False)
    bylaws = forms.FileField(label=_("By-laws (PDF)"), required=False)
    history = forms.CharField(label=_("History"), widget=forms.Textarea, required=False)
    welfare = forms.CharField(label=_("Welfare"), widget=forms.Textarea, required=False)

    class Meta:
        model = Group
        fields = ["name", "founded_on", "address", "phone", "logo", "bylaws", "history", "welfare"]

    def clean_logo(self):
        return _checked(self.cleaned_data["logo"], {".png", ".jpg", ".jpeg"})

    def clean_bylaws(self):
        return _checked(self.cleaned_data["bylaws"], {".pdf"})


def _checked(file, endings: set[str]):
    if file and hasattr(file, "content_type"):
        if Path(file.name).suffix.lower() not in endings:
            raise ValidationError(
                _("Choose a file of this kind: %(kinds)s."), params={"kinds": ", ".join(sorted(endings))}
            )
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 10 MB. Choose a smaller one."))
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


class AppointForm(forms.Form):
    """A user gets a role; a name that nobody has yet makes a new user."""

    username = forms.CharField(label=_("User name"), max_length=60)
    full_name = forms.CharField(label=_("Full name"), max_length=120, required=False, help_text=_("For a new user."))
    role = forms.ChoiceField(label=_("Role"))
    on = ThaiDateField(label=_("From the day"), initial=timezone.localdate)
    until = ThaiDateField(label=_("Until the day"), required=False)

    def __init__(self, *args, network: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.value, r.label) for r in Role if (r in NETWORK_ROLES) == network]

    def clean(self) -> dict:
        cleaned = super().clean()
        known = User.objects.filter(username=cleaned.get("username", "")).exists()
        if not known and not cleaned.get("full_name"):
            self.add_error("full_name", _("Nobody has this user name yet. Write the full name to make a new user."))
        return cleaned


class VillageForm(forms.ModelForm):
    name = forms.CharField(label=_("Name"), max_length=80, required=False)

    class Meta:
        model = Village
        fields = ["name"]
