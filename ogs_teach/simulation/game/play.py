"""The game: ten rounds of six months, decided by a committee and lived by a group."""

from collections.abc import Mapping
from functools import partial

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.inputs import parse_count
from ogs_teach.simulation.game.again import live_round, mattered, whys
from ogs_teach.simulation.game.agenda import agenda_of
from ogs_teach.simulation.game.content import Event, events
from ogs_teach.simulation.game.health import books, health_of
from ogs_teach.simulation.game.levers import LEVERS, USUAL
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
        self.check(decision)
        before = dict(self.world.levels)
        beginning = self.world.twin()
        self.beginnings.append(beginning)
        world, todo = self.world, self._agenda
        number = self.round
        months = live_round(world, decision, todo)
        if number == ROUNDS:
            world.last_count()
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
            partial(whys, beginning, decision, todo),
        )
        self.debriefs.append(debrief)
        seen = {dilemma.id for each in self.debriefs for dilemma in each.agenda.dilemmas}
        self._agenda = Agenda((), ()) if self.finished else agenda_of(world, self.round, seen)
        return debrief

    def check(self, decision: Decision) -> None:
        """Refuse what cannot be decided, all of it at once."""
        problems = Collector(SimulationError)
        if self.finished:
            problems.add(Problem("game.finished"))
            problems.close()
        for lever, options in LEVERS.items():
            chosen = decision.rules.get(lever)
            if chosen is None:
                problems.add(Problem("game.missing", f"game.lever.{lever}"))
            elif chosen not in options:
                problems.add(Problem("game.unknown-option", f"game.lever.{lever}"))
        for lever in decision.rules:
            if lever not in LEVERS:
                problems.add(Problem("game.unknown-lever", values={"got": str(lever)[:30]}))
        self._check_numbers(
            problems, "case", decision.cases, [len(case.options) for case in self.agenda.cases]
        )
        self._check_numbers(
            problems,
            "dilemma",
            decision.dilemmas,
            [len(dilemma.choices) for dilemma in self.agenda.dilemmas],
        )
        problems.close()

    def _check_numbers(
        self, problems: Collector, what: str, chosen: tuple[int, ...], options: list[int]
    ) -> None:
        if len(chosen) != len(options):
            values: dict[str, object] = {"wanted": len(options), "got": len(chosen)}
            problems.add(Problem("game.wrong-count", f"game.field.{what}", values=values))
            return
        for number, (option, most) in enumerate(zip(chosen, options, strict=True), 1):
            if type(option) is not int or not 0 <= option < most:
                problems.add(
                    Problem("game.no-option", f"game.field.{what}", values={"number": number})
                )

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


def befell(world: World, number: int) -> tuple[Event, ...]:
    """Return what befell the group in the round just lived."""
    counts = world.counts
    found = [shock.name for shock in world.future.scenario.shocks if counts[f"began {shock.name}"]]
    if counts["found"]:
        found.append("keeper-found")
    if counts["months short"]:
        found.append("short")
    if counts["lost"] > counts["found"]:
        found.append("written-off")
    if number % 2 == 0:
        surplus = world.future.years[-1].surplus
        found.append("year-good" if surplus > 0 else "year-loss")
    if not found or set(found) <= {"year-good"}:
        found.insert(0, "calm")
    return tuple(events()[each] for each in found)
