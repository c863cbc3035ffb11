"""The game: ten rounds of six months, decided by a committee and lived by a group."""

from collections.abc import Mapping
from functools import partial

from ogs_teach.errors import Problem, SimulationError
from ogs_teach.inputs import parse_count
from ogs_teach.simulation.game.again import live_round, mattered, whys
from ogs_teach.simulation.game.agenda import agenda_of
from ogs_teach.simulation.game.befell import befell
from ogs_teach.simulation.game.checking import checked
from ogs_teach.simulation.game.health import books, health_of
from ogs_teach.simulation.game.levers import USUAL
from ogs_teach.simulation.game.records import Agenda, Debrief, Decision, Health, Mattered
from ogs_teach.simulation.game.world import ROUNDS, World, founded
from ogs_teach.simulation.records import Month

LARGEST_SEED = 2**32 - 1


class Game:
    """A game of five years.

    Parameters
    ----------
    seed : int
        0 to 4,294,967,295; the same seed brings every team the same fortune.

    Examples
    --------
    >>> game = Game(7)
    >>> agenda = game.agenda
    >>> debrief = game.decide(
    ...     Decision(dict(USUAL), (0,) * len(agenda.cases), (1,) * len(agenda.dilemmas))
    ... )
    >>> len(debrief.months), game.round, game.finished
    (6, 2, False)
    """

    def __init__(self, seed: int) -> None:
        self.seed = parse_count(seed, "game.field.seed", highest=LARGEST_SEED)
        self.world = founded(self.seed)
        self.debriefs: list[Debrief] = []
        self.beginnings: list[World] = []
        self._health = health_of(self.world, (self.world.month,), USUAL["times"])
        self._agenda = agenda_of(self.world, 1, ())

    @property
    def round(self) -> int:
        """The round to be decided, from 1; 11 when the game is over."""
        return len(self.debriefs) + 1

    @property
    def finished(self) -> bool:
        """Whether all ten rounds have been lived."""
        return self.round > ROUNDS

    @property
    def levels(self) -> Mapping[str, int]:
        """The five virtues, 0 to 100."""
        return dict(self.world.levels)

    @property
    def group(self) -> Month:
        """The group as its books have it today."""
        return books(self.world.month)

    @property
    def health(self) -> Health:
        """How the group and its members stand today."""
        return self._health

    @property
    def agenda(self) -> Agenda:
        """What the round's meeting has to decide; empty when the game is over."""
        return self._agenda

    def decide(self, decision: Decision) -> Debrief:
        """Live through the round.

        Raises
        ------
        SimulationError
            With everything that cannot be decided so.
        """
        if self.finished:
            raise SimulationError(Problem("game.finished"))
        decision = checked(decision, self._agenda)
        before = dict(self.world.levels)
        beginning = self.world.twin()
        self.beginnings.append(beginning)
        world, todo = self.world, self._agenda
        number = self.round
        months = live_round(world, decision, todo, last=number == ROUNDS)
        self._health = health_of(world, months, decision.rules["times"])
        debrief = Debrief(
            number,
            decision,
            todo,
            tuple(books(month) for month in months),
            befell(world, number),
            tuple(
                dilemma.choices[option].tells
                for dilemma, option in zip(todo.dilemmas, decision.dilemmas, strict=True)
            ),
            dict(world.levels),
            {virtue: level - before[virtue] for virtue, level in world.levels.items()},
            self._health,
            world.future.years[-1] if number % 2 == 0 else None,
            partial(whys, beginning, decision, todo, last=number == ROUNDS),
        )
        self.debriefs.append(debrief)
        seen = {dilemma.id for each in self.debriefs for dilemma in each.agenda.dilemmas}
        self._agenda = Agenda((), ()) if self.finished else agenda_of(world, self.round, seen)
        return debrief

    def choices_that_mattered(self) -> tuple[Mattered, ...]:
        """Return the choices with the largest effect on how the group stands, five at most.

        Each is found by living the game again with another option, all else being decided as
        it was.
        """
        return mattered(self.beginnings, self.debriefs, self.health)

    @property
    def code(self) -> str:
        """The seed and all decisions, short, for an address."""
        from ogs_teach.simulation.game.record import code_of

        return code_of(self)

    @classmethod
    def of_code(cls, code: str) -> "Game":
        """Play a recorded game again.

        Raises
        ------
        SimulationError
            If it is no code of a game.
        """
        from ogs_teach.simulation.game.record import game_of

        return game_of(code)
