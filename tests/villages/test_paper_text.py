"""Thai that every reader copies out of a PDF rightly."""

import re
import subprocess
from datetime import date, timedelta
from io import BytesIO
from itertools import permutations

import pytest
from pdfminer.high_level import extract_text
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader
from pythainlp.util import normalize

from ledger import thai
from tests.villages.test_pdf import AMOUNT, WORDS, bare, read, text_of
from villages.paper import pdf

# Every mark, also on tall consonants.
MARKS = "ปั้น ป่า ฝ้าย ฟื้น ปี่ ปิ๊ ป๊ำ ฝ่ำ ก็ ป็น ศักดิ์ สิทธิ์ ปฏิบัติ กตัญญู ฤๅ ๆ ฯลฯ เก๋ ใจ ไทย ๑๒๓"
ALTERNATES = "ญู ญุ ญา ฐุ ฐู ฐา ฎู ฎุ ฎา ฏุ ฏู ฏา ฬุ ฬู ฬา ปุ่ ปู่ ปิ่ ปี่ ปึ่ ปื่ กุ้ กู้ กิ้ กี้ ฤๅ ฦๅ"


def pypdf_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def pdfminer_of(content: bytes) -> str:
    return extract_text(BytesIO(content))


READERS = [text_of, pypdf_of, pdfminer_of]


def picture_of(content: bytes) -> Image.Image:
    drawn = subprocess.run(["pdftoppm", "-r", "100", "-gray"], input=content, capture_output=True, check=True)
    return Image.open(BytesIO(drawn.stdout))


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
