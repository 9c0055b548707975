"""Whatever is in a workbook: nothing is lost without notice and nothing breaks the reader."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from funds.registers.bounded import UNCOMPUTED, Sheet, Workbook
from funds.registers.model import Register
from funds.registers.reading import read_book
from tests.conftest import citizen_id
from tests.funds.test_registers import HEADER, ROW

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
