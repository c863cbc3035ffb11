"""The group of the game: who its members are, and how it lives through six months."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import lru_cache

from ogs_teach.simulation.game.consequences import MIDDLE, governed, multiplied, times_of, weather
from ogs_teach.simulation.game.content import VIRTUES, Words
from ogs_teach.simulation.game.fortune import fortune, numbers
from ogs_teach.simulation.game.levers import LEVERS, USUAL, effects, policy_of
from ogs_teach.simulation.game.members import names
from ogs_teach.simulation.habits import Habits
from ogs_teach.simulation.records import Month
from ogs_teach.simulation.scalar import OneFuture
from ogs_teach.simulation.scenario import Scenario
from ogs_teach.simulation.start import Saver, Start

ROUNDS = 10
MONTHS = 6
MEMBERS, ROOM = 46, 14
YEARS_BEFORE = 2
"""The group has lived so long under its usual rules when the game begins."""
ALL_MONTHS = 12 * YEARS_BEFORE + MONTHS * ROUNDS
HABITS = Habits().but(ask=9, emergency=1, leave=Fraction(1, 4), join=Fraction(5, 2), late=4, slip=3)

AFTER = {
    "found": {"trust": -5, "honesty": -1},
    "debts lost": {"trust": -1},
    "settled": {"trust": -1, "compassion": -1},
    "months short": {"trust": -4, "responsibility": -1},
}
"""How levels move when members see a theft found, a debt lost, a neighbour's savings taken for
a debt, or their own money refused."""


@lru_cache(maxsize=8)
def _founded(seed: int) -> "World":
    return World(seed)


def founded(seed: int) -> "World":
    """Return the group as it stands when the game begins.

    Examples
    --------
    >>> founded(1) is founded(1), founded(1).month == founded(1).month
    (False, True)
    """
    return _founded(seed).twin()


class World:
    """A group, its levels, and what still lasts of earlier choices.

    Parameters
    ----------
    seed : int

    Examples
    --------
    >>> world = World(1)
    >>> 40 <= world.month.members <= 60, world.month.difference
    (True, 0)
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.levels = dict.fromkeys(VIRTUES, MIDDLE)
        self.lasting: list[tuple[Mapping[str, Fraction], int]] = []
        self.founders: set[int] = set()
        self.who: list[Words] = [*names()[0][:MEMBERS], *[names()[1][0]] * ROOM]
        self.joined = 0
        self.months_lived = 0
        self.counts: Counter[str] = Counter()
        self.served: list[tuple[int, int]] = []  # of each round, loans granted and requests left
        calm = tuple(shock.but(chance=0) for shock in weather({}))
        chosen = numbers(seed)
        members = tuple(
            Saver(pledge, 36 * pledge)
            for pledge in (60_00 + 20_00 * (chosen[place] % 11) for place in range(MEMBERS))
        )
        held = sum(member.savings for member in members)
        start = Start(members, ROOM, cash=held + 25_000_00, reserve=15_000_00, welfare=10_000_00)
        self.future = OneFuture(Scenario(start, policy_of(USUAL), HABITS.but(leave=0), calm))
        for month in range(12 * YEARS_BEFORE):
            if month % MONTHS == 0:
                self.counts.clear()
            self.month = self.live_month()
            if month % MONTHS == MONTHS - 1:
                self.sum_up()
        self.founders = {at for at, place in enumerate(self.future.places) if place.present}
        self.at_first = len(self.founders)

    def twin(self) -> "World":
        """Return a copy that lives on by itself."""
        other = copy(self)
        other.levels, other.lasting = dict(self.levels), [*self.lasting]
        other.founders, other.who = set(self.founders), [*self.who]
        other.counts, other.served = Counter(self.counts), [*self.served]
        other.future = self.future.twin()
        return other

    def move(self, virtues: Mapping[str, int]) -> None:
        """Let levels move, from 0 to 100."""
        for virtue, by in virtues.items():
            self.levels[virtue] = min(max(self.levels[virtue] + by, 0), 100)

    def live(self, rules: Mapping[str, str]) -> tuple[Month, ...]:
        """Live through six months under some rules."""
        found = effects(rules)
        times = times_of(self.levels)
        options = tuple(rules[lever] for lever in LEVERS)
        policy = governed(options, times["audit"], times["expenses"])
        shocks = weather(times)
        months: list[Month] = []
        lasted = -1
        for _ in range(MONTHS):
            if lasted != len(self.lasting):
                lasting = [chances for chances, _ in self.lasting]
                habits = multiplied(HABITS, [times, *(effect.times for effect in found), *lasting])
                self.future.change(policy, habits, shocks)
                lasted = len(lasting)
            months.append(self.live_month())
            self.lasting = [(chances, left - 1) for chances, left in self.lasting if left > 1]
        self.month = months[-1]
        self.counts["spent"] = MONTHS * policy.expenses
        self.sum_up()
        return tuple(months)

    def sum_up(self) -> None:
        """Count, at a round's end, debts in arrears, loans granted and requests left."""
        places = self.future.places
        self.counts["arrears"] = sum(bool(place.loan and place.loan.late) for place in places)
        waiting = sum(place.wish is not None for place in places)
        self.served = [*self.served[-1:], (self.counts["granted"], waiting)]

    def live_month(self) -> Month:
        """Live through one month, and count what happens in it."""
        places = self.future.places
        before = [(place.present, place.loan, place.special) for place in places]
        running = [*self.future.shocks_left]
        hidden = self.future.hidden
        month = self.future.month(*self.drawn())
        late = granted = 0
        for number, (place, (present, loan, special)) in enumerate(
            zip(places, before, strict=True)
        ):
            if place.present:
                if not present:
                    self.welcome(number)
                if place.slipped:
                    late += 1
                if place.loan is not loan and place.loan:
                    granted += 1
                if place.special > special:
                    self.counts["special"] += place.special - special
            elif present:
                self.counts["left"] += 1
                self.counts["settled"] += loan is not None and loan.late > 1
                self.founders.discard(number)
        self.counts["late"] += late
        self.counts["granted"] += granted
        for shock, was, now in zip(
            self.future.shocks, running, self.future.shocks_left, strict=True
        ):
            if not was and now:
                self.counts[f"began {shock.name}"] += 1
        found = hidden if hidden and not self.future.hidden else 0
        self.counts["found"] += found
        self.counts["lost"] += month.lost
        self.counts["debts lost"] += month.lost - found
        self.counts["months short"] += month.refused > 0
        return month

    def welcome(self, number: int) -> None:
        """Give a new member a name."""
        newer = names()[1]
        self.counts["joined"] += 1
        self.who[number] = newer[self.joined % len(newer)]
        self.joined += 1

    def drawn(self) -> tuple[Sequence[int], ...]:
        """Take what falls to the group this month."""
        group, own = fortune(self.seed, MEMBERS + ROOM, ALL_MONTHS)[self.months_lived]
        self.months_lived += 1
        return group, *own

    def settle(self, number: int) -> None:
        """Take a debt from the borrower's savings, then from the guarantors'."""
        before = self.future.lost
        self.future.settle_one(number, died=False)
        self.counts["lost"] += self.future.lost - before
        self.counts["debts lost"] += self.future.lost - before
        self.counts["settled"] += 1
        self.counts["left"] += 1
        self.founders.discard(number)

    def feel(self) -> None:
        """Let levels follow what members have seen."""
        for what, moves in AFTER.items():
            if self.counts[what]:
                self.move(moves)

    def count_money(self) -> None:
        """Count all money before everyone: what is missing is found."""
        if self.future.hidden:
            self.counts["found"] += self.future.hidden
            self.counts["lost"] += self.future.hidden
        self.future.count()
        self.month = self.future.seen()

    def drift(self) -> None:
        """Let levels forget a little: a tenth of the way back to 50."""
        for virtue, level in self.levels.items():
            self.levels[virtue] = level - int((level - MIDDLE) / 10)
