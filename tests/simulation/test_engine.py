"""The engine and the scalar model live through the same futures."""

import pytest

from ogs_teach.simulation.engine import simulate
from tests.simulation.worlds import one_future, random_scenario
from tests.tally import tally

WORLDS = 240


@pytest.mark.parametrize("part", range(8))
def test_the_engine_is_the_scalar_model_to_the_satang(part):
    """
    Every figure of every month and year of random rules, habits, shocks and members.
    """
    for seed in range(part, WORLDS, 8):
        scenario = random_scenario(seed)
        run = simulate(scenario, 3, seed=seed)
        for trial in range(3):
            months, years = one_future(scenario, seed, trial)
            for number, month in enumerate(months, 1):
                assert month == run.month(trial, number), (seed, trial, number)
                assert 0 == month.difference
            assert years == [run.year(trial, number) for number in range(1, len(years) + 1)]
            tally["member-months that both models lived alike"] += len(months) * scenario.slots
        tally["random configurations on which both models agree"] += 1
