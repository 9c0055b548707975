"""What the sheets of an .xlsx workbook hide, and which of their cells were never worked out."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers.expat import ParserCreate

from .limits import MOST_COLUMNS, MOST_SHEETS, UNCOMPUTED, Refused


class Layout:
    """What a sheet of .xlsx hides, and cells with an error or with a formula that was never worked out."""

    def __init__(self, content: bytes):
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.unsaid: dict[tuple[int, int], object] = {}
        self.row = self.column = 0
        self.kind, self.formula, self.value, self.inside = "", False, "", False
        reader = ParserCreate(namespace_separator=" ")
        reader.StartElementHandler, reader.EndElementHandler = self._begin, self._end
        reader.CharacterDataHandler = self._say
        reader.StartDoctypeDeclHandler = self._refuse  # no spreadsheet writes one
        reader.Parse(content, True)

    def _refuse(self, *_given) -> None:
        raise Refused("unreadable")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if _is_hidden(attributes, "ht"):
                self.rows.add(self.row)
        elif name == "col" and _is_hidden(attributes, "width"):
            self.columns |= set(range(int(attributes["min"]), min(int(attributes["max"]), MOST_COLUMNS) + 1))
        elif name == "c":
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
            self.kind, self.formula, self.value = attributes.get("t", ""), False, ""
        elif name == "f":
            self.formula = True
        self.inside = name == "v"

    def _say(self, text: str) -> None:
        if self.inside:
            self.value += text

    def _end(self, name: str) -> None:
        self.inside = False
        if name.rpartition(" ")[2] != "c":
            return
        if self.kind == "e":
            self.unsaid[self.row, self.column] = self.value or "#"
        elif self.formula and not self.value and self.kind not in ("str", "s"):
            self.unsaid[self.row, self.column] = UNCOMPUTED


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or attributes.get(size) == "0"


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number


def layouts_of(content: bytes) -> dict[str, Layout]:
    """The layouts of an .xlsx workbook, by the names of its sheets; none for another kind of file."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return {}
        related = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): each.get("Target", "") for each in related}
        layouts: dict[str, Layout] = {}
        for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).findall(".//{*}sheet"):
            target = targets[next(value for name, value in sheet.items() if name.endswith("}id"))]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in path and len(layouts) < MOST_SHEETS:
                layouts[sheet.get("name", "")] = Layout(parts.read(path))
    return layouts
