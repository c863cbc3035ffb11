"""Forms: sign-in sheet, satisfaction, the report for the officer."""

import re
from datetime import date
from fractions import Fraction

import pytest

from ogs_teach.i18n import LANGS, t
from ogs_teach.school.assessment import FEWEST_PEOPLE, Score
from ogs_teach.school.satisfaction import form
from ogs_teach.server import browser
from ogs_teach.server.printing import pdf
from ogs_teach.server.printing.forms import satisfaction, sign_in
from ogs_teach.server.printing.report import LINES, Training, report
from ogs_teach.server.printing.sheets import document
from tests.printing.reading import LESSONS, words

both = pytest.mark.parametrize("lang", LANGS)
FULL = Training(
    "อบรม <คณะกรรมการ>",
    date(2026, 5, 12),
    [("ทำไมต้องออมด้วยกัน", 40), ("สภาพคล่อง", 40)],
    30,
    Score(28, 336, 120, 250),
    [(f"เรื่องที่ {number}", Score(28, 28, 9, 20)) for number in range(1, 7)],
    {item: (Fraction(9, 2), 26) for item in form().items},
)


@both
@pytest.mark.parametrize("people", [1, 40, 120])
def test_the_sign_in_sheet_has_a_numbered_line_for_everybody(lang, people):
    """
    As many lines as wanted, room for two signatures, and nothing asked that is not needed.
    """
    html = sign_in(lang, people).html
    heads = re.findall(r"<th[^>]*>(.*?)</th>", html)

    assert list(range(1, people + 1)) == [
        int(number) for number in re.findall(r'<td class="number">(\d+)</td>', html)
    ]
    keys = ("number", "name", "group", "position", "morning", "afternoon")
    assert [t(f"print.sign-in.{key}", lang) for key in keys] == heads


@both
def test_the_satisfaction_form_asks_what_the_phone_asks(lang):
    """
    Each item with five boxes, each question with lines, the five levels in words, no name.
    """
    html = satisfaction(lang).html
    read = words(html)
    asked = form()

    assert 5 * len(asked.items) == html.count('<span class="box">')
    for text in (*asked.items.values(), *asked.levels.values(), *asked.questions.values()):
        assert text[lang] in read
    assert html.count('class="line"') >= 4 * len(asked.questions)
    assert t("print.satisfaction.lead", lang) in read
    assert 'class="fill"' not in html


@both
def test_the_report_tells_numbers_and_no_names(lang):
    """
    What was taught, how many came, gains with the number of people, satisfaction with its n.
    """
    read = words(report(FULL, lang).html)

    assert t("print.report.no-names", lang) in read
    assert t("print.training-only", lang) in read
    assert ("12 พฤษภาคม 2569" if lang == "th" else "12 May 2026") in read
    assert t("print.report.of-percent", lang, right=120, asked=336, percent=36) in read
    assert t("print.report.of-percent", lang, right=250, asked=336, percent=74) in read
    assert "+130 28" in read
    assert "4.5 26" in read
    assert "อบรม <คณะกรรมการ>" in read


@both
@pytest.mark.parametrize("people", range(1, FEWEST_PEOPLE + 2))
def test_no_percentage_tells_of_fewer_than_five(lang, people):
    """
    With four people there are counts alone; from five on there is a percentage, too.
    """
    score = Score(people, 12 * people, 3 * people, 9 * people)
    read = words(report(Training("x", whole=score, objectives=[("y", score)]), lang).html)
    sign = "25%"

    assert (people >= FEWEST_PEOPLE) is (sign in read)
    assert t("print.report.of", lang, right=3 * people, asked=12 * people) in read


@both
def test_an_empty_report_has_lines_to_write_on(lang):
    """
    Printed before the training, it asks for everything and claims nothing.
    """
    html = report(Training(), lang).html

    assert html.count('class="fill') >= 7
    assert all(text[lang] in words(html) for text in form().items.values())
    assert t("print.report.nobody", lang) not in html


@both
def test_a_report_where_nobody_sat_both_tests_says_so(lang):
    """
    No table of zeros: a sentence.
    """
    read = words(report(Training("x", whole=Score(0, 0, 0, 0)), lang).html)

    assert t("print.report.nobody", lang) in read
    assert t("print.report.no-forms", lang) in read


@both
def test_a_loss_is_told_as_it_is(lang):
    """
    Fewer right answers afterwards stand there with a minus sign.
    """
    score = Score(6, 60, 30, 20)

    assert "−10" in words(report(Training("x", whole=score), lang).html)


@both
def test_more_objectives_than_fit_are_counted(lang):
    """
    One page stays one page; what is left out is said.
    """
    many = [(f"y{number}", Score(9, 9, 1, 2)) for number in range(LINES + 5)]
    read = words(report(Training("x", whole=Score(9, 99, 1, 2), objectives=many), lang).html)

    assert t("print.report.more", lang, count=5) in read


@both
def test_a_full_report_stays_one_page(lang, tmp_path):
    """
    Fourteen lessons, as many objectives as are told, all items rated: still one sheet of A4.
    """
    score = Score(30, 360, 100, 300)
    training = Training(
        "อบรมคณะกรรมการกลุ่มออมทรัพย์เพื่อการผลิต ระดับอำเภอ รุ่นที่ 1",
        date(2026, 5, 12),
        [(one.title[lang], one.minutes) for one in (LESSONS * 14)[:14]],
        40,
        score,
        [(text[lang], score) for one in LESSONS for text in one.objectives.values()],
        FULL.satisfaction,
    )
    (tmp_path / "r.html").write_text(document("r", [report(training, lang)], lang), "utf-8")
    browser.to_pdf(tmp_path / "r.html", tmp_path / "r.pdf")

    assert 1 == pdf.page_count((tmp_path / "r.pdf").read_bytes())
