"""Reads `quiz.toml`: the questions of a lesson, with everything that each must have."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from string import ascii_lowercase
from typing import Any, get_args

from ogs_teach.i18n import LANGS
from ogs_teach.school.figures import Figures
from ogs_teach.school.files import File, Table, Words
from ogs_teach.school.markdown import figures_in, fill
from ogs_teach.school.questions import (
    TESTS,
    Choice,
    Form,
    Match,
    Number,
    Option,
    Order,
    Question,
    Slip,
)

KINDS = ("choice", "number", "order", "match")
TASK_KINDS = ("choice", "number")  # what can be read off an app


class Quiz:
    """Reads one lesson's questions.

    Parameters
    ----------
    file : File
    figures : Figures
        What figures in the questions may name.
    objectives : iterable of str
        What questions may ask for.
    """

    def __init__(self, file: File, figures: Figures, objectives: Iterable[str]) -> None:
        self.file = file
        self.figures = figures
        self.objectives = list(objectives)

    def read(self) -> list[Question]:
        """Return the questions; what is wrong is told to the file."""
        root = self.file.table()
        tables = root.tables("question")
        root.close()
        read = [(table, self._question(table)) for table in tables]
        questions = [question for _, question in read if question is not None]
        for name, times in Counter(question.id for question in questions).items():
            if times > 1:
                self.file.refuse("doubled-id", self._line(tables, name), got=name)
        self._check_pairs(questions, tables)
        return questions

    def _line(self, tables: list[Table], name: str) -> int:
        return max(table.line("id") for table in tables if table.data.get("id") == name)

    def _check_pairs(self, questions: list[Question], tables: list[Table]) -> None:
        """Every test question has one twin, with the same objective and kind."""
        pairs: dict[str, list[Question]] = defaultdict(list)
        for question in questions:
            if question.pair:
                pairs[question.pair].append(question)
        for pair, twins in pairs.items():
            forms = sorted(twin.form for twin in twins)
            alike = len({(twin.objective, twin.kind) for twin in twins}) == 1
            if forms != ["A", "B"] or not alike:
                self.file.refuse("broken-pair", self._line(tables, twins[0].id), got=pair)

    def _words(self, table: Table, key: str) -> Words:
        """Read a text in both languages, its figures worked out."""
        words = table.words(key)
        return self._worded(words, {lang: table.line(key, lang) for lang in LANGS})

    def _worded(self, words: Words, lines: dict[Any, int]) -> Words:
        shows = {lang: partial(self.figures.show, lang=lang) for lang in LANGS}
        before = len(list(self.file.problems))
        seen = {
            lang: sorted(figures_in(self.file, lines[lang], text, shows[lang]))
            for lang, text in words.items()
        }
        if len(list(self.file.problems)) > before:
            return words
        if seen["th"] != seen["en"]:
            self.file.refuse("figures-differ", lines["en"])
        return {lang: fill(text, shows[lang]) for lang, text in words.items()}

    def _value(self, table: Table, key: str) -> Fraction:
        expression = table.text(key)
        if expression:
            with self.file.telling(table.line(key)):
                return self.figures.value(expression)
        return Fraction(0)

    def _question(self, table: Table) -> Question | None:
        kind = table.text("kind", KINDS)
        common: dict[str, Any] = {
            "id": table.text("id"),
            "objective": table.text("objective", self.objectives),
            "form": table.text("form", get_args(Form)) if "form" in table else "page",
            "pair": table.text("pair") if "pair" in table else "",
            "prompt": self._words(table, "prompt"),
            "help": self._words(table, "hint"),
            "answer": self._words(table, "solution"),
        }
        if (common["form"] in TESTS) is not bool(common["pair"]):
            table.refuse("pair-or-page", "id")
        if common["form"] == "task" and kind not in TASK_KINDS:
            table.refuse("unknown-choice", "kind", got=kind, choices=", ".join(TASK_KINDS))
        make = getattr(self, f"_{kind}") if kind else None
        question: Question | None = make(table, common) if make else None
        if question:
            table.close()
        return question

    def _options(self, table: Table, marked: str | None) -> dict[str, Option]:
        """Read options a, b, c…; each but the right one (`marked`) says why."""
        inner = table.table("options")
        found = {}
        for letter in inner:
            option = inner.table(letter)
            words = {lang: option.text(lang) for lang in LANGS}
            text = self._worded(words, {lang: option.line(lang) for lang in LANGS})
            why = None
            if letter != marked:
                why = self._words(option, "why")
            option.close()
            found[letter] = Option(text=text, why=why)
        if list(found) != list(ascii_lowercase[: len(found)]) or not 2 <= len(found) <= 8:
            table.refuse("bad-letters", "options")
        return found

    def _choice(self, table: Table, common: dict[str, Any]) -> Choice:
        right = table.text("right", _letters(table))
        return Choice(**common, right=right, options=self._options(table, right))

    def _number(self, table: Table, common: dict[str, Any]) -> Number:
        slips = []
        for slip in table.tables("slips") if "slips" in table else []:
            slips.append(Slip(self._value(slip, "answer"), self._words(slip, "why")))
            slip.close()
        number = Number(
            **common,
            right=self._value(table, "right"),
            tolerance=self._value(table, "tolerance"),
            unit=table.words("unit"),
            otherwise=self._words(table, "otherwise"),
            slips=tuple(slips),
        )
        if number.tolerance < 0 or any(
            abs(slip.answer - number.right) <= number.tolerance for slip in slips
        ):
            table.refuse("slip-is-right", "tolerance")
        return number

    def _order(self, table: Table, common: dict[str, Any]) -> Order:
        options = self._options(table, None)
        right = tuple(table.texts("right"))
        if sorted(right) != sorted(options) or right == tuple(options):
            table.refuse("bad-order", "right")
        return Order(**common, options=options, right=right)

    def _match(self, table: Table, common: dict[str, Any]) -> Match:
        options = self._options(table, None)
        inner = table.table("partners")
        partners = {digit: self._words(inner, digit) for digit in inner}
        given = table.table("right")
        right = {letter: given.text(letter, partners) for letter in given}
        if set(right) != set(options) or len(set(right.values())) != len(right):
            table.refuse("bad-match", "right")
        return Match(**common, options=options, partners=partners, right=right)


def _letters(table: Table) -> Iterable[str]:
    options = table.data.get("options")
    return options if isinstance(options, dict) else ()
