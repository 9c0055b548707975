"""A small register as a committee keeps it, row by row, and what is done with it."""

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from funds.registers import checking, model, reading
from funds.services import registers
from ledger.models import Entry
from tests.conftest import citizen_id
from villages.models import Group, Role

HERE = Path(__file__).parent / "registers"
MOO8, MOO2 = (HERE / name for name in ("moo8-savings.xlsx", "moo2-broken.xlsx"))
HEADER = [
    "เลขที่สมาชิก", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "วันเกิด", "วันที่สมัคร", "เงินสัจจะยกมา", "ผู้ปกครอง",
]  # fmt: skip
ROW = ["08-0001", "นาง", "ประไพ", "ใจเย็น", "3800100555125", "13/6/2513", "10 เม.ย. 2560", 6500, None]
TRIAL: list[list] = [["11010", "เงินสด", 6500, None], ["31020", "เงินสัจจะ", None, 6500]]


def workbook(*rows: list, header: list = HEADER, trial: list | None = None, day: str = "31 ธันวาคม 2568") -> bytes:
    """A small register and its trial balance."""
    book = Workbook()
    sheet = book.active
    sheet.title = "ทะเบียน"
    for line in ([f"ข้อมูล ณ วันที่ {day}"], header, *rows):
        sheet.append(line)
    other = book.create_sheet("งบ")
    for line in (["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"], *(TRIAL if trial is None else trial)):
        other.append(line)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def changed(cells: dict) -> list:
    """The usual row, some of its cells otherwise."""
    row = dict(zip(HEADER, ROW, strict=True)) | cells
    return [row[name] for name in HEADER]


def faults(content: bytes, group: Group) -> list[tuple]:
    register = checking.check(reading.read(content, group.code), group)
    return [(fault.sheet, fault.row, fault.column[:1]) for fault in register.faults]


def second(by: User) -> User:
    """Somebody else than who uploaded."""
    return User.objects.get(username="checker" if by.username != "checker" else "chair")


def bring(group: Group, content: bytes, by) -> Entry:
    register, stored = registers.keep_register(group, "register.xlsx", content, by=by)
    assert register.faults == []
    assert stored
    entry = registers.confirm_register(stored, by=second(by))
    assert entry
    return entry


def upload(client, group: Group, content: bytes, name: str = "register.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("funds:register", args=[group.slug]), {"file": file}, follow=True)


def two(group: Group, world) -> list[str]:
    """The names of two officers of a group for the command; they hold their office here too."""
    for name in ("treasurer", "checker"):
        if not group.officers.filter(person=world.users[name].person).exists():
            world.appoint(world.users[name], Role(name), group)
    return ["--by", "treasurer", "--agreed-by", "checker"]


DAY = ["ข้อมูล ณ วันที่ 31 ธันวาคม 2568"]
BOOKS: list[list] = [["งบทดลอง ณ 31 ธันวาคม 2568"], ["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"], *TRIAL]
NAMES = ("แดง", "ดำ", "ขาว", "เขียว", "ม่วง", "ฟ้า")


def person(number: int, amount: object = 1000, **cells) -> list:
    """A row of the usual header, for as many different people as are wanted."""
    columns = {"เลขที่สมาชิก": f"08-{number:04d}", "ชื่อ": NAMES[number % 6], "เงินสัจจะยกมา": amount}
    return changed(columns | {"เลขประจำตัวประชาชน": citizen_id(380010056000 + number)} | cells)


def trial_rows(amount: Any) -> list[list]:
    return [*BOOKS[:2], ["11010", "เงินสด", amount, None], ["31020", "เงินสัจจะ", None, amount]]


def sheets(*rows: list, amount: object = 0, header: list = HEADER, day: list = DAY) -> dict[str, list[list]]:
    return {"ทะเบียน": [day, header, *rows], "งบ": trial_rows(amount)}


def line(**cells) -> list:
    """A row that is no member, some of its cells filled."""
    return [cells.get(name) for name in HEADER]


def read(content: bytes, **answers) -> model.Register:
    return reading.read(content, "08", answers)


def left_out(register: model.Register) -> list[str]:
    return [each.rows for each in register.skipped]


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


ERAS = HERE / "excel-eras.xlsx"


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
