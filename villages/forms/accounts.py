from django import forms
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms.fields import SaidBirthdayField

FIGURES = {"inputmode": "numeric", "autocomplete": "off"}


class ActivateForm(forms.Form):
    """What stands on the slip, what only the person knows, and what they choose."""

    slip = forms.CharField(label=_("Slip no."), max_length=20, widget=forms.TextInput(FIGURES))
    code = forms.CharField(label=_("Code on the slip"), max_length=20, widget=forms.TextInput(FIGURES))
    last_digits = forms.CharField(
        label=_("Last four digits of the ID card"),
        help_text=_("Without an ID card: of the number that the network gave"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput(FIGURES),
    )
    born_on = SaidBirthdayField(label=_("Born on"))
    username = forms.CharField(
        label=_("Choose a user name"),
        max_length=60,
        help_text=_("For example your telephone number or member number"),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Eight characters or more"),
    )
    again = forms.CharField(
        label=_("The password once more"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean_slip(self) -> str:
        """The number in Arabic digits, without spaces and hyphens."""
        return thai.digits(self.cleaned_data["slip"]).replace(" ", "").replace("-", "")

    def clean(self) -> dict:
        """The same password is typed twice."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", _("The two passwords differ. Type them once more."))
        return cleaned
