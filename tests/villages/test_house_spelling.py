"""A house in one spelling, and who is tied to whom."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from villages import rules as villages_rules
from villages.rules import Kin, house

SAME = [
    "123/4",
    "๑๒๓/๔",
    " 123 / 4 ",
    "0123/04",
    "123\u200b/\ufeff4",
    "123\u00a0/4",
    "１２３/４",
    "123⁄4",
    "123\\4",
    "บ้านเลขที่ 123/4",
    "บ้านเลขที่123/4",
    "บ้าน เลข ที่ 123/4",
    "เลขที่ 123/4",
    "เลขที่บ้าน ๑๒๓/๔",
    "บ้าน 123/4",
    "บ. 123/4",
    "เลขที่: 123/4",
    "No. 123/4",
    "123/4 หมู่ 8",
    "123/4 หมู่ที่ 8",
    "123/4 หมู่ที่๘",
    "123/4 ม.8",
    "123/4 ม. ๘",
    "123/4ม.8",
    "123/4 ม8",
    "123/4 Moo 8",
    "หมู่ 8 123/4",
    "หมู่ที่ 8 บ้านเลขที่ 123/4",
    "ม.8 เลขที่ 123/4",
    "123/4 ม.8 บ้านไสรักษ์",
    "123/4 หมู่ 8 ต.กะหรอ",
    "123/4 (หลังวัด)",
    "123\u3164/4",
]
OTHERS = ["123", "123/5", "123/40", "1234", "12/34", "123/4ก", "123/4/1", "4/123"]
UNKNOWN = ["", " ", "-", "–", "ไม่ทราบ", "ไม่มี", "0", "หมู่ 8", "ม.8", "บ้านเลขที่ -", "\u200b"]


@pytest.mark.parametrize("text", SAME)
def test_one_house_is_one_however_it_is_written(text):
    assert house(8, text) == house(8, "123/4") != ""


@pytest.mark.parametrize("text", OTHERS)
def test_another_number_is_another_house(text):
    assert house(8, text) not in ("", house(8, "123/4"))


def test_the_same_number_in_another_village_is_another_house():
    assert house(7, "123/4") != house(8, "123/4") != house(None, "123/4")


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_names_no_house_is_unknown(text):
    assert house(8, text) == ""


@pytest.mark.parametrize("text", ["12ก", "12 ก", "๑๒ก ม.8", "บ้านเลขที่ 12 ก"])
def test_a_letter_after_the_number_belongs_to_it(text):
    assert house(8, text) == house(8, "12ก") != house(8, "12ข")


def test_a_house_without_a_number_is_known_by_its_name():
    assert house(8, "วัดกะหรอ") == house(8, " วัด กะหรอ ") != ""


@pytest.mark.parametrize(
    "text",
    [
        "9/1 หมู่ที่ 5 ตำบลท่าศาลา อำเภอท่าศาลา จังหวัดนครศรีธรรมราช 80160",
        "๙/๑ ม.๕ ต.ท่าศาลา อ.ท่าศาลา จ.นครศรีธรรมราช",
        "บ้านเลขที่ 9/1 หมู่ 5 ต. ท่าศาลา, อ. ท่าศาลา, จ. นครศรีธรรมราช",
    ],
)
def test_outside_the_sub_district_the_full_address_is_compared(text):
    full = "9/1 ม.5 ต.ท่าศาลา อ.ท่าศาลา จ.นครศรีธรรมราช"

    assert house(None, text) == house(None, full)
    assert house(None, text) != house(None, full.replace("ม.5", "ม.6"))


@pytest.mark.parametrize(
    ("relation", "is_one"),
    [
        ("คู่สมรส", True), ("สามี", True), ("ภรรยา", True), ("ภริยา", True), (" ภรร ยา", True), ("ภรรยา (ตามกฎหมาย)", True),
        ("บุตร", False), ("มารดา", False), ("", False),
    ],
)  # fmt: skip
def test_a_spouse_is_a_beneficiary_so_called(relation, is_one):
    assert villages_rules.is_spouse(relation) is is_one


# -- Ties --------------------------------------------------------------------------------------------------------------


def kin(pk: int, **more) -> Kin:
    params: dict[str, Any] = {"pk": pk, "name": f"คน{pk}", "surname": f"สกุล{pk}", "house": f"8:{pk}"}
    return Kin(**params | more)


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        (kin(1), kin(1), True),
        (kin(1), kin(2), False),
        (kin(1, house="8:9"), kin(2, house="8:9"), True),
        (kin(1, house=""), kin(2, house=""), False),
        (kin(1, house="", surname="แก้ว"), kin(2, surname="แก้ว"), True),
        (kin(1, surname="แก้ว"), kin(2, surname="แก้ว"), False),
        (kin(1, house="", surname=""), kin(2, house="", surname=""), False),
        (kin(1, kin=frozenset({2})), kin(2), True),
        (kin(1, house="", houses=frozenset({"8:2"})), kin(2), True),
        (kin(1, houses=frozenset({"8:2"})), kin(2), False),
        (kin(1, named=("นายคน2",)), kin(2), True),
        (kin(1, named=("นายคน3",)), kin(2), False),
        (kin(1, named=("นาย",)), kin(2, name=""), False),
    ],
)
def test_who_is_tied_to_whom(one, other, tied):
    assert villages_rules.are_tied(one, other) is tied
    assert villages_rules.are_tied(other, one) is tied


few = st.sampled_from(["", "ก", "ข", "ค"])
anybody = st.builds(
    Kin,
    pk=st.integers(1, 4),
    name=few,
    surname=few,
    house=few,
    kin=st.frozensets(st.integers(1, 4)),
    houses=st.frozensets(few),
    named=st.lists(few).map(tuple),
)


@given(anybody, anybody)
def test_a_tie_binds_both(one, other):
    assert villages_rules.are_tied(one, other) == villages_rules.are_tied(other, one)


@given(anybody)
def test_everybody_is_tied_to_themselves(one):
    assert villages_rules.are_tied(one, one)


@example("N:O0", None)
@given(st.text(max_size=30), st.sampled_from([None, 1, 8]))
def test_a_spelling_is_one_also_when_it_is_spelled_again(text, village):
    named = house(village, text)

    assert not named or house(village, named.split(":", 1)[1]) == named
