"""Every act that waits for a second officer is asked one way: eight presses of one form are one request."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from funds.models import Visit
from funds.queries import leaving as leaving_queries
from funds.queries import savings as savings_queries
from funds.queries import sheet as sheet_queries
from funds.queries import unusual as unusual_queries
from funds.services import cash, days, leaving, payouts, registers, reversals, undoing, waiting, withdrawals
from ledger import services as ledger
from ledger import thai
from ledger.models import Entry
from tests import made_bylaws
from tests.conftest import NOBODYS, citizen_id, somebody
from tests.funds.conftest import three_hands
from tests.funds.register_rows import ROW, workbook
from tests.welfare.read_before_deciding import READS
from villages.models import Group, Member, Officer, PendingRequest, Role
from villages.queries import officers as officers_queries
from villages.services import appointing, groups, houses, identity, people, requests
from villages.services.acts import ACTS
from welfare.models import Benefit, Claim
from welfare.services import claims, matching_grants, payments, schemes, years
from welfare.services.matching_grants import RECEIVE
from welfare.services.payments import LAPSE
from welfare.services.years import CLOSE

# What one form asks, and the same form with something else in it.
Asks = tuple[Callable[[UUID], PendingRequest], Callable[[UUID], PendingRequest]]


def member(world) -> Member:
    return Member.objects.select_related("person__user", "group__village").get(pk=world.member.pk)


def filled(world) -> None:
    """5,000 baht in the box and, of these, 2,000 at the bank."""
    on = timezone.localdate() - timedelta(days=180)
    world.deposit(5000, on=on)
    params = {"on": on, "memo": "นำฝาก", "by": world.treasurer, "request_id": uuid4()}
    requests.approve(cash.bring(world.book, Decimal(2000), **params), by=world.checker)


def withdraw(world, fund) -> Asks:
    world.deposit(5000, passbook=world.special_passbook)
    more = {"by": world.treasurer, "reason": "ค่าเทอม"}

    def ask(amount: int) -> Callable:
        return lambda number: withdrawals.withdraw(world.special_passbook, Decimal(amount), request_id=number, **more)

    return ask(2000), ask(2001)


def second_look(world) -> None:
    params = {"day_of_month": 5, "effective_from": timezone.localdate(), "resolution": "มติ 2/2569"}
    made_bylaws.set_working_day_bylaw(world.group, second_look=500, **params)


def deposit(world, fund) -> Asks:
    second_look(world)

    def ask(amount: int) -> Callable:
        params = {"on": timezone.localdate(), "by": world.treasurer}
        return lambda number: waiting.ask_to_deposit(world.passbook, Decimal(amount), request_id=number, **params)

    return ask(6000), ask(7000)


def row_of_the_sheet(world, fund) -> Asks:
    second_look(world)
    planned = days.plan([world.group], timezone.localdate(), by=world.treasurer)
    floats = {box.pk: Decimal(0) for box in planned.cash_boxes.all()}
    day = days.open_day(planned, three_hands(world), floats, by=world.treasurer)

    def ask(amount: int) -> Callable:
        def act(number: UUID) -> Visit | PendingRequest:
            person, paid = world.member.person, {f"p{world.pledged.pk}": Decimal(amount)}
            return waiting.ask_to_take(
                sheet_queries.collection_sheet(day, person), person, paid, by=world.bookkeeper, request_id=number
            )

        return act

    return ask(6000), ask(7000)


def reverse_receipt(world, fund) -> Asks:
    entry = world.deposit(500).entry

    def ask(reason: str) -> Callable:
        return lambda number: reversals.ask_to_reverse(entry, by=world.treasurer, reason=reason, request_id=number)

    return ask("ผิดคน"), ask("ผิดจำนวน")


def leave(world, fund) -> Asks:
    def ask(house: str) -> Callable:
        params = {"reason": "ลาออก", "by": world.bookkeeper, "house_no": house}
        return lambda number: leaving.ask_to_leave(member(world), request_id=number, **params)

    return ask(""), ask("9")


def gone(world) -> None:
    world.deposit(850)
    pending = leaving.ask_to_leave(member(world), reason="ลาออก", by=world.bookkeeper, request_id=uuid4())
    requests.approve(pending, by=world.treasurer)


def pay_leaver(world, fund) -> Asks:
    gone(world)
    account = leaving_queries.payables(world.group).get()

    def ask(amount: int, payee: str) -> Callable:
        params = {"payee": payee, "by": world.receiver}
        return lambda number: payouts.ask_to_pay(account, Decimal(amount), request_id=number, **params)

    return ask(850, ""), ask(1, "นายอื่น คนไกล")


def stay(world, fund) -> Asks:
    gone(world)

    def ask(by) -> Callable:
        return lambda number: undoing.ask_to_undo_leaving(member(world), by=by, request_id=number)

    return ask(world.bookkeeper), ask(world.secretary)


def movement(act: Callable, *heading: str) -> Callable:
    def made(world, fund) -> Asks:
        filled(world)

        def ask(amount: int) -> Callable:
            params = {"on": timezone.localdate(), "memo": "ตามใบเสร็จ", "by": world.treasurer}
            return lambda number: act(world.book, *heading, Decimal(amount), request_id=number, **params)

        return ask(200), ask(300)

    return made


def register(world, fund) -> Asks:
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มใหม่", "sajja-new", village=world.village)
    uploads = [registers.keep_register(group, name, workbook(ROW), by=world.staff)[1] for name in ("1.xlsx", "2.xlsx")]

    def ask(one) -> Callable:
        return lambda number: registers.ask_to_confirm(one, by=world.staff, request_id=number)

    return ask(uploads[0]), ask(uploads[1])


def match(world, fund) -> Asks:
    promise: dict[str, Any] = {
        "members": 1,
        "counted_on": date(2026, 3, 1),
        "amount": Decimal(365),
        "letter": "หนังสือ 12",
    }
    params: dict[str, Any] = {
        "source": "state",
        "year": 2026,
        "on": date(2026, 3, 1),
        "by": world.treasurer,
        "request_id": uuid4(),
    }
    promised = matching_grants.declare(fund.books.get().scheme, **promise, **params)

    def ask(amount: int) -> Callable:
        more = {"on": date(2026, 6, 1), "reference": "โอน", "by": world.treasurer}
        return lambda number: matching_grants.ask_to_receive(promised, Decimal(amount), request_id=number, **more)

    return ask(100), ask(200)


def approved_claim(world, fund):
    """A scholarship that two officers agreed to."""
    scheme, book, today = fund.books.get().scheme, fund.books.get().book, timezone.localdate()
    joined = people.join(fund, world.member.person, on=date(2025, 9, 25))
    enrolled = schemes.enrol(scheme, joined, on=date(2025, 9, 25))
    made_bylaws.set_scheme_bylaw(
        scheme.group_book, effective_from=date(2025, 9, 1), resolution="มติ 2", wait_days=0, suspend_after=0
    )
    sides = [ledger.debit(ledger.activate(book, "12400"), Decimal(9000))]
    sides += [ledger.credit(ledger.activate(book, "47030"), Decimal(9000))]
    on = date(2026, 1, 5)
    ledger.post(
        book, sides, kind=Entry.Kind.RECEIPT, event="J26", on=on, by=world.treasurer, request_id=uuid4(), memo="เงินสมทบ"
    )
    table = made_bylaws.draft_table(scheme, effective_from=date(2025, 1, 1), resolution="มติ 3")
    fields = {"kind": "education", "subfund": "growth", "amount": Decimal(600)}
    line = made_bylaws.write_benefit(Benefit(table=table, name="ทุนเรียนดี", **fields))
    made_bylaws.decide_table(table)
    claim = claims.file(enrolled, line, event_on=today, by=world.secretary, request_id=uuid4())
    for user in (world.chair, world.checker):
        claim = claims.decide(claim, yes=True, by=user)
    return claim


def lapse(world, fund) -> Asks:
    claim = approved_claim(world, fund)

    def ask(reason: str) -> Callable:
        return lambda number: payments.ask_to_lapse(claim, reason=reason, by=world.treasurer, request_id=number)

    return ask("ไม่มารับ"), ask("ย้ายไปแล้ว")


def close_year(world, fund) -> Asks:
    book = fund.books.get().book
    bank, given = ledger.activate(book, "12400"), ledger.activate(book, "47030")
    ledger.post(
        book, [ledger.debit(bank, Decimal(500)), ledger.credit(given, Decimal(500))], kind=Entry.Kind.RECEIPT,
        event="J26", on=date(2025, 6, 30), by=world.treasurer, request_id=uuid4(),
    )  # fmt: skip

    def ask(attended: int) -> Callable:
        params: dict[str, Any] = {"met_on": date(2026, 1, 20), "resolution": "ประชุมใหญ่ 1/2569", "runs_on": "reserve"}
        params |= {"attended": attended, "minutes": None, "by": world.bookkeeper}
        return lambda number: years.ask_to_close(fund.books.get().scheme, 2025, request_id=number, **params)

    return ask(12), ask(13)


def appoint(world, fund) -> Asks:
    params = {"on": timezone.localdate(), "reason": "มติที่ประชุม", "by": world.chair}

    def ask(role: Role) -> Callable:
        person = member(world).person
        return lambda number: appointing.ask_to_appoint(person, role, world.group, request_id=number, **params)

    return ask(Role.LOANS), ask(Role.SECRETARY)


def stand_in(world, fund) -> Asks:
    other = groups.create_group(Group.Kind.GOP, "กลุ่มออมทรัพย์", "gop-8", village=world.village)
    person = somebody(world.stranger, citizen_id(NOBODYS + 102), world.village)
    world.appoint(world.stranger, Role.CHECKER, other)
    today = timezone.localdate()

    def ask(days: int) -> Callable:
        params = {"on": today, "until": today + timedelta(days=days), "reason": "ไม่มีใครว่าง", "by": world.staff}
        return lambda number: appointing.ask_to_appoint(person, Role.STAND_IN, world.group, request_id=number, **params)

    return ask(9), ask(10)


def office(change: Callable) -> Callable:
    def made(world, fund) -> Asks:
        until = timezone.localdate() + timedelta(days=30)
        Officer.objects.filter(person__user=world.loans, group=world.group).update(until_on=until)
        one = Officer.objects.select_related("person", "group").get(person__user=world.loans, group=world.group)

        def ask(reason: str) -> Callable:
            return lambda number: change(one, until, reason=reason, by=world.chair, request_id=number)

        return ask("มติที่ประชุม"), ask("ลืมแล้ว")

    return made


def ending(one: Officer, until: date, **more) -> PendingRequest:
    return appointing.ask_to_end(one, on=timezone.localdate(), **more)


def lengthening(one: Officer, until: date, **more) -> PendingRequest:
    return appointing.ask_to_lengthen(one, until=until + timedelta(days=365), **more)


def renewing(one: Officer, until: date, **more) -> PendingRequest:
    return appointing.ask_to_renew(one, **more)


def house(world, fund) -> Asks:
    params = {"group": world.group, "by": world.bookkeeper}

    def ask(number_of_house: str) -> Callable:
        person = member(world).person
        return lambda number: houses.ask_to_move(person, world.village, number_of_house, request_id=number, **params)

    return ask("77"), ask("78")


def without_id(world, fund) -> Asks:
    facts = {"prefix": "ยาย", "first_name": "แก้ว", "born_on": date(1947, 1, 1), "village": world.village}
    params = {"guardian": None, "seen": (), "reason": "ไม่เคยแจ้งเกิด", "by": world.secretary}

    def ask(on: date) -> Callable:
        return lambda number: identity.ask_to_join(world.group, facts, on=on, request_id=number, **params)

    return ask(date(2025, 1, 5)), ask(date(2025, 1, 6))


def write_id(world, fund) -> Asks:
    person = member(world).person
    person.citizen_id, person.network_id = None, "10000003"
    person.save()
    params = {"group": world.group, "reason": "ได้บัตรแล้ว", "by": world.secretary}

    def ask(number_of_card: str) -> Callable:
        return lambda number: identity.ask_to_write_id(person, number_of_card, request_id=number, **params)

    return ask("3840800123457"), ask("1809900001231")


ASKS: dict[str, Callable[..., Asks]] = {
    savings_queries.WITHDRAW: withdraw,
    unusual_queries.DEPOSIT: deposit,
    unusual_queries.TAKE: row_of_the_sheet,
    savings_queries.REVERSE: reverse_receipt,
    savings_queries.REGISTER: register,
    leaving_queries.LEAVE: leave,
    leaving_queries.PAY: pay_leaver,
    leaving_queries.UNDO: stay,
    "pay an expense": movement(cash.pay_expense, "53020"),
    "fetch from the bank": movement(cash.fetch),
    "bring to the bank": movement(cash.bring),
    RECEIVE: match,
    LAPSE: lapse,
    CLOSE: close_year,
    houses.MOVE: house,
    identity.JOIN: without_id,
    identity.WRITE: write_id,
    officers_queries.APPOINT: appoint,
    officers_queries.STAND_IN: stand_in,
    officers_queries.END: office(ending),
    officers_queries.LENGTHEN: office(lengthening),
    officers_queries.RENEW: office(renewing),
}


def test_every_act_stands_in_this_table():
    assert set(ASKS) == set(ACTS)


def lines(pending: PendingRequest) -> list[str]:
    """What who decides reads: each line with what stands there now, where it changes."""
    rows = ACTS[pending.act].shows(pending)
    return [f"{row.label}: {row.before} → {row.value}" if row.before else f"{row.label}: {row.value}" for row in rows]


def read_days() -> dict[str, str]:
    """Today, the ends of offices that the acts above name, and the numbers given meanwhile, as they are written."""
    today = timezone.localdate()
    ends = {"today": today, "month": today + timedelta(days=30), "longer": today + timedelta(days=395)}
    claim = ", ".join(claim.number for claim in Claim.objects.all())
    number = f"RV{(today.year + 543) % 100:02d}{today.month:02d}-00000001"
    return {name: thai.long_date(day) for name, day in ends.items()} | {"number": number, "claim": claim}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", sorted(ASKS))
def test_eight_presses_of_one_form_are_one_request_and_another_content_is_refused(world, fund, side_by_side, act):
    ask, ask_otherwise = ASKS[act](world, fund)
    number, before = uuid4(), PendingRequest.objects.count()

    ends = side_by_side(*[lambda: ask(number)] * 8)

    assert [end.pk for end in ends] == [PendingRequest.objects.get(request_id=number).pk] * 8
    assert PendingRequest.objects.count() == before + 1
    assert lines(ends[0]) == READS[act].format(**read_days()).strip().splitlines()
    with pytest.raises(ValidationError, match="ขอรายการอื่นไปแล้ว"):
        ask_otherwise(number)


def test_pay_a_leaver_pressed_twice_is_one_payment(world, client):
    """Two requests came of it, and approving the second was an error; another payee got the first one's answer."""
    gone(world)
    account = leaving_queries.payables(world.group).get()
    page = reverse("funds:pay_leaver", args=[world.group.slug, account.pk])
    form = {"amount": "850", "payee": "", "from_bank": "", "request_id": uuid4()}
    client.force_login(world.receiver)
    for _press in range(2):
        assert client.post(page, form).status_code == 302
    pending = PendingRequest.objects.get(act=leaving_queries.PAY)

    other = client.post(page, form | {"amount": "1", "payee": "นายอื่น คนไกล"})
    client.force_login(world.treasurer)
    client.post(pending.get_absolute_url(), {"approve": "1"})
    client.force_login(world.receiver)
    again = client.post(page, form)

    pending.refresh_from_db()
    assert other.status_code == 200
    assert other.context["form"].errors
    assert again.status_code == 302
    assert (pending.status, PendingRequest.objects.filter(act=leaving_queries.PAY).count()) == ("approved", 1)
    assert leaving_queries.unpaid_in(account).amount == 0
