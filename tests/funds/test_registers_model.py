"""What a register says of a cell that cannot be read, of its questions and of its sums."""

from decimal import Decimal

from funds.registers import cells
from funds.registers.bounded import UNCOMPUTED
from funds.registers.columns import Kind
from funds.registers.faults import Question
from funds.registers.model import Register, RegisterRow, Trial
from funds.registers.workbook import Line, Place, RegisterTable
from tests.funds.register_rows import changed, faults, workbook


def test_a_formula_that_was_never_worked_out_is_told(world, group):
    assert ("ทะเบียน", 3, "H") in faults(workbook(changed({"เงินสัจจะยกมา": "=6000+500"})), group)


def table(*lines: Line) -> RegisterTable:
    return RegisterTable("ทะเบียน", "register", 2, {}, [], list(lines), [])


def place(value: object, row: int = 3, column: str = "H เงินสัจจะยกมา") -> Place:
    return Place(row, column, value)


def test_an_amount_that_cannot_be_read_makes_its_sum_unknown_and_no_other():
    register, where = Register("08"), table()
    register.rows = [
        RegisterRow(where, {}, balances={Kind.PLEDGED: Decimal(500), Kind.SHARES: None}),
        RegisterRow(where, {}, balances={Kind.PLEDGED: Decimal("0.25")}),
    ]
    register.trial = [Trial(where, {}, debit=None, credit=Decimal(5)), Trial(where, {}, credit=Decimal(2))]

    assert register.totals == {Kind.PLEDGED: Decimal("500.25"), Kind.SHARES: None}
    assert register.total(Kind.DEMAND) == 0
    assert register.sides == (None, 7)
    assert register.rows[0].amounts == [(Kind.PLEDGED.label, 500), (Kind.SHARES.label, None)]


def test_a_cell_that_cannot_be_read_is_a_fault_at_its_place_and_means_nothing():
    register = Register("08")

    read = [register.value(table(), place(value), cells.baht) for value in ("5", "ห้า")]
    formula = register.value(table(), place(UNCOMPUTED), cells.text)

    assert (read, formula) == ([5, None], None)
    assert [(fault.row, fault.column, fault.cell_text) for fault in register.faults] == [
        (3, "H เงินสัจจะยกมา", "ห้า"), (3, "H เงินสัจจะยกมา", ""),
    ]  # fmt: skip


def test_an_answer_that_was_no_choice_is_none():
    def ask(answer: str) -> tuple[str, Register]:
        question = Question("era", "ทะเบียน", 3, "G", "", "วันไหน", [("a", "หนึ่ง"), ("b", "สอง")], "a")
        register = Register("08", {question.key: answer})
        return register.ask(question), register

    (meant, answered), (shown, open_still) = ask("b"), ask("c")
    assert (meant, answered.given, answered.unanswered) == ("b", {answered.questions[0].key: "b"}, [])
    assert (shown, open_still.given, len(open_still.unanswered)) == ("a", {}, 1)


def test_silent_neighbours_left_out_for_one_reason_are_listed_together():
    register, where = Register("08"), table()
    for number, words, why in ((4, "", "ว่าง"), (5, "", "ว่าง"), (6, "รวม", "ว่าง"), (7, "", "อื่น"), (9, "", "อื่น")):
        register.skip(where, Line(number, {}, {0: words} if words else {}), why)

    assert [(each.rows, each.said, each.why) for each in register.skipped] == [
        ("4–5", "", "ว่าง"), ("6", "รวม", "ว่าง"), ("7", "", "อื่น"), ("9", "", "อื่น"),
    ]  # fmt: skip


def test_a_member_is_shown_by_what_could_be_read():
    short = {"born_on": place("13/6/13"), "joined_on": place("10/4/2560")}
    row = RegisterRow(table(), short, prefix=None, first_name="ประไพ", citizen_id="3800100555125")

    assert (row.name, row.birthday) == ("ประไพ", None)
    assert (row.born_written, row.joined_written, row.written("phone")) == ("13/6/13", "", "")
    assert (row.masked_id, RegisterRow(table(), {}).masked_id) == ("x-xxxx-xxxxx-12-5", "")
