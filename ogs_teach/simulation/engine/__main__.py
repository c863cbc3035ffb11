"""Compile the engine, so that nobody waits for it when a simulation is first asked for."""

from ogs_teach import places
from ogs_teach.simulation import Scenario, Start
from ogs_teach.simulation.engine import simulate

if __name__ == "__main__":
    room = places.compiled()
    if not (room / places.READY).exists():
        simulate(Scenario(Start.founding(2, pledge=100_00), years=1), 1)
        if room.is_dir():
            (room / places.READY).touch()
