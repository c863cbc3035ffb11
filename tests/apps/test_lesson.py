"""A lesson in a notebook: both languages, marked in Python, the key never in the browser."""

import json
import re
from html import unescape

import pytest

from ogs_teach.apps.lesson import LessonView
from ogs_teach.i18n import LANGS, t
from ogs_teach.inputs import plain
from ogs_teach.school import lessons
from ogs_teach.school.questions import Outcome

NAMES = [one.name for one in lessons()]


@pytest.fixture(params=NAMES)
def view(request):
    """Open a lesson, and close it again."""
    opened = LessonView(request.param, "th")
    yield opened
    opened.close()


def answer_rightly(box):
    question = box.question
    if question.kind == "order":
        for place, letter in enumerate(question.right, 1):
            box.controls[letter].value = str(place)
    elif question.kind == "match":
        for letter, digit in question.right.items():
            box.controls[letter].value = digit
    elif question.kind == "number":
        box.controls["answer"].value = plain(question.right, 2)
    else:
        box.controls["answer"].value = question.right


def sent(view):
    """Return all that the browser holds of a lesson."""
    return json.dumps([widget.get_state() for widget in view._make.made], default=str)


def test_every_question_is_marked_with_its_reason(view):
    """
    Nothing chosen brings kind words, the right answer its solution.
    """
    for box in view.boxes:
        assert Outcome.UNATTEMPTED is box.answer()
        assert t("school.reply.unattempted") in box._reply.value
        answer_rightly(box)
        assert Outcome.RIGHT is box.answer()
        assert box.question.solution("th").split(" ")[0] in box._reply.value


def test_a_wrong_answer_offers_hint_reason_and_then_the_solution(view):
    """
    The solution is shown when asked for after a wrong attempt, not before.
    """
    box = next(box for box in view.boxes if box.question.kind == "number")
    box.controls["answer"].value = "1"
    box.ask_hint.click()

    assert Outcome.WRONG is box.answer()
    assert box.question.hint("th") in box._hint.value
    assert box.question.otherwise["th"] in box._reply.value
    assert box.question.solution("th") not in box._reply.value
    box.ask_solution.click()
    assert box.question.solution("th") in box._reply.value


def given_away(box):
    """Tell whether what surrounds a question's prompt holds its right number by itself."""
    asked = [*box.controls.values(), box._unit, box._hint, box._reply]
    state = json.dumps([widget.get_state() for widget in asked], ensure_ascii=False, default=str)
    number = re.escape(plain(box.question.right, 12))
    return re.search(rf"(?<![\w.,-]){number}(?!\w|[.,]\d)", state)


def test_the_browser_never_holds_the_key(view):
    """
    Solutions and reasons are in no widget before an answer, right numbers in none that asks.
    """
    state = json.loads(json.dumps(sent(view)))

    for box in view.boxes:
        question = box.question
        escaped = json.dumps(question.solution("th"))[1:-1]
        assert escaped not in state
        for option in getattr(question, "options", {}).values():
            assert option.why is None or json.dumps(option.why["th"])[1:-1] not in state
        if question.kind == "number":
            assert not given_away(box)


def test_the_language_changes_everywhere_and_choices_stay(view):
    """
    Text, questions and app speak the other language; what was chosen stays chosen.
    """
    for box in view.boxes:
        answer_rightly(box)
    view.app.speak("th")
    view._toggle.click()

    assert "en" == view.lang == view.app.lang
    assert view.lesson.title["en"] in unescape(view._title.value)
    for box in view.boxes:
        assert box.question.prompt["en"] in box._prompt.value.replace("&#x27;", "'")
        assert Outcome.RIGHT is box.answer()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_opens_in_either_language(name, lang):
    """
    The page's text is the one that the class server shows.
    """
    view = LessonView(name, lang)

    assert view.lesson.page(lang).html() == view._page.value
    assert view.app.lang == lang
    view.close()


def test_closing_leaves_no_widget(view):
    """
    A kernel that lives for hours does not fill with closed lessons.
    """
    made = list(view._make.made)
    view.close()

    assert all(widget.comm is None for widget in made)


def test_a_lesson_goes_on_in_its_second_app():
    """
    Below the questions of liquidity stands a button; it opens the risk app in the page's language.
    """
    view = LessonView("09-liquidity", "th")
    shown = view._go_on in view.questions.whole.children
    view._go_on.click()
    view.speak("en")

    assert shown
    assert t("server.app.risk.title", "en") in view._go_on.description
    assert (view.further.page,) == view._place.children
    assert ("risk_app", "en") == (view.further.room, view.further.lang)
    view.close()


def test_a_lesson_with_one_app_offers_no_other():
    """
    Nothing about a second app stands in a lesson that names none.
    """
    view = LessonView("01-why-save", "th")

    assert view._go_on not in view.questions.whole.children
    view.close()
