"""Faults are marked in the committee's own workbook, and what is doubtful is answered on the page."""

import re
from base64 import b64decode
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from funds.registers import checking, marking, reading
from funds.services import registers
from tests.funds.test_register_shapes import DAY, HERE, books, line, person, sheets
from tests.funds.test_registers import HEADER, MOO2, ROW, changed, group, two, upload, workbook  # noqa: F401
from tests.workbooks import csv, ods, xls, xlsx
from villages.models import Group, PendingRequest, RegisterImport, Role, Village
from villages.services import groups, requests

ERAS = HERE / "excel-eras.xlsx"
MARKED = {
    "ทะเบียนสมาชิก": ["F11", "F16", "M19", "D22", "G25", "M27", "B30", "K32"],
    "งบทดลอง": ["C7"],
}


@pytest.fixture
def moo2(world) -> Group:
    village = Village.objects.create(number=2, name="บ้านตลาดจันทร์")
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านตลาดจันทร์", "sajja-2", village=village)


def marks(content: bytes) -> dict[str, list[str]]:
    book = load_workbook(BytesIO(content))
    return {
        sheet.title: [
            cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment and cell.fill.fgColor.rgb
        ]
        for sheet in book.worksheets[1:]
    }


def inside(page: str) -> bytes:
    """The workbook that a page carries."""
    link = re.search(r'href="data:[^"]*base64,([^"]+)"', page)
    assert link
    return b64decode(link[1])


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


def test_the_marked_workbook_mended_comes_in(world, group):  # noqa: F811
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


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("made", [ods, xls, lambda sheets: csv(sheets["ทะเบียน"] + [[]] + sheets["งบ"])])
def test_another_kind_of_file_comes_back_as_a_marked_xlsx(world, group, made):  # noqa: F811
    content = made(sheets(person(1), person(2, "ห้าร้อย"), person(3, "=1+1"), amount=1000))
    register = checking.check(reading.read(content, group.code), group)

    answer = marking.marked(content, register)

    assert {"H4", "H5"} <= set(next(iter(marks(answer).values())))
    sheet = load_workbook(BytesIO(answer)).worksheets[1]
    assert (sheet["H5"].value, sheet["H5"].data_type) == ("=1+1", "s")  # text, never a formula
    assert sheet["E3"].value == person(1)[4]


# -- Answers -----------------------------------------------------------------------------------------------------------


def test_the_preview_asks_in_thai_takes_the_answers_and_only_then_lets_one_ask(world, group, client):  # noqa: F811
    client.force_login(world.staff)

    page = upload(client, group, ERAS.read_bytes()).content.decode()

    stored = RegisterImport.objects.get()
    address = reverse("funds:register_upload", args=[group.slug, stored.pk])
    assert "5 มกราคม 2560" in page
    assert "5 มกราคม 2503" in page
    assert 'name="request_id"' not in page
    client.post(address, {"request_id": uuid4()})
    assert not PendingRequest.objects.exists()
    parsed = registers.read_again(stored)
    client.post(address, {"answer": "1"} | {f"q-{q.key}": q.choices[0][0] for q in parsed.questions} | {"q-other": "x"})
    stored.refresh_from_db()
    assert set(stored.answers) == {question.key for question in parsed.questions}
    assert 'name="request_id"' in client.get(address).content.decode()
    client.post(address, {"request_id": uuid4()})
    pending = PendingRequest.objects.get()
    text = client.get(pending.get_absolute_url()).content.decode()
    assert "5 มกราคม 2560" in text  # the second officer reads each question and its answer


def test_answers_rest_while_a_second_officer_decides_and_those_that_were_shown_count(world, group):  # noqa: F811
    register, stored = registers.keep_register(group, "eras.xlsx", ERAS.read_bytes(), by=world.staff)
    answers = {question.key: question.choices[0][0] for question in register.questions}
    registers.answer_register(stored, answers)
    stored.refresh_from_db()
    pending = registers.ask_to_confirm(stored, by=world.staff, request_id=uuid4())

    with pytest.raises(ValidationError):
        registers.answer_register(stored, dict.fromkeys(answers, "written"))
    RegisterImport.objects.filter(pk=stored.pk).update(answers={**answers, register.questions[0].key: "1960-01-05"})
    world.appoint(world.stranger, Role.STAFF, None)
    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.stranger)

    assert not group.members.exists()
    pending.refresh_from_db()
    assert pending.is_waiting


def test_a_register_with_a_doubt_never_comes_in_unanswered(world, group):  # noqa: F811
    _register, stored = registers.keep_register(group, "eras.xlsx", ERAS.read_bytes(), by=world.treasurer)

    with pytest.raises(ValidationError):
        registers.confirm_register(stored, by=world.checker)

    assert not group.members.exists()


def test_faults_that_an_answer_may_mend_are_shown_beside_the_question(world, group, client):  # noqa: F811
    client.force_login(world.staff)
    rows = {"ทะเบียน": [DAY, HEADER, person(1), line(ชื่อ="สมศรี"), person(2, "พัน")], "งบ": books(1000)}

    page = upload(client, group, xlsx(rows)).content.decode()

    stored = RegisterImport.objects.get()
    marked = client.get(reverse("funds:register_upload", args=[group.slug, stored.pk]), {"form": "xlsx"}).content
    assert "สมศรี" in page
    assert {"C4", "H5"} <= set(marks(marked)["ทะเบียน"])


def test_years_of_two_digits_and_lines_left_out_are_shown_in_the_preview(world, group, client):  # noqa: F811
    client.force_login(world.staff)
    rows = [person(1, 6500, วันเกิด="13/6/13"), line(ชื่อ="รวมทั้งสิ้น", เงินสัจจะยกมา=6500), ["หมายเหตุ ตรวจแล้ว"]]

    page = upload(client, group, xlsx(sheets(*rows, amount=6500))).content.decode()

    assert "13 มิถุนายน 2513" in page
    assert "13/6/13" in page
    assert "รวมทั้งสิ้น" in page
    assert "หมายเหตุ ตรวจแล้ว" in page


def test_the_command_asks_what_is_doubtful_and_takes_answers(world, group, capsys):  # noqa: F811
    officers = two(group, world)
    with pytest.raises(CommandError):
        call_command("import_register", ERAS, "--group", group.slug, *officers)
    given = re.findall(r"--answer (\w{10}=\S+)", capsys.readouterr().err)
    first = dict(reversed([each.split("=") for each in given]))

    call_command(
        "import_register", ERAS, "--group", group.slug, *officers, *(f"--answer={k}={v}" for k, v in first.items())
    )

    assert group.members.count() == 4


@pytest.mark.parametrize("written", ["2490", "พ.ศ. 2490", "-/-/2490", "0/0/2490"])
def test_a_birthday_known_by_its_year_comes_in_as_such(world, group, written):  # noqa: F811
    register, stored = registers.keep_register(
        group, "r.xlsx", workbook(changed({"วันเกิด": written})), by=world.treasurer
    )

    assert (register.faults, register.questions, str(register.rows[0].birthday)) == ([], [], "2490")
    registers.confirm_register(stored, by=world.checker)
    assert str(group.members.get().person.birthday) == "2490"


def test_a_day_of_january_before_2484_is_asked(world, group):  # noqa: F811
    content = workbook(changed({"วันเกิด": "5/2/2480"}))

    register = checking.check(reading.read(content, group.code), group)
    key = register.questions[0].key
    answered = reading.read(content, group.code, {key: "1938-02-05"})

    assert [value for value, _label in register.questions[0].choices] == ["1937-02-05", "1938-02-05"]
    assert answered.unanswered == []


def test_many_of_excels_christian_years_are_one_question(world, group):  # noqa: F811
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


def test_many_titles_that_do_not_fit_the_age_are_one_question(world, group):  # noqa: F811
    rows = [[*row[:1], "ด.ช.", *row[2:]] for row in (person(n, 1000) for n in range(1, 8))]
    content = xlsx(sheets(*rows, amount=7000))

    register = checking.check(reading.read(content, group.code), group)
    by_age = checking.check(reading.read(content, group.code, {register.questions[0].key: "by age"}), group)

    assert [question.kind for question in register.questions] == ["ages"]
    assert {row.prefix for row in register.rows} == {"เด็กชาย"}
    assert ({row.prefix for row in by_age.rows}, by_age.unanswered) == ({"นาย"}, [])


def test_whose_name_begins_like_a_title_gets_the_title_that_is_answered(world, group):  # noqa: F811
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


def test_joining_before_the_founding_is_asked_once(world, group):  # noqa: F811
    group.founded_on = date(2018, 1, 1)
    group.save()
    content = workbook(ROW)

    register = checking.check(reading.read(content, group.code), group)
    founded = checking.check(reading.read(content, group.code, {register.questions[0].key: "founded"}), group)

    assert [question.kind for question in register.questions] == ["founding"]
    assert founded.rows[0].joined_on == date(2018, 1, 1)
