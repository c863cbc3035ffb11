"""What a lesson is, once it has been read."""

from dataclasses import dataclass, field
from fractions import Fraction

from ogs_teach.i18n import Lang
from ogs_teach.school.files import Words
from ogs_teach.school.page import Page
from ogs_teach.school.questions import Form, Question

Start = str | bool | Fraction


@dataclass(frozen=True)
class Lesson:
    """One lesson in both languages.

    Parameters
    ----------
    name : str
        Its folder, as `01-why-save`.
    title, summary : dict of {"th": text, "en": text}
    teaching_minutes, exercise_minutes : int
    virtues : tuple of str
    objectives, materials : dict of {id: {"th": text, "en": text}}
    app : str
        Name of a notebook in `notebooks/apps/`, without its ending.
    questions : tuple of Question
    start : dict of {field: str, bool or Fraction}
        What the app opens with: an option's id, a switch, a number in the field's own unit
        (baht, percent, pieces).
    further : str
        Name of a second app, to go on in when the task is done; "" for none.
    """

    name: str
    title: Words
    summary: Words
    teaching_minutes: int
    exercise_minutes: int
    virtues: tuple[str, ...]
    objectives: dict[str, Words]
    materials: dict[str, Words]
    app: str
    questions: tuple[Question, ...]
    _pages: dict[str, Page]
    start: dict[str, Start] = field(default_factory=dict)
    further: str = ""

    @property
    def minutes(self) -> int:
        """Teaching and exercise together."""
        return self.teaching_minutes + self.exercise_minutes

    def page(self, lang: Lang = "th") -> Page:
        """Return what learners read."""
        return self._pages[lang]

    def trainer(self, lang: Lang = "th") -> Page:
        """Return what only the trainer reads."""
        return self._pages[f"trainer.{lang}"]

    def quiz(self, form: Form = "page") -> list[Question]:
        """Return the questions of the page or of one of the tests."""
        return [question for question in self.questions if question.form == form]

    def open_questions(self) -> list[Question]:
        """Return the questions that are asked and explained in the open: not the tests'."""
        return [*self.quiz(), *self.quiz("task")]

    def question(self, id_: str) -> Question | None:
        """Return a question by its id."""
        return next((question for question in self.questions if question.id == id_), None)
