"""The five-year game: a team is the committee of one group, half-year by half-year."""

from collections.abc import Collection, Mapping, Sequence
from importlib import resources
from typing import Any

from ogs_teach.apps import game_final, game_place, game_shown
from ogs_teach.apps.actions import Action, Panel
from ogs_teach.apps.game_debrief import debrief_view
from ogs_teach.apps.game_levers import Lever
from ogs_teach.apps.game_shown import ROOM, say
from ogs_teach.apps.parts import App, Count, Field, Section, Sheet, View, asked_language
from ogs_teach.apps.picks import Pick
from ogs_teach.apps.reporting import kept_game, report_game
from ogs_teach.errors import OgsError, Problem
from ogs_teach.i18n import Lang
from ogs_teach.simulation.game import LEVERS, Decision, Game

CASES = ("case_1", "case_2")
DILEMMAS = ("dilemma_1", "dilemma_2")
FIRST_SET, LAST_SET = 1, 9999
"""Numbers of sets of events that a team may type."""


class GameApp(App):
    """Ten half-years: what to decide, and what came of it.

    The steps are "opening", "round", "debrief" and "final".
    """

    room = ROOM
    below = ("go_on", "print", "again")

    def __init__(self, lang: Lang | None = None) -> None:
        self._game: Game | None = None
        self._step = "opening"
        self._now = ""
        self._untold = ""
        self._tries, self._open = 0, ""
        self._kept = kept_game()
        super().__init__(lang or asked_language())
        self.page.add_class("ogs-game")
        self._come_back()

    @property
    def game(self) -> Game | None:
        """The game as it stands, None before it begins."""
        return self._game

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs of all steps."""
        self._rules = Section("rules", [Lever(name) for name in LEVERS])
        self._again = Section("again", [Action("restart", self._restart)])
        return [
            Panel("place"),
            Panel("lead"),
            Count("seed", FIRST_SET, lowest=FIRST_SET, highest=LAST_SET),
            Action("start", self._start, main=True),
            self._rules,
            *(Pick(name) for name in (*CASES, *DILEMMAS)),
            Action("decide", self._decide, main=True),
            Action("go_on", self._go_on, main=True),
            Action("print", lambda: None),
            self._again,
        ]

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Show what belongs to the step."""
        steps = {
            "seed": ("opening",) if self._kept is None else (),
            "start": ("opening",),
            "rules": ("round",),
            "decide": ("round",),
            "go_on": ("debrief",),
            "print": ("final",),
            "again": ("debrief", "final"),
        }
        asked = {pick.name for pick in self._picks} if self._step == "round" else set()
        needless = [name for name in (*CASES, *DILEMMAS) if name not in asked]
        return [*needless, *(name for name, where in steps.items() if self._step not in where)]

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Show the step."""
        game = self._game
        code = "" if game is None else game.code
        number = "" if game is None else str(game.round)
        step = f"{self._step} {number}".strip()
        self["place"].draw(game_place.mark(code, self._now, step, self._open))
        if game is None:
            self["lead"].draw(game_shown.opening(self._kept, lang))
            return View(sentence=say("opening.sentence", lang))
        if self._step == "round":
            self["lead"].draw(game_shown.standing(game, lang))
            waiting = sum(pick.read() is None for pick in self._picks)
            return View(sentence=game_shown.round_sentence(game, waiting, lang))
        self["lead"].draw(game_shown.note(self._untold, lang))
        if self._step == "debrief":
            return debrief_view(game, lang)
        return game_final.final_view(game, lang)

    # What a team does

    def _start(self) -> None:
        try:
            seed = self["seed"].read() if self._kept is None else self._kept.seed
        except OgsError:
            return  # the card says already what is wrong with it
        self._game = Game(seed)
        self._report()
        self._take_up()

    def _decide(self) -> None:
        game = self._in_play
        open_ = [pick for pick in self._picks if pick.read() is None]
        problems = [
            Problem(f"{ROOM}.undecided", pick.key, values={"what": pick.title(self.lang)})
            for pick in open_
        ]
        if not problems:
            try:
                game.decide(self._decision())
            except OgsError as error:
                problems = list(error.problems)
        if problems:
            self._ask_again(open_, problems)
            return
        self._report()
        self._show_step("debrief")

    def _ask_again(self, open_: Sequence[Pick], problems: Sequence[Problem]) -> None:
        """Say what is not decided yet, and go to the first of it."""
        if open_:
            self._tries += 1
            self._open = f"{self._tries} {open_[0].css_name}"
        self._refresh()
        self._tell(say("not-yet", self.lang, count=len(problems)), problems)
        for pick in open_:
            pick.mark(True)

    def _go_on(self) -> None:
        if self._in_play.finished:
            self._show_step("final", game_place.END)
        else:
            self._take_up()

    def _restart(self) -> None:
        if self._kept is None and self._game is not None:
            self["seed"].put(self._game.seed % LAST_SET + 1)
        self._game = None
        self._again.unfold(False)
        self._show_step("opening")

    # The half-year at hand

    @property
    def _in_play(self) -> Game:
        assert self._game is not None  # noqa: S101 - its buttons are there in a game alone
        return self._game

    @property
    def _picks(self) -> list[Pick]:
        """The questions of the half-year at hand."""
        if self._game is None or self._game.finished:
            return []
        agenda = self._game.agenda
        names = [*CASES[: len(agenda.cases)], *DILEMMAS[: len(agenda.dilemmas)]]
        return [self[name] for name in names]

    def _decision(self) -> Decision:
        rules = {lever: self[lever].read() for lever in LEVERS}
        chosen = {pick.name: pick.read() for pick in self._picks}
        return Decision(
            rules,
            tuple(chosen[name] for name in CASES if name in chosen),
            tuple(chosen[name] for name in DILEMMAS if name in chosen),
        )

    def _take_up(self, now: str = "") -> None:
        """Begin a half-year, or go on with it: last half-year's rules, all questions open."""
        game = self._in_play
        for lever, option in game_shown.rules_so_far(game).items():
            self[lever].set(option)
        for pick, (title, story, answers) in zip(
            self._picks, game_shown.questions(game), strict=True
        ):
            pick.ask(title, story, answers)
        if now:
            sizes = [len(LEVERS[lever]) for lever in LEVERS]
            sizes += [len(pick.box.options) for pick in self._picks]
            chosen = game_place.spell_out(now, sizes)
            for (lever, options), number in zip(LEVERS.items(), chosen, strict=False):
                if number is not None:
                    self[lever].set(options[number])
            for pick, number in zip(self._picks, chosen[len(LEVERS) :], strict=True):
                pick.set(number)
        self._rules.unfold(game.round == 1)
        for pick in self._picks:
            pick.relabel(self.lang)
        self._show_step("round", self._draft())

    def _draft(self) -> str:
        rules = [options.index(self[lever].read()) for lever, options in LEVERS.items()]
        return game_place.shorten([*rules, *(pick.read() for pick in self._picks)])

    def _changed(self) -> None:
        if self._step == "round":
            self._now = self._draft()
        super()._changed()

    def _show_step(self, step: str, now: str = "") -> None:
        self._step, self._now = step, now
        self._refresh()

    # Where the game is kept

    def _come_back(self) -> None:
        """Go on with the address's game, else with the one that the class keeps."""
        code, now = game_place.asked()
        if not code and self._kept is not None:
            code, now = self._kept.code, ""
        if not code:
            return
        try:
            self._game = Game.of_code(code)
        except OgsError as error:
            self._tell(say("broken", self.lang), error.problems)
            return
        if self._game.finished and now in ("", game_place.END):
            self._show_step("final", game_place.END)
        elif self._game.debriefs and not now:
            self._show_step("debrief")
        else:
            self._take_up(now)

    def _report(self) -> None:
        game = self._in_play
        told = report_game(game.code, game.round, game.health.whole)
        self._untold = ""
        if not told and self._kept is not None:
            self._untold = "untold" if kept_game() is None else "kept-later"

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        style = resources.files("ogs_teach.apps") / "game.css"
        display(HTML(f"<style>{style.read_text(encoding='utf-8')}</style>"))
        super()._ipython_display_()

    def _sheets(self, view: View) -> list[Sheet]:
        """Return what happened; the inputs of the last step are among it."""
        return list(view.workbook()) if view.workbook else []
