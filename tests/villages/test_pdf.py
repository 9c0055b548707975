"""A paper: whose it is, how it looks, and that it never reaches out."""

import re
import shutil
import subprocess
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.management import call_command
from django.utils import translation
from PIL import Image
from pypdf import PdfReader
from pythainlp.util import normalize
from weasyprint.urls import FatalURLFetchingError

from tests.villages.conftest import CONTEXT
from villages.paper import pdf

# Words that WeasyPrint alone gets wrong.
WORDS = "น้ำ นาย ตำบล ทำ กี่ ปู่ ญี่ปุ่น ร้อยบาทถ้วน"
AMOUNT = "(สองล้านเก้าแสนหนึ่งหมื่นหนึ่งพันยี่สิบหกบาทสามสตางค์)"


def text_of(content: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.fail("pdftotext is missing: apt-get install poppler-utils")
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def read(content: bytes) -> str:
    """What somebody copies out of a PDF, without blanks and line breaks."""
    return normalize(bare(text_of(content)))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_paper_says_whose_it_is_how_far_the_book_goes_and_who_signs(draw):
    copied = read(draw(f"<p>{WORDS}</p>"))

    seal = " ".join(["0123", "4567", "89ab", "cdef"] * 4)
    said = [*CONTEXT["letterhead"].values(), CONTEXT["title"], CONTEXT["period"], "RV6811-00000042", seal, "1/1"]
    said += ["(นางจำเริญ ณ นคร)", "เหรัญญิก", "ผู้ตรวจสอบ", "31 ธ.ค. 68 17:30 น."]
    assert [words for words in said if words and bare(words) not in copied] == []


def test_a_demonstration_says_so_on_every_page(draw):
    rows = "<table>" + "<tr><td>1</td></tr>" * 80 + "</table>"

    with translation.override("en"):
        pages = PdfReader(BytesIO(draw(rows, demo=True))).pages
        real = draw()

    assert len(pages) > 1
    assert all("Demonstration data" in page.extract_text() for page in pages)
    assert "Demonstration data" not in text_of(real)


@pytest.mark.parametrize(("size", "millimetres"), [("A4", (210, 297)), ("A5", (148, 210)), ("A4 wide", (297, 210))])
def test_a_paper_has_the_size_it_asks_for(draw, size, millimetres):
    box = PdfReader(BytesIO(draw(size=size))).pages[0].mediabox

    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == millimetres


def test_the_same_context_gives_the_same_bytes_in_every_thread(draw):
    first = draw(f"<p>{WORDS}</p>")

    with ThreadPoolExecutor(4) as threads:
        others = list(threads.map(lambda _: pdf.paper("test_paper.html", CONTEXT), range(8)))

    assert set(others) == {first}


def test_a_paper_has_a_title_and_a_language(draw):
    reader = PdfReader(BytesIO(draw()))

    assert reader.metadata.title == f"{CONTEXT['title']} {CONTEXT['letterhead']['name']}"
    assert reader.trailer["/Root"]["/Lang"] == "th"


def test_a_paper_is_printed_from_collected_files_too(draw, settings, tmp_path, monkeypatch):
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.STATICFILES_DIRS = []
    monkeypatch.setattr(pdf, "PRESS", pdf.Press())

    fonts = PdfReader(BytesIO(draw("น้ำ"))).pages[0]["/Resources"]["/Font"].values()

    assert all("Sarabun" in font["/BaseFont"] for font in fonts)


def test_a_logo_is_drawn_from_a_data_uri(draw):
    picture = BytesIO()
    Image.new("RGB", (4, 4), "#0f5c4d").save(picture, "PNG")

    logo = "data:image/png;base64," + b64encode(picture.getvalue()).decode()
    content = draw(letterhead=CONTEXT["letterhead"] | {"logo": logo})

    assert len(PdfReader(BytesIO(content)).pages[0].images) == 1


@pytest.mark.parametrize("url", ["https://example.org/x.png", "file:///etc/passwd", "/media/logos/x.png"])
def test_a_paper_never_reaches_out(url):
    with pytest.raises(ValueError):
        pdf.OwnFiles().fetch(url)


def test_without_one_of_its_own_files_no_paper_is_printed():
    with pytest.raises(FatalURLFetchingError):
        pdf.OwnFiles().fetch("file:///static/css/no-such.css")


def test_a_pdf_is_shown_in_the_browser_under_a_thai_name():
    response = pdf.pdf_response("ใบเสร็จ.pdf", b"%PDF")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%E0")
    assert "private" in response["Cache-Control"]


def test_a_qr_code_is_drawn_in_place():
    drawn = pdf.qr_svg("https://example.org/?a=1&b=<2>")

    assert drawn.startswith("<svg")
    assert "viewBox" in drawn
    assert "<2>" not in drawn


def test_amounts_on_paper_stand_in_parentheses_or_as_a_dash(draw):
    copied = read(
        draw("{{ debt|baht }} {{ none|baht }} {{ none|baht_plain }}", debt=Decimal("-1234.5"), none=Decimal(0))
    )

    assert "(1,234.50)–0.00" in copied
