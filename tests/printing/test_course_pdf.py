"""The course as a PDF, from the command line."""

import os
import stat
import sys

import pypdfium2
import pytest

from ogs_teach import cli
from ogs_teach.i18n import LANGS, t
from ogs_teach.server import browser
from ogs_teach.server.printing import pdf
from ogs_teach.server.printing.book import book
from tests.printing.reading import LESSONS
from tests.tally import tally

TWO = ["01-why-save", "02-five-virtues"]


def run(capsys, *words):
    """Run a command; return its exit code and what it said."""
    code = cli.main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture(scope="module", params=LANGS)
def course(request, tmp_path_factory):
    """Print two lessons; yield the folder and its language."""
    folder = tmp_path_factory.mktemp("course") / "เอกสาร อบรม"
    assert 0 == cli.main(["print", "--to", str(folder), "--lang", request.param, "--lesson", *TWO])
    return folder, request.param


def letters(page):
    """Return a page's consonants and Latin letters: a PDF stores Thai marks in its own order."""
    text = page.get_textpage().get_text_range()
    return "".join(letter for letter in text if letter.isalnum())


def bare(text):
    return "".join(letter for letter in text if letter.isalnum())


def test_contents_name_the_pages_on_which_things_stand(course):
    """
    Each line of the contents gives the page at whose foot that paper's name stands.
    """
    folder, lang = course
    document = pypdfium2.PdfDocument(folder / "course.pdf")
    found = pdf.places((folder / "course.pdf").read_bytes())
    chosen = [one for one in LESSONS if one.name in TWO]
    whole = book(chosen, lang, found)

    assert len(document) == pdf.page_count((folder / "course.pdf").read_bytes()) > 20
    assert found["handout-1"] < found["worksheet-1"] < found["guide-1"] < found["answers-1"]
    for id_, place in found.items():
        assert f'href="#{id_}"' in whole
        assert 3 <= place <= len(document)
        number = f"{t('print.page', lang)} {place}"
        assert bare(number)[-len(str(place)) :] in letters(document[place - 1])
    tally["pages of the printed course"] += len(document)


def test_text_can_be_found_in_the_pdf(course):
    """
    The text is text, not a picture: words of the course are found, in Thai as well.
    """
    folder, lang = course
    document = pypdfium2.PdfDocument(folder / "course.pdf")
    text = "".join(letters(page) for page in document)

    for word in {"th": ["กรรมการ", "การออม", "สมาช"], "en": ["committee", "savings"]}[lang]:
        assert text.count(word) >= 5, word


def test_every_page_is_a4(course):
    """
    No page of the book lies on its side or has another size.
    """
    folder, _ = course
    for page in pypdfium2.PdfDocument(folder / "course.pdf"):
        assert pytest.approx((595, 842), abs=1.5) == page.get_size()


def test_no_page_is_empty(course):
    """
    Nothing is pushed over so far that a page stays white.
    """
    folder, _ = course
    for number, page in enumerate(pypdfium2.PdfDocument(folder / "course.pdf"), 1):
        assert len(letters(page)) > 40, number


def test_the_folder_holds_files_that_open_by_themselves(course):
    """
    A list of all, each thing on it is there, and nothing half-made is left behind.
    """
    folder, lang = course
    index = (folder / "index.html").read_text(encoding="utf-8")
    names = {path.name for path in folder.iterdir()}

    assert {"index.html", "course.pdf", "handouts.html", "report.html"} <= names
    assert all(path.is_file() for path in folder.iterdir())
    assert all(f'href="{name}"' in index for name in names - {"index.html"})
    assert t("print.index.trainer", lang) in index


def test_printing_again_does_not_write_over(course, capsys):
    """
    What is there stays, unless it is asked to be replaced.
    """
    folder, _ = course
    before = (folder / "index.html").stat().st_mtime_ns

    code, _, err = run(capsys, "print", "--to", str(folder), "--lang", "en", "--lesson", *TWO)

    assert 1 == code
    assert "index.html" in err
    assert before == (folder / "index.html").stat().st_mtime_ns


def test_without_a_browser_the_html_is_there_and_says_so(tmp_path, capsys, monkeypatch):
    """
    The reader hears what is missing and how to print all the same; no stale PDF stays.
    """
    monkeypatch.setenv("OGS_TEACH_BROWSER", str(tmp_path / "none"))
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "course.pdf").write_bytes(b"old")

    code, _, err = run(
        capsys,
        "print",
        "--to",
        str(tmp_path / "to"),
        "--lesson",
        TWO[0],
        "--replace",
        "--lang",
        "th",
    )

    assert 1 == code
    assert t("server.browser.none", "th") in err
    assert (tmp_path / "to" / "handouts.html").is_file()
    assert not (tmp_path / "to" / "course.pdf").exists()
    assert "course.pdf" not in (tmp_path / "to" / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="win32 starts no shell scripts")
@pytest.mark.parametrize("script", ["sleep 60", "exit 3", "echo oh >&2; exit 1"])
def test_a_browser_that_fails_or_hangs_is_told_of(tmp_path, script):
    """
    Within its time the reader hears why; the browser is ended and leaves nothing.
    """
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "a.html").write_text("<p>a")

    with pytest.raises(browser.ServerError) as refusal:
        browser.to_pdf(tmp_path / "a.html", tmp_path / "a.pdf", program=str(program), seconds=1)

    assert "server.browser.failed" == refusal.value.problems[0].key
    assert {"a.html", "browser"} == set(os.listdir(tmp_path))


def test_a_folder_that_cannot_be_written_is_told(tmp_path, capsys):
    """
    Where a file stands in the way nothing is written, and the reader hears it.
    """
    (tmp_path / "file").write_text("")

    code, _, err = run(capsys, "print", "--to", str(tmp_path / "file"), "--lesson", TWO[0])

    assert 1 == code
    assert str(tmp_path / "file") in err
    assert "Traceback" not in err


def test_an_unknown_lesson_is_told(tmp_path, capsys):
    """
    A mistyped name ends in one line, and no folder is made.
    """
    code, _, err = run(capsys, "print", "--to", str(tmp_path / "x"), "--lesson", "99-none")

    assert 1 == code
    assert "99-none" in err
    assert not (tmp_path / "x").exists()
