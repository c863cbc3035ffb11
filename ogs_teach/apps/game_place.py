"""Where a team is in its game, as the page's address keeps it: nothing else is kept anywhere.

The address holds `game`, the game's code with all that was decided, and `now`: what is chosen so
far in the half-year at hand, a sign for each question, or nothing while the last half-year is
talked over. `face.js` writes both into the address, so that a page that is opened again, as
phones do when they are short of memory, goes on at the same place.
"""

import os
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import parse_qs

OPEN = "-"
LAST, END = "last", "end"
"""`now` of the last debrief, and of the page after it."""


def asked() -> tuple[str, str]:
    """Return `game` and `now` of the page's address, each empty if it is not there."""
    query = parse_qs(os.environ.get("QUERY_STRING", ""))
    return query.get("game", [""])[0], query.get("now", [""])[0]


def shorten(chosen: Iterable[int | None]) -> str:
    """Write what is chosen so far.

    Examples
    --------
    >>> shorten([1, 0, None, 2])
    '10-2'
    """
    return "".join(OPEN if number is None else str(number) for number in chosen)


def spell_out(now: str, sizes: Sequence[int]) -> list[int | None]:
    """Read what was chosen so far; whatever no question can take counts as not chosen.

    Parameters
    ----------
    now : str
    sizes : sequence of int
        How many answers each question has.

    Examples
    --------
    >>> spell_out("10-9", [3, 3, 3, 3]), spell_out("1", [3, 3])
    ([1, 0, None, None], [1, None])
    """
    signs = now.ljust(len(sizes), OPEN)
    return [
        int(sign) if sign in "0123456789" and int(sign) < size else None
        for sign, size in zip(signs, sizes, strict=False)
    ]


def mark(code: str, now: str, step: str, open_: str) -> str:
    """Return HTML, unseen, that tells `face.js` what the address is to hold.

    Parameters
    ----------
    code, now : str
    step : str
        Another one for each screen: the page then begins at its top.
    open_ : str
        What was found open, as "2 ogs-case-1": the second time, and the question to go to.
    """
    data = {"game": code, "now": now, "step": step, "open": open_}
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return f'<span class="ogs-at"{told}></span>'
