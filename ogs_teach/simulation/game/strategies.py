"""Three ways to lead a group, to see what becomes of it.

Each looks at what a committee can see: the agenda, the levels, the books, the health; and at
what a choice costs and moves, which a committee that thinks it over can guess.
"""

from collections.abc import Callable, Mapping

from ogs_teach.simulation.game.content import Choice, Dilemma
from ogs_teach.simulation.game.play import Game
from ogs_teach.simulation.game.records import Case, Decision

Strategy = Callable[[Game], Decision]


def greedy(game: Game) -> Decision:
    """Earn as much as can be, and give it out at once.

    Examples
    --------
    >>> greedy(Game(1)).rules["sharing"]
    'dividend'
    """
    rules = {
        "times": "5",
        "kept_back": "0",
        "sharing": "dividend",
        "audit": "yearly",
        "arrears": "guarantors",
    }

    def gain(choice: Choice) -> tuple[int, ...]:
        money = choice.money
        given = choice.virtues.get("sacrifice", 0) + choice.virtues.get("compassion", 0)
        return money.get("cash", 0) + money.get("lend", 0) // 10, -given

    return _decision(game, rules, {"loan": "grant", "arrears": "guarantors"}, gain)


def fearful(game: Game) -> Decision:
    """Risk nothing, and bend for nobody.

    Examples
    --------
    >>> fearful(Game(1)).rules["kept_back"]
    '30'
    """
    rules = {
        "times": "2",
        "kept_back": "30",
        "sharing": "reserve",
        "audit": "monthly",
        "arrears": "guarantors",
    }

    def safety(choice: Choice) -> tuple[int, ...]:
        money = choice.money
        risked = money.get("lend", 0) + money.get("welfare", 0) + max(-money.get("cash", 0), 0)
        return -risked // 1_000 + choice.virtues.get("responsibility", 0), -risked

    return _decision(game, rules, {"loan": "queue", "arrears": "guarantors"}, safety)


def balanced(game: Game) -> Decision:
    """Weigh each case: lend what can be spared, and mend what is weakest.

    Examples
    --------
    >>> balanced(Game(1)).rules["arrears"]
    'talk'
    """
    parts, levels = game.health.parts, game.levels
    rules = {
        "times": "3",
        "kept_back": "20" if parts["cash"] < 50 else "10",
        "sharing": "reserve" if parts["reserve"] < 30 else "balanced",
        "audit": "monthly" if min(levels["honesty"], levels["trust"]) < 50 else "quarterly",
        "arrears": "talk",
    }

    def worth(choice: Choice) -> tuple[int, ...]:
        moved = sum(by * (100 - levels[virtue]) for virtue, by in choice.virtues.items())
        money = choice.money
        return (moved + (money.get("cash", 0) - money.get("lend", 0) // 20) // 50,)

    spare = game.group.cash - (game.group.savings + game.group.special) // 10
    cases = {}
    for case in game.agenda.cases:
        if case.kind == "loan":
            asked = case.values["amount"]
            cases["loan"] = "grant" if asked <= spare else "half" if asked <= 2 * spare else "queue"
        else:
            cases["arrears"] = "reschedule" if case.values["late"] < 6 else "guarantors"
    return _decision(game, rules, cases, worth)


def play(seed: int, strategy: Strategy) -> Game:
    """Play a whole game.

    Examples
    --------
    >>> play(1, balanced).finished
    True
    """
    game = Game(seed)
    while not game.finished:
        game.decide(strategy(game))
    return game


def _decision(
    game: Game,
    rules: Mapping[str, str],
    cases: Mapping[str, str],
    worth: Callable[[Choice], tuple[int, ...]],
) -> Decision:
    """Choose for each case what is said for its kind, and for each dilemma what is worth most."""

    def option(case: Case) -> int:
        return case.options.index(cases[case.kind])

    def best(dilemma: Dilemma) -> int:
        return max(range(len(dilemma.choices)), key=lambda at: worth(dilemma.choices[at]))

    agenda = game.agenda
    return Decision(
        rules,
        tuple(option(case) for case in agenda.cases),
        tuple(best(dilemma) for dilemma in agenda.dilemmas),
    )


STRATEGIES: Mapping[str, Strategy] = {"greedy": greedy, "fearful": fearful, "balanced": balanced}
