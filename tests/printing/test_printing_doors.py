"""The doors: papers for trainers alone, slides and checking for everybody."""

import re
from datetime import date
from html import unescape

import pytest

from ogs_teach.i18n import LANGS, t
from ogs_teach.school import keys
from ogs_teach.school.certificates import Score, issue
from ogs_teach.school.keys import SchoolKey
from ogs_teach.server.printing.catalogue import AUDIENCES, DOCUMENTS
from ogs_teach.server.printing.certificate import MOST
from tests.printing.reading import LESSONS, words
from tests.printing.serving import ask

KEY = SchoolKey("โรงเรียนตัวอย่าง", bytes(range(32)))
FIRST = LESSONS[0].name


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """Keep the school's key of this computer's user out of the tests."""
    monkeypatch.setenv("OGS_TEACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("path", ["trainer/print/", *(f"trainer/print/{one}" for one in DOCUMENTS)])
def test_without_the_passphrase_there_are_no_papers(path):
    """
    Whoever is no trainer is sent to the door, and gets not a word of any paper.
    """
    code, text = ask(path, trainer=False)

    assert 303 == code
    assert "" == text
    assert 303 == ask("trainer/print/certificates", trainer=False)[0]
    assert 403 == ask("trainer/print/certificates", {"names": "x"}, trainer=False)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_leads_to_every_document(lang):
    """
    Each document once for all lessons, those of a lesson once for each, and the slides.
    """
    code, html = ask("trainer/print/", lang=lang)
    links = re.findall(r'href="/([^"?]+)\??([^"#]*)"', unescape(html))

    assert 200 == code
    for one in DOCUMENTS.values():
        found = [query for path, query in links if path == f"trainer/print/{one.name}"]
        assert 1 + one.by_lesson * len(LESSONS) == len(found)
    assert all(t(f"print.index.{audience}", lang) in words(html) for audience in AUDIENCES)
    assert all(f'href="/lessons/{one.name}/slides?lang={lang}"' in html for one in LESSONS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_has_a_button_and_no_inline_script(name, lang):
    """
    It prints by a button of a script from this server, and leads back and to the other language.
    """
    code, html = ask(f"trainer/print/{name}?lesson={FIRST}", lang=lang)

    assert 200 == code
    assert 'class="print-now"' in html
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert f'href="/trainer/print/?lang={lang}"' in html
    assert f"lesson={FIRST}&amp;lang=" in html


def test_a_lesson_narrows_a_document():
    """
    `?lesson=` leaves the other lessons out, twice asked for gives both in the course's order.
    """
    one, two = LESSONS[0], LESSONS[1]
    _, html = ask(f"trainer/print/handouts?lesson={two.name}&lesson={one.name}")

    assert ["handout-1", "handout-2"] == re.findall(r'<article class="sheet" id="([^"]+)"', html)


@pytest.mark.parametrize(
    "path",
    [
        "trainer/print/nothing",
        "trainer/print/handouts?lesson=99-none",
        "trainer/print/../../etc",
        "lessons/99-none/slides",
    ],
)
def test_what_is_not_there_is_missing(path):
    """
    Unknown documents and lessons are a kind page, not an error.
    """
    assert 404 == ask(path)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_slides_are_open_to_everybody(lang):
    """
    Without any cookie, below another base as well, and they lead back to the lesson.
    """
    code, html = ask(f"lessons/{FIRST}/slides", trainer=False, lang=lang, base="/ogs/")

    assert 200 == code
    assert f'href="/ogs/lessons/{FIRST}?lang={lang}"' in html
    assert "/ogs/static/slides.js?v=" in html
    assert t("print.trainer-only", lang) not in html


def certify(**fields):
    """Ask for certificates."""
    usual = {"names": "นางสมใจ ใจดี\n\nนายสมชาย", "day": "12 พ.ค. 2569", "lesson": [FIRST],
             "school": "โรงเรียนตัวอย่าง"}  # fmt: skip
    return ask("trainer/print/certificates", {**usual, **fields})


def test_the_first_certificates_make_the_schools_key(data):
    """
    The school's name is asked once; names stand on the paper, and in no file.
    """
    assert 'name="school"' in ask("trainer/print/certificates")[1]

    code, html = certify()

    assert 200 == code
    assert 2 == html.count('class="certificate"')
    assert all(name in words(html) for name in ("นางสมใจ ใจดี", "นายสมชาย", "12 พฤษภาคม 2569"))
    assert "โรงเรียนตัวอย่าง" == keys.school_key().school
    assert 'name="school"' not in ask("trainer/print/certificates")[1]
    assert not any("สมใจ" in path.read_text("utf-8") for path in data.rglob("*") if path.is_file())


def test_a_later_class_signs_with_the_same_key():
    """
    A key that is there is used; another name typed into the form changes nothing.
    """
    keys.keep(KEY)
    _, html = certify(school="ชื่ออื่น")

    assert KEY == keys.school_key()
    assert KEY.public.spoken in html


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"names": " \n "}, "print.certificates.no-names"),
        ({"names": "ก\n" * (MOST + 1)}, "print.certificates.many"),
        ({"lesson": []}, "print.certificates.no-lessons"),
        ({"lesson": ["../etc"]}, "print.certificates.no-lessons"),
        ({"day": "เมื่อวาน"}, "thai.shape"),
        ({"names": "<script>alert(1)</script>"}, "certificates.name.sign"),
        ({"names": "ก" * 19_000}, "certificates.name.long"),
        ({"school": ""}, "certificates.name.empty"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept_in_the_form(fields, key):
    """
    One page says what is wrong; nothing typed is lost, and nothing of it is run.
    """
    code, html = certify(**fields)

    assert 400 == code
    start = re.split(r"\{\w+\}", t(key, "th").replace("{field}: ", ""))
    assert any(part.strip() and part.strip() in words(html) for part in start)
    assert "<script>alert" not in html
    assert 'class="certificate"' not in html


@pytest.mark.parametrize("lang", LANGS)
def test_anybody_can_check_a_certificate(lang):
    """
    A good text says whose it is, what was learned and who signed; no cookie is needed.
    """
    keys.keep(KEY)
    text = issue(KEY, "นางสมใจ ใจดี", date(2026, 5, 12), [1, 99], Score(4, 9, 12))
    code, html = ask("verify", {"text": f" {text[:30]}\n{text[30:]}"}, trainer=False, lang=lang)
    read = words(html)

    assert 200 == code
    assert t("certificates.verify.good", lang) in read
    assert all(said in read for said in ("นางสมใจ ใจดี", KEY.school, LESSONS[0].title[lang]))
    assert t("print.lesson", lang, number=99) in read


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "empty"),
        ("<b>hello</b>", "malformed"),
        ("OGS1AAAA", "altered"),
        ("ก" * 9_000, "malformed"),
    ],
)
def test_what_cannot_be_believed_is_told_why(text, key, lang):
    """
    The page says why, shows the text as text, and stays a page.
    """
    code, html = ask("verify", {"text": text}, trainer=False, lang=lang)

    assert 200 == code
    assert t(f"certificates.verify.{key}", lang) in words(html)
    assert "<b>hello" not in html


def test_a_claimed_school_is_not_taken_for_the_one_that_signed():
    """
    A trusted school that writes another's name on its certificates is shown by its own.
    """
    forger = SchoolKey("โรงเรียนอื่น", KEY.secret)
    keys.keep(KEY)
    _, html = ask("verify", {"text": issue(forger, "สมใจ", date(2026, 5, 12), [1])}, trainer=False)
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))

    assert KEY.school == facts[t("print.verify.signer")]
    assert forger.school == facts[t("print.verify.school")]
