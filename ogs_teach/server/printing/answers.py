"""The trainer's answers: what is right, how to get there, why the rest is wrong."""

from collections.abc import Sequence
from typing import Any

from ogs_teach.i18n import Lang
from ogs_teach.inputs import plain
from ogs_teach.school.model import Lesson
from ogs_teach.school.questions import Choice, Form, Match, Number, Order, Question, letters
from ogs_teach.server.printing.sheets import Sheet, draw, number_of, numbered, say

FORMS: tuple[Form, ...] = ("page", "task", "A", "B")


def right(question: Question, lang: Lang) -> list[str]:
    """Return the right answer, a line for each of its parts.

    Examples
    --------
    >>> from ogs_teach.school import lesson
    >>> right(lesson("01-why-save").question("aim"), "en")
    ['C. To let its people develop']
    """
    name = letters(lang)
    match question:
        case Choice():
            return [f"{name[question.right]}. {question.options[question.right].text[lang]}"]
        case Number():
            key = "answers.tolerance" if question.tolerance else "answers.exactly"
            values = {"answer": plain(question.right, 2), "unit": question.unit[lang]}
            if question.tolerance:
                values["tolerance"] = plain(question.tolerance, 2)
            return [say(lang, key, **values)]
        case Order():
            return [
                f"{place}. {question.options[letter].text[lang]}"
                for place, letter in enumerate(question.right, 1)
            ]
        case Match():
            return [
                f"{name[letter]}. {option.text[lang]} → {digit}. {question.partners[digit][lang]}"
                for letter, option in question.options.items()
                for digit in [question.right[letter]]
            ]
    raise AssertionError(question.kind)


def reasons(question: Question, lang: Lang) -> list[tuple[str, str]]:
    """Return what else may be answered, and what to say then."""
    if isinstance(question, Number):
        slips = [
            (
                say(
                    lang, "answers.exactly", answer=plain(slip.answer, 2), unit=question.unit[lang]
                ),
                slip.why[lang],
            )
            for slip in question.slips
        ]
        return [*slips, (say(lang, "answers.otherwise"), question.otherwise[lang])]
    options = question.options if isinstance(question, Choice | Order | Match) else {}
    return [
        (f"{letters(lang)[letter]}. {option.text[lang]}", option.why[lang])
        for letter, option in options.items()
        if option.why
    ]


def solved(question: Question, lesson: Lesson, lang: Lang) -> dict[str, Any]:
    """Return all that a trainer needs to know of a question."""
    return {
        "prompt": question.prompt[lang],
        "right": right(question, lang),
        "solution": question.solution(lang),
        "reasons": reasons(question, lang),
        "objective": lesson.objectives[question.objective][lang],
    }


def answer_sheet(lesson: Lesson, lang: Lang) -> Sheet:
    """Draw all answers of a lesson."""
    groups: list[tuple[str, Sequence[dict[str, Any]]]] = [
        (form, [solved(question, lesson, lang) for question in lesson.quiz(form)]) for form in FORMS
    ]
    html = draw("answers.html", lang, lesson=lesson, groups=[one for one in groups if one[1]])
    title = numbered(lesson, lang)
    foot = f"{say(lang, 'document.answers')} · {title} · {say(lang, 'trainer-only')}"
    return Sheet(f"answers-{number_of(lesson)}", title, foot, html)
