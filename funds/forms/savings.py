from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.forms.unusual import AsksOnceMore
from funds.models import ProductBylaw, SavingsProduct
from villages.forms.bylaws import MEETING, BylawForm
from villages.forms.fields import COMING, PAST, BahtField, RequestIdField, ThaiDateField
from villages.forms.uploads import check_size

AUTOFOCUS = {"autofocus": True}


class DepositForm(AsksOnceMore):
    """Amount first and focused: the number pad and Enter are enough."""

    amount = BahtField(label=_("Amount (baht)"))
    entry_fee = BahtField(label=_("Entry fee (baht)"), required=False, minimum=Decimal(0))
    on = ThaiDateField(PAST, label=_("Day"), initial=timezone.localdate)
    paid_by = forms.CharField(
        label=_("Brought by somebody else"),
        required=False,
        max_length=160,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, fee: Decimal, is_newcomer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs.update(AUTOFOCUS)
        if fee:
            self.fields["entry_fee"].help_text = _("Not paid yet: %(fee)s baht by the by-laws.") % {
                "fee": f"{fee:,.2f}"
            }
            self.fields["entry_fee"].initial = fee if is_newcomer else None
        elif "entry_fee" not in self.data:  # sent twice, the fee is paid already: the form must still read the same
            del self.fields["entry_fee"]

    def clean_entry_fee(self) -> Decimal:
        """The fee in baht; none where the field is empty."""
        return self.cleaned_data["entry_fee"] or Decimal(0)


class WithdrawForm(AsksOnceMore):
    amount = BahtField(label=_("Amount (baht)"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed only when a second officer decides."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs.update(AUTOFOCUS)


class ReasonForm(forms.Form):
    """What a second officer reads."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: wrong amount, wrong person, written twice."),
        widget=forms.TextInput(AUTOFOCUS | {"autocomplete": "off"}),
    )
    request_id = RequestIdField(initial=uuid4)


class OpenPassbookForm(forms.Form):
    product = forms.ModelChoiceField(
        SavingsProduct.objects.none(), label=_("Kind of savings"), empty_label=None, widget=forms.Select(AUTOFOCUS)
    )
    on = ThaiDateField(PAST, label=_("Day"), initial=timezone.localdate)
    pledge = BahtField(
        label=_("Pledge a month (baht)"),
        required=False,
        help_text=_("What the member promises to save every month; the counter then suggests it."),
    )

    def __init__(self, *args, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products


class PledgeForm(AsksOnceMore):
    amount = BahtField(
        label=_("Pledge a month (baht)"),
        help_text=_("Changed at the beginning of an accounting year, or when the meeting agrees."),
    )
    on = ThaiDateField(COMING, label=_("From the day"), initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs.update(AUTOFOCUS)


class ProductBylawForm(BylawForm):
    """A by-law of a product from a day on; earlier ones stay as they were."""

    minimum = BahtField(label=_("Smallest deposit (baht)"))
    step = BahtField(label=_("In steps of (baht)"))
    entry_fee = BahtField(label=_("Entry fee (baht)"), minimum=Decimal(0), help_text=_("0 when there is none"))
    withdrawable = forms.BooleanField(label=_("May be withdrawn while a member"), required=False)
    withdrawal_limit = BahtField(
        label=_("Most a day without a second officer (baht)"),
        minimum=Decimal(0),
        help_text=_("With 0, every withdrawal waits for a second officer."),
    )
    youngest = forms.IntegerField(label=_("From age"), min_value=0, max_value=150)
    oldest = forms.IntegerField(label=_("To age"), min_value=0, max_value=150)
    fine = BahtField(
        label=_("Fine for a missed month (baht)"),
        minimum=Decimal(0),
        initial=Decimal(0),
        help_text=_("Asked with the arrears. 0 when there is none."),
    )
    fine_percent = forms.DecimalField(
        label=_("and per cent of the pledge"), min_value=0, max_value=100, decimal_places=2, initial=0
    )
    grace = forms.IntegerField(
        label=_("Days of grace after the sitting"), min_value=0, max_value=31, required=False, initial=0
    )
    misses = forms.IntegerField(
        label=_("The committee looks after so many months missed in a row"),
        min_value=0,
        max_value=120,
        initial=3,
        help_text=_("0 when there is no such rule."),
    )

    class Meta:
        model = ProductBylaw
        fields = [*MEETING, *ProductBylaw.own_fields()]

    field_order = [*MEETING, "minutes"]

    def clean_grace(self) -> int:
        """The days of grace; none where the field is empty."""
        return self.cleaned_data["grace"] or 0

    def clean(self) -> dict:
        """The oldest who may save is not younger than the youngest."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("youngest") is not None and (cleaned.get("oldest") or 150) < cleaned["youngest"]:
            self.add_error("oldest", _("This age is below the youngest. Check both ages."))
        return cleaned


class ProductForm(ProductBylawForm):
    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(AUTOFOCUS))
    kind = forms.ChoiceField(label=_("Kind of savings"), choices=SavingsProduct.Kind)

    field_order = ["name", "kind", *ProductBylawForm.field_order]


class RegisterForm(forms.Form):
    file = forms.FileField(
        label=_("Register (.xlsx, .xls, .ods or .csv)"),
        widget=forms.FileInput({"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt"}),
    )

    def clean_file(self):
        """The workbook. Raises ValidationError when it is too large."""
        check_size(self.cleaned_data["file"])
        return self.cleaned_data["file"]
