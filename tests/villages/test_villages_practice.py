"""A practice group around one officer: invented people, two helpers, and nothing of it is real."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from ledger.models import Book
from villages.models import Group, Member, Officer, Person
from villages.queries import groups as groups_queries
from villages.services import groups
from villages.services import practice as villages_practice

SINCE = date(2024, 1, 5)


@pytest.fixture
def own(world) -> Group:
    """The bookkeeper's practice group."""
    return villages_practice.create_practice_group(world.group, by=world.bookkeeper, members_since=SINCE)


def refused(act) -> str:
    with pytest.raises(ValidationError) as refusal, override("en"):
        act()
    return refusal.value.messages[0]


def test_a_practice_group_has_twelve_members_two_helpers_and_all_hands_of_an_evening(own, world):
    assert own.is_practice
    assert own.slug == f"practice-{world.bookkeeper.pk}"
    assert set(Member.objects.filter(group=own).values_list("joined_on", flat=True)) == {SINCE}
    assert own.members.count() == 12
    roles = Officer.objects.filter(group=own, from_on=timezone.localdate()).values_list("person__user", "role")
    receives, checks = groups_queries.helpers(own)
    assert sorted(roles) == sorted(
        [
            (world.bookkeeper.pk, "treasurer"),
            (world.bookkeeper.pk, "bookkeeper"),
            (receives.pk, "receiver"),
            (checks.pk, "checker"),
            (checks.pk, "chair"),
        ]
    )
    assert not receives.has_usable_password()


@pytest.mark.parametrize(("kind", "made"), [("VF", "VF"), ("GOP", "GOP"), ("WEL", "SAJJA")])
def test_a_practice_group_is_of_the_parents_kind_where_that_takes_savings(world, kind, made):
    parent = groups.create_group(Group.Kind(kind), "กลุ่ม", "parent-8", village=world.village)

    assert villages_practice.create_practice_group(parent, by=world.bookkeeper, members_since=SINCE).kind == made


def test_there_is_no_practice_of_practice(own, world):
    says = "This is a practice group already. Begin another one from your own group's page."
    assert (
        refused(lambda: villages_practice.create_practice_group(own, by=world.treasurer, members_since=SINCE)) == says
    )


def test_only_the_own_helpers_are_stood_in_for(own, world):
    helper = groups_queries.helpers(own).first()

    assert villages_practice.stand_in(world.bookkeeper, helper, own) == helper
    says = "Only a helper of your own practice group is stood in for. Everywhere else, ask them."
    for user, other, group in (
        (world.bookkeeper, None, own),
        (world.bookkeeper, world.chair, own),
        (world.treasurer, helper, own),
        (world.bookkeeper, helper, world.group),
    ):
        assert (
            refused(lambda user=user, other=other, group=group: villages_practice.stand_in(user, other, group)) == says
        )


def test_practice_is_thrown_away_with_all_its_people_and_a_real_group_is_not(own, world):
    before = set(Person.objects.exclude(citizen_id__startswith=own.practice_ids))

    villages_practice.throw_away(own)

    assert list(Group.objects.all()) == [world.group]
    assert set(Person.objects.all()) == before
    assert not Book.objects.filter(is_practice=True).exists()
    says = "This group is real and stays. Only practice is thrown away."
    assert refused(lambda: villages_practice.throw_away(world.group)) == says
