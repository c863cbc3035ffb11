"""Questions that answer with a reason: choice, number, order, match.

A page receives `public()` and nothing else; the key stays here, and marking is done
here. An answer that is empty or cannot be read is `UNATTEMPTED`: it has its own kind
words and is never called wrong.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Any, Literal

from ogs_teach.errors import OgsError
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import exact

Words = dict[Lang, str]
THAI_LETTERS = "กขคงจฉชซ"
Form = Literal["page", "A", "B", "task"]
TESTS: tuple[Form, ...] = ("A", "B")


def letters(lang: Lang) -> dict[str, str]:
    """Return how a language letters the options a to h.

    Examples
    --------
    >>> letters("th")["c"], letters("en")["c"]
    ('ค', 'C')
    """
    return dict(zip("abcdefgh", THAI_LETTERS if lang == "th" else "ABCDEFGH", strict=True))


class Outcome(Enum):
    """What became of an answer."""

    UNATTEMPTED = "unattempted"
    WRONG = "wrong"
    RIGHT = "right"


@dataclass(frozen=True)
class Reply:
    """What a person hears after an answer.

    Parameters
    ----------
    outcome : Outcome
    verdict : str
        A few kind words.
    reason : str
        Why a wrong answer is wrong, or the solution of a right one; empty if unattempted.
    """

    outcome: Outcome
    verdict: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question.

    Parameters
    ----------
    id : str
    objective : str
        Id of the lesson's objective that it asks for.
    form : "page", "A", "B" or "task"
        Practice on the lesson's page, one of the two parallel tests, or what a learner
        reads off the app: a right answer to it reports the task done.
    pair : str
        What it shares with its twin in the other test; empty elsewhere.
    prompt, help, answer : dict of {"th": text, "en": text}
        The question, its hint, its solution.
    """

    id: str
    objective: str
    form: Form = "page"
    pair: str = ""
    prompt: Words
    help: Words
    answer: Words

    kind = ""

    @abstractmethod
    def read(self, fields: Mapping[str, str]) -> Any:
        """Take an answer from a form's fields; None where nothing usable was given."""

    @abstractmethod
    def _check(self, given: Any) -> Outcome: ...

    @abstractmethod
    def _reason(self, given: Any, lang: Lang) -> str: ...

    def check(self, given: Any) -> Outcome:
        """Mark an answer.

        Whatever is not an answer to this question (None, another kind of value, an
        option that does not exist) is unattempted.
        """
        return Outcome.UNATTEMPTED if given is None else self._check(given)

    def reply(self, given: Any, lang: Lang) -> Reply:
        """Mark an answer and say why."""
        outcome = self.check(given)
        reason = {
            Outcome.UNATTEMPTED: lambda: self._unread(given, lang),
            Outcome.WRONG: lambda: self._reason(given, lang),
            Outcome.RIGHT: lambda: self.solution(lang),
        }[outcome]()
        return Reply(outcome, t(f"school.reply.{outcome.value}", lang), reason)

    def _unread(self, given: Any, lang: Lang) -> str:
        return ""

    def hint(self, lang: Lang) -> str:
        """Return one step towards the answer."""
        return self.help[lang]

    def solution(self, lang: Lang) -> str:
        """Return the whole way to the answer; for after an attempt."""
        return self.answer[lang]

    def public(self, lang: Lang) -> dict[str, Any]:
        """Return all that a page receives: no key, no solution, no reasons."""
        return {
            "id": self.id,
            "kind": self.kind,
            "prompt": self.prompt[lang],
            "hint": self.hint(lang),
        }


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something to choose, and why choosing it is wrong."""

    text: Words
    why: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One right option among several.

    Examples
    --------
    >>> from ogs_teach.school import lesson
    >>> question = lesson("01-why-save").questions[0]
    >>> question.check(None), question.check("no such option")
    (<Outcome.UNATTEMPTED: 'unattempted'>, <Outcome.UNATTEMPTED: 'unattempted'>)
    """

    options: dict[str, Option]
    right: str

    kind = "choice"

    def read(self, fields: Mapping[str, str]) -> str | None:
        """Take the option's letter from the field `answer`."""
        return fields.get("answer") or None

    def _check(self, given: Any) -> Outcome:
        if not isinstance(given, str) or given not in self.options:
            return Outcome.UNATTEMPTED
        return Outcome.RIGHT if given == self.right else Outcome.WRONG

    def _reason(self, given: Any, lang: Lang) -> str:
        why = self.options[given].why
        return why[lang] if why else ""

    def public(self, lang: Lang) -> dict[str, Any]:
        """Return prompt and options."""
        options = {letter: option.text[lang] for letter, option in self.options.items()}
        return {**super().public(lang), "options": options}


@dataclass(frozen=True)
class Slip:
    """A wrong number that people reach by a known road, and what went wrong on it."""

    answer: Fraction
    why: Words


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number, right within a tolerance.

    Parameters
    ----------
    right, tolerance : Fraction
        In the unit that is shown.
    unit : dict of {"th": text, "en": text}
        What stands behind the box.
    slips : tuple of Slip
    otherwise : dict of {"th": text, "en": text}
        The reason for every other wrong number.
    """

    right: Fraction
    tolerance: Fraction
    unit: Words
    otherwise: Words
    slips: tuple[Slip, ...] = field(default=())

    kind = "number"

    def read(self, fields: Mapping[str, str]) -> str | None:
        """Take what was typed into the field `answer`."""
        return fields.get("answer", "").strip() or None

    def _number(self, given: Any) -> Fraction:
        if isinstance(given, str):
            for unit in (*self.unit.values(), "%"):
                given = given.strip().removesuffix(unit)
        return exact(given, "school.field.answer", lowest=None)

    def _near(self, given: Any, target: Fraction) -> bool:
        return abs(self._number(given) - target) <= self.tolerance

    def _check(self, given: Any) -> Outcome:
        try:
            return Outcome.RIGHT if self._near(given, self.right) else Outcome.WRONG
        except OgsError:
            return Outcome.UNATTEMPTED

    def _unread(self, given: Any, lang: Lang) -> str:
        if given is None:
            return ""
        try:
            self._number(given)
        except OgsError as error:
            return error.say(lang)
        return ""

    def _reason(self, given: Any, lang: Lang) -> str:
        for slip in self.slips:
            if self._near(given, slip.answer):
                return slip.why[lang]
        return self.otherwise[lang]

    def public(self, lang: Lang) -> dict[str, Any]:
        """Return prompt and unit."""
        return {**super().public(lang), "unit": self.unit[lang]}


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """Steps to put into order.

    Parameters
    ----------
    options : dict of {letter: Option}
        In the order shown; each `why` says why the step stands where it belongs.
    right : tuple of str
        The letters in their right order.
    """

    options: dict[str, Option]
    right: tuple[str, ...]

    kind = "order"

    def read(self, fields: Mapping[str, str]) -> tuple[str, ...] | None:
        """Take each step's place from the field of its letter."""
        places = {fields.get(letter, ""): letter for letter in self.options}
        wanted = [str(place) for place in range(1, len(self.options) + 1)]
        return tuple(places[place] for place in wanted) if set(wanted) == set(places) else None

    def _check(self, given: Any) -> Outcome:
        if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
            return Outcome.UNATTEMPTED
        if sorted(given) != sorted(self.options):
            return Outcome.UNATTEMPTED
        return Outcome.RIGHT if tuple(given) == self.right else Outcome.WRONG

    def _reason(self, given: Any, lang: Lang) -> str:
        first = next(right for one, right in zip(given, self.right, strict=True) if one != right)
        why = self.options[first].why
        return why[lang] if why else ""

    def public(self, lang: Lang) -> dict[str, Any]:
        """Return prompt and steps, in the order shown."""
        options = {letter: option.text[lang] for letter, option in self.options.items()}
        return {**super().public(lang), "options": options}


@dataclass(frozen=True, kw_only=True)
class Match(Question):
    """Things to join with their partners.

    Parameters
    ----------
    options : dict of {letter: Option}
        Each `why` says what joins it with its partner.
    partners : dict of {digit: {"th": text, "en": text}}
    right : dict of {letter: digit}
    """

    options: dict[str, Option]
    partners: dict[str, Words]
    right: dict[str, str]

    kind = "match"

    def read(self, fields: Mapping[str, str]) -> dict[str, str] | None:
        """Take each thing's partner from the field of its letter."""
        given = {letter: fields.get(letter, "") for letter in self.options}
        return given if set(given.values()) <= set(self.partners) else None

    def _check(self, given: Any) -> Outcome:
        if not isinstance(given, Mapping) or set(given) != set(self.options):
            return Outcome.UNATTEMPTED
        if not all(isinstance(one, str) and one in self.partners for one in given.values()):
            return Outcome.UNATTEMPTED
        return Outcome.RIGHT if dict(given) == self.right else Outcome.WRONG

    def _reason(self, given: Any, lang: Lang) -> str:
        first = next(letter for letter in self.options if given[letter] != self.right[letter])
        why = self.options[first].why
        return why[lang] if why else ""

    def public(self, lang: Lang) -> dict[str, Any]:
        """Return prompt, things and partners."""
        return {
            **super().public(lang),
            "options": {letter: option.text[lang] for letter, option in self.options.items()},
            "partners": {digit: words[lang] for digit, words in self.partners.items()},
        }
