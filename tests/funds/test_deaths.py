"""A death is recorded: from then on money goes only to beneficiaries, and two officers settle (R3.24)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from funds.models import Passbook
from funds.queries import leaving as leaving_queries
from funds.services import deaths, savings, withdrawals
from ledger import queries as books
from ledger import services as ledger
from tests import made_bylaws
from tests.conftest import become
from tests.funds.leavers import TODAY, Cause, ask, baht, fresh, payable, record_death, refused, settle_death
from villages.models import PendingRequest, Person
from villages.queries import people as people_queries
from villages.services import people, requests, slips


def test_from_the_moment_of_recording_nothing_moves_in_any_group(world, saved, elsewhere):
    abroad = people.join(elsewhere, world.member.person, on=date(2024, 1, 5))
    group_book = elsewhere.books.get()
    product = made_bylaws.offer(
        group_book, "special", "ฝากพิเศษ", from_on=date(2020, 1, 1), resolution="1/2563", withdrawable=True
    )
    there = savings.open_passbook(abroad, product, on=date(2024, 1, 5))

    record_death(world)

    there = Passbook.objects.get(pk=there.pk)
    given = {"by": world.treasurer, "request_id": uuid4()}
    for act in (
        lambda: savings.deposit(there, Decimal(100), on=TODAY(), **given),
        lambda: withdrawals.withdraw(there, Decimal(1), **given),
        lambda: savings.change_pledge(there, Decimal(100), from_on=TODAY()),
        lambda: people.name_nominees(
            fresh(world.member), [("นายเอก", "บุตร", Decimal(100))], on=TODAY(), by=world.secretary
        ),
        lambda: people.join(world.group, Person.objects.get(pk=world.member.person_id), on=TODAY()),
        lambda: slips.issue(world.member.person, by=world.treasurer),
    ):
        assert refused(act)


def test_the_log_in_is_shut_and_offices_end(world, client):
    become(world.loans, world.member.person)
    client.force_login(world.loans)

    record_death(world, TODAY() - timedelta(days=1))

    assert client.get("/me/").status_code == 302
    assert not world.loans.person.offices.filter(until_on=None).exists()


def test_a_death_is_settled_by_two_officers_and_ends_the_membership_that_day(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "500")
    died = TODAY() - timedelta(days=2)

    entry = settle_death(world, died)

    assert (entry.event, entry.on) == ("J11", TODAY())
    assert world.member.membership_periods.get().cause == Cause.DIED
    assert fresh(world.member).left_on == died
    assert books.balance(payable(world)) == baht("250.25")


def test_neither_officer_is_of_the_household_of_the_dead(world, saved, new_id):
    wife = world.new_person(new_id(), house_no="123/4")
    become(world.bookkeeper, wife)

    refused(lambda: record_death(world))

    assert not Person.objects.get(pk=world.member.person_id).died_on


@pytest.mark.parametrize("on", [date(2023, 1, 4), date(2200, 1, 1), date(1900, 1, 1)])
def test_nobody_dies_before_joining_or_after_today(world, on):
    refused(lambda: record_death(world, on))

    assert not Person.objects.get(pk=world.member.person_id).died_on


def test_nobody_dies_twice(world, saved):
    record_death(world)

    refused(lambda: record_death(world))


def test_the_other_group_settles_for_itself(world, saved, elsewhere):
    abroad = people.join(elsewhere, world.member.person, on=date(2024, 1, 5))
    settle_death(world)
    world.appoint(world.stranger, "treasurer", elsewhere)
    world.appoint(world.bookkeeper, "bookkeeper", elsewhere)
    assert list(leaving_queries.died(elsewhere)) == [abroad]

    given = {"reason": "ทราบจากกลุ่มไสรักษ์", "by": world.bookkeeper, "request_id": uuid4()}
    pending = deaths.ask_to_settle(fresh(abroad), **given)
    requests.approve(pending, by=world.stranger)
    assert not leaving_queries.died(elsewhere)


def test_one_who_lives_is_not_settled_as_dead(world, saved):
    refused(lambda: ask(world, cause=Cause.DIED))


def test_a_death_by_mistake_is_taken_back_by_another_officer(world, saved):
    pending = record_death(world)
    refused(lambda: deaths.undo_death(fresh(world.member), by=world.bookkeeper))

    deaths.undo_death(fresh(world.member), by=world.treasurer)

    pending.refresh_from_db()
    assert pending.status == PendingRequest.Status.REFUSED
    assert Person.objects.get(pk=world.member.person_id).user.is_active
    refused(lambda: deaths.undo_death(fresh(world.member), by=world.treasurer))


def test_a_settled_death_is_not_taken_back(world, saved):
    settle_death(world)

    refused(lambda: deaths.undo_death(fresh(world.member), by=world.chair))


def test_a_death_is_written_down_though_a_leaving_waits(world, saved):
    pending = ask(world)

    assert record_death(world) is None
    refused(lambda: requests.approve(pending, by=world.treasurer))
    requests.refuse(pending, by=world.treasurer, reason="ไม่ถูกต้อง")
    given = {"reason": "มรณบัตร", "by": world.bookkeeper, "request_id": uuid4()}

    assert requests.approve(deaths.ask_to_settle(fresh(world.member), **given), by=world.treasurer)


def test_children_of_a_guardian_who_left_or_died_need_another(world, saved, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    ward = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    assert not people_queries.wards_without_guardian(world.group)

    settle_death(world)

    assert list(people_queries.wards_without_guardian(world.group)) == [ward]
    refused(lambda: people.name_guardian(ward, Person.objects.get(pk=world.member.person_id), by=world.secretary))
    people.name_guardian(ward, world.new_person(new_id(), "ละออ"), by=world.secretary)
    assert not people_queries.wards_without_guardian(world.group)
