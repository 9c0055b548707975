"""What the columns of a register are called, as committees write them."""

import pytest

from funds.registers import columns
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


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        (["เงินสัจจะยกมา (บาท)"], "pledged"),
        (["ยอดยกมา", "เงินสัจจะ"], "pledged"),  # the group heading first, the column below it
        (["เงินสัจจะ", "ยกมา"], "pledged"),
        (["ยอดยกมา", "ทุนเรือนหุ้น"], "shares"),
        (["รับเดือนนี้", "หุ้นยกมา"], None),
        (["รับเดือนนี้", "เงินสัจจะ"], None),  # money needs its group heading said
        (["สมาชิก", "นามสกุล"], "last_name"),
        (["อายุ"], columns.USELESS),
        (["", None], None),
        (["เงินสัจจะ"], None),
        (["ชื่อ (" + "ก" * 60 + ")"], None),  # no header is as long
    ],
)
def test_a_header_is_read_from_its_group_heading_down(texts, column):
    assert columns.which(columns.REGISTER_NAMES, [text or "" for text in texts]) == column


def test_sides_of_a_trial_balance_need_no_group_heading():
    assert columns.which(columns.TRIAL_NAMES, ["ยอด", "เดบิต (บาท)"]) == "debit"


@pytest.mark.parametrize(("texts", "may"), [(["เงินสัจจะ"], ("pledged", "pledge")), (["หุ้น"], ("shares",)), (["ชื่อ"], ())])
def test_a_header_that_does_not_say_which_amounts_may_be_several(texts, may):
    assert columns.doubtful(texts) == may
