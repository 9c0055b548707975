"""Thai that every reader copies out of a PDF rightly.

WeasyPrint draws a mark as a glyph of its own, by stepping back over its consonant, and gives readers one text per
glyph. Poppler copes with that; Firefox, pdfminer and pypdf see blanks and lost marks. So each consonant with its marks
becomes one glyph of the paper's own font, composed of the font's glyphs where they stood, which says all of its text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple

from fontTools.agl import toUnicode
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import ARGS_ARE_XY_VALUES, Glyph, GlyphComponent
from weasyprint.text.ffi import harfbuzz
from weasyprint.text.fonts import get_hb_object_data

Texts = dict[int, str]  # what each glyph of a font says
EM = 1000  # widths and steps of a PDF are thousandths of the font's size
SEEN = 1  # a smaller step is left by rounding; it waits for the next one
BFCHAR = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]*>$")
FONT = re.compile(rb"/(\w+) ([\d.]+) Tf$")
RISE = re.compile(rb"(-?[\d.]+) Ts$")
TOKEN = re.compile(rb"<([0-9a-f]*)>|([-\d.]+)")
AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")  # sara am, as a font takes it apart
NIKHAHIT, AA = "\u0e4d", "\u0e32"


class Drawn(NamedTuple):
    """A glyph as a line draws it: how far the pen steps before it, and how high it stands, in thousandths."""

    glyph: int
    step: float
    rise: float


class Part(NamedTuple):
    """A glyph within a composed one, by its place there, in thousandths."""

    glyph: int
    x: int
    y: int


class Face:
    """A font of the document, and the glyphs composed for this paper."""

    def __init__(self, texts: Texts, widths: dict[int, int]):
        self.texts, self.widths = texts, widths
        self.composed: dict[tuple[Part, ...], int] = {}
        self.first = max(self.widths, default=0) + 1

    def compose(self, cluster: list[Drawn]) -> tuple[int, float]:
        """One glyph for several, and the step after it that puts the pen where it was."""
        x, parts = 0.0, []
        for number, drawn in enumerate(cluster):
            x -= drawn.step if number else 0
            parts.append(Part(drawn.glyph, round(x), round(drawn.rise)))
            x += self.widths[drawn.glyph]
        glyph = self.composed.setdefault(tuple(parts), self.first + len(self.composed))
        self.widths[glyph] = max(part.x + self.widths[part.glyph] for part in parts)
        self.texts[glyph] = AM.sub("\\1\u0e33", "".join(self.texts[drawn.glyph] for drawn in cluster))
        return glyph, self.widths[glyph] - x


def tell_the_truth(document, pdf) -> None:
    """The `finisher` of WeasyPrint's `write_pdf`."""
    faces = _faces(document)
    objects = {obj.reference: obj for obj in pdf.objects}
    for obj in pdf.objects:
        if hasattr(obj, "stream") and b"BT" in obj.stream:
            obj.stream = list(_composed(obj.stream, faces))
    files = {}
    for obj in pdf.objects:
        if isinstance(obj, dict) and (face := faces.get(_hash(obj))) and "DescendantFonts" in obj:
            _tell_texts(objects[obj["ToUnicode"]], face)
            for descendant in obj["DescendantFonts"]:
                font = objects[descendant]
                font["W"] += [part for glyph in face.composed.values() for part in (glyph, [face.widths[glyph]])]
                files[objects[font["FontDescriptor"]]["FontFile2"]] = face
    for reference, face in files.items():
        _add_glyphs(objects[reference], face)


def _hash(font: dict) -> str:
    """The name WeasyPrint gives a font in the papers' lines."""
    return font.get("BaseFont", b"/").removeprefix(b"/").partition(b"+")[0].decode()


def _faces(document) -> dict[str, Face]:
    """The fonts whose glyphs can be composed, each once for all its sizes; pictures of signs are drawn as they are."""
    fonts = [font for font in document.fonts.values() if "glyf" in font.tables and not font.bitmap]
    widths: dict[str, dict[int, int]] = {}
    texts: dict[str, Texts] = {}
    for font in fonts:
        widths[font.hash] = widths.get(font.hash, {}) | font.widths
        texts[font.hash] = texts.get(font.hash, {}) | font.to_unicode | _texts_of(font)
    return {name: Face(texts[name], widths[name]) for name in widths}


def _texts_of(font) -> Texts:
    return _texts_of_file(get_hb_object_data(font.hb_face), harfbuzz.hb_face_get_index(font.hb_face))


@cache
def _texts_of_file(content: bytes, index: int) -> Texts:
    """By the font's character map, then by glyph name (uni0E49.small, yoYingthai.less, uni0E4D0E49)."""
    file = TTFont(BytesIO(content), fontNumber=index, lazy=True)
    by_name = {name: chr(code) for code, name in sorted(file.getBestCmap().items(), reverse=True)}
    texts = {glyph: _text_of_name(name, by_name) for glyph, name in enumerate(file.getGlyphOrder())}
    return {glyph: text for glyph, text in texts.items() if text}


def _text_of_name(name: str, by_name: dict[str, str]) -> str:
    """An alternate says what its plain glyph says; a joined mark says its parts."""
    return by_name.get(name) or by_name.get(name.partition(".")[0]) or toUnicode(name)


# -- The lines of a paper ----------------------------------------------------------------------------------------------


def _composed(operators: Iterable, faces: dict[str, Face]) -> Iterator[bytes]:
    """The same drawing; inside a text object, a consonant with its marks is one glyph."""
    face, size, rise, step, inside = None, 1.0, 0.0, 0.0, False
    line: list[Drawn] = []
    for operator in operators:
        text = operator if isinstance(operator, bytes) else b""
        if inside and face and text.endswith(b"TJ"):
            for glyphs, back in TOKEN.findall(text):
                step += float(back or 0)
                for i in range(0, len(glyphs), 4):
                    line.append(Drawn(int(glyphs[i : i + 4], 16), step, rise))
                    step = 0.0
            continue
        if inside and face and (risen := RISE.match(text)):
            rise = float(risen[1]) / size * EM
            continue
        if face:
            yield from _shown(line, face, size, step)
        line, step = [], 0.0
        if font := FONT.match(text):
            face, size = faces.get(font[1].decode()), float(font[2])
        yield operator
        inside = text == b"BT" or (inside and text != b"ET")


def _shown(line: list[Drawn], face: Face, size: float, step: float) -> Iterator[bytes]:
    """Drawing operators for a line: one array, parted only where a glyph stands higher."""
    array, height, owed = b"", 0.0, 0.0
    for cluster in _clusters(line, face.texts):
        first = cluster[0]
        glyph, after = face.compose(cluster) if len(cluster) > 1 else (first.glyph, 0.0)
        rise = first.rise if len(cluster) == 1 else 0.0
        if rise != height:
            if array:
                yield b"[%s] TJ" % array
            yield b"%s Ts" % _number(rise * size / EM)
            array, height = b"", rise
        owed += first.step
        if abs(owed) >= SEEN:
            array += b" %s " % _number(owed)
            owed = 0.0
        array += b"<%04x>" % glyph
        owed += after
    if abs(step + owed) >= SEEN:
        array += b" %s " % _number(step + owed)
    if array:
        yield b"[%s] TJ" % array
    if height:
        yield b"0 Ts"


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


def _clusters(line: list[Drawn], texts: Texts) -> Iterator[list[Drawn]]:
    """A consonant with its marks; other glyphs one by one."""
    cluster: list[Drawn] = []
    for drawn in line:
        text = "".join(texts.get(one.glyph, "") for one in cluster)
        if cluster and not _joins(text, texts.get(drawn.glyph, "")):
            yield cluster
            cluster = []
        cluster.append(drawn)
    if cluster:
        yield cluster


def _joins(text: str, says: str) -> bool:
    """Whether a glyph belongs to the cluster so far: a mark does, and the second half of sara am."""
    if says == AA:
        return NIKHAHIT in text
    return bool(says) and all(unicodedata.category(sign) == "Mn" for sign in says)


# -- The fonts of a paper ----------------------------------------------------------------------------------------------


def _tell_texts(cmap, face: Face) -> None:
    """What each glyph says: those that WeasyPrint named, by the font itself, and those composed here."""
    lines = [_mapped(line, face.texts) for line in cmap.stream]
    end = lines.index(b"endcmap")
    new = [b"<%04x> <%s>" % (glyph, _hex(face.texts[glyph])) for glyph in face.composed.values()]
    for i in range(0, len(new), 100):  # a block names at most a hundred
        block = new[i : i + 100]
        lines[end:end] = [b"%d beginbfchar" % len(block), *block, b"endbfchar"]
    cmap.stream = lines


def _mapped(line: bytes, texts: Texts) -> bytes:
    if (pair := BFCHAR.match(line)) and (text := texts.get(int(pair[1], 16))):
        return b"<%s> <%s>" % (pair[1], _hex(text))
    return line


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def _add_glyphs(stream, face: Face) -> None:
    """Put the composed glyphs behind those of the font's file."""
    if not face.composed:
        return
    file = TTFont(BytesIO(b"".join(stream.stream)), recalcTimestamp=False)
    order, glyf, metrics = file.getGlyphOrder(), file["glyf"], file["hmtx"]
    scale = file["head"].unitsPerEm / EM
    blank = [f"blank{number}" for number in range(len(order), face.first)]
    composed = {f"composed{glyph}": parts for parts, glyph in face.composed.items()}
    for name in [*blank, *composed]:
        order.append(name)
        glyf.glyphs[name] = _glyph(composed.get(name, ()), order, scale)
        metrics[name] = (0, 0)
    file.setGlyphOrder(order)
    glyf.glyphOrder = order
    for glyph, name in zip(face.composed.values(), composed, strict=True):
        glyf.glyphs[name].recalcBounds(glyf)
        metrics[name] = (round(face.widths[glyph] * scale), getattr(glyf.glyphs[name], "xMin", 0))
    file.save(whole := BytesIO())
    stream.stream = [whole.getvalue()]
    stream.extra["Length1"] = len(whole.getvalue())


def _glyph(parts: Iterable[Part], order: list[str], scale: float) -> Glyph:
    glyph = Glyph()
    glyph.numberOfContours = -1 if parts else 0
    for part in parts:
        component = GlyphComponent()
        component.glyphName = order[part.glyph]
        component.x, component.y = round(part.x * scale), round(part.y * scale)
        component.flags = ARGS_ARE_XY_VALUES
        glyph.components = [*getattr(glyph, "components", []), component]
    return glyph
