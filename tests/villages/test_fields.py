"""What a committee writes, and what a form makes of it."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django import forms
from django.utils import timezone

from ledger import thai
from villages.forms.fields import COMING, PAST, BahtField, PeriodForm, ThaiDateField


@pytest.fixture
def today(monkeypatch):
    """The day on which the issue was written."""
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: date(2026, 11, 25))


class Slip(forms.Form):
    on = ThaiDateField(PAST)
    amount = BahtField(minimum=Decimal(10))


@pytest.mark.parametrize(
    "text", ["25/9/2548", "25/9/2005", "๒๕/๙/๒๕๔๘", "25 ก.ย. 2548", "25 กันยายน พ.ศ. 2548", "2005-09-25"]
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


@pytest.mark.parametrize(
    ("kind", "text", "read", "shown"),
    [
        (PAST, "25 ก.ย. 48", "25 กันยายน 2548", "25/09/2548"),
        (PAST, "5/1/03", "5 มกราคม 2503", "05/01/2503"),
        (COMING, "10/1/70", "10 มกราคม 2570", "10/01/2570"),
        (COMING, "๑ ม.ค. ๗๐", "1 มกราคม 2570", "01/01/2570"),
    ],
)
def test_a_year_of_two_digits_is_shown_back_in_full_and_taken_when_pressed_once_more(today, kind, text, read, shown):
    """R0.17: “10/1/70” planned a day in 2470."""
    form = type("Plan", (forms.Form,), {"on": ThaiDateField(kind)})

    first = form({"on": text})
    again = form({"on": shown})

    assert read in str(first.errors["on"])
    assert f'value="{shown}"' in str(first["on"])
    assert again.is_valid()
    assert thai.long_date(again.cleaned_data["on"]) == read


def test_a_day_near_today_only_in_the_christian_era_is_asked_with_both_readings(today):
    """R0.17: “1/2/26” became 1 February 2526 without a question."""
    form = Slip({"on": "1/2/26", "amount": "500"})
    answered = Slip({"on": "1/2/26", "on_meant": "2026-02-01", "amount": "500"})
    otherwise = Slip({"on": "1/2/26", "on_meant": "1983-02-01", "amount": "5"})
    invented = Slip({"on": "1/2/26", "on_meant": "2026-02-02", "amount": "500"})

    assert "1 กุมภาพันธ์ 2526" in str(form.errors["on"])
    assert "1 กุมภาพันธ์ 2569" in str(form.errors["on"])
    assert 'type="radio" name="on_meant" value="2026-02-01"' in " ".join(str(form["on"]).split())
    assert answered.is_valid()
    assert answered.cleaned_data["on"] == date(2026, 2, 1)
    assert list(otherwise.errors) == ["amount"]
    assert 'value="1983-02-01" checked' in str(otherwise["on"])  # after another field's fault the answer is still there
    assert "on" in invented.errors


def test_a_page_that_only_reads_takes_two_digits_at_once(today):
    assert PeriodForm({"start": "1/1/69", "end": "31/12/69"}).period() == (date(2026, 1, 1), date(2026, 12, 31))


def date_fields(form: type[forms.BaseForm] = forms.BaseForm) -> dict[str, ThaiDateField]:
    """Every date field of every form of the project."""
    by_name: dict[str, ThaiDateField] = {}
    for kind in form.__subclasses__():
        if kind.__module__.partition(".")[0] in {"kahro", "welfare", "funds", "villages"}:
            fields = vars(kind)["base_fields"].items()
            by_name |= {f"{kind.__name__}.{name}": field for name, field in fields if isinstance(field, ThaiDateField)}
        by_name |= date_fields(kind)
    return by_name


# Days to come; and those of pages that only read, where the nearest day is meant.
TO_COME = {
    "AppointForm.on", "AppointForm.until", "EndForm.on", "LengthenForm.until", "PledgeForm.on", "PlanForm.on",
    "MoveForm.on", "RoundForm.opens", "RoundForm.closes", "TableForm.effective_from",
}  # fmt: skip
ONLY_READ = {
    "PeriodForm.start", "PeriodForm.end", "PeriodOfReportForm.start", "PeriodOfReportForm.end",
    "OnForm.on", "MonthForm.on", "TryForm.on",
    "DayForm.on", "ActivateForm.born_on",
}  # fmt: skip


def test_every_date_field_of_the_project_says_whether_its_days_are_past_or_to_come():
    import_module("kahro.urls")  # every form stands behind a page
    by_name = date_fields()

    coming = {name for name, field in by_name.items() if field.kind is COMING}
    assert coming == {name for name in by_name if name in TO_COME | ONLY_READ - {"ActivateForm.born_on"}} | {
        name for name in by_name if name.endswith(".effective_from")
    }
    assert {name for name, field in by_name.items() if not field.shown_back} == ONLY_READ & set(by_name)
    assert by_name["BylawForm.effective_from"].read("1/1/70") == date(
        2027, 1, 1
    )  # a by-law was applied at once, and to all the past
    with pytest.raises(TypeError, match="kind"):
        ThaiDateField(label="วัน")


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
