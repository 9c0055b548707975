"""Which sheets and columns a register is read from; where there is more than one, its writer is asked."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from funds.registers import bounded, checking, model, reading
from funds.registers.bounded import Sheet
from tests.funds.register_rows import DAY, HEADER, ROW, left_out, person, read, saved, sheets, trial_rows, workbook
from tests.workbooks import xlsx


def test_a_missing_column_is_told_at_the_header(world, group):
    header = [name if name != "วันเกิด" else "ปีเกิด" for name in HEADER]

    register = checking.check(reading.read(workbook(ROW, header=header), "08"), group)

    assert [(fault.row, fault.sheet) for fault in register.faults] == [(2, "ทะเบียน")]
    assert any("F ปีเกิด" in note for note in register.notes)


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


# -- Several of a kind -------------------------------------------------------------------------------------------------


def several(register: list[list], *others: list[list], answers: dict | None = None, **more) -> model.Register:
    """A workbook of a register and other sheets, called 1, 2 …, as they are read."""
    first = Sheet("ทะเบียน", False, register, [], [], **more)
    rest = [Sheet(str(number), False, rows, [], []) for number, rows in enumerate(others, 1)]
    return reading.read_book(bounded.Workbook("xlsx", [first, *rest]), "08", answers or {})


def test_of_several_trial_balances_of_the_day_one_is_chosen():
    rows = [DAY, HEADER, person(1)]

    register = several(rows, trial_rows(900), trial_rows(1000))
    (question,) = register.questions
    second = several(rows, trial_rows(900), trial_rows(1000), answers={question.key: "2"})

    assert (question.kind, question.choices) == ("trial", [("1", "1"), ("2", "2")])
    assert [row.debit for row in register.trial if row.debit] == [900]
    assert [row.debit for row in second.trial if row.debit] == [1000]
    assert any("“1”" in note for note in second.notes)


def test_a_trial_balance_of_another_day_is_left_without_a_question():
    older = [["งบทดลอง ณ 31 ธันวาคม 2567"], *trial_rows(900)[1:]]

    register = several([DAY, HEADER, person(1)], older, trial_rows(1000))

    assert register.questions == []
    assert any("“1”" in note and "31 ธันวาคม 2567" in note for note in register.notes)
    assert [row.debit for row in register.trial if row.debit] == [1000]


def test_that_columns_were_too_many_to_be_read_is_noted():
    register = several([DAY, HEADER, person(1)], trial_rows(1000), beyond=True)

    assert [note for note in register.notes if "61" in note] == ["ทะเบียน: คอลัมน์ที่ 61 เป็นต้นไปไม่ได้อ่าน"]


def test_beside_the_pledge_of_a_month_the_other_amount_is_what_was_saved():
    header = [name if name != "เงินสัจจะยกมา" else "เงินสัจจะ" for name in HEADER]

    register = several([DAY, [*header, "สัจจะ/เดือน"], [*person(1, 6500), 50]], trial_rows(6500))

    assert register.questions == []
    assert (register.rows[0].balances, register.rows[0].pledge) == ({"pledged": 6500}, 50)


def test_a_hidden_column_is_read_unless_its_writer_leaves_it_out():
    sheet = Sheet("ทะเบียน", False, [DAY, HEADER, person(1)], [], [8])
    book = bounded.Workbook("xlsx", [sheet])

    register = reading.read_book(book, "08", {})
    (question,) = register.questions
    without = reading.read_book(book, "08", {question.key: "leave"})

    assert (question.kind, register.rows[0].balances) == ("hidden", {"pledged": 1000})
    assert without.rows[0].balances == {}
    assert any("H เงินสัจจะยกมา" in note for note in without.notes)
