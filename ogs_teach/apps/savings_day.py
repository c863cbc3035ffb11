"""The savings-day lab: a table team enters one day's slips, finds mistakes and closes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ogs_teach.apps import savings_day_shown as shown
from ogs_teach.apps.actions import Action, Panel
from ogs_teach.apps.parts import App, Baht, Choice, Field, Note, Section, Sheet, View, escape
from ogs_teach.apps.savings_day_sheet import debrief
from ogs_teach.apps.savings_day_shown import ROOM
from ogs_teach.books import Line
from ogs_teach.errors import OgsError
from ogs_teach.i18n import Lang, t
from ogs_teach.savings_day import LEVELS, Paper, SavingsDay

PARTS = {
    "deposit": ("savings", "fine"),
    "passbook": ("savings", "fine"),
    "repayment": ("fine", "interest", "principal"),
    "loan": ("loan_out",),
    "payment": ("stationery",),
}
AMOUNTS = ("savings", "fine", "interest", "principal", "loan_out", "stationery")


class SavingsDayApp(App):
    """Slips on one side, the register, the cash: one day of the twelve-member group."""

    room = ROOM

    def __init__(self, lang: Lang | None = None) -> None:
        self._day = SavingsDay(1)
        self._notes: list[Note] = []
        self._tries = 0
        super().__init__(lang)

    @property
    def day(self) -> SavingsDay:
        """The day as it stands."""
        return self._day

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs: level, the slip in hand with its parts, what to do, the cash."""
        return [
            Panel("mission"),
            Choice("level", [str(level) for level in LEVELS], tabs=True),
            Choice("paper", [p.number for p in self._day.papers], self._next(), says=self._says),
            Panel("face"),
            *(Baht(name, 0, step=10) for name in AMOUNTS),
            Choice("guarantor", ["", *sorted(self._day.group.members)], says=self._named),
            Action("enter", self._enter, main=True),
            Action("take_back", self._take_back),
            Panel("done"),
            Action("undo", self._undo),
            Action("hint", self._hint),
            Panel("cash"),
            Action("record", self._record),
            Action("close", self._close_day, main=True),
            Panel("answer"),
            Section("again", [Action("restart", self._restart)]),
        ]

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Show the parts of the slip in hand, and what can be done with it."""
        paper = self._day.paper(values["paper"])
        entered = bool(self._day.entries(paper.number))
        closed = self._day.closed
        kept = () if entered or closed else PARTS[paper.kind]
        needless = [name for name in AMOUNTS if name not in kept]
        for name, needed in (
            ("guarantor", bool(kept) and paper.kind == "loan"),
            ("enter", bool(kept)),
            ("take_back", entered and not closed),
            ("undo", self._day.can_undo),
            ("hint", not closed),
            ("record", not closed and not self._day.recorded),
            ("close", not closed),
        ):
            if not needed:
                needless.append(name)
        return needless

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Show the register, the cards and the cash."""
        day, paper = self._day, self._day.paper(values["paper"])
        self["mission"].draw("" if day.can_undo or day.closed else shown.mission(lang))
        self["face"].draw(shown.face(day, paper, lang))
        self["cash"].draw(shown.cash(day, lang))
        return View(
            sentence=shown.sentence(day, lang),
            blocks=[*self._notes, *shown.blocks(day, lang)],
            workbook=lambda: debrief(day, self._tries, lang),
        )

    # What the team does

    def _enter(self) -> None:
        paper = self._in_hand()

        def enter() -> None:
            parts = {name: self[name].read() for name in PARTS[paper.kind]}
            lines = [
                Line(name, amount, paper.member, paper.loan)
                for name, amount in parts.items()
                if amount
            ]
            self._day.enter(paper.number, *lines, guarantor=self["guarantor"].read())
            self._answer("entered", slip=paper.number)
            self._take_up(self._next(paper))

        self._act(enter)

    def _take_back(self) -> None:
        paper = self._in_hand()

        def take_back() -> None:
            self._day.take_back(paper.number)
            self._answer("taken-back", slip=paper.number)
            self._take_up(paper.number)

        self._act(take_back)

    def _undo(self) -> None:
        def undo() -> None:
            self._day.undo()
            self._answer("undone")
            self._take_up(self._in_hand().number)

        self._act(undo)

    def _hint(self) -> None:
        problem = self._day.hint()
        if problem is None:
            self._answer("nothing-left")
        else:
            self._hush()
            self["done"].draw(shown.told("hint", problem, self.lang))
        self._refresh()

    def _record(self) -> None:
        def record() -> None:
            self._day.record(self._day.counted - self._day.journal.cash)
            self._answer("recorded", panel="answer")

        self._act(record)

    def _close_day(self) -> None:
        self._tries += 1
        found = self._day.close()
        self._hush()
        self._notes = [Note(t(f"{ROOM}.auditor", self.lang), "plain")] if found else []
        self._notes += [Note(problem.say(self.lang), "warning") for problem in found]
        if not found:
            self._answer("closed", panel="answer")
        self._refresh()

    def _restart(self) -> None:
        self._begin(self._day.level)
        self._refresh()

    # How the page follows

    def speak(self, lang: Lang) -> None:
        """Say the whole page in a language; old remarks stand in the other one and go."""
        self._notes = []
        self._hush()
        super().speak(lang)
        self._take_up(self["paper"].read())

    def _changed(self) -> None:
        if int(self["level"].read()) != self._day.level:
            self._begin(int(self["level"].read()))
        else:
            paper = self._in_hand()
            if paper.number != self._seen:
                self._hush()
                self._take_up(paper.number)
        self._refresh()

    def _begin(self, level: int) -> None:
        self._day, self._notes, self._tries = SavingsDay(level), [], 0
        self._hush()
        self._take_up(self._next())

    def _act(self, do: Callable[[], None]) -> None:
        """Do something; a refusal is told in the card, and nothing else changes."""
        self._notes = []
        try:
            do()
        except OgsError as error:
            self._hush()
            self._refresh()
            self._tell(t(f"{ROOM}.refused", self.lang), error.problems)
        else:
            self._refresh()

    def _answer(self, key: str, panel: str = "done", **values: object) -> None:
        """Say what was done beside the button that did it."""
        text = escape(t(f"{ROOM}.{key}", self.lang, **values))
        self._hush()
        self[panel].draw(f'<p class="ogs-told" role="status">✓ {text}</p>')

    def _hush(self) -> None:
        for panel in ("done", "answer"):
            self[panel].draw("")

    def _take_up(self, number: str) -> None:
        """Take a slip in hand, its boxes empty, and mark the slips that are entered."""
        self["paper"].offer([paper.number for paper in self._day.papers], number)
        for name in AMOUNTS:
            self[name].set(0)
        self["guarantor"].offer(self["guarantor"].options, "")
        self._seen = number

    def _in_hand(self) -> Paper:
        return self._day.paper(self["paper"].read())

    def _next(self, after: Paper | None = None) -> str:
        """Return the next slip that the helper left to the team, or the same where none is."""
        waiting = [
            paper.number
            for paper in self._day.papers
            if not paper.helper and not self._day.entries(paper.number)
        ]
        self._seen = waiting[0] if waiting else (after or self._day.papers[0]).number
        return self._seen

    def _says(self, number: str, lang: Lang) -> str:
        return shown.paper_name(self._day, self._day.paper(number), lang)

    def _named(self, member: str, lang: Lang) -> str:
        return shown.person(self._day, member) if member else t(f"{ROOM}.nobody", lang)

    def _sheets(self, view: View) -> list[Sheet]:
        """Return the debrief sheet alone: there are no inputs to list."""
        return list(view.workbook()) if view.workbook else []
