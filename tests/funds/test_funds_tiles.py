"""Where savings are opened from the pages of a group and of its members."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from funds import tiles
from villages.models import Group, Member, Person
from villages.tiles import GroupPage, MemberPage, MembersPage

DAY = date(2026, 9, 25)
BOTH = {"keep members", "let members leave"}


@pytest.mark.parametrize(
    ("acts", "members", "expected"),
    [
        (set(), 0, ["products"]),
        ({"see members"}, 0, ["days", "receipts", "products"]),
        ({"take deposits", "see books"}, 0, ["deposit", "cash", "products"]),
        ({"import registers"}, 0, ["products", "register"]),
        ({"import registers"}, 1, ["products"]),
    ],
)
def test_a_group_page_leads_to_what_one_may_do_with_savings(acts, members, expected):
    shown = tiles.of_group(GroupPage(Group(slug="sajja-8"), User(), acts, members, waiting=0))

    assert [tile.url.removeprefix("/g/sajja-8/").strip("/") for tile in shown] == expected


@pytest.mark.parametrize(("acts", "primary"), [({"see members"}, False), ({"see members", "sit at the table"}, True)])
def test_working_days_come_first_for_who_sits_at_the_table(acts, primary):
    first = next(iter(tiles.of_group(GroupPage(Group(slug="sajja-8"), User(), acts, 1, 0))))

    assert (first.url, first.primary) == ("/g/sajja-8/days/", primary)


def test_the_list_of_members_leads_to_who_left():
    shown = tiles.of_members(MembersPage(Group(slug="sajja-8"), set()))

    assert [(tile.url, tile.primary) for tile in shown] == [("/g/sajja-8/leavers/", False)]


def page(acts: set[str], **member) -> MemberPage:
    person = Person(died_on=member.pop("died_on", None))
    return MemberPage(Group(slug="sajja-8"), acts, Member(pk=5, person=person, **member), is_minor=False)


def test_a_member_page_leads_to_the_passbooks():
    assert [(tile.url, tile.primary) for tile in tiles.of_member(page(set()))] == [
        ("/g/sajja-8/members/5/passbooks/", True)
    ]


@pytest.mark.parametrize(
    ("acts", "member", "expected"),
    [
        (BOTH, {}, [("ลาออก ย้ายหมู่บ้าน เสียชีวิต", "leave")]),
        (BOTH, {"left_on": DAY}, [("ออกจากกลุ่มอย่างไร เงินรอจ่าย", "leave")]),
        (BOTH, {"died_on": DAY}, [("สรุปเงินของผู้เสียชีวิต", "death")]),
        (BOTH, {"died_on": DAY, "left_on": DAY}, [("ออกจากกลุ่มอย่างไร เงินรอจ่าย", "leave")]),
        ({"keep members"}, {}, []),
        ({"let members leave"}, {}, []),
    ],
)
def test_how_a_member_leaves_is_written_by_who_may_do_both(acts, member, expected):
    shown = tiles.changes_of_member(page(acts, **member))

    assert [(tile.label, tile.url.split("/")[-2]) for tile in shown] == expected
