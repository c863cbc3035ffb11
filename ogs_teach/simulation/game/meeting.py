"""What a committee's choices do at once, before the months go on."""

from collections.abc import Mapping

from ogs_teach.simulation.game.content import Choice, Dilemma
from ogs_teach.simulation.game.records import Case
from ogs_teach.simulation.game.world import World, numbers
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


def decide_case(world: World, case: Case, option: str) -> None:
    """Do what was decided for one member, if the member still asks or owes."""
    place = world.future.places[case.place]
    if case.kind == "loan" and place.wish:
        world.move(VIRTUES_OF_CASES[case.kind, option])
        if option != "queue":
            part = 2 if option == "half" else 1
            lend(world.future, case.place, place.wish.amount // part, place.wish)
    elif case.kind == "arrears" and place.loan:
        world.move(VIRTUES_OF_CASES[case.kind, option])
        if option == "reschedule":
            given_up = place.loan.given_up
            world.future.reschedule(place.loan)
            place.loan.late = int(given_up)  # a new schedule is not a new will to pay
        elif option == "guarantors":
            world.future.settle_one(case.place, died=False)
            world.founders.discard(case.place)


def decide_dilemma(world: World, dilemma: Dilemma, choice: Choice) -> None:
    """Move levels, money and chances as a choice does."""
    world.move(choice.virtues)
    for name, baht in choice.money.items():
        MONEY[name](world, 100 * baht)
    if choice.chances:
        world.lasting.append((choice.chances, choice.months))
    if dilemma.when == "keeper" and choice.virtues.get("honesty", 0) > 0:
        world.future.count()  # whoever looks now, finds it


def lend(future: OneFuture, number: int, amount: int, wish: Wish) -> None:
    """Hand a loan out today, ahead of the queue, as far as the cash reaches."""
    amount = min(amount, future.cash)
    amount -= amount % SMALLEST
    if not amount:
        return
    wish.amount = amount
    future.places[number].wish = wish
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
            lend(world.future, number, satang, Wish(0, satang, world.future.kinds[0].longest))
            return


MONEY = {"cash": _cash, "welfare": _welfare, "lend": _lend}
