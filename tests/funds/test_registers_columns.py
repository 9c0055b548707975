"""What the columns of a register are called, as committees write them."""

import pytest

from tests.funds.register_rows import HEADER, ROW, read, sheets
from tests.workbooks import xlsx


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน 13 หลัก"),
        ("เลขประจำตัวประชาชน", "เลข 13 หลัก"),
        ("เลขประจำตัวประชาชน", "เลขบัตร ปชช."),
        ("เลขประจำตัวประชาชน", "หมายเลขบัตรประจำตัวประชาชน"),
        ("วันเกิด", "ว/ด/ป เกิด"),
        ("วันเกิด", "วัน เดือน ปี เกิด (พ.ศ.)"),
        ("วันเกิด", "วัน/เดือน/ปี\nเกิด"),
        ("วันที่สมัคร", "ว.ด.ป. ที่เข้าเป็นสมาชิก"),
        ("เงินสัจจะยกมา", "ยอดเงินสัจจะคงเหลือ (บาท)"),
        ("เงินสัจจะยกมา", "จำนวนเงินสัจจะสะสม"),
        ("เลขที่สมาชิก", "ทะเบียนเลขที่"),
    ],
)
def test_headers_are_understood_as_committees_say_them(usual, said):
    header = [said if name == usual else name for name in HEADER]

    register = read(xlsx(sheets(ROW, amount=6500, header=header)))

    assert (register.faults, register.questions) == ([], [])
    assert register.rows[0].balances == {"pledged": 6500}
