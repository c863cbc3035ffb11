"""Each question proves itself: right is right, every wrong answer is told why."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ogs_teach.i18n import LANGS, Lang
from ogs_teach.inputs import plain
from ogs_teach.school.complete import Read
from ogs_teach.school.questions import Choice, Match, Number, Order, Outcome, Question

_SAID = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
PUBLIC = frozenset({"id", "kind", "prompt", "hint", "options", "partners", "unit"})
"""All that a page may receive of a question."""


def check_proof(read: Read) -> None:
    """Answer every question rightly and wrongly, and look at what a page receives of it."""
    if "quiz.toml" in read.broken:
        return
    for question in read.lesson.questions:
        for lang in LANGS:
            for key, path in _faults(question, lang):
                read.quiz.file.tell(f"check.{key}", read.line_of(question, *path), got=question.id)


def _faults(question: Question, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    if question.check(right_answer(question)) is not Outcome.RIGHT:
        yield "right-is-wrong", ("right",)
        return
    for given in wrong_answers(question):
        reply = question.reply(given, lang)
        if reply.outcome is not Outcome.WRONG:
            yield "wrong-is-right", ("right",)
        elif not reply.reason.strip():
            yield "no-reason", ("options",)
        elif reply.reason == question.solution(lang):
            yield "reason-is-solution", ("solution", lang)
    if isinstance(question, Number) and not _told(question, question.solution(lang)):
        yield "solution-differs", ("solution", lang)
    for key in gives_away(question, lang):
        yield "given-away", (key, lang)


def _told(question: Number, solution: str) -> bool:
    """Tell whether a solution says the number that is right, or one that counts as right."""
    near = max(question.tolerance, Fraction(1, 200))  # two decimals
    for found in _SAID.finditer(solution):
        number = Fraction(found[0].replace(",", ""))
        if abs(number - question.right) <= near or abs(number + question.right) <= near:
            return True
    return False


def right_answer(question: Question) -> Any:
    """Return the answer that its author calls right, as a person would type it."""
    if isinstance(question, Number):
        return plain(question.right, 12)
    return question.right if isinstance(question, Choice | Order | Match) else None


def wrong_answers(question: Question) -> Iterator[Any]:
    """Yield wrong answers: every option, slip and exchange of two that is not right."""
    if isinstance(question, Choice):
        yield from (letter for letter in question.options if letter != question.right)
    elif isinstance(question, Number):
        yield from (plain(slip.answer, 12) for slip in question.slips)
        far = question.right + 1000 * question.tolerance + 987_654_321
        yield from (plain(number, 12) for number in (far, -far))
    elif isinstance(question, Order):
        yield from map(tuple, _exchanged(list(question.right)))
    elif isinstance(question, Match):
        letters = list(question.right)
        for digits in _exchanged([question.right[letter] for letter in letters]):
            yield dict(zip(letters, digits, strict=True))


def _exchanged(right: list[str]) -> Iterator[list[str]]:
    """Yield a list with two neighbours exchanged, for each two."""
    for place in range(len(right) - 1):
        yield [*right[:place], right[place + 1], right[place], *right[place + 2 :]]


def gives_away(question: Question, lang: Lang) -> Iterator[str]:
    """Yield what a page would receive that says the answer: the public key of each.

    Examples
    --------
    >>> from ogs_teach.school import lesson
    >>> [[*gives_away(one, "th")] for one in lesson("01-why-save").questions][:3]
    [[], [], []]
    """
    public = question.public(lang)
    yield from sorted(set(public) - PUBLIC)
    secrets = [question.solution(lang)]
    secrets += [
        option.why[lang] for option in getattr(question, "options", {}).values() if option.why
    ]
    if isinstance(question, Number):
        secrets += [question.otherwise[lang], *(slip.why[lang] for slip in question.slips)]
    for key in sorted(set(public) & PUBLIC):
        sent = json.dumps(public[key], ensure_ascii=False)
        if any(secret in sent for secret in secrets) or (key == "hint" and _says(question, sent)):
            yield key


def _says(question: Question, hint: str) -> bool:
    """Tell whether a hint holds the right number, to two decimals."""
    if not isinstance(question, Number):
        return False
    said = (Fraction(found[0].replace(",", "")) for found in _SAID.finditer(hint))
    return any(abs(number - question.right) < Fraction(1, 200) for number in said)
