"""Levels work through the simulation; what mattered is found by living it again."""

import time
from collections import Counter

from ogs_teach.simulation.game import USUAL, VIRTUES, Decision
from ogs_teach.simulation.game.again import live_round, relive, whys
from ogs_teach.simulation.game.consequences import TIMES, times_of
from ogs_teach.simulation.game.content import dilemmas
from ogs_teach.simulation.game.meeting import decide_dilemma
from ogs_teach.simulation.game.records import Agenda
from ogs_teach.simulation.game.strategies import STRATEGIES, play
from ogs_teach.simulation.game.world import founded
from tests.tally import tally

NOTHING = Decision(USUAL), Agenda((), ())


def lived(virtue, level, seeds=range(30), rounds=3):
    """Return what happens to groups whose level of one virtue is kept where it is."""
    found = Counter()
    for seed in seeds:
        world = founded(seed)
        for _ in range(rounds):
            world.levels[virtue] = level
            live_round(world, *NOTHING)
            found.update(world.counts)
    return found


def test_trust_brings_pledges_and_members():
    """
    With trust at 90 fewer pledges come late, fewer leave, more join, and more is saved.
    """
    low, high = lived("trust", 10), lived("trust", 90)

    assert low["late"] > 2 * high["late"]
    assert low["left"] > 2 * high["left"]
    assert high["joined"] > low["joined"]
    assert high["special"] > 2 * low["special"]


def test_responsibility_and_compassion_keep_arrears_down():
    """
    At 90 fewer loans are in arrears than at 10.
    """
    for virtue in ("responsibility", "compassion"):
        assert lived(virtue, 10)["arrears"] > lived(virtue, 90)["arrears"], virtue


def test_honesty_keeps_thieves_away_and_finds_them():
    """
    At 10 a keeper begins to take money far more often than at 90.
    """
    low, high = (lived("honesty", level, range(60), 10) for level in (10, 90))

    assert low["began keeper"] > 4 * max(high["began keeper"], 1)
    assert high["found"] < low["found"]


def test_sacrifice_saves_expenses():
    """
    Who gives time freely costs the group less.
    """
    assert lived("sacrifice", 10)["spent"] > lived("sacrifice", 90)["spent"]


def test_a_level_of_50_changes_nothing():
    """
    Every virtue multiplies by 1 in the middle, and moves its chances on both sides.
    """
    assert {1} == set(times_of(dict.fromkeys(VIRTUES, 50)).values())
    assert set(VIRTUES) == set(TIMES)
    for virtue, moves in TIMES.items():
        for name, (lowest, highest) in moves.items():
            assert (lowest - 1) * (highest - 1) < 0, (virtue, name)


def test_choices_move_money_as_they_say():
    """
    Cash is income or expense, welfare at most what the fund has, a loan goes out at once.
    """
    for dilemma in dilemmas():
        for choice in dilemma.choices:
            world = founded(3)
            before = world.future.seen()
            decide_dilemma(world, dilemma, choice)
            after = world.future.seen()
            cash = 100 * choice.money.get("cash", 0)
            welfare = min(100 * choice.money.get("welfare", 0), before.welfare)
            lend = 100 * choice.money.get("lend", 0)
            assert cash == after.result - before.result
            assert welfare == before.welfare - after.welfare
            assert lend == after.loans - before.loans
            assert cash - welfare - lend == after.cash - before.cash
            assert 0 == after.difference


def test_whoever_counts_finds_what_is_missing():
    """
    An honest answer to a slip that differs ends the theft; the others leave it hidden.
    """
    [scene] = [dilemma for dilemma in dilemmas() if dilemma.when == "keeper"]
    for choice in scene.choices:
        world = founded(3)
        world.future.cash -= 500_00
        world.future.hidden += 500_00
        decide_dilemma(world, scene, choice)
        honest = choice.virtues["honesty"] > 0
        assert (0 if honest else 500_00) == world.future.hidden
        assert (500_00 if honest else 0) == world.counts["found"]


def test_why_compares_with_the_same_round_at_50():
    """
    A round told as lived is the round lived again; nothing is told of a level at 50.
    """
    world = founded(8)
    world.levels["trust"] = 15
    twin = world.twin()
    live_round(twin, *NOTHING)

    told = whys(world, *NOTHING)

    assert {"trust"} == {why.virtue for why in told}
    for why in told:
        assert twin.counts[why.what] == why.got != why.otherwise
        for lang in ("th", "en"):
            assert "{" not in why.say(lang)


def test_what_strangers_find_at_the_end_is_in_the_reasons_too():
    """
    Greed lets a keeper take: what the last count brings out is what "why" speaks of.
    """
    game = play(19, STRATEGIES["greedy"])
    last = game.debriefs[-1]
    told = {(why.virtue, why.what): why for why in last.why}

    assert 44_415_38 == game.world.counts["found"]
    assert 44_415_38 == told["honesty", "lost"].got


def test_the_last_month_is_told_as_the_count_left_it():
    """
    The chart's last month and the table beside it say the same, and hide nothing.
    """
    for seed in range(20):
        game = play(seed, STRATEGIES["greedy"])

        assert game.group == game.debriefs[-1].months[-1]


def test_living_again_unchanged_ends_alike():
    """
    The counterfactual machine, told to change nothing, gives the game's own health.
    """
    for strategy in STRATEGIES.values():
        game = play(4, strategy)
        for start in (1, 4, 10):
            world = game.beginnings[start - 1].twin()
            assert game.health == relive(
                world, game.debriefs[start - 1 :], lambda debrief: debrief.decision
            )


def test_what_mattered_is_what_another_choice_would_have_changed():
    """
    Three to five choices, the greatest first, each with the health it made the difference to.
    """
    began = time.process_time()
    told = 0
    for name, strategy in STRATEGIES.items():
        game = play(9, strategy)
        before = game.code, game.health
        found = game.choices_that_mattered()
        told += len(found)
        assert 3 <= len(found) <= 5, name
        sizes = [abs(one.by) for one in found]
        assert sorted(sizes, reverse=True) == sizes
        assert sizes[0] > 0
        assert len(found) == len({(one.number, one.kind, one.what) for one in found})
        for one in found:
            assert one.chosen != one.other
            assert set(game.health.parts) == set(one.parts)
        assert before == (game.code, game.health)
    spent = time.process_time() - began
    tally["hundredths of a second of CPU to find what mattered"] = round(100 * spent / 3)

    assert spent / 3 < 8  # a machine that does nothing else needs 2


def test_a_rule_that_mattered_is_the_whole_game_under_another():
    """
    Lived by hand under the other option all the time, the game's health differs by as much.
    """
    for seed in range(4, 12):
        game = play(seed, STRATEGIES["greedy"])
        ruled = [each for each in game.choices_that_mattered() if each.kind == "rule"]
        if ruled:
            break
    rules, one = game.debriefs[0].decision.rules, ruled[0]

    other = relive(
        game.beginnings[0].twin(),
        game.debriefs,
        lambda debrief: Decision(
            {**rules, one.what: one.other}, debrief.decision.cases, debrief.decision.dilemmas
        ),
    )

    assert game.health.whole - other.whole == one.by
    assert rules[one.what] == one.chosen
