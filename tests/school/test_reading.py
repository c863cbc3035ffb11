"""Lessons on disk: the ones that come with the kit, and what the loader catches."""

import re
import shutil

import pytest

from ogs_teach import places
from ogs_teach.errors import LessonError
from ogs_teach.i18n import LANGS
from ogs_teach.school import Lesson, lesson, lessons
from ogs_teach.school.files import LARGEST
from ogs_teach.school.markdown import FIGURE

NAME = "01-why-save"
TEST_PAIR = """
[[question]]
id = "aim-{form}"
kind = "choice"
objective = "explain-the-idea"
form = "{form}"
pair = "{pair}"
prompt = {{ th = "ข้อ", en = "Q" }}
hint = {{ th = "ใบ้", en = "H" }}
solution = {{ th = "เฉลย", en = "S" }}
right = "a"
[question.options.a]
th = "ก"
en = "A"
[question.options.b]
th = "ข"
en = "B"
why = {{ th = "เพราะ", en = "because" }}
"""


@pytest.fixture
def course(tmp_path):
    """Copy the lessons to where they may be spoilt."""
    folder = tmp_path / "lessons"
    shutil.copytree(places.lessons(), folder)
    yield folder
    lesson.cache_clear()


def spoil(course, file, old, new):
    path = course / NAME / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    before = text[: text.index(old)]
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return before.count("\n") + 1


def problems(course):
    lesson.cache_clear()
    with pytest.raises(LessonError) as refused:
        lesson(NAME, course)
    return refused.value.problems


def test_the_opening_lessons_are_sound():
    """
    The kit's own lessons load, in their order, with minutes, objectives and enough questions.
    """
    found = lessons()

    assert ["01-why-save", "02-five-virtues"] == [one.name for one in found][:2]
    for one in found:
        assert isinstance(one, Lesson)
        assert 40 == one.minutes
        assert 3 <= len(one.quiz())
        assert {question.objective for question in one.quiz()} == set(one.objectives)


# What is spoilt, and what must be said: file, text, its replacement, key, lines further down.
MUTATIONS = [
    ("lesson.toml", "teaching_minutes = 25", "", "missing-key", None),
    ("lesson.toml", "teaching_minutes = 25", "teaching_minutes = 0", "no-minutes", 0),
    ("lesson.toml", "teaching_minutes = 25", "teaching_minutes = 2500", "wrong-kind", 0),
    ("lesson.toml", "teaching_minutes = 25", 'teaching_minutes = "25"', "wrong-kind", 0),
    ("lesson.toml", "exercise_minutes = 15", "exercise_minutes = 0", "task-or-minutes", 0),
    ("lesson.toml", 'virtues = ["trust"]', 'virtues = ["greed"]', "unknown-choice", 0),
    ("lesson.toml", 'app = "savings"', 'app = "casino"', "no-such-app", 0),
    ("lesson.toml", "[materials]", "[matereals]", "unknown-key", 0),
    ("lesson.toml", ', en = "Why save together"', "", "missing-key", 0),
    ("lesson.toml", "Why save together", "", "empty-text", 0),
    ("lesson.toml", 'data = ["chiangrai_2565"]', 'data = ["gossip"]', "unknown-choice", 0),
    ("lesson.toml", 'pledge = "100"', 'pledge = "100 baht"', "expression.unexpected", 0),
    ("lesson.toml", 'pledge = "100"', 'baht = "100"', "name-taken", 0),
    ("lesson.toml", "tell-the-beginning =", "sing-a-song =", "not-taught", 0),
    ("lesson.toml", "tell-the-beginning =", "sing-a-song =", "not-asked", 0),
    ("lesson.toml", "[objectives]", "[objectives", "bad-toml", 0),
    ("th.md", "::: talk", "::: gossip", "unknown-block", 0),
    ("th.md", "::: idea tell-the-beginning", "::: idea sing-a-song", "unknown-objective", 0),
    ("th.md", "\n:::\n\n::: keypoints", "\n\n::: keypoints", "block-in-block", 2),
    ("th.md", "::: story", "หลงมา\n\n::: story", "outside-block", 0),
    ("th.md", "::: story", ":::\n\n::: story", "stray-close", 0),
    ("th.md", "(term:cdd)", "(term:bank)", "bad-link", 0),
    ("th.md", "(term:cdd)", "(https://example.org)", "bad-link", 0),
    ("th.md", "{{ baht(savings) }}", "{{ baht(saving) }}", "expression.unknown-name", 0),
    ("th.md", "{{ baht(savings) }}", "{{ savings }}", "expression.no-unit", 0),
    ("th.md", "percent(groups / villages)", "percent(groups / 0)", "expression.divided-by-zero", 0),
    ("en.md", "::: talk", "::: idea\nMore.\n:::\n\n::: talk", "blocks-differ", 0),
    ("en.md", "::: task read-the-figures", "::: task", "blocks-differ", 0),
    ("en.md", "baht(savings / groups, 0)", "baht(savings / members, 0)", "figures-differ", None),
    ("quiz.toml", 'right = "c"', 'right = "e"', "unknown-choice", 0),
    ("quiz.toml", 'right = "c"', 'right = "b"', "missing-key", None),
    ("quiz.toml", 'kind = "choice"', 'kind = "essay"', "unknown-choice", 0),
    ("quiz.toml", 'id = "aim"', 'id = "days"', "doubled-id", None),
    ("quiz.toml", 'objective = "explain-the-idea"', 'objective = "sing"', "unknown-choice", 0),
    ("quiz.toml", "[question.options.b]", "[question.options.x]", "bad-letters", None),
    ("quiz.toml", 'right = "loans / borrowers"', 'right = "loans / ghosts"', None, 0),
    ("quiz.toml", 'tolerance = "500"', 'tolerance = "99999"', "slip-is-right", 0),
    ("quiz.toml", 'right = { a = "2", b = "3"', 'right = { a = "3", b = "3"', "bad-match", 0),
    ("quiz.toml", "hint.en = ", "hint.de = ", "missing-key", -1),
    ("trainer.th.md", "- 5 นาที", "- 6 นาที", "plan-minutes", None),
    ("trainer.en.md", "::: unplugged", "::: say", "block-count", None),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "below"),
    MUTATIONS,
    ids=[f"{m[0]}:{m[2][:40]}" for m in MUTATIONS],
)
def test_a_slip_is_caught_with_its_file_and_line(course, file, old, new, key, below):
    """
    Whoever mistypes a lesson is told in which file, on which line, and what to do.
    """
    line = spoil(course, file, old, new)
    found = problems(course)

    wanted = [problem for problem in found if key is None or problem.key == f"school.{key}"]
    assert wanted, [problem.say("en") for problem in found]
    where = wanted[0].where
    assert re.fullmatch(rf"{NAME}/[a-z.]+:\d+.*", where), where
    if below is not None:
        assert f"{NAME}/{file}:{line + below}" == where.split(",")[0]
    for lang in LANGS:
        assert wanted[0].say(lang)
        assert "{" not in wanted[0].say(lang).replace("{{ baht(savings) }}", "").split(":", 1)[1]


@pytest.mark.parametrize(
    "file", ["lesson.toml", "th.md", "en.md", "quiz.toml", "trainer.th.md", "trainer.en.md"]
)
def test_a_missing_file_is_named(course, file):
    """
    A lesson without one of its six files does not load, and the file is named.
    """
    (course / NAME / file).unlink()

    assert f"{NAME}/{file}:1" in [problem.where for problem in problems(course)]


def test_everything_wrong_is_told_at_once(course):
    """
    Three slips in three files make one error with three problems.
    """
    spoil(course, "lesson.toml", 'app = "savings"', 'app = "casino"')
    spoil(course, "th.md", "(term:cdd)", "(term:bank)")
    spoil(course, "quiz.toml", 'kind = "choice"', 'kind = "essay"')

    assert {"lesson.toml", "th.md", "quiz.toml"} <= {
        problem.where.split("/")[1].split(":")[0] for problem in problems(course)
    }


@pytest.mark.parametrize("spoilt", [b"\xff\xfe\xff", b"x" * (LARGEST + 1), b"", b"\x00" * 50])
@pytest.mark.parametrize("file", ["lesson.toml", "th.md", "quiz.toml"])
def test_a_broken_file_is_a_lesson_error(course, file, spoilt):
    """
    Bytes that are no text, too many of them, or none at all, are told like any slip.
    """
    (course / NAME / file).write_bytes(spoilt)

    assert problems(course)


@pytest.mark.parametrize(
    "hostile",
    [
        "> " * 5_000 + "x",
        "*" * 20_000,
        "[" * 20_000,
        "[press](javascript:alert%281%29)",
        "<javascript:alert(1)>",
        "| a " * 3_000 + "|\n" + "| - " * 3_000 + "|",
        "{{ " * 3_000,
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "&#60;script&#62;",
        "![x](https://example.org/x.png)",
        "\u202e\u0e49\u0e49\u0e49" * 1_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_shown_as_text_or_refused(course, hostile):
    """
    Nothing in a lesson's file becomes HTML of its own, a picture or an endless reading.
    """
    spoil(course, "th.md", "\n:::\n\n::: keypoints", f"\n\n{hostile}\n:::\n\n::: keypoints")
    lesson.cache_clear()

    try:
        html = lesson(NAME, course).page("th").html()
    except LessonError:
        return
    assert not re.search(r"<(script|img|iframe|style)|href=.javascript", html)


def test_parallel_tests_need_twins(course):
    """
    A question of form A without its twin in form B is caught; with it the lesson loads.
    """
    path = course / NAME / "quiz.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + TEST_PAIR.format(form="A", pair="aim"), encoding="utf-8"
    )
    assert ["school.broken-pair"] == [problem.key for problem in problems(course)]

    path.write_text(
        path.read_text(encoding="utf-8") + TEST_PAIR.format(form="B", pair="aim"), encoding="utf-8"
    )
    lesson.cache_clear()
    found = lesson(NAME, course)
    for form in ("A", "B"):
        twins = [question.id for question in found.quiz(form) if question.pair == "aim"]
        assert [f"aim-{form}"] == twins


@pytest.mark.parametrize("name", ["", "..", "../lessons/01-why-save", "99-nothing", "x" * 10_000])
def test_an_unknown_lesson_is_refused(name):
    """
    A name that is no lesson's folder opens nothing.
    """
    with pytest.raises(LessonError):
        lesson(name)


@pytest.mark.parametrize("one", lessons(), ids=lambda one: one.name)
def test_both_languages_hold_the_same(one):
    """
    Blocks, objectives taught and figures are the same in Thai and in English.
    """
    thai, english = one.page("th"), one.page("en")

    assert [(b.kind, b.teaches) for b in thai.blocks] == [
        (b.kind, b.teaches) for b in english.blocks
    ]
    for th, en in zip(thai.blocks, english.blocks, strict=True):
        assert sorted(FIGURE.findall(th.text)) == sorted(FIGURE.findall(en.text))
    assert [s.kind for s in one.trainer("th").sections] == [
        s.kind for s in one.trainer("en").sections
    ]


@pytest.mark.parametrize("one", lessons(), ids=lambda one: one.name)
def test_figures_and_training_defaults_say_where_they_come_from(one):
    """
    The source stands below its figures, and a training default is never without its label.
    """
    for section in (s for lang in LANGS for s in one.page(lang).sections if s.kind == "figures"):
        assert section.notes
    for block in one.page("th").blocks:
        uses_rules = any(
            "training_rules" in one.page("th").figures.origins_of(expression)
            for _, expression in block.figures()
        )
        section = one.page("th")._section(block)
        label = "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน"
        assert uses_rules == any(label in note for note in section.notes)


def test_the_source_documents_unit_slip_is_explained():
    """
    The lesson quotes 789,002,813 million baht and says why it must be baht.
    """
    page = lesson("01-why-save").page("th").html()

    assert "“789,002,813 ล้านบาท”" in page
    assert "หน่วยที่ถูกคือ <strong>บาท</strong>" in page
    assert "ร้อยละ 22.40" in page


def test_a_page_shows_itself_in_a_notebook():
    """
    Jupyter finds the HTML of a page, with the glossary's terms at its end.
    """
    page = lesson("01-why-save").page("th")

    assert page.html() == page._repr_html_()
    for term in page.terms:
        assert f'href="#term-{term.id}"' in page.html()
        assert f'id="term-{term.id}"' in page.html()
