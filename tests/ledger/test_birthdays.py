"""A birthday that is known by its year only, or by month and year, is entered, counted and shown as such (R0.16)."""

import contextlib
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger import birthdays, thai
from ledger.birthdays import Birthday, BirthdayPrecision

DAY, MONTH, YEAR = BirthdayPrecision.DAY, BirthdayPrecision.MONTH, BirthdayPrecision.YEAR
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("written", "born_on", "known", "shown"),
    [
        ("2490", date(1947, 1, 1), YEAR, "2490"),
        ("พ.ศ. ๒๔๙๐", date(1947, 1, 1), YEAR, "2490"),
        ("ปี 2490", date(1947, 1, 1), YEAR, "2490"),
        ("1947", date(1947, 1, 1), YEAR, "2490"),
        ("0/0/2490", date(1947, 1, 1), YEAR, "2490"),
        ("-/-/2490", date(1947, 1, 1), YEAR, "2490"),
        ("2484", date(1941, 1, 1), YEAR, "2484"),
        ("2483", date(1940, 4, 1), YEAR, "2483"),
        ("2480", date(1937, 4, 1), YEAR, "2480"),
        ("เม.ย. 2490", date(1947, 4, 1), MONTH, "เมษายน 2490"),
        ("เดือนเมษายน พ.ศ. 2490", date(1947, 4, 1), MONTH, "เมษายน 2490"),
        ("4/2490", date(1947, 4, 1), MONTH, "เมษายน 2490"),
        ("00/04/2490", date(1947, 4, 1), MONTH, "เมษายน 2490"),
        ("-/4/2480", date(1937, 4, 1), MONTH, "เมษายน 2480"),
        ("5/2/2490", date(1947, 2, 5), DAY, "5 กุมภาพันธ์ 2490"),
        ("5/4/2480", date(1937, 4, 5), DAY, "5 เมษายน 2480"),
        ("5/2/1937", date(1937, 2, 5), DAY, "5 กุมภาพันธ์ 2480"),  # nobody counted the Christian year from April
        (date(1937, 2, 5), date(1937, 2, 5), DAY, "5 กุมภาพันธ์ 2480"),
    ],
)
def test_as_much_is_kept_as_is_known_and_age_counts_from_its_first_day(written, born_on, known, shown):
    birthday = birthdays.parse(written, today=TODAY)

    assert birthday == Birthday(born_on, known)
    assert str(birthday) == shown


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("5/2/2480", (date(1937, 2, 5), date(1938, 2, 5))),
        ("5/2/80", (date(1937, 2, 5), date(1938, 2, 5))),
        ("31 มี.ค. 2483", (date(1940, 3, 31), date(1941, 3, 31))),
        ("29/2/2479", (date(1936, 2, 29), date(1937, 2, 28))),
        ("ม.ค. 2480", (date(1937, 1, 1), date(1938, 1, 1))),
    ],
)
def test_january_to_march_of_a_year_that_began_in_april_is_a_question(written, days):
    with pytest.raises(thai.Doubtful) as doubt:
        birthdays.parse(written, today=TODAY)
    assert doubt.value.days == days
    assert [birthday.born_on for birthday in birthdays.readings(written, today=TODAY)] == list(days)


@pytest.mark.parametrize("written", ["", "90", "13/2490", "0/13/2490", "2300", "เดือนห้า 2490", "31/2/2490", "-/-/-"])
def test_what_is_no_birthday_is_refused(written):
    with pytest.raises(ValueError):
        birthdays.parse(written, today=TODAY)


@pytest.mark.parametrize(
    ("known", "said", "agrees"),
    [
        ("2490", "2490", True),
        ("2490", "5/2/2490", True),
        ("2490", "5/2/2491", False),
        ("2480", "5 ก.พ. 1938", True),  # 2480 went on until March
        ("2480", "5 ก.พ. 1937", False),
        ("2483", "1/12/2483", True),
        ("2483", "1/1/2484", False),
        ("4/2490", "30/4/2490", True),
        ("4/2490", "1/5/2490", False),
        ("4/2490", "2490", False),  # says less than is known
        ("5/4/2490", "4/2490", False),
        ("5/4/2490", "5/4/2490", True),
    ],
)
def test_who_says_a_birthday_says_no_less_than_is_known(known, said, agrees):
    assert birthdays.parse(known).fits(birthdays.parse(said)) is agrees


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("2490", "17/8/2490", True),
        ("8/2490", "17/8/2490", True),
        ("17/8/2490", "18/8/2490", False),
        ("2490", "2491", False),
        ("5/2/1937", "5/2/1938", True),  # 5 February 2480, counted in the way of today and of then
        ("2/1937", "5/2/1938", True),
        ("5/2/1937", "6/2/1938", False),
        ("5/8/1937", "5/8/1938", False),
        ("5/2/1947", "5/2/1948", False),
    ],
)
def test_two_birthdays_may_be_one_as_far_as_each_is_known(one, other, may):
    one, other = birthdays.parse(one), birthdays.parse(other)

    assert one.may_be(other) is other.may_be(one) is may


@given(st.dates(date(1857, 1, 1), TODAY), st.sampled_from(BirthdayPrecision))
def test_what_a_form_shows_is_read_back_as_it_was(day, known):
    first = {DAY: day, MONTH: day.replace(day=1), YEAR: day.replace(day=1, month=4 if day.year < 1941 else 1)}[known]
    birthday = Birthday(first, known)

    assert birthday in birthdays.readings(birthday.numeric, today=TODAY)
    assert birthday in birthdays.readings(str(birthday), today=TODAY)
    assert birthday.fits(birthday)
    assert birthday.born_on <= birthday.last


@example("3000")
@example("1/1/3000")
@given(st.text(alphabet="0123456789๐๑๒/.- –กคพมศ.เดือนปี", max_size=20))
def test_any_text_is_a_birthday_a_question_or_refused(text):
    with contextlib.suppress(ValueError):
        assert birthdays.parse(text, today=TODAY).born_on <= TODAY.replace(year=2200)
