"""What the game's members are called; nobody in it is a real person."""

import tomllib
from functools import cache
from importlib import resources

from ogs_teach.simulation.game.content import Words


@cache
def names() -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Return the nicknames of the founders, and of those who join later.

    Examples
    --------
    >>> names()[0][0]["en"]
    'Nuan'
    """
    source = resources.files("ogs_teach") / "simulation" / "game" / "members.toml"
    read = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(read["founders"]), tuple(read["newer"])
