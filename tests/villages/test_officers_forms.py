"""What is asked about offices: which roles are offered where, and who is meant."""

from typing import Any

import pytest
from django.utils.translation import override

from villages.forms.officers import AppointForm
from villages.models import Role

OF_GROUP = ["chair", "treasurer", "receiver", "bookkeeper", "checker", "secretary", "loans", "inspector"]


def roles(group, **more) -> list[str]:
    field: Any = AppointForm(group=group, **more).fields["role"]
    return [value for value, _label in field.choices]


def test_a_group_gives_its_own_roles_and_only_staff_name_a_stand_in(world):
    assert roles(world.group) == [role for role in Role.values if role in OF_GROUP]
    assert set(roles(world.group, names_stand_ins=True)) == {*OF_GROUP, "stand_in"}


def test_the_network_gives_its_own_roles_to_people_known_by_their_id(world):
    assert set(roles(None)) == {"staff", "auditor", "facilitator"}
    with override("en"):
        assert str(AppointForm(group=None).fields["who"].label) == "Citizen ID"
        assert str(AppointForm(group=world.group).fields["who"].label).startswith("Citizen ID, or member number")


def who(group, text: str) -> AppointForm:
    form = AppointForm({"who": text}, group=group)
    form.is_valid()
    return form


@pytest.mark.parametrize("text", ["08-0001", "ประเสริฐ", "1101400000014"])
def test_a_person_of_the_group_is_meant_by_number_name_or_id(world, text):
    assert who(world.group, text).cleaned_data["who"] == world.member.person


def test_the_network_means_people_by_their_id_only(world):
    assert who(None, "1101400000014").cleaned_data["who"] == world.member.person
    assert "who" in who(None, "08-0001").errors


def test_nobody_and_several_are_told_apart(world, new_id):
    world.new_member(new_id(), "ประเสริฐ")

    nobody, several = who(world.group, "ไม่มีใคร").errors["who"], who(world.group, "ประเสริฐ").errors["who"]

    with override("en"):
        assert list(nobody) == ["Nobody in the register is called so. Write the person into the register first."]
        named = "08-0001 นายประเสริฐ แก้วมณี, 08-0002 นางประเสริฐ ใจดี"
        assert list(several) == [f"Several are called so: {named}. Write one's number."]
