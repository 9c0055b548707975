"""Enrolment rounds with target and actual, families at one go, sponsors, a fund of the whole sub-district."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from funds.queries import sheet as sheet_queries
from funds.services import days
from tests import made_bylaws
from tests.conftest import LONG_AGO
from villages.models import Group, Person, Role, Village
from villages.services import groups, people
from welfare.models import Enrolment, Round
from welfare.queries import days as days_queries
from welfare.queries import overview as overview_queries
from welfare.queries import rounds as rounds_queries
from welfare.services import schemes

TODAY = timezone.localdate()


@pytest.fixture
def tambon(world) -> Group:
    """One fund for the sub-district, the villages its branches (R1.33)."""
    group = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการตำบลกะหรอ", "wel-karo", village=None)
    for name in ("treasurer", "receiver", "bookkeeper", "checker", "chair", "secretary"):
        world.appoint(world.users[name], Role(name), group)
        vars(world.users[name]).pop("_offices", None)
    made_bylaws.set_scheme_bylaw(group.books.get(), effective_from=LONG_AGO, resolution="มติ 1/2563")
    return group


@pytest.fixture
def family(world, new_id):
    """Grandmother, mother and two children of one house."""
    grown = [world.new_person(new_id(), name, born_on=date(year, 1, 1)) for name, year in (("ยาย", 1950), ("แม่", 1985))]
    young = [world.new_person(new_id(), name, born_on=date(year, 1, 1)) for name, year in (("พี่", 2012), ("น้อง", 2020))]
    for person in grown + young:
        people.correct(person, by=world.staff, house_no="77")
    return grown + young


def household(client, fund, person):
    """The page of somebody's house, begun with their ID card."""
    query = {"citizen_id": person.citizen_id}
    answer = client.post(reverse("welfare:enrol_family", args=[fund.slug]), query)
    assert person.citizen_id not in answer.url
    return answer.url


def test_a_whole_family_begins_at_one_go(world, fund, family, client):
    client.force_login(world.secretary)
    address = household(client, fund, family[1])
    page = client.get(address).content.decode()
    assert all(person.first_name in page for person in family)

    params = {"people": [person.pk for person in family], "plan": "365", "on": f"{TODAY:%d/%m/%Y}",
            "guardian": family[1].pk, "sponsor_name": "วัดกะหรอ"}  # fmt: skip
    client.post(address, params)

    begun = Enrolment.objects.order_by("pk")
    assert [each.member.person for each in begun] == family
    assert [each.member.guardian for each in begun] == [None, None, family[1], family[1]]
    assert {(each.plan, each.sponsor_name) for each in begun} == {(365, "วัดกะหรอ")}
    assert "ทุกคนในบ้านนี้" in client.get(address).content.decode()


def test_a_ticket_that_nobody_holds_leads_back_and_opens_nobodys_house(world, fund, client):
    Person.objects.filter(pk=world.member.person.pk).update(citizen_id=None, network_id="10000001")
    client.force_login(world.secretary)

    answer = client.get(reverse("welfare:enrol_household", args=[fund.slug, "0badcafe"]))

    assert answer.url == reverse("welfare:enrol_family", args=[fund.slug])


def test_who_just_joined_begins_with_the_next_button(world, fund, new_id, client):
    member = people.join(fund, world.new_person(new_id(), "คนใหม่"), on=TODAY)
    client.force_login(world.secretary)
    address = reverse("welfare:enrol", args=[fund.slug]) + f"?member={member.pk}"
    page = reverse("villages:member", args=[fund.slug, member.pk])
    assert address in client.get(page).content.decode()
    assert f'value="{member.pk}" selected' in client.get(address).content.decode()
    client.post(address, {"member": member.pk, "plan": "30", "on": f"{TODAY:%d/%m/%Y}"})

    again = client.get(page).content.decode()

    assert address not in again
    assert reverse("welfare:member", args=[fund.slug, Enrolment.objects.get().pk]) in again


def test_a_family_begins_whole_or_not_at_all(world, fund, family, client):
    client.force_login(world.secretary)
    address = household(client, fund, family[0])
    params = {"people": [person.pk for person in family], "plan": "30", "on": f"{TODAY:%d/%m/%Y}"}

    page = client.post(address, params).content.decode()

    assert not Enrolment.objects.exists()
    assert not fund.members.exists()
    assert page.count("ผู้ปกครอง") >= 3  # the label, and each child by name
    assert "พี่" in page


def test_somebody_unknown_is_sent_to_become_a_member_first(world, fund, client, new_id):
    client.force_login(world.secretary)
    page = client.post(reverse("welfare:enrol_family", args=[fund.slug]), {"citizen_id": new_id()}).content.decode()
    assert reverse("villages:new_member", args=[fund.slug]) in page


def test_nine_villages_hope_for_thirty_each_and_count_who_came(world, tambon, new_id, client):
    villages = [world.village, *(Village.objects.create(number=n, name=f"บ้าน {n}") for n in range(1, 8)),
                Village.objects.create(number=9, name="บ้านเก้า")]  # fmt: skip
    scheme = tambon.books.get().scheme
    client.force_login(world.chair)
    params = {"name": "รุ่นที่ 1", "opens": f"{TODAY:%d/%m/%Y}", "closes": f"{TODAY + timedelta(days=30):%d/%m/%Y}",
            "target": "30", "villages": [village.pk for village in villages]}  # fmt: skip
    client.post(reverse("welfare:open_round", args=[tambon.slug]), params)
    for village in villages[:2]:
        member = people.join(tambon, world.new_person(new_id(), village=village), on=TODAY)
        schemes.enrol(scheme, member, on=TODAY)
    before = people.join(tambon, world.new_person(new_id()), on=date(2026, 1, 1))
    schemes.enrol(scheme, before, on=date(2026, 1, 1))

    days.plan([tambon], TODAY, by=world.treasurer)

    (cohort,) = rounds_queries.cohorts(scheme)
    page = client.get(reverse("welfare:rounds", args=[tambon.slug])).content.decode()

    assert (cohort.target, cohort.came, cohort.percent) == (270, 2, 1)
    assert cohort.evenings == [(TODAY, 2, True)]
    assert "270" in page
    rows = overview_queries.branches(scheme, days_queries.standings(tambon, TODAY), TODAY)
    assert [(row.village.number, row.members, row.target) for row in rows if row.members] == [(1, 1, 30), (8, 2, 30)]
    assert overview_queries.whole(rows).target == 270


def test_a_village_has_one_round_at_a_time(world, fund):
    scheme, given = fund.books.get().scheme, {"name": "รุ่น", "opens": date(2026, 1, 1), "target": 30}
    schemes.open_round(scheme, [world.village], closes=date(2026, 2, 1), **given)

    for closes, villages in ((date(2026, 1, 15), [world.village]), (date(2025, 1, 1), [world.village]), (TODAY, [])):
        with pytest.raises(ValidationError):
            schemes.open_round(scheme, villages, closes=closes, **given)
    assert Round.objects.count() == 1


def test_who_pays_for_others_sees_what_is_due(world, enrolled, client):
    client.force_login(world.secretary)
    group = enrolled.member.group

    client.post(reverse("welfare:name_sponsor", args=[group.slug, enrolled.pk]), {"sponsor_name": " วัด  กะหรอ "})

    (sponsor,) = rounds_queries.sponsors(days_queries.standings(group, TODAY))
    assert sponsor.name == "วัด กะหรอ"
    assert sponsor.due > 0
    assert "วัด กะหรอ" in client.get(reverse("welfare:days", args=[group.slug])).content.decode()


def test_the_sub_districts_fund_sits_with_a_village_for_its_branch_only(world, tambon, new_id):
    scheme = tambon.books.get().scheme
    elsewhere = Village.objects.create(number=3, name="บ้านสาม")
    here = people.join(tambon, world.member.person, on=date(2026, 1, 1))
    there = people.join(tambon, world.new_person(new_id(), "ไกล", village=elsewhere), on=date(2026, 1, 1))
    for member in (here, there):
        schemes.enrol(scheme, member, on=date(2026, 1, 1))

    day = days.plan([world.group, tambon], TODAY, by=world.treasurer)

    sheet = sheet_queries.collection_sheet(day)
    assert here.person_id in sheet.rows
    assert there.person_id not in sheet.rows
    assert day.village == world.village
