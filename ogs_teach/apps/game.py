"""The five-year game: a team is the committee of one group, half-year by half-year."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from importlib import resources
from typing import Any

from ogs_teach.apps import game_place, game_shown
from ogs_teach.apps.actions import Action, Panel
from ogs_teach.apps.game_debrief import debrief_view
from ogs_teach.apps.game_final import final_view
from ogs_teach.apps.game_half_year import HalfYear
from ogs_teach.apps.game_shown import ROOM, say
from ogs_teach.apps.parts import App, Count, Field, Section, Sheet, View
from ogs_teach.apps.reporting import SEEDS, kept_game, report_game
from ogs_teach.errors import OgsError, Problem
from ogs_teach.i18n import Lang
from ogs_teach.simulation.game import Game, Mattered

FIRST_SET, LAST_SET = 1, SEEDS
"""Numbers of sets of events that a team may type."""
STEPS = {
    "start": ("opening",),
    "rules": ("round",),
    "decide": ("round",),
    "go_on": ("debrief",),
    "print": ("final",),
    "again": ("debrief", "final"),
}
"""In which steps a field or section stands on the page."""


class GameApp(App):
    """Ten half-years: what to decide, and what came of it.

    The steps are "opening", then "round" and "debrief" in turn, then "final".
    """

    room = ROOM
    below = ("go_on", "print", "again")

    def __init__(self, lang: Lang | None = None) -> None:
        self._game: Game | None = None
        self._step, self._now = "opening", ""
        self._tries, self._open = 0, ""
        self._weighed: Sequence[Mattered] | None = None
        self._task: asyncio.Task[None] | None = None
        self._kept, self._untold = kept_game(), ""
        super().__init__(lang)
        self.page.add_class("ogs-game")
        self._come_back()

    @property
    def game(self) -> Game | None:
        """The game as it stands, None before it begins."""
        return self._game

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs of all steps."""
        self.half_year = HalfYear()
        self._rules = Section("rules", self.half_year.levers)
        self._again = Section("again", [Action("restart", self._restart)])
        return [
            Panel("place"),
            Panel("lead"),
            Count("seed", FIRST_SET, lowest=FIRST_SET, highest=LAST_SET),
            Action("start", self._start, main=True),
            self._rules,
            *self.half_year.picks,
            Action("decide", self._decide, main=True),
            Action("go_on", self._go_on, main=True),
            Action("print", lambda: None),  # `face.js` prints
            self._again,
        ]

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Show what belongs to the step."""
        needless = {name for name, steps in STEPS.items() if self._step not in steps}
        if self._step != "opening" or self._kept is not None:
            needless.add("seed")
        asked = self.half_year.asked if self._step == "round" else []
        return needless | {pick.name for pick in self.half_year.picks if pick not in asked}

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Show the step."""
        game = self._game
        if game is None:
            self["lead"].draw(game_shown.opening(self._kept, lang))
            return View(sentence=say("opening.sentence", lang))
        if self._step == "round":
            note = game_shown.note(self._not_of_class(game), lang)
            now = game_shown.standing(game, lang) + self.half_year.rules_in_force(game, lang)
            self["lead"].draw(note + now)
            waiting = len(self.half_year.open)
            return View(sentence=game_shown.round_sentence(game, waiting, lang))
        self["lead"].draw(game_shown.note(self._untold, lang))
        if self._step == "debrief":
            return debrief_view(game, lang)
        return final_view(game, self._weighed, lang)

    def close(self) -> None:
        """Close the page; what is still being looked for is dropped."""
        self._game = None
        super().close()

    # What a team does; a second tap on the same button comes too late to do anything

    def _start(self) -> None:
        if self._game is not None:
            return
        try:
            seed = self["seed"].read() if self._kept is None else self._kept.seed
        except OgsError:
            return  # the card says already what is wrong with it
        self._game = Game(seed)
        self._report(self._game)
        self._take_up(self._game)

    def _decide(self) -> None:
        game = self._game
        if game is None or self._step != "round":
            return
        if self.half_year.open:
            self._ask_again()
            return
        game.decide(self.half_year.decision())
        self._report(game)
        if game.finished:
            self._weigh(game)
        self._show_step("debrief", game_place.LAST if game.finished else "")

    def _ask_again(self) -> None:
        """Say what is not decided yet, and go to the first of it."""
        waiting = self.half_year.open
        self._tries += 1
        self._open = f"{self._tries} {waiting[0].css_name}"
        self._refresh()
        problems = [
            Problem(f"{ROOM}.undecided", pick.key, values={"what": pick.title(self.lang)})
            for pick in waiting
        ]
        self._tell(say("not-yet", self.lang, count=len(waiting)), problems)
        for pick in waiting:
            pick.mark(True)

    def _go_on(self) -> None:
        game = self._game
        if game is None or self._step != "debrief":
            return
        if game.finished:
            self._show_step("final", game_place.END)
        else:
            self._take_up(game)

    def _restart(self) -> None:
        if self._game is None:
            return
        self["seed"].put(self._game.seed % LAST_SET + 1)
        self._game = None
        self._again.unfold(False)
        self._show_step("opening")

    # How the page follows

    def _take_up(self, game: Game, now: str = "") -> None:
        self.half_year.take_up(game, now, self.lang)
        self._rules.unfold(game.round == 1)
        self._show_step("round", self.half_year.now)

    def _refresh(self) -> None:
        super()._refresh()
        game = self._game  # the page follows its place, so that comes last
        code, number = ("", "") if game is None else (game.code, str(game.round))
        step = f"{self._step} {number}".strip()
        self["place"].draw(game_place.mark(code, self._now, step, self._open))

    def _changed(self) -> None:
        if self._step == "round":
            self._now = self.half_year.now
        super()._changed()

    def _show_step(self, step: str, now: str = "") -> None:
        self._step, self._now = step, now
        self._refresh()

    # Which choices mattered: seconds of work, done while the team talks

    def _weigh(self, game: Game) -> None:
        self._weighed = None
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nothing to wait in
            self._weighed = game.choices_that_mattered()
        else:
            self._task = loop.create_task(self._weigh_beside(game))

    async def _weigh_beside(self, game: Game) -> None:
        found: Sequence[Mattered] = ()
        try:
            found = await asyncio.to_thread(game.choices_that_mattered)
        except Exception:
            from traitlets.log import get_logger

            get_logger().exception("the choices that mattered could not be found")
        if game is self._game:
            self._weighed = found
            self._refresh()

    # Where the game is kept

    def _come_back(self) -> None:
        """Go on with the address's game, else with the one that the class keeps."""
        code, now = game_place.asked()
        if not code and self._kept is not None:
            code, now = self._kept.code, ""
        try:
            self._game = game = Game.of_code(code) if code else None
        except OgsError as error:
            self._tell(say("broken", self.lang), error.problems)
            return
        if game is None:
            return
        self._untold = self._not_of_class(game)
        if game.finished:
            self._weigh(game)
        if game.finished and now != game_place.LAST:
            self._show_step("final", game_place.END)
        elif game.finished or (game.debriefs and not now):
            self._show_step("debrief", now)
        else:
            self._take_up(game, now)

    def _report(self, game: Game) -> None:
        """Tell the class where the game stands; what it did not hear is told to the team."""
        self._untold = self._not_of_class(game)
        if self._kept is None or self._untold:
            return
        told = report_game(game.code, game.round, game.health.whole)
        if told is None:
            self._untold = "untold-end" if game.finished else "untold"
        elif not told:
            self._untold = "kept-later"

    def _not_of_class(self, game: Game) -> str:
        """Name the note for a game of another set of events, which is none of the class's."""
        mine = self._kept is None or game.seed == self._kept.seed
        return "" if mine else "not-of-class"

    def _sheets(self, view: View) -> list[Sheet]:
        """Return what happened; the inputs of the last step are among it."""
        return list(view.workbook()) if view.workbook else []

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        style = resources.files("ogs_teach.apps") / "game.css"
        display(HTML(f"<style>{style.read_text(encoding='utf-8')}</style>"))
        super()._ipython_display_()
