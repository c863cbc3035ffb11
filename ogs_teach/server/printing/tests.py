"""Tests on paper, for when there is no phone or no power: form A, form B, and the key."""

from collections.abc import Sequence

from ogs_teach.errors import LessonError
from ogs_teach.i18n import Lang
from ogs_teach.school.assessment import MINUTES, USUAL, Pair, TestForm
from ogs_teach.school.assessment import draw as drawn
from ogs_teach.school.model import Lesson
from ogs_teach.server.printing.answers import solved
from ogs_teach.server.printing.sheets import Sheet, draw, say

SEED = 2565  # the same papers whenever they are printed, so that sheets of two days agree


def choose(lessons: Sequence[Lesson], count: int = USUAL, seed: int = SEED) -> list[Pair]:
    """Choose the questions of a paper test; none if these lessons have no pairs."""
    try:
        return drawn(lessons, count, seed=seed)
    except LessonError:
        return []


def paper(pairs: Sequence[Pair], form: TestForm, lang: Lang) -> Sheet:
    """Draw one form of a test.

    Parameters
    ----------
    pairs : sequence of Pair
    form : "A" or "B"
    lang : "th" or "en"
    """
    title = say(lang, f"document.test-{form.lower()}")
    questions = [pair.twins[form].public(lang) for pair in pairs]
    html = draw("test.html", lang, title=title, questions=questions, minutes=MINUTES)
    return Sheet(f"test-{form.lower()}", title, title, html)


def key(pairs: Sequence[Pair], lessons: Sequence[Lesson], lang: Lang) -> Sheet:
    """Draw the key to both forms of a test."""
    by_name = {one.name: one for one in lessons}
    rows = [
        {form: solved(pair.twins[form], by_name[pair.lesson], lang) for form in ("A", "B")}
        for pair in pairs
    ]
    title = say(lang, "document.test-key")
    html = draw("test_key.html", lang, title=title, rows=rows)
    return Sheet("test-key", title, f"{title} · {say(lang, 'trainer-only')}", html)
