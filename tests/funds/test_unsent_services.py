"""Rows that a device could not send: taken over, recorded at the counter or thrown away, once."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from funds.models import Receipt, TakenOver, UnsentRow, Visit
from funds.services import reversals, savings
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from villages.models import PendingRequest
from villages.services import requests


@pytest.fixture
def settle(world, client, row):
    """Press a button of the list, as the treasurer or somebody else."""

    def press(by=None, person=None, **fields):
        client.force_login(by or world.treasurer)
        person = person or world.member.person
        address = reverse("funds:settle_row", args=[world.group.slug, row["evening"].day.pk, person.pk])
        sent = {name: text for name, text in row.items() if name != "evening"}
        return client.post(address, sent | fields, headers={"accept": "application/json"})

    return press


def counted(begun) -> None:
    begun.count({})
    begun.sign()


def test_a_row_ends_once_it_is_recorded_at_the_counter_under_a_receipt_of_this_member_and_amount(world, row, settle):
    counted(row["evening"])
    receipt = world.deposit(200, passbook=world.special_passbook)

    answer = settle(numbers=receipt.entry.number.lower())

    assert answer.status_code == 200
    settled = UnsentRow.objects.get()
    assert (settled.outcome, settled.total, settled.by) == ("recorded", Decimal(200), world.treasurer)
    assert settled.written_by == world.bookkeeper
    assert settled.receipts.get().receipt == receipt
    assert settle(numbers=receipt.entry.number).status_code == 200  # its answer was lost: once is enough
    assert UnsentRow.objects.count() == 1


@pytest.mark.parametrize(
    ("amount", "says"), [(None, "ไม่มีใบเสร็จ"), (199, "199.00"), ("cancelled", "ยกเลิก"), ("twice", "แถวอื่น")]
)
def test_a_receipt_that_does_not_hold_the_rows_money_is_refused(world, row, settle, amount, says):
    receipt = world.deposit(199 if amount == 199 else 200, passbook=world.special_passbook)
    number = "RV9999-00000001" if amount is None else receipt.entry.number
    if amount == "cancelled":
        pending = reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason="ผิด", request_id=uuid4())
        requests.approve(pending, by=world.checker)
    if amount == "twice":
        assert settle(numbers=number, request_id=str(uuid4())).status_code == 200

    answer = settle(numbers=number)

    assert answer.status_code == 422
    assert says in answer.json()["message"]
    assert not UnsentRow.objects.filter(request_id=row["request_id"]).exists()


@pytest.fixture
def given_before(world) -> Receipt:
    """A receipt of the row's member and amount; a test that asks for it first has it before the day is opened."""
    return world.deposit(200, passbook=world.special_passbook)


def test_a_receipt_given_before_the_day_was_opened_is_other_money(given_before, row, settle):
    number = given_before.entry.number

    answer = settle(numbers=number)

    assert answer.status_code == 422
    assert answer.json()["message"] == f"ใบเสร็จเลขที่ {number} ออกก่อนวันทำการนี้"
    assert not UnsentRow.objects.exists()


def test_a_receipt_of_somebody_else_or_of_the_sheet_itself_is_other_money(world, row, settle, new_id):
    other = world.new_member(new_id(), "สมปอง")
    passbook = savings.open_passbook(other, world.special, on=other.joined_on)
    theirs = world.deposit(200, passbook=passbook)
    visit = row["evening"].take(world.member.person, **{row["evening"].key(world.special_passbook): "200"})

    assert "คนอื่น" in settle(numbers=theirs.entry.number).json()["message"]
    assert settle(numbers=visit.receipts.get().entry.number).status_code == 422
    assert not UnsentRow.objects.exists()


def test_a_row_is_thrown_away_with_a_reason_that_stays_with_the_day(world, row, settle, client):
    assert settle(reason="  ").status_code == 422

    assert settle(reason="พิมพ์ซ้ำกับอีกเครื่อง").status_code == 200

    assert UnsentRow.objects.get().reason == "พิมพ์ซ้ำกับอีกเครื่อง"
    page = client.get(reverse("funds:day", args=[world.group.slug, row["evening"].day.pk])).content.decode()
    assert "พิมพ์ซ้ำกับอีกเครื่อง" in page
    assert "คุณbookkeeper" in page


def test_a_row_is_in_the_books_or_settled_apart_never_both(world, row, settle, client):
    begun = row["evening"]
    key = begun.key(world.special_passbook)
    settle(reason="เงินคืนแล้ว")
    client.force_login(world.bookkeeper)
    address = reverse("funds:sheet_row", args=[world.group.slug, begun.day.pk, world.member.person_id])
    body = {key: "200", "request_id": row["request_id"]}

    answer = client.post(address, body, headers={"accept": "application/json"})

    assert answer.status_code == 422
    assert "ทิ้ง" in answer.json()["message"]
    with pytest.raises(DatabaseError, match="answered already"), transaction.atomic():
        begun.take(world.member.person, request_id=row["request_id"], **{key: "200"})
    assert not Visit.objects.exists()


def test_a_row_whose_answer_was_lost_is_not_thrown_away_but_stands_in_the_books(world, row, settle):
    begun = row["evening"]
    begun.take(world.member.person, request_id=row["request_id"], **{begun.key(world.special_passbook): "200"})

    assert settle(reason="ไม่รู้").status_code == 200

    assert not UnsentRow.objects.exists()
    assert begun.box.expects == 200


def test_another_hand_of_the_table_sends_a_row_under_their_name_and_the_first_writer_stays_named(world, row, client):
    begun = row["evening"]
    client.force_login(world.receiver)
    address = reverse("funds:sheet_row", args=[world.group.slug, begun.day.pk, world.member.person_id])
    key = begun.key(world.special_passbook)
    body = {key: "200", "sure": f"{key}=200.00", "request_id": row["request_id"], "ticket": row["ticket"]}

    answer = client.post(address, body, headers={"accept": "application/json"})

    assert answer.status_code == 200, answer.content
    visit = Visit.objects.get()
    assert (visit.by, visit.received_by) == (world.receiver, world.receiver)
    assert TakenOver.objects.get(visit=visit).written_by == world.bookkeeper
    page = client.get(reverse("funds:visit", args=[world.group.slug, visit.pk])).content.decode()
    assert "คุณbookkeeper" in page


@pytest.mark.parametrize("forge", [lambda ticket: ticket + "x", lambda ticket: "", lambda ticket: "1:2:3"])
def test_nobody_is_named_as_writer_who_never_had_the_sheet(world, row, client, forge):
    begun = row["evening"]
    client.force_login(world.receiver)
    address = reverse("funds:sheet_row", args=[world.group.slug, begun.day.pk, world.member.person_id])
    body = {begun.key(world.special_passbook): "200", "request_id": row["request_id"], "ticket": forge(row["ticket"])}

    assert client.post(address, body, headers={"accept": "application/json"}).status_code == 422
    assert not Entry.objects.filter(kind="RV").exists()


def test_a_rows_money_that_the_count_set_aside_counts_once(world, row, settle, client):
    """The 200 baht lay in the box when it was counted; the counter's receipt would bring them a second time."""
    row["evening"].count({"100": 2}, next_float=200, explanation="ไม่รู้ว่าของใคร")
    row["evening"].sign()
    receipt = world.deposit(200, passbook=world.special_passbook)
    aside = Entry.objects.get(event="J49")

    refused = settle(numbers=receipt.entry.number)

    assert refused.status_code == 422
    assert aside.number in refused.json()["message"]
    assert not UnsentRow.objects.exists()
    client.force_login(world.treasurer)
    page = reverse("kahro:entry", args=[world.group.slug, world.book.slug, aside.number])
    address = reverse("funds:reverse_movement", args=[world.group.slug, world.book.slug, aside.number])
    assert address in client.get(page).content.decode()
    client.post(address, {"reason": "เป็นเงินของแถวที่ค้างอยู่", "request_id": uuid4()})
    requests.approve(PendingRequest.objects.get(), by=world.checker)

    assert settle(numbers=receipt.entry.number).status_code == 200
    assert books.balance(ledger.activate(world.book, "11010")) == 200
    assert books.balance(ledger.activate(world.book, "23160")) == 0
