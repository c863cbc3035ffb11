"""How members behave: the chance, each month, of everything that a month may bring.

All of it is set for practice. A group can take its own from its books (`Start.of_books`
brings the money; the habits are what a committee believes about its people).
"""

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from ogs_teach.errors import Collector, SimulationError
from ogs_teach.inputs import Number, parse_count, parse_percent, parse_satang

WHOLE = 65_535
"""A chance of 100 % in the engine's whole numbers; a draw lies from 0 to one below it."""
LATE, MISSED = 1, 2
"""What a pledge that has not come may be."""


@dataclass(frozen=True)
class Habits:
    """Chances in percent a month, of one member or of one loan.

    Parameters
    ----------
    late, missed : Fraction
        A pledge comes a month late, or never; either costs a fine.
    leave, join : Fraction
        A member wants the money back; a free place finds a new member.
    special : Fraction
        A member puts `special_amount` satang into special savings.
    ask, emergency : Fraction
        A member without a loan asks for an ordinary or an emergency one.
    slip : Fraction
        A borrower on time fails to pay this month.
    give_up : Fraction
        A borrower never pays again.
    catch_up, half : Fraction
        A borrower in arrears pays all that is due, or half of it.
    prepay : Fraction
        A borrower on time pays everything back.
    illness, death : Fraction
    special_amount : int
        Satang.
    season : tuple of int, length 12
        How much more people ask for loans in each month of the accounting year, in sixteenths.

    Examples
    --------
    >>> Habits.steady().slip, Habits().slip > 0
    (Fraction(0, 1), True)
    """

    late: Fraction = Fraction(3)
    missed: Fraction = Fraction(1)
    leave: Fraction = Fraction(1, 5)
    join: Fraction = Fraction(2)
    special: Fraction = Fraction(4)
    ask: Fraction = Fraction(7)
    emergency: Fraction = Fraction(1, 2)
    slip: Fraction = Fraction(5, 2)
    give_up: Fraction = Fraction(1, 10)
    catch_up: Fraction = Fraction(45)
    half: Fraction = Fraction(20)
    prepay: Fraction = Fraction(1, 2)
    illness: Fraction = Fraction(1, 2)
    death: Fraction = Fraction(1, 20)
    special_amount: int = 200_00
    season: tuple[int, ...] = (16,) * 12

    def __post_init__(self) -> None:
        problems = Collector(SimulationError)
        for name in CHANCES:
            with problems:
                chance = parse_percent(
                    getattr(self, name), f"simulation.field.{name}", lowest=0, highest=100
                )
                object.__setattr__(self, name, chance)
        with problems:
            parse_satang(self.special_amount, "simulation.field.special_amount")
        with problems:
            parse_count(len(self.season), "simulation.field.season", lowest=12, highest=12)
        for sixteenths in self.season:
            with problems:
                parse_count(sixteenths, "simulation.field.season", highest=1_600)
        problems.close()

    @classmethod
    def steady(cls, **chances: Number) -> "Habits":
        """Return members of whom nothing unforeseen comes, but for the chances given."""
        none = dict.fromkeys(CHANCES, Fraction(0))
        return cls(**{**none, **chances})  # type: ignore[arg-type]

    def but(self, **chances: Number | int) -> "Habits":
        """Return the same members with some chances changed."""
        return replace(self, **chances)  # type: ignore[arg-type]

    def thresholds(self) -> dict[str, int]:
        """Return each chance in the engine's whole numbers."""
        return dict(self._thresholds)

    @cached_property
    def _thresholds(self) -> dict[str, int]:
        return {name: threshold(getattr(self, name)) for name in CHANCES}


@lru_cache(maxsize=10_000)
def threshold(percent: Fraction) -> int:
    """Return a chance in the engine's whole numbers.

    Examples
    --------
    >>> threshold(Fraction(0)), threshold(Fraction(100)) == WHOLE
    (0, True)
    """
    return int(percent * WHOLE / 100 + Fraction(1, 2))


CHANCES = tuple(
    item.name for item in fields(Habits) if item.name not in ("special_amount", "season")
)
