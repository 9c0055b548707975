"""What stands on the slip and what a member chooses, as the form reads it."""

import pytest

from villages.forms.accounts import ActivateForm

TYPED = {
    "slip": "123456789", "code": "1234 5678", "last_digits": "0014", "born_on": "1/5/2513", "username": "081-234-5678",
    "password": "ดอกไม้บานยามเช้า", "again": "ดอกไม้บานยามเช้า",
}  # fmt: skip


@pytest.mark.parametrize("written", ["123456789", "123 456 789", "123-456-789", "๑๒๓๔๕๖๗๘๙"])
def test_the_number_of_a_slip_is_read_however_it_is_copied(written):
    form = ActivateForm(TYPED | {"slip": written})

    assert form.is_valid()
    assert form.cleaned_data["slip"] == "123456789"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"again": "ดอกไม้บานยามเย็น"}, "again"),
        ({"last_digits": "014"}, "last_digits"),
        ({"born_on": "เมื่อวาน"}, "born_on"),
        ({"username": ""}, "username"),
    ],
)
def test_what_is_missing_or_typed_in_two_ways_is_said_beside_its_field(wrong, field):
    assert list(ActivateForm(TYPED | wrong).errors) == [field]


def test_a_password_that_is_missing_once_is_no_same_password():
    assert list(ActivateForm(TYPED | {"password": ""}).errors) == ["password", "again"]
