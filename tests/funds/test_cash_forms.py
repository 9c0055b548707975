"""What is asked when money moves that is no member's: the year it belongs to, the tax, box or bank."""

from uuid import uuid4

import pytest
from django.utils import timezone

from funds.forms.cash import ExpenseForm, InterestForm


def sent(**more) -> dict:
    return {"amount": "99", "on": timezone.localdate().isoformat(), "request_id": str(uuid4())} | more


def test_a_closed_year_is_offered_beside_the_year_of_the_day_and_none_where_none_is_closed():
    form, other = InterestForm(sent(of_year="2024")), InterestForm(sent())
    form.offer_years([2025, 2024])
    other.offer_years([])

    assert form.fields["of_year"].choices == [
        ("", "ปีเดียวกับวันที่ข้างบน"), (2025, "ปี 2568 (ปิดแล้ว)"), (2024, "ปี 2567 (ปิดแล้ว)"),
    ]  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.cleaned_data["of_year"] == 2024
    assert "of_year" not in other.fields


@pytest.mark.parametrize(("tax", "withheld"), [("", 0), ("0", 0), ("1.50", 1.5)])
def test_no_tax_typed_is_none(tax, withheld):
    form = InterestForm(sent(tax=tax))
    form.offer_years([])

    assert form.is_valid(), form.errors
    assert form.cleaned_data["tax"] == withheld


@pytest.mark.parametrize(("source", "from_bank"), [("", False), ("yes", True)])
def test_an_expense_names_its_account_by_its_code_and_whether_the_bank_pays(chart, source, from_bank):
    form = ExpenseForm(sent(heading="53020", memo="ค่าเบี้ยประชุม", from_bank=source))
    form.offer_years([])

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["heading"], form.cleaned_data["from_bank"]) == ("53020", from_bank)


def test_money_of_members_is_no_heading_of_an_expense(chart):
    form = ExpenseForm(sent(heading="31020", memo="x"))

    assert list(form.errors) == ["heading"]
