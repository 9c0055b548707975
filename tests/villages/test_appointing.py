"""Giving, ending and lengthening an office: one asks, another agrees, and nobody sees another's password."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from funds.queries import days as days_queries
from funds.services import reversals
from tests.conftest import LONG_AGO, become
from villages import access
from villages.models import Group, Officer, PendingRequest, Person, Role
from villages.models.officers import NETWORK_ROLES
from villages.queries import officers as officers_queries
from villages.services import appointing, groups, officers, requests, slips

TODAY = timezone.localdate
DECIDERS = {"chair", "treasurer", "bookkeeper", "checker"}


@pytest.fixture
def somebody(world, new_id) -> Person:
    return world.new_person(new_id(), "สมหมาย")


@pytest.fixture
def second_staff(world) -> User:
    user = world.users["second_staff"] = User.objects.create_user("second_staff")
    world.appoint(user, Role.STAFF, None)
    return user


def ask(world, person, role=Role.LOANS, *, by=None, group="own", **more) -> PendingRequest:
    wish: dict[str, Any] = {"on": TODAY(), "reason": "มติที่ประชุม", "request_id": uuid4()} | more
    return appointing.ask_to_appoint(
        person, role, world.group if group == "own" else group, by=by or world.chair, **wish
    )


def ask_to_end(world, officer, **more) -> PendingRequest:
    wish: dict[str, Any] = {"on": TODAY(), "reason": "ลาออก", "request_id": uuid4(), "by": world.chair} | more
    return appointing.ask_to_end(officer, **wish)


def agree(request: PendingRequest, *users: User) -> None:
    for user in users:
        requests.approve(PendingRequest.objects.get(pk=request.pk), by=User.objects.get(pk=user.pk))


def office_of(user: User) -> Officer:
    return user.person.offices.get()


def may(user: User, act: str, group: Group | None) -> bool:
    return access.may(User.objects.get(pk=user.pk), act, group)


def press(browser, who: str, role: str = "loans", **more):
    form = {"who": who, "role": role, "on": "1/1/2568", "reason": "มติ", "request_id": uuid4()} | more
    return browser.post("/g/sajja-8/officers/new/", form)


# -- Who asks and who agrees -------------------------------------------------------------------------------------------


def test_an_office_begins_when_a_second_officer_agreed(world, somebody):
    request = ask(world, somebody)
    assert not somebody.offices.exists()

    agree(request, world.treasurer)

    office = somebody.offices.get()
    assert (office.group, office.role, office.from_on) == (world.group, "loans", TODAY())


@pytest.mark.parametrize("name", ["chair", "receiver", "secretary", "loans", "inspector", "auditor", "facilitator"])
def test_who_asked_and_who_may_not_approve_do_not_agree(world, somebody, name):
    request = ask(world, somebody)

    with pytest.raises(ValidationError):
        agree(request, world.users[name])

    assert not somebody.offices.exists()


@pytest.mark.parametrize("name", sorted(DECIDERS - {"chair"}))
def test_each_who_approves_requests_may_agree(world, somebody, name):
    agree(ask(world, somebody), world.users[name])

    assert somebody.offices.exists()


@pytest.mark.parametrize("role", [Role.CHAIR, Role.TREASURER])
def test_chair_and_treasurer_need_the_networks_yes_too(world, somebody, role):
    request = ask(world, somebody, role)

    agree(request, world.checker, world.bookkeeper)
    assert not somebody.offices.exists()

    agree(request, world.staff)
    assert somebody.offices.get().role == role


@pytest.mark.parametrize("role", [Role.TREASURER, Role.LOANS])
def test_the_networks_staff_who_asked_are_not_the_networks_yes(world, somebody, second_staff, role):
    request = ask(world, somebody, role, by=world.staff)

    with pytest.raises(ValidationError):
        agree(request, world.staff)
    agree(request, world.chair)
    if role == Role.TREASURER:
        assert not somebody.offices.exists()
        with pytest.raises(ValidationError):
            agree(request, world.staff)
        agree(request, second_staff)

    assert somebody.offices.exists()


def test_whom_it_is_about_does_not_agree_nor_does_their_household(world, new_id):
    become(world.checker, world.new_person(new_id(), house_no="55"))
    other = world.new_person(new_id(), house_no="55")
    about_checker = ask(world, world.checker.person, Role.SECRETARY)

    with pytest.raises(ValidationError):
        agree(about_checker, world.checker)
    with pytest.raises(ValidationError):
        agree(ask(world, other), world.checker)


def test_nobody_asks_for_an_office_of_their_own(world):
    with pytest.raises(ValidationError):
        ask(world, world.chair.person, Role.SECRETARY)
    with pytest.raises(ValidationError):
        ask_to_end(world, office_of(world.chair))


@pytest.mark.parametrize(
    ("role", "asker", "agree_to_it"),
    [
        (Role.LOANS, "chair", DECIDERS - {"chair"}),
        (Role.LOANS, "staff", DECIDERS),
        (Role.CHAIR, "chair", DECIDERS - {"chair"} | {"staff", "second_staff"}),
        (Role.TREASURER, "staff", DECIDERS | {"second_staff"}),
        (Role.STAFF, "staff", {"second_staff"}),
        (Role.AUDITOR, "second_staff", {"staff"}),
    ],
)
def test_the_table_of_who_asks_and_whose_yes_counts(world, somebody, second_staff, role, asker, agree_to_it):
    group, yes = None if role in NETWORK_ROLES else world.group, set()
    everybody = {*world.users, "second_staff", "member", "stranger"}
    may_ask = {name for name in everybody if access.may(world.users[name], "keep officers", group)}
    for name in sorted(everybody - may_ask):
        with pytest.raises(ValidationError):
            ask(world, somebody, role, group=group, by=world.users[name])
    request = ask(world, somebody, role, group=group, by=world.users[asker])

    for name in sorted(everybody):
        with suppress(ValidationError), transaction.atomic():
            agree(request, world.users[name])
            yes.add(name)
            transaction.set_rollback(True)

    assert may_ask == ({"chair"} if group else set()) | {"staff", "second_staff"}
    assert yes == agree_to_it


# -- Where nobody is left ----------------------------------------------------------------------------------------------


@pytest.fixture
def new_group(world) -> Group:
    return groups.create_group(Group.Kind.GOP, "กลุ่มออมทรัพย์", "gop-8", village=world.village)


def test_the_first_officers_of_a_group_need_two_staff(world, somebody, second_staff, new_group):
    request = ask(world, somebody, Role.TREASURER, group=new_group, by=world.staff)

    for name in ("staff", "chair", "auditor"):
        with pytest.raises(ValidationError):
            agree(request, world.users[name])
    agree(request, second_staff)

    assert somebody.offices.get().group == new_group


def test_in_a_group_of_two_the_network_agrees_and_never_who_asked(world, new_group, somebody):
    for name, role in (("stranger", Role.CHAIR), ("member", Role.TREASURER)):
        world.appoint(world.users[name], role, new_group)
    request = ask(world, somebody, Role.LOANS, group=new_group, by=world.stranger)

    with pytest.raises(ValidationError):
        agree(request, world.stranger)
    agree(request, world.staff)

    assert somebody.offices.exists()


def test_an_office_of_the_network_needs_two_staff(world, somebody, second_staff):
    request = ask(world, somebody, Role.AUDITOR, group=None, by=world.staff)

    for name in ("staff", "chair", "treasurer", "auditor"):
        with pytest.raises(ValidationError):
            agree(request, world.users[name])
    agree(request, second_staff)

    assert somebody.offices.get().role == Role.AUDITOR


# -- Ending, resting, lengthening --------------------------------------------------------------------------------------


def test_an_office_ends_with_its_day_once_another_agreed(world):
    office = office_of(world.loans)
    request = ask_to_end(world, office)
    office.refresh_from_db()
    assert office.until_on is None

    agree(request, world.treasurer)

    office.refresh_from_db()
    assert office.until_on == TODAY()


def test_agreed_late_it_ends_late_and_an_ended_office_is_never_prolonged(world):
    office = office_of(world.loans)
    request = ask_to_end(world, office, on=TODAY() - timedelta(days=9))

    agree(request, world.treasurer)

    office.refresh_from_db()
    assert office.until_on == TODAY()
    Officer.objects.filter(pk=office.pk).update(until_on=TODAY() - timedelta(days=3))
    with pytest.raises(ValidationError):
        ask_to_end(world, office)
    with pytest.raises(ValidationError):
        appointing.ask_to_lengthen(office, until=None, reason="ต่อ", by=world.chair, request_id=uuid4())


def test_an_urgent_dismissal_rests_the_office_at_once_and_ends_it_when_agreed(world):
    office = office_of(world.receiver)
    request = ask_to_end(world, office, urgent=True)
    assert not may(world.receiver, "take deposits", world.group)
    assert not may(world.receiver, "see the group", world.group)

    agree(request, world.treasurer)

    office.refresh_from_db()
    assert office.until_on == TODAY()
    assert not may(world.receiver, "take deposits", world.group)  # also not for the rest of the day


def test_a_refused_urgent_dismissal_lets_the_office_live_again(world):
    request = ask_to_end(world, office_of(world.receiver), urgent=True)

    requests.refuse(request, by=world.treasurer, reason="ไม่จริง")

    assert may(world.receiver, "take deposits", world.group)
    assert office_of(world.receiver).until_on is None


def test_a_resting_officer_agrees_to_nothing(world, somebody):
    ask_to_end(world, office_of(world.checker), urgent=True)

    with pytest.raises(ValidationError):
        agree(ask(world, somebody), world.checker)


def test_one_of_two_staff_does_not_lock_the_other_out(world, second_staff):
    with pytest.raises(ValidationError):
        ask_to_end(world, office_of(second_staff), urgent=True, by=world.staff)

    assert may(second_staff, "keep the network", None)


def test_what_a_dismissed_officer_asked_for_goes_on_waiting(world):
    receipt = world.deposit(500, by=world.receiver)
    waiting = reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="พิมพ์ผิด", request_id=uuid4())

    agree(ask_to_end(world, office_of(world.receiver), urgent=True), world.treasurer)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.decided_by) == ("waiting", None)
    with pytest.raises(ValidationError):
        agree(waiting, world.checker)
    requests.take_over(waiting, by=world.treasurer)
    agree(waiting, world.checker)


def test_an_office_is_lengthened_when_another_agreed(world, somebody):
    agree(ask(world, somebody, until=TODAY() + timedelta(days=30)), world.treasurer)
    office, later = somebody.offices.get(), TODAY() + timedelta(days=400)
    with pytest.raises(ValidationError):
        appointing.ask_to_lengthen(office, until=TODAY(), reason="ต่อ", by=world.chair, request_id=uuid4())

    request = appointing.ask_to_lengthen(office, until=later, reason="ต่อวาระ", by=world.chair, request_id=uuid4())
    agree(request, world.bookkeeper)

    office.refresh_from_db()
    assert office.until_on == later


def test_a_longer_term_does_not_join_the_two_sides(world, somebody):
    officers.appoint(somebody, Role.LOANS, world.group, on=TODAY(), until=TODAY() + timedelta(days=9))
    officers.appoint(somebody, Role.INSPECTOR, world.group, on=TODAY() + timedelta(days=10))

    with pytest.raises(ValidationError):
        appointing.ask_to_lengthen(
            somebody.offices.get(role="loans"), until=None, reason="ต่อ", by=world.chair, request_id=uuid4()
        )


# -- At the same moment ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_eight_times_the_same_button_is_one_request(world, somebody, side_by_side):
    request_id = uuid4()

    ends = side_by_side(*[lambda: ask(world, somebody, request_id=request_id) for _n in range(8)])

    assert PendingRequest.objects.count() == 1
    assert {end.pk for end in ends if end is not ValidationError} == {PendingRequest.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_keeper_and_inspector_agreed_at_the_same_moment_become_one(world, somebody, side_by_side):
    keeper, inspector = ask(world, somebody, Role.LOANS), ask(world, somebody, Role.INSPECTOR)

    ends = side_by_side(lambda: agree(keeper, world.treasurer), lambda: agree(inspector, world.checker))

    assert ends.count(ValidationError) == 1
    assert somebody.offices.count() == 1


@pytest.mark.django_db(transaction=True)
def test_agreed_twice_at_the_same_moment_is_one_office(world, somebody, side_by_side):
    request = ask(world, somebody)

    ends = side_by_side(*[lambda: agree(request, world.treasurer), lambda: agree(request, world.checker)] * 4)

    assert ends.count(ValidationError) == 4  # whoever was first is answered alike each time, the other is told
    assert somebody.offices.count() == 1


# -- Accounts ----------------------------------------------------------------------------------------------------------


def test_an_appointed_officer_opens_the_account_with_a_slip_of_somebody_who_did_not_ask(world, somebody):
    agree(ask(world, somebody, by=world.staff), world.treasurer)

    with pytest.raises(ValidationError):
        slips.issue(somebody, by=world.staff)
    slip, code = slips.issue(somebody, by=world.secretary)
    user = slips.activate(
        slip.number, code, last_digits=somebody.citizen_id[-4:], born_on=somebody.born_on, username="sommai",
        password="ปลาทูนึ่ง-น้ำพริก",
    )  # fmt: skip

    assert may(user, "sit at the table", world.group)


def renew(world, officer: Officer) -> PendingRequest:
    return appointing.ask_to_renew(officer, reason="ลืมรหัสผ่าน", by=world.chair, request_id=uuid4())


def test_an_officers_password_is_renewed_by_a_slip_only_when_a_second_officer_agreed_and_once(world):
    office = office_of(world.receiver)
    with pytest.raises(ValidationError):
        slips.issue(office.person, by=world.secretary)
    request = renew(world, office)
    with pytest.raises(ValidationError):
        slips.issue(office.person, by=world.secretary)
    with pytest.raises(ValidationError):
        agree(request, world.receiver)

    agree(request, world.treasurer)

    slip, code = slips.issue(office.person, by=world.secretary)
    with pytest.raises(ValidationError):
        slips.issue(office.person, by=world.secretary)
    user = slips.activate(
        slip.number, code, last_digits=office.person.citizen_id[-4:], born_on=office.person.born_on,
        username="receiver", password="ปลาทูนึ่ง-น้ำพริก",
    )  # fmt: skip
    assert user == world.receiver


def test_a_slip_of_a_member_who_becomes_an_officer_renews_nothing_any_more(world):
    person = world.member.person
    slip, code = slips.issue(person, by=world.secretary)
    agree(ask(world, person), world.treasurer)

    with pytest.raises(ValidationError):
        slips.activate(
            slip.number, code, last_digits="0014", born_on=person.born_on, username="taken", password="ปลาทูนึ่ง-น้ำพริก"
        )


# -- A stand-in from another group -------------------------------------------------------------------------------------


@pytest.fixture
def outsider(world, new_group) -> User:
    """The checker of another group."""
    world.appoint(world.stranger, Role.CHECKER, new_group)
    return world.stranger


def name_stand_in(world, user, by="staff", days=29, **more) -> PendingRequest:
    return ask(world, user.person, Role.STAND_IN, by=world.users[by], until=TODAY() + timedelta(days=days), **more)


def test_a_stand_in_is_named_by_staff_and_agreed_by_a_second_staff_only(world, outsider, second_staff):
    for name in ("chair", "treasurer", "auditor"):
        with pytest.raises(ValidationError):
            name_stand_in(world, outsider, by=name)
    request = name_stand_in(world, outsider)

    for name in sorted(DECIDERS | {"staff"}):
        with pytest.raises(ValidationError):
            agree(request, world.users[name])
        with pytest.raises(ValidationError):
            requests.refuse(request, by=world.users[name], reason="ไม่")
    assert not may(outsider, "approve requests", world.group)
    agree(request, second_staff)

    assert may(outsider, "approve requests", world.group)
    assert not may(outsider, "see books", world.group)
    assert not may(outsider, "sit at the table", world.group)


def test_a_stand_in_stays_thirty_days_comes_from_another_group_and_is_not_lengthened(world, outsider, second_staff):
    for user, days in ((outsider, 30), (world.checker, 9), (world.member, 9), (world.auditor, 9)):
        with pytest.raises(ValidationError):
            name_stand_in(world, user if isinstance(user, User) else user.person.user, days=days)
    with pytest.raises(ValidationError):
        ask(world, outsider.person, Role.STAND_IN, by=world.staff)

    agree(name_stand_in(world, outsider), second_staff)
    office = Officer.objects.get(role=Role.STAND_IN)
    with pytest.raises(ValidationError):
        appointing.ask_to_lengthen(office, until=None, reason="ต่อ", by=world.staff, request_id=uuid4())


def test_a_stand_in_is_close_neither_to_who_names_them_nor_to_who_asks_here(world, outsider):
    person, home = outsider.person, world.staff.person
    person.house_no, person.village = home.house_no, home.village
    person.save()

    with pytest.raises(ValidationError):
        name_stand_in(world, outsider)

    person.house_no = "991"
    person.save()
    assert name_stand_in(world, outsider).beneficiary == outsider.person


def test_a_stand_in_decides_where_all_of_the_group_are_close_until_the_days_are_over(
    world, outsider, second_staff, somebody, visit
):
    for user in (world.treasurer, world.bookkeeper, world.checker):
        Person.objects.filter(user=user).update(house_no=somebody.house_no)
    pending = ask(world, somebody)
    with pytest.raises(ValidationError):
        agree(pending, world.checker)
    agree(name_stand_in(world, outsider), second_staff)
    page = f"/g/sajja-8/requests/{pending.pk}/"
    Officer.objects.filter(role=Role.STAND_IN).update(from_on=LONG_AGO, until_on=TODAY() - timedelta(days=1))
    assert visit("stranger").get(page).status_code == 404
    with pytest.raises(ValidationError):
        agree(pending, outsider)

    Officer.objects.filter(role=Role.STAND_IN).update(until_on=TODAY())
    visit("stranger").post(page, {"approve": "1"})

    assert somebody.offices.exists()


def test_staff_name_a_stand_in_on_the_groups_page_and_the_group_does_not(world, outsider, visit):
    until = TODAY() + timedelta(days=9)
    days = {"on": f"{TODAY():%d/%m}/{TODAY().year + 543}", "until": f"{until:%d/%m}/{until.year + 543}"}
    assert "role" in press(visit("chair"), outsider.person.citizen_id, "stand_in", **days).context["form"].errors

    assert press(visit("staff"), outsider.person.citizen_id, "stand_in", **days).status_code == 302

    assert PendingRequest.objects.get().act == "name a stand-in"


def test_a_stand_in_is_none_of_the_groups_officers(world, outsider, new_group):
    before = officers_queries.committee(world.group)
    world.appoint(outsider, Role.STAND_IN, world.group, on=TODAY(), until=TODAY())

    assert officers_queries.committee(world.group) == before
    assert outsider not in dict(days_queries.officers_of([world.group]))
