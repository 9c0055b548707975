"""How a service's refusal is shown in the form that caused it."""

from django import forms
from django.core.exceptions import ValidationError

# What the books say about a day is shown beside the day.
ABOUT_THE_DAY = ("day_has_come", "month_is_open", "year_is_open")


def refuse(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Show a service's refusal beside the field it is about, else at the top of the form."""
    if hasattr(refusal, "error_dict"):
        known = {name: errors for name, errors in refusal.error_dict.items() if name in form.fields}
        rest = [error for name, errors in refusal.error_dict.items() if name not in known for error in errors]
        form.add_error(None, ValidationError(known | ({"__all__": rest} if rest else {})))
        return
    for error in refusal.error_list:
        field = "on" if error.code in ABOUT_THE_DAY else error.code
        form.add_error(field if field in form.fields else None, error)
