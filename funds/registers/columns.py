"""What the columns of a register are called, as committees write them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from funds.models import SavingsProduct
from ledger import thai

Kind = SavingsProduct.Kind
BALANCES = (Kind.PLEDGED, Kind.SHARES, Kind.DEMAND, Kind.SPECIAL)
MONEY = {"pledge", "debit", "credit", *BALANCES}
LONGEST = 60  # letters of a header
SEQUENCE, USELESS = "sequence", ""  # known, and of no use here

REGISTER: dict[str, tuple[str, ...]] = {
    "number": (
        "เลขที่สมาชิก", "เลขสมาชิก", "รหัสสมาชิก", "เลขทะเบียน", "เลขทะเบียนสมาชิก", "ทะเบียนเลขที่", "สมาชิกเลขที่",
        "เลขประจำตัวสมาชิก", "ทะเบียนสมาชิกเลขที่", "เลขทะเบียนที่",
    ),
    "prefix": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม"),
    "first_name": ("ชื่อ", "ชื่อสมาชิก", "ชื่อตัว", "ชื่อจริง"),
    "full_name": (
        "ชื่อสกุล", "ชื่อนามสกุล", "ชื่อและนามสกุล", "ชื่อและสกุล", "ชื่อตัวชื่อสกุล", "ชื่อสกุลสมาชิก", "ชื่อนามสกุลสมาชิก", "รายชื่อ",
        "รายชื่อสมาชิก", "ชื่อสมาชิกสกุล", "ชื่อสมาชิกนามสกุล", "คำนำหน้าชื่อสกุล", "คำนำหน้าชื่อนามสกุล", "ชื่อชื่อสกุล",
    ),
    "last_name": ("นามสกุล", "สกุล", "ชื่อสกุลหลัง"),
    "citizen_id": (
        "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขบัตรประจำตัวประชาชน", "เลขที่บัตรประชาชน", "เลขที่บัตรประจำตัวประชาชน",
        "บัตรประชาชน", "บัตรประจำตัวประชาชน", "เลขประชาชน", "รหัสประชาชน", "รหัสประจำตัวประชาชน", "รหัสบัตรประชาชน", "เลขบัตร",
        "บัตรประชาชนเลขที่", "บัตรประจำตัวประชาชนเลขที่", "เลขประจำตัว", "เลขประจำตัวบัตรประชาชน", "เลขประจำตัวประชาชนสมาชิก",
    ),
    "born_on": ("วันเกิด", "วันเดือนปีเกิด", "เกิดวันที่", "วันที่เกิด", "เกิดวันเดือนปี", "เกิดเมื่อ", "เกิดเมื่อวันที่", "วันเดือนปีที่เกิด"),
    "house_no": ("บ้านเลขที่", "เลขที่บ้าน", "ที่อยู่", "ที่อยู่บ้านเลขที่"),
    "village": ("หมู่ที่", "หมู่", "ม", "มที่"),
    "phone": (
        "โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "เลขโทรศัพท์", "โทร", "เบอร์มือถือ", "มือถือ", "โทรศัพท์มือถือ", "เบอร์ติดต่อ", "เบอร์",
    ),
    "joined_on": (
        "วันที่สมัคร", "วันสมัคร", "วันที่เข้าเป็นสมาชิก", "วันเข้าเป็นสมาชิก", "วันที่เป็นสมาชิก", "เป็นสมาชิกเมื่อ", "สมัครเมื่อ",
        "วันที่สมัครสมาชิก", "วันสมัครสมาชิก", "วันที่สมัครเป็นสมาชิก", "วันเดือนปีที่สมัคร", "วันเดือนปีสมัคร", "วันเดือนปีที่เข้าเป็นสมาชิก",
        "วันเดือนปีที่เป็นสมาชิก", "เข้าเป็นสมาชิกเมื่อ", "เป็นสมาชิกตั้งแต่", "วันที่เข้า", "สมัครวันที่", "เข้าเป็นสมาชิกวันที่",
    ),
    "pledge": (
        "สัจจะเดือน", "สัจจะต่อเดือน", "สัจจะเดือนละ", "สัจจะรายเดือน", "ส่งเดือนละ", "ส่งสัจจะเดือนละ", "ฝากเดือนละ", "ออมเดือนละ",
        "ส่งสัจจะต่อเดือน", "อัตราสัจจะ", "ฝากสัจจะเดือนละ", "ออมสัจจะต่อเดือน", "ออมสัจจะเดือนละ",
    ),
    Kind.PLEDGED: (
        "สัจจะยกมา", "สัจจะสะสมยกมา", "ออมสัจจะยกมา", "สัจจะสะสม", "ฝากสัจจะยกมา", "ยกมาสัจจะ", "รวมสัจจะสะสม", "ฝากสัจจะสะสม",
        "ฝากสัจจะสะสมยกมา", "ออมสัจจะสะสม", "สะสมยกมา",
    ),
    Kind.SHARES: ("หุ้นยกมา", "ค่าหุ้น", "ทุนเรือนหุ้นยกมา", "ค่าหุ้นยกมา", "ยกมาหุ้น", "ยกมาค่าหุ้น", "มูลค่าหุ้น", "หุ้นสะสม", "ค่าหุ้นสะสม"),
    Kind.DEMAND: (
        "ฝากเผื่อเรียกยกมา", "ฝากออมทรัพย์ยกมา", "ออมทรัพย์ยกมา", "รับฝากยกมา", "ฝากยกมา", "เผื่อเรียกยกมา",
    ),
    Kind.SPECIAL: (
        "ฝากพิเศษยกมา", "สัจจะพิเศษยกมา", "ออมทรัพย์พิเศษยกมา", "ฝากออมทรัพย์พิเศษยกมา", "สัจจะสะสมพิเศษยกมา", "สัจจะสะสมพิเศษ",
    ),
    "nominee": ("ผู้รับผลประโยชน์", "ชื่อผู้รับผลประโยชน์", "ผู้รับโอนประโยชน์", "ผู้รับประโยชน์", "ชื่อผู้รับโอนประโยชน์"),
    "relation": ("ความเกี่ยวข้อง", "ความสัมพันธ์", "เกี่ยวข้องเป็น", "เกี่ยวข้อง", "ความเกี่ยวข้องกับสมาชิก"),
    "guardian": ("ผู้ปกครอง", "เลขผู้ปกครอง", "เลขที่สมาชิกของผู้ปกครอง"),
    SEQUENCE: ("ลำดับ", "ลำดับที่", "ที่", "ลด"),
    USELESS: ("อายุ", "หมายเหตุ"),
}  # fmt: skip

# What may be one thing or the other: its writer is asked.
DOUBTFUL: dict[str, tuple[str, ...]] = {
    "สัจจะ": (Kind.PLEDGED, "pledge"),
    "หุ้น": (Kind.SHARES,),
    "ฝาก": (Kind.DEMAND,),
    "ออมทรัพย์": (Kind.DEMAND,),
}

TRIAL_BALANCE: dict[str, tuple[str, ...]] = {
    "code": ("รหัส", "รหัสบัญชี", "เลขที่บัญชี", "เลขบัญชี", "รหัสผังบัญชี"),
    "name": ("ชื่อบัญชี", "บัญชี", "รายการ"),
    "debit": ("เดบิต", "เดบิท", "เดบิตยกมา", "dr", "debit"),
    "credit": ("เครดิต", "เครดิตยกมา", "cr", "credit"),
    SEQUENCE: ("ลำดับ", "ลำดับที่", "ที่"),
    USELESS: ("หมายเหตุ",),
}

# Ways of writing that mean the same; applied to what committees write and to the names above alike.
SAME = [
    (re.compile(pattern), other)
    for pattern, other in (
        (r"\(.*?\)|\[.*?\]", ""),
        (r"[\s./*:\-–—_,\"'”“’‘|\\]", ""),
        (r"^(หมาย)?เลข(ที่)?13หลัก$", "เลขประจำตัวประชาชน"),
        (r"13หลัก|บาท$|จำนวนเงิน(?=.)|ยอด(?=.)|พศ$", ""),
        (r"ปชช", "ประชาชน"),
        (r"หมายเลข|เลขที่", "เลข"),
        (r"วดป|วันที่เดือนปี", "วันเดือนปี"),
        (r"ณวันที่\d*|คงเหลือ", "ยกมา"),
        (r"เงิน(?=สัจจะ|ฝาก|ออม|รับฝาก|ค่าหุ้น|สะสม)", ""),
        (r"เงินหุ้น", "ค่าหุ้น"),
        (r"(ยกมา)+", "ยกมา"),
    )
]


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """What a header cell says, whatever way it is spelt; empty for what is too long to name a column."""
    name = thai.comparable(text) if len(text) <= LONGEST else ""
    for pattern, other in SAME:
        name = pattern.sub(other, name)
    return name


def _by_name(columns: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {bare(name): column for column, names in columns.items() for name in names}


REGISTER_NAMES, TRIAL_NAMES = _by_name(REGISTER), _by_name(TRIAL_BALANCE)


def which(names: dict[str, str], texts: Iterable[Any]) -> str | None:
    """The column that the cells of a header name, from the group heading down; None when nobody calls a column so.

    Money needs its group heading said: สัจจะ under ยอดยกมา is not สัจจะ under รับเดือนนี้.
    """
    said = [each for text in texts if (each := bare(str(text)))]
    if not said:
        return None
    whole = next((names[each] for each in ("".join(said[::-1]), "".join(said)) if each in names), None)
    lowest = names.get(said[-1])
    return whole if whole is not None or lowest in MONEY - {"debit", "credit"} else lowest


def doubtful(texts: Iterable[Any]) -> tuple[str, ...]:
    """The columns that a header may mean where it does not say which."""
    return DOUBTFUL.get("".join(bare(str(text)) for text in texts), ())
