"""What is asked when money moves that is no member's: amount, day, what for, and the paper."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.forms.savings import AUTOFOCUS
from funds.forms.unusual import AsksOnceMore
from funds.queries.cash import expense_headings
from ledger import thai
from villages.forms.fields import PAST, BahtField, RequestIdField, ThaiDateField
from villages.forms.uploads import PaperField


class RepayForm(forms.Form):
    """Cash handed over now."""

    amount = BahtField(label=_("Amount (baht)"))
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs.update(AUTOFOCUS)


class CashForm(AsksOnceMore, RepayForm):
    """An amount on a day."""

    on = ThaiDateField(PAST, label=_("Day"), initial=timezone.localdate)


class YearForm(CashForm):
    """Income or an expense, which may belong to a year that is closed already (R0.8)."""

    of_year = forms.TypedChoiceField(
        label=_("Belongs to the year"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Choose a closed year for what turned up later: it is dated now and stands in the yearly notes."),
    )

    def offer_years(self, closed: Sequence[int]) -> None:
        """Let one choose among the years that are closed; without any, nothing is asked."""
        if not closed:
            del self.fields["of_year"]
            return
        years = [(year, _("%(year)s, closed") % {"year": thai.buddhist_year(year)}) for year in closed]
        self.fields["of_year"].choices = [("", _("The year of the day above")), *years]


class CarryForm(CashForm):
    """Between the box and the bank, by two officers."""

    memo = forms.CharField(
        label=_("What for"),
        max_length=300,
        help_text=_("The second officer reads this before deciding."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    paper = PaperField(required=False)


class ExpenseForm(YearForm, CarryForm):
    heading = forms.ModelChoiceField(
        expense_headings(), label=_("What the money is spent on"), empty_label=_("Choose an account of the chart")
    )
    from_bank = forms.ChoiceField(
        label=_("Paid from"),
        choices=[("", _("Cash box")), ("yes", _("Bank"))],
        required=False,
        widget=forms.RadioSelect,
    )

    field_order = ["amount", "heading", "memo", "from_bank", "on", "of_year", "paper"]

    def clean_heading(self) -> str:
        """The code of the chosen heading."""
        return self.cleaned_data["heading"].pk

    def clean_from_bank(self) -> bool:
        """Whether it is paid out of the bank."""
        return bool(self.cleaned_data["from_bank"])


class InterestForm(YearForm):
    tax = BahtField(
        label=_("Tax withheld (baht)"),
        required=False,
        minimum=Decimal(0),
        help_text=_("Only where the bank withheld tax; the amount above is what came in after it."),
    )

    field_order = ["amount", "tax", "on", "of_year"]

    def clean_tax(self) -> Decimal:
        """The tax in baht; none where the field is empty."""
        return self.cleaned_data["tax"] or Decimal(0)


class TransferForm(CashForm):
    memo = forms.CharField(
        label=_("What the bank wrote"),
        max_length=300,
        help_text=_("As it stands in the bank's passbook, so that its owner can be found."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class IdentifyForm(CashForm):
    on = ThaiDateField(PAST, label=_("Day in the member's passbook"), initial=timezone.localdate)
    paid_by = forms.CharField(
        label=_("Transferred by somebody else"),
        required=False,
        max_length=160,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
