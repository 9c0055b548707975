"""What one cell of a register means, and what to do where it means nothing."""

from funds.registers import checking, reading
from tests.funds.register_rows import changed, workbook


def test_an_id_whose_first_0_excel_dropped_is_read_whole(group):
    """R0.15: as a number, 0808000000019 is kept as 808000000019."""
    made = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": 808000000019})), group.code), group)

    assert [row.citizen_id for row in made.rows] == ["0808000000019"]
    assert made.faults == []
