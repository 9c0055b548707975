import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import permutations
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import translation
from pdfminer.high_level import extract_text
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader
from pythainlp.util import normalize
from weasyprint.urls import FatalURLFetchingError

from ledger import thai
from villages.paper import pdf

# The words of the first line are those that WeasyPrint alone gets wrong; the rest has every mark on tall consonants.
WORDS = "น้ำ นาย ตำบล ทำ กี่ ปู่ ญี่ปุ่น ร้อยบาทถ้วน"
MARKS = "ปั้น ป่า ฝ้าย ฟื้น ปี่ ปิ๊ ป๊ำ ฝ่ำ ก็ ป็น ศักดิ์ สิทธิ์ ปฏิบัติ กตัญญู ฤๅ ๆ ฯลฯ เก๋ ใจ ไทย ๑๒๓"
ALTERNATES = "ญู ญุ ญา ฐุ ฐู ฐา ฎู ฎุ ฎา ฏุ ฏู ฏา ฬุ ฬู ฬา ปุ่ ปู่ ปิ่ ปี่ ปึ่ ปื่ กุ้ กู้ กิ้ กี้ ฤๅ ฦๅ"
AMOUNT = "(สองล้านเก้าแสนหนึ่งหมื่นหนึ่งพันยี่สิบหกบาทสามสตางค์)"
CONTEXT = {
    "letterhead": {
        "name": "กลุ่มสัจจะออมทรัพย์ บ้านไสรักษ์",
        "address": "หมู่ที่ 8 บ้านไสรักษ์ ตำบลกะหรอ อำเภอนบพิตำ จังหวัดนครศรีธรรมราช 80160",
        "phone": "081-234-5678",
        "logo": None,
    },
    "title": "ใบแจ้งรายการเคลื่อนไหวบัญชี",
    "period": "1 มกราคม 2567 ถึง 31 ธันวาคม 2568",
    "head": SimpleNamespace(number="RV6811-00000042", seal="0123456789abcdef" * 4),
    "signatures": [("เหรัญญิก", "นางจำเริญ ณ นคร"), ("ผู้ตรวจสอบ", "")],
    "generated_at": datetime(2025, 12, 31, 10, 30, tzinfo=UTC),
    "demo": False,
}


@pytest.fixture
def draw(settings, tmp_path) -> Callable[..., bytes]:
    """`draw("<p>…</p>")` is a paper with this content; other words replace those of the context."""
    own = settings.TEMPLATES[0]
    settings.TEMPLATES = [own | {"DIRS": [*own["DIRS"], tmp_path]}]

    def drawn(content: str = "", size: str = "A4", **context) -> bytes:
        blocks = f"{{% block page_size %}}{size}{{% endblock %}}{{% block content %}}{content}{{% endblock %}}"
        (tmp_path / "test_paper.html").write_text('{% extends "paper.html" %}{% load thai %}' + blocks)
        return pdf.paper("test_paper.html", CONTEXT | context)

    return drawn


def text_of(content: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.fail("pdftotext is missing: apt-get install poppler-utils")
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def pypdf_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def pdfminer_of(content: bytes) -> str:
    return extract_text(BytesIO(content))


READERS = [text_of, pypdf_of, pdfminer_of]


def picture_of(content: bytes) -> Image.Image:
    drawn = subprocess.run(["pdftoppm", "-r", "100", "-gray"], input=content, capture_output=True, check=True)
    return Image.open(BytesIO(drawn.stdout))


def read(content: bytes) -> str:
    """What somebody copies out of a PDF, without blanks and line breaks."""
    return normalize(bare(text_of(content)))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("words", [WORDS, MARKS, ALTERNATES, AMOUNT])
@pytest.mark.parametrize("style", ["", "font-weight: 600", "font-style: italic", "font-size: 8pt", "font-size: 13pt"])
def test_text_copied_out_of_a_paper_reads_as_thai(draw, words, style):
    content = draw(f'<p style="{style}">{words}</p>')

    for reader in READERS:
        assert words in [normalize(line.strip()) for line in reader(content).splitlines()], reader


def test_each_reader_copies_the_very_signs_that_were_written(draw):
    """Not only after normalising: somebody searches the paper for a name as it is spelled."""
    words = f"{WORDS} ปั้น ฝ้าย ป๊ำ ฝ่ำ กตัญญู ญู่ ฐู"
    content = draw(f'<p style="text-align: justify; letter-spacing: 0.3pt">{words}</p><table><td>{AMOUNT}</td></table>')

    for reader in READERS:
        lines = [line.strip() for line in reader(content).splitlines()]
        assert words in lines, reader
        assert AMOUNT in lines, reader


def test_a_paper_looks_as_the_font_draws_it(draw, monkeypatch):
    """The composed glyphs are drawn where the font's own were."""
    words = f'<p style="font-size: 40pt">{MARKS} {ALTERNATES}</p>'
    composed = draw(words)
    monkeypatch.setattr(pdf, "tell_the_truth", None)

    for ink, other in permutations([picture_of(composed), picture_of(draw(words))]):
        near = other.filter(ImageFilter.MinFilter(3))  # all that lies within a pixel of the other's ink
        assert sum(ink.histogram()[:100]) > 15_000
        assert ImageChops.subtract(near, ink).histogram()[150:] == [0] * 106


def test_a_long_table_reads_as_thai_on_every_page(draw):
    cells = [f"{thai.short_date(date(2024, 1, 1) + timedelta(i))} {WORDS} นางน้ำฝน ฤทธิเดช" for i in range(90)]
    content = draw("".join(f"<table><tr><td>{cell}</td><td>{AMOUNT}</td></tr></table>" for cell in cells))

    copied = read(content)
    assert len(PdfReader(BytesIO(content)).pages) > 2
    assert [cell for cell in cells if bare(cell) not in copied] == []
    assert copied.count(bare(AMOUNT)) == 90


def test_every_glyph_of_the_paper_says_what_the_font_says(draw):
    """Fails when a new WeasyPrint writes its fonts another way."""
    content = draw(f"<p>{WORDS} <strong>{WORDS}</strong></p>")

    maps = [
        obj["/ToUnicode"].get_data().decode()
        for obj in PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"].values()
    ]
    texts = [bytes.fromhex(text).decode("utf-16-be") for cmap in maps for text in re.findall(r"> <([0-9a-f]+)>", cmap)]
    assert len(maps) == 2
    assert "า" in texts
    assert {"น้ำ", "ปู่", "ปุ่", "กี่", "ญี่", "ถ้", "ทำ"} < set(texts)
    assert [text for text in texts if len(text) > 1 and not re.fullmatch("[ก-ฮ]?[ัิ-ฺ็-๎]+|[ก-ฮ][่-๋]?ำ", text)] == []


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
