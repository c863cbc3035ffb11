"""What every app is made of.

An app names its inputs and has one function that turns their exact values into what is
shown; the base does the rest: boxes with − and +, sliders, both languages, errors in
kind words, a live key sentence, charts and tables, and a spreadsheet to take home.

    from ogs_teach import charts
    from ogs_teach.apps.parts import App, Baht, Choice, Column, Count, Note, Section, Sheet
    from ogs_teach.apps.parts import Switch, Table, View
    from ogs_teach.i18n import t
    from ogs_teach.money import format_baht

    class SavingApp(App):
        room = "saving_app"                      # texts/saving_app.toml

        def fields(self):
            return [
                Baht("pledge", 100, lowest=10, highest=10_000, step=10, slide_to=1_000),
                Count("years", 5, lowest=1, highest=30),
                Section("more", [Switch("keep", True), Choice("end", ["december", "march"])]),
            ]

        def view(self, values, lang):            # {"pledge": 10000, "years": 5, "keep": True, …}
            sums = [values["pledge"] * 12 * n for n in range(values["years"] + 1)]
            years = [str(n) for n in range(values["years"] + 1)]
            table = Table(
                [Column(t("saving_app.year", lang)), Column(t("saving_app.sum", lang), "baht")],
                list(zip(years, sums)), t("saving_app.caption", lang))
            return View(
                sentence=t("saving_app.sentence", lang, sum=format_baht(sums[-1], lang)),
                blocks=[charts.lines({t("saving_app.sum", lang): sums}, years, lang=lang,
                                     title=…, description=…), table],
                workbook=lambda: [Sheet(t("saving_app.title", lang), [table])],
            )

Its texts: `title`, `field.<name>`, `<name>.<option>` of a choice, `section.<name>`; where
wanted `intro`, `unit.<name>` (beside the name), `help.<name>` (under the field).

`view` may raise any `OgsError`: all its problems are shown in one card, a problem whose
field key ends in a field's name marks that field, and the last good result stays, greyed.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache
from html import escape
from importlib import resources
from typing import Any
from urllib.parse import parse_qs

import ipywidgets

from ogs_teach.apps.amounts import Baht, Count, Percent
from ogs_teach.apps.fields import Choice, Field, Maker, Section, Switch, Text, show
from ogs_teach.apps.take_home import hand_over
from ogs_teach.apps.uploads import Upload
from ogs_teach.apps.view import Block, Heading, Note, View, drawn, spoken, whole
from ogs_teach.errors import InputError, OgsError, Problem
from ogs_teach.i18n import LANGS, Lang, catalogue, t
from ogs_teach.tables import Column, Sheet, Table, write

__all__ = [
    "App",
    "Baht",
    "Block",
    "Choice",
    "Column",
    "Count",
    "Field",
    "Heading",
    "Note",
    "Percent",
    "Section",
    "Sheet",
    "Switch",
    "Table",
    "Text",
    "Upload",
    "View",
    "escape",
]


MOST_TOLD = 20  # what is wrong, in one card; nobody mends more at a time


class App:
    """A page of inputs and results.

    Parameters
    ----------
    lang : "th" or "en", optional
        The language it opens in; else the page's own `?lang=`, else Thai.
    """

    room: str
    below: Sequence[str] = ()
    """Fields and sections that stand under the result, before `View.below`."""

    def __init__(self, lang: Lang | None = None) -> None:
        self.lang: Lang = lang or asked_language()
        self._make = Maker()
        self._view: View | None = None
        self._good: dict[str, Any] | None = None
        self._hidden: set[str] = set()
        self._parts = self.fields()
        self._fields: dict[str, Field] = {}
        for part in self._parts:
            part.build(self.room, self._make, self._changed)
            for each in part.fields if isinstance(part, Section) else [part]:
                self._fields[each.name] = each
        self._build()
        self._relabel()
        self._refresh()

    # What an app says of itself

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs, top to bottom."""
        raise NotImplementedError

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Turn exact values into what is shown.

        Raises
        ------
        OgsError
            If no result can be computed from them.
        """
        raise NotImplementedError

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Name the fields and sections that the present choices make needless.

        Parameters
        ----------
        values : mapping
            Of choices and switches alone. A hidden field keeps its last good value.
        """
        return ()

    # What a person does

    def __getitem__(self, name: str) -> Any:
        """Return a field, to set it or to offer other options."""
        return self._fields[name]

    @property
    def inputs(self) -> Mapping[str, Field]:
        """All fields by name, those of sections among them."""
        return self._fields

    def follow(self) -> None:
        """Show what follows from fields that were set, as if a person had changed them."""
        self._changed()

    @property
    def said(self) -> str:
        """What the key sentence says, as plain text."""
        return spoken(self._sentence.value)

    def speak(self, lang: Lang) -> None:
        """Say the whole page in a language."""
        self.lang = lang
        self._relabel()
        self._refresh()
        if self._card.value and self._good is not None:
            with suppress(Exception):  # it could be shown before; what is wrong is said
                self._show(self.view(self._good, lang))

    def close(self) -> None:
        """Close every widget, here and in the browser."""
        self._make.close()

    def _changed(self) -> None:
        """Follow what the person changed; an app may set other fields before."""
        for upload in self._uploads():
            upload.settle()
        self._refresh()

    def _uploads(self) -> list[Upload]:
        return [each for each in self._fields.values() if isinstance(each, Upload)]

    # The page

    def _build(self) -> None:
        make = self._make
        self._title = make(ipywidgets.HTML, "ogs-title")
        self._toggle = make(ipywidgets.Button, "ogs-language")
        self._toggle.on_click(lambda _: self.speak("en" if self.lang == "th" else "th"))
        self._sentence = make(ipywidgets.HTML, "ogs-sentence")
        self._alert = make(ipywidgets.HTML, "ogs-alert")
        self._card = make(ipywidgets.HTML, "ogs-card")
        self._slots: list[Any] = []
        self._slots_below: list[Any] = []
        self._take = make(ipywidgets.Button, "ogs-take")
        self._take.on_click(lambda _: self._take_home())
        self._link = make(ipywidgets.HTML, "ogs-link")
        self._intro = make(ipywidgets.HTML, "ogs-intro")
        self._inputs = make(
            ipywidgets.VBox,
            "ogs-inputs",
            children=[part.whole for part in self._parts if part.name not in self.below],
        )
        self._results = make(ipywidgets.VBox, "ogs-results")
        self._arrange()
        head = make(ipywidgets.HBox, "ogs-head", children=[self._title, self._toggle])
        self._top = make(ipywidgets.VBox, "ogs-top", children=[self._sentence, self._card])
        self.page = make(
            ipywidgets.VBox,
            "ogs-app",
            children=[head, self._top, self._inputs, self._results],
        )

    def _arrange(self) -> None:
        self._results.children = [
            self._alert,
            *self._slots,
            *(part.whole for part in self._parts if part.name in self.below),
            *self._slots_below,
            self._take,
            self._link,
            self._intro,
        ]

    def _relabel(self) -> None:
        lang = self.lang
        for other in LANGS:
            show(self.page, f"ogs-lang-{other}", other == lang)
        self._title.value = f"<h1>{escape(t(f'{self.room}.title', lang))}</h1>"
        if "intro" in catalogue(self.room):
            self._intro.value = f"<p>{escape(t(f'{self.room}.intro', lang))}</p>"
        self._toggle.description = t("parts.language", lang)
        self._take.description = t("parts.take-home.button", lang)
        for part in self._parts:
            part.relabel(lang)

    def _refresh(self) -> None:
        """Compute and show; whatever goes wrong becomes kind words."""
        try:
            values = self._read()
            self._show(self.view(values, self.lang))
            self._good = values
            self._complain([])
        except OgsError as error:
            self._complain(error.problems)
        except Exception:
            from traitlets.log import get_logger

            get_logger().exception("%s failed", type(self).__name__)
            self._complain([Problem("parts.unexpected")])

    def _read(self) -> dict[str, Any]:
        """Read all fields that are on the page; tell all that is wrong with them at once."""
        chosen = {
            name: each.read()
            for name, each in self._fields.items()
            if isinstance(each, Choice | Switch)
        }
        hidden = self._hidden = set(self.hidden(chosen))
        for part in self._parts:
            show(part.whole, "ogs-hidden", part.name in hidden)
            if isinstance(part, Section):
                if part.name in hidden:
                    hidden.update(each.name for each in part.fields)
                for each in part.fields:
                    each.hide(each.name in hidden)
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, each in self._fields.items():
            try:
                values[name] = each.read()
            except OgsError as error:
                if name in hidden and self._good is not None:
                    values[name] = self._good[name]
                else:
                    problems.extend(error.problems)
        if problems:
            raise InputError(*problems)
        return values

    def _show(self, view: View) -> None:
        blocks = [drawn(block, self.lang) for block in view.blocks]
        below = [drawn(block, self.lang) for block in view.below]
        self._view = view
        self._sentence.value = f"<p>{whole(view.sentence)}</p>"
        self._alert.value = f"<p>{view.alert}</p>" if view.alert else ""
        for slots, drawings in ((self._slots, blocks), (self._slots_below, below)):
            missing = len(drawings) - len(slots)
            if missing > 0:
                slots += [self._make(ipywidgets.HTML, "ogs-block") for _ in range(missing)]
                self._arrange()
            for slot, html in zip(slots, [*drawings, *[""] * len(slots)], strict=False):
                slot.value = html
        self._link.value = ""

    def _complain(self, problems: Sequence[Problem]) -> None:
        lang = self.lang
        wrong = self._wrong(problems)
        for name, each in self._fields.items():
            each.mark(name in wrong)
        for part in self._parts:
            if isinstance(part, Section) and any(each.name in wrong for each in part.fields):
                part.unfold(True)
        stale = bool(problems) and self._view is not None
        takeable = self._view is not None and self._view.workbook is not None
        show(self._take, "ogs-hidden", stale or not takeable)  # inputs and result must agree
        show(self._results, "ogs-stale", stale)
        show(self._sentence, "ogs-stale", stale)
        if not problems:
            self._card.value = ""
            return
        after = [t("parts.wrong.stale", lang)] if stale else []
        self._tell(t("parts.wrong.title", lang, count=len(problems)), problems, after)

    def _tell(self, title: str, problems: Sequence[Problem], after: Sequence[str] = ()) -> None:
        """Show problems in the card that stays in sight."""
        lang = self.lang
        told = "".join(f"<li>{escape(each.say(lang))}</li>" for each in problems[:MOST_TOLD])
        more = len(problems) - MOST_TOLD
        rest = [t("parts.wrong.more", lang, count=more), *after] if more > 0 else after
        said = "".join(f"<p>{escape(line)}</p>" for line in rest)
        self._card.value = (
            f'<div role="alert"><p><strong>{escape(title)}</strong></p><ul>{told}</ul>{said}</div>'
        )

    def _wrong(self, problems: Sequence[Problem]) -> set[str]:
        """Name the fields that problems are about; a file's are its upload's."""
        uploads = [each for each in self._uploads() if each.problems]
        of_files = {id(problem) for each in uploads for problem in each.problems}
        typed = [problem for problem in problems if id(problem) not in of_files]
        return {problem.field.rpartition(".")[2] for problem in typed} | {
            each.name for each in uploads
        }

    # Taking it home

    def _take_home(self) -> None:
        view = self._view
        if view is not None and view.workbook is not None:
            title = t(f"{self.room}.title", self.lang)
            self._hand_over(self._link, lambda: write(self._sheets(view)), title)

    def _sheets(self, view: View) -> list[Sheet]:
        """Return what the spreadsheet holds."""
        return [self._typed_in(), *view.workbook()] if view.workbook else []

    def _hand_over(
        self, link: Any, make: Callable[[], bytes], title: str, ending: str = "xlsx"
    ) -> None:
        """Make a file and show where it can be had."""
        lang = self.lang
        link.value = f"<p>{escape(t('parts.take-home.working', lang))}</p>"
        try:
            handed = hand_over(make(), title, ending)
        except Exception:
            from traitlets.log import get_logger

            get_logger().exception("%s could not be taken home", type(self).__name__)
            link.value = f'<p role="alert">{escape(t("parts.take-home.failed", lang))}</p>'
            return
        if handed.href:
            words = escape(t("parts.take-home.link", lang, name=handed.name))
            expires = escape(t("parts.take-home.expires", lang, minutes=handed.minutes))
            link.value = (
                f'<p role="status"><a class="ogs-download" href="{escape(handed.href)}" '
                f'download="{escape(handed.name)}">{words}</a></p><p>{expires}</p>'
            )
        else:
            saved = escape(t("parts.take-home.saved", lang, name=handed.name))
            link.value = f'<p role="status">{saved}</p>'

    def _typed_in(self) -> Sheet:
        """Return a sheet of what the result was computed from: the fields on the page."""
        lang = self.lang
        columns = [
            Column(t("parts.take-home.input", lang)),
            Column(t("parts.take-home.value", lang)),
        ]
        rows = [
            [each.label(lang), each.written(lang)]
            for name, each in self._fields.items()
            if name not in self._hidden and each.listed
        ]
        caption = t("parts.take-home.inputs", lang)
        notes = [t(f"{self.room}.title", lang), self.said]
        return Sheet(caption, [Table(columns, rows, caption)], notes)

    # In a notebook

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        if asked := parse_qs(os.environ.get("QUERY_STRING", "")).get("lesson"):
            from ogs_teach.apps.starts import open_as_asked

            open_as_asked(self, asked[0])
        display(HTML(face()), self.page)


@cache
def face() -> str:
    """Return the style and the small script that every app's page carries, as HTML."""
    here = resources.files("ogs_teach.apps")
    style = (here / "style.css").read_text(encoding="utf-8")
    script = (here / "face.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


def asked_language() -> Lang:
    """Return the language that the page's address asks for."""
    asked = parse_qs(os.environ.get("QUERY_STRING", "")).get("lang", [""])[0]
    return "en" if asked == "en" else "th"
