"""The head of a group's papers, what waits for a second officer, and practice groups."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from funds.models import ProductBylaw
from ledger import thai
from tests import made_bylaws
from villages.models import Group, Institution, Officer, Role
from villages.queries import groups as groups_queries
from villages.services import appointing, bylaws, groups
from villages.services import practice as villages_practice

KARO = "ตำบลกะหรอ อำเภอนบพิตำ จังหวัดนครศรีธรรมราช 80160"


def test_the_institution_has_a_letterhead_of_its_own(world):
    Institution.objects.update(phone="075-123-456", is_demo=True)

    assert groups_queries.letterhead(None) == {
        "name": "สถาบันการเงินชุมชนตำบลกะหรอ", "address": KARO, "phone": "075-123-456", "logo": None,
        "demo": True, "practice": False,
    }  # fmt: skip


def test_a_group_writes_its_office_village_and_sub_district_at_the_head(world):
    world.group.address, world.group.phone = "ศาลาหมู่บ้าน", "081-234-5678"

    assert groups_queries.letterhead(world.group) == {
        "name": world.group.name, "address": f"ศาลาหมู่บ้าน หมู่ที่ 8 บ้านไสรักษ์ {KARO}", "phone": "081-234-5678",
        "logo": None, "demo": False, "practice": False,
    }  # fmt: skip


def test_a_group_of_the_whole_sub_district_has_no_village_at_the_head(world):
    fund = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการ", "wel", village=None)

    assert groups_queries.letterhead(fund)["address"] == KARO


def test_a_logo_goes_along_as_what_it_is(world):
    logos = {b"\x89PNG x": "data:image/png;base64,iVBORyB4", b"\xff\xd8 x": "data:image/jpeg;base64,/9ggeA=="}
    for content, uri in logos.items():
        world.group.logo.save("logo", ContentFile(content))
        assert groups_queries.letterhead(world.group)["logo"] == uri


def test_a_group_has_few_officers_until_three_people_hold_an_office_today(world):
    assert list(groups_queries.groups_with_few_officers()) == []
    few = groups.create_group(Group.Kind.GOP, "กลุ่มใหม่", "gop-8", village=world.village)
    three = [world.treasurer, world.checker, world.loans]
    for user in three[:2]:
        world.appoint(user, Role.SECRETARY, few)
    world.appoint(world.treasurer, Role.LOANS, few)  # the same person twice is one
    world.appoint(three[2], Role.CHAIR, few, on=timezone.localdate() + timedelta(days=1))
    assert list(groups_queries.groups_with_few_officers()) == [few]

    Officer.objects.filter(group=few).update(from_on=timezone.localdate())

    assert list(groups_queries.groups_with_few_officers()) == []


def test_what_waits_are_acts_and_by_laws_of_this_group(world, new_id):
    assert groups_queries.waiting(world.group) == 0
    person = world.new_person(new_id())
    appointing.ask_to_appoint(
        person, Role.LOANS, world.group, on=timezone.localdate(), reason="มติ", by=world.chair, request_id=uuid4()
    )
    today = timezone.localdate()
    bylaw = ProductBylaw(
        product=world.pledged, effective_from=today, decided_on=today, resolution="มติ", minimum=5, step=5
    )
    bylaws.write(bylaw, by=world.treasurer)

    assert groups_queries.waiting(world.group) == 2
    assert [(kind, pk) for kind, pk in groups_queries.proposals(world.group)] == [(ProductBylaw.KIND, bylaw.pk)]
    made_bylaws.agree_waiting(world.group)
    assert groups_queries.waiting(world.group) == 1


def test_invented_ids_run_on_within_a_practice_group_and_have_a_right_check_digit(world):
    own = villages_practice.create_practice_group(world.group, by=world.bookkeeper, members_since=timezone.localdate())

    number = groups_queries.invented_id(own)

    assert number[:12] == f"{own.practice_ids}015"  # twelve members and two helpers before it
    assert thai.citizen_id(number) == number
    assert groups_queries.invented_id(Group(pk=99_999_999, is_practice=True))[:12] == "999999999001"


def test_helpers_are_the_invented_officers_of_a_practice_group(world):
    own = villages_practice.create_practice_group(world.group, by=world.bookkeeper, members_since=timezone.localdate())

    helpers = list(groups_queries.helpers(own))

    assert [user.username for user in helpers] == [f"practice-{own.pk}-1", f"practice-{own.pk}-2"]
    assert list(groups_queries.helpers(world.group)) == []
    assert list(groups_queries.practice_groups(world.bookkeeper)) == [own]
    assert list(groups_queries.practice_groups(User.objects.get(pk=world.chair.pk))) == []
