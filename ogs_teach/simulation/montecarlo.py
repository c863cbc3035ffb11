"""What many futures say together: fans, chances, and which rule matters most."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ogs_teach.errors import OgsError
from ogs_teach.rules import with_values
from ogs_teach.simulation.engine import Run, simulate
from ogs_teach.simulation.engine.layout import Ints
from ogs_teach.simulation.months import year_weight
from ogs_teach.simulation.policy import Policy
from ogs_teach.simulation.scenario import Scenario

LEVELS = (10, 50, 90)


def level(values: Ints, percent: int) -> Ints:
    """Return what so many percent of the futures do not pass: an amount that one of them has.

    Parameters
    ----------
    values : array of int, shape (trials, ...)
    percent : int
        1 to 100.

    Examples
    --------
    >>> level(np.array([40, 10, 30, 20]), 50)
    np.int64(20)
    """
    place = max(math.ceil(len(values) * percent / 100) - 1, 0)
    return np.partition(values, place, axis=0)[place]  # type: ignore[no-any-return]


def fan(values: Ints, levels: Sequence[int] = LEVELS) -> dict[int, Ints]:
    """Return some levels, month by month.

    Parameters
    ----------
    values : array of int, shape (trials, months)
    levels : sequence of int
        Percent.

    Returns
    -------
    dict of {percent: array of int, shape (months,)}
    """
    return {percent: level(values, percent) for percent in levels}


@dataclass(frozen=True)
class Outlook:
    """What a committee wants to know of a run.

    Parameters
    ----------
    trials : int
    short : int
        Futures in which members once did not find the money that was theirs.
    short_by_year : tuple of int
        In how many it had happened by the end of each year.
    first_short : int or None
        The month in which it first happens, in half of the futures where it does.
    at_risk : dict of {percent: Fraction}
        Part of the loans at risk at the end, in percent; nothing lent counts as 0.
    dividend_rate : dict of {percent: Fraction}
        Mean yearly dividend in percent of the savings that share in it.
    safe_cash : int
        Satang more in cash at the beginning that would have kept 95 % of the futures from
        running short, had nothing else changed.
    """

    trials: int
    short: int
    short_by_year: tuple[int, ...]
    first_short: int | None
    at_risk: dict[int, Fraction]
    dividend_rate: dict[int, Fraction]
    safe_cash: int

    @property
    def chance(self) -> Fraction:
        """Percent of the futures that run short."""
        return Fraction(100 * self.short, self.trials)


def outlook(scenario: Scenario, run: Run) -> Outlook:
    """Sum a run up.

    Examples
    --------
    >>> from ogs_teach.simulation import Habits, Start
    >>> calm = Scenario(
    ...     Start.founding(12, pledge=100_00), habits=Habits.steady(), shocks=(), years=1
    ... )
    >>> outlook(calm, simulate(calm, 4)).short
    0
    """
    refused = run.months["refused"]
    short = refused > 0
    ever = short.any(axis=1)
    first = np.sort(short[ever].argmax(axis=1)) + 1
    by_year = [
        int((short[:, : 12 * year].any(axis=1)).sum()) for year in range(1, scenario.years + 1)
    ]
    return Outlook(
        trials=run.trials,
        short=int(ever.sum()),
        short_by_year=tuple(by_year),
        first_short=int(first[(len(first) - 1) // 2]) if first.size else None,
        at_risk=_levels(run.months["at_risk"][:, -1], run.months["loans"][:, -1]),
        dividend_rate=_dividends(scenario, run),
        safe_cash=int(level(refused.max(axis=1), 95)),
    )


def _levels(parts: Ints, wholes: Ints) -> dict[int, Fraction]:
    """Return levels of one amount in percent of another, exact."""
    shares = sorted(
        Fraction(100 * int(part), int(whole)) if whole else Fraction(0)
        for part, whole in zip(parts, wholes, strict=True)
    )
    return {
        percent: shares[max(math.ceil(len(shares) * percent / 100) - 1, 0)] for percent in LEVELS
    }


def _dividends(scenario: Scenario, run: Run) -> dict[int, Fraction]:
    """Return levels of the dividend in percent of the savings that share in it, over all years.

    Pledged savings count as `Year.earning` counted them; special savings, where they share, as
    each month found them, also those of members who left before the year's end.
    """
    rules = scenario.policy.rules
    units = year_weight(rules)
    shared_by = 12 * run.years["earning"].sum(axis=1)
    if rules.dividend.special_savings:
        first = sum(member.special for member in scenario.start.members)
        shared_by = shared_by + units * (first + run.months["special"][:, :-1].sum(axis=1))
    return _levels(12 * units * run.years["dividend"].sum(axis=1), shared_by)


@dataclass(frozen=True)
class Effect:
    """What one rule does to the outlook, all others held.

    Parameters
    ----------
    name : str
        Text key under `simulation.sensitivity`.
    less, more : Outlook
        With the rule a step lower and a step higher.
    """

    name: str
    less: Outlook
    more: Outlook

    @property
    def reach(self) -> Fraction:
        """Percentage points between the two chances of running short."""
        return abs(self.more.chance - self.less.chance)


Change = Callable[[Scenario, Fraction], Scenario]


def _rule(path: str) -> Change:
    def change(scenario: Scenario, times: Fraction) -> Scenario:
        rules = scenario.policy.rules
        held: Any = rules
        for name in path.split("."):
            held = getattr(held, name)
        new = type(held)(held * times) if isinstance(held, int) else held * times
        return scenario.but(policy=scenario.policy.but(rules=with_values(rules, {path: new})))

    return change


def _policy(name: str) -> Change:
    def change(scenario: Scenario, times: Fraction) -> Scenario:
        held = getattr(scenario.policy, name)
        if not held and times > 1:  # twice nothing says nothing: what the kit sets out with does
            held = getattr(Policy, name) / times
        if isinstance(held, Fraction):
            new = min(held * times, Fraction(100))
        else:
            new = max(round(held * times), int(held > 0))  # none at all is another rule
        return scenario.but(policy=scenario.policy.but(**{name: new}))

    return change


def _habit(name: str) -> Change:
    def change(scenario: Scenario, times: Fraction) -> Scenario:
        held = getattr(scenario.habits, name)
        return scenario.but(habits=scenario.habits.but(**{name: min(held * times, Fraction(100))}))

    return change


def _pledge(scenario: Scenario, times: Fraction) -> Scenario:
    return scenario.but(start=scenario.start.pledging(times))


HALF, DOUBLE = Fraction(1, 2), Fraction(2)
CHANGES: dict[str, Change] = {
    "times": _rule("loans.ordinary.times_savings"),
    "ceiling": _rule("loans.ordinary.ceiling"),
    "kept_back": _policy("kept_back"),
    "pledge": _pledge,
    "reschedule_after": _policy("reschedule_after"),
    "audit": _policy("audit"),
    "give_up": _habit("give_up"),
    "slip": _habit("slip"),
    "leave": _habit("leave"),
}


def changed(scenario: Scenario, name: str) -> tuple[Scenario, Scenario]:
    """Return a scenario with one rule halved, and with it doubled.

    A step that no rulebook may take leaves the rule where it stands.

    Examples
    --------
    >>> from ogs_teach.simulation import Policy, Start
    >>> calm = Scenario(Start.founding(12, pledge=100_00), Policy(kept_back=60))
    >>> [int(each.policy.kept_back) for each in changed(calm, "kept_back")]
    [30, 100]
    """
    return _where_allowed(scenario, name, HALF), _where_allowed(scenario, name, DOUBLE)


def _where_allowed(scenario: Scenario, name: str, times: Fraction) -> Scenario:
    try:
        return CHANGES[name](scenario, times)
    except OgsError:
        return scenario


def sensitivity(
    scenario: Scenario,
    trials: int,
    *,
    names: Sequence[str] = (),
    seed: int = 0,
    progress: Callable[[float], bool | None] | None = None,
) -> list[Effect]:
    """Halve and double one rule after the other, with the same luck.

    Parameters
    ----------
    scenario : Scenario
    trials : int
        Of each change.
    names : sequence of str
        Of `CHANGES`; all of them, if none is given.
    seed : int
    progress : function, optional
        As `simulate` takes it.

    Returns
    -------
    list of Effect
        What moves the chance of running short most, comes first.
    """
    effects, names = [], names or tuple(CHANGES)
    for number, name in enumerate(names):
        looks = []
        for step, other in enumerate(changed(scenario, name)):
            done = (2 * number + step) / (2 * len(names))

            def tell(part: float, done: float = done) -> bool | None:
                return progress(done + part / (2 * len(names))) if progress else None

            looks.append(outlook(other, simulate(other, trials, seed=seed, progress=tell)))
        effects.append(Effect(name, *looks))
    return sorted(effects, key=lambda effect: -effect.reach)
