"""Compile the engine, so that nobody waits for it when a simulation is first asked for."""

import shutil
import time

from ogs_teach import places
from ogs_teach.simulation import Scenario, Start
from ogs_teach.simulation.engine import simulate

DAYS = 30  # that an older version's code is kept


def main() -> None:
    """Compile what is not compiled yet; throw away what older versions have left."""
    room = places.compiled()
    if (room / places.READY).exists():
        return
    simulate(Scenario(Start.founding(2, pledge=100_00), years=1), 1)
    if not room.is_dir():
        return
    (room / places.READY).touch()
    for other in room.parent.iterdir():
        if time.time() - other.stat().st_mtime > DAYS * 24 * 3600:
            shutil.rmtree(other, ignore_errors=True)


if __name__ == "__main__":
    main()
