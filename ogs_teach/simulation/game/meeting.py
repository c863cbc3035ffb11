"""What a committee's choices do at once, before the months go on."""

from collections.abc import Mapping

from ogs_teach.simulation.game.content import Choice, Dilemma
from ogs_teach.simulation.game.fortune import numbers
from ogs_teach.simulation.game.levers import effects
from ogs_teach.simulation.game.records import Agenda, Case, Decision
from ogs_teach.simulation.game.world import World
from ogs_teach.simulation.policy import SMALLEST
from ogs_teach.simulation.scalar import OneFuture, Wish

VIRTUES_OF_CASES: Mapping[tuple[str, str], Mapping[str, int]] = {
    ("loan", "grant"): {"compassion": 2, "responsibility": -1},
    ("loan", "half"): {"compassion": 1},
    ("loan", "queue"): {"responsibility": 1, "compassion": -1},
    ("arrears", "wait"): {"compassion": 1, "responsibility": -2},
    ("arrears", "reschedule"): {"compassion": 1, "sacrifice": 1, "responsibility": -1},
    ("arrears", "guarantors"): {"responsibility": 2, "compassion": -2},
}
"""How a case's options move the levels; set for practice."""


def hold(world: World, decision: Decision, agenda: Agenda) -> None:
    """Do all that a meeting decided; who has left meanwhile is passed over.

    Examples
    --------
    >>> from ogs_teach.simulation.game.levers import USUAL
    >>> from ogs_teach.simulation.game.world import founded
    >>> world = founded(1)
    >>> hold(world, Decision({**USUAL, "audit": "monthly"}), Agenda((), ()))
    >>> world.levels["honesty"]
    51
    """
    for effect in effects(decision.rules):
        world.move(effect.virtues)
    for case, option in zip(agenda.cases, decision.cases, strict=True):
        if world.who[case.place] == case.member and world.future.places[case.place].present:
            CASES[case.kind](world, case, case.options[option])
    for dilemma, option in zip(agenda.dilemmas, decision.dilemmas, strict=True):
        decide_dilemma(world, dilemma, dilemma.choices[option])


def decide_loan(world: World, case: Case, option: str) -> None:
    """Lend at once, or let the request wait."""
    place = world.future.places[case.place]
    if place.loan or place.leaving:
        return
    place.wish = place.wish or Wish(0, case.values["amount"], case.values["months"])
    world.move(VIRTUES_OF_CASES[case.kind, option])
    if option != "queue":
        place.wish.amount //= 2 if option == "half" else 1
        lend(world.future, case.place)


def decide_arrears(world: World, case: Case, option: str) -> None:
    """Wait, make a new schedule, or take the debt from savings and guarantors."""
    loan = world.future.places[case.place].loan
    if not loan or not loan.late:
        return
    world.move(VIRTUES_OF_CASES[case.kind, option])
    if option == "reschedule":
        world.future.reschedule(loan)
        loan.late = int(loan.given_up)  # a new schedule is no new will to pay
    elif option == "guarantors":
        world.settle(case.place)


def decide_dilemma(world: World, dilemma: Dilemma, choice: Choice) -> None:
    """Move levels, money and chances as a choice does."""
    world.move(choice.virtues)
    for name, baht in choice.money.items():
        MONEY[name](world, 100 * baht)
    if choice.chances:
        world.lasting.append((choice.chances, choice.months))
    if dilemma.when == "keeper" and choice.virtues.get("honesty", 0) > 0:
        world.count_money()  # whoever looks now, finds it


def lend(future: OneFuture, number: int) -> None:
    """Grant a request today, ahead of the queue, as far as the cash reaches."""
    wish = future.places[number].wish
    assert wish  # noqa: S101 - the caller has asked
    amount = min(wish.amount, future.cash)
    if amount >= SMALLEST:
        wish.amount = amount - amount % SMALLEST
        future.grant(number, future.sureties(number, future.can_sign(), set()) or ())


def _cash(world: World, satang: int) -> None:
    future = world.future
    if satang >= 0:
        future.cash += satang
        future.income += satang
        return
    paid = min(-satang, future.cash)
    future.cash -= paid
    future.payable += -satang - paid
    future.expense -= satang


def _welfare(world: World, satang: int) -> None:
    paid = min(satang, world.future.welfare, world.future.cash)
    world.future.welfare -= paid
    world.future.cash -= paid


def _lend(world: World, satang: int) -> None:
    places = world.future.places
    first = numbers(world.seed)[80 + world.months_lived // 6] % len(places)
    for number in [*range(first, len(places)), *range(first)]:
        place = places[number]
        if place.present and not place.loan and not place.leaving and not place.wish:
            place.wish = Wish(0, satang, world.future.kinds[0].longest)
            lend(world.future, number)
            return


MONEY = {"cash": _cash, "welfare": _welfare, "lend": _lend}
CASES = {"loan": decide_loan, "arrears": decide_arrears}
