"""What a committee writes, and what a form makes of it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from villages.forms import BahtField, PeriodForm, ThaiDateField


class Slip(forms.Form):
    on = ThaiDateField()
    amount = BahtField(minimum=Decimal(10))


@pytest.mark.parametrize(
    "text", ["25/9/2548", "25/9/2005", "๒๕/๙/๒๕๔๘", "25 ก.ย. 48", "25 กันยายน พ.ศ. 2548", "2005-09-25"]
)
def test_a_day_is_read_in_both_eras_in_figures_and_in_words(text):
    form = Slip({"on": text, "amount": "500"})

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2005, 9, 25)


@pytest.mark.parametrize("text", ["31/2/2548", "29/2/2566", "วันนี้", "25/13/2548"])
def test_what_is_no_day_is_refused_and_kept_as_typed(text):
    form = Slip({"on": text, "amount": "500"})

    assert "on" in form.errors
    assert f'value="{text}"' in str(form["on"])


def test_a_day_that_is_known_is_shown_in_the_buddhist_era():
    assert 'value="25/09/2548"' in str(Slip(initial={"on": date(2005, 9, 25)})["on"])


@pytest.mark.parametrize(
    ("text", "amount"), [("500", "500"), ("1,234.50", "1234.50"), ("๑,๐๐๐", "1000"), ("฿ 20.25 บาท", "20.25")]
)
def test_an_amount_is_read_as_written(text, amount):
    form = Slip({"on": "1/1/2560", "amount": text})

    assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal(amount)


@pytest.mark.parametrize("text", ["12.345", "สิบบาท", "12,50", "1e3", "NaN", "-500", "9.99", "9999999999999", "-"])
def test_what_is_no_amount_or_too_little_is_refused_and_kept_as_typed(text):
    form = Slip({"on": "1/1/2560", "amount": text})

    assert "amount" in form.errors
    assert f'value="{text}"' in str(form["amount"])


def test_an_amount_asks_for_the_number_pad():
    assert 'inputmode="decimal"' in str(Slip()["amount"])


def test_a_period_that_ends_before_it_begins_is_refused():
    assert "end" in PeriodForm({"start": "1/2/2568", "end": "1/1/2568"}).errors


def test_a_period_is_this_year_up_to_the_last_day_asked_for():
    assert PeriodForm({"end": "15/3/2568"}).period() == (date(2025, 1, 1), date(2025, 3, 15))
