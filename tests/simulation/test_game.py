"""The five-year game: nothing is lost, nothing is hidden but theft, and fortune is one for all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.errors import SimulationError
from ogs_teach.simulation.game import LEVERS, ROUNDS, USUAL, VIRTUES, Decision, Game
from tests.tally import tally

SEEDS = st.integers(0, 2**32 - 1)


def chosen_by(chance, game):
    """Return a decision that chance makes."""
    return Decision(
        {lever: chance.choice(options) for lever, options in LEVERS.items()},
        tuple(chance.randrange(len(case.options)) for case in game.agenda.cases),
        tuple(chance.randrange(len(dilemma.choices)) for dilemma in game.agenda.dilemmas),
    )


def played_by(chance, seed):
    """Return a whole game that chance played."""
    game = Game(seed)
    while not game.finished:
        game.decide(chosen_by(chance, game))
    return game


def first(game, rules=USUAL):
    """Return a decision that takes the first option of everything."""
    agenda = game.agenda
    return Decision(rules, (0,) * len(agenda.cases), (0,) * len(agenda.dilemmas))


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_money_is_conserved_whatever_is_decided(seed, chance):
    """
    After every dilemma, every case and every month, the group has what it owes and owns.
    """
    game = played_by(chance, seed)

    for debrief in game.debriefs:
        assert 6 == len(debrief.months)
        for month in debrief.months:
            assert 0 == month.difference == month.hidden
            assert min(month.cash, month.savings, month.loans, month.welfare, month.reserve) >= 0
            tally["months of the game in which money was conserved"] += 1
    assert ROUNDS == len(game.debriefs)
    assert 0 == game.world.future.seen().difference


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_a_meeting_conserves_money_at_once(seed, chance):
    """
    Between the meeting and the first month nothing is out of balance either.
    """
    from ogs_teach.simulation.game.meeting import hold

    game = Game(seed)
    while not game.finished:
        decision = chosen_by(chance, game)
        world = game.world.twin()
        hold(world, decision, game.agenda)
        assert 0 == world.future.seen().difference
        game.decide(decision)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_levels_and_health_stay_between_0_and_100(seed, chance):
    """
    Five levels and every part of the health are whole numbers from 0 to 100.
    """
    game = Game(seed)
    assert dict.fromkeys(VIRTUES, 50) == game.levels
    while not game.finished:
        before = game.levels
        debrief = game.decide(chosen_by(chance, game))
        assert game.levels == debrief.levels
        assert {name: game.levels[name] - before[name] for name in VIRTUES} == debrief.moved
        for number in (*debrief.levels.values(), *debrief.health.parts.values()):
            assert 0 <= number <= 100
        assert min(game.health.parts.values()) <= game.health.whole
        assert game.health.whole <= max(game.health.parts.values())


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_a_dilemma_comes_once_and_only_when_it_is_so(seed, chance):
    """
    Up to two dilemmas and two cases a round; none comes twice, and a case names a member.
    """
    game = played_by(chance, seed)
    seen = [dilemma.id for debrief in game.debriefs for dilemma in debrief.agenda.dilemmas]

    assert len(seen) == len(set(seen))
    assert 2 == len(game.debriefs[0].agenda.dilemmas)
    for debrief in game.debriefs:
        assert 1 <= len(debrief.agenda.cases) <= 2
        assert len(debrief.agenda.dilemmas) <= 2
        assert all(case.member["th"] and case.member["en"] for case in debrief.agenda.cases)
        assert len(debrief.tells) == len(debrief.agenda.dilemmas)
        assert debrief.events
        assert (debrief.year is not None) == (debrief.number % 2 == 0)
    assert not game.agenda.cases
    assert not game.agenda.dilemmas


def test_a_seed_is_one_fortune_for_every_team():
    """
    Two teams begin alike; after other choices flood, price, sickness and rival begin alike.
    """
    from random import Random

    weather = ("flood", "price", "sickness", "rival")
    for seed in range(8):
        one, other = (played_by(Random(number), seed) for number in range(2))
        assert one.debriefs[0].agenda == other.debriefs[0].agenda
        assert one.code != other.code
        for mine, theirs in zip(one.debriefs, other.debriefs, strict=True):
            assert [event.id for event in mine.events if event.id in weather] == [
                event.id for event in theirs.events if event.id in weather
            ]


def test_the_group_is_a_village_group_some_years_old():
    """
    Forty to sixty members with savings, loans, a reserve and a welfare fund.
    """
    for seed in range(12):
        group = Game(seed).group
        assert 40 <= group.members <= 60
        assert group.borrowers >= 10
        assert group.savings > group.loans > group.savings // 4
        assert min(group.reserve, group.welfare, group.cash) > 0


def test_all_that_is_wrong_with_a_decision_is_told_at_once():
    """
    A rule left out, one unknown, an option that does not exist, wrong counts and numbers.
    """
    game = Game(5)
    rules = {**USUAL, "times": "9", "colour": "red"}
    del rules["audit"]

    with pytest.raises(SimulationError) as caught:
        game.decide(Decision(rules, (7,) * len(game.agenda.cases), (0,)))

    keys = [problem.key for problem in caught.value.problems]
    assert ["game.unknown-option", "game.missing", "game.unknown-lever"] == keys[:3]
    assert ["game.no-option"] * len(game.agenda.cases) + ["game.wrong-count"] == keys[3:]
    for lang in ("th", "en"):
        assert "{" not in caught.value.say(lang)
    assert 1 == game.round


@pytest.mark.parametrize("odd", [True, 1.0, "1", None, -1, 3, 10**40])
def test_an_option_is_a_whole_number_that_exists(odd):
    """
    Nothing that only resembles a number is taken for a choice.
    """
    game = Game(5)
    decision = first(game)

    with pytest.raises(SimulationError):
        game.decide(Decision(decision.rules, decision.cases, (odd, 0)))


@pytest.mark.parametrize("seed", [-1, 2**32, "x", None, 1.5])
def test_a_seed_that_is_none_is_refused(seed):
    """
    Seeds are whole numbers of 32 bits.
    """
    with pytest.raises(Exception, match="เลขของเกม"):
        Game(seed)


def test_a_finished_game_takes_no_decision():
    """
    The eleventh round is refused in words.
    """
    game = Game(5)
    while not game.finished:
        game.decide(first(game))

    with pytest.raises(SimulationError, match="ten rounds are over"):
        game.decide(first(game))


def test_nobody_learns_of_a_theft_before_it_is_found():
    """
    While money is missing, months, group and agenda show what the books say; a keeper's
    quiet day is also told where nothing is missing; at the end strangers count.
    """
    missing = quiet = 0
    for seed in range(60):
        game = Game(seed)
        while not game.finished:
            debrief = game.decide(first(game, {**USUAL, "audit": "yearly"}))
            hidden = game.world.future.hidden
            assert 0 == game.group.hidden
            assert game.group.cash == game.world.future.cash + hidden
            missing += hidden > 0
            told = "keeper" in {event.id for event in debrief.events}
            quiet += told and not hidden
        assert 0 == game.world.future.hidden
    assert missing
    assert quiet
