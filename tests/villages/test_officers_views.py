"""Offices in the browser: asked for on the page, and what the page says of them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from tests.villages.test_appointing import TODAY, agree, ask, office_of, press
from villages.models import Group, Officer, PendingRequest, Person, Role
from villages.services import groups


@pytest.fixture
def somebody(world, new_id) -> Person:
    """Somebody of the register who has no account yet."""
    return world.new_person(new_id(), "สมหมาย")


def test_somebody_of_the_register_is_asked_for_by_id_member_number_or_name(world, visit, somebody):
    browser = visit("chair")
    for who, role in (
        (somebody.citizen_id, "loans"),
        (world.member.number, "secretary"),
        (world.member.person.first_name, "receiver"),
    ):
        assert press(browser, who, role).status_code == 302

    wanted = [request.arguments["person"] for request in PendingRequest.objects.order_by("pk")]
    assert wanted == [somebody.pk, world.member.person_id, world.member.person_id]
    assert not Officer.objects.filter(from_on=date(2025, 1, 1)).exists()


def test_nobody_outside_the_register_is_asked_for_and_of_two_namesakes_the_number_says_who(world, visit, new_id):
    world.new_member(new_id(), "ประเสริฐ")
    browser = visit("chair")

    for who in (new_id(), "ไม่มีใคร", "ประเสริฐ"):
        assert "who" in press(browser, who).context["form"].errors


def test_a_group_asks_for_no_office_of_the_network(world, visit):
    assert "role" in press(visit("chair"), world.member.number, role="auditor").context["form"].errors


def test_row_three_of_the_issue_a_chair_makes_two_hands_and_is_paid(world, visit, client, new_id):
    """Done on the demonstration: two invented people, both first passwords shown, 60,000 asked and agreed."""
    chair = visit("chair")
    for username, role in (("first", "treasurer"), ("second", "checker")):
        answer = press(chair, username, role, username=username, full_name="คนสมมติ")
        assert answer.context["form"].errors
    assert not User.objects.filter(username__in=["first", "second"]).exists()

    people = [world.new_person(new_id(), name) for name in ("หนึ่ง", "สอง")]
    for person, role in zip(people, ("treasurer", "checker"), strict=True):
        page = press(chair, person.citizen_id, role, follow=True).content.decode()
        assert "รหัสผ่าน" not in page
    for request in PendingRequest.objects.all():
        chair.post(f"/g/sajja-8/requests/{request.pk}/", {"approve": "1"})

    assert not Officer.objects.filter(person__in=people).exists()
    assert not User.objects.filter(person__in=people).exists()


def test_the_networks_staff_alone_give_no_office(world, visit, new_id):
    person, staff = world.new_person(new_id()), visit("staff")

    press(staff, person.citizen_id, "treasurer")
    request = PendingRequest.objects.get()
    staff.post(f"/g/sajja-8/requests/{request.pk}/", {"approve": "1"})

    assert not person.offices.exists()


def test_an_office_elsewhere_is_out_of_reach(world, visit):
    group = groups.create_group(Group.Kind.GOP, "กลุ่มออมทรัพย์", "gop-8", village=world.village)
    office = world.appoint(world.stranger, Role.CHAIR, group)

    for pk in (office.pk, office_of(world.staff).pk):
        for page in ("", "end/", "lengthen/", "password/"):
            assert visit("chair").get(f"/g/sajja-8/officers/{pk}/{page}").status_code == 404


def test_the_group_says_who_was_appointed_by_whom_and_who_agreed(world, visit, somebody):
    request = ask(world, somebody, Role.CHAIR)
    agree(request, world.treasurer)
    assert "รอกรรมการคนที่สอง" in visit("loans").get("/g/sajja-8/").content.decode()
    agree(request, world.staff)

    for name, page in (("loans", "/g/sajja-8/"), ("loans", "/g/sajja-8/officers/"), ("staff", "/subdistrict/")):
        text = " ".join(visit(name).get(page).content.decode().split())
        assert "แต่งตั้ง นางสมหมาย" in text
        assert "คุณchair" in text
        assert "คุณtreasurer, คุณstaff (ในนามเครือข่าย)" in text


def test_the_page_of_an_office_says_who_printed_the_slip(world, visit, somebody):
    agree(ask(world, somebody), world.treasurer)
    office = somebody.offices.get()

    answer = visit("secretary").post(f"/g/sajja-8/officers/{office.pk}/slip.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "คุณsecretary" in visit("chair").get(f"/g/sajja-8/officers/{office.pk}/").content.decode()


@pytest.mark.parametrize("change", ["end", "lengthen", "password"])
def test_what_is_asked_on_the_page_of_an_office_waits(world, visit, change):
    office = office_of(world.loans)
    Officer.objects.filter(pk=office.pk).update(until_on=TODAY() + timedelta(days=9))
    form = {"on": "", "until": "", "reason": "มติ", "request_id": uuid4()}
    form["on"] = f"{TODAY():%d/%m}/{TODAY().year + 543}"

    answer = visit("chair").post(f"/g/sajja-8/officers/{office.pk}/{change}/", form)

    assert answer.status_code == 302
    assert PendingRequest.objects.get().beneficiary == office.person
