"""What a second officer reads before deciding: what stands there now and what will; afterwards what does."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from funds.models import Passbook
from funds.queries import leaving as leaving_queries
from funds.queries import request_details as request_details_queries
from funds.services import cash, payouts, reversals, waiting, withdrawals
from ledger import thai
from tests.funds.leavers import Cause, ask, leave, payable, settle_death
from villages.models import PendingRequest
from villages.services import requests

TODAY = timezone.localdate
BOX = "เงินสด – เงินกองทุน"


def read(request: PendingRequest, details) -> dict[str, str]:
    """What stands beside each label; what changes is written as `before → after`."""
    lines = details(PendingRequest.objects.get(pk=request.pk))
    return {str(row.label): f"{row.before} → {row.value}" if row.before else str(row.value) for row in lines}


@pytest.fixture
def withdrawal(world) -> PendingRequest:
    """A withdrawal of 2,000 baht out of 5,000 waits."""
    world.deposit(5000, passbook=world.special_passbook)
    form = {"by": world.treasurer, "request_id": uuid4(), "reason": "ค่าเทอม"}
    pending = withdrawals.withdraw(world.special_passbook, Decimal(2000), **form)
    assert isinstance(pending, PendingRequest)
    return pending


def test_a_withdrawal_that_waits_says_what_passbook_and_box_will_hold_and_once_paid_what_they_hold(world, withdrawal):
    before = read(withdrawal, request_details_queries.withdrawal)
    requests.approve(withdrawal, by=world.checker)
    after = read(withdrawal, request_details_queries.withdrawal)

    words = {"สมาชิก": "นายประเสริฐ แก้วมณี (08-0001)", "จำนวนเงิน": "2,000.00 บาท", "ตัวอักษร": "สองพันบาทถ้วน"}
    assert before == words | {"ฝากพิเศษ": "5,000.00 บาท → 3,000.00 บาท", BOX: "5,000.00 บาท → 3,000.00 บาท"}
    assert after == words | {"ฝากพิเศษ": "3,000.00 บาท", BOX: "3,000.00 บาท"}


@pytest.mark.parametrize(("fee", "together"), [(0, "ห้าร้อยบาทถ้วน"), (20, "ห้าร้อยยี่สิบบาทถ้วน")])
def test_an_entry_fee_is_read_beside_the_deposit_where_there_is_one(world, second_look, fee, together):
    second_look(400)
    more = {"on": TODAY(), "by": world.treasurer, "request_id": uuid4(), "entry_fee": Decimal(fee)}

    rows = read(waiting.ask_to_deposit(world.passbook, Decimal(500), **more), request_details_queries.deposit)

    assert rows["ตัวอักษร"] == together
    assert rows.get("ค่าแรกเข้า") == ("20.00 บาท" if fee else None)
    assert rows["เงินสัจจะสะสม"] == "0.00 บาท → 500.00 บาท"


@pytest.mark.parametrize("paid_by", ["", "ลูกสาว"])
def test_a_row_of_the_table_is_read_column_by_column(world, evening, second_look, paid_by):
    from_whom = world.member.person
    second_look(400)
    day = evening()
    sheet = request_details_queries.collection_sheet(day.day, from_whom)
    paid = {day.key(world.passbook): Decimal(500), day.key(world.special_passbook): Decimal(3)}
    more = {"by": world.bookkeeper, "request_id": uuid4(), "paid_by": paid_by}

    rows = read(waiting.ask_to_take(sheet, from_whom, paid, **more), request_details_queries.row_of_the_sheet)

    assert (rows["เงินสัจจะสะสม"], rows["ฝากพิเศษ"], rows["จำนวนเงิน"]) == ("500.00 บาท", "3.00 บาท", "503.00 บาท")
    assert rows["วันทำการ"] == thai.long_date(TODAY())
    assert (paid_by in rows.values()) is bool(paid_by)


def test_a_reversal_names_the_receipt_or_where_none_was_given_the_entry(world):
    receipt, fee = world.deposit(500), {"on": TODAY(), "by": world.bookkeeper, "request_id": uuid4()}
    interest = cash.bank_interest(world.book, Decimal(9), **fee)
    form = {"by": world.treasurer, "reason": "ผิด"}

    of_receipt, of_entry = (
        read(reversals.ask_to_reverse(entry, request_id=uuid4(), **form), request_details_queries.reversal)
        for entry in (receipt.entry, interest)
    )

    assert of_receipt["ใบเสร็จรับเงิน"] == receipt.entry.number
    assert (of_receipt["สมาชิก"], of_receipt["เงินสัจจะสะสม"]) == (
        "นายประเสริฐ แก้วมณี (08-0001)", "500.00 บาท → 0.00 บาท",
    )  # fmt: skip
    assert interest.number in of_entry.values()
    assert "สมาชิก" not in of_entry


def test_who_moves_is_read_with_the_old_house_the_new_one_and_the_group_there(world, saved, elsewhere):
    moved = {"cause": Cause.MOVED, "village": elsewhere.village, "house_no": "55", "to": elsewhere}
    resigned = read(ask(world), request_details_queries.departure)
    requests.refuse(PendingRequest.objects.get(), by=world.treasurer, reason="ไม่ถูกต้อง")

    rows = read(ask(world, **moved), request_details_queries.departure)

    assert rows["บ้านเลขที่"] == f"123/4 {world.village} → 55 {elsewhere.village}"
    assert str(elsewhere) in rows.values()
    assert (rows["เงินสัจจะสะสม"], rows["ฝากพิเศษ"]) == ("500.00 บาท", "250.25 บาท")
    assert rows.keys() - resigned.keys() == {
        "บ้านเลขที่",
        *(label for label, said in rows.items() if said == str(elsewhere)),
    }


def test_a_payment_says_who_receives_it_and_what_waits_afterwards(world, saved):
    leave(world)
    own = {"by": world.receiver, "request_id": uuid4()}

    rows = read(payouts.ask_to_pay(payable(world), Decimal(700), **own), request_details_queries.payout)

    assert "750.25 บาท → 50.25 บาท" in rows.values()
    assert list(rows.values()).count("นายประเสริฐ แก้วมณี") == 1
    assert rows[BOX] == "750.25 บาท → 50.25 บาท"


def test_an_heir_is_read_with_the_resolution(world, saved):
    settle_death(world)
    heir = {"payee": "นางสมศรี (ภรรยา)", "resolution": "คณะกรรมการ 4/2569"}

    rows = read(
        payouts.ask_to_pay(payable(world), None, by=world.receiver, request_id=uuid4(), **heir),
        request_details_queries.payout,
    )

    assert set(heir.values()) <= set(rows.values())


def test_a_movement_says_out_of_what_into_what_and_of_which_year(filled):
    form = {"on": TODAY(), "memo": "ค่าน้ำ", "by": filled.treasurer, "request_id": uuid4(), "of_year": 2024}

    rows = read(cash.pay_expense(filled.book, "53020", Decimal(200), **form), request_details_queries.movement)

    assert rows["เป็นรายการของปี"] == "2567"
    assert rows[BOX] == "3,000.00 บาท → 2,800.00 บาท"


def test_what_was_taken_back_is_read_with_the_request_by_which_it_was_done(world, saved):
    leave(world)
    leaving = leaving_queries.last_leaving(world.member.__class__.objects.get(pk=world.member.pk))
    taken_back = PendingRequest(group=world.group, arguments={"member": world.member.pk, "leaving": leaving.pk})
    unknown = PendingRequest(group=world.group, arguments={"member": world.member.pk, "leaving": 0})

    rows = [list(request_details_queries.return_of_leaver(request)) for request in (taken_back, unknown)]

    assert [row.value for row in rows[0]] == ["นายประเสริฐ แก้วมณี (08-0001)", leaving.summary]
    assert len(rows[1]) == 1
    assert Passbook.objects.filter(closed_on=None).count() == 0
