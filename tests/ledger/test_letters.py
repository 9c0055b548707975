"""One reading of Thai text and of amounts, in Python and in the scripts of the pages: the same tables for both."""

import json
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ledger import rules as ledger_rules
from ledger import thai

NAM_FON = "น้ำฝน"
# How a text may come in, and how it is kept.
TEXTS = {
    "นํ้าฝน": NAM_FON,
    "น้ําฝน": NAM_FON,
    "นำ้ฝน": NAM_FON,
    "น\u200bํ้าฝน\ufeff": NAM_FON,
    "\u00a0น้ำ\u00adฝน ": NAM_FON,
    "น้้ำฝน": NAM_FON,
    "สม  ชาย": "สม ชาย",
    "สม\u00a0\u2003ชาย": "สม ชาย",
    "สม\tชาย": "สม ชาย",
    "สําราญ": "สำราญ",
    "เเก้ว": "แก้ว",
    "ท้ัง": "ทั้ง",
    "ป่ ู".replace(" ", ""): "ปู่",
    "\u3164": "",
    "\u2800\u115f\ufe0f": "",
    "\x00": "",
    "ก\x00ข\x1bค": "กขค",
    "\u202eก\u202c": "ก",
    "＝１＋１": "=1+1",
    "e\u0301": "é",
    "²": "²",
    "": "",
    "น\u0e49\u0e49ำฝน\u2060": NAM_FON,
    "\u202eน้ำฝน\x00": NAM_FON,
    "ส\u0e4d\u0e4d\u0e32รวย": "สำรวย",
    "สำ\u0e33รวย": "สำรวย",
    "ก\u0e49\u0e39": "กู้",
    "สิทธ\u0e4c\u0e34": "สิทธิ์",
    "แก้วต\u0e45": "แก้วตา",
    "ฤ\u200bๅษี": "ฤๅษี",
    "\U000e0041\ufff9": "",
    "\u0600ก\U0001d173": "ก",
}
COMPARABLE = {"ก²": "ก2", "๐๘-๐๐๐๑": "08-0001", "ABC": "abc", "Ｓomchai": "somchai", "นํ้าฝน": NAM_FON, "ﬁ": "fi"}
# Satang, or None for what is refused.
AMOUNTS = {
    "2,00": None,
    "1e3": None,
    "500.-": 50000,
    "9,400.-": 940000,
    "9,400.–": 940000,
    "500,-": 50000,
    "500.=": None,
    "๕๐๐.-": 50000,
    "฿500": 50000,
    "500 บาท": 50000,
    "500บาท": 50000,
    "1,234.50": 123450,
    "1234.5": 123450,
    "1,23,4": None,
    "12,50": None,
    "0.125": None,
    "0.120": 12,
    "5.": 500,
    ".5": None,
    "": 0,
    "-": 0,
    "–": 0,
    "-100": -10000,
    "−100": -10000,
    "(100)": -10000,
    "- 100": None,
    "+100": None,
    "0x10": None,
    "Infinity": None,
    "NaN": None,
    "²": None,
    "5²": None,
    "٣": None,
    "１００": 10000,
    "1\u200b00": 10000,
    "1 000": None,
    "ห้าร้อย": None,
    "999,999,999,999.99": 99999999999999,
    "=1+1": None,
    "1.500": 150,
    "1.005000": None,
    "12.50.-": None,
    "(1,500.-)": -150000,
    "(-5)": None,
    "()": None,
    "1.2.3": None,
    "--5": None,
    "-0": 0,
    "1_000": None,
    "१": None,
    "1,000,000,000,000": None,
    "1" * 400: None,
}


THAI = "กนำาๅฤํ้่๊์๎ัิฺุู็เแ \u200b\u00a0\ufeff\u3164๑1๒2,.-()=²＝\n\x00Aé\u0301\U000e0041"


def amount_in_python(text: str) -> int | None:
    """As fields read it: what no book can hold is refused as well."""
    try:
        amount = thai.parse_baht(text)
    except ValueError:
        return None
    return int(amount * 100) if ledger_rules.is_money(amount) else None


@pytest.mark.parametrize(("written", "stored"), TEXTS.items())
def test_text_is_kept_in_one_spelling(written, stored):
    assert thai.clean(written) == stored


@pytest.mark.parametrize(("written", "plain"), COMPARABLE.items())
def test_text_is_compared_in_its_plain_form(written, plain):
    assert thai.comparable(written) == plain


@pytest.mark.parametrize(("written", "satang"), AMOUNTS.items())
def test_an_amount_is_read_or_refused(written, satang):
    assert amount_in_python(written) == satang


def test_lines_stay_lines():
    assert thai.clean(" ก  ข \r\n\tค\rง ") == "ก ข\nค\nง"


def test_what_has_one_line_loses_its_ends():
    assert thai.one_line("สม\r\n\n ชาย\u2028ดี") == "สม ชาย ดี"


@pytest.mark.parametrize("made", ["่" + "ิุ" * 40_000, "ำ่้๊๋" * 20_000, "ํ" * 90_000, "ํํ่" * 30_000 + "า", "เ" * 90_000])
def test_a_long_text_is_read_once_through_however_it_was_made(made):
    assert len(thai.clean(made)) <= len(made)


def test_names_written_in_two_ways_sort_alike():
    assert thai.sort_key("นํ้าฝน") == thai.sort_key(NAM_FON)


@given(st.text())
def test_whatever_comes_in_is_kept_once_and_for_all(text):
    cleaned = thai.clean(text)

    assert thai.clean(cleaned) == cleaned
    assert thai.comparable(thai.comparable(text)) == thai.comparable(text)
    assert "\x00" not in cleaned
    cleaned.encode()  # no half of a pair is left


@given(st.text(alphabet=THAI, max_size=20))
def test_thai_typed_in_any_order_is_kept_once_and_for_all(text):
    cleaned = thai.clean(text)

    assert thai.clean(cleaned) == cleaned
    assert "\u0e4d\u0e32" not in cleaned
    assert "  " not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert thai.sort_key(text) == thai.sort_key(cleaned)


@given(st.text(alphabet="0123456789๑๒,.-() ฿", max_size=12))
def test_whatever_is_read_as_an_amount_is_whole_satang(text):
    satang = amount_in_python(text)

    assert satang is None or thai.parse_baht(f"{satang / 100:.2f}" if satang >= 0 else text) * 100 == satang


@pytest.mark.browser
def test_the_scripts_read_as_the_server_does(browser):
    page = browser.new_page()
    page.add_script_tag(content=Path(settings.BASE_DIR / "static/js/thai.js").read_text())

    texts = page.evaluate("(texts) => texts.map(clean)", list(TEXTS))
    plain = page.evaluate("(texts) => texts.map(comparable)", [*TEXTS, *COMPARABLE])
    amounts = json.loads(page.evaluate("(texts) => JSON.stringify(texts.map(satang))", list(AMOUNTS)))

    assert dict(zip(TEXTS, texts, strict=True)) == TEXTS
    assert plain == [thai.comparable(text) for text in (*TEXTS, *COMPARABLE)]
    assert dict(zip(AMOUNTS, amounts, strict=True)) == AMOUNTS  # JSON writes NaN as null


@pytest.mark.browser
def test_the_scripts_read_any_text_and_amount_as_the_server_does(browser):
    page = browser.new_page()
    page.add_script_tag(content=Path(settings.BASE_DIR / "static/js/thai.js").read_text())
    made = st.lists(
        st.text(alphabet=THAI, max_size=15) | st.text(alphabet="0123๑๒,,..-–() ฿", max_size=9), min_size=200
    )

    @given(made)
    @hypothesis_settings(max_examples=8, deadline=None, phases=[Phase.generate])  # the lists are seen at once
    def alike(texts):
        amounts = json.loads(page.evaluate("(texts) => JSON.stringify(texts.map(satang))", texts))
        assert page.evaluate("(texts) => texts.map(clean)", texts) == [thai.one_line(text) for text in texts]
        assert page.evaluate("(texts) => texts.map(comparable)", texts) == [
            thai.comparable(thai.one_line(text)) for text in texts
        ]
        assert amounts == [amount_in_python(text) for text in texts]

    alike()
