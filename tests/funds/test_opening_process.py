"""What the process that opens a workbook answers, whatever file it is given."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from funds.registers import bounded
from funds.registers.opening import limits, process
from tests.workbooks import ods, xls, xlsx


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


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx({"ก": [["x"]]}), "xlsx"),
        (ods({"ก": [["x"]]}), "ods"),
        (xls({"ก": [["x"]]}), "xls"),
        ("ก,ข".encode(), "csv"),
    ],
    ids=["xlsx", "ods", "xls", "csv"],
)
def test_a_file_is_known_by_what_stands_in_it(content, kind):
    answer = process.opened(content)

    assert (answer["kind"], len(answer["sheets"])) == (kind, 1)


def zipped(**parts: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x" * (limits.MOST_FILE + 1), "large"),
        (zipped(part="x" * (limits.MOST_BYTES + 1)), "large"),
        (zipped(part="x"), "unreadable"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("\n".join(",".join("1" * 60) for _row in range(3334)).encode(), "large"),  # 200,040 cells
    ],
    ids=["file", "parts", "no workbook", "password", "cells"],
)
def test_what_is_not_read_is_refused_with_one_word(content, why):
    with pytest.raises(limits.Refused, match=f"^{why}$"):
        process.opened(content)
