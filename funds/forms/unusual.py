"""What is unusual is repeated in words, and taken with one more Enter (R0.18)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.rules import limits as limits_rules
from ledger import thai


def amount_in_words(amount: Decimal, usual: Decimal) -> str:
    """The question about an amount in baht."""
    params = {"amount": thai.money(amount), "words": thai.baht_words(amount), "usual": thai.money(usual)}
    return _("%(amount)s baht (%(words)s) is far more than the usual %(usual)s baht.") % params


def day_in_words(on: date, days: int) -> str:
    """The question about a day."""
    return _("%(day)s is %(n)d days ago.") % {"day": thai.long_date(on), "n": days}


ONCE_MORE = gettext_lazy("If it is right, press Enter once more; if not, correct it.")


class AsksOnceMore(forms.Form):
    """A form with an amount, a day, or both. `sure` is the amount and the day that were repeated already: a yes to one
    amount is no yes to another.
    """

    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args, usual: Decimal | None = None, limits: limits_rules.Limits = limits_rules.USUAL_LIMITS, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.usual, self.limits = usual, limits

    def clean(self) -> dict:
        """An unusual amount or day is asked about once; sent again the same, it stands (R0.18)."""
        super().clean()
        cleaned = self.cleaned_data
        sure = cleaned.pop("sure", "")
        if self.errors:
            return cleaned
        amount, on = cleaned.get("amount"), cleaned.get("on")
        repeated = f"{amount} {on}"
        if sure != repeated and (questions := list(self._questions(amount, on))):
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("sure")] = repeated
            self.data = data
            for field, question in questions:
                self.add_error(field, ValidationError(f"{question} {ONCE_MORE}", code="unusual"))
        return cleaned

    def _questions(self, amount: Decimal | None, on: date | None) -> Iterator[tuple[str, str]]:
        """What is asked beside which field."""
        today = timezone.localdate()
        if (
            amount
            and self.usual
            and limits_rules.is_unusual_amount(amount, limits_rules.most_usual(self.usual, self.limits))
        ):
            yield "amount", amount_in_words(amount, self.usual)
        if on and limits_rules.is_unusual_day(on, today, self.limits):
            yield "on", day_in_words(on, (today - on).days)
