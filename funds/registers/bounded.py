"""An uploaded file is opened in a process of its own with limits, so that a hostile one cannot block a worker."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ledger import thai

PROGRAM = Path(__file__).with_name("open_workbook.py")
SECONDS = 15  # of real time; the process limits its own computing time and memory
UNCOMPUTED = object()  # a formula that no spreadsheet has worked out yet


class Unopened(ValueError):
    """Says why a file cannot be opened, and what to do."""


class Sheet(NamedTuple):
    """What a sheet holds. What is hidden is None where this kind of file does not say it."""

    title: str
    hidden: bool
    rows: list[list[Any]]
    hidden_rows: list[int] | None = None
    hidden_columns: list[int] | None = None
    merged: list[list[int]] = []
    beyond: bool = False  # more columns than are read


class Workbook(NamedTuple):
    kind: str
    sheets: list[Sheet]


def opened(content: bytes) -> Workbook:
    """The sheets of a workbook of any kind that is read. Raises Unopened."""
    answer = json.loads(_run("read", content, {}))
    if "refused" in answer:
        raise Unopened(_sentence(answer["refused"]))
    sheets = [Sheet(**sheet | {"rows": [_row(row) for row in sheet["rows"]]}) for sheet in answer["sheets"]]
    return Workbook(answer["kind"], sheets)


def marked(content: bytes, marks: dict) -> bytes:
    """The same workbook as .xlsx with its faults marked. Raises Unopened."""
    answer = _run("mark", content, marks)
    if not answer.startswith(b"PK"):
        raise Unopened(_sentence(json.loads(answer)["refused"]))
    return answer


def _run(act: str, content: bytes, marks: dict) -> bytes:
    command = [sys.executable, "-I", str(PROGRAM), act]
    given = json.dumps(marks).encode() + b"\n" + content
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, env={}, cwd="/", check=False)
    except subprocess.TimeoutExpired as late:
        raise Unopened(_sentence("slow")) from late
    if done.returncode or not done.stdout:
        raise Unopened(_sentence("slow" if done.returncode < 0 else "unreadable"))
    return done.stdout


def _sentence(word: str) -> str:
    return {
        "large": _("The workbook is too large for a register. Leave only the two sheets in it."),
        "slow": _(
            "Reading this workbook takes too long or too much memory for a register. Copy the register and the trial "
            "balance as values into the blank register and choose that file."
        ),
        "password": _("The workbook is locked with a password. Save it without one and choose it again."),
    }.get(
        word,
        _("This is no workbook that can be read. Save the register as .xlsx, .xls, .ods or CSV and choose it again."),
    )


def _row(row: list[Any]) -> list[Any]:
    return [_value(value) for value in row]


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return UNCOMPUTED if value == ["?"] else date.fromisoformat(value[0])
    return None if isinstance(value, str) and not thai.clean(value) else value  # invisible signs are no text
