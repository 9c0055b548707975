"""What the bar and the start page say of somebody."""

from uuid import uuid4

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from villages.models import Group, Role
from villages.services import appointing, groups, requests
from villages.templatetags import access


def test_the_bar_says_what_one_is_here_and_in_the_network(world):
    other = groups.create_group(Group.Kind.GOP, "กลุ่มอื่น", "gop-8", village=world.village)
    world.appoint(world.loans, Role.SECRETARY, world.group)
    world.appoint(world.loans, Role.CHAIR, other)

    with override("th"):
        here = [Role.LOANS.label, Role.SECRETARY.label]
        assert sorted(access.roles_at(world.loans, world.group).split(" · ")) == sorted(map(str, here))
        assert access.roles_at(world.auditor, other) == str(Role.AUDITOR.label)
    assert access.roles_at(world.stranger, world.group) == ""


def test_what_one_may_in_the_network_is_asked_without_a_group(world):
    assert access.may(world.staff, "keep the network")
    assert not access.may(world.chair, "keep the network")
    assert list(access.helpers(world.group)) == []


def test_a_button_has_a_new_number_each_time():
    button = Template("{% load access %}{% form_id %}")

    one, other = button.render(Context()), button.render(Context())

    assert one.startswith('<input type="hidden" name="request_id" value="')
    assert one != other


def mine(user) -> dict:
    request = RequestFactory().get("/")
    request.user = user
    return access.my_requests({"request": request})


def test_the_start_page_parts_what_waits_for_me_from_what_i_asked_and_what_became_of_it(world, new_id):
    def ask(name: str):
        person = world.new_person(new_id(), name)
        fields = {"on": timezone.localdate(), "reason": "มติ", "by": world.chair, "request_id": uuid4()}
        return appointing.ask_to_appoint(person, Role.LOANS, world.group, **fields)

    waits, yes, no = ask("กมล"), ask("ขวัญ"), ask("แก้ว")
    requests.approve(yes, by=world.checker)
    requests.refuse(no, by=world.checker, reason="ยังไม่พร้อม")

    nothing = {"for_me": [], "for_others": [], "refused": [], "approved": []}
    assert mine(world.chair) == nothing | {"for_others": [waits], "refused": [no], "approved": [yes]}
    assert mine(world.checker) == nothing | {"for_me": [waits], "refused": [no], "approved": [yes]}
    assert mine(world.bookkeeper) == nothing | {"for_me": [waits]}
    assert mine(world.loans) == nothing
