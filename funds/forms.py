from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.models import ProductRule, SavingsProduct
from villages.forms import BahtField, RequestIdField, ThaiDateField


class DepositForm(forms.Form):
    """Amount first and focused: the number pad and Enter are enough."""

    amount = BahtField(label=_("Amount (baht)"))
    entry_fee = BahtField(label=_("Entry fee (baht)"), required=False, minimum=Decimal(0))
    on = ThaiDateField(label=_("Day"), initial=timezone.localdate)
    paid_by = forms.CharField(label=_("Brought by somebody else"), required=False, max_length=160)
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, fee: Decimal = Decimal(0), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs["autofocus"] = True
        if fee:
            self.fields["entry_fee"].initial = fee
        else:
            del self.fields["entry_fee"]

    def clean_entry_fee(self) -> Decimal:
        return self.cleaned_data["entry_fee"] or Decimal(0)


class WithdrawForm(forms.Form):
    amount = BahtField(label=_("Amount (baht)"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed when the amount is above the group's limit and waits for a second officer."),
    )
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs["autofocus"] = True


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"autofocus": True}))


class OpenPassbookForm(forms.Form):
    product = forms.ModelChoiceField(SavingsProduct.objects.none(), label=_("Kind of savings"), empty_label=None)
    on = ThaiDateField(label=_("Day"), initial=timezone.localdate)
    pledge = BahtField(label=_("Pledge a month (baht)"), required=False)

    def __init__(self, *args, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products


class PledgeForm(forms.Form):
    amount = BahtField(label=_("Pledge a month (baht)"))
    from_on = ThaiDateField(label=_("From the day"), initial=timezone.localdate)


class RuleForm(forms.ModelForm):
    """A by-law of a product from a day on; earlier ones stay as they were."""

    effective_from = ThaiDateField(label=_("From the day"), initial=timezone.localdate)
    resolution = forms.CharField(label=_("Meeting and resolution"), max_length=120)
    minimum = BahtField(label=_("Smallest deposit (baht)"))
    step = BahtField(label=_("In steps of (baht)"))
    entry_fee = BahtField(label=_("Entry fee (baht)"), minimum=Decimal(0), initial=Decimal(0))
    withdrawable = forms.BooleanField(label=_("May be withdrawn while a member"), required=False)
    withdrawal_limit = BahtField(
        label=_("Withdrawals above this wait for a second officer (baht)"), minimum=Decimal(0), initial=Decimal(0)
    )
    youngest = forms.IntegerField(label=_("From age"), min_value=0, max_value=150, initial=0)
    oldest = forms.IntegerField(label=_("To age"), min_value=0, max_value=150, initial=150)

    class Meta:
        model = ProductRule
        fields = [
            "effective_from",
            "resolution",
            "minimum",
            "step",
            "entry_fee",
            "withdrawable",
            "withdrawal_limit",
            "youngest",
            "oldest",
        ]

    def terms(self) -> dict:
        """Everything but the day and the resolution."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields[2:]}


class ProductForm(RuleForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of savings"), choices=SavingsProduct.Kind)

    field_order = ["name", "kind"]
