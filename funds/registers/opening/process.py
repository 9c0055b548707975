"""What the process does: it bounds itself, reads the file from stdin, and writes JSON or a marked workbook."""

import json
import resource
import sys
import zipfile
from io import BytesIO

from .limits import MEMORY, MOST_ANSWER, MOST_BYTES, MOST_CELLS, MOST_FILE, MOST_PARTS, SECONDS, Refused
from .marks import marked
from .sheets import of_text, of_workbook


def main(act: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    written = MOST_BYTES if act == "mark" else 0  # openpyxl builds a sheet in a temporary file
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    marks = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(MOST_FILE + 1)
    try:
        answer = _marked(content, marks) if act == "mark" else json.dumps(opened(content)).encode()
        if act == "read" and len(answer) > MOST_ANSWER:
            raise Refused("large")
    except Refused as refused:
        answer = json.dumps({"refused": str(refused)}).encode()
    except MemoryError:
        answer = b'{"refused": "large"}'
    except Exception:  # whatever a reader raises for a file that is no workbook
        answer = b'{"refused": "unreadable"}'
    sys.stdout.buffer.write(answer)


def _marked(content: bytes, marks: dict) -> bytes:
    return marked(content, marks, copy_of=None if _kind(content) == "xlsx" else opened(content))


def opened(content: bytes) -> dict:
    """{"kind", "sheets"}; a sheet says what it is called, what is hidden, which cells are merged, and its rows."""
    kind = _kind(content)
    sheets = list(of_text(content) if kind == "csv" else of_workbook(content))
    if sum(len(row) for sheet in sheets for row in sheet["rows"]) > MOST_CELLS:
        raise Refused("large")
    return {"kind": kind, "sheets": sheets}


def _kind(content: bytes) -> str:
    """By what stands in the file, never by its name. Raises Refused before anything is unpacked."""
    if len(content) > MOST_FILE:
        raise Refused("large")
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("password")
        return "xls"
    return "csv"


def _kind_of_zip(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        entries = parts.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise Refused("large")
        names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise Refused("unreadable")
