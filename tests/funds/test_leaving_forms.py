"""What is asked when somebody is paid after leaving or a death, and where who moves may become a member."""

from uuid import uuid4

import pytest

from funds.forms.leaving import MoveHouseForm, PayForm
from villages.models import Group


@pytest.mark.parametrize(
    ("died", "named", "asks", "payee_is_required"),
    [
        (False, False, {"amount", "payee", "from_bank", "paper", "request_id"}, False),
        (True, False, {"amount", "payee", "resolution", "from_bank", "paper", "request_id"}, True),
        (True, True, {"from_bank", "paper", "request_id"}, None),
    ],
)
def test_who_is_paid_decides_what_is_asked(died, named, asks, payee_is_required):
    """The leaver or who was sent; an heir by resolution; a beneficiary, of whom the form says how much."""
    form = PayForm(died=died, named=named)

    assert set(form.fields) == asks
    assert (form.fields["payee"].required if "payee" in form.fields else None) is payee_is_required


@pytest.mark.parametrize(("source", "from_bank"), [("", False), ("yes", True)])
def test_box_or_bank_pays(source, from_bank):
    form = PayForm({"amount": "5", "from_bank": source, "request_id": str(uuid4())}, died=False, named=False)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["from_bank"] is from_bank


@pytest.fixture
def places(world, other, elsewhere) -> dict[str, Group]:
    """Groups beside the world's: of the village, of another, the institution, and one for practice."""
    institution = Group.objects.create(kind=Group.Kind.CFI, name="สถาบันการเงิน", slug="cfi")
    practice = Group.objects.create(kind=Group.Kind.SAJJA, name="กลุ่มฝึก", slug="practice", is_practice=True)
    return {"near": other, "far": elsewhere, "institution": institution, "practice": practice}


def test_who_moves_may_join_any_real_group_but_this_one_and_the_institution(world, places):
    form = MoveHouseForm(group=world.group)

    assert set(form.fields["to"].queryset) == {places["near"], places["far"]}
    labels = [label for _value, label in form.fields["to"].choices][1:]
    assert set(labels) == {f"{one.village} {one}" for one in (places["near"], places["far"])}


def test_out_of_a_practice_group_nobody_joins_another(places):
    assert not MoveHouseForm(group=places["practice"]).fields["to"].queryset.exists()
