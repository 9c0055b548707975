"""The institution, its villages and groups as pages and papers name them."""

import pytest

from villages.models import Group, Institution, Village


def test_the_institution_has_one_address():
    karo = Institution(subdistrict="กะหรอ", district="นบพิตำ", province="นครศรีธรรมราช", postcode="80160")

    assert karo.address == "ตำบลกะหรอ อำเภอนบพิตำ จังหวัดนครศรีธรรมราช 80160"


@pytest.mark.parametrize(("name", "shown"), [("บ้านไสรักษ์", "หมู่ที่ 8 บ้านไสรักษ์"), ("", "หมู่ที่ 8")])
def test_a_village_is_called_by_its_number_and_by_its_name_once_somebody_knows_it(name, shown):
    assert str(Village(number=8, name=name)) == shown


@pytest.mark.parametrize(("village", "code"), [(Village(number=8), "08"), (Village(number=12), "12"), (None, "00")])
def test_member_numbers_begin_with_the_village_or_with_two_zeros(village, code):
    assert Group(village=village).code == code


def test_a_practice_group_has_its_own_ids_and_helpers():
    group = Group(pk=42)

    assert (group.practice_ids, group.helper_names) == ("900000042", "practice-42-")
