"""The beginning of a sub-district: once, with two people of two houses."""

from datetime import date
from typing import cast

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from villages.models import Institution, Officer, Person, Village
from villages.services import subdistrict

CARD = {"name": "สถาบัน", "subdistrict": "กะหรอ", "district": "นบพิตำ", "province": "นครศรีธรรมราช", "postcode": "80160"}


def staff(number: str = "1101400000014", **more) -> subdistrict.Staff:
    who = {"citizen_id": number, "prefix": "นาง", "first_name": "สมใจ", "last_name": "ใจดี", "born_on": date(1970, 5, 1)}
    return cast(subdistrict.Staff, who | {"birthday_precision": "day", "house_no": "12/3", "village": 8} | more)


FIRST = staff()
SECOND = staff("3840800123457", first_name="สมชาย", last_name="มั่นคง", house_no="40", village=2)


def begin(*keepers: subdistrict.Staff):
    by = User.objects.get_or_create(username="console")[0]
    return subdistrict.open_subdistrict("801903", villages=9, staff=keepers, by=by, **CARD)


def refused(*keepers: subdistrict.Staff) -> str:
    with pytest.raises(ValidationError) as refusal, override("en"), transaction.atomic():
        begin(*keepers)
    return refusal.value.messages[0]


def test_an_institution_its_villages_and_two_slips(db):
    opened = begin(FIRST, SECOND)

    assert [str(slip.person) for slip, _code in opened] == ["นางสมใจ ใจดี", "นางสมชาย มั่นคง"]
    assert list(Village.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert set(Officer.objects.values_list("role", "group")) == {("staff", None)}
    assert refused(FIRST, SECOND) == "The institution of this sub-district exists already. Nothing was made."


@pytest.mark.parametrize(
    "keepers",
    [
        [FIRST],
        [FIRST, SECOND, staff("1809900001231", house_no="50")],
        [FIRST, SECOND | {"house_no": "เลขที่ 12/3", "village": 8}],
    ],
    ids=["one", "three", "one house"],
)
def test_two_staff_of_two_houses_keep_the_network_or_nothing_is_made(db, keepers):
    says = "Name two staff of two houses: what one of them asks, the other agrees to."
    assert refused(*keepers) == says
    assert not Institution.objects.exists()
    assert not Person.objects.exists()


def test_a_village_that_is_not_here_is_named(db):
    says = "There is no village no. 12 here. Check the village of สมใจ."
    assert refused(FIRST | {"village": 12}, SECOND) == says


def test_who_lives_outside_has_a_full_address_and_no_village(db):
    begin(FIRST, SECOND | {"house_no": "40 ต.ท่าศาลา อ.ท่าศาลา จ.นครศรีธรรมราช", "village": None})

    assert Person.objects.get(first_name="สมชาย").village is None
