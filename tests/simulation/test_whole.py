"""The engine's arithmetic is exact: what compiled code reckons, fractions of any size confirm."""

from fractions import Fraction

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as some

from ogs_teach.money import Rounding, split
from ogs_teach.rules import GroupRules, with_values
from ogs_teach.simulation import Policy, Scenario, Start
from ogs_teach.simulation.draws import GROUP, states, years
from ogs_teach.simulation.engine import compiled as compiling
from ogs_teach.simulation.engine import simulate
from ogs_teach.simulation.engine.annuity import levels, payment
from ogs_teach.simulation.engine.chance import draw
from ogs_teach.simulation.engine.month import live_year
from ogs_teach.simulation.engine.whole import MODES, MOST, portion, rounded, share
from ogs_teach.simulation.lending import first_part, terms_of
from tests.simulation.worlds import random_scenario

amounts = some.one_of(some.integers(0, 10**6), some.integers(0, MOST))
MODE = some.sampled_from(list(MODES))


@given(amounts, amounts, some.integers(1, MOST))
@example(3, MOST - 1, MOST)
def test_a_portion_is_exact_where_its_product_passes_64_bits(amount, over, under):
    """
    Quotient and rest are those of whole numbers without end.
    """
    if amount * over // under <= MOST:
        assert divmod(amount * over, under) == portion(amount, over, under)


@given(some.integers(0, 10**12), some.integers(0, 10**6), some.integers(1, 10**6), MODE)
def test_rounding_is_that_of_money(amount, over, under, mode):
    """
    In steps of one satang and of 25, halves among them.
    """
    for step in (1, 25):
        expected = Rounding(mode, step).apply(amount * Fraction(over, under))

        assert expected == rounded(amount, over, under, MODES[mode], step)


@given(
    some.integers(0, 10**15),
    some.lists(some.integers(0, 10**12), min_size=1, max_size=40),
)
def test_shares_are_those_of_money(pool, weights):
    """
    To the satang, ties to the earlier; without any weight all is left over.
    """
    weight = np.array(weights, np.int64)
    part, rest = np.empty_like(weight), np.empty_like(weight)
    left = share(pool, weight, part, rest)

    if any(weights):
        assert (0, split(pool, weights)) == (left, part.tolist())
    else:
        assert (pool, [0] * len(weights)) == (left, part.tolist())


@given(
    some.integers(1, 10**12),
    some.integers(1, 60),
    some.fractions(0, 40, max_denominator=100),
    MODE,
)
def test_an_equal_payment_is_that_of_the_loans(amount, months, rate, mode):
    """
    For any amount, term and rate, in every way of rounding.
    """
    rules = with_values(
        GroupRules.default(),
        {
            "loans.ordinary.method": "equal_payment",
            "loans.ordinary.rate_per": "month",
            "loans.ordinary.rate": rate,
            "loans.ordinary.longest_months": months,
            "loans.rounding": mode,
        },
    )
    terms = terms_of(Policy(rules))[0]

    paid = payment(amount, levels(terms)[months], MODES[mode])
    assert first_part(terms, amount, months)[0] == paid


def test_compiled_code_draws_what_numpy_draws():
    """
    Month after month, for every trial.
    """
    slots, trials = 5, range(3, 6)
    streams = states(7, trials)
    for _, (group, own) in zip(range(2), years(7, trials, slots), strict=False):
        for month in range(12):
            for place in range(len(trials)):
                drawn = np.empty(GROUP + 4 * slots, np.uint16)
                draw(streams[place], drawn)

                assert group[month, place].tolist() == drawn[:GROUP].tolist()
                assert own[month, :, place].reshape(-1).tolist() == drawn[GROUP:].tolist()


def test_real_runs_need_no_more_than_is_compiled_beforehand():
    """
    Whatever trials, years, shocks and loans: one shape of the year's work serves all.
    """
    simulate(Scenario(Start.founding(2, pledge=100_00), years=1), 1)
    before = list(live_year.signatures)
    for seed in range(6):
        simulate(random_scenario(seed), 5)

    assert before == live_year.signatures


def test_where_nothing_can_be_kept_the_engine_compiles_each_time(tmp_path, monkeypatch):
    """
    A user without a folder for such things can still simulate.
    """
    file = tmp_path / "no-folder"
    file.touch()
    monkeypatch.setattr(compiling.places, "compiled", lambda: file / "engine")

    assert compiling.room() is None
