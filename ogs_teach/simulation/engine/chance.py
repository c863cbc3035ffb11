"""The numbers of `draws`, made where they are used: NumPy's own SFC64, a month at a time."""

import numpy as np

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Numbers, Streams
from ogs_teach.simulation.habits import WHOLE

_11, _3, _24, _40, _16, _1 = (np.uint64(bits) for bits in (11, 3, 24, 40, 16, 1))
_PART = np.uint64(0xFFFF)
_HIGHEST = np.uint64(WHOLE - 1)


@compiled
def draw(stream: Streams, drawn: Numbers) -> None:
    """Draw so many numbers from a trial's stream.

    Parameters
    ----------
    stream : array of int, shape (4,)
        As `draws.states` has it; goes on.
    drawn : array of int, shape (4 * n,)
        Receives the numbers.
    """
    a, b, c, count = stream[0], stream[1], stream[2], stream[3]
    for place in range(0, len(drawn), 4):
        word = a + b + count
        count += _1
        a = b ^ (b >> _11)
        b = c + (c << _3)
        c = ((c << _24) | (c >> _40)) + word
        for number in range(place, place + 4):
            part = word & _PART
            drawn[number] = part if part < _HIGHEST else _HIGHEST
            word >>= _16
    stream[0], stream[1], stream[2], stream[3] = a, b, c, count
