"""What the process that opens a workbook answers, whatever file it is given."""

import pytest

from funds.registers import bounded


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
