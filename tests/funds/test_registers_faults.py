"""How a fault, a question and lines left out are told."""

from typing import Any

import pytest

from funds.registers.faults import Fault, Question, Skipped


def question(**more: Any) -> Question:
    fields: dict[str, Any] = {
        "kind": "era",
        "sheet": "ทะเบียน",
        "row": 7,
        "column": "G วันเกิด",
        "cell_text": "5/1/1960",
        "words": "วันไหน",
    }
    return Question(**fields | {"choices": [("a", "หนึ่ง"), ("b", "สอง")], "default": "a"} | more)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("ทะเบียน", 7, "G วันเกิด", "31/2/2513", "แก้"), "ทะเบียน 7 G วันเกิด: 31/2/2513 – แก้"),
        (Fault("ทะเบียน", 7, "", "", "แก้"), "ทะเบียน 7: แก้"),
    ],
)
def test_a_fault_says_where_what_stands_there_and_what_to_do(fault, said):
    assert str(fault) == said


def test_until_it_is_answered_the_first_reading_is_meant_and_no_answer_is_said():
    open_still, answered = question(), question(answer="b")

    assert (open_still.meant, open_still.answered) == ("a", "")
    assert (answered.meant, answered.answered) == ("b", "สอง")
    assert str(open_still) == "ทะเบียน 7 G วันเกิด: 5/1/1960 – วันไหน"


def test_an_answer_belongs_to_its_place_whatever_is_read_there():
    assert question().key == question(cell_text="อื่น", words="อื่น", default="b").key
    others = [question(kind="age"), question(sheet="2"), question(row=8), question(column="H")]
    assert len({one.key for one in [question(), *others]}) == 5
    assert len(question().key) == 10


def test_lines_left_out_are_named_by_their_first_and_last():
    assert Skipped("ทะเบียน", 4, 4, "", "หมายเหตุ").rows == "4"
    assert Skipped("ทะเบียน", 4, 31, "", "หมายเหตุ").rows == "4–31"
