"""Nobody decides about, pays out or signs for money of their own (R0.10, R3.32): every act, every tie, both ways."""

import inspect
import pkgutil
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from importlib import import_module
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import funds.services
import villages.services
import welfare.services
from funds.models import Receipt
from funds.queries import leaving as leaving_queries
from funds.queries import unusual as unusual_queries
from funds.services import (
    cash,  # noqa: F401
    counting,
    deaths,  # noqa: F401
    leaving,
    payouts,  # noqa: F401
    reversals,
    transfers,  # noqa: F401 - registers its act
    undoing,  # noqa: F401
    withdrawals,
)
from ledger import queries as books
from tests import made_bylaws
from tests.conftest import become
from tests.funds.conftest import PNG, evening, planned  # noqa: F401
from tests.welfare.conftest import agree, file, line
from villages import access
from villages.models import Member, Nominee, PendingRequest, Person, Role
from villages.queries import officers as officers_queries
from villages.services import acts, identity, people, requests, votes
from welfare.services import claims, payments

TODAY = timezone.localdate

# -- Ties --------------------------------------------------------------------------------------------------------------


def membership(person: Person, world, number: str) -> Member:
    member = person.memberships.first()
    return member or Member.objects.create(group=world.group, person=person, number=number, joined_on=date(2024, 1, 5))


def name(giver: Person, world, number: str, on=date(2025, 1, 5), relation="ญาติ", **who) -> Nominee:
    more = {"named_on": on, "relation": relation, "share": 100}
    return Nominee.objects.create(member=membership(giver, world, number), **more, **who)


def house(world, mine: Person, whose: Person, written: str = "%s") -> None:
    Person.objects.filter(pk=mine.pk).update(house_no=written % whose.house_no, village=whose.village)


def unknown(whose: Person, **more) -> int:
    return Person.objects.filter(pk=whose.pk).update(house_no="-", **more)


def older_form(world, mine: Person, whose: Person) -> None:
    name(whose, world, "08-7001", on=date(2024, 5, 1), relation="ภรรยา", person=mine, name=str(mine))
    name(whose, world, "08-7001", on=date(2025, 5, 1), name="นายคนอื่น ไกลบ้าน")


def lives_with_kin(world, mine: Person, whose: Person) -> None:
    """The beneficiary's house is not written; their guardian lives in the officer's house."""
    guardian = world.new_person("1101400000022", "ยาย", house_no=mine.house_no)
    membership(whose, world, "08-7001")
    whose.memberships.update(guardian=guardian)
    unknown(whose, last_name="อื่น")


TIES: dict[str, Callable] = {
    "self": lambda world, mine, whose: become(mine.user, whose),
    "household": house,
    "household written otherwise": lambda world, mine, whose: house(world, mine, whose, "บ้านเลขที่ %s หมู่ที่ ๘"),
    "ward": lambda world, mine, whose: [
        membership(whose, world, "08-7001"), whose.memberships.update(guardian=mine)
    ],
    "guardian": lambda world, mine, whose: [
        membership(mine, world, "08-7002"), mine.memberships.update(guardian=whose)
    ],
    "beneficiary": lambda world, mine, whose: name(whose, world, "08-7001", person=mine, name=str(mine)),
    "beneficiary by name only": lambda world, mine, whose: name(
        whose, world, "08-7001", name=f"นาย {mine.first_name} {mine.last_name}"
    ),
    "who named them": lambda world, mine, whose: name(mine, world, "08-7002", person=whose, name=str(whose)),
    "spouse of an older form": older_form,
    "unknown house, one surname": lambda world, mine, whose: [
        unknown(whose, last_name="แก้วมณี"), Person.objects.filter(pk=mine.pk).update(last_name="แก้วมณี")
    ],
    "unknown house, lives with kin": lives_with_kin,
}  # fmt: skip
NO_TIES: dict[str, Callable] = {
    "stranger": lambda world, mine, whose: None,
    "neighbour": lambda world, mine, whose: house(world, mine, whose, "%s/5"),
    "one surname, both houses known": lambda world, mine, whose: Person.objects.filter(pk=mine.pk).update(
        last_name=whose.last_name
    ),
    "beneficiary of an older form": lambda world, mine, whose: [
        name(whose, world, "08-7001", on=date(2024, 5, 1), person=mine, name=str(mine)),
        name(whose, world, "08-7001", on=date(2025, 5, 1), name="นายคนอื่น ไกลบ้าน"),
    ],
}


# -- Acts --------------------------------------------------------------------------------------------------------------
# Each prepares what is to be done, and gives what the officer then does; `world.whose` is whose money it is.


def fresh(row):
    """As the next request reads it."""
    return type(row).objects.get(pk=row.pk)


def withdraws(world):
    world.deposit(1000, passbook=world.special_passbook)
    return lambda by: withdrawals.withdraw(fresh(world.special_passbook), Decimal(700), by=by, request_id=uuid4())


def asks_to_pay(world, **more):
    account = payable(world)
    return lambda by: payouts.ask_to_pay(account, by=by, request_id=uuid4(), **more)


def payable(world):
    world.deposit(1000)
    pending = leaving.ask_to_leave(world.member, reason="ย้ายไปอยู่กับลูก", by=world.secretary, request_id=uuid4())
    requests.approve(pending, by=world.chair)
    return leaving_queries.payables(world.group).get(holder=world.member.number)


def pays_leaver(world, **more):
    pending = payouts.ask_to_pay(payable(world), by=world.receiver, request_id=uuid4(), **more)
    return lambda by: requests.approve(pending, by=by)


def records_death(world):
    params = {"on": TODAY(), "reason": "มรณบัตร", "request_id": uuid4()}
    return lambda by: deaths.record_death(fresh(world.member), by=by, **params)


def asks_to_settle(world):
    people.record_death(world.member.person, on=TODAY())
    return lambda by: deaths.ask_to_settle(fresh(world.member), reason="มรณบัตร", by=by, request_id=uuid4())


def takes_back_death(world):
    deaths.record_death(world.member, on=TODAY(), reason="ลงผิด", by=world.secretary, request_id=uuid4())
    return lambda by: deaths.undo_death(fresh(world.member), by=by)


def identifies(world):
    params = {"on": TODAY(), "memo": "KTB x-1234", "by": world.receiver, "request_id": uuid4()}
    arrived = transfers.record_transfer(world.book, Decimal(700), **params)
    more = {"on": TODAY(), "request_id": uuid4()}
    return lambda by: transfers.identify(arrived, fresh(world.passbook), Decimal(700), by=by, **more)


def short_evening(world):
    """The receiver answers for 50 baht that are missing."""
    day = world.evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    day.count({"100": 4, "50": 1}, explanation="ทอนผิด", responsible=world.receiver)
    world.whose = world.receiver.person
    return day


def notes_difference(world):
    day = short_evening(world)
    day.sign()
    return lambda by: counting.note_difference(day.day, "รับทราบ", by=by)


def confirms_bank_deposit(world):
    day = short_evening(world)
    day.sign()
    slip = SimpleUploadedFile("slip.png", PNG)
    deposit = counting.bank(day.box, Decimal(450), slip, on=TODAY(), by=world.receiver)
    return lambda by: counting.confirm_bank_deposit(deposit, by=by)


def agrees_to_large(world):
    """The chair agrees, by password beside the row, to what the treasurer receives."""
    made_bylaws.set_working_day_bylaw(
        world.group, day_of_month=5, effective_from=TODAY(), second_look=500, resolution="มติ 2/2569"
    )
    return lambda by: world.deposit(600, passbook=fresh(world.passbook), by=world.treasurer, agreed_by=by)


def takes_repayment(world):
    day = short_evening(world)
    day.sign()
    owed = cash.shortage_account(world.book, world.receiver)
    return lambda by: cash.repay_shortage(owed, Decimal(50), by=by, request_id=uuid4())


def asked_claim(world, **more):
    return file(world, world.paid_up, line(world.table, "sickness"), nights=1, **more)


def decides(world, yes: bool, **more):
    claim = asked_claim(world, **more)
    return lambda by: claims.decide(claim, yes=yes, reason="ไม่เข้าเกณฑ์", by=by)


def settles_appeal(world, **more):
    claim = asked_claim(world, **more)
    claim = claims.decide(claim, yes=False, reason="ไม่เข้าเกณฑ์", by=world.checker)
    claim = claims.appeal(claim, "มีใบรับรองแพทย์", by=world.secretary)
    return lambda by: claims.settle_appeal(claim, upheld=True, resolution="ประชุม 2/2569", by=by)


def pays_claim(world, **more):
    claim = agree(world, asked_claim(world, **more), "chair", "checker")
    return lambda by: payments.pay(claim, by=by, request_id=uuid4(), from_bank=True)


def names_nominees(world):
    heirs = [("นายเอก ไกลบ้าน", "บุตร", Decimal(100))]
    return lambda by: people.name_nominees(fresh(world.member), heirs, on=TODAY(), by=by)


def names_guardian(world):
    guardian = world.new_person("1101400000031", "ป้า", house_no="77")
    return lambda by: people.name_guardian(fresh(world.member), guardian, by=by)


IN: dict[str, tuple[str, str, Callable]] = {
    "withdraw": ("funds.withdrawals.withdraw", "treasurer", withdraws),
    "ask to pay": ("funds.payouts.ask_to_pay", "treasurer", asks_to_pay),
    "pay a leaver": ("funds.payouts.pay_approved", "treasurer", pays_leaver),
    "write down a death": ("funds.deaths.record_death", "bookkeeper", records_death),
    "settle after a death": ("funds.deaths.ask_to_settle", "bookkeeper", asks_to_settle),
    "take back a death": ("funds.deaths.undo_death", "chair", takes_back_death),
    "say whose a transfer is": ("funds.transfers.identify", "bookkeeper", identifies),
    "note a difference": ("funds.counting.note_difference", "chair", notes_difference),
    "confirm the bank deposit": ("funds.counting.confirm_bank_deposit", "checker", confirms_bank_deposit),
    "agree to a large receipt": ("funds.second_looks.check_second", "chair", agrees_to_large),
    "take a repayment": ("funds.cash.repay_shortage", "treasurer", takes_repayment),
    "agree to a claim": ("welfare.claims.decide", "checker", lambda world: decides(world, True)),
    "deny a claim": ("welfare.claims.decide", "chair", lambda world: decides(world, False)),
    "settle an appeal": ("welfare.claims.settle_appeal", "chair", settles_appeal),
    "pay a claim": ("welfare.payments.pay", "treasurer", pays_claim),
    "name beneficiaries": ("villages.people.name_nominees", "bookkeeper", names_nominees),
    "name a guardian": ("villages.people.name_guardian", "bookkeeper", names_guardian),
}
# Acts of which other tests of this file or its neighbours tell.
TOLD_APART = {
    "villages.requests.approve", "villages.requests.refuse",  # every registered act, below
    "welfare.pensions.agree_to_pensions",  # a month at once, below
    "funds.counting.count", "funds.counting.sign",  # who signs for missing cash, below
    "villages.people.correct",  # nobody rewrites their own row; houses of officers wait
}  # fmt: skip
ASKING = "only asks: somebody else decides, and they are checked"
ALL_ALIKE = "the same for everybody of the group or fund; nobody in particular gains"
NO_MEMBER = "money of the group between box, bank and offices: no member's"
TAKES = "brings money in; deposits on the sheet are not own money"
NO_MONEY = "moves no money and opens no way to any"
OUT = {
    "funds.cash.bank_interest": NO_MEMBER,
    "funds.cash.bank_fee": NO_MEMBER,
    "funds.cash.shortage_account": "opens an empty account",
    "funds.counting.start_counting": NO_MEMBER,
    "funds.counting.resume": NO_MEMBER,
    "funds.counting.bank": "carries the group's own money; another confirms it, who is checked",
    "funds.counting.close": "follows signatures and note, which are checked",
    "funds.leaving.ask_to_leave": ASKING,
    "funds.leaving.let_leave": "replayed by villages.requests.approve, which checks who decides",
    "funds.registers.keep_register": NO_MONEY,
    "funds.registers.confirm_register": ALL_ALIKE,
    "funds.unsent.ticket": NO_MONEY,
    "funds.unsent.record_at_counter": "names receipts that exist already",
    "funds.unsent.throw_away": NO_MONEY,
    "funds.unsent.hear": NO_MONEY,
    "funds.reversals.ask_to_reverse": ASKING,
    "funds.reversals.reverse_approved": "replayed by villages.requests.approve, which checks who decides",
    "funds.savings.deposit": TAKES,
    "funds.savings.give_receipt": "the paper of an entry that was checked",
    "funds.undoing.ask_to_undo_leaving": ASKING,
    "funds.undoing.undo_leaving": "replayed by villages.requests.approve, which checks who decides",
    "funds.transfers.record_transfer": NO_MEMBER,
    "funds.visits.take": TAKES,
    "funds.visits.check_large": TAKES,
    "funds.waiting.ask_to_deposit": ASKING,
    "funds.waiting.ask_to_take": ASKING,
    "funds.waiting.deposit_agreed": "replayed by villages.requests.approve, which checks who decides",
    "funds.waiting.take_agreed": "replayed by villages.requests.approve, which checks who decides",
    "funds.second_looks.check": "checks who agrees beside the row, below",
    "funds.second_looks.who_may_agree": NO_MONEY,
    "funds.withdrawals.pay_approved": "replayed by villages.requests.approve, which checks who decides",
    "villages.houses.ask_to_move": ASKING,
    "villages.identity.ask_to_join": ASKING,
    "villages.identity.ask_to_write_id": ASKING,
    "funds.registers.ask_to_confirm": ASKING,
    "villages.requests.look": NO_MONEY,
    "villages.requests.take_over": ASKING,
    "villages.votes.check_approver": "follows check_office",
    "villages.votes.check_office": "asked by villages.requests.approve, which is checked",
    "villages.votes.hindrance": NO_MONEY,
    "villages.votes.may_take_over": NO_MONEY,
    "villages.votes.may_vote": NO_MONEY,
    "villages.votes.say_yes": "follows check_office",
    "welfare.claims.file": ASKING,
    "welfare.claims.add_evidence": ASKING,
    "welfare.claims.open_evidence": NO_MONEY,
    "welfare.claims.appeal": ASKING,
    "welfare.days.recognise": ALL_ALIKE,
    "welfare.handouts.hand_out_members": "a list of everybody: nobody's money",
    "welfare.matching_grants.declare": NO_MEMBER,
    "welfare.matching_grants.ask_to_receive": NO_MEMBER,
    "welfare.matching_grants.receive": NO_MEMBER,
    "welfare.payments.ask_to_lapse": ASKING,
    "welfare.payments.lapse": "replayed by villages.requests.approve, which checks who decides",
    "welfare.pensions.write_pensions": ASKING,
    "welfare.years.ask_to_close": ALL_ALIKE,
    "welfare.years.close": ALL_ALIKE,
}
# Whole modules of services: by-laws, tables and offices have their own second person.
OUT_AS_A_WHOLE = {
    "villages.bylaws": ALL_ALIKE,
    "villages.versions": ALL_ALIKE,
    "funds.products": ALL_ALIKE,
    "funds.days": ALL_ALIKE,
    "welfare.schemes": ALL_ALIKE,
    "welfare.tables": ALL_ALIKE,
    "villages.officers": NO_MONEY,
    "villages.appointing": NO_MONEY,
    "villages.accounts": NO_MONEY,
    "villages.slips": NO_MONEY,
    "villages.subdistrict": NO_MONEY,
    "villages.groups": NO_MONEY,
    "villages.practice": "invented money",
    "funds.practice": "invented money",
    "welfare.practice": "invented money",
}
# What a second officer decides: whose money each is; nobody's in particular has the reason.
REQUESTS = {
    "withdraw": "beneficiary",
    unusual_queries.DEPOSIT: "beneficiary",
    unusual_queries.TAKE: "beneficiary",
    "reverse": "beneficiary",
    leaving_queries.LEAVE: "beneficiary",
    leaving_queries.PAY: "beneficiary",
    leaving_queries.UNDO: "beneficiary",
    "let a claim lapse": "beneficiary",
    "change a house": "beneficiary",
    identity.WRITE: "beneficiary",
    identity.JOIN: "a person who is in no register yet; the replay looks who is close (test_network_numbers)",
    **dict.fromkeys(officers_queries.OFFICE_ACTS, "whose office it is"),
    "pay an expense": NO_MEMBER,
    "fetch from the bank": NO_MEMBER,
    "bring to the bank": NO_MEMBER,
    "receive a match": NO_MEMBER,
    "close a welfare year": ALL_ALIKE,
    "bring in a register": ALL_ALIKE,
}


@pytest.fixture
def ready(world, evening, paid_up, table):  # noqa: F811
    world.evening, world.paid_up, world.table, world.whose = evening, paid_up, table, world.member.person
    return world


def tie(world, by, how: Callable) -> None:
    """The officer becomes close to whose money it is; fresh rows from the database, as the next request reads them."""
    how(world, Person.objects.get(user=by), Person.objects.get(pk=world.whose.pk))


def refused(act: Callable, *args, **more) -> bool:
    """Whether it was refused as own money, and for nothing else."""
    try:
        act(*args, **more)
    except ValidationError as refusal:
        return "คนใกล้ชิด" in " ".join(refusal.messages)
    return False


OF_AN_OFFICER = {"note a difference", "confirm the bank deposit", "take a repayment"}


@contextmanager
def for_a_moment():
    """What happens inside is rolled back: one setting is used for every tie."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


@pytest.mark.parametrize("act", IN)
def test_who_is_close_does_not_decide_pay_or_sign_and_a_stranger_does(ready, act):
    _service, role, prepare = IN[act]
    done, by = prepare(ready), ready.users[role]

    for closeness, how in TIES.items():
        if closeness == "self" and act in OF_AN_OFFICER:
            continue  # the receiver does none of these
        with for_a_moment():
            tie(ready, by, how)
            assert refused(done, by), closeness
    for how in NO_TIES.values():
        with for_a_moment():
            tie(ready, by, how)
            done(by)


PAYEES = {
    "ask to pay": asks_to_pay,
    "pay a leaver": pays_leaver,
    "settle an appeal": settles_appeal,
    "pay a claim": pays_claim,
    "agree to a claim": lambda world, **more: decides(world, True, **more),
}


@pytest.mark.parametrize("act", PAYEES)
@pytest.mark.parametrize("closeness", ["self", "household"])
def test_a_named_payee_is_close_too(ready, act, closeness, new_id):
    by = ready.users[IN[act][1]]
    wife = ready.new_person(new_id(), "มาลี", last_name="ใกล้บ้าน", house_no=by.person.house_no)
    payee = f"คุณ {by.person.first_name}" if closeness == "self" else f"นาง{wife.first_name}  {wife.last_name}"

    assert refused(PAYEES[act](ready, payee=payee), by)


def test_ones_own_withdrawal_is_asked_with_a_reason_and_paid_by_another(ready):
    done = withdraws(ready)
    tie(ready, ready.treasurer, TIES["household"])
    assert refused(done, ready.treasurer)

    more = {"by": ready.treasurer, "request_id": uuid4(), "reason": "ค่าเทอม"}
    pending = withdrawals.withdraw(ready.special_passbook, Decimal(700), **more)

    assert isinstance(pending, PendingRequest)
    assert requests.approve(pending, by=ready.checker).approved_by == ready.checker
    assert not Receipt.objects.filter(entry__approved_by=None, entry__event="J08").exists()


def test_at_the_counter_a_treasurer_never_pays_out_their_own_money_alone(ready, client):
    """The treasurer is a person with a passbook, in a group where 700 baht are below the limit."""
    withdraws(ready)
    page = reverse("funds:withdraw", args=[ready.group.slug, ready.special_passbook.pk])
    client.force_login(ready.treasurer)

    for closeness, how in TIES.items():
        with for_a_moment():
            tie(ready, ready.treasurer, how)
            form = {"amount": "700", "request_id": str(uuid4()), "reason": ""}
            assert "คนใกล้ชิด" in client.post(page, form).content.decode(), closeness
            client.post(page, form | {"reason": "ค่าเทอม"})
            pending = PendingRequest.objects.get()
            assert (pending.act, pending.maker, pending.is_waiting) == ("withdraw", ready.treasurer, True), closeness
            assert books.balance(ready.special_passbook.account) == 1000, closeness
    client.post(page, {"amount": "700", "request_id": str(uuid4()), "reason": ""})
    assert books.balance(ready.special_passbook.account) == 300


# -- What waits for a second officer -----------------------------------------------------------------------------------


@pytest.mark.parametrize("act", sorted(acts.ACTS))
def test_no_request_is_decided_by_who_is_close_to_its_beneficiary(ready, act):
    more = {"arguments": {}, "summary": act, "reason": "ทดสอบ", "maker": ready.receiver}
    pending = PendingRequest.objects.create(group=ready.group, act=act, beneficiary=ready.whose, **more)

    by = ready.staff if acts.ACTS[act].asker == votes.NETWORK else ready.checker

    for closeness, how in TIES.items():
        with for_a_moment():
            tie(ready, by, how)
            assert refused(requests.approve, pending, by=by), closeness
            assert refused(requests.refuse, pending, by=by, reason="ไม่ถูกต้อง"), closeness
    requests.refuse(pending, by=by, reason="ไม่ถูกต้อง")


def test_whose_money_each_request_is_about_is_written_down():
    assert set(REQUESTS) == set(acts.ACTS)


# -- A month of pensions, and who signs for missing cash ---------------------------------------------------------------


def test_of_a_list_only_the_strangers_money_is_decided(ready, new_id):
    others = [ready.new_person(new_id(), f"ไกล{n}", last_name=f"ห่าง{n}", house_no=f"5{n}") for n in range(3)]

    for closeness, how in TIES.items():
        with for_a_moment():
            tie(ready, ready.chair, how)
            whose = [*Person.objects.filter(pk__in=[ready.whose.pk, *(other.pk for other in others)])]
            own = access.own_money(ready.chair, whose) & {one.pk for one in whose}
            assert own == {ready.whose.pk}, closeness


@pytest.mark.parametrize("many", [1, 40])
def test_a_list_costs_the_same_however_long(ready, new_id, many, django_assert_max_num_queries):
    whose = [ready.new_person(new_id(), f"ไกล{n}", house_no="" if n % 2 else f"5{n}") for n in range(many)]
    for n, person in enumerate(whose):
        name(person, ready, f"08-{7100 + n}", person=ready.member.person, name="ก")

    with django_assert_max_num_queries(4):
        access.own_money(ready.chair, whose)


@pytest.mark.parametrize("how", ["household", "beneficiary"])
def test_who_is_close_does_not_sign_for_missing_cash(ready, how):
    day = short_evening(ready)
    tie(ready, ready.checker, TIES[how])
    day.sign()
    assert day.box.difference_entry.approved_by == ready.bookkeeper

    tie(ready, ready.bookkeeper, TIES[how])
    with pytest.raises(ValidationError):
        counting._second_hand(day.day, ready.receiver, ready.receiver)


def test_the_officer_who_owes_does_not_approve_its_reversal(ready):
    day = short_evening(ready)
    day.sign()
    owed = cash.shortage_account(ready.book, ready.receiver)
    paid = cash.repay_shortage(owed, Decimal(50), by=ready.treasurer, request_id=uuid4())

    assert (
        reversals.ask_to_reverse(paid, by=ready.treasurer, reason="ลงผิด", request_id=uuid4()).beneficiary
        == ready.receiver.person
    )


def test_where_everybody_is_close_nobody_is_free(ready):
    deciding = [ready.chair, ready.treasurer, ready.bookkeeper, ready.checker]
    assert access.is_anybody_free(ready.group, ready.treasurer, ready.whose)

    for by in deciding:
        tie(ready, by, TIES["household"])
    assert not access.is_anybody_free(ready.group, ready.treasurer, ready.whose)
    assert access.is_anybody_free(ready.group, ready.treasurer, None)

    ready.appoint(ready.stranger, Role.CHECKER, ready.group)
    assert access.is_anybody_free(ready.group, ready.treasurer, ready.whose)


def test_the_page_of_a_request_that_nobody_here_may_decide_says_so(ready, client):
    entry = ready.deposit(100, by=ready.receiver).entry
    pending = reversals.ask_to_reverse(entry, by=ready.receiver, reason="ลงผิด", request_id=uuid4())
    client.force_login(ready.inspector)
    page = reverse("villages:decide", args=[ready.group.slug, pending.pk])
    words = "ที่นี่ไม่มีใครตัดสินเรื่องนี้ได้"
    assert words not in client.get(page).content.decode()

    for by in (ready.chair, ready.treasurer, ready.bookkeeper, ready.checker):
        tie(ready, by, TIES["household"])

    assert words in client.get(page).content.decode()


# -- Nothing is forgotten ----------------------------------------------------------------------------------------------


def services_by_somebody() -> set[str]:
    """Every public service that knows who does it."""
    services = set()
    for app in (funds.services, welfare.services, villages.services):
        for module in pkgutil.iter_modules(app.__path__, f"{app.__name__}."):
            place = import_module(module.name)
            for word, function in inspect.getmembers(place, inspect.isfunction):
                params = {"by", "approver", "user"} & set(inspect.signature(function).parameters)
                if function.__module__ == module.name and not word.startswith("_") and params:
                    services.add(f"{module.name.replace('.services', '')}.{word}")
    return services


def test_every_service_is_decided_in_or_out():
    """A new service is added to `IN` with its setting, or to `OUT` with the reason why it is nobody's own money."""
    decided = {service for service, _role, _prepare in IN.values()} | TOLD_APART | set(OUT)
    known = {each for each in services_by_somebody() if each.rpartition(".")[0] not in OUT_AS_A_WHOLE}

    assert known - decided == set(), "decide whether this is about own money"
    assert decided - known == set(), "gone; strike it out"
