"""Who is tied to whom, months between days, and the by-law of a day: arithmetic (R0.10, R3.22)."""

from datetime import date

import pytest

from tests.villages.test_bylaws_services import TODAY
from villages import rules as villages_rules
from villages.models import ReturnBylaw
from villages.rules import Kin, in_force


def test_the_by_law_of_a_day_is_the_latest_that_began_whatever_the_order():
    bylaws = [ReturnBylaw(effective_from=date(2024, month, 1), months=month) for month in (5, 1, 9)]
    by_day = {day: in_force(bylaws, day) for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 8, 31), TODAY())}

    assert [bylaw and bylaw.months for bylaw in by_day.values()] == [None, 1, 5, 9]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 31), 1, date(2025, 1, 31)),
        (date(2024, 6, 30), 12, date(2025, 6, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 5), 25, date(2026, 4, 5)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day, months, then):
    assert villages_rules.months_after(day, months) == then


def kin(pk, name="", surname="", house="", **more) -> Kin:
    return Kin(pk, name or f"คน{pk}", surname, house, **more)


def both_ways(one: Kin, other: Kin) -> bool:
    assert villages_rules.are_tied(one, other) == villages_rules.are_tied(other, one)
    return villages_rules.are_tied(one, other)


def test_everybody_is_tied_to_themselves_and_to_their_kin_only():
    assert both_ways(kin(1), kin(1))
    assert not both_ways(kin(1), kin(2))
    assert both_ways(kin(1, kin=frozenset({2, 9})), kin(2))
    assert not both_ways(kin(1, kin=frozenset({9})), kin(2, kin=frozenset({8})))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ({"house": "8:5"}, {"house": "8:5"}, True),
        ({"house": "8:5"}, {"house": "8:6"}, False),
        ({"house": "8:5", "surname": "ใจดี"}, {"house": "8:6", "surname": "ใจดี"}, False),
        ({"house": "8:5", "surname": "ใจดี"}, {"surname": "ใจดี"}, True),
        ({"surname": "ใจดี"}, {"surname": "ใจดี"}, True),
        ({"surname": "ใจดี"}, {"surname": "ใจร้าย"}, False),
        ({}, {}, False),
        ({"house": "8:5"}, {"houses": frozenset({"8:5"})}, True),
        ({"house": "8:5"}, {"houses": frozenset({"8:6"})}, False),
        ({"house": "8:5"}, {"house": "8:6", "houses": frozenset({"8:5"})}, False),
        ({}, {"houses": frozenset({""})}, False),
    ],
)
def test_one_house_or_where_one_is_unknown_one_surname_or_the_house_of_the_others_kin(one, other, is_one):
    assert villages_rules.one_household(kin(1, **one), kin(2, **other)) is is_one
    assert villages_rules.one_household(kin(2, **other), kin(1, **one)) is is_one
    assert both_ways(kin(1, **one), kin(2, **other)) is is_one


def test_a_beneficiary_who_is_written_by_name_is_tied_with_or_without_a_title():
    named = kin(1, named=("นางสาว มาลี  ใจดี",))

    assert both_ways(named, kin(2, name="มาลีใจดี"))
    assert not both_ways(named, kin(2, name="มาลีใจร้าย"))
    assert not villages_rules.names(("มาลี",), "")
    assert not villages_rules.names((), "มาลี")
    assert villages_rules.names(("สมชาย", "ด.ญ. มาลี"), "มาลี")


@pytest.mark.parametrize("relation", ["สามี", "ภรรยา", "เมีย", "คู่สมรส", " Husband", "wife", "อดีตภริยา", "Spouse"])
def test_a_relation_that_says_husband_or_wife(relation):
    assert villages_rules.is_spouse(relation)


@pytest.mark.parametrize("relation", ["บุตร", "มารดา", "", "son", "พี่สาว"])
def test_a_relation_that_says_neither(relation):
    assert not villages_rules.is_spouse(relation)
