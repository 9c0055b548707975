"""Title and name of a member, in whatever columns they stand (R9.8)."""

import pytest

from funds.registers import reading
from funds.services import registers
from tests.funds.register_rows import HEADER, ROW, bring, changed, workbook
from villages.models import Member


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("จ.ส.อ.ประไพ ใจเย็น", "จ.ส.อ.ประไพ ใจเย็น"),
        ("แม่ชีประไพ  ใจเย็น", "แม่ชีประไพ ใจเย็น"),
        ("Mrs. Prapai K.", "Mrs.Prapai K."),
    ],
)
def test_titles_in_a_one_cell_name_are_known(world, group, name, member):
    header = ["ชื่อ - สกุล", *HEADER[4:8]]

    bring(group, workbook([name, *ROW[4:8]], header=header), world.treasurer)

    assert str(Member.objects.get(group=group).person) == member


def test_a_doubtful_title_is_asked_about_and_the_name_is_as_answered(group):
    header, row = ["ชื่อ - สกุล", *HEADER[4:8]], ["พระพาย ใจเย็น", *ROW[4:8]]
    content = workbook(row, header=header)

    register = reading.read(content, group.code)
    question = register.questions[0]
    assert (question.kind, question.cell_text) == ("title", "พระพาย ใจเย็น")
    assert (register.rows[0].prefix, register.rows[0].first_name) == ("พระ", "พาย")

    answered = reading.read(content, group.code, {question.key: "name"}).rows[0]
    assert (answered.prefix, answered.first_name, answered.last_name) == ("", "พระพาย", "ใจเย็น")


def test_a_title_stands_also_before_a_first_name_of_its_own_column(group):
    rows = [changed({"ชื่อ": "นางประไพ"}), changed({"คำนำหน้า": None, "ชื่อ": "น.ส.ประไพ"})]

    read = reading.read(workbook(*rows), group.code)

    assert [(row.prefix, row.first_name) for row in read.rows] == [("นาง", "ประไพ"), ("นางสาว", "ประไพ")]
    assert read.questions == []


def test_a_title_column_that_says_otherwise_than_the_name_is_asked_about(group):
    read = reading.read(workbook(changed({"คำนำหน้า": "นางสาว", "ชื่อ": "นางประไพ"})), group.code)

    assert [question.kind for question in read.questions] == ["title"]


def test_whose_name_begins_like_a_title_gets_the_title_that_is_answered(world, group):
    header, row = ["ชื่อ - สกุล", *HEADER[4:8]], ["พระพาย ใจเย็น", *ROW[4:8]]
    content = workbook(row, header=header)
    register, stored = registers.keep_register(group, "r.xlsx", content, by=world.treasurer)
    first = registers.answer_register(stored, {register.questions[0].key: "name"})
    stored.refresh_from_db()

    whole = registers.answer_register(stored, {first.unanswered[0].key: "นาย"})

    assert [question.kind for question in first.unanswered] == ["untitled"]
    assert (whole.unanswered, whole.faults, whole.rows[0].name) == ([], [], "นายพระพาย ใจเย็น")
    stored.refresh_from_db()
    registers.confirm_register(stored, by=world.checker)
