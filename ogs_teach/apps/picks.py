"""An app's input that is a question with a few answers, none of them chosen at first."""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets

from ogs_teach.apps.fields import Field, Maker, show
from ogs_teach.i18n import Lang

Says = Callable[[Lang], str]


class Pick(Field):
    """A question; each of its answers is as large as a thumb, and is read as its number.

    What it asks is set by the app, time and again; its name in the room's texts says where it
    stands, as "the first matter".
    """

    css = "ogs-pick"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._lang: Lang = "th"
        self._title: Says = lambda _: ""
        self._story: Says = lambda _: ""
        self._answers: Sequence[Says] = ()

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.question = make(ipywidgets.HTML, "ogs-question-text")
        self.box = make(ipywidgets.RadioButtons, "ogs-radio", options=[], value=None)
        self.box.observe(self._picked, "value")
        return [self.question, self.box]

    @property
    def css_name(self) -> str:
        """The CSS class that is this question's alone."""
        return f"ogs-{self.name.replace('_', '-')}"

    def ask(self, title: Says, story: Says, answers: Sequence[Says]) -> None:
        """Ask something else, of which nothing is chosen yet.

        Parameters
        ----------
        title : callable (lang) -> str
            Text.
        story : callable (lang) -> str
            HTML.
        answers : sequence of callable (lang) -> str
        """
        self._title, self._story, self._answers = title, story, answers
        self.set(None)
        self.mark(False)

    def title(self, lang: Lang) -> str:
        """Return what the question is about."""
        return self._title(lang)

    def set(self, value: int | None) -> None:
        """Choose an answer, or none."""
        with self._quietly():
            self.box.options = [(says(self._lang), at) for at, says in enumerate(self._answers)]
            self.box.value = value if value in range(len(self._answers)) else None

    def relabel(self, lang: Lang) -> None:
        """Say the question and its answers in a language; what was chosen stays."""
        self._lang = lang
        place, title = escape(self.label(lang)), escape(self._title(lang))
        self.question.value = (
            f'<h3><span class="ogs-nth">{place}</span> {title}</h3>{self._story(lang)}'
        )
        self.set(self.read())

    def read(self) -> int | None:
        """Return the number of the chosen answer, None if there is none yet."""
        value = self.box.value
        return None if value is None else int(value)

    def written(self, lang: Lang) -> str:
        """Return the chosen answer."""
        value = self.read()
        return "" if value is None else self._answers[value](lang)

    def _picked(self, _: object) -> None:
        if not self._quiet:
            show(self.whole, "ogs-wrong", False)
            self.changed()
