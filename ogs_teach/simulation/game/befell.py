"""What befell the group in a round, as far as anybody could know."""

from ogs_teach.simulation.game.content import Event, events
from ogs_teach.simulation.game.fortune import numbers
from ogs_teach.simulation.game.world import World


def befell(world: World, number: int) -> tuple[Event, ...]:
    """Return what befell the group in the round just lived.

    Parameters
    ----------
    world : World
    number : int
        The round, 1 to 10; every second one closes a year.

    Examples
    --------
    >>> from ogs_teach.simulation.game.world import founded
    >>> [event.id for event in befell(founded(1), 1)]
    ['calm']
    """
    counts = world.counts
    found = [shock.name for shock in world.future.shocks if counts[f"began {shock.name}"]]
    if counts["found"]:
        found.append("keeper-found")
    if counts["months short"]:
        found.append("short")
    if counts["lost"] > counts["found"]:
        found.append("written-off")
    if number % 2 == 0:
        surplus = world.future.years[-1].surplus
        found.append("year-good" if surplus > 0 else "year-loss")
    if set(found) <= {"year-good"}:
        nobody_looked = numbers(world.seed)[150 + number] % 6 == 0  # a quiet day proves nothing
        found.insert(0, "keeper" if nobody_looked else "calm")
    return tuple(events()[each] for each in found)
