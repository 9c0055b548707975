"""Faults are marked at their place in the committee's own workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from funds.registers import bounded, checking, marking, model, reading
from funds.registers.faults import Fault, Question
from funds.services import registers
from tests.funds.register_rows import MOO2, changed, inside, marks, person, saved, sheets, upload, workbook
from tests.workbooks import csv, ods, xls
from villages.models import Group, RegisterImport, Village
from villages.services import groups

MARKED = {
    "ทะเบียนสมาชิก": ["F11", "F16", "M19", "D22", "G25", "M27", "B30", "K32"],
    "งบทดลอง": ["C7"],
}


@pytest.fixture
def moo2(world) -> Group:
    village = Village.objects.create(number=2, name="บ้านตลาดจันทร์")
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านตลาดจันทร์", "sajja-2", village=village)


def test_a_faulty_workbook_comes_back_with_its_nine_places_marked_and_nothing_else_changed(world, moo2, client):
    client.force_login(world.staff)

    content = inside(upload(client, moo2, MOO2.read_bytes()).content.decode())

    assert marks(content) == MARKED
    before, after = load_workbook(MOO2), load_workbook(BytesIO(content))
    for sheet in before.worksheets:
        assert [[c.value for c in row] for row in sheet] == [[c.value for c in row] for row in after[sheet.title]]
    listed = [[cell.value for cell in row] for row in after.worksheets[0]]
    assert len(listed) == 10
    assert listed[1][:3] == ["ทะเบียนสมาชิก", 11, "F เลขประจำตัวประชาชน"]
    assert not RegisterImport.objects.exists()


def test_the_marked_workbook_mended_comes_in(world, group):
    content = workbook(changed({"วันเกิด": "31/2/2513"}))
    register = checking.check(reading.read(content, group.code), group)
    book = load_workbook(BytesIO(marking.marked(content, register)))
    book["ทะเบียน"]["F3"].value = "13/6/2513"

    mended, stored = registers.keep_register(group, "mended.xlsx", saved(book), by=world.treasurer)

    assert (mended.faults, mended.questions) == ([], [])
    again = load_workbook(BytesIO(marking.marked(content, register)))
    twice = marking.marked(saved(again), register)
    assert len(load_workbook(BytesIO(twice)).worksheets) == 3  # the list is not listed twice
    registers.confirm_register(stored, by=world.checker)


@pytest.mark.parametrize("made", [ods, xls, lambda sheets: csv(sheets["ทะเบียน"] + [[]] + sheets["งบ"])])
def test_another_kind_of_file_comes_back_as_a_marked_xlsx(world, group, made):
    content = made(sheets(person(1), person(2, "ห้าร้อย"), person(3, "=1+1"), amount=1000))
    register = checking.check(reading.read(content, group.code), group)

    answer = marking.marked(content, register)

    assert {"H4", "H5"} <= set(next(iter(marks(answer).values())))
    sheet = load_workbook(BytesIO(answer)).worksheets[1]
    assert (sheet["H5"].value, sheet["H5"].data_type) == ("=1+1", "s")  # text, never a formula
    assert sheet["E3"].value == person(1)[4]


def test_each_fault_is_marked_in_the_column_whose_letter_begins_its_name(monkeypatch):
    register = model.Register("08")
    register.faults = [
        Fault("ทะเบียน", 3, "AB ชื่อ", "x", "แก้"),
        Fault("ทะเบียน", 2, "", "", "แก้"),
        Fault("งบ", None, "31020", "", "แก้"),  # of no row: it stands in the list alone
        Fault("", None, "", "", "แก้"),
    ]
    places: list[dict] = []
    monkeypatch.setattr(bounded, "marked", lambda _content, marks: places.extend(marks["places"]) or marks["list"])

    listed = marking.marked(b"", register)

    assert [(each["sheet"], each["row"], each["column"]) for each in places] == [
        ("ทะเบียน", 3, "AB"), ("ทะเบียน", 2, "A"),
    ]  # fmt: skip
    assert len(listed) == 5


def test_a_question_is_marked_in_another_colour_with_its_readings_until_it_is_answered(monkeypatch):
    choices = [("a", "พ.ศ. 2503"), ("b", "ค.ศ. 1960")]
    open_still, answered = (Question("era", "ทะเบียน", row, "G", "", "ปีใด", choices, "a") for row in (3, 4))
    register = model.Register("08", {answered.key: "b"})
    register.ask(open_still)
    register.ask(answered)
    monkeypatch.setattr(bounded, "marked", lambda _content, marks: marks["places"])

    assert marking.marked(b"", register) == [
        {"sheet": "ทะเบียน", "row": 3, "column": "G", "words": "ปีใด พ.ศ. 2503 / ค.ศ. 1960", "colour": marking.DOUBTFUL}
    ]
