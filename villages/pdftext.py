"""Thai that can be copied out of a PDF.

WeasyPrint tells a reader one text per glyph, the first cluster it met: after "น้ำ" every "า" reads as "้ำ". And it draws
marks by stepping back over their consonant, where readers that go by position lose them. So each glyph gets the text
of the font itself (its character map, and for alternates and joined marks their glyph names), and each consonant with
its marks becomes a span that states its text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple

from fontTools.agl import toUnicode
from fontTools.ttLib import TTFont
from weasyprint.text.ffi import harfbuzz
from weasyprint.text.fonts import get_hb_object_data

Texts = dict[int, str]  # what each glyph of a font says
Piece = tuple[bytes, str | None]  # a glyph with its text, or a step between glyphs without one


class Face(NamedTuple):
    """A font of the document. `end` steps back by a space and draws it: a span ends there, not at its last mark."""

    texts: Texts
    end: bytes


BFCHAR = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]*>$")
FONT = re.compile(rb"/(\w+) [\d.]+ Tf$")
TOKEN = re.compile(rb"<([0-9a-f]*)>|([-\d.]+)")
AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")  # sara am, as a font takes it apart
NIKHAHIT, AA = "\u0e4d", "\u0e32"


def tell_the_truth(document, pdf) -> None:
    """A finisher for WeasyPrint's `write_pdf`."""
    fonts = {font.hash: _face(font) for font in document.fonts.values()}
    streams = {obj.reference: obj for obj in pdf.objects if hasattr(obj, "stream")}
    for obj in pdf.objects:
        if isinstance(obj, dict) and "ToUnicode" in obj:
            texts = fonts[obj["BaseFont"].removeprefix(b"/").partition(b"+")[0].decode()].texts
            stream = streams[obj["ToUnicode"]]
            stream.stream = [_mapped(line, texts) for line in stream.stream]
    for stream in streams.values():
        if b"BT" in stream.stream:
            stream.stream = list(_stating_clusters(stream.stream, fonts))


def _face(font) -> Face:
    texts = _texts_of_file(get_hb_object_data(font.hb_face), harfbuzz.hb_face_get_index(font.hb_face))
    space = next((glyph for glyph in font.widths if texts.get(glyph) == " "), None)
    return Face(texts, b"" if space is None else b" %d <%04x>" % (font.widths[space], space))


@cache
def _texts_of_file(content: bytes, index: int) -> Texts:
    """By the font's character map, then by glyph name (uni0E49.small, yoYingthai.less, uni0E4D0E49)."""
    file = TTFont(BytesIO(content), fontNumber=index, lazy=True)
    by_name = {name: chr(code) for code, name in sorted(file.getBestCmap().items(), reverse=True)}
    return {glyph: _text_of_name(name, by_name) for glyph, name in enumerate(file.getGlyphOrder())}


def _text_of_name(name: str, by_name: dict[str, str]) -> str:
    """An alternate says what its plain glyph says; a joined mark says its parts."""
    return by_name.get(name) or by_name.get(name.partition(".")[0]) or toUnicode(name)


def _mapped(line: bytes, texts: Texts) -> bytes:
    if (pair := BFCHAR.match(line)) and (text := texts.get(int(pair[1], 16))):
        return b"<%s> <%s>" % (pair[1], text.encode("utf-16-be").hex().encode())
    return line


def _stating_clusters(operators: Iterable, fonts: dict[str, Face]) -> Iterator[bytes]:
    """The same drawing; inside a text object, each consonant with marks stands in a span that states its text."""
    face = Face({}, b"")
    inside = False
    held: list[Piece] = []
    for operator in operators:
        if font := isinstance(operator, bytes) and FONT.match(operator):
            face = fonts[font[1].decode()]
        if inside and operator.endswith(b"TJ"):
            held += _pieces(operator, face.texts)
        elif inside and operator.endswith(b"Ts"):
            held.append((operator, None))
        else:
            yield from _drawn(held, face)
            held = []
            yield operator
        inside = operator == b"BT" or (inside and operator != b"ET")


def _pieces(operator: bytes, texts: Texts) -> Iterator[Piece]:
    """The glyphs of a TJ and the steps between them."""
    for glyphs, step in TOKEN.findall(operator):
        if step:
            yield step, None
        for i in range(0, len(glyphs), 4):
            yield b"<%s>" % glyphs[i : i + 4], texts.get(int(glyphs[i : i + 4], 16), "")


def _drawn(pieces: list[Piece], face: Face) -> Iterator[bytes]:
    for cluster, text in _clusters(pieces):
        if len(text) > 1:
            stated = AM.sub("\\1\u0e33", text).encode("utf-16-be").hex().encode()
            yield b"/Span <</ActualText <feff%s>>> BDC" % stated
            yield from _shown([*cluster, face.end])
            yield b"EMC"
        else:
            yield from _shown(cluster)


def _clusters(pieces: list[Piece]) -> Iterator[tuple[list[bytes], str]]:
    """A consonant with its marks; other glyphs one by one."""
    cluster: list[bytes] = []
    text = ""
    for piece, says in pieces:
        begins = says is not None and not _joins(text, says)
        if begins and cluster:
            yield cluster, text
            cluster, text = [], ""
        cluster.append(piece)
        text += says or ""
    if cluster:
        yield cluster, text


def _joins(text: str, says: str) -> bool:
    """Whether a glyph belongs to the cluster so far: a mark does, and the second half of sara am."""
    if says == AA:
        return NIKHAHIT in text
    return bool(says) and all(unicodedata.category(sign) == "Mn" for sign in says)


def _shown(cluster: list[bytes]) -> Iterator[bytes]:
    """Drawing operators for glyphs and steps, with rises between them where there are any."""
    array = b""
    for piece in cluster:
        if piece.endswith(b"Ts"):
            if array:
                yield b"[%s] TJ" % array
            yield piece
            array = b""
        else:
            array += b" %s " % piece
    if array:
        yield b"[%s] TJ" % array
