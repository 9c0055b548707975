"""What is asked on a working day: three hands, the float, where other cash lies, notes and coins, the slip."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from funds.forms.days import PIECES, BankForm, CountForm, OpenForm
from tests.funds.conftest import PNG
from villages.models import Role

USERS = {pk: User(pk=pk, username=name) for pk, name in enumerate(("แดง", "ดำ", "ขาว", "เขียว"), 1)}
OFFICERS = [
    (USERS[1], [Role.RECEIVER], True),
    (USERS[2], [Role.BOOKKEEPER, Role.SECRETARY], True),
    (USERS[3], [Role.CHECKER], False),
    (USERS[4], [Role.CHAIR], True),
]


def box(pk: int = 7, *, holds="900", set_aside="0", words="") -> SimpleNamespace:
    holds, set_aside = Decimal(holds), Decimal(set_aside)
    group_book = SimpleNamespace(book="เล่มสัจจะ")
    amounts = {"holds": holds, "set_aside": set_aside, "suggested": holds - set_aside}
    return SimpleNamespace(pk=pk, group_book=group_book, words=words, **amounts)


def opening(data: dict | None = None, *boxes: SimpleNamespace) -> OpenForm:
    return OpenForm(data, officers=OFFICERS, boxes=boxes or [box()])


def test_who_has_the_office_is_suggested_and_who_takes_no_money_may_only_check():
    form = opening()

    assert [form.fields[duty].initial for duty in ("receiver", "bookkeeper", "checker")] == ["1", "2", "3"]
    assert [pk for pk, _name in form.fields["receiver"].choices] == ["", "1", "2", "4"]
    assert [pk for pk, _name in form.fields["checker"].choices] == ["", "1", "2", "3", "4"]
    assert form.fields["present"].choices[1] == ("2", f"ดำ ({Role.BOOKKEEPER.label}, {Role.SECRETARY.label})")


def test_one_person_is_one_hand():
    form = opening({"receiver": "1", "bookkeeper": "2", "checker": "1", "float_7": "0"})

    assert list(form.errors) == ["checker"]


def test_hands_floats_and_places_go_to_the_service_by_user_and_box():
    """Who is present and has a hand sits with the hand."""
    hands = {"receiver": "1", "bookkeeper": "2", "checker": "3", "present": ["4", "1"]}
    form = opening(hands | {"float_7": "100", "elsewhere_7": "ตู้เซฟ", "float_8": "0"}, box(7), box(8, holds="0"))

    assert form.is_valid(), form.errors
    assert form.seats() == {
        USERS[4]: "present", USERS[1]: "receiver", USERS[2]: "bookkeeper", USERS[3]: "checker",
    }  # fmt: skip
    assert form.floats() == {7: 100, 8: 0}
    assert form.elsewhere() == {7: "ตู้เซฟ"}


def test_where_the_other_cash_lies_is_asked_only_of_a_box_with_cash():
    form = opening(None, box(7, holds="0.01", words="ตู้เซฟ"), box(8, holds="500", set_aside="500"))

    assert form.fields["elsewhere_7"].initial == "ตู้เซฟ"
    assert "elsewhere_8" not in form.fields
    assert (form.fields["float_7"].initial, form.fields["float_8"].initial) == (Decimal("0.01"), 0)


def test_a_float_says_what_the_books_hold_and_what_of_it_waits_for_the_bank():
    form = opening(None, box(7, holds="900"), box(8, holds="900", set_aside="300"))

    plain, waits = form.fields["float_7"].help_text, form.fields["float_8"].help_text
    assert ("900.00" in plain, "300.00" in plain) == (True, False)
    assert all(amount in waits for amount in ("900.00", "300.00", "600.00"))


@pytest.fixture
def count():
    """The form of a box that was counted before: two notes of 500, and 200 baht stay."""

    def form(data: dict | None = None) -> CountForm:
        seat = SimpleNamespace(user_id=1, user=USERS[1], get_duty_display=lambda: "ผู้รับเงิน")
        counted = {"pieces": {"500": 2}, "kept": Decimal(200), "explanation": "ทอนผิด", "responsible_id": 1}
        return CountForm(data, seats=[seat], box=SimpleNamespace(**counted))

    return form


def test_a_count_begins_with_what_was_counted_before(count):
    form = count()

    assert (form["n_500"].value(), form["n_1000"].value()) == (2, None)
    assert (form["kept"].value(), form["explanation"].value(), form["responsible"].value()) == ("200.00", "ทอนผิด", 1)
    assert [field.name for field in form.faces()][:2] == ["n_1000", "n_500"]


def test_a_face_left_empty_is_no_piece_and_nobody_chosen_answers(count):
    form = count({"kept": "0", "n_500": "๒", "n_0.25": "3", "responsible": ""})

    assert form.is_valid(), form.errors
    assert form.pieces() == dict.fromkeys(PIECES, 0) | {"500": 2, "0.25": 3}
    assert form.cleaned_data["responsible"] is None
    answers = count({"kept": "0", "responsible": "1"})
    assert answers.is_valid(), answers.errors
    assert answers.cleaned_data["responsible"] == USERS[1]


@pytest.mark.parametrize(("content", "name"), [(PNG, "slip.png"), (b"%PDF-1.7", "slip.pdf"), (b"GIF89a", None)])
def test_a_slip_is_known_by_its_first_bytes_and_gets_a_name_of_ours(content, name):
    data = {"amount": "500", "on": timezone.localdate().isoformat()}
    form = BankForm(data, {"slip": SimpleUploadedFile("../my slip.exe", content)})

    assert form.is_valid() is bool(name)
    assert (form.cleaned_data["slip"].name if name else list(form.errors)) == (name or ["slip"])
