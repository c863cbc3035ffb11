"""Thai digits and dates: reading, writing, refusing."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import DateError
from ogs_teach.i18n import LANGS
from ogs_teach.thai import (
    FIRST_YEAR,
    LAST_YEAR,
    buddhist_year,
    christian_year,
    format_date,
    month_name,
    parse_date,
    to_arabic_digits,
    to_thai_digits,
    weekday_name,
)

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))

WRONG = [
    # what is typed, words of the English message, words of the Thai one
    ("", "no date was typed", "ยังไม่ได้ใส่วันที่"),
    ("   ", "no date was typed", "ยังไม่ได้ใส่วันที่"),
    (None, "no date was typed", "ยังไม่ได้ใส่วันที่"),
    ("\u200b", "no date was typed", "ยังไม่ได้ใส่วันที่"),
    ("30/2/2567", "February 2024 (B.E. 2567) has 29 days", "พ.ศ. 2567 (ค.ศ. 2024) มี 29 วัน"),
    ("29/2/2566", "February 2023 (B.E. 2566) has 28 days", "ถึง 28"),
    ("๓๐ กุมภาพันธ์ ๒๕๖๗", "has 29 days", "กุมภาพันธ์ พ.ศ. 2567"),
    ("29 Feb 2023", "has 28 days", "ถึง 28"),
    ("2023-02-29", "has 28 days", "ถึง 28"),
    ("31/4/2567", "April 2024", "เมษายน"),
    ("31 มิ.ย. 2567", "has 30 days", "ถึง 30"),
    ("0/1/2567", "Type a day from 1 to 31", "1 ถึง 31"),
    ("32/1/2567", "Type a day from 1 to 31", "1 ถึง 31"),
    ("5/0/2567", "no such month", "ไม่มีเดือนตามที่พิมพ์"),
    ("5/13/2567", "no such month", "ไม่มีเดือนตามที่พิมพ์"),
    ("2024-13-05", "no such month", "ไม่มีเดือนตามที่พิมพ์"),
    ("5 มะนาวคม 2567", "no such month", "ไม่มีเดือนตามที่พิมพ์"),
    ("5 Marsh 2024", "no such month", "ไม่มีเดือนตามที่พิมพ์"),
    ("2567-03-05", "Type 2024 instead of 2567", "กรุณาพิมพ์ 2024 แทน 2567"),
    ("2567/3/5", "Type 2024 instead of 2567", "กรุณาพิมพ์ 2024 แทน 2567"),
    ("5 March 2567", "Type 2024 instead of 2567", "กรุณาพิมพ์ 2024 แทน 2567"),
    ("5/3/ค.ศ. 2567", "Type 2024 instead of 2567", "กรุณาพิมพ์ 2024 แทน 2567"),
    (date(2567, 3, 5), "Type 2024 instead of 2567", "กรุณาพิมพ์ 2024 แทน 2567"),
    ("5/3/2024", "Type 2567 instead of 2024", "2567 แทน 2024"),
    ("5 มีนาคม 2024", "Type 2567 instead of 2024", "2567 แทน 2024"),
    ("5 March B.E. 2024", "Type 2567 instead of 2024", "2567 แทน 2024"),
    ("5/3/67", "does not have four digits", "ไม่ครบสี่หลัก"),
    ("5 มี.ค. 67", "does not have four digits", "ไม่ครบสี่หลัก"),
    ("67-03-05", "does not have four digits", "ไม่ครบสี่หลัก"),
    ("5/3/3000", "out of range", "นอกช่วง"),
    ("5/3/25670", "out of range", "นอกช่วง"),
    ("5/3/1400", "out of range", "นอกช่วง"),
    (date(1, 1, 1), "four digits", "ไม่ครบสี่หลัก"),
    ("5/3/" + "9" * 5000, "cannot be read", "อ่านวันที่"),
    ("5/3/9999999999", "out of range", "นอกช่วง"),
    ("วันนี้", "cannot be read", "อ่านวันที่"),
    ("5/3", "cannot be read", "อ่านวันที่"),
    ("5//2567", "cannot be read", "อ่านวันที่"),
    ("1/1/" + " " * 4000 + "x", "cannot be read", "อ่านวันที่"),
    ("1" + " ก" * 4000 + "x", "cannot be read", "อ่านวันที่"),
    ("-5/3/2567", "cannot be read", "อ่านวันที่"),
    ("5.5/3/2567", "cannot be read", "อ่านวันที่"),
    ("5/3/xx 2567", "cannot be read", "อ่านวันที่"),
    ("<b>5/3/2567</b>", "cannot be read", "อ่านวันที่"),
    (20240305, "cannot be read", "อ่านวันที่"),
    (datetime(2024, 3, 5), "cannot be read", "อ่านวันที่"),
]


@pytest.mark.parametrize(("typed", "english", "thai"), WRONG)
def test_wrong_dates_are_named_in_both_languages(typed, english, thai):
    """
    A date that does not exist or cannot be read names the field and what to type.
    """
    with pytest.raises(DateError) as caught:
        parse_date(typed)

    assert caught.value.say("en").startswith("date: ")
    assert english in caught.value.say("en")
    assert caught.value.say("th").startswith("วันที่: ")
    assert thai in caught.value.say("th")
    assert "กรุณา" in caught.value.say("th")


@pytest.mark.parametrize(
    "typed",
    [
        "5/3/2567",
        "05/03/2567",
        " 5 / 3 / 2567 ",
        "5-3-2567",
        "5.3.2567",
        "๕/๓/๒๕๖๗",
        "5 มี.ค. 2567",
        "5 มีค. 2567",
        "5 มีค 2567",
        "5มี.ค.2567",
        "๕ มีนาคม ๒๕๖๗",
        "วันที่ 5 เดือนมีนาคม พ.ศ. 2567",
        "5 มีนาคม พุทธศักราช 2567",
        "5/3/พ.ศ.2567",
        "5 มีนาคม ค.ศ. 2024",
        "5 March 2024",
        "5 mar 2024",
        "5 March B.E. 2567",
        "5 March CE 2024",
        "2024-03-05",
        "2024-3-5",
        date(2024, 3, 5),
    ],
)
def test_dates_people_type_are_understood(typed):
    """
    Thai and Arabic digits, full and short months, both eras, ISO: all the same day.
    """
    assert date(2024, 3, 5) == parse_date(typed)


def test_leap_day_typed_in_the_buddhist_era_exists():
    """
    2567 is no multiple of four, but 29 February 2567 is 29 February 2024.
    """
    assert date(2024, 2, 29) == parse_date("29/2/2567")
    assert date(2024, 2, 29) == parse_date("๒๙ ก.พ. ๒๕๖๗")


@given(DAYS, st.sampled_from(LANGS), st.sampled_from(["long", "short"]), st.booleans())
def test_a_date_written_is_the_date_read(day, lang, style, thai_digits):
    """
    Every day of the kit's calendar survives writing and reading, in every way of writing.
    """
    text = format_date(day, lang, style)

    assert day == parse_date(to_thai_digits(text) if thai_digits else text)
    assert day == parse_date(day.isoformat())
    assert day == parse_date(f"{day.day}/{day.month}/{buddhist_year(day.year)}")


@given(st.text())
def test_whatever_is_typed_is_a_date_or_a_kind_refusal(text):
    """
    No text makes the reader fail in any other way.
    """
    try:
        year = parse_date(text).year
    except DateError as error:
        year = FIRST_YEAR if error.say("th") and error.say("en") else 0

    assert FIRST_YEAR <= year <= LAST_YEAR


@pytest.mark.parametrize(
    ("earliest", "latest", "says"),
    [
        (date(2024, 3, 6), None, "too early. Type 6/3/2567 or later"),
        (None, date(2024, 3, 4), "too late. Type 4/3/2567 or earlier"),
    ],
)
def test_dates_out_of_bounds_say_the_bound(earliest, latest, says):
    """
    A bound itself is allowed; beyond it the message names it.
    """
    assert date(2024, 3, 5) == parse_date(
        "5/3/2567", earliest=date(2024, 3, 5), latest=date(2024, 3, 5)
    )
    with pytest.raises(DateError) as caught:
        parse_date("5/3/2567", earliest=earliest, latest=latest)

    assert says in caught.value.say("en")


@given(st.integers(0, 10**30))
def test_digits_go_both_ways(number):
    """
    Thai digits and back again is the same number, written in the same places.
    """
    thai = to_thai_digits(f"{number:,}")

    assert f"{number:,}" == to_arabic_digits(thai)
    assert not set("0123456789") & set(thai)


def test_eras_are_543_years_apart():
    """
    พ.ศ. 2567 is ค.ศ. 2024.
    """
    assert buddhist_year(2024) == 2567
    assert christian_year(2567) == 2024


def test_names_of_months_and_weekdays():
    """
    Full and short names stand in both languages; 5 March 2024 was a Tuesday.
    """
    tuesday = date(2024, 3, 5)

    assert ("ธันวาคม", "ธ.ค.") == (month_name(12), month_name(12, style="short"))
    assert ("December", "Dec") == (month_name(12, "en"), month_name(12, "en", "short"))
    assert ("อังคาร", "อ.") == (weekday_name(tuesday), weekday_name(tuesday, style="short"))
    assert "Tue 5 Mar 2024" == format_date(tuesday, "en", "short", weekday=True)
    assert "อ. 5 มี.ค. 2567" == format_date(tuesday, style="short", weekday=True)
    assert 12 == len({month_name(month) for month in range(1, 13)})
