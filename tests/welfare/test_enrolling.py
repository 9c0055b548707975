"""The pages of who gives one baht a day: found, enrolled alone or as a family, only in a welfare fund."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.welfare.conftest import give, see
from villages.models import Person
from villages.services import people
from welfare.models import Enrolment
from welfare.services import schemes

TODAY = timezone.localdate()


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


def test_the_pages_of_the_fund(world, fund, client, new_id):
    member = people.join(fund, world.new_person(new_id(), "วันดี"), on=date(2025, 1, 5))
    client.force_login(world.treasurer)
    today = f"{timezone.localdate():%d/%m/%Y}"

    empty = client.get(reverse("welfare:days", args=[fund.slug])).content.decode()
    assert "ยังไม่มีใคร" in empty
    fields = {"member": member.pk, "plan": "90", "on": today}
    assert client.post(reverse("welfare:enrol", args=[fund.slug]), fields).status_code == 302
    assert str(member) in client.get(reverse("welfare:days", args=[fund.slug])).content.decode()
    assert client.get(reverse("welfare:days", args=[world.group.slug])).status_code == 404


@pytest.mark.parametrize("name", ["funds:find", "villages:members", "welfare:days"])
def test_a_search_by_a_whole_citizen_id_goes_on_with_its_last_digits(world, fund, paid_up, client, name):
    number = paid_up.member.person.citizen_id
    client.force_login(world.secretary if name != "funds:find" else world.treasurer)
    thai = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    written = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    for text in (number, written, thai):
        answer = client.get(
            reverse(name, args=[world.group.slug if name != "welfare:days" else fund.slug]), {"q": text}
        )
        assert answer.status_code == 302
        assert answer.url.endswith(f"?q={number[-5:]}")

    other = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not client.get(reverse("villages:members", args=[fund.slug]), {"q": other}).headers.get("Location")


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


def test_nobody_reads_a_fund_of_another_kind(world, client):
    client.force_login(world.treasurer)
    assert client.get(reverse("welfare:fund", args=[world.group.slug])).status_code == 404


def test_members_are_found_by_name_number_and_state_a_page_at_a_time(
    world, enrolled, client, new_id, monkeypatch, django_assert_max_num_queries
):
    group = enrolled.member.group
    for name in ("น้ำฝน", "ไพลิน"):
        member = people.join(group, world.new_person(new_id(), name), on=date(2025, 10, 1))
        schemes.enrol(enrolled.scheme, member, on=date(2025, 10, 1))
    give(world, enrolled, 3650, date(2025, 9, 25))
    monkeypatch.setattr("welfare.views.enrolling.A_PAGE", 2)
    client.force_login(world.treasurer)
    see(client, "days", group.slug)

    with django_assert_max_num_queries(15):
        everybody = see(client, "days", group.slug)

    assert everybody.count("/welfare/members/") == 2
    assert "หน้า 1 จาก 2" in everybody
    assert see(client, "days", group.slug, page=2).count("/welfare/members/") == 1
    assert "ไพลิน" in see(client, "days", group.slug, q="ไพลิน")
    assert "ไพลิน" not in see(client, "days", group.slug, q=enrolled.member.number)
    assert enrolled.member.number in see(client, "days", group.slug, state="active")
    assert "ไม่พบ" in see(client, "days", group.slug, q="ไม่มีใคร")
