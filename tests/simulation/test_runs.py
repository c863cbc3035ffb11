"""A run does not depend on how it is cut, and can be followed and stopped."""

from fractions import Fraction

import numpy as np
import pytest

from ogs_teach.errors import SimulationError
from ogs_teach.i18n import LANGS, t
from ogs_teach.rules import GroupRules, with_values
from ogs_teach.simulation import Habits, Owing, Policy, Saver, Scenario, Start
from ogs_teach.simulation.engine import simulate
from ogs_teach.simulation.montecarlo import CHANGES, changed, outlook, sensitivity
from tests.simulation.worlds import one_future, random_scenario

GROUP = Scenario(Start.founding(20, pledge=100_00, savings=5_000_00), years=3)


def same(one, other):
    """Say whether two runs show the same in every figure."""
    return all(
        (table == tables[name]).all()
        for tables, wanted in ((other.months, one.months), (other.years, one.years))
        for name, table in wanted.items()
    )


@pytest.mark.parametrize("block", [1, 50, 100, 10_000])
def test_a_run_does_not_depend_on_its_blocks(block):
    """
    One trial at a time, or all at once: the same figures.
    """
    assert same(simulate(GROUP, 12, seed=5), simulate(GROUP, 12, seed=5, block=block))


def test_the_first_trials_of_a_long_run_are_a_short_run():
    """
    And a run that begins at a later trial goes on where the short one ended.
    """
    whole = simulate(GROUP, 12, seed=5)
    first, rest = simulate(GROUP, 5, seed=5), simulate(GROUP, 7, seed=5, first=5)

    for name, table in whole.months.items():
        assert (table == np.concatenate([first.months[name], rest.months[name]])).all()


def test_another_seed_brings_another_future():
    """
    Two seeds differ; one seed twice does not.
    """
    assert same(simulate(GROUP, 3, seed=1), simulate(GROUP, 3, seed=1))
    assert not same(simulate(GROUP, 3, seed=1), simulate(GROUP, 3, seed=2))


def test_fewer_years_are_the_beginning_of_more():
    """
    The first year of three is the year that would have been simulated alone.
    """
    three, one = simulate(GROUP, 4, seed=9), simulate(GROUP.but(years=1), 4, seed=9)

    assert (three.months["cash"][:, :12] == one.months["cash"]).all()


def test_money_is_conserved_in_every_month_of_every_trial():
    """
    What the group has is what it owes and owns, whatever befalls it.
    """
    for seed in range(20):
        months = simulate(random_scenario(seed), 30, seed=seed).months
        has = months["cash"] + months["hidden"] + months["loans"]
        for name in ("savings", "special", "reserve", "welfare", "payable", "result", "retained"):
            has = has - months[name]

        assert not has.any()
        assert (months["cash"] >= 0).all()
        assert (months["savings"] >= 0).all()


def test_progress_is_told_and_a_run_can_be_stopped():
    """
    The part done rises to 1; who answers False is not kept waiting.
    """
    told = []
    simulate(GROUP, 12, block=4 * GROUP.slots, progress=told.append)
    with pytest.raises(SimulationError) as stopped:
        simulate(GROUP, 12, block=4 * GROUP.slots, progress=lambda done: done < 0.3)

    assert told == sorted(told)
    assert 1 == told[-1]
    assert 3 * 3 == len(told)  # years and blocks
    assert ["simulation.stopped"] == [problem.key for problem in stopped.value.problems]


def test_an_outlook_counts_what_the_months_show():
    """
    Futures that ran short, when, and what dividends came to.
    """
    scenario = random_scenario(7)
    run = simulate(scenario, 40, seed=7)
    look = outlook(scenario, run)
    short = [
        next(
            (month for month in range(1, scenario.months + 1) if run.month(trial, month).refused), 0
        )
        for trial in range(40)
    ]

    assert sum(map(bool, short)) == look.short
    assert look.short_by_year[-1] == look.short
    months = sorted(filter(None, short))
    assert look.first_short == (months[(len(months) - 1) // 2] if months else None)


def test_what_matters_most_comes_first():
    """
    Every rule is halved and doubled with the same luck; the widest gap stands at the top.
    """
    scenario = Scenario(
        Start.founding(20, pledge=100_00, savings=5_000_00),
        Policy(kept_back=0),
        Habits(leave=3, join=0),
        years=2,
    )
    told = []
    effects = sensitivity(scenario, 10, seed=3, progress=told.append)

    assert sorted(CHANGES) == sorted(effect.name for effect in effects)
    assert [effect.reach for effect in effects] == sorted(
        (effect.reach for effect in effects), reverse=True
    )
    assert effects[0].reach > 0
    for effect in effects:
        others = changed(scenario, effect.name)
        for other, look in zip(others, (effect.less, effect.more), strict=True):
            assert look == outlook(other, simulate(other, 10, seed=3)), effect.name
        for lang in LANGS:
            assert t(f"simulation.sensitivity.{effect.name}", lang)
    assert told == sorted(told)
    assert 1 == told[-1]


def test_rates_of_many_decimals_stay_exact():
    """
    Where a product passes 64 bits, the engine still gives what the scalar model gives.
    """
    odd = Fraction(123_456_789_012, 10**11)
    start = Start(
        tuple(Saver(1_000_00, 10**11, 10**10) for _ in range(6)), cash=6 * (10**11 + 10**10)
    )
    rules = with_values(
        GroupRules.default(),
        {
            "savings.special_rate": odd,
            "dividend.form": "rate",
            "dividend.rate": odd,
            "loans.ordinary.times_savings": odd,
            "loans.largest_borrower": 40 + odd,
        },
    )
    scenario = Scenario(start, Policy(rules, kept_back=odd, bank_rate=odd), years=2)
    run = simulate(scenario, 2, seed=4)
    for trial in range(2):
        months, years = one_future(scenario, 4, trial)

        assert months == [run.month(trial, number) for number in range(1, 25)]
        assert years == [run.year(trial, number) for number in (1, 2)]


@pytest.mark.parametrize("special", [False, True])
def test_the_dividend_is_in_percent_of_all_savings_that_share_in_it(special):
    """
    A rule that pays two percent is told as two percent, whether special savings share or not.
    """
    rules = with_values(
        GroupRules.default(),
        {
            "dividend.form": "rate",
            "dividend.rate": Fraction(2),
            "dividend.special_savings": special,
        },
    )
    members = (
        Saver(100_00, 10_000_00, 8_000_00, Owing(0, 90_000_00, 90, 1_000_00)),
        Saver(200_00, 6_000_00),
    )
    group = Scenario(
        Start(members, cash=20_000_00),
        Policy(rules, expenses=0, dividend_to="savings"),
        Habits.steady(),
        (),
        years=3,
    )

    rate = outlook(group, simulate(group, 1)).dividend_rate[50]
    assert Fraction(2) == round(rate, 4)


def test_half_of_one_month_is_not_never():
    """
    A debt rescheduled after one month late is not left alone when that rule is halved.
    """
    for months, wanted in ((1, [1, 2]), (6, [3, 12]), (3, [2, 6])):
        steps = changed(GROUP.but(policy=Policy(reschedule_after=months)), "reschedule_after")

        assert wanted == [step.policy.reschedule_after for step in steps]
