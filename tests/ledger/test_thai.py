import contextlib
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import collate, num_to_thaiword

from ledger import thai

PAST, COMING = thai.Day.PAST, thai.Day.COMING
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("25 กันยายน 2548", date(2005, 9, 25)),
        ("25 ก.ย. 48", date(2005, 9, 25)),
        ("๑๐ มิ.ย. ๒๕๖๖", date(2023, 6, 10)),
        ("25/09/2548", date(2005, 9, 25)),
        ("5-12-2500", date(1957, 12, 5)),
        ("16/11/63", date(2020, 11, 16)),
        ("05/12/43", date(2000, 12, 5)),
        ("2005-09-25", date(2005, 9, 25)),
        ("25/09/2005", date(2005, 9, 25)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        (" 5 ม.ค. พ.ศ. 2560 ", date(2017, 1, 5)),
        ("วันอาทิตย์ที่ 25 กันยายน พ.ศ. 2548", date(2005, 9, 25)),
        ("25 กย 48", date(2005, 9, 25)),
        ("25กันยายน2548", date(2005, 9, 25)),
        ("2560-02-03 00:00:00", date(2017, 2, 3)),
        (date(2017, 2, 3), date(2017, 2, 3)),
        (datetime(2017, 2, 3, 0, 0), date(2017, 2, 3)),
        (datetime(2560, 2, 3, 0, 0), date(2017, 2, 3)),
    ],
)
def test_a_day_is_understood_in_every_way_committees_write_it(written, day):
    assert thai.parse_date(written) == day


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("written", "kind", "day"),
    [
        ("5/1/03", PAST, date(1960, 1, 5)),  # 2503, never 2003
        ("25/11/69", PAST, date(2026, 11, 25)),
        ("26/11/69", PAST, date(1926, 11, 26)),
        ("26/11/69", COMING, date(2026, 11, 26)),
        ("10/1/70", PAST, date(1927, 1, 10)),
        ("10/1/70", COMING, date(2027, 1, 10)),
        ("๑ ม.ค. ๗๐", COMING, date(2027, 1, 1)),
        ("30/9/75", COMING, date(2032, 9, 30)),
        ("29/2/67", COMING, date(2024, 2, 29)),
        ("31/12/19", COMING, date(1976, 12, 31)),
    ],
)
def test_two_digits_are_the_latest_past_or_the_nearest_coming_buddhist_year(written, kind, day):
    """R0.17"""
    assert thai.parse_date(written, kind, today=TODAY) == day


@pytest.mark.parametrize(
    ("written", "kind", "days"),
    [
        ("1/2/26", PAST, (date(1983, 2, 1), date(2026, 2, 1))),
        ("1 ธ.ค. 25", PAST, (date(1982, 12, 1), date(2025, 12, 1))),
        ("10/1/27", COMING, (date(1984, 1, 10), date(2027, 1, 10))),
    ],
)
def test_a_day_that_only_the_christian_reading_brings_near_is_a_question(written, kind, days):
    with pytest.raises(thai.Doubtful) as doubt:
        thai.parse_date(written, kind, today=TODAY)
    assert doubt.value.days == days


def test_past_days_written_with_two_digits_are_never_after_today_and_days_to_come_are_the_nearest():
    @given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.dates(date(1858, 1, 1), date(2150, 12, 31)))
    def check(today, day):
        text = f"{day.day}/{day.month}/{(day.year + 543) % 100:02d}"
        for kind in thai.Day:
            with contextlib.suppress(thai.Doubtful):
                read = thai.parse_date(text, kind, today=today)
                assert (read.day, read.month, (read.year - day.year) % 100) == (day.day, day.month, 0)
                assert kind is COMING or read <= today
                if day <= today or kind is COMING:
                    far = abs(day - today)
                    assert abs(read - today) <= far

    check()


@given(st.dates(date(1857, 1, 1), date(2150, 12, 31)), st.sampled_from(thai.Day))
def test_a_day_written_in_full_is_read_as_it_was_meant_whatever_today_is(day, kind):
    numeric = thai.numeric_date(day)

    for text in (thai.long_date(day), numeric, numeric.translate(THAI_DIGITS), f"{day:%d/%m/%Y}", day.isoformat()):
        assert thai.parse_date(text, kind, today=TODAY) == day


@given(st.dates(date(1900, 1, 1), date(2150, 12, 31)), st.dates(date(1900, 1, 1), date(2150, 12, 31)))
def test_two_days_are_never_shown_alike(one, other):
    """`short_date` wrote 1927 and 2027 alike."""
    assert (thai.short_date(one) == thai.short_date(other)) == (one == other)
    assert (thai.short_month(one) == thai.short_month(other)) == ((one.year, one.month) == (other.year, other.month))


@given(st.text(alphabet="0123456789๐๑๙/.- กคพมศ.", max_size=20))
def test_any_text_is_a_day_a_question_or_refused(text):
    with contextlib.suppress(ValueError):
        assert isinstance(thai.parse_date(text, today=TODAY), date)


def test_the_days_of_far_centuries_are_shown_with_four_digits():
    assert thai.short_date(date(1927, 1, 10)) == "10 ม.ค. 2470"
    assert thai.short_date(date(2027, 1, 10)) == "10 ม.ค. 70"
    assert thai.short_month(date(1956, 12, 1)) == "ธ.ค. 2499"
    assert thai.short_date(date(1957, 1, 1)) == "1 ม.ค. 00"


@pytest.mark.parametrize(
    ("day", "first", "last", "meant"),
    [
        (date(1960, 4, 10), date(2004, 1, 1), date(2025, 12, 31), date(2017, 4, 10)),  # joined after the founding
        (date(1948, 1, 5), date(2010, 12, 31), date(2025, 12, 31), date(2005, 1, 5)),  # a girl is not 77
        (date(1960, 4, 10), date(1900, 1, 1), date(2010, 12, 31), None),  # a grown man of 65
        (date(2003, 4, 10), date(1900, 1, 1), date(1995, 12, 31), date(1960, 4, 10)),  # 03 is 2503
        (date(1999, 4, 10), date(2004, 1, 1), date(2025, 12, 31), None),  # 2599 has not come
        (date(1899, 4, 10), date(2004, 1, 1), date(2025, 12, 31), None),  # no year that Excel makes
    ],
)
def test_a_cell_that_excel_took_for_a_christian_year_is_asked_about_where_the_buddhist_one_is_likelier(
    day, first, last, meant
):
    """R0.17"""
    assert thai.likelier_buddhist_day(day, first=first, last=last) == meant


def test_a_year_of_two_digits_that_lies_ahead_is_of_the_century_before():
    assert thai.parse_date("1/1/80", today=date(2026, 1, 1)) == date(1937, 1, 1)


@pytest.mark.parametrize(
    "written",
    [
        "31 ก.พ. 2520",
        "29 ก.พ. 2566",
        "อังคารหน้า",
        "",
        "13/13/2560",
        "25 มกรา 2560",
        "1/2",
        "5/5/256",
        "1/1/2399",
        "1/1/1600",
    ],
)
def test_a_day_that_does_not_exist_is_refused(written):
    with pytest.raises(ValueError):
        thai.parse_date(written)


def test_days_are_shown_in_the_buddhist_era():
    day = date(2005, 9, 25)

    assert thai.long_date(day) == "25 กันยายน 2548"
    assert thai.short_date(day) == "25 ก.ย. 48"
    assert thai.numeric_date(day) == "25/09/2548"
    assert thai.month_name(day) == "กันยายน 2548"
    assert thai.short_month(day) == "ก.ย. 48"
    assert thai.buddhist_year(day.year) == 2548


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("22,600.00", "22600"),
        (2012.5, "2012.50"),
        (118000, "118000"),
        ("๑,๒๓๔.๕๐ บาท", "1234.50"),
        ("฿30", "30"),
        ("-", "0"),
        (None, "0"),
        (" ", "0"),
        (-500, "-500"),
        ("(500)", "-500"),
        (Decimal("99999999999.99"), "99999999999.99"),
        ("1,234,567.5", "1234567.50"),
    ],
)
def test_an_amount_is_understood_in_every_way_committees_write_it(written, amount):
    parsed = thai.parse_baht(written)

    assert parsed == Decimal(amount)
    assert parsed.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "written", ["ห้าร้อยบาท", "1.005", 0.1 + 0.2, "12a", "12,50", "12 50", "1e3", "1_000", "NaN", True]
)
def test_an_amount_in_words_or_of_three_decimals_is_refused(written):
    with pytest.raises(ValueError):
        thai.parse_baht(written)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("1", "หนึ่งบาทถ้วน"),
        ("10", "สิบบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("100", "หนึ่งร้อยบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("111", "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
        ("121", "หนึ่งร้อยยี่สิบเอ็ดบาทถ้วน"),
        ("1001", "หนึ่งพันเอ็ดบาทถ้วน"),
        ("21000", "สองหมื่นหนึ่งพันบาทถ้วน"),
        ("11000.11", "หนึ่งหมื่นหนึ่งพันบาทสิบเอ็ดสตางค์"),
        ("25.50", "ยี่สิบห้าบาทห้าสิบสตางค์"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("11000000", "สิบเอ็ดล้านบาทถ้วน"),
        ("21000000.75", "ยี่สิบเอ็ดล้านบาทเจ็ดสิบห้าสตางค์"),
        ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
        ("2911026.03", "สองล้านเก้าแสนหนึ่งหมื่นหนึ่งพันยี่สิบหกบาทสามสตางค์"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("0.01", "หนึ่งสตางค์"),
        ("99999999999.99", "เก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทเก้าสิบเก้าสตางค์"),
    ],
)
def test_an_amount_in_words_reads_as_on_a_receipt(amount, words):
    assert thai.baht_words(Decimal(amount)) == words


def test_a_number_in_words_is_what_another_reader_of_thai_makes_of_it():
    numbers = [*range(1200), *(10**power + more for power in range(3, 14) for more in (-1, 0, 1, 11, 20, 21, 100_001))]

    assert [thai.number_words(number) for number in numbers] == [num_to_thaiword(number) for number in numbers]


@pytest.mark.parametrize("amount", ["-0.01", "1.005"])
def test_a_negative_amount_or_a_part_of_a_satang_has_no_words(amount):
    with pytest.raises(ValueError):
        thai.baht_words(Decimal(amount))


@pytest.mark.parametrize(
    "number",
    ["1101400000014", "3840800123457", "1809900001231", "3800100555125", "1234567890121"]
    + ["0808000000019", "6808000000018", "7808000000032", "8808000000014"],  # not registered, foreigners (R0.15)
)
def test_a_citizen_id_with_a_right_check_digit_passes_and_with_another_fails(number):
    wrong = number[:12] + str((int(number[12]) + 1) % 10)

    assert thai.citizen_id(number) == number
    with pytest.raises(ValueError):
        thai.citizen_id(wrong)


@pytest.mark.parametrize("written", ["3-8401-...", "0000000000001", "0000000000000", "123", ""])
def test_what_is_no_citizen_id_is_refused(written):
    with pytest.raises(ValueError):
        thai.citizen_id(written)


@pytest.mark.parametrize(
    "written", ["3-8408-00123-45-7", "๓๘๔๐๘๐๐๑๒๓๔๕๗", " 3840800123457 ", 3840800123457, 3840800123457.0]
)
def test_a_citizen_id_is_understood_in_every_way_committees_write_it(written):
    assert thai.citizen_id(written) == "3840800123457"


def test_a_number_of_the_network_has_eight_digits_and_is_no_citizen_id():
    assert thai.network_id("1000-0003") == thai.identity("๑๐๐๐๐๐๐๓") == "10000003"
    assert thai.identity("3-8408-00123-45-7") == "3840800123457"
    assert thai.mask("10000003") == "xxxx-xx03"
    for wrong in ("10000004", "00000000", "1000000", "3840800123457"):
        with pytest.raises(ValueError):
            thai.network_id(wrong)


def test_a_citizen_id_is_shown_masked():
    assert thai.mask("1101400000014") == "x-xxxx-xxxxx-01-4"


def test_names_sort_as_a_thai_dictionary_does():
    names = ["แก้วตา", "กมล", "เกรียงไกร", "โสภา", "สมใจ", "ไพลิน", "พิมพ์", "เอื้อมพร", "อารีย์", "ใจดี", "จำเริญ", "ณรงค์"]

    assert sorted(names, key=lambda name: thai.sort_key(name).encode()) == collate(names)


def test_names_that_differ_by_a_mark_alone_stand_together():
    assert sorted(["ก้อย", "กอบ", "ก่อย", "กอย"], key=thai.sort_key) == ["กอบ", "กอย", "ก่อย", "ก้อย"]


def test_thai_digits_turn_into_arabic_ones():
    assert thai.digits("๒๕/๐๙/๒๕๔๘") == "25/09/2548"


def test_money_shows_negatives_in_parentheses_and_zero_as_a_dash():
    assert thai.money(Decimal("-1234.5")) == "(1,234.50)"
    assert thai.money(Decimal(0), dash=True) == "–"
    assert thai.money(Decimal(0)) == thai.money(Decimal("-0.00")) == "0.00"
