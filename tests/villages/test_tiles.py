"""Where one may go from the pages of a group and its members: the tiles of all apps, and those of this one."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from villages import tiles
from villages.access import ACTS
from villages.models import Group, Member, Person, Role
from villages.tiles import GroupPage, MemberPage, MembersPage, Tile

TODAY = date(2026, 9, 25)


def page_of_group(role: Role) -> GroupPage:
    """A welfare fund without members, as an officer of one role sees it; two requests wait."""
    user = User()
    vars(user)["_offices"] = []
    return GroupPage(Group(kind="WEL", slug="wel-8"), user, ACTS[role], members=0, waiting=2)


def page_of_member(acts: set[str], is_minor: bool = False, left_on: date | None = None, **person) -> MemberPage:
    member = Member(pk=5, person=Person(**{"citizen_id": "1101400000014"} | person), left_on=left_on)
    return MemberPage(Group(slug="sajja-8"), acts, member, is_minor)


def addresses(shown: list[Tile]) -> list[str]:
    return [tile.url.removeprefix("/g/wel-8/") for tile in shown]


def test_tiles_of_all_apps_stand_in_one_order():
    shown = tiles.tiles_of(tiles.GROUP_TILES, page_of_group(Role.TREASURER))

    assert addresses(shown) == [
        *("days/", "deposit/", "members/?state=here", "requests/", "receipts/", "cash/", "books/", "welfare/"),
        *("products/", "officers/", "register/", "settings/", "practice/"),
    ]
    assert [tile.primary for tile in shown] == [True] + 12 * [False]
    assert [tile.waiting for tile in shown if tile.waiting] == [2]
    assert addresses([tile for tile in shown if tile.posts]) == ["practice/"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.FACILITATOR, ["products/", "officers/"]),
        (
            Role.AUDITOR,
            ["days/", "members/?state=here", "requests/", "receipts/", "cash/", "books/", "welfare/"]
            + ["products/", "officers/"],
        ),
        (
            Role.STAND_IN,
            ["days/", "members/?state=here", "requests/", "receipts/", "welfare/", "products/", "officers/"],
        ),
    ],
)
def test_a_role_gets_tiles_of_what_it_may_open(role, expected):
    assert addresses(tiles.tiles_of(tiles.GROUP_TILES, page_of_group(role))) == expected


def test_tiles_stand_by_their_rank_and_not_by_their_app():
    place = [lambda page: [Tile(30, "c", page), Tile(10, "b", page)], lambda page: [Tile(20, "a", page)]]

    assert [tile.label for tile in tiles.tiles_of(place, "/")] == ["b", "a", "c"]


def test_who_keeps_members_writes_new_ones_down():
    page = MembersPage(Group(slug="sajja-8"), {"keep members"})

    assert [(tile.url, tile.primary) for tile in tiles.of_members(page)] == [("/g/sajja-8/members/new/", True)]
    assert list(tiles.of_members(MembersPage(page.group, {"see members"}))) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["edit", "nominees"]),
        ({"citizen_id": None}, ["edit", "citizen-id", "nominees"]),
        ({"is_minor": True}, ["edit", "nominees", "guardian"]),
        ({"left_on": TODAY}, ["edit", "nominees", "return"]),
        ({"died_on": TODAY}, ["edit"]),
        ({"died_on": TODAY, "left_on": TODAY}, ["edit"]),
    ],
)
def test_what_officers_may_change_of_a_member(more, expected):
    shown = tiles.changes_of_member(page_of_member({"keep members"}, **more))

    assert [tile.url.removeprefix("/g/sajja-8/members/5/").strip("/") for tile in shown] == expected


def test_who_may_not_keep_members_changes_nothing():
    assert list(tiles.changes_of_member(page_of_member({"see members", "let members leave"}))) == []
