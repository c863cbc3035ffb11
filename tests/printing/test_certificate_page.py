"""Certificates on paper: names shown safely, and a QR code that a phone reads."""

import io
from datetime import date

import pytest
import zxingcpp

from ogs_teach.errors import InputError
from ogs_teach.i18n import LANGS, t
from ogs_teach.school import lessons
from ogs_teach.school.certificates import MOST_LINES, Score, Verified, verify
from ogs_teach.school.keys import SchoolKey
from ogs_teach.server import browser
from ogs_teach.server.printing.certificate import Holder, certificates
from ogs_teach.server.printing.sheets import document
from tests.printing.reading import words
from tests.tally import tally

KEY = SchoolKey("โรงเรียนกลุ่มออมทรัพย์ตัวอย่าง", bytes(range(32)))
DAY = date(2026, 5, 12)
LONG = "ว่าที่ร้อยตรีหญิงปิ่นปินัทธ์ ณ ตะกั่วทุ่งสิริโสภณพัฒนาวัฒนกุลชัยรัตน์ผู้มีชื่อยาวมาก"[:80]
HOLDERS = [Holder("นางสาวน้ำผึ้ง กตัญญูรู้คุณ", Score(4, 10, 12)), Holder(LONG), Holder("Seán O'Brien")]


def pages(pdf, dots_an_inch):
    """Draw each page of a PDF as a picture."""
    import pypdfium2

    for page in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        yield page.render(scale=dots_an_inch / 72, grayscale=True).to_numpy().squeeze()


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Certificates of the whole course, printed by the browser."""
    folder = tmp_path_factory.mktemp("certificates")
    sheets = certificates(KEY, HOLDERS, lessons(), DAY, "th")
    (folder / "c.html").write_text(document("c", sheets, "th"), encoding="utf-8")
    browser.to_pdf(folder / "c.html", folder / "c.pdf")
    return (folder / "c.pdf").read_bytes()


def test_each_certificate_is_one_page_on_its_side(printed):
    """
    A4, wider than high, as many pages as holders.
    """
    shapes = [page.shape for page in pages(printed, 72)]

    assert len(HOLDERS) == len(shapes)
    assert all((595, 842) == pytest.approx(shape, abs=1.5) for shape in shapes)


@pytest.mark.parametrize("dots", [110, 150, 200])
def test_a_phone_reads_the_qr_code_from_paper(printed, dots):
    """
    Drawn as coarsely as a phone's camera sees a whole A4 page, the code gives a good text.
    """
    for holder, page in zip(HOLDERS, pages(printed, dots), strict=True):
        (code,) = zxingcpp.read_barcodes(page)
        found = verify(code.text, [KEY.public])
        assert isinstance(found, Verified)
        assert (holder.name, holder.score, DAY) == (
            found.certificate.holder,
            found.certificate.score,
            found.certificate.day,
        )
        tally["QR codes read from printed certificates"] += 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_certificate_says_what_was_learned_and_claims_nothing_official(lang):
    """
    Objectives of the lessons, at most eight; the gain; that it is no state document.
    """
    every = lessons()
    (sheet,) = certificates(KEY, HOLDERS[:1], every, DAY, lang)
    read = words(sheet.html)
    goals = [text[lang] for one in every for text in one.objectives.values()]

    assert MOST_LINES >= sum(goal in read for goal in goals) >= min(6, len(goals))
    assert t("print.certificate.gain", lang, before=4, after=10, asked=12) in read
    assert t("print.certificate.not-official", lang) in read
    assert KEY.public.spoken in read


@pytest.mark.parametrize("lang", LANGS)
def test_a_holder_who_lost_is_not_shown_up(lang):
    """
    Where fewer answers were right afterwards, the paper tells the last result alone.
    """
    (sheet,) = certificates(KEY, [Holder("สมใจ", Score(9, 7, 12))], lessons()[:1], DAY, lang)

    assert t("print.certificate.after", lang, after=7, asked=12) in words(sheet.html)
    assert t("print.certificate.gain", lang, before=9, after=7, asked=12) not in words(sheet.html)


def test_every_name_that_cannot_be_printed_is_told_with_its_line():
    """
    All wrong lines at once, none printed.
    """
    holders = [Holder(name) for name in ("สมใจ", "<img src=x>", "สมชาย", "😀" * 5_000)]
    with pytest.raises(InputError) as refusal:
        certificates(KEY, holders, lessons()[:1], DAY, "en")

    assert ["line 2", "line 4"] == [problem.where for problem in refusal.value.problems]


def test_apostrophes_and_ampersands_stay_what_they_are():
    """
    What a name may hold is escaped in the page and read back as it was.
    """
    (sheet,) = certificates(KEY, [Holder("O'Brien & Łukasz")], lessons()[:1], DAY, "en")

    assert "O&#39;Brien &amp; Łukasz" in sheet.html
