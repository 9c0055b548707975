"""Who gives is found however the name is typed, also where Python searches and not the database."""

from types import SimpleNamespace

import pytest

from welfare.forms.schemes import FindForm


def standing(member: str) -> SimpleNamespace:
    return SimpleNamespace(enrolment=SimpleNamespace(member=member), status=SimpleNamespace(state="paying"))


@pytest.mark.parametrize("typed", ["น้ำฝน", "น\u0e4d\u0e49\u0e32ฝน", "น้ำ\u200bฝน ", "๐๘-๐๐๐๑", "mr.  john"])
def test_a_giver_is_found_however_the_name_is_typed(typed):
    wanted = standing("08-0001 Mr. John น้ำฝน")

    assert FindForm({"q": typed}).find([wanted, standing("08-0002 นายสมชาย ใจดี")]) == [wanted]
