"""Somebody resigns or moves, stays away and comes back; what stands in the way (R3.20–R3.24)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from funds.queries import leaving as leaving_queries
from funds.services import savings, withdrawals
from ledger import clock
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from tests.conftest import become
from tests.funds.leavers import TODAY, Cause, ask, baht, fresh, leave, lines, pay, payable, refused
from villages.models import Person, Role
from villages.services import people, requests


def test_nothing_moves_before_a_second_officer_approves(world, saved):
    ask(world)

    assert books.balance(world.passbook.account) == 500
    assert fresh(world.member).is_active


def test_on_approval_the_money_waits_the_passbooks_are_closed_and_the_membership_ends(world, saved):
    entry = leave(world)

    assert (entry.event, entry.kind, entry.on, entry.by, entry.approved_by) == (
        "J09", "JV", TODAY(), world.bookkeeper, world.treasurer,
    )  # fmt: skip
    assert lines(entry) == {
        ("31020", 500, 0), ("21020", baht("250.25"), 0), ("23150", 0, baht("750.25")),
    }  # fmt: skip
    assert books.balance(payable(world)) == baht("750.25")
    membership_period = world.member.membership_periods.get()
    assert (membership_period.left_on, membership_period.cause, membership_period.reason) == (
        TODAY(),
        Cause.RESIGNED,
        "ไปอยู่กับลูกสาว",
    )
    assert {passbook.closed_on for passbook in world.member.passbooks.all()} == {TODAY()}


def test_the_example_of_the_rules_is_paid_to_the_satang(world, demo):
    """R3.22: M005, opening 90,000 and nine months of 1,000: 99,000.00 paid on 30 September, no dividend."""
    first = date(2025, 1, 1)
    bank, opening = ledger.activate(world.book, "12300"), [ledger.credit(world.passbook.account, Decimal(90000))]
    sides = [ledger.debit(bank, Decimal(90000)), *opening]
    given = {"by": world.treasurer, "request_id": uuid4()}
    ledger.post(world.book, sides, kind=Entry.Kind.OPENING, event="J01", on=first, **given)
    for month in range(1, 10):
        world.deposit(1000, on=date(2025, month, 5))
    last = date(2025, 9, 30)

    with clock.at(clock.thai_time(last, 12)):
        reclassed = leave(world)
        paid = pay(world, from_bank=True, amount="81000")
        rest = pay(world, amount="9000")
        end = pay(world, from_bank=True)

    assert reclassed.on == paid.on == last
    assert lines(reclassed) == {("31020", baht("99000.00"), 0), ("23150", 0, baht("99000.00"))}
    assert lines(paid) == {("23150", 81000, 0), ("12300", 0, 81000)}
    assert lines(rest) == {("23150", 9000, 0), ("11010", 0, 9000)}
    assert lines(end) == {("23150", 9000, 0), ("12300", 0, 9000)}
    assert books.balance(payable(world)) == 0
    assert fresh(world.member).left_on == last


def test_a_real_book_is_dated_the_day_of_approval_whatever_was_asked(world, saved):
    with clock.at(clock.thai_time(TODAY() - timedelta(days=3), 12)):
        pending = ask(world)

    entry = requests.approve(pending, by=world.treasurer)

    assert entry.on == TODAY() == fresh(world.member).left_on


def test_a_demonstration_does_not_let_anybody_leave_before_joining(world, demo):
    with clock.at(clock.thai_time(date(2023, 1, 4), 12)):
        pending = ask(world)

        refused(lambda: requests.approve(pending, by=world.treasurer))

    assert fresh(world.member).is_active


def test_a_demonstration_does_not_leave_before_the_last_entry(world, demo, saved):
    with clock.at(clock.thai_time(TODAY() - timedelta(days=1), 12)):
        pending = ask(world)

        refused(lambda: requests.approve(pending, by=world.treasurer))

    assert fresh(world.member).is_active


def test_a_member_without_money_leaves_without_an_entry(world, new_id):
    nobody = fresh(world.new_member(new_id(), "ละออ"))

    assert leave(world, nobody) is None
    assert not fresh(nobody).is_active
    assert not leaving_queries.unpaid(world.group)


def test_leaving_twice_is_refused(world, saved):
    first = ask(world)
    refused(lambda: ask(world))
    requests.approve(first, by=world.treasurer)

    refused(lambda: ask(world))

    assert Entry.objects.filter(event="J09").count() == 1


def test_the_same_form_sent_twice_asks_once(world, saved):
    number = uuid4()

    assert ask(world, request_id=number) == ask(world, request_id=number)


def test_a_form_of_somebody_else_is_not_asked_again(world, saved, new_id):
    number, other = uuid4(), fresh(world.new_member(new_id()))
    ask(world, request_id=number)

    refused(lambda: ask(world, other, request_id=number))


def test_money_that_came_meanwhile_is_not_approved_unseen(world, saved):
    pending = ask(world)
    world.deposit(100)

    assert "850.25" in refused(lambda: requests.approve(pending, by=world.treasurer))
    assert fresh(world.member).is_active


def test_nobody_approves_what_they_asked_for(world, saved):
    pending = ask(world, by=world.treasurer)

    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert fresh(world.member).is_active


def test_nobody_approves_their_own_or_their_households_leaving(world, saved, new_id):
    wife = world.new_person(new_id(), house_no="123/4")
    become(world.treasurer, wife)
    pending = ask(world)

    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert requests.approve(pending, by=world.chair)


def test_a_refused_request_changes_nothing(world, saved):
    requests.refuse(ask(world), by=world.treasurer, reason="ไม่ถูกต้อง")

    assert fresh(world.member).is_active
    assert ask(world)


def test_an_app_may_say_what_stands_in_the_way(world, saved, monkeypatch):
    says = ["ยังมีเงินกู้ค้าง 5,000.00 บาท ชำระให้หมดก่อน"]
    monkeypatch.setattr(leaving_queries, "BLOCKS", [*leaving_queries.BLOCKS, lambda member, on: says])

    assert refused(lambda: ask(world)) == says[0]


def test_what_came_into_the_way_after_asking_counts_too(world, saved, monkeypatch):
    pending = ask(world)
    monkeypatch.setattr(leaving_queries, "BLOCKS", [lambda member, on: ["ค้ำประกันเงินกู้ของผู้อื่นอยู่"]])

    assert "ค้ำประกัน" in refused(lambda: requests.approve(pending, by=world.treasurer))

    assert books.balance(world.passbook.account) == 500


def test_an_officer_hands_over_the_office_first(world, saved):
    become(world.loans, world.member.person)

    assert str(Role.LOANS.label) in refused(lambda: ask(world))


def test_a_withdrawal_that_waits_is_decided_first(world, saved):
    given = {"by": world.treasurer, "request_id": uuid4(), "reason": "ซ่อมบ้าน"}
    world.deposit(5000, passbook=world.special_passbook)
    waiting = withdrawals.withdraw(world.special_passbook, Decimal(5000), **given)

    assert waiting.summary in refused(lambda: ask(world))


def test_who_left_stays_away_as_long_as_the_by_law_says(world, demo):
    made_bylaws.set_return_bylaw(world.group, effective_from=date(2024, 1, 1), resolution="มติ 2/2567", months=12)
    with clock.at(clock.thai_time(date(2024, 3, 31), 12)):
        leave(world)

    sentence = refused(lambda: people.join(world.group, world.member.person, on=date(2025, 3, 30)))

    assert "31 มีนาคม 2568" in sentence
    assert "มติ 2/2567" in sentence
    assert people.join(world.group, world.member.person, on=date(2025, 3, 31)).is_active


def test_the_by_law_of_the_day_of_return_counts(world, demo):
    made_bylaws.set_return_bylaw(world.group, effective_from=date(2024, 1, 1), resolution="มติ 2/2567", months=12)
    made_bylaws.set_return_bylaw(world.group, effective_from=date(2024, 6, 1), resolution="มติ 3/2567", months=3)
    with clock.at(clock.thai_time(date(2024, 3, 31), 12)):
        leave(world)

    refused(lambda: people.join(world.group, world.member.person, on=date(2024, 5, 31)))

    assert people.join(world.group, world.member.person, on=date(2024, 6, 30))


def test_one_by_law_a_day(world):
    given = {"effective_from": date(2024, 1, 1), "resolution": "มติ 2/2567"}
    made_bylaws.set_return_bylaw(world.group, months=12, **given)

    refused(lambda: made_bylaws.set_return_bylaw(world.group, months=6, **given))


def test_who_comes_back_and_leaves_again_is_paid_from_the_same_account(world, saved):
    leave(world)
    pay(world)
    member = people.join(world.group, world.member.person, on=TODAY())
    again = savings.open_passbook(member, world.pledged, on=TODAY())
    world.deposit(70, passbook=again)

    leave(world)

    assert [one.amount for one in leaving_queries.unpaid(world.group)] == [70]


def test_who_moves_keeps_their_person_and_gets_a_new_number_there(world, saved, elsewhere):
    leave(world, cause=Cause.MOVED, village=elsewhere.village, house_no="55", to=elsewhere)

    person = Person.objects.get(pk=world.member.person_id)
    assert (person.village, person.house_no) == (elsewhere.village, "55")
    assert person.memberships.get(group=elsewhere, left_on=None).number == "03-0001"
    assert world.member.membership_periods.get().cause == Cause.MOVED
    assert books.balance(payable(world)) == baht("750.25")


def test_who_moves_may_come_back_at_once(world, saved, elsewhere):
    made_bylaws.set_return_bylaw(world.group, effective_from=date(2024, 1, 1), resolution="มติ 2/2567", months=12)
    leave(world, cause=Cause.MOVED, village=elsewhere.village, to=elsewhere)

    assert people.join(world.group, world.member.person, on=TODAY()).number == "08-0001"


def test_who_moves_out_of_the_sub_district_joins_nothing(world, saved):
    leave(world, cause=Cause.MOVED)

    assert Person.objects.get(pk=world.member.person_id).village is None


def test_a_move_within_the_village_or_to_a_group_elsewhere_is_refused(world, elsewhere):
    refused(lambda: ask(world, cause=Cause.MOVED, village=world.village))
    refused(lambda: ask(world, cause=Cause.MOVED, village=None, to=elsewhere))
    people.join(elsewhere, world.member.person, on=TODAY())
    refused(lambda: ask(world, cause=Cause.MOVED, village=elsewhere.village, to=elsewhere))
