"""Somebody resigns, moves or has died: what they receive, what stands in the way, who is paid (R3.20–R3.24, R3.29)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from pypdf import PdfReader

from funds.models import Passbook
from funds.queries import leaving as leaving_queries
from funds.queries import settlement as settlement_queries
from funds.services import cash, deaths, leaving, payouts, reversals, savings, undoing, withdrawals
from ledger import clock
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from tests import made_bylaws
from tests.conftest import become
from villages.models import Group, Member, MembershipPeriod, PendingRequest, Person, Role, Village
from villages.queries import people as people_queries
from villages.services import groups, people, requests, slips

Cause = MembershipPeriod.Cause
MOTHER = ("นางสมศรี ใจดี", "มารดา", Decimal("33.33"))
BROTHER = ("นายสมชาย ใจดี", "พี่ชาย", Decimal("33.33"))
SON = ("นายเอก ใจดี", "บุตร", Decimal("33.34"))


def TODAY() -> date:  # noqa: N802
    return timezone.localdate()


def ask(world, member: Member | None = None, **more) -> PendingRequest:
    given = {"reason": "ไปอยู่กับลูกสาว", "by": world.bookkeeper, "request_id": uuid4()}
    return leaving.ask_to_leave(member or fresh(world.member), **given | more)


def fresh(member: Member) -> Member:
    return Member.objects.select_related("person__user", "group__village").get(pk=member.pk)


def leave(world, member: Member | None = None, **more) -> Entry | None:
    return requests.approve(ask(world, member, **more), by=world.treasurer)


def payable(world) -> Account:
    return leaving_queries.payables(world.group).get(holder=world.member.number)


def ask_to_pay(world, amount=None, **more) -> PendingRequest:
    amount = Decimal(amount) if amount else None
    return payouts.ask_to_pay(payable(world), amount, **{"by": world.receiver, "request_id": uuid4()} | more)


def pay(world, amount=None, **more) -> Entry:
    entry = requests.approve(ask_to_pay(world, amount, **more), by=world.treasurer)
    assert entry
    return entry


def record_death(world, on: date | None = None, **more) -> PendingRequest | None:
    given = {"on": on or TODAY(), "reason": "มรณบัตรเลขที่ 12", "by": world.bookkeeper, "request_id": uuid4()}
    return deaths.record_death(fresh(world.member), **given | more)


def settle_death(world, on: date | None = None) -> Entry | None:
    pending = record_death(world, on)
    assert pending
    return requests.approve(pending, by=world.treasurer)


def refused(act: Callable) -> str:
    with pytest.raises(ValidationError) as refusal:
        act()
    return " ".join(refusal.value.messages)


def lines(entry: Entry) -> set[tuple[str, Decimal, Decimal]]:
    return {(line.account.heading_id, line.debit, line.credit) for line in entry.lines.select_related("account")}


def paid(entry: Entry) -> Decimal:
    return entry.lines.get(debit__gt=0).debit


def baht(text: str) -> Decimal:
    return Decimal(text)


@pytest.fixture
def saved(world):
    """500 pledged savings and 250.25 in special deposits."""
    world.deposit(500)
    world.deposit("250.25", passbook=world.special_passbook)


@pytest.fixture
def demo(world):
    world.book.is_demo = True
    world.book.save()


@pytest.fixture
def owing(monkeypatch):
    """Another app that knows of debts: `owing(account, "300")`."""

    def owe(account: Account, amount: str) -> None:
        debt = settlement_queries.Debt(account, Decimal(amount), "เงินกู้")
        monkeypatch.setattr(leaving_queries, "DEBTS", [*leaving_queries.DEBTS, lambda member, on: [debt]])

    return owe


@pytest.fixture
def elsewhere(world) -> Group:
    village = Village.objects.create(number=3, name="บ้านปากลง")
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านปากลง", "sajja-3", village=village)


# -- Resigning ---------------------------------------------------------------------------------------------------------


def test_what_a_member_would_receive_stands_line_by_line(world, saved):
    settlement = leaving_queries.settlement(fresh(world.member))

    assert [(passbook.product.name, passbook.balance) for passbook in settlement.passbooks] == [
        ("เงินสัจจะสะสม", 500),
        ("ฝากพิเศษ", baht("250.25")),
    ]
    assert (settlement.saved, settlement.owed, settlement.net, settlement.blocks) == (
        baht("750.25"),
        0,
        baht("750.25"),
        [],
    )


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


# -- What stands in the way --------------------------------------------------------------------------------------------


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


# -- Debts set off -----------------------------------------------------------------------------------------------------


def test_debts_are_set_off_first_from_pledged_savings(world, saved, owing):
    loan = ledger.open_account(world.book, "13010", "L1", "เงินกู้")
    owing(loan, "600")

    leave(world)

    first, second = Entry.objects.filter(event__in=("J11", "J09")).order_by("pk")
    assert lines(first) == {("31020", 500, 0), ("21020", 100, 0), ("13010", 0, 600)}
    assert lines(second) == {("21020", baht("150.25"), 0), ("23150", 0, baht("150.25"))}


def test_debts_of_exactly_everything_leave_nothing_to_pay(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "750.25")

    assert leave(world).event == "J11"
    assert not leaving_queries.unpaid(world.group)


def test_a_debt_above_the_savings_keeps_the_member(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "750.26")

    assert "750.26" in refused(lambda: ask(world))


def test_missing_cash_that_an_officer_answers_for_is_set_off(world, saved):
    world.member.person.user = world.stranger
    world.member.person.save()
    account = cash.shortage_account(world.book, world.stranger)
    box = ledger.activate(world.book, "11010")
    sides = [ledger.debit(account, Decimal(40)), ledger.credit(box, Decimal(40))]
    ledger.post(
        world.book, sides, kind=Entry.Kind.JOURNAL, event="J47", on=TODAY(), by=world.treasurer, request_id=uuid4()
    )

    leave(world)

    assert books.balance(account) == 0
    assert books.balance(payable(world)) == baht("710.25")


# -- Paying ------------------------------------------------------------------------------------------------------------


def test_the_leaver_is_paid_from_the_box_with_a_voucher(world, saved):
    leave(world)

    entry = pay(world)

    assert (entry.kind, entry.event, entry.approved_by) == ("PV", "J10", world.treasurer)
    assert lines(entry) == {("23150", baht("750.25"), 0), ("11010", 0, baht("750.25"))}
    assert entry.receipt.member == world.member
    assert not leaving_queries.unpaid(world.group)


def test_the_box_must_hold_the_money(world, saved):
    leave(world)
    bank = cash.bring(world.book, Decimal(400), on=TODAY(), memo="ฝากธนาคาร", by=world.receiver, request_id=uuid4())
    requests.approve(bank, by=world.treasurer)

    assert "350.25" in refused(lambda: ask_to_pay(world))
    assert pay(world, 300)


def test_a_box_emptied_after_asking_pays_nothing(world, saved):
    leave(world)
    pending = ask_to_pay(world)
    bank = cash.bring(world.book, Decimal(400), on=TODAY(), memo="ฝากธนาคาร", by=world.receiver, request_id=uuid4())
    requests.approve(bank, by=world.treasurer)

    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert books.balance(payable(world)) == baht("750.25")


def test_nobody_is_paid_twice_by_two_forms(world, saved):
    leave(world)
    first = ask_to_pay(world)

    assert "0.00" in refused(lambda: ask_to_pay(world, 1))
    requests.approve(first, by=world.treasurer)
    refused(lambda: ask_to_pay(world, 1))


def test_the_same_payment_form_asks_once(world, saved):
    leave(world)
    number = uuid4()

    assert ask_to_pay(world, request_id=number) == ask_to_pay(world, request_id=number)


def test_neither_of_the_two_officers_is_paid(world, saved, new_id):
    leave(world)
    wife = world.new_person(new_id(), house_no="123/4")
    become(world.receiver, wife)
    refused(lambda: ask_to_pay(world))
    pending = ask_to_pay(world, by=world.treasurer)
    become(world.checker, wife)

    refused(lambda: requests.approve(pending, by=world.checker))

    assert requests.approve(pending, by=world.chair)


def test_a_reversed_payment_waits_again(world, saved):
    leave(world)
    entry = pay(world)

    requests.approve(
        reversals.ask_to_reverse(entry, by=world.receiver, reason="จ่ายผิดคน", request_id=uuid4()), by=world.treasurer
    )

    assert leaving_queries.unpaid_in(payable(world)).free == baht("750.25")
    assert not leaving_queries.payouts(world.group)


@pytest.mark.django_db(transaction=True)
def test_four_approve_the_same_payment_and_one_pays(world, saved, side_by_side):
    leave(world)
    pending = ask_to_pay(world)

    ends = side_by_side(*[lambda: requests.approve(pending, by=world.treasurer)] * 4)

    assert ends == [Entry.objects.get(event="J10")] * 4  # pressed again, it is answered like the first


# -- A mistake ---------------------------------------------------------------------------------------------------------


def test_a_leaving_by_mistake_is_taken_back(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "600")
    leave(world)

    requests.approve(
        undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()), by=world.treasurer
    )

    member = fresh(world.member)
    assert member.is_active
    assert member.membership_periods.get().left_on is None
    assert [books.balance(one.account) for one in (world.passbook, world.special_passbook)] == [500, baht("250.25")]
    assert world.deposit(500, passbook=member.passbooks.get(product=world.pledged))


def test_a_leaving_whose_money_was_paid_is_not_taken_back(world, saved):
    leave(world)
    pending = undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4())
    refused(lambda: undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()))
    pay(world, 1)

    refused(lambda: requests.approve(pending, by=world.treasurer))
    refused(lambda: undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()))

    assert not fresh(world.member).is_active


def test_a_member_who_never_left_has_nothing_to_take_back(world):
    refused(lambda: undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()))


# -- Coming back -------------------------------------------------------------------------------------------------------


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


# -- Moving to another village -----------------------------------------------------------------------------------------


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


# -- Death -------------------------------------------------------------------------------------------------------------


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


def test_debts_of_the_dead_are_set_off_as_far_as_the_savings_reach(world, saved, owing):
    loan = ledger.open_account(world.book, "13010", "L1", "เงินกู้")
    owing(loan, "1000")

    settle_death(world)

    assert books.balance(loan) == baht("-750.25")  # nothing was lent in this test
    assert not leaving_queries.unpaid(world.group)


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


def test_who_dies_between_asking_and_paying_is_not_paid(world, saved):
    leave(world)
    pending = ask_to_pay(world)
    record_death(world)

    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert books.balance(payable(world)) == baht("750.25")


# -- Beneficiaries -----------------------------------------------------------------------------------------------------


def name(world, *named, on: date):
    return people.name_nominees(world.member, named, on=on, by=world.secretary)


def test_each_beneficiary_gets_their_share_and_the_parts_make_the_whole(world):
    world.deposit(1000)
    name(world, MOTHER, BROTHER, SON, on=date(2024, 1, 5))
    settle_death(world)

    parts = leaving_queries.heirs(payable(world), fresh(world.member))
    vouchers = [pay(world, nominee=part.nominee) for part in parts]

    assert [part.part for part in parts] == [baht("333.40"), baht("333.30"), baht("333.30")]
    assert sum(part.part for part in parts) == 1000
    assert [(one.receipt.paid_by, paid(one)) for one in vouchers] == [
        ("นายเอก ใจดี", baht("333.40")), ("นางสมศรี ใจดี", baht("333.30")), ("นายสมชาย ใจดี", baht("333.30")),
    ]  # fmt: skip
    assert books.balance(payable(world)) == 0


def test_the_odd_satang_goes_to_the_largest_remainder(world):
    world.deposit("100.01", passbook=world.special_passbook)
    name(world, MOTHER, BROTHER, SON, on=date(2024, 1, 5))
    settle_death(world)

    parts = [part.part for part in leaving_queries.heirs(payable(world), fresh(world.member))]

    assert parts == [baht("33.35"), baht("33.33"), baht("33.33")]


def test_the_last_form_from_before_the_death_rules(world, saved):
    died = TODAY() - timedelta(days=3)
    name(world, MOTHER, BROTHER, SON, on=date(2024, 1, 5))
    name(world, ("นายโท ใจดี", "บุตร", Decimal(100)), on=died - timedelta(days=1))
    name(world, ("นายตรี ใจร้าย", "คนแปลกหน้า", Decimal(100)), on=died)
    name(world, ("นายจัตวา ใจร้าย", "คนแปลกหน้า", Decimal(100)), on=TODAY())
    settle_death(world, died)

    assert [part.nominee.name for part in leaving_queries.heirs(payable(world), fresh(world.member))] == ["นายโท ใจดี"]


def test_a_beneficiary_is_paid_once_and_nobody_else_is(world, saved):
    mother, *_others = name(world, ("นางสมศรี ใจดี", "มารดา", Decimal(100)), on=date(2024, 1, 5))
    settle_death(world)
    refused(lambda: ask_to_pay(world, payee="นายคนอื่น", resolution="4/2569"))
    pending = ask_to_pay(world, nominee=mother)
    refused(lambda: ask_to_pay(world, nominee=mother))
    requests.approve(pending, by=world.treasurer)

    refused(lambda: ask_to_pay(world, nominee=mother))


def test_an_officer_who_is_the_beneficiary_pays_nothing(world, saved, new_id):
    son = world.new_person(new_id(), "เอก", prefix="นาย")
    become(world.treasurer, son)
    heir, *_others = name(world, ("นายเอก  ใจดี", "บุตร", Decimal(100)), on=date(2024, 1, 5))
    requests.approve(record_death(world), by=world.chair)

    refused(lambda: ask_to_pay(world, nominee=heir, by=world.treasurer))
    pending = ask_to_pay(world, nominee=heir)
    refused(lambda: requests.approve(pending, by=world.treasurer))

    assert requests.approve(pending, by=world.chair)


def test_without_a_form_an_heir_is_named_by_resolution(world, saved):
    settle_death(world)

    refused(lambda: ask_to_pay(world))
    refused(lambda: ask_to_pay(world, payee="นางสมศรี ใจดี (ภรรยา)"))
    entry = pay(world, "400", payee="นางสมศรี ใจดี (ภรรยา)", resolution="คณะกรรมการ 4/2569")
    pay(world, payee="นายเอก ใจดี (บุตร)", resolution="คณะกรรมการ 4/2569")

    assert "คณะกรรมการ 4/2569" in entry.memo
    assert entry.payout.resolution == "คณะกรรมการ 4/2569"
    assert not leaving_queries.unpaid(world.group)


def test_who_left_and_died_before_fetching_leaves_it_to_the_beneficiaries(world, saved):
    heir, *_others = name(world, ("นายเอก ใจดี", "บุตร", Decimal(100)), on=date(2024, 1, 5))
    leave(world)

    assert record_death(world) is None
    refused(lambda: ask_to_pay(world))

    assert pay(world, nominee=heir).receipt.paid_by == "นายเอก ใจดี"


# -- Children ----------------------------------------------------------------------------------------------------------


def test_children_of_a_guardian_who_left_or_died_need_another(world, saved, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    ward = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    assert not people_queries.wards_without_guardian(world.group)

    settle_death(world)

    assert list(people_queries.wards_without_guardian(world.group)) == [ward]
    refused(lambda: people.name_guardian(ward, Person.objects.get(pk=world.member.person_id), by=world.secretary))
    people.name_guardian(ward, world.new_person(new_id(), "ละออ"), by=world.secretary)
    assert not people_queries.wards_without_guardian(world.group)


# -- Pages -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(world, client):
    def open_browser(name: str):
        client.force_login(world.users[name])
        return client

    return open_browser


def test_a_member_leaves_and_is_paid_in_the_browser(world, saved, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/leave/"
    assert "750.25" in visit("bookkeeper").get(page).content.decode()

    visit("bookkeeper").post(page, {"cause": "resigned", "reason": "ย้ายบ้าน", "request_id": uuid4()})
    visit("treasurer").post(f"/g/sajja-8/requests/{world.group.requests.get().pk}/", {"approve": "1"})
    pay_page = f"/g/sajja-8/leavers/{payable(world).pk}/pay/"
    visit("receiver").post(pay_page, {"amount": "750.25", "request_id": uuid4()})
    visit("treasurer").post(f"/g/sajja-8/requests/{world.group.requests.latest('pk').pk}/", {"approve": "1"})

    assert not leaving_queries.unpaid(world.group)
    shown = visit("receiver").get("/g/sajja-8/leavers/").content.decode()
    assert Entry.objects.get(event="J10").number in shown
    assert "750.25" in shown


def test_a_death_is_written_down_with_its_evidence(world, saved, visit):
    paper = ContentFile(b"%PDF-1.7", "มรณบัตร.pdf")
    page = f"/g/sajja-8/members/{world.member.pk}/death/"

    visit("secretary").post(page, {"on": "1/1/2569", "reason": "มรณบัตร", "request_id": uuid4(), "paper": paper})

    pending = world.group.requests.get()
    assert Person.objects.get(pk=world.member.person_id).died_on == date(2026, 1, 1)
    requests.look(pending, by=world.treasurer)
    requests.approve(pending, by=world.treasurer)
    assert Entry.objects.get(event="J09").vouchers.count() == 1


def test_a_leaver_sees_on_their_own_page_what_waits(world, saved, visit):
    leave(world)

    assert "750.25" in visit("member").get("/me/").content.decode()
    assert "750.25" in visit("treasurer").get(f"/g/sajja-8/members/{world.member.pk}/passbooks/").content.decode()


def test_what_was_typed_wrongly_is_said_and_kept(world, saved, visit):
    page = f"/g/sajja-8/members/{world.member.pk}/death/"

    shown = visit("secretary").post(page, {"on": "1/1/2600", "reason": "ญาติแจ้ง", "request_id": uuid4()})

    assert 'role="alert"' in shown.content.decode()
    assert "ญาติแจ้ง" in shown.content.decode()


def test_the_by_law_of_coming_back_is_written_on_its_page(world, visit):
    typed = {"months": "12", "effective_from": "1/1/2567", "decided_on": "1/1/2567", "resolution": "ประชุมใหญ่ 1/2567"}

    visit("treasurer").post("/g/sajja-8/leavers/rule/", typed)
    made_bylaws.agree_waiting(world.group)

    assert world.group.return_bylaws.get().months == 12


def words(answer) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_the_papers_of_leaving(world, saved, visit):
    letter = visit("bookkeeper").get(f"/g/sajja-8/members/{world.member.pk}/leave.pdf")
    leave(world)
    entry = pay(world, payee="นางละออ แก้วมณี")
    voucher = visit("receiver").get(f"/g/sajja-8/receipts/{entry.receipt.pk}/receipt.pdf")

    assert "750.25" in words(letter)
    assert "750.25" in words(voucher)


def test_the_page_of_a_bank_payment_shows_its_sum_once(world, saved, visit):
    bank = cash.bring(world.book, Decimal(700), on=TODAY(), memo="ฝากธนาคาร", by=world.receiver, request_id=uuid4())
    requests.approve(bank, by=world.treasurer)
    leave(world)
    entry = pay(world, 600, from_bank=True)

    shown = visit("receiver").get(f"/g/sajja-8/receipts/{entry.receipt.pk}/").content.decode()

    assert "600.00" in shown
    assert "1,200.00" not in shown
    assert "600.00" in visit("receiver").get("/g/sajja-8/receipts/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(world, saved, visit, new_id, django_assert_num_queries):
    browser = visit("treasurer")
    leave(world)
    with django_assert_num_queries(17):
        browser.get("/g/sajja-8/leavers/")
    for _n in range(2):
        member = world.new_member(new_id())
        passbook = savings.open_passbook(member, world.special, on=TODAY())
        world.deposit(10, passbook=passbook)
        leave(world, fresh(member))

    with django_assert_num_queries(17):
        browser.get("/g/sajja-8/leavers/")
