"""A workbook becomes a register: days, IDs and numbers of every sort, and what is missing in the whole file."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import Workbook

from funds.registers import bounded, checking, model, reading
from funds.services import registers
from tests.conftest import citizen_id
from tests.funds.register_rows import HEADER, MOO8, ROW, bring, changed, faults, workbook
from villages.models import Member


def test_dates_ids_and_numbers_of_every_sort_in_moo_8_are_read(world, group):
    register = reading.read(MOO8.read_bytes(), "08")

    rows = {row.number: row for row in register.rows}
    assert rows["08-0001"].citizen_id == "3808360777672"  # in Thai digits
    assert rows["08-0007"].citizen_id == "1807461944488"  # with dashes
    assert rows["08-0010"].citizen_id == "8809466959750"  # a number
    assert rows["08-0009"].citizen_id == "3806118314257"  # with spaces around
    assert rows["08-0002"].born_on == date(2000, 12, 3)  # 03/12/43
    assert rows["08-0010"].born_on == date(2009, 3, 5)  # ๕ มี.ค. ๒๕๕๒
    assert rows["08-0014"].born_on == date(1944, 3, 19)  # 19-3-2487
    assert rows["08-0001"].joined_on == date(2024, 4, 10)  # a real date of Excel
    assert rows["08-0010"].village == 8  # ๘
    assert rows["08-0009"].balances["shares"] == 0  # a dash
    assert rows["08-0012"].balances["pledged"] == Decimal("2212.50")  # "2,212.50"


def test_a_register_of_another_village_is_told_once(world, group):
    rows = [changed({"เลขที่สมาชิก": f"02-000{n}", "เลขประจำตัวประชาชน": citizen_id(380010055600 + n)}) for n in (1, 2)]
    trial = [["11010", "เงินสด", 13000, None], ["31020", "เงินสัจจะ", None, 13000]]

    assert faults(workbook(*rows, trial=trial), group) == [("ทะเบียน", 3, "A")]


def test_two_days_and_no_day_are_told(world, group):
    assert faults(workbook(ROW, day="สิ้นปี"), group) == [("ทะเบียน", 1, "")]
    assert ("", None, "") in faults(workbook(ROW, day="31 ธันวาคม 2600"), group)


def test_a_workbook_without_a_register_is_told(world, group):
    book, content = Workbook(), BytesIO()
    book.active.append(["สวัสดี"])
    book.save(content)

    assert faults(content.getvalue(), group) == [("", None, ""), ("", None, "")]


def test_headers_of_other_wording_and_names_in_one_cell_are_understood(world, group):
    header = ["เลขทะเบียน", "ชื่อ - สกุล", "เลขบัตรประชาชน (13 หลัก)", "วัน/เดือน/ปีเกิด", "วันสมัคร", "เงินสัจจะสะสม (บาท)"]
    row = ["1", "น.ส.ประไพ  ใจเย็น", 3800100555125, "13-6-2513", "10 เมษายน 2560", "๖,๕๐๐.๐๐"]

    bring(group, workbook(row, header=header), world.treasurer)

    member = group.members.get()
    assert (member.number, str(member.person)) == ("08-0001", "นางสาวประไพ ใจเย็น")


def test_a_header_and_a_name_typed_otherwise_are_read_in_the_one_spelling(world, group):
    world.village.refresh_from_db()
    header = ["คํานําหน้า\u200b", "\ufeffชื่อ", "นาม\u00a0สกุล", "เลขประจําตัวประชาชน", *HEADER[5:8]]
    row = ["นาง", "ส\u0e4d\u0e32รวย", "ใจ\u200bเย็น", "\u200b3800100555125\ufeff", *ROW[5:8]]

    bring(group, workbook(row, header=header), world.treasurer)

    assert str(Member.objects.get(group=group).person) == "นางสำรวย ใจเย็น"


@pytest.mark.parametrize("written", ["2490", "พ.ศ. 2490", "-/-/2490", "0/0/2490"])
def test_a_birthday_known_by_its_year_comes_in_as_such(world, group, written):
    register, stored = registers.keep_register(
        group, "r.xlsx", workbook(changed({"วันเกิด": written})), by=world.treasurer
    )

    assert (register.faults, register.questions, str(register.rows[0].birthday)) == ([], [], "2490")
    registers.confirm_register(stored, by=world.checker)
    assert str(group.members.get().person.birthday) == "2490"


def test_a_day_of_january_before_2484_is_asked(world, group):
    content = workbook(changed({"วันเกิด": "5/2/2480"}))

    register = checking.check(reading.read(content, group.code), group)
    key = register.questions[0].key
    answered = reading.read(content, group.code, {key: "1938-02-05"})

    assert [value for value, _label in register.questions[0].choices] == ["1937-02-05", "1938-02-05"]
    assert answered.unanswered == []


# -- The trial balance -------------------------------------------------------------------------------------------------


def accounts(*rows: list) -> model.Register:
    """A trial balance of these rows, as it is read."""
    header = ["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"]
    return reading.read_book(bounded.Workbook("xlsx", [bounded.Sheet("งบ", False, [header, *rows], [], [])]), "08", {})


def places(register: model.Register) -> list[tuple]:
    return [(fault.row, fault.column[:1]) for fault in register.faults if fault.sheet == "งบ" and fault.row != 1]


def test_an_account_stands_on_one_side_and_in_one_row():
    cash, saved = ["11010", "เงินสด", 500, None], ["31020", "เงินสัจจะ", None, 500]

    assert places(accounts(cash, saved)) == []
    assert places(accounts(cash, ["31020", "เงินสัจจะ", 1, 501])) == [(3, "D")]
    assert places(accounts(cash, saved, cash)) == [(2, "A"), (4, "A")]


def test_totals_notes_and_headers_of_a_trial_balance_are_no_accounts():
    rows = [["11010", "เงินสด", 500, None], ["31020", "เงินสัจจะ", None, 500]]
    more = [[None, "รวม", 500, 500], [None, None, 500, 500], ["ลงชื่อ ......"], ["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"]]

    register = accounts(*rows, *more)

    assert [row.code for row in register.trial] == ["11010", "31020"]
    assert [each.rows for each in register.skipped] == ["4", "5", "6", "7"]


def test_an_amount_without_a_code_that_is_no_sum_is_an_account_whose_code_is_missing():
    register = accounts(["11010", "เงินสด", 500, None], [None, None, 501, None])

    assert places(register) == [(3, "A")]


def test_two_digits_of_a_year_that_may_be_this_years_are_asked_about():
    """R0.17"""
    short = f"1/1/{timezone.localdate():%y}"
    rows = [["ข้อมูล ณ วันที่ 31 ธันวาคม 2568"], HEADER, changed({"วันที่สมัคร": short})]
    book = bounded.Workbook("xlsx", [bounded.Sheet("ทะเบียน", False, rows, [], [])])

    register = reading.read_book(book, "08", {})
    (question,) = register.questions
    written = question.choices[-1][0]
    answered = reading.read_book(book, "08", {question.key: written})

    assert (question.kind, question.cell_text) == ("day", short)
    assert register.rows[0].joined_on == date.fromisoformat(question.choices[0][0])
    assert answered.rows[0].joined_on == date.fromisoformat(written)
