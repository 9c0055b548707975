"""What one cell of a register means, and what to do where it means nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from funds.registers import cells, checking, reading
from ledger import thai
from tests.funds.register_rows import changed, workbook


def test_an_id_whose_first_0_excel_dropped_is_read_whole(group):
    """R0.15: as a number, 0808000000019 is kept as 808000000019."""
    made = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": 808000000019})), group.code), group)

    assert [row.citizen_id for row in made.rows] == ["0808000000019"]
    assert made.faults == []


@pytest.mark.parametrize(
    ("read", "value", "meant"),
    [
        (cells.text, None, ""),
        (cells.text, 12.0, "12"),
        (cells.text, 12.5, "12.5"),
        (cells.text, " นาง  แดง\n", "นาง แดง"),
        (cells.prefix, "ด.ช.", "เด็กชาย"),
        (cells.citizen_id, 808000000019, "0808000000019"),  # Excel drops the first 0 (R0.15)
        (cells.citizen_id, 10000003.0, "10000003"),  # a number of the network
        (cells.citizen_id, "3-8001-00555-12-5", "3800100555125"),
        (cells.day, date(2017, 4, 10), date(2017, 4, 10)),
        (cells.day, "10 เม.ย. 2560", date(2017, 4, 10)),
        (cells.baht, None, 0),
        (cells.baht, "-", 0),
        (cells.baht, 0.1 + 0.2, Decimal("0.30")),  # what a binary figure adds is no satang
        (cells.baht, "๖,๕๐๐.๒๕", Decimal("6500.25")),
        (lambda value: cells.member_number(value, "08"), 12.0, "08-0012"),
        (lambda value: cells.member_number(value, "08"), "2/7", "02-0007"),
        (lambda value: cells.member_number(value, "08"), " ", ""),
        (cells.village_number, "หมู่ที่ ๘", 8),
        (cells.village_number, "ม.8", 8),
        (cells.village_number, "", None),
        (cells.phone, 812345678, "0812345678"),  # Excel drops the first 0
        (cells.phone, "075-123456", "075-123456"),
        (cells.phone, 75123456, "075123456"),
    ],
)
def test_a_cell_is_read_as_its_writer_meant_it(read, value, meant):
    assert read(value) == meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (cells.text, date(2025, 1, 2)),
        (cells.required, "  "),
        (cells.citizen_id, None),
        (cells.citizen_id, date(2025, 1, 2)),
        (cells.citizen_id, "3800100555124"),
        (cells.citizen_id, "0000000000001"),  # all zeros before the check digit (R9.6)
        (cells.day, "31/2/2560"),
        (cells.day, None),
        (cells.birthday, "สิบเมษา"),
        (cells.baht, date(2025, 1, 2)),
        (cells.baht, -0.01),
        (cells.baht, 0.001),
        (cells.baht, "หกพัน"),
        (cells.baht, 10**12),
        (lambda value: cells.member_number(value, "08"), "08-0000"),
        (lambda value: cells.member_number(value, "08"), "08-12345"),
        (cells.village_number, "แปด"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(read, value):
    with pytest.raises(cells.Unreadable) as refusal:
        read(value)

    assert len(str(refusal.value)) > 15


def test_a_year_that_may_be_counted_in_two_ways_is_a_doubt_and_no_fault():
    """Two digits that are also this Christian year (R0.17); January to March before 2484 (R0.16)."""
    for read, written in ((cells.day, f"1/1/{timezone.localdate():%y}"), (cells.birthday, "5/2/2480")):
        with pytest.raises(thai.Doubtful):
            read(written)
