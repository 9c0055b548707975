"""What is asked when somebody leaves, moves or has died, and when their money is paid."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from funds.forms.savings import AUTOFOCUS
from villages.forms.bylaws import MEETING, BylawForm
from villages.forms.fields import PAST, BahtField, RequestIdField, ThaiDateField
from villages.forms.uploads import PaperField
from villages.models import Group, MembershipPeriod, ReturnBylaw, Village


class SettleForm(forms.Form):
    """What the second officer reads, and the paper they look at."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The second officer reads this before deciding."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    paper = PaperField(required=False)
    request_id = RequestIdField(initial=uuid4)


class LeaveForm(SettleForm):
    cause = forms.ChoiceField(
        label=_("How the member leaves"),
        choices=[
            (MembershipPeriod.Cause.RESIGNED, _("Resigns")),
            (
                MembershipPeriod.Cause.REMOVED,
                _("Is removed by a resolution of the committee (write its number as the reason)"),
            ),
        ],
        initial=MembershipPeriod.Cause.RESIGNED,
        widget=forms.RadioSelect,
    )

    field_order = ["cause", "reason", "paper"]


class DeathForm(SettleForm):
    on = ThaiDateField(PAST, label=_("Day of the death"), widget=ThaiDateField.widget(AUTOFOCUS))
    reason = forms.CharField(
        label=_("How the committee knows"),
        max_length=200,
        help_text=_("For example: death certificate no. 12/2569, or told by the spouse."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    field_order = ["on", "reason", "paper"]


class MoveHouseForm(SettleForm):
    village = forms.ModelChoiceField(
        Village.objects.all(),
        label=_("New village"),
        required=False,
        empty_label=_("Outside the sub-district"),
        widget=forms.Select(AUTOFOCUS),
    )
    house_no = forms.CharField(label=_("New house no."), max_length=20, required=False)
    to = forms.ModelChoiceField(
        Group.objects.filter(is_practice=False),
        label=_("Becomes a member of this group there"),
        required=False,
        empty_label=_("No group"),
    )

    field_order = ["village", "house_no", "to", "reason", "paper"]

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        others = self.fields["to"].queryset.exclude(pk=group.pk).exclude(kind=Group.Kind.CFI)
        self.fields["to"].queryset = others.none() if group.is_practice else others.select_related("village")
        self.fields["to"].label_from_instance = lambda one: f"{one.village or ''} {one}".strip()


class PayForm(forms.Form):
    """Out of the box or the bank. An heir named by the committee comes with a resolution."""

    amount = BahtField(label=_("Amount (baht)"))
    payee = forms.CharField(
        label=_("Received by somebody else"),
        required=False,
        max_length=160,
        help_text=_("Who was sent with a power of attorney, or the guardian. Empty when the member comes."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    resolution = forms.CharField(
        label=_("Resolution of the committee"),
        max_length=120,
        help_text=_("For example: committee meeting 4/2569, item 2"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    from_bank = forms.ChoiceField(
        label=_("Paid from"),
        choices=[("", _("Cash box")), ("yes", _("Bank"))],
        required=False,
        widget=forms.RadioSelect,
    )
    paper = PaperField(required=False)
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, died: bool, named: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if named:  # the form of beneficiaries says who receives how much
            del self.fields["amount"], self.fields["payee"]
        if named or not died:
            del self.fields["resolution"]
        elif died:
            heir = self.fields["payee"]
            heir.required, heir.label, heir.help_text = True, _("Heir"), _("Full name and relation, as resolved.")

    def clean_from_bank(self) -> bool:
        """Whether it is paid out of the bank."""
        return bool(self.cleaned_data["from_bank"])


class ReturnBylawForm(BylawForm):
    """How long who leaves stays away, from a day on."""

    months = forms.IntegerField(
        label=_("Comes back after (months)"), min_value=0, max_value=120, widget=forms.NumberInput(AUTOFOCUS)
    )

    class Meta:
        model = ReturnBylaw
        fields = [*ReturnBylaw.own_fields(), *MEETING]

    field_order = Meta.fields
