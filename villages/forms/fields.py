"""Fields that read dates and money as a committee writes them, and keep what was typed when they cannot."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger import birthdays, thai
from ledger import rules as ledger_rules
from ledger.birthdays import Birthday

PAST, COMING = thai.Day.PAST, thai.Day.COMING


class Written(str):
    """A day as it was typed, and which of its readings was chosen."""

    meant: date | None = None


class ThaiDateInput(forms.TextInput):
    """A day typed by hand; where it may be one of two, both are offered below in full (R0.17)."""

    template_name = "villages/_thai_date.html"
    read: Callable[[Any], date]

    def __init__(self, attrs: dict | None = None):
        super().__init__({"autocomplete": "off", "placeholder": "วว/ดด/ปปปป", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """The day as it is written in Thailand; what cannot be read stays as it was typed."""
        return thai.numeric_date(value) if isinstance(value, date) else super().format_value(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed, chosen = data.get(name), data.get(f"{name}_meant")
        if not typed or not chosen:
            return typed
        written = Written(typed)
        written.meant = next((day for day in self.readings(typed) if day.isoformat() == chosen), None)
        return written

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["meant"] = getattr(value, "meant", None)
        context["readings"] = self.readings(value) if isinstance(value, str) else ()
        return context

    def readings(self, typed: str) -> tuple[date, ...]:
        """The days that are offered; none where there is no doubt."""
        try:
            self.read(typed)
        except thai.Doubtful as doubt:
            return doubt.days
        except ValueError:
            pass
        return ()


class ThaiDateField(forms.Field):
    """A day in either era, in Thai or Arabic digits, with the month in figures or in words (R9.1).

    Every field says whether its days are past or to come (R0.17). A year of two digits is shown back in full before
    anything is written; `shown_back=False` is for pages that only read.
    """

    widget = ThaiDateInput

    def __init__(self, kind: thai.Day, *, shown_back: bool = True, **kwargs):
        self.kind, self.shown_back = kind, shown_back
        super().__init__(**kwargs)
        self.widget.read = self.read

    def __deepcopy__(self, memo: dict) -> "ThaiDateField":
        own = super().__deepcopy__(memo)
        own.widget.read = own.read
        return own

    def read(self, value: Any) -> date:
        """The day that a text means. Raises ValueError."""
        return thai.parse_date(value, self.kind, today=timezone.localdate())

    def to_python(self, value: Any) -> date | None:
        """The day that was typed. Raises ValidationError with the readings where there are several."""
        if value in self.empty_values:
            return None
        if meant := getattr(value, "meant", None):
            return meant
        try:
            day = self.read(value)
        except thai.Doubtful as doubt:
            days = _(" or ").join(thai.long_date(each) for each in doubt.days)
            raise ValidationError(self.question(doubt), params={"days": days}) from doubt
        except ValueError as fault:
            raise ValidationError(
                _("This is not a day of the calendar. Write it like 25/9/2548 or 25 ก.ย. 2548.")
            ) from fault
        if self.shown_back and thai.has_short_year(value):
            raise ValidationError(
                _("Read as %(day)s. If it is right, press once more; if not, write all four figures of the year."),
                params={"day": thai.long_date(day)},
            )
        return day

    def question(self, doubt: thai.Doubtful) -> Any:
        """What is asked about a day with several readings."""
        return _("Is it %(days)s? Choose the day that is meant.")

    def prepare_value(self, value: Any) -> Any:
        """What is shown: a year of two digits in full, so that pressing once more takes what was read."""
        if isinstance(value, str) and self.shown_back and thai.has_short_year(value):
            try:
                value = self.read(value)
            except ValueError:
                return value
        return thai.numeric_date(value) if isinstance(value, date) else value


class BirthdayField(ThaiDateField):
    """A birthday as it is known: the day, the month and year, or the year only (R0.16).

    `stored` is what the register holds already: written the same again, it is asked about no more.
    """

    stored: Birthday | None = None

    def __init__(self, **kwargs):
        super().__init__(PAST, **{"help_text": _("Where only the year is known, the year: 2490.")} | kwargs)

    def read(self, value: Any) -> date:
        """The birthday that a text means, or the one on record where it is written the same. Raises ValueError."""
        if stored := self._stored(value):
            return stored.born_on
        return birthdays.parse(value, today=timezone.localdate()).born_on

    def _stored(self, value: Any) -> Birthday | None:
        """The birthday on record, where it is written the same."""
        return self.stored if self.stored and str(value).strip() == self.stored.numeric else None

    def to_python(self, value: Any) -> Birthday | None:  # type: ignore[override]  # a day, and how far it is known
        """The birthday that was typed, or the one on record. Raises ValidationError where it is doubtful."""
        day = super().to_python(value)
        if stored := self._stored(value):
            return stored
        return Birthday(day, birthdays.known_of(value)) if day else None

    def question(self, doubt: thai.Doubtful) -> Any:
        """What is asked about a birthday with several readings."""
        first, second = doubt.days
        if second.year - first.year > 1:
            return super().question(doubt)
        return _(
            "Until 2483 a year began in April: what a paper of then calls January to March is counted in the following "
            "year today. Is it %(days)s? Choose the day that is meant."
        )

    def prepare_value(self, value: Any) -> Any:
        """The birthday as far as it is known."""
        return value.numeric if isinstance(value, Birthday) else super().prepare_value(value)


class SaidBirthdayField(ThaiDateField):
    """What somebody says their birthday is, in every reading; it is compared and never written."""

    def __init__(self, **kwargs):
        super().__init__(PAST, shown_back=False, **kwargs)

    def to_python(self, value: Any) -> tuple[Birthday, ...]:  # type: ignore[override]  # every reading of a day
        """Every birthday that the text may mean. Raises ValidationError where it means none."""
        try:
            return birthdays.readings(value, today=timezone.localdate()) if value else ()
        except ValueError:
            super().to_python(value)
            raise


class BahtInput(forms.TextInput):
    def __init__(self, attrs: dict | None = None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "money", **(attrs or {})})


class BahtField(forms.Field):
    """An amount in baht with at most two decimals; commas and Thai digits are welcome (R9.3)."""

    widget = BahtInput

    def __init__(self, *, minimum: Decimal = Decimal("0.01"), **kwargs):
        self.minimum = minimum
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """The amount that was typed. Raises ValidationError for what is no amount, or is too small or too large."""
        if value in self.empty_values:
            return None
        try:
            amount = thai.parse_baht(value)
        except ValueError as fault:
            raise ValidationError(_("Write the amount in figures with at most two decimals, like 1,234.50.")) from fault
        if not ledger_rules.is_money(amount):
            raise ValidationError(_("This amount is larger than any book can hold. Check the figures."))
        if amount < self.minimum:
            raise ValidationError(
                _("The amount must be %(minimum)s baht or more."), params={"minimum": f"{self.minimum:,.2f}"}
            )
        return amount

    def prepare_value(self, value: Any) -> Any:
        """An amount with two decimals and commas."""
        return f"{value:,.2f}" if isinstance(value, Decimal) else value


class WholeField(forms.IntegerField):
    """A whole number, by the grammar of amounts: the scripts read it alike."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """The number that was typed. Raises ValidationError for what is none."""
        if value in self.empty_values:
            return None
        try:
            amount = thai.parse_baht(value)
        except ValueError as fault:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault
        if amount != int(amount):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(amount)


def needed(field: forms.Field, when: str | Promise) -> forms.Field:
    """A field that may be left empty now, and says after its label when it may not, instead of “if any”."""
    vars(field)["needed"] = when
    return field


class RequestIdField(forms.UUIDField):
    """A hidden number made with the form, so that pressing twice records once."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This page is older than the one that is asked by now. Open it anew."),
        "invalid": _("This page is older than the one that is asked by now. Open it anew."),
    }


def form_id(data: Mapping[str, Any]) -> UUID:
    """The number of a form that is only a button (`{% form_id %}`)."""
    return RequestIdField().clean(data.get("request_id", ""))


def uuid_of(text: str) -> UUID | None:
    """The number that a script sent; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


class PeriodForm(forms.Form):
    """From–to of a statement or report; this year up to today unless told otherwise."""

    start = ThaiDateField(COMING, shown_back=False, label=_("From the day"), required=False)
    end = ThaiDateField(COMING, shown_back=False, label=_("To the day"), required=False)

    def clean(self) -> dict:
        """The period does not end before it begins."""
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            start, end = self._with_usual(cleaned)
            if start > end:
                self.add_error("end", _("The period ends before it begins."))
        return cleaned

    def period(self) -> tuple[date, date] | None:
        """The days asked for, this year up to today where none are; None where what was asked is no period.

        Who asked for other days is never shown this year's instead.
        """
        return self._with_usual(self.cleaned_data) if self.is_valid() else None

    @staticmethod
    def _with_usual(cleaned: dict) -> tuple[date, date]:
        end = cleaned.get("end") or timezone.localdate()
        return cleaned.get("start") or min(ledger_rules.first_of_month(end).replace(month=1), end), end
