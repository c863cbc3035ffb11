"""What befalls a whole group: weather, prices, rumours, a dishonest keeper.

A shock lasts some months and multiplies the members' chances. Those here are set for
practice, after what has been reported of groups that failed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.inputs import Number, parse_count, parse_percent, shown
from ogs_teach.simulation.habits import CHANCES, threshold

PARTS = 16
"""Multipliers are whole sixteenths, so that whole numbers stay whole."""


@dataclass(frozen=True)
class Shock:
    """One kind of misfortune.

    Parameters
    ----------
    name : str
    chance : Fraction
        Percent a year, while it is not going on.
    shortest, longest : int
        Months.
    times : dict of {chance: Fraction}
        What it multiplies, as `{"late": 4}`; rounded to sixteenths.
    drain : Fraction
        Percent of the cash that vanishes each month until an audit finds it.

    Examples
    --------
    >>> SHOCKS["flood"].but(chance=100).chance
    Fraction(100, 1)
    """

    name: str
    chance: Fraction
    shortest: int
    longest: int
    times: Mapping[str, Number] = field(default_factory=dict)
    drain: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        problems = Collector(SimulationError)
        with problems:
            chance = parse_percent(self.chance, "simulation.field.shock", lowest=0, highest=100)
            object.__setattr__(self, "chance", chance)
        with problems:
            drain = parse_percent(self.drain, "simulation.field.drain", lowest=0, highest=100)
            if 100 * drain.denominator >= 2**61:  # see `lending.LARGEST`
                raise SimulationError(Problem("simulation.too-exact", "simulation.field.drain"))
            object.__setattr__(self, "drain", drain)
        with problems:
            parse_count(self.shortest, "simulation.field.shortest", lowest=1, highest=120)
            parse_count(self.longest, "simulation.field.longest", lowest=self.shortest, highest=120)
        times = {}
        for name, by in dict(self.times).items():
            if name not in CHANCES:
                values: dict[str, object] = {"got": shown(name), "choices": ", ".join(CHANCES)}
                problems.add(
                    Problem("money.unknown-choice", "simulation.field.times", values=values)
                )
                continue
            with problems:
                times[name] = parse_percent(by, "simulation.field.times", lowest=0, highest=1000)
        object.__setattr__(self, "times", times)
        problems.close()

    def but(self, **changes: Any) -> "Shock":
        """Return the same shock with some of it changed."""
        return replace(self, **changes)

    def threshold(self) -> int:
        """Return the chance of its beginning in a month, in the engine's whole numbers."""
        return self._threshold

    def sixteenths(self) -> list[int]:
        """Return the multiplier of each of `CHANCES`."""
        return [*self._sixteenths]

    @cached_property
    def _threshold(self) -> int:
        return threshold(self.chance / 12)

    @cached_property
    def _sixteenths(self) -> list[int]:
        return [int(Fraction(self.times.get(name, 1)) * PARTS + Fraction(1, 2)) for name in CHANCES]


SHOCKS = {
    shock.name: shock
    for shock in (
        Shock(
            "flood",
            Fraction(12),
            2,
            5,
            {"late": 5, "missed": 4, "slip": 6, "ask": 2, "emergency": 4, "special": 0},
        ),
        Shock(
            "price",
            Fraction(15),
            4,
            10,
            {"late": 2, "slip": 3, "catch_up": Fraction(1, 2), "special": Fraction(1, 2)},
        ),
        Shock("sickness", Fraction(8), 2, 4, {"illness": 8, "death": 3, "late": 2}),
        Shock("keeper", Fraction(3), 6, 24, drain=Fraction(4)),
        Shock("run", Fraction(3), 2, 4, {"leave": 40, "late": 3, "join": 0, "special": 0}),
        Shock(
            "rival",
            Fraction(6),
            6,
            18,
            {"ask": Fraction(1, 2), "prepay": 6, "leave": 2, "join": Fraction(1, 2)},
        ),
    )
}
NO_SHOCKS: tuple[Shock, ...] = ()
