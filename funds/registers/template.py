"""A blank register to fill in, with the columns every committee needs and what each of them means."""

from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ledger import chart, thai
from villages.models import Group

HEADER = [
    "ลำดับ", "เลขที่สมาชิก", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "วันเกิด", "บ้านเลขที่", "หมู่ที่", "โทรศัพท์",
    "วันที่สมัคร", "สัจจะ/เดือน", "เงินสัจจะยกมา", "หุ้นยกมา", "เงินฝากเผื่อเรียกยกมา", "เงินฝากพิเศษยกมา",
    "ผู้รับผลประโยชน์", "ความเกี่ยวข้อง", "ผู้ปกครอง",
]  # fmt: skip
AMOUNTS = ("สัจจะ/เดือน", "เงินสัจจะยกมา", "หุ้นยกมา", "เงินฝากเผื่อเรียกยกมา", "เงินฝากพิเศษยกมา")
MEMBER_ACCOUNTS = (chart.DEMAND_DEPOSITS, chart.SPECIAL_DEPOSITS, chart.SHARES, chart.PLEDGED)
ROWS = 300  # prepared for typing
SHADE = PatternFill("solid", fgColor="F3EEE2")


def blank(group: Group) -> bytes:
    """The workbook, of the last day of the month before today."""
    day = thai.long_date(timezone.localdate())
    book = Workbook()
    book.remove(book.active)
    _register(book.create_sheet("ทะเบียนสมาชิก"), group, day)
    _trial_balance(book.create_sheet("งบทดลอง"), group, day)
    _guide(book.create_sheet("วิธีกรอก"))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _register(sheet: Worksheet, group: Group, day: str) -> None:
    sheet.append([f"ทะเบียนสมาชิก{group}"])
    sheet.append([f"ข้อมูล ณ วันที่ {day}"])
    sheet.append([])
    _header(sheet, HEADER)
    for position, name in enumerate(HEADER, 1):
        # As text, Excel neither drops zeros nor turns 98/1 into a day.
        kind = "#,##0.00" if name in AMOUNTS else "@"
        for row in range(5, 5 + ROWS):
            sheet.cell(row, position).number_format = kind
    sheet.freeze_panes = "A5"


def _trial_balance(sheet: Worksheet, group: Group, day: str) -> None:
    sheet.append([f"งบทดลอง {group} ณ วันที่ {day}"])
    _header(sheet, ["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"])
    names = {row["code"]: row["name_th"] for row in chart.rows()}
    bank = group.books.get(takes_savings=True).bank_code
    for code in (chart.CASH, bank, *MEMBER_ACCOUNTS, chart.RESERVE):
        sheet.append([code, names[code]])
    for row in range(3, 40):
        sheet.cell(row, 1).number_format = "@"
        sheet.cell(row, 3).number_format = sheet.cell(row, 4).number_format = "#,##0.00"


def _guide(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 100
    for line in (
        _("One member in each row, below the header. Columns without money may be left out of the sheet."),
        _("Write the day of the register above both headers; all amounts are of that day."),
        _("Dates may be written as 25/9/2548 or 25 ก.ย. 2548, amounts as 1,234.50. No money is a dash or nothing."),
        _("The members' amounts together must be the same as in the trial balance, and its two sides must be equal."),
        _("For a child under 20, write the guardian's member number in the last column."),
    ):
        sheet.append([line])


def _header(sheet: Worksheet, names: list[str]) -> None:
    sheet.append(names)
    for position, name in enumerate(names, 1):
        cell = sheet.cell(sheet.max_row, position)
        cell.font, cell.fill = Font(bold=True), SHADE
        sheet.column_dimensions[get_column_letter(position)].width = max(12, len(name) + 4)
    sheet.column_dimensions["B"].width = 34 if len(names) == 4 else 14
