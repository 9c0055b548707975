"""An uploaded file cannot block a worker: it is opened in a process whose time and memory are limited."""

import sys
import zipfile
from io import BytesIO

import pytest

from funds.registers import bounded, reading
from funds.registers.opening import limits
from tests.funds.test_registers import HEADER, ROW
from tests.workbooks import ods, xlsx

SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def packed(part: str, body: str) -> bytes:
    """A workbook with one part that somebody wrote by hand."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx({"ก": [["x"]]}))) as honest,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as evil,
    ):
        for name in honest.namelist():
            evil.writestr(name, body if name == part else honest.read(name))
        if part not in honest.namelist():
            evil.writestr(part, body)
    return content.getvalue()


def sheet(inside: str) -> bytes:
    return packed("xl/worksheets/sheet1.xml", f"<worksheet {SPREADSHEET}>{inside}</worksheet>")


def many_parts() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        for number in range(limits.MOST_PARTS + 1):
            parts.writestr(str(number), "")
    return content.getvalue()


HOSTILE = {
    "1.4 million shared strings": lambda: packed(
        "xl/sharedStrings.xml", f"<sst {SPREADSHEET}>{'<si><t/></si>' * 1_400_000}</sst>"
    ),
    "3 million shared strings": lambda: packed(
        "xl/sharedStrings.xml", f"<sst {SPREADSHEET}>{'<si><t/></si>' * 3_000_000}</sst>"
    ),
    "wide rows of 74 MB": lambda: sheet(
        f"<sheetData>{('<row>' + '<c><v>1</v></c>' * 16_000 + '</row>') * 310}</sheetData>"
    ),
    "wide rows below the limit": lambda: sheet(
        f"<sheetData>{('<row>' + '<c><v>1</v></c>' * 9_000 + '</row>') * 200}</sheetData>"
    ),
    "a cell at the end of the sheet": lambda: sheet(
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "every cell merged": lambda: sheet('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a row that stands a million times": lambda: ods({"ก": [["x"], ["y"]]}, 1_048_576),
    "forty sheets of them": lambda: ods({f"{n}": [["x"], ["y" * 90]] for n in range(40)}, 1_048_576),
    "a line of five million cells": lambda: b"a," * 2_500_000,
    "a million lines": lambda: b"a,b\n" * 1_000_000,
    "a file of many files": many_parts,
    "cells full of words": lambda: xlsx({"ก": [["ก" * 499 + str(n % 7)] * 40 for n in range(300)]}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_within_its_bounds(kind):
    register = reading.read(HOSTILE[kind](), "08")

    assert register.rows == []
    assert register.faults
    assert all(len(fault.cure) > 20 for fault in register.faults)


def test_what_computes_for_ever_is_stopped_by_the_clock_and_said(monkeypatch, tmp_path):
    program = tmp_path / "opening.py"
    program.write_text("while True: pass")
    monkeypatch.setattr(bounded, "PROGRAM", program)
    monkeypatch.setattr(bounded, "SECONDS", 1)

    with pytest.raises(bounded.Unopened):
        bounded.opened(b"x")


@pytest.mark.parametrize(
    "greedy",
    ["x = bytearray(4 * limits.MEMORY)", "print('x', file=open('/tmp/kahro-written', 'w'), flush=True)", "1 / 0"],
)
def test_the_process_has_no_more_than_its_memory_and_writes_no_file(monkeypatch, tmp_path, greedy):
    """Whatever a reader does with a file, a sentence comes back."""
    program = tmp_path / "opening.py"
    program.write_text(
        f"import sys\nsys.path.insert(0, {str(bounded.PROGRAM.parent)!r})\nfrom opening import limits, process\n"
        f"def opened(content):\n    {greedy}\n    return {{'kind': 'csv', 'sheets': []}}\n"
        "process.opened = opened\nprocess.main('read')\n"
    )
    monkeypatch.setattr(bounded, "PROGRAM", program)

    with pytest.raises(bounded.Unopened):
        bounded.opened(b"x")


def test_the_process_imports_nothing_of_this_project():
    """The process that a hostile file can reach has no database, no settings and no secret."""
    program = bounded.PROGRAM
    files = [program, *sorted(program.with_name("opening").glob("*.py"))]
    source = "".join(file.read_text() for file in files)

    assert len(files) == 7
    assert not any(
        name in source for name in ("django", "kahro", "villages", "from ledger", "from funds", "os.environ")
    )
    assert sys.executable


def test_a_workbook_with_a_password_is_told_so():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)

    cure = reading.read(locked, "08").faults[0].cure

    assert "รหัสผ่าน" in cure


def test_an_honest_register_of_a_whole_sub_district_is_far_within_the_bounds():
    rows = [[f"08-{n:04d}", *ROW[1:]] for n in range(1, 5001)]

    register = reading.read(xlsx({"ทะเบียน": [["ข้อมูล ณ 31 ธันวาคม 2568"], HEADER, *rows]}), "08")

    assert len(register.rows) == 5000


@pytest.mark.parametrize(
    "cell",
    ["<c r='A1' t='e'><v>#REF!</v></c>", "<c r='A1'><f>1/0</f></c>", "<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>"],
)
def test_an_error_and_a_formula_without_a_value_are_never_read_as_nothing(cell):
    rows = bounded.opened(sheet(f"<sheetData><row r='1'>{cell}</row></sheetData>")).sheets[0].rows

    assert rows[0][0] is bounded.UNCOMPUTED or str(rows[0][0]).startswith("#")


def test_empty_cells_formatted_far_below_and_beside_are_no_rows():
    inside = (
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576' s='0'/></row></sheetData>"
    )

    assert bounded.opened(sheet(inside)).sheets[0].rows == [[1]]
