"""The half-year at hand of the five-year game: its rules, its questions, what is chosen so far."""

from ogs_teach.apps.game_levers import Lever, rules_line
from ogs_teach.apps.game_place import shorten, spell_out
from ogs_teach.apps.game_shown import questions, rules_so_far
from ogs_teach.apps.picks import Pick
from ogs_teach.i18n import Lang
from ogs_teach.simulation.game import LEVERS, Decision, Game
from ogs_teach.simulation.game.agenda import MOST


class HalfYear:
    """The fields of a half-year, which serve one after the other."""

    def __init__(self) -> None:
        self.levers = [Lever(name) for name in LEVERS]
        self.cases = [Pick(f"case_{number}") for number in range(1, MOST + 1)]
        self.dilemmas = [Pick(f"dilemma_{number}") for number in range(1, MOST + 1)]
        self._asked = 0, 0

    @property
    def picks(self) -> list[Pick]:
        """All questions that there is room for."""
        return [*self.cases, *self.dilemmas]

    @property
    def asked(self) -> list[Pick]:
        """The questions that are asked: cases, then dilemmas."""
        cases, dilemmas = self._asked
        return [*self.cases[:cases], *self.dilemmas[:dilemmas]]

    @property
    def open(self) -> list[Pick]:
        """The questions that nobody has answered yet."""
        return [pick for pick in self.asked if pick.read() is None]

    def take_up(self, game: Game, now: str, lang: Lang) -> None:
        """Ask what the half-year asks: the last one's rules stand, all questions are open.

        Parameters
        ----------
        game : Game
        now : str
            What was chosen already, as `now` says it.
        lang : "th" or "en"
        """
        for lever in self.levers:
            lever.set(rules_so_far(game)[lever.name])
        self._asked = len(game.agenda.cases), len(game.agenda.dilemmas)
        for pick, (title, story, answers) in zip(self.asked, questions(game), strict=True):
            pick.ask(title, story, answers)
        sizes = [len(lever.options) for lever in self.levers]
        chosen = spell_out(now, [*sizes, *(len(pick.box.options) for pick in self.asked)])
        for lever, number in zip(self.levers, chosen, strict=False):
            if number is not None:
                lever.set(lever.options[number])
        for pick, number in zip(self.asked, chosen[len(self.levers) :], strict=True):
            pick.set(number)
            pick.relabel(lang)

    @property
    def now(self) -> str:
        """What is chosen so far, as the page's address keeps it."""
        rules = [lever.options.index(lever.read()) for lever in self.levers]
        return shorten([*rules, *(pick.read() for pick in self.asked)])

    def rules_in_force(self, game: Game, lang: Lang) -> str:
        """Draw the rules in a line, once they are folded away."""
        if game.round == 1:
            return ""
        return rules_line({lever.name: lever.read() for lever in self.levers}, lang)

    def decision(self) -> Decision:
        """Return what is decided; only once no question is open."""
        cases, dilemmas = self._asked
        return Decision(
            {lever.name: lever.read() for lever in self.levers},
            tuple(pick.read() or 0 for pick in self.cases[:cases]),
            tuple(pick.read() or 0 for pick in self.dilemmas[:dilemmas]),
        )
