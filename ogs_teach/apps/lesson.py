"""A lesson in a notebook: its text, its app and its questions, marked in Python.

from ogs_teach.apps.lesson import LessonView
view = LessonView("01-why-save")
view.text

view.app

view.questions
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from html import escape
from importlib import resources
from typing import Any

import ipywidgets

from ogs_teach.apps.fields import Maker, show
from ogs_teach.apps.parts import App, asked_language, face
from ogs_teach.apps.reporting import report_task
from ogs_teach.apps.starts import app_of, open_with
from ogs_teach.i18n import LANGS, Lang, t
from ogs_teach.school import lesson
from ogs_teach.school.questions import Outcome, Question

WORDS = "lessons_page.question"


class LessonView:
    """One lesson, in parts that a notebook shows one below the other.

    Parameters
    ----------
    name : str
        The lesson's folder.
    lang : "th" or "en", optional
        The language it opens in; else the page's own `?lang=`, else Thai.
    """

    def __init__(self, name: str, lang: Lang | None = None) -> None:
        self.lesson = lesson(name)
        self.lang: Lang = lang or asked_language()
        make = self._make = Maker()
        self._title = make(ipywidgets.HTML, "ogs-title")
        self._toggle = make(ipywidgets.Button, "ogs-language")
        self._toggle.on_click(lambda _: self.speak("en" if self.lang == "th" else "th"))
        self._page = make(ipywidgets.HTML, "ogs-page")
        self._heading = make(ipywidgets.HTML, "ogs-page")
        self.boxes = [
            QuestionBox(question, number, make, self._report)
            for number, question in enumerate(self.lesson.open_questions(), 1)
        ]
        head = make(ipywidgets.HBox, "ogs-head", children=[self._title, self._toggle])
        self.text = Part(make, [head, self._page])
        self._further = make(ipywidgets.HTML, "ogs-page")
        self._go_on = make(ipywidgets.Button, "ogs-take")
        self._go_on.on_click(lambda _: self.go_on())
        self._place = make(ipywidgets.VBox)  # of the second app, once it is asked for
        after = [self._further, self._go_on] if self.lesson.further else []
        self.questions = Part(
            make, [self._heading, *(box.whole for box in self.boxes), *after], [self._place]
        )
        self.speak(self.lang)

    @cached_property
    def app(self) -> App:
        """The simulator that the lesson's task is done in."""
        made = app_of(self.lesson.app)(self.lang)
        open_with(made, self.lesson.start)
        return made

    @cached_property
    def further(self) -> App:
        """The second app, to go on in."""
        return app_of(self.lesson.further)(self.lang)

    def go_on(self) -> None:
        """Open the second app below the questions."""
        self._place.children = [self.further.page]

    def _report(self, question: Question) -> bool:
        """Tell the class that the task is done; False where there is no class."""
        return question.form == "task" and report_task(self.lesson.name)

    def speak(self, lang: Lang) -> None:
        """Say everything in a language."""
        self.lang = lang
        self._title.value = f"<h1>{escape(self.lesson.title[lang])}</h1>"
        self._toggle.description = t("parts.language", lang)
        self._page.value = self.lesson.page(lang).html()
        heading, lead = (escape(t(f"{WORDS}.{key}", lang)) for key in ("heading", "lead"))
        self._heading.value = f"<h2>{heading}</h2><p>{lead}</p>"
        for box in self.boxes:
            box.speak(lang)
        if app := self.lesson.further:
            name, about = (t(f"server.app.{app}.{key}", lang) for key in ("title", "about"))
            lead = escape(t("lessons_page.further", lang))
            self._further.value = f"<p><strong>{lead}:</strong> {escape(about)}</p>"
            self._go_on.description = t("lessons_page.open-app", lang, app=name)
        for part in (self.text, self.questions):
            for other in LANGS:
                show(part.whole, f"ogs-lang-{other}", other == lang)
        for opened in self._opened():
            opened.speak(lang)

    def close(self) -> None:
        """Close every widget, here and in the browser."""
        self._make.close()
        for opened in self._opened():
            opened.close()

    def _opened(self) -> list[App]:
        return [vars(self)[name] for name in ("app", "further") if name in vars(self)]


class Part:
    """Some widgets with the face of the kit's apps."""

    def __init__(
        self,
        make: Maker,
        widgets: list[ipywidgets.DOMWidget],
        below: Sequence[ipywidgets.DOMWidget] = (),
    ) -> None:
        self.below = below
        self.whole = make(ipywidgets.VBox, "ogs-app", "ogs-lesson", children=widgets)

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        style = resources.files("ogs_teach.apps") / "lesson.css"
        display(
            HTML(f"{face()}<style>{style.read_text(encoding='utf-8')}</style>"),
            self.whole,
            *self.below,
        )


class QuestionBox:
    """One question: its controls, its hint, its reply. The key never leaves Python."""

    def __init__(
        self, question: Question, number: int, make: Maker, report: Callable[[Question], bool]
    ) -> None:
        self.question = question
        self._report = report
        self.number = number
        self.controls: dict[str, Any] = dict(self._controls(make))
        self._prompt = make(ipywidgets.HTML, "ogs-prompt")
        self._unit = make(ipywidgets.HTML, "ogs-unit")
        self._hint = make(ipywidgets.HTML, "ogs-hint")
        self._reply = make(ipywidgets.HTML, "ogs-reply")
        self.ask_hint = make(ipywidgets.Button)
        self.check = make(ipywidgets.Button, "ogs-take")
        self.ask_solution = make(ipywidgets.Button, "ogs-hidden")
        self.ask_hint.on_click(lambda _: self._show_hint())
        self.check.on_click(lambda _: self.answer())
        self.ask_solution.on_click(lambda _: self.answer(solve=True))
        buttons = make(
            ipywidgets.HBox, "ogs-buttons", children=[self.check, self.ask_hint, self.ask_solution]
        )
        self.whole = make(
            ipywidgets.VBox,
            "ogs-question",
            children=[
                self._prompt,
                *self.controls.values(),
                self._unit,
                buttons,
                self._hint,
                self._reply,
            ],
        )

    def _controls(self, make: Maker) -> list[tuple[str, Any]]:
        public = self.question.public("th")
        if self.question.kind == "choice":
            letters = list(public["options"])
            return [
                ("answer", make(ipywidgets.RadioButtons, "ogs-radio", options=letters, value=None))
            ]
        if self.question.kind == "number":
            return [("answer", make(ipywidgets.Text, "ogs-text"))]
        return [(letter, make(ipywidgets.Dropdown, "ogs-choice")) for letter in public["options"]]

    def speak(self, lang: Lang) -> None:
        """Say the question in a language; what was chosen stays, the reply goes."""
        self.lang = lang
        public = self.question.public(lang)
        number = t(f"{WORDS}.number", lang, number=self.number)
        self._prompt.value = f"<p><strong>{escape(number)}</strong> {escape(public['prompt'])}</p>"
        if self.question.kind == "choice":
            options = [(text, letter) for letter, text in public["options"].items()]
            self._set(self.controls["answer"], "", options)
        elif self.question.kind == "number":
            self.controls["answer"].description = t(f"{WORDS}.box", lang)
            self._unit.value = f"<p>{escape(public['unit'])}</p>"
        else:
            for letter, text in public["options"].items():
                self._set(self.controls[letter], text, self._places(public))
        self.check.description = t(f"{WORDS}.check", lang)
        self.ask_hint.description = t(f"{WORDS}.hint", lang)
        self.ask_solution.description = t(f"{WORDS}.solution", lang)
        self._hint.value = self._reply.value = ""
        show(self.ask_solution, "ogs-hidden", True)

    def _places(self, public: dict[str, Any]) -> list[tuple[str, str]]:
        """Return what each dropdown offers."""
        pick = (t(f"{WORDS}.pick", self.lang), "")
        if self.question.kind == "match":
            return [pick, *((text, digit) for digit, text in public["partners"].items())]
        steps = range(1, len(public["options"]) + 1)
        return [pick, *((t(f"{WORDS}.place", self.lang, place=n), str(n)) for n in steps)]

    @staticmethod
    def _set(control: Any, description: str, options: list[tuple[str, str]]) -> None:
        kept = control.value
        control.description = description
        control.options = options
        values = [value for _, value in options]
        control.value = kept if kept in values else ("" if "" in values else None)

    def _show_hint(self) -> None:
        self._hint.value = f"<p>{escape(self.question.hint(self.lang))}</p>"

    def answer(self, *, solve: bool = False) -> Outcome:
        """Mark what was chosen and say why; the solution only after an attempt."""
        given = self.question.read(
            {name: str(control.value or "") for name, control in self.controls.items()}
        )
        reply = self.question.reply(given, self.lang)
        wrong = reply.outcome is Outcome.WRONG
        words = [f"<strong>{escape(reply.verdict)}</strong>", escape(reply.reason)]
        if wrong and solve:
            words.append(escape(self.question.solution(self.lang)))
        if reply.outcome is Outcome.RIGHT and self._report(self.question):
            words.append(escape(f"✓ {t('lessons_page.reported', self.lang)}"))
        said = "".join(f"<p>{part}</p>" for part in words if part)
        self._reply.value = f'<div role="status" class="ogs-{reply.outcome.value}">{said}</div>'
        show(self.ask_solution, "ogs-hidden", not wrong or solve)
        return reply.outcome
