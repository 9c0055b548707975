"""What makes two claims one event, and who can have had it, as arithmetic (R0.11, R0.12)."""

from datetime import date

import pytest

from welfare.rules import events as events_rules
from welfare.rules.events import Claimant, Span

ON = date(2026, 1, 31)


def day(number: int, month: int = 2) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("kind", "way", "nights", "end"),
    [
        ("sickness", "night", 3, day(3)),
        ("sickness", "night", 1, day(1)),
        ("sickness", "night", None, day(1)),
        ("sickness", "night", 0, day(1)),
        ("birth", "night", 2, day(2)),  # a stay, whatever it is for
        ("other", "flat", None, day(1)),
        ("birth", "flat", None, day(8)),  # a birth of the seven days after it is the same one
        ("death", "years", None, day(8)),
    ],
)
def test_the_days_of_an_event(kind, way, nights, end):
    assert events_rules.span(kind, way, ON, nights) == (ON, end)


def test_a_pension_is_for_its_whole_month():
    assert events_rules.span("age", "monthly", day(17), None) == (day(1), day(1, 3))
    assert events_rules.span("age", "monthly", date(2026, 12, 31), None) == (date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("first", "end", "meets"),
    [(day(1), day(5), False), (day(1), day(6), True), (day(9), day(12), True), (day(10), day(12), False)],
)
def test_two_events_meet_where_they_share_a_day(first, end, meets):
    stay = events_rules.stay(day(5), 5)

    assert stay == (day(5), day(10))
    assert stay.meets(Span(first, end)) is meets
    assert Span(first, end).meets(stay) is meets


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("เด็กหญิง ขวัญ ใจดี", "ขวัญใจดี"),
        ("ด.ญ.ขวัญ  ใจดี", "ขวัญใจดี"),
        ("ขวัญ ใจดี", "ขวัญใจดี"),
        ("นาง ก.ข. ค", "กขค"),
    ],
)
def test_names_are_compared_without_title_dots_and_spaces(name, compared):
    assert events_rules.whose(name) == compared


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ขวัญใจดี", "ขวัญใจดี", True),
        ("", "", True),
        ("abcd", "abce", True),  # three letters of four
        ("abcd", "abxy", False),
        ("abcdefgh", "abcdefxyz", False),  # twelve of seventeen
        ("สมชาย", "สมหญิง", False),
    ],
)
def test_names_of_which_three_quarters_are_the_same_letters_are_alike(one, other, alike):
    assert events_rules.are_alike(one, other) is alike


MAN, WOMAN = True, False


@pytest.mark.parametrize(
    ("kind", "whom", "way", "is_man", "age", "died_on", "why"),
    [
        ("death", "self", "years", MAN, 50, None, "alive"),
        ("death", "self", "years", MAN, 50, ON, ""),
        ("death", "child", "flat", MAN, 50, None, ""),
        ("sickness", "self", "flat", MAN, 50, None, ""),
        ("sickness", "self", "night", WOMAN, 5, None, ""),
        ("birth", "parent", "flat", WOMAN, 5, None, ""),
        ("birth", "self", "night", MAN, 50, None, "a_man"),
        ("birth", "self", "night", WOMAN, 30, None, ""),
        ("birth", "self", "flat", MAN, 30, None, ""),
        ("birth", "child", "night", MAN, 30, None, ""),
        ("birth", "self", "flat", WOMAN, 12, None, ""),
        ("birth", "self", "flat", WOMAN, 11, None, "too_young_for_a_child"),
        ("birth", "child", "flat", MAN, 16, None, ""),
        ("birth", "child", "flat", MAN, 15, None, "too_young_for_a_child"),
        ("sickness", "child", "flat", WOMAN, 11, None, "too_young_for_a_child"),
        ("sickness", "child", "flat", WOMAN, 12, None, ""),
        ("death", "spouse", "flat", WOMAN, 17, None, ""),
        ("death", "spouse", "flat", WOMAN, 16, None, "too_young_to_be_married"),
        ("death", "parent", "flat", WOMAN, 5, None, ""),
    ],
)
def test_what_a_member_can_never_have_had(kind, whom, way, is_man, age, died_on, why):
    assert events_rules.why_impossible(kind, whom, way, Claimant(is_man, age, died_on)) == why


def test_a_title_is_cut_off_and_a_name_that_begins_like_one_is_not():
    names = ["นางสาว สมศรี ใจดี", "น.ส.สมศรี ใจดี", "สมศรี ใจดี", "Mrs. สมศรี ใจดี", "ดร.สมศรี ใจดี"]

    assert {events_rules.whose(name) for name in names} == {"สมศรีใจดี"}
    assert events_rules.whose("นางาม ใจดี") == "นางามใจดี"
    assert events_rules.whose("พระพาย ใจดี") == "พระพายใจดี"  # doubtful, and shown beside พระ พาย
    assert events_rules.are_alike(events_rules.whose("พระพาย ใจดี"), events_rules.whose("พระ พาย ใจดี"))
    assert events_rules.whose("ดรุณี ใจดี") == "ดรุณีใจดี"
    assert events_rules.whose("นํ้าฝน") == events_rules.whose("น้ำฝน") == events_rules.whose("ด.ญ. น้ํ\u0e32ฝน")
