"""Who may do what, and where."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import RequestFactory

from tests.conftest import LONG_AGO
from tests.villages.test_officers_services import TODAY, may
from villages import access
from villages.models import Person, Role
from villages.queries import groups as groups_queries
from villages.services import officers
from villages.services import practice as villages_practice


def test_an_office_counts_at_its_own_group_only(world, somebody, other_group):
    officers.appoint(somebody, Role.TREASURER, world.group, on=TODAY())

    assert not may(somebody, "take deposits", other_group)
    assert other_group not in access.groups(User.objects.get(pk=somebody.user.pk))


def test_an_auditor_reads_everything_and_writes_no_money(world):
    writes = {
        "take deposits",
        "pay withdrawals",
        "approve requests",
        "ask for reversals",
        "import registers",
        "close months",
    }

    acts = access.acts(world.auditor, world.group)

    assert {"see books", "see members", "verify books"} <= acts
    assert not acts & writes


def test_what_an_office_grants_counts_here_and_little_of_it_everywhere(world, other_group):
    treasurer = world.treasurer

    assert access.may(treasurer, "take deposits", world.group)
    assert access.acts(treasurer, other_group) == {"see the sub-district", "verify books"}
    assert access.acts(treasurer) == {"see the sub-district", "verify books"}
    assert access.acts(world.auditor, other_group) == access.acts(world.auditor, world.group)
    assert access.acts(world.stranger, world.group) == access.acts(AnonymousUser()) == set()


def test_who_sees_which_groups(world, other_group):
    assert set(access.groups(world.treasurer)) == {world.group}
    assert set(access.groups(world.staff)) == {world.group, other_group}
    assert set(access.groups(world.stranger)) == set()


@pytest.mark.parametrize(
    ("name", "agrees", "in_a_small_group"),
    [("chair", True, False), ("checker", True, False), ("secretary", False, False), ("staff", False, True)],
)
def test_who_agrees_approves_requests_here_and_staff_only_where_officers_are_few(
    world, other_group, name, agrees, in_a_small_group
):
    user = world.users[name]

    assert access.may_agree(user, world.group) is agrees
    assert access.may_agree(user, other_group) is in_a_small_group
    assert access.may_agree(user, None) is (name == "staff")


def test_a_third_person_in_office_makes_a_group_one_of_enough_officers(world, other_group):
    for user, role in ((world.treasurer, Role.SECRETARY), (world.checker, Role.LOANS), (world.checker, Role.RECEIVER)):
        world.appoint(user, role, other_group)
    assert access.has_few_officers(other_group)

    world.appoint(world.loans, Role.LOANS, other_group)

    assert not access.has_few_officers(other_group)


# -- Whose money is one's own ------------------------------------------------------------------------------------------


def test_own_money_is_known_by_person_and_by_a_name_written_by_hand(world, new_id):
    own = world.treasurer.person
    wife = world.new_person(new_id(), "ละออ", house_no=own.house_no)

    assert access.is_own_money(world.treasurer, own)
    assert access.is_own_money(world.treasurer, wife)
    assert access.is_own_money(world.treasurer, "นางละออ ใจดี")
    assert not access.is_own_money(world.treasurer, world.member.person, "นายเอก", "", None)
    assert access.own_money(world.treasurer, [own, wife, world.member.person]) == {own.pk, wife.pk}


def test_who_is_nobody_in_the_register_has_no_money_there(world):
    user = User.objects.create_user("nobody")

    assert access.own_money(user, [world.member.person]) == set()
    assert not access.is_own_money(user, world.member.person, "นายประเสริฐ แก้วมณี")


def test_somebody_is_free_who_neither_asked_nor_is_close_to_whose_money_it_is(world):
    deciding = [world.chair, world.treasurer, world.bookkeeper, world.checker]
    assert access.is_anybody_free(world.group, world.chair, world.member.person)

    for user in deciding[1:]:
        Person.objects.filter(user=user).update(house_no="123/4", village=world.village)  # the member's own house

    assert not access.is_anybody_free(world.group, world.chair, world.member.person)
    assert access.is_anybody_free(world.group, world.chair, None)
    assert access.is_anybody_free(world.group, world.checker, world.member.person)  # the chair is


# -- Practice ----------------------------------------------------------------------------------------------------------


def test_in_practice_somebody_acts_as_the_helper_they_chose_and_as_nobody_else(world):
    own = villages_practice.create_practice_group(world.group, by=world.bookkeeper, members_since=date(2024, 1, 5))
    user = User.objects.get(pk=world.bookkeeper.pk)
    helper = groups_queries.helpers(own).first()
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    assert access.acting(request, own) == user

    for chosen, acts in ((helper.pk, helper), (world.chair.pk, user), (0, user)):
        request.session = {access.place_of_hand(own): chosen, access.place_of_hand(world.group): helper.pk}
        assert access.acting(request, own) == acts
        assert access.acting(request, world.group) == user
    assert access.practice_of(user) == own
    assert access.practice_of(world.treasurer) is None
    request.user = world.treasurer
    request.session = {access.place_of_hand(own): helper.pk}
    assert access.acting(request, own) == world.treasurer


def test_an_office_in_practice_grants_nothing_anywhere_else(world):
    world.appoint(world.stranger, Role.LOANS, world.group, until=LONG_AGO)
    own = villages_practice.create_practice_group(world.group, by=world.stranger, members_since=date(2024, 1, 5))
    user = User.objects.get(pk=world.stranger.pk)

    assert "take deposits" in access.acts(user, own)
    assert access.acts(user) == access.acts(user, world.group) == set()
