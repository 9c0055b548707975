"""What a committee's workbook holds besides the register: read where it is plain, asked where not, never lost."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from funds.registers import model, reading
from funds.services import registers
from tests.conftest import citizen_id
from tests.funds.test_registers import HEADER, ROW, TRIAL, changed, group, workbook  # noqa: F401
from tests.workbooks import csv, ods, xls, xlsx

HERE = Path(__file__).parent / "registers"
DAY = ["ข้อมูล ณ วันที่ 31 ธันวาคม 2568"]
BOOKS: list[list] = [["งบทดลอง ณ 31 ธันวาคม 2568"], ["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"], *TRIAL]
NAMES = ("แดง", "ดำ", "ขาว", "เขียว", "ม่วง", "ฟ้า")


def person(number: int, amount: object = 1000, **cells) -> list:
    """A row of the usual header, for as many different people as are wanted."""
    columns = {"เลขที่สมาชิก": f"08-{number:04d}", "ชื่อ": NAMES[number % 6], "เงินสัจจะยกมา": amount}
    return changed(columns | {"เลขประจำตัวประชาชน": citizen_id(380010056000 + number)} | cells)


def books(amount: Any) -> list[list]:
    return [*BOOKS[:2], ["11010", "เงินสด", amount, None], ["31020", "เงินสัจจะ", None, amount]]


def sheets(*rows: list, amount: object = 0, header: list = HEADER, day: list = DAY) -> dict[str, list[list]]:
    return {"ทะเบียน": [day, header, *rows], "งบ": books(amount)}


def line(**cells) -> list:
    """A row that is no member, some of its cells filled."""
    return [cells.get(name) for name in HEADER]


def read(content: bytes, **answers) -> model.Register:
    return reading.read(content, "08", answers)


def left_out(register: model.Register) -> list[str]:
    return [each.rows for each in register.skipped]


# -- The four that committees sent -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "members", "pledged", "shares", "skipped"),
    [
        ("two-headers", 12, 114500, 2000, ["18"]),
        ("page-totals", 9, 85000, 1700, ["10", "11", "16", "17"]),
        ("notes-below", 10, 116300, 2900, ["15", "17", "18", "19"]),
    ],
)
def test_the_registers_that_committees_sent_come_out_right(world, group, name, members, pledged, shares, skipped):  # noqa: F811
    content = (HERE / f"{name}.xlsx").read_bytes()

    register, upload = registers.keep_register(group, f"{name}.xlsx", content, by=world.treasurer)

    assert (register.faults, register.questions, len(register.rows)) == ([], [], members)
    assert (register.totals["pledged"], register.totals["shares"]) == (pledged, shares)
    assert left_out(register) == skipped
    registers.confirm_register(upload, by=world.checker)
    assert group.members.count() == members


def test_names_dates_and_amounts_below_two_header_rows_are_those_that_stand_there():
    rows = {row.number: row for row in read((HERE / "two-headers.xlsx").read_bytes()).rows}

    assert rows["08-0005"].name == "นางสาววิชัย ชูช่วย"
    assert rows["08-0005"].citizen_id == "3808625702926"
    assert (rows["08-0005"].born_on, rows["08-0005"].joined_on) == (date(1983, 7, 4), date(2009, 2, 5))
    assert (rows["08-0005"].pledge, rows["08-0005"].balances) == (50, {"pledged": 8000, "shares": 0})


def test_excels_christian_years_and_a_boy_of_76_are_asked(world, group):  # noqa: F811
    content = (HERE / "excel-eras.xlsx").read_bytes()

    register, upload = registers.keep_register(group, "excel-eras.xlsx", content, by=world.treasurer)

    questions = {(question.row, question.column[0]): question for question in register.questions}
    assert set(questions) == {(5, "H"), (6, "G"), (7, "G")}
    assert [value for value, _label in questions[5, "H"].choices] == ["2017-01-05", "1960-01-05"]
    assert [value for value, _label in questions[6, "G"].choices] == ["1975-03-12", "2018-03-12"]
    assert register.faults == []
    answers = {questions[5, "H"].key: "2017-01-05", questions[6, "G"].key: "1975-03-12", questions[7, "G"].key: "นาย"}
    again = registers.answer_register(upload, answers)
    assert again.unanswered == []
    upload.refresh_from_db()
    registers.confirm_register(upload, by=world.checker)
    people = {member.number: member for member in group.members.select_related("person")}
    assert people["08-0001"].joined_on == date(2017, 1, 5)
    assert people["08-0002"].person.born_on == date(1975, 3, 12)
    assert people["08-0003"].person.prefix == "นาย"


# -- Headers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน 13 หลัก"),
        ("เลขประจำตัวประชาชน", "เลข 13 หลัก"),
        ("เลขประจำตัวประชาชน", "เลขบัตร ปชช."),
        ("เลขประจำตัวประชาชน", "หมายเลขบัตรประจำตัวประชาชน"),
        ("วันเกิด", "ว/ด/ป เกิด"),
        ("วันเกิด", "วัน เดือน ปี เกิด (พ.ศ.)"),
        ("วันเกิด", "วัน/เดือน/ปี\nเกิด"),
        ("วันที่สมัคร", "ว.ด.ป. ที่เข้าเป็นสมาชิก"),
        ("เงินสัจจะยกมา", "ยอดเงินสัจจะคงเหลือ (บาท)"),
        ("เงินสัจจะยกมา", "จำนวนเงินสัจจะสะสม"),
        ("เลขที่สมาชิก", "ทะเบียนเลขที่"),
    ],
)
def test_headers_are_understood_as_committees_say_them(usual, said):
    header = [said if name == usual else name for name in HEADER]

    register = read(xlsx(sheets(ROW, amount=6500, header=header)))

    assert (register.faults, register.questions) == ([], [])
    assert register.rows[0].balances == {"pledged": 6500}


def two_rows(headings: list, names: list, merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (DAY, [*HEADER[:7], *headings], [*[None] * 7, *names], [*ROW[:7], 5000, 100, 300]):
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    for row in books(5100):
        book.create_sheet("งบ") if len(book.worksheets) < 2 else None
        book["งบ"].append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("merged", ["", "H2:I2"])
def test_money_below_a_group_heading_needs_the_heading(merged):
    register = read(two_rows(["ยอดยกมา", None, "รับเดือนนี้"], ["เงินสัจจะ", "หุ้น", "เงินสัจจะ"], merged))

    assert register.rows[0].balances == {"pledged": 5000, "shares": 100}
    assert any("J รับเดือนนี้ เงินสัจจะ" in note for note in register.notes)


def test_one_heading_over_title_first_and_last_name_is_read_as_three_columns():
    header = ["ที่", "ชื่อ - สกุล", None, None, *HEADER[4:8]]
    rows = [[n, "น.ส.", NAMES[n], "ใจเย็น", citizen_id(380010056000 + n), "1/1/2520", "1/1/2560", 50] for n in (1, 2)]

    register = read(xlsx(sheets(*rows, header=header)))

    assert [row.name for row in register.rows] == ["นางสาวดำ ใจเย็น", "นางสาวขาว ใจเย็น"]
    assert register.faults == []


def test_a_header_that_may_be_two_things_is_asked():
    header = [name if name != "เงินสัจจะยกมา" else "เงินสัจจะ" for name in HEADER]

    register = read(xlsx(sheets(ROW, header=header)))
    question = register.questions[0]
    answered = read(xlsx(sheets(ROW, header=header)), **{question.key: "pledge"})

    assert [value for value, _label in question.choices] == ["pledged", "pledge", "leave"]
    assert register.rows[0].balances == {"pledged": 6500}
    assert (answered.rows[0].pledge, answered.unanswered) == (6500, [])


def test_two_columns_that_are_called_alike_are_asked():
    header = [*HEADER, "เงินสัจจะยกมา"]

    register = read(xlsx(sheets([*ROW, 7000], header=header)))
    answered = read(xlsx(sheets([*ROW, 7000], header=header)), **{register.questions[0].key: "9"})

    assert register.rows[0].balances["pledged"] == 6500
    assert answered.rows[0].balances["pledged"] == 7000


def test_a_column_without_a_header_is_told():
    register = read(xlsx(sheets([*ROW, "โอนจากหมู่ 3"])))

    assert any("คอลัมน์ J" in note for note in register.notes)


# -- Lines -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["รวม", "รวมหน้า 1", "ยอดรวมทั้งสิ้น", "ทั้งหมด", "ยอดยกมา", "ยกไป", "รวมยอดยกไป", "รวม 2 คน"]
)
def test_sums_by_any_name_are_no_members(word):
    total = line(ชื่อ=word, เงินสัจจะยกมา=3000)

    register = read(xlsx(sheets(person(1), person(2, 2000), total)))

    assert (register.faults, register.questions) == ([], [])
    assert (len(register.rows), left_out(register)) == (2, ["5"])


def test_brought_forward_on_the_next_page_and_totals_of_both_sorts_are_held_against_the_rows():
    rows = [person(1), person(2), line(ชื่อ="รวมหน้า 1", เงินสัจจะยกมา=2000), HEADER, line(ชื่อ="ยอดยกมา", เงินสัจจะยกมา=2000)]
    rows += [person(3), line(ชื่อ="รวมหน้า 2", เงินสัจจะยกมา=1000), line(ชื่อ="รวมทั้งสิ้น", เงินสัจจะยกมา=3001)]

    register = read(xlsx(sheets(*rows)))

    assert [(fault.row, fault.column[0]) for fault in register.faults] == [(10, "H")]
    assert "3,000.00" in register.faults[0].cure


def test_an_amount_brought_forward_before_the_first_member_is_asked():
    register = read(xlsx(sheets(line(ชื่อ="ยอดยกมา", เงินสัจจะยกมา=500), person(1))))

    assert [question.row for question in register.questions] == [3]
    assert (len(register.rows), register.faults, left_out(register)) == (1, [], ["3"])


def test_both_rows_of_a_header_may_be_printed_again_on_the_next_page():
    book = load_workbook(HERE / "two-headers.xlsx")
    sheet = book["สมาชิก"]
    sheet.insert_rows(12, 3)
    sheet["C12"], sheet["H12"], sheet["I12"] = "รวมหน้า 1", 49600, 1200
    for row, again in ((13, 4), (14, 5)):
        for column in range(1, 11):
            sheet.cell(row, column).value = sheet.cell(again, column).value

    register = read(saved(book))

    assert (register.faults, register.questions, len(register.rows)) == ([], [], 12)
    assert left_out(register) == ["12", "13", "14", "21"]


def test_a_total_with_dashes_in_the_other_columns_is_a_total():
    total = ["-", "-", "รวม", "–", "-", " - ", "—", 1000, "-"]

    register = read(xlsx(sheets(person(1), total)))

    assert (register.faults, register.questions, left_out(register)) == ([], [], ["4"])


@pytest.mark.parametrize("remark", ["ลาออก 5/6/2567", "เสียชีวิต", "ย้ายออกแล้ว"])
def test_a_member_of_whom_a_remark_says_that_they_left_is_asked_about(remark):
    content = xlsx(sheets([*person(1), "จ่ายตรงเวลา"], [*person(2), remark], header=[*HEADER, "หมายเหตุ"]))

    register = read(content)
    without = read(content, **{register.questions[0].key: "leave"})

    assert [(question.kind, question.row) for question in register.questions] == [("gone", 4)]
    assert any("J หมายเหตุ" in note and "2" in note for note in register.notes)
    assert (len(without.rows), left_out(without)) == (1, ["4"])


@pytest.mark.parametrize(
    "title",
    [
        ["ทะเบียน ณ วันที่ 31 เดือน ธันวาคม พ.ศ. 2568 หมู่ที่ 8"],
        ["ยอด ณ ๓๑ ธ.ค. ๖๘"],
        ["ข้อมูล ณ วันที่", date(2025, 12, 31)],
        ["รอบบัญชีสิ้นสุดวันที่ 31/12/2568 (ตรวจแล้ว)"],
    ],
)
def test_the_registers_day_is_found_as_committees_write_it(title):
    assert read(xlsx({"ทะเบียน": [title, HEADER, person(1)]})).on == date(2025, 12, 31)


def test_a_sum_without_a_word_is_known_by_its_amount():
    register = read(xlsx(sheets(person(1), person(2, 2000), line(เงินสัจจะยกมา=3000))))

    assert (register.questions, left_out(register)) == ([], ["5"])


def test_an_amount_without_a_person_that_is_no_sum_is_asked():
    content = xlsx(sheets(person(1), person(2, 2000), line(เงินสัจจะยกมา=500)))

    register = read(content)
    question = register.questions[0]

    assert (question.row, left_out(register), register.faults) == (5, ["5"], [])
    assert [value for value, _label in question.choices] == ["leave", "member"]
    assert {fault.row for fault in read(content, **{question.key: "member"}).faults} == {5}


@pytest.mark.parametrize("name", ["รวมพร", "ยกย่อง", "ทองรวม"])
def test_a_member_whose_name_begins_like_a_total_stays_a_member(name):
    bare = [value if column not in (4, 5) else None for column, value in enumerate(person(2, ชื่อ=name))]

    register = read(xlsx(sheets(person(1, ชื่อ=name), bare)))

    assert len(register.rows) == 2
    assert [(fault.row, fault.column[0]) for fault in register.faults] == [(4, "E"), (4, "F")]


def test_a_name_alone_is_asked_and_a_numbered_one_is_a_member():
    header = ["ลำดับ", *HEADER]

    register = read(xlsx(sheets([1, *person(1)], [None, *line(ชื่อ="สมศรี")], [2, *line(ชื่อ="สมปอง")], header=header)))

    assert [question.row for question in register.questions] == [4]
    assert {fault.row for fault in register.faults} == {5}


def test_rows_numbered_in_advance_are_listed_as_one():
    header = ["ลำดับ", *HEADER]

    register = read(xlsx(sheets([1, *person(1)], *([n] for n in range(2, 30)), header=header)))

    assert left_out(register) == ["4–31"]


def test_every_line_is_a_member_or_is_listed_with_why():
    rows = [person(1), HEADER, line(ชื่อ="รวม", เงินสัจจะยกมา=1000), [None, "หมายเหตุ ตรวจแล้ว"], [None, None, "ลงชื่อ ......"]]

    register = read(xlsx(sheets(*rows, ["(นายแดง ใจเย็น)"], [None] * 9, ["ประธานกลุ่ม"])))

    assert len(register.rows) == 1
    assert left_out(register) == ["4", "5", "6", "7", "8", "10"]
    assert all(each.why and each.said for each in register.skipped)


# -- Sheets, and what is hidden ----------------------------------------------------------------------------------------


def test_last_years_sheet_is_asked_and_left_out():
    old = ["ข้อมูล ณ วันที่ 31 ธันวาคม 2567"]
    content = xlsx({"2567": [old, HEADER, person(1, 500)], **sheets(person(1), person(2), amount=2000)})

    register = read(content)

    assert (register.on, len(register.rows), register.faults) == (date(2025, 12, 31), 2, [])
    assert register.questions[0].kind == "day"
    assert any("2567" in note for note in register.notes)
    older = read(content, **{register.questions[0].key: "2024-12-31"})
    assert [row.balances["pledged"] for row in older.rows] == [500]


def test_a_sheet_that_names_the_same_people_again_is_asked():
    register = read(xlsx({**sheets(person(1), person(2)), "สำเนา": [HEADER, person(2, 500), person(3)]}))

    assert [(question.kind, question.sheet) for question in register.questions] == [("repeat", "สำเนา")]
    assert (len(register.rows), register.faults) == (2, [])


def test_a_register_on_two_sheets_is_one_register():
    register = read(xlsx({**sheets(person(1), amount=2000), "หน้า 2": [HEADER, person(2)]}))

    assert (len(register.rows), register.questions, register.faults) == (2, [], [])


def test_hidden_sheets_rows_and_columns_are_asked():
    book = load_from(sheets(person(1), person(2), person(3), amount=3000) | {"เก่า": [HEADER, person(4)]})
    book["เก่า"].sheet_state = "hidden"
    book["ทะเบียน"].row_dimensions[4].hidden = True
    book["ทะเบียน"].column_dimensions["I"].hidden = True
    content = saved(book)

    register = read(content)

    kinds = {question.kind: question for question in register.questions}
    assert set(kinds) == {"hidden-register", "rows-register", "hidden"}
    assert len(register.rows) == 3
    without = read(content, **{kinds["rows-register"].key: "leave", kinds["hidden-register"].key: "read"})
    assert [row.number for row in without.rows] == ["08-0001", "08-0003", "08-0004"]
    assert left_out(without) == ["4"]


def test_a_hidden_sheet_that_holds_the_only_trial_balance_is_asked_and_shown_meanwhile():
    book = load_from(sheets(person(1), amount=1000))
    book["งบ"].sheet_state = "hidden"

    register = read(saved(book))

    assert ([question.kind for question in register.questions], register.faults) == (["hidden-trial"], [])
    assert [row.code for row in register.trial] == ["11010", "31020"]


def load_from(document: dict) -> Workbook:
    return load_workbook(BytesIO(xlsx(document)))


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_the_trial_balance_may_stand_beside_the_register(gap):
    beside = books(2000)[1:]
    left = [HEADER, person(1), person(2), line(ชื่อ="รวม", เงินสัจจะยกมา=2000)]
    rows = [[*mine, *[None] * gap, *(beside[n] if n < len(beside) else [])] for n, mine in enumerate(left)]

    register = read(xlsx({"ทะเบียน": [DAY, *rows]}))

    assert (register.faults, register.questions, len(register.rows)) == ([], [], 2)
    assert [row.code for row in register.trial] == ["11010", "31020"]


@pytest.mark.parametrize("first", ["register", "books"])
def test_the_trial_balance_may_stand_above_or_below_the_register(first):
    members = [DAY, HEADER, person(1), person(2)]
    rows = [*members, [], *books(2000)] if first == "register" else [*books(2000), [], *members]

    register = read(xlsx({"ทั้งหมด": rows}))

    assert (register.faults, len(register.rows), len(register.trial)) == ([], 2, 2)


# -- Other kinds of files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [xlsx, xls, ods])
def test_the_same_register_says_the_same_in_every_kind_of_workbook(world, group, made):  # noqa: F811
    rows = [person(1, วันเกิด=date(1970, 6, 13)), person(2, "๒,๐๐๐.๕๐"), line(ชื่อ="รวม", เงินสัจจะยกมา=3000.5)]

    register, upload = registers.keep_register(group, "r", made(sheets(*rows, amount=3000.5)), by=world.treasurer)

    assert (register.faults, register.questions) == ([], [])
    assert [row.born_on for row in register.rows] == [date(1970, 6, 13)] * 2
    assert register.totals == {"pledged": Decimal("3000.50")}
    assert upload.file.name.endswith(made.__name__)
    assert any("ซ่อน" in note or "hidden" in note for note in register.notes) == (made is not xlsx)
    registers.confirm_register(upload, by=world.checker)


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("tis-620", ","), ("cp874", "\t"), ("utf-16", "\t")],
)
def test_a_csv_file_of_any_thai_encoding_is_read(encoding, delimiter):
    rows = [DAY, HEADER, person(1, "6,500.00"), person(2, "๑๐๐"), [], *books("6,600.00")]

    register = read(csv(rows, encoding, delimiter))

    assert (register.faults, register.questions, register.kind) == ([], [], "csv")
    assert [row.balances["pledged"] for row in register.rows] == [6500, 100]
    assert register.rows[0].name == "นางดำ ใจเย็น"
