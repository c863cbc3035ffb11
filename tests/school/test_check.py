"""The check of all lessons: sound ones pass, every slip is told with its file and line."""

import re

import pytest

from ogs_teach import cli
from ogs_teach.apps.starts import check_start
from ogs_teach.errors import LessonError
from ogs_teach.i18n import LANGS
from ogs_teach.school import lessons
from ogs_teach.school.check import check
from tests.school.mutations import LESSON, SLIPS
from tests.tally import tally


def seen(folder):
    return {(p.where.split(", ")[0], p.key): p for p in check(folder, [check_start]).problems}


def test_the_kits_lessons_are_sound():
    """
    Nothing is wrong with any lesson of the kit, nor with what stands beside them.
    """
    report = check(also=[check_start])

    assert [] == [problem.say("en") for problem in report.problems]
    assert len(lessons()) == report.lessons
    tally["figures of lessons recomputed"] += report.figures


def test_a_finished_lesson_alone_is_sound(finished):
    """
    The lesson that slips are tried on has none of its own, and its figures are counted.
    """
    report = check(finished, [check_start])

    assert [] == [problem.say("en") for problem in report.problems]
    assert (1, True) == (report.lessons, report.measured)
    assert report.questions >= 12
    assert report.figures > 250
    assert 600 <= report.words <= 1200


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.key}:{slip.file}:{slip.new[:20]}")
def test_a_slip_is_told_with_its_file_and_line(finished, slip):
    """
    Each small edit of a sound lesson brings the problem it must, where it must, and no other.
    """
    where = slip.make(finished)
    found = seen(finished)

    assert (where, slip.key) in found, [problem.say("en") for problem in found.values()]
    assert {key for _, key in found} <= {slip.key, *slip.and_}
    for lang in LANGS:
        said = found[where, slip.key].say(lang)
        assert said.startswith(where)
        assert not re.search(r"\{(?!\{? ?baht)", said), said
    tally["mutations of the content caught"] += 1


def test_a_page_that_is_too_short_is_told(finished):
    """
    A page of headings, figures and tables alone has too few words, and nothing else is wrong.
    """
    path = finished / LESSON / "th.md"
    kept = re.findall(
        r"^(?:.*\{\{.*|:::.*|\|.*|alt:.*|title:.*|unit:.*|## .*|)$", path.read_text("utf-8"), re.M
    )
    path.write_text("\n".join(re.sub(r"\*\*|[ก-๎]{30,}", "", line) for line in kept), "utf-8")

    assert (f"{LESSON}/th.md:1", "check.page-length") in seen(finished)


def test_all_slips_are_told_at_once(finished):
    """
    Slips in five files make one report, in the order of files and lines.
    """
    files = ["lesson.toml", "th.md", "quiz.toml", "trainer.th.md", "../glossary.toml"]
    chosen = [next(slip for slip in reversed(SLIPS) if slip.file == file) for file in files]
    wanted = [(slip.make(finished), slip.key) for slip in chosen]
    found = seen(finished)

    assert set(wanted) <= set(found)
    places = [re.match(r"(.+):(\d+)", where).groups() for where, _ in found]
    assert sorted(places, key=lambda place: (place[0], int(place[1]))) == places


@pytest.mark.parametrize("file", ["lesson.toml", "th.md", "quiz.toml", "trainer.en.md"])
@pytest.mark.parametrize("spoilt", [None, b"\xff\xfe\xff", b"", b"\x00" * 50, b"::: story\n{{ "])
def test_a_broken_file_is_told_and_nothing_is_asked_of_it(finished, file, spoilt):
    """
    A file that is missing, no text or half written is told like any slip.
    """
    path = finished / LESSON / file
    path.unlink() if spoilt is None else path.write_bytes(spoilt)

    assert any(where.startswith(f"{LESSON}/{file}:") for where, _ in seen(finished))


def test_a_folder_without_lessons_is_refused(tmp_path):
    """
    An empty folder is no sound course.
    """
    with pytest.raises(LessonError):
        check(tmp_path)


def test_the_command_ends_with_figures_and_says_nothing_else_when_all_is_well(finished, capsys):
    """
    `ogs-teach check` ends with code 0 and a line of figures for a sound course.
    """
    assert 0 == cli.main(["check", "--lang", "en", str(finished)])
    said = capsys.readouterr()
    assert "" == said.err
    last = said.out.splitlines()[-1]
    assert re.fullmatch(
        r"Lessons: 1, questions: \d+, figures recomputed: \d+, Thai words: [\d,]+ "
        r"\(words counted by PyThaiNLP newmm\)",
        last,
    )


def test_the_command_tells_what_is_wrong_in_the_readers_language(finished, capsys):
    """
    With a slip it ends with code 1, after one line for each problem.
    """
    where = next(slip for slip in SLIPS if slip.key == "check.latin").make(finished)

    assert 1 == cli.main(["check", "--lang", "th", str(finished)])
    said = capsys.readouterr()
    assert f"{where}: มีคำอังกฤษ “cash” ในประโยคไทย" in said.err
    assert "พบเรื่องที่ต้องแก้ 2 เรื่อง" in said.out


def test_without_pythainlp_words_are_estimated_and_it_is_said(finished, monkeypatch, capsys):
    """
    An installed kit without PyThaiNLP checks all the same, and says how it counted.
    """
    from ogs_teach.school import aloud

    monkeypatch.setattr(aloud, "find_spec", lambda name: None)
    aloud._cutter.cache_clear()
    try:
        assert 0 == cli.main(["check", "--lang", "en", str(finished)])
    finally:
        aloud._cutter.cache_clear()
    assert "words estimated from letters" in capsys.readouterr().out
