"""The law beside a loan: its own words, its own dates."""

from datetime import date

import pytest

from ogs_teach import legal
from ogs_teach.errors import DateError
from ogs_teach.i18n import t


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_cap_is_quoted_in_the_laws_own_words(lang):
    """
    Section 654 stands verbatim in Thai, in the English text too.
    """
    law = "“ท่านห้ามมิให้คิดดอกเบี้ยเกินร้อยละสิบห้าต่อปี ถ้าในสัญญากำหนดดอกเบี้ยเกินกว่านั้น ก็ให้ลดลงมาเป็นร้อยละสิบห้าต่อปี”"

    assert law in t("legal.section-654", lang)
    assert 15 == legal.CAP


def test_the_warning_says_risk_and_sends_to_a_lawyer():
    """
    It claims nothing about a court: it may be void, it may be a crime, ask a lawyer.
    """
    warning = (
        "เกินร้อยละ 15 ต่อปี: เสี่ยงที่ข้อตกลงดอกเบี้ยจะเป็นโมฆะทั้งหมด และผู้ให้กู้อาจมีความผิดทางอาญา ควรปรึกษานักกฎหมาย"
    )

    assert warning == t("legal.above-cap")
    assert "may be void" in t("legal.above-cap", "en")


@pytest.mark.parametrize(
    ("default", "last"),
    [
        (date(2026, 5, 5), date(2026, 7, 4)),
        (date(2026, 12, 31), date(2027, 3, 1)),
        (date(2027, 12, 31), date(2028, 2, 29)),
    ],
)
def test_guarantors_must_hear_within_sixty_days(default, last):
    """
    Default on 5 May 2569: the last day is 4 July 2569; months' lengths and leap years count.
    """
    assert last == legal.guarantor_notice_last_day(default)


@pytest.mark.parametrize(
    "day",
    ["", "30/2/2567", "2567-05-05", "5/5/2026", "x", None, 20260505, date(9999, 12, 31), 0.5],
)
def test_a_day_of_default_that_cannot_be_is_refused(day):
    """
    The message names the day of default and asks for another in both languages.
    """
    with pytest.raises(DateError) as caught:
        legal.guarantor_notice_last_day(day)

    assert caught.value.say("en").startswith("day of default: ")
    assert "กรุณา" in caught.value.say("th")


def test_arrears_have_six_steps_that_end_in_court():
    """
    Private reminder first, the guarantors' notice third, court last.
    """
    steps = legal.arrears_steps("th")

    assert 6 == len(steps)
    assert "60 วัน" in steps[2]
    assert "อายุความ" in steps[5]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_notes_say_that_they_are_no_advice(lang):
    """
    The Thai label stands in both languages.
    """
    assert "ไม่ใช่คำปรึกษากฎหมาย" in t("legal.not-advice", lang)
