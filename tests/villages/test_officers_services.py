"""Offices from a day until a day; nobody keeps the money and inspects it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from villages import access
from villages.models import Group, Person, Role
from villages.services import officers

TODAY = timezone.localdate


def may(person: Person, act: str, group: Group) -> bool:
    return access.may(User.objects.get(person=person), act, group)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Role.TREASURER, Role.INSPECTOR),
        (Role.INSPECTOR, Role.CHECKER),
        (Role.LOANS, Role.INSPECTOR),
        (Role.RECEIVER, Role.AUDITOR),
        (Role.AUDITOR, Role.CHAIR),
        (Role.STAFF, Role.INSPECTOR),
        (Role.STAFF, Role.AUDITOR),
        (Role.INSPECTOR, Role.STAFF),
    ],
)
def test_nobody_both_keeps_the_money_and_inspects_it(world, somebody, first, second):
    def where(role):
        return None if role in (Role.STAFF, Role.AUDITOR, Role.FACILITATOR) else world.group

    officers.appoint(somebody, first, where(first), on=TODAY())

    with pytest.raises(ValidationError):
        officers.appoint(somebody, second, where(second), on=TODAY())


def test_a_keeper_of_one_group_may_inspect_another(world, somebody, other_group):
    officers.appoint(somebody, Role.TREASURER, world.group, on=TODAY())

    assert officers.appoint(somebody, Role.INSPECTOR, other_group, on=TODAY())


def test_a_keeper_whose_term_is_over_may_inspect(world, somebody):
    officers.appoint(somebody, Role.TREASURER, world.group, on=date(2024, 1, 1), until=TODAY() - timedelta(days=1))

    assert officers.appoint(somebody, Role.INSPECTOR, world.group, on=TODAY())


@pytest.mark.django_db(transaction=True)
def test_keeper_and_inspector_named_at_the_same_moment_become_one(world, somebody, side_by_side):
    ends = side_by_side(
        lambda: officers.appoint(somebody, Role.TREASURER, world.group, on=TODAY()),
        lambda: officers.appoint(somebody, Role.INSPECTOR, world.group, on=TODAY()),
    )

    assert ends.count(ValidationError) == 1
    assert somebody.offices.count() == 1


@pytest.mark.parametrize("fault", [{"died_on": TODAY()}, {"house_no": ""}, {"born_on": TODAY() - timedelta(days=7000)}])
def test_who_died_is_under_age_or_has_no_written_house_holds_no_office(world, somebody, fault):
    vars(somebody).update(fault)
    somebody.save()

    with pytest.raises(ValidationError):
        officers.appoint(somebody, Role.LOANS, world.group, on=TODAY())


@pytest.mark.parametrize(("role", "of_group"), [(Role.AUDITOR, True), (Role.STAFF, True), (Role.CHAIR, False)])
def test_a_role_stands_at_its_own_level(world, somebody, role, of_group):
    with pytest.raises(ValidationError):
        officers.appoint(somebody, role, world.group if of_group else None, on=TODAY())


def test_the_same_role_twice_and_an_end_before_the_beginning_are_refused(world, somebody):
    with pytest.raises(ValidationError):
        officers.appoint(world.treasurer.person, Role.TREASURER, world.group, on=TODAY())
    with pytest.raises(ValidationError):
        officers.appoint(somebody, Role.TREASURER, world.group, on=TODAY(), until=TODAY() - timedelta(days=1))


def test_two_terms_of_one_role_do_not_share_a_day(world, somebody):
    def term(begins: int, ends: int | None):
        until = None if ends is None else TODAY() + timedelta(days=ends)
        return officers.appoint(somebody, Role.LOANS, world.group, on=TODAY() + timedelta(days=begins), until=until)

    term(0, 5)
    for begins, ends in ((5, None), (-3, 0), (5, 5), (2, 3)):
        with pytest.raises(ValidationError):
            term(begins, ends)
    term(6, None)
    term(-3, -1)

    assert somebody.offices.count() == 3


def test_an_office_may_last_one_day_and_ends_no_later_than_it_ended(world, somebody):
    office = officers.appoint(somebody, Role.LOANS, world.group, on=TODAY(), until=TODAY())
    officers.end(office, on=TODAY())
    with pytest.raises(ValidationError):
        officers.end(office, on=TODAY() + timedelta(days=1))
    with pytest.raises(ValidationError):
        officers.end(office, on=TODAY() - timedelta(days=1))

    assert somebody.offices.get().until_on == TODAY()


def test_on_its_last_day_an_office_is_lengthened_to_a_later_one_only(world, somebody):
    office = officers.appoint(somebody, Role.LOANS, world.group, on=TODAY() - timedelta(days=9), until=TODAY())
    with pytest.raises(ValidationError):
        officers.lengthen(office, until=TODAY())

    officers.lengthen(office, until=TODAY() + timedelta(days=1))

    assert somebody.offices.get().until_on == TODAY() + timedelta(days=1)


def test_nobody_dead_is_lengthened(world, somebody):
    office = officers.appoint(somebody, Role.LOANS, world.group, on=TODAY(), until=TODAY())
    Person.objects.filter(pk=somebody.pk).update(died_on=TODAY())

    with pytest.raises(ValidationError):
        officers.lengthen(office, until=None)


def test_a_stand_in_stays_for_thirty_days_counted_with_the_first(world, somebody, other_group):
    officers.appoint(somebody, Role.TREASURER, other_group, on=TODAY())

    for until in (None, TODAY() + timedelta(days=30)):
        with pytest.raises(ValidationError):
            officers.appoint(somebody, Role.STAND_IN, world.group, on=TODAY(), until=until)

    assert officers.appoint(somebody, Role.STAND_IN, world.group, on=TODAY(), until=TODAY() + timedelta(days=29))


def test_a_stand_in_holds_an_office_elsewhere_and_none_here_now_or_later(world, somebody, other_group):
    more = {"on": TODAY(), "until": TODAY() + timedelta(days=5)}
    with pytest.raises(ValidationError):
        officers.appoint(somebody, Role.STAND_IN, world.group, **more)
    officers.appoint(somebody, Role.TREASURER, other_group, on=TODAY())
    officers.appoint(somebody, Role.LOANS, world.group, on=TODAY() + timedelta(days=40))

    with pytest.raises(ValidationError):
        officers.appoint(somebody, Role.STAND_IN, world.group, **more)
