"""Small workbooks of every kind that committees hand in, written by hand where no library of ours writes them."""

import struct
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

Sheets = dict[str, list[list]]
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
EPOCH = date(1899, 12, 30)


def xlsx(sheets: Sheets) -> bytes:
    book, content = Workbook(), BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def packed(part: str, body: str) -> bytes:
    """A workbook with one part that somebody wrote by hand."""
    content = BytesIO()
    with (
        ZipFile(BytesIO(xlsx({"ก": [["x"]]}))) as honest,
        ZipFile(content, "w", ZIP_DEFLATED) as evil,
    ):
        for name in honest.namelist():
            evil.writestr(name, body if name == part else honest.read(name))
        if part not in honest.namelist():
            evil.writestr(part, body)
    return content.getvalue()


def worksheet(inside: str) -> bytes:
    """A workbook whose one sheet somebody wrote by hand."""
    return packed("xl/worksheets/sheet1.xml", f"<worksheet {SPREADSHEET}>{inside}</worksheet>")


def ods(sheets: Sheets, repeated: int = 1) -> bytes:
    """An OpenDocument spreadsheet; its last row stands `repeated` times."""
    tables = "".join(
        f'<table:table table:name="{name}">{_ods_rows(rows, repeated)}</table:table>' for name, rows in sheets.items()
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = BytesIO()
    with ZipFile(content, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", MANIFEST)
        parts.writestr(
            "content.xml", f'<?xml version="1.0"?><office:document-content{names}>{body}</office:document-content>'
        )
    return content.getvalue()


def _ods_rows(rows: list[list], repeated: int) -> str:
    last = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return "".join(
        f"<table:table-row{last if row is rows[-1] else ''}>{''.join(map(_ods_cell, row))}</table:table-row>"
        for row in rows
    )


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def csv(rows: list[list], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    lines = (delimiter.join(_quoted(value, delimiter) for value in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def _quoted(value: object, delimiter: str) -> str:
    text = "" if value is None else str(value)
    return f'"{text}"' if delimiter in text else text


# -- .xls: a stream of BIFF8 records in a compound file of one stream --------------------------------------------------


def xls(sheets: Sheets, hidden: tuple[str, ...] = ()) -> bytes:
    bodies = [_xls_sheet(rows) for rows in sheets.values()]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + _record(0x0042, struct.pack("<H", 1200))
    head += b"".join(_record(0x00E0, struct.pack("<HH16x", 0, numbers)) for numbers in (0, 14))  # plain, day
    length = sum(len(_bound(title, 0, False)) for title in sheets)
    where = len(head) + length + 4
    bounds = b""
    for title, body in zip(sheets, bodies, strict=True):
        bounds += _bound(title, where, title in hidden)
        where += len(body)
    return _compound(head + bounds + _record(0x000A) + b"".join(bodies))


def _bound(title: str, where: int, hidden: bool) -> bytes:
    return _record(0x0085, struct.pack("<IBBBB", where, hidden, 0, len(title), 1) + title.encode("utf-16-le"))


def _xls_sheet(rows: list[list]) -> bytes:
    cells = b"".join(
        _xls_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None
    )
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A)


def _xls_cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, date):
        return _record(0x0203, struct.pack("<HHHd", row, column, 1, (value - EPOCH).days))
    if isinstance(value, int | float):
        return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    text = str(value)
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    many = len(stream) // 512
    assert many < 120  # one sector of the allocation table
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, many + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:36]
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    root = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    book = _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return head + table + (root + book).ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    return head + struct.pack("<III36xIQ", 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)
