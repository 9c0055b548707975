"""Whatever is in a workbook: nothing is lost without notice and nothing breaks the reader."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from funds.registers.bounded import UNCOMPUTED, Sheet, Workbook
from funds.registers.model import Register
from funds.registers.reading import read_book
from tests.conftest import citizen_id
from tests.funds.register_rows import HEADER, HERE, ROW, faults, left_out, line, person, read, saved, sheets, workbook
from tests.workbooks import xlsx


def test_a_total_that_is_not_the_sum_is_told(world, group):
    total = [None, None, "รวม", None, None, None, None, 6501, None]

    assert faults(workbook(ROW, total), group) == [("ทะเบียน", 4, "H")]


WORDS = [
    "รวม",
    "รวมหน้า 2",
    "ยอดยกมา",
    "ทั้งหมด",
    "ลงชื่อ ....",
    "หมายเหตุ",
    "(นางวันดี)",
    "ประไพ",
    "น.ส.ส้ม",
    "08-0001",
    "พระพาย",
    *HEADER,
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-5, 10**14),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 1), date(2600, 1, 1)),
    st.sampled_from(
        [UNCOMPUTED, True, citizen_id(380010056001), "31/2/2513", "1/2/26", "2490", "9,400.-", "๑๐๐", "\u200b"]
    ),
    st.text(max_size=12),
)
LINES = st.one_of(
    st.just(list(ROW)),
    st.just(list(HEADER)),
    st.lists(CELLS, max_size=12),
    st.just([None, None, "รวม", *[None] * 4, 6500]),
)
TITLE = ["ข้อมูล ณ วันที่ 31 ธันวาคม 2568"]


def one_sheet(lines: list[list], **more) -> Register:
    return read_book(Workbook("xlsx", [Sheet("ทะเบียน", False, [TITLE, HEADER, *lines], [], [], **more)]), "08", {})


@given(lines=st.lists(LINES, max_size=12))
@example(lines=[[None] * 7 + [1e26]])
@settings(max_examples=150, deadline=None)
def test_every_line_below_the_header_is_a_member_or_listed_with_why(lines):
    register = one_sheet(lines)

    members = {next(iter(row.places.values())).row for row in register.rows}
    listed = {number for each in register.skipped for number in range(each.first, each.last + 1)}
    said = {n for n, cells in enumerate(lines, 3) if any(c is not None and str(c).strip() != "" for c in cells)}
    accounts = {next(iter(row.places.values())).row for row in register.trial}
    assert said <= members | listed | accounts | headers(register)
    assert not members & listed
    assert all(each.why for each in register.skipped)


def headers(register: Register) -> set[int]:
    """Where the tables' own headers stand: random cells may make another one."""
    return {table.header for table in [*(row.table for row in register.rows), *(row.table for row in register.trial)]}


@given(
    rows=st.lists(st.lists(CELLS, max_size=10), max_size=14),
    merged=st.lists(st.lists(st.integers(1, 9), min_size=4, max_size=4), max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_no_sheet_breaks_the_reader(rows, merged):
    book = Workbook("ods", [Sheet("ก", False, rows, None, None, merged), Sheet("ข", True, rows[::-1], [1], [2])])

    register = read_book(book, "08", {})
    again = read_book(book, "08", {question.key: question.choices[-1][0] for question in register.questions})

    assert all(str(fault) for fault in (*register.faults, *again.faults))
    assert all(question.answer for question in again.questions if question.key in {q.key for q in register.questions})


@given(amounts=st.lists(st.integers(0, 10**6), min_size=1, max_size=8), cut=st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_totals_of_pages_and_of_all_are_believed_when_they_are_right_and_only_then(amounts, cut):
    rows = [
        [f"08-{n:04d}", *ROW[1:4], citizen_id(380010056000 + n), *ROW[5:7], amount]
        for n, amount in enumerate(amounts, 1)
    ]
    first, rest = rows[:cut], rows[cut:]
    page = ["", "", "รวมหน้า 1", None, None, None, None, sum(amounts[:cut])]
    whole = ["", "", "รวมทั้งสิ้น", None, None, None, None, sum(amounts)]
    wrong = [*whole[:7], sum(amounts) + 1]

    right = one_sheet([*first, page, HEADER, *rest, whole])
    totals = one_sheet([*first, page, HEADER, *rest, wrong])

    places = [(fault.row, fault.column[0]) for fault in totals.faults if fault.column[:1] == "H"]
    assert (len(right.rows), [fault for fault in right.faults if fault.column[:1] == "H"]) == (len(amounts), [])
    assert places == [(len(rows) + 5, "H")]


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
