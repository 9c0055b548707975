"""Paper: a template through WeasyPrint."""

import mimetypes
import threading
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from villages.paper.text import tell_the_truth

HERE = "file://"  # relative addresses need a base; no address of it is ever opened


def paper(template: str, context: dict, *, request: HttpRequest | None = None) -> bytes:
    """Render a template that extends `paper.html` as PDF. The same context gives the same bytes."""
    html = HTML(string=render_to_string(template, context, request), base_url=HERE, url_fetcher=OwnFiles())
    return html.write_pdf(finisher=tell_the_truth, font_config=PRESS.fonts, stylesheets=[PRESS.style])


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A PDF to look at in the browser; the name may be Thai."""
    headers = {"Content-Disposition": content_disposition_header(False, name), "Cache-Control": "private"}
    return HttpResponse(content, "application/pdf", headers=headers)


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG, 0.5 mm a dot: what a photocopy still shows."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=0.5, unit="mm", border=2, svgclass="qr-code"))


class OwnFiles(URLFetcher):
    """Fetches static files and data: URIs; nothing from the network (an uploaded logo might ask for it)."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = unquote(urlsplit(url).path)
        if not (url.startswith(HERE) and path.startswith(settings.STATIC_URL)):
            raise ValueError(f"A paper may only use static files, not {url}")
        file = _file(path.removeprefix(settings.STATIC_URL))
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


def _file(name: str) -> Path:
    """A static file on disk: where the finders know it, else the collected one. Without it no paper is printed."""
    if path := finders.find(name):
        return Path(path)
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    raise FatalURLFetchingError(f"The static file {name} is missing: run `./manage.py collectstatic`.")


class Press(threading.local):
    """Stylesheet and fonts, read once a thread: a quarter of a paper's time, and Pango's fonts belong to one thread."""

    @cached_property
    def fonts(self) -> FontConfiguration:
        return FontConfiguration()

    @cached_property
    def style(self) -> CSS:
        address = HERE + static("css/paper.css")
        return CSS(url=address, font_config=self.fonts, url_fetcher=OwnFiles())


PRESS = Press()
