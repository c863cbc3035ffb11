"""What befalls a group this month, and what it does to its members' chances."""

from ogs_teach.simulation.draws import GROUP as NUMBERS
from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Bench, Ints, Told
from ogs_teach.simulation.engine.whole import lesser
from ogs_teach.simulation.habits import CHANCES, WHOLE
from ogs_teach.simulation.shocks import PARTS

ASK = CHANCES.index("ask")


@compiled
def shocks_begin(told: Told, bench: Bench, shocks_left: Ints, month: int) -> None:
    """Begin what begins; set the chances of the month, 0 being the year's first."""
    chances, drawn = bench.chances, bench.drawn
    for place in range(len(chances)):
        chances[place] = told.usual[place]
    for number in range(len(shocks_left)):
        shock = told.shocks[number]
        if shocks_left[number] == 0 and drawn[number] < shock.begins:
            lasts = drawn[NUMBERS - 2] * shock.span // WHOLE
            shocks_left[number] = shock.shortest + lasts
        if shocks_left[number] > 0:
            for place in range(len(chances)):
                worse = chances[place] * told.times[number, place] // PARTS
                chances[place] = lesser(WHOLE, worse)
    chances[ASK] = lesser(WHOLE, chances[ASK] * told.season[month] // PARTS)
