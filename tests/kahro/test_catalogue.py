"""What villagers read holds no codes of ours: no rule numbers, no events of the chart, no names of algorithms."""

import re

import pytest
from django.conf import settings

from kahro.management.commands.messages import read

CODES = re.compile(r"\bR\d+\.\d+|\bJ\d{2}\b|SHA-?\d|JSON|UUID")
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{[%{].*?[%}]\}", re.DOTALL)


def test_no_sentence_of_the_catalogue_holds_a_code():
    catalogue = read(settings.LOCALE_PATHS[0] / "th/LC_MESSAGES/django.po")

    texts = [str(text) for message in catalogue for text in (message.id, message.string)]

    assert len(texts) > 2000
    assert [text for text in texts if CODES.search(text)] == []


def test_no_page_or_paper_holds_a_code_beside_its_sentences():
    pages = {path: path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html")}

    assert len(pages) > 100
    assert [str(path) for path, text in pages.items() if CODES.search(COMMENTS.sub("", text))] == []


@pytest.mark.parametrize("text", ["ลงชื่อวันนั้นก่อน (R3.1)", "รายการ J37", "SHA-256 bf28", "SHA256"])
def test_a_code_would_be_seen(text):
    assert CODES.search(text)
