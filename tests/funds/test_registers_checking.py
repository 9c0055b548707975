"""A register against the chart, the network's people and the group's own books."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from funds.registers import checking, reading
from ledger import services as ledger
from tests.conftest import citizen_id
from tests.funds.register_rows import HEADER, ROW, TRIAL, changed, faults, workbook
from villages.models import Group, Person
from villages.services import groups


def test_who_joined_without_an_id_is_asked_about_and_never_becomes_two_people(group, world):
    person = Person.objects.create(
        network_id="10000003", prefix="นาง", first_name="ประไพ", last_name="ใจเย็น", born_on=date(1970, 1, 1),
        birthday_precision="year", sort_key="",
    )  # fmt: skip

    register = checking.check(reading.read(workbook(ROW), group.code), group)
    question = next(question for question in register.questions if question.kind == "alike")
    other = checking.check(reading.read(workbook(ROW), group.code, {question.key: "other"}), group)
    numbered = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": "1000-0003"})), group.code), group)
    unknown = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": "10000011"})), group.code), group)

    assert register.rows[0].person == person
    assert other.rows[0].person is None
    assert (numbered.rows[0].person, numbered.faults) == (person, [])
    assert unknown.faults


def test_a_group_with_members_takes_no_register(world):
    assert faults(workbook(ROW), world.group)[0] == ("", None, "")


def test_a_book_of_the_governments_money_takes_no_register(world):
    fund = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการ", "wel-8", village=world.village)

    assert ("", None, "") in faults(workbook(ROW), fund)


@pytest.mark.parametrize(
    ("column", "value", "letter"),
    [
        ("เลขที่สมาชิก", "02-0001", "A"),  # another group's
        ("เลขที่สมาชิก", "แปด", "A"),
        ("คำนำหน้า", None, "B"),
        ("ชื่อ", "ก" * 81, "C"),
        ("ชื่อ", date(2025, 1, 2), "C"),
        ("เลขประจำตัวประชาชน", None, "E"),
        ("เลขประจำตัวประชาชน", "110140000001", "E"),
        ("วันเกิด", None, "F"),
        ("วันเกิด", "29/2/2566", "F"),
        ("วันเกิด", "1/1/2569", "F"),
        ("วันที่สมัคร", "1 มกราคม 2500", "G"),  # before being born
        ("วันที่สมัคร", "สิบเมษา", "G"),
        ("เงินสัจจะยกมา", "6,50", "H"),
        ("เงินสัจจะยกมา", 0.001, "H"),
        ("เงินสัจจะยกมา", "#REF!", "H"),
        ("เงินสัจจะยกมา", 10**13, "H"),
        ("เงินสัจจะยกมา", 1e26, "H"),
        ("ผู้ปกครอง", "08-0099", "I"),
        ("ผู้ปกครอง", "08-0001", "I"),  # nobody guards themselves
    ],
)
def test_one_wrong_cell_is_told_at_its_place(world, group, column, value, letter):
    assert ("ทะเบียน", 3, letter) in faults(workbook(changed({column: value})), group)


def test_a_person_the_network_knows_under_another_name_is_told(world, group):
    row = changed({"เลขประจำตัวประชาชน": world.member.person.citizen_id})

    assert faults(workbook(row), group) == [("ทะเบียน", 3, "E")]


def test_a_trial_balance_with_other_savings_than_the_members_have_is_told(world, group):
    trial = [["11010", "เงินสด", 7000, None], ["31020", "เงินสัจจะ", None, 7000]]

    assert faults(workbook(ROW, trial=trial), group) == [("งบ", 3, "D")]


@pytest.mark.parametrize("code", ["99999", "11000", "13010", "abc"])
def test_an_account_that_takes_no_opening_amount_is_told(world, group, code):
    trial = [*TRIAL, [code, "อื่น", 5, None], ["34100", "ทุน", None, 5]]

    assert faults(workbook(ROW, trial=trial), group) == [("งบ", 4, "A")]


def test_money_of_members_without_a_column_for_it_is_told(world, group):
    trial = [["11010", "เงินสด", 6600, None], *TRIAL[1:], ["31010", "หุ้น", None, 100]]

    assert faults(workbook(ROW, trial=trial), group) == [("งบ", 4, "D")]


@pytest.mark.parametrize(
    ("column", "value", "letter"),
    [
        ("หมู่ที่", 9, "J"),  # the network has no such village
        ("ความเกี่ยวข้อง", "บุตร", "K"),  # whose relation?
    ],
)
def test_what_only_the_network_can_know_of_a_cell_is_told(group, column, value, letter):
    header = [*HEADER, "หมู่ที่", "ผู้รับผลประโยชน์", "ความเกี่ยวข้อง"]
    row = [*ROW, *(value if name == column else None for name in header[len(HEADER) :])]

    assert faults(workbook(row, header=header), group) == [("ทะเบียน", 3, letter)]


def test_a_number_of_practice_is_on_no_card(group):
    """R0.15"""
    assert ("ทะเบียน", 3, "E") in faults(workbook(changed({"เลขประจำตัวประชาชน": citizen_id(980010055512)})), group)


def test_a_book_with_entries_takes_no_register_any_more(world, group):
    book = group.books.get().book
    cash, bank = ledger.activate(book, "11010"), ledger.activate(book, "12300")
    more = {"on": date(2026, 1, 5), "by": world.treasurer, "request_id": uuid4(), "event": "J34"}
    ledger.post(book, [ledger.debit(cash, Decimal(5)), ledger.credit(bank, Decimal(5))], kind="JV", **more)

    assert faults(workbook(ROW), group) == [("", None, "")]


def test_more_doubts_than_anybody_answers_are_told_as_one_fault(group, monkeypatch):
    monkeypatch.setattr(checking, "MOST_QUESTIONS", 0)
    rows = workbook(changed({"วันเกิด": "5/2/2480"}))

    register = checking.check(reading.read(rows, group.code), group)

    assert register.questions == []
    assert [(fault.sheet, fault.row) for fault in register.faults] == [("", None)]


def test_savings_without_a_row_in_the_trial_balance_are_told_by_the_account(group):
    assert faults(workbook(ROW, trial=[["11010", "เงินสด", 0, None]]), group) == [("งบ", None, "3")]
