"""A service's refusal stands beside the field it is about, else at the top of the form."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from villages.forms.refusals import refuse


class PaymentForm(forms.Form):
    on = forms.CharField(required=False)
    amount = forms.CharField(required=False)


class NameForm(forms.Form):
    name = forms.CharField(required=False)


@pytest.fixture
def form() -> PaymentForm:
    form = PaymentForm({})
    assert form.is_valid()
    return form


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("amount", "amount"),
        ("on", "on"),
        ("day_has_come", "on"),
        ("month_is_open", "on"),
        ("year_is_open", "on"),
        ("entry_balances", "__all__"),
        (None, "__all__"),
    ],
)
def test_a_code_names_the_field_and_what_is_said_of_a_day_stands_at_the_day(form, code, field):
    refuse(form, ValidationError("No.", code=code))

    assert form.errors == {field: ["No."]}


def test_a_form_that_asks_for_no_day_says_it_at_the_top():
    form = NameForm({})
    form.is_valid()

    refuse(form, ValidationError("No.", code="month_is_open"))

    assert form.errors == {"__all__": ["No."]}


def test_several_refusals_go_each_to_their_place(form):
    refuse(form, ValidationError([ValidationError("Too much.", code="amount"), "Nobody is free."]))

    assert form.errors == {"amount": ["Too much."], "__all__": ["Nobody is free."]}


def test_a_refusal_by_fields_keeps_what_the_form_does_not_ask_for_at_the_top(form):
    refuse(form, ValidationError({"amount": "Too much.", "guardian": ["Too young.", "Not here."]}))

    assert form.errors == {"amount": ["Too much."], "__all__": ["Too young.", "Not here."]}
