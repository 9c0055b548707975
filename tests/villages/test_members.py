"""The register in the browser: finding, joining, changing, leaving; and nowhere a whole citizen ID."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger import thai
from villages.models import Group, Member, Person
from villages.services import groups, people, requests
from villages.urls import urlpatterns

PERSON = {"prefix": "นาง", "first_name": "ละออ", "last_name": "ทองคำ", "born_on": "1/5/2513", "house_no": "7"}
JOINING = {"on": "5/1/2567"}


def names(answer) -> list[str]:
    return [row.record.person.first_name for row in answer.context["table"].rows]


def start_joining(browser, citizen_id: str) -> str:
    """The address where the form goes on after the ID card."""
    return browser.post("/g/sajja-8/members/new/", {"citizen_id": citizen_id})["Location"]


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


# -- Joining -----------------------------------------------------------------------------------------------------------


def test_somebody_new_joins_with_beneficiaries(world, new_id, visit):
    browser, number = visit("secretary"), new_id()
    page = start_joining(browser, number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
    nominee = {"name_1": "นายเอก", "relation_1": "บุตร", "share_1": "100"}

    browser.post(page, PERSON | JOINING | nominee)

    member = Member.objects.get(person__citizen_id=number)
    assert (member.number, member.joined_on) == ("08-0002", date(2024, 1, 5))
    assert member.person.born_on == date(1970, 5, 1)
    assert member.nominees.get().share == 100


def test_the_address_of_the_form_hides_the_citizen_id_and_is_good_for_its_own_browser_only(world, new_id, visit):
    browser, number = visit("secretary"), new_id()

    page = start_joining(browser, number)

    assert number not in page
    assert browser.get(page).status_code == 200
    assert visit("bookkeeper").get(page)["Location"] == "/g/sajja-8/members/new/"


def test_two_forms_open_side_by_side_keep_their_own_person(world, new_id, visit):
    browser, one, other = visit("secretary"), new_id(), new_id()
    first, _second = start_joining(browser, one), start_joining(browser, other)

    browser.post(first, PERSON | JOINING)

    assert Person.objects.filter(citizen_id=one).exists()
    assert not Person.objects.filter(citizen_id=other).exists()


def test_a_person_the_network_knows_is_not_typed_again_nor_changed(world, new_id, visit):
    known = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    browser = visit("secretary")
    page = start_joining(browser, known.citizen_id)

    refused = browser.post(page, PERSON | JOINING)
    browser.post(page, PERSON | JOINING | {"guardian": "08-0001"})

    known.refresh_from_db()
    assert "guardian" in refused.context["forms"][0].errors
    assert (known.first_name, known.born_on) == ("ตะวัน", date(2015, 2, 1))
    assert known.memberships.get().guardian == world.member.person


def test_who_is_a_member_already_is_shown(world, visit):
    page = start_joining(visit("secretary"), world.member.person.citizen_id)

    assert page == f"/g/sajja-8/members/{world.member.pk}/"


@pytest.mark.parametrize("guardian", ["08-0001", "๐๘-๐๐๐๑", "1-1014-00000-01-4"])
def test_a_guardian_is_named_by_member_number_or_citizen_id(world, new_id, visit, guardian):
    browser, number = visit("secretary"), new_id()

    browser.post(start_joining(browser, number), PERSON | JOINING | {"born_on": "1/2/2558", "guardian": guardian})

    assert Member.objects.get(person__citizen_id=number).guardian == world.member.person


@pytest.mark.parametrize(
    "fault",
    [
        {"share_1": "90", "name_1": "นายเอก", "relation_1": "บุตร"},
        {"share_1": "100", "name_1": "นายเอก"},
        {"share_1": "100", "name_1": "ก", "relation_1": "ข", "name_2": "ค", "relation_2": "ง"},
        {"born_on": "1/2/2558"},
        {"guardian": "08-9999"},
        {"on": "1/1/2600"},
    ],
)
def test_a_fault_anywhere_writes_nothing_and_keeps_what_was_typed(world, new_id, visit, fault):
    browser, number = visit("secretary"), new_id()

    answer = browser.post(start_joining(browser, number), PERSON | JOINING | fault)

    assert 'role="alert"' in answer.content.decode()
    assert 'value="ละออ"' in answer.content.decode()
    assert not Person.objects.filter(citizen_id=number).exists()


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


def test_the_form_of_beneficiaries_begins_with_those_named_last(world, visit):
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/nominees/"

    browser.post(page, {"name_1": "นายเอก", "relation_1": "บุตร", "share_1": "๑๐๐"})

    assert 'value="นายเอก"' in browser.get(page).content.decode()
    assert "นายเอก (บุตร) 100 %" in browser.get(f"/g/sajja-8/members/{world.member.pk}/").content.decode()


@pytest.mark.parametrize("by", ["number", "citizen_id"])
def test_a_beneficiary_is_found_by_member_number_or_citizen_id(world, visit, by):
    sister = people.join(world.group, world.new_person("1101400000031", "ป้า", house_no="77"), on=date(2024, 1, 5))
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/nominees/"

    written = sister.number if by == "number" else sister.person.citizen_id
    browser.post(page, {"name_1": written, "relation_1": "พี่สาว", "share_1": "100"})

    assert world.member.nominees.get().person == sister.person


def test_a_beneficiary_of_no_number_is_asked_for_by_name(world, visit):
    browser, page = visit("secretary"), f"/g/sajja-8/members/{world.member.pk}/nominees/"

    answer = browser.post(page, {"name_1": "๙๙๙", "relation_1": "บุตร", "share_1": "100"})

    assert list(answer.context["form"].errors) == ["name_1"]
    assert not world.member.nominees.exists()


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


def test_the_form_after_the_id_card_shows_it_masked(world, new_id, visit):
    browser, number = visit("secretary"), new_id()

    shown = browser.get(start_joining(browser, number)).content.decode()

    assert thai.mask(number) in shown
    assert number not in shown
