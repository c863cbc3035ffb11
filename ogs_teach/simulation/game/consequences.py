"""What the five virtues do to a group: they move chances, and chance does the rest.

A level of 50 changes nothing. Towards 0 and towards 100 a chance is multiplied by more and
more of what stands here. All of it is set for practice, after what has been reported of
groups that failed: closed books and rumours, a treasurer's word, debts that nobody follows.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache

from ogs_teach.simulation.game.content import VIRTUES
from ogs_teach.simulation.game.levers import LEVERS, policy_of
from ogs_teach.simulation.habits import CHANCES, Habits
from ogs_teach.simulation.policy import Policy
from ogs_teach.simulation.shocks import SHOCKS, Shock

MIDDLE = 50
TIMES: Mapping[str, Mapping[str, tuple[Fraction, Fraction]]] = {
    "honesty": {
        "audit": (Fraction(1, 3), Fraction(2)),
        "keeper": (Fraction(6), Fraction(1, 4)),
    },
    "sacrifice": {
        "expenses": (Fraction(8, 5), Fraction(4, 5)),
    },
    "responsibility": {
        "slip": (Fraction(5, 2), Fraction(1, 2)),
        "catch_up": (Fraction(1, 2), Fraction(5, 4)),
    },
    "compassion": {
        "give_up": (Fraction(5), Fraction(1, 2)),
        "half": (Fraction(1, 2), Fraction(3, 2)),
        "leave": (Fraction(2), Fraction(3, 4)),
    },
    "trust": {
        "leave": (Fraction(5), Fraction(1, 2)),
        "join": (Fraction(1, 4), Fraction(2)),
        "special": (Fraction(1, 4), Fraction(2)),
        "late": (Fraction(3), Fraction(1, 2)),
        "missed": (Fraction(3), Fraction(1, 2)),
        "run": (Fraction(6), Fraction(1, 4)),
    },
}
"""For each virtue, what is multiplied at a level of 0 and of 100."""

WEATHER: tuple[Shock, ...] = tuple(
    SHOCKS[name].but(chance=chance)
    for name, chance in (
        ("flood", 18),
        ("price", 18),
        ("sickness", 14),
        ("keeper", 6),
        ("run", 4),
        ("rival", 10),
    )
)
"""What may befall the group, in percent a year at levels of 50."""


def times_of(levels: Mapping[str, int]) -> dict[str, Fraction]:
    """Return what each chance is multiplied by.

    Examples
    --------
    >>> set(times_of(dict.fromkeys(VIRTUES, 50)).values())
    {Fraction(1, 1)}
    >>> times_of(dict.fromkeys(VIRTUES, 0))["keeper"]
    Fraction(6, 1)
    """
    found: dict[str, Fraction] = {}
    for virtue in VIRTUES:
        for name, by in _times(virtue, levels[virtue]):
            found[name] = found[name] * by if name in found else by
    return found


@cache
def _times(virtue: str, level: int) -> tuple[tuple[str, Fraction], ...]:
    away = Fraction(level - MIDDLE, MIDDLE)
    return tuple(
        (name, 1 + abs(away) * ((highest if away > 0 else lowest) - 1))
        for name, (lowest, highest) in TIMES[virtue].items()
    )


def multiplied(habits: Habits, several: Iterable[Mapping[str, Fraction]]) -> Habits:
    """Return habits whose chances are multiplied, none above 100 %.

    Examples
    --------
    >>> multiplied(Habits(), [{"late": Fraction(2)}, {"late": Fraction(3)}]).late
    Fraction(18, 1)
    """
    chances = {name: getattr(habits, name) for name in CHANCES}
    for times in several:
        for name, by in times.items():
            if name in chances:
                chances[name] *= by
    return habits.but(**{name: min(chance, Fraction(100)) for name, chance in chances.items()})


def weather(times: Mapping[str, Fraction]) -> tuple[Shock, ...]:
    """Return what may befall the group, made likelier or rarer by its virtues.

    Examples
    --------
    >>> [shock.chance for shock in weather({"keeper": Fraction(2)}) if shock.drain]
    [Fraction(12, 1)]
    """
    return tuple(_likelier(number, times.get(shock.name)) for number, shock in enumerate(WEATHER))


@lru_cache(maxsize=1_000)
def _likelier(number: int, by: Fraction | None) -> Shock:
    shock = WEATHER[number]
    return shock if by is None else shock.but(chance=min(shock.chance * by, Fraction(100)))


@lru_cache(maxsize=10_000)
def governed(options: tuple[str, ...], audit: Fraction, expenses: Fraction) -> Policy:
    """Return a policy under which audits and expenses are what the virtues make of them."""
    policy = policy_of(dict(zip(LEVERS, options, strict=True)))
    return policy.but(
        audit=min(policy.audit * audit, Fraction(100)), expenses=int(policy.expenses * expenses)
    )
