"""Paper: a template through WeasyPrint."""

import mimetypes
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
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from villages.pdftext import tell_the_truth


def paper(template: str, context: dict, *, request: HttpRequest | None = None) -> bytes:
    """Render a template that extends `paper.html` as PDF. It needs no network and reads only static files."""
    html = HTML(string=render_to_string(template, context, request), base_url="http://static/", url_fetcher=OwnFiles())
    return html.write_pdf(finisher=tell_the_truth)


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A PDF to look at in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private"}
    return HttpResponse(content, "application/pdf", headers=headers)


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=3, border=2, svgclass="qr-code"))


class OwnFiles(URLFetcher):
    """Fetches static files and data: URIs; a paper never reaches out."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path, prefix = unquote(urlsplit(url).path), static("")
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
