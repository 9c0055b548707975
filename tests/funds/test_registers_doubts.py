"""Days and titles that are possible but hardly meant are asked about, many of them together (R0.17)."""

from datetime import date

from funds.registers import checking, reading
from funds.services import registers
from tests.funds.register_rows import HERE, ROW, person, sheets, workbook
from tests.workbooks import xlsx


def test_excels_christian_years_and_a_boy_of_76_are_asked(world, group):
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


def test_many_of_excels_christian_years_are_one_question(world, group):
    rows = [person(n, 1000, วันที่สมัคร=date(1960, 4, n)) for n in range(1, 8)]
    content = xlsx(sheets(*rows, amount=7000))

    register = checking.check(reading.read(content, group.code), group)
    key = register.questions[0].key
    each = checking.check(reading.read(content, group.code, {key: "each"}), group)
    written = checking.check(reading.read(content, group.code, {key: "written"}), group)

    assert [question.kind for question in register.questions] == ["eras"]
    assert {row.joined_on.year for row in register.rows} == {2017}
    assert len(each.questions) == 8
    assert {fault.column[0] for fault in written.faults} == {"G"}  # nobody joins before being born


def test_many_titles_that_do_not_fit_the_age_are_one_question(world, group):
    rows = [[*row[:1], "ด.ช.", *row[2:]] for row in (person(n, 1000) for n in range(1, 8))]
    content = xlsx(sheets(*rows, amount=7000))

    register = checking.check(reading.read(content, group.code), group)
    by_age = checking.check(reading.read(content, group.code, {register.questions[0].key: "by age"}), group)

    assert [question.kind for question in register.questions] == ["ages"]
    assert {row.prefix for row in register.rows} == {"เด็กชาย"}
    assert ({row.prefix for row in by_age.rows}, by_age.unanswered) == ({"นาย"}, [])


def test_joining_before_the_founding_is_asked_once(world, group):
    group.founded_on = date(2018, 1, 1)
    group.save()
    content = workbook(ROW)

    register = checking.check(reading.read(content, group.code), group)
    founded = checking.check(reading.read(content, group.code, {register.questions[0].key: "founded"}), group)

    assert [question.kind for question in register.questions] == ["founding"]
    assert founded.rows[0].joined_on == date(2018, 1, 1)
