"""An uploaded file cannot block a worker: it is opened in a process whose time and memory are limited."""

import sys
import zipfile
from io import BytesIO

import pytest

from funds.registers import bounded, reading
from funds.registers.opening import limits
from tests.funds.register_rows import HEADER, ROW, faults
from tests.workbooks import SPREADSHEET, ods, packed, worksheet, xlsx


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken", "ชื่อ,นามสกุล".encode()])
def test_what_is_no_workbook_is_told(world, group, content):
    assert faults(content, group) == [("", None, "")]


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
    "wide rows of 74 MB": lambda: worksheet(
        f"<sheetData>{('<row>' + '<c><v>1</v></c>' * 16_000 + '</row>') * 310}</sheetData>"
    ),
    "wide rows below the limit": lambda: worksheet(
        f"<sheetData>{('<row>' + '<c><v>1</v></c>' * 9_000 + '</row>') * 200}</sheetData>"
    ),
    "a cell at the end of the sheet": lambda: worksheet(
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "every cell merged": lambda: worksheet('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
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
