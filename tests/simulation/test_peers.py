"""The plain loop that the engine's speed is compared with keeps all the rules."""

import pytest

from tests.measure.peers import plain_group
from tests.simulation.worlds import one_future, random_scenario
from tests.tally import tally

WORLDS = 240  # the first 20 miss seven of nineteen slips made on purpose


@pytest.mark.parametrize("part", range(8))
def test_the_plain_loop_is_the_scalar_model_to_the_satang(part):
    """
    Every figure of every month and year of random rules, habits, shocks and members.
    """
    for seed in range(part, WORLDS, 8):
        scenario = random_scenario(seed)
        for trial in range(2):
            months, years = plain_group.live(scenario, seed, trial)
            assert one_future(scenario, seed, trial) == (months, years), (seed, trial)
            tally["member-months that the plain loop lived alike"] += len(months) * scenario.slots
        tally["random configurations on which the plain loop agrees"] += 1
