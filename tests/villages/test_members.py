"""The register in the browser: finding, joining, changing, leaving; and nowhere a whole citizen ID."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger import thai
from tests.villages.test_joining import PERSON, start_joining
from villages.models import Group, Member, Person
from villages.services import groups, people, requests
from villages.urls import urlpatterns


def names(answer) -> list[str]:
    return [row.record.person.first_name for row in answer.context["table"].rows]


# -- The list ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def register(world, new_id):
    world.new_member(new_id(), "เกษม")
    world.new_member(new_id(), "แก้ว", born_on=date(1950, 1, 1))
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    people.leave(world.new_member(new_id(), "กมล"), on=date(2024, 6, 1), reason="ย้ายบ้าน")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["กมล", "เกษม", "แก้ว", "ตะวัน", "ประเสริฐ"]),
        ("state=here", ["เกษม", "แก้ว", "ตะวัน", "ประเสริฐ"]),
        ("state=left", ["กมล"]),
        ("state=minors", ["ตะวัน"]),
        ("state=elders", ["แก้ว", "ประเสริฐ"]),
        ("q=แก้ว", ["แก้ว", "ประเสริฐ"]),
        ("q=แก้ว ประ", ["ประเสริฐ"]),
        ("q=08-0003", ["แก้ว"]),
        ("q=๐๐๐๑", ["ประเสริฐ"]),
        ("q=00014", ["ประเสริฐ"]),
        ("q=ไม่มีใคร", []),
        ("sort=-number", ["กมล", "ตะวัน", "แก้ว", "เกษม", "ประเสริฐ"]),
    ],
)
def test_members_are_found_by_name_number_id_age_and_state(register, visit, query, expected):
    assert names(visit("treasurer").get(f"/g/sajja-8/members/?{query}")) == expected


def test_members_of_another_group_are_not_in_the_list(world, new_id, visit):
    other = groups.create_group(Group.Kind.GOP, "กลุ่มอื่น", "gop-8", village=world.village)
    stranger = people.join(other, world.new_person(new_id()), on=date(2024, 1, 5))

    assert names(visit("treasurer").get("/g/sajja-8/members/")) == ["ประเสริฐ"]
    for page in ("", "edit/", "leave/", "nominees/", "return/"):
        assert visit("treasurer").get(f"/g/sajja-8/members/{stranger.pk}/{page}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"), [("/g/sajja-8/members/", 11), ("/g/sajja-8/officers/", 11), ("/g/sajja-8/", 19)]
)
def test_lists_cost_the_same_with_one_row_and_with_three(
    world, visit, new_id, django_assert_num_queries, page, queries, rows
):
    for _n in range(rows - 1):
        world.new_member(new_id())
    browser = visit("chair")

    with django_assert_num_queries(queries):
        browser.get(page)


# -- Changing ----------------------------------------------------------------------------------------------------------


def test_the_register_is_changed_and_the_citizen_id_is_not(world, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/edit/"

    visit("secretary").post(page, PERSON | {"citizen_id": "3840800123457", "village": world.village.pk})

    person = Person.objects.get(pk=world.member.person_id)
    assert (str(person), person.house_no, person.citizen_id) == ("นางละออ ทองคำ", "7", "1101400000014")
    assert person.sort_key == thai.sort_key("ละออ ทองคำ")


def test_a_member_leaves_and_comes_back_in_the_browser(world, visit):
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/"

    browser.post(page + "leave/", {"cause": "resigned", "reason": "ย้ายบ้าน", "request_id": uuid4()})
    requests.approve(world.group.requests.get(), by=world.treasurer)
    assert Member.objects.get().left_on == timezone.localdate()
    browser.post(page + "return/", {"on": timezone.localdate().isoformat()})

    assert Member.objects.get().is_active
    assert world.member.membership_periods.count() == 2


# -- Citizen IDs are masked --------------------------------------------------------------------------------------------


def pages(world) -> list[str]:
    """Every page here that can be opened by its address alone, of the world's group and its only member."""
    known = {"slug": "sajja-8", "pk": world.member.pk}
    addresses = []
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        if set(wanted) <= set(known):
            addresses.append(reverse(f"villages:{pattern.name}", kwargs={name: known[name] for name in wanted}))
    return addresses


@pytest.mark.parametrize("name", ["secretary", "staff", "chair", "auditor", "member"])
def test_no_page_shows_a_whole_citizen_id(world, visit, new_id, name):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    browser = visit(name)
    if name == "secretary":
        browser.get(start_joining(browser, world.new_person(new_id()).citizen_id))
    more = [
        "/me/",
        "/g/sajja-8/deposit/?q=0014",
        f"/g/sajja-8/members/{world.member.pk}/passbooks/",
        "/g/sajja-8/receipts/",
    ]

    shown = "".join(browser.get(page, follow=True).content.decode("utf-8", "ignore") for page in pages(world) + more)

    for number in Person.objects.values_list("citizen_id", flat=True):
        written = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
        assert number not in shown
        assert written not in shown
    assert (thai.mask("1101400000014") in shown) == (name != "member")
