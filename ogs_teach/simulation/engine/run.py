"""Many futures of one group, a block at a time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.inputs import parse_count
from ogs_teach.simulation.draws import states
from ogs_teach.simulation.engine.layout import MONTH, YEAR, Ints, Records
from ogs_teach.simulation.records import Month, Year
from ogs_teach.simulation.scenario import Scenario

MOST_TRIALS = 10_000
MOST_SEEN = 2_000_000  # months of all trials that are kept: 256 MB
MOST_LIVED = 2_000_000_000  # member-months, beyond which nobody would wait
BLOCK = 3_000
"""Places in a block: what is known of them lies in the processor's cache from year to year."""


@dataclass(frozen=True)
class Run:
    """What some futures showed.

    Parameters
    ----------
    months : dict of {name: array of int, shape (trials, months)}
        Named as in `Month`.
    years : dict of {name: array of int, shape (trials, years)}
        Named as in `Year`.
    """

    months: dict[str, Ints]
    years: dict[str, Ints]

    @property
    def trials(self) -> int:
        """How many futures."""
        return len(self.months["cash"])

    def then(self, more: "Run") -> "Run":
        """Return these futures and some more."""
        return Run(
            {
                name: np.concatenate([table, more.months[name]])
                for name, table in self.months.items()
            },
            {name: np.concatenate([table, more.years[name]]) for name, table in self.years.items()},
        )

    def month(self, trial: int, number: int) -> Month:
        """Return what one future showed at the end of a month, 1 being the first."""
        return Month(**{name: int(table[trial, number - 1]) for name, table in self.months.items()})

    def year(self, trial: int, number: int) -> Year:
        """Return what one future showed at the end of a year, 1 being the first."""
        return Year(**{name: int(table[trial, number - 1]) for name, table in self.years.items()})


def simulate(
    scenario: Scenario,
    trials: int,
    *,
    seed: int = 0,
    first: int = 0,
    block: int = BLOCK,
    progress: Callable[[float], bool | None] | None = None,
) -> Run:
    """Live through many futures.

    Parameters
    ----------
    scenario : Scenario
    trials : int
        1 to 10,000.
    seed : int
        Zero or more. One seed and one trial always bring the same, whatever the block and
        however many trials.
    first : int
        Number of the first trial: a later run goes on where an earlier one ended.
    block : int
        Members reckoned at a time.
    progress : function, optional
        Called with the part done, 0 to 1, after each year of a block; the run stops if it
        returns False.

    Returns
    -------
    Run

    Raises
    ------
    SimulationError
        If it is too much; or `simulation.stopped` after `progress` has said so.

    Examples
    --------
    >>> from ogs_teach.simulation import Habits, Start
    >>> calm = Scenario(
    ...     Start.founding(12, pledge=100_00), habits=Habits.steady(), shocks=(), years=1
    ... )
    >>> simulate(calm, 3).months["savings"][:, -1].tolist()
    [1440000, 1440000, 1440000]
    """
    problems = Collector(SimulationError)
    with problems:
        parse_count(trials, "simulation.field.trials", lowest=1, highest=MOST_TRIALS)
    for name, number in (("seed", seed), ("first", first)):
        with problems:
            parse_count(number, f"simulation.field.{name}")
    problems.close()
    kept = trials * scenario.months
    if kept > MOST_SEEN or kept * scenario.slots > MOST_LIVED:
        raise SimulationError(Problem("simulation.too-much", "simulation.field.trials"))
    from ogs_teach.simulation.engine.month import live_year
    from ogs_teach.simulation.engine.told import bench, first_day, told

    tells, (places, group, sureties) = told(scenario), first_day(scenario)
    room = bench(scenario, sureties.shape[1])
    months = np.zeros((trials, scenario.years, 12), MONTH)
    ends = np.zeros((trials, scenario.years), YEAR)
    at_once = max(block // scenario.slots, 1)
    for begin in range(0, trials, at_once):
        some = slice(begin, min(begin + at_once, trials))
        count = some.stop - some.start
        now = (
            np.tile(places, (count, 1)),
            np.tile(group, count),
            np.tile(sureties, (count, 1, 1)),
            np.zeros((count, len(scenario.shocks)), np.int64),
        )
        streams = states(seed, range(first + some.start, first + some.stop))
        for year in range(scenario.years):
            live_year(tells, room, *now, streams, months[some], ends[some], year)
            done = (begin * scenario.years + count * (year + 1)) / (trials * scenario.years)
            if progress and progress(done) is False:
                raise SimulationError(Problem("simulation.stopped"))
    return Run(_columns(months.reshape(trials, scenario.months)), _columns(ends))


def _columns(table: Records) -> dict[str, Ints]:
    return {name: table[name] for name in table.dtype.names or ()}
