"""What a register says of a cell that cannot be read, of its questions and of its sums."""

from tests.funds.register_rows import changed, faults, workbook


def test_a_formula_that_was_never_worked_out_is_told(world, group):
    assert ("ทะเบียน", 3, "H") in faults(workbook(changed({"เงินสัจจะยกมา": "=6000+500"})), group)
