"""Where one baht a day is opened from the pages of a group, of its members and of one's own."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from villages.models import Group, Member, Person
from villages.tiles import GroupPage, MemberPage, Tile
from welfare import tiles
from welfare.models import Enrolment

FUND, SAVINGS = Group(kind="WEL", slug="wel-8"), Group(kind="SAJJA", slug="sajja-8")
KEEPS = {"see members", "keep members"}


@pytest.mark.parametrize(
    ("group", "acts", "expected"),
    [(FUND, {"see members"}, ["/g/wel-8/welfare/"]), (FUND, set(), []), (SAVINGS, {"see members"}, [])],
)
def test_only_a_fund_leads_to_one_baht_a_day(group, acts, expected):
    assert [tile.url for tile in tiles.of_group(GroupPage(group, User(), acts, members=1, waiting=0))] == expected


@pytest.mark.parametrize("acts", [KEEPS, {"see members"}])
def test_who_gives_is_opened_by_everybody_who_sees_members(acts):
    assert member_tiles(FUND, acts, gives=True) == [("/g/wel-8/welfare/members/7/", False)]


@pytest.mark.parametrize(
    ("group", "acts", "left_on", "expected"),
    [
        (FUND, KEEPS, None, [("/g/wel-8/welfare/enrol/?member=5", True)]),
        (FUND, {"see members"}, None, []),
        (FUND, KEEPS, date(2026, 9, 25), []),
        (SAVINGS, KEEPS, None, []),
    ],
)
def test_who_does_not_give_yet_begins_in_a_fund(group, acts, left_on, expected):
    assert member_tiles(group, acts, left_on=left_on) == expected


def member_tiles(group: Group, acts: set[str], gives: bool = False, **more) -> list[tuple[str, bool]]:
    """Address of each tile of a member, and whether it stands out."""
    member = Member(pk=5, person=Person(), **more)
    Member.enrolment.related.set_cached_value(member, Enrolment(pk=7) if gives else None)
    return [(tile.url, tile.primary) for tile in tiles.of_member(MemberPage(group, acts, member, is_minor=False))]


def test_ones_own_page_leads_to_ones_own_welfare():
    assert list(tiles.of_mine(Person())) == [Tile(10, "สวัสดิการของฉัน", "/me/welfare/")]
