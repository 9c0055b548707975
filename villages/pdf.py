"""Paper: a template through WeasyPrint, with Thai that can be copied out of it.

WeasyPrint tells a PDF's reader one text per glyph, the first cluster it met: after "น้ำ" every "า" reads as "้ำ". Here
each glyph gets the text of the font itself: its character map, and for alternates and joined marks their glyph names.
"""

import mimetypes
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import segno
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from fontTools.agl import toUnicode
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.text.ffi import harfbuzz
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data
from weasyprint.urls import URLFetcher, URLFetcherResponse

BFCHAR = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]*>$")


def paper(template: str, context: dict, *, request: HttpRequest | None = None) -> bytes:
    """Render a template that extends `paper.html` as PDF. It needs no network and reads only static files."""
    html = render_to_string(template, context, request)
    document = HTML(string=html, base_url="http://static/", url_fetcher=OwnFiles()).render(font_config=FontConfiguration())
    return document.write_pdf(finisher=_tell_true_text)


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A PDF to look at in the browser."""
    return HttpResponse(
        content, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private"}
    )


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=3, border=2, svgclass="qr-code"))


class OwnFiles(URLFetcher):
    """Fetches static files and data: URIs; a paper never reaches out."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = unquote(urlsplit(url).path)
        prefix = static("")
        if not path.startswith(prefix):
            raise ValueError(f"A paper may only use static files, not {url}")
        file = _file(path.removeprefix(prefix))
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


def _file(name: str) -> Path:
    """A static file on disk: the collected one, else where the finders know it."""
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    return Path(finders.find(name) or name)


def _tell_true_text(document, pdf) -> None:
    """Rewrite each font's ToUnicode map from the font itself."""
    streams = {obj.reference: obj for obj in pdf.objects if hasattr(obj, "stream")}
    fonts = {font.name: font for font in document.fonts.values()}
    for obj in pdf.objects:
        if isinstance(obj, dict) and "ToUnicode" in obj and obj.get("BaseFont") in fonts:
            texts = _texts(fonts[obj["BaseFont"]])
            stream = streams[obj["ToUnicode"]]
            stream.stream = [_mapped(line, texts) for line in stream.stream]


def _mapped(line: bytes, texts: dict[int, str]) -> bytes:
    pair = BFCHAR.match(line)
    text = texts.get(int(pair[1], 16)) if pair else None
    return b"<%s> <%s>" % (pair[1], text.encode("utf-16-be").hex().encode()) if text else line


def _texts(font) -> dict[int, str]:
    return _texts_of_file(get_hb_object_data(font.hb_face), harfbuzz.hb_face_get_index(font.hb_face))


@cache
def _texts_of_file(content: bytes, index: int) -> dict[int, str]:
    """Glyph → text: by the font's character map, then by glyph name (uni0E49.small, uni0E4D0E49)."""
    file = TTFont(BytesIO(content), fontNumber=index, lazy=True)
    by_name = {name: chr(code) for code, name in sorted(file.getBestCmap().items(), reverse=True)}
    return {glyph: by_name.get(name) or toUnicode(name) for glyph, name in enumerate(file.getGlyphOrder())}
