"""The members of many futures at once, in arrays; amounts in satang.

Every array of members is flat: trial after trial, place after place.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ogs_teach.simulation.engine.whole import Flags, Ints
from ogs_teach.simulation.lending import reach, terms_of
from ogs_teach.simulation.months import MONTHS, earning_weights, year_weight
from ogs_teach.simulation.scenario import Scenario

Small = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]


class State:
    """A block of trials.

    Parameters
    ----------
    scenario : Scenario
    trials : int
    """

    def __init__(self, scenario: Scenario, trials: int) -> None:
        self.scenario, self.trials, self.slots = scenario, trials, scenario.slots
        self.policy, self.rules = scenario.policy, scenario.policy.rules
        self.terms = terms_of(scenario.policy)
        self.reach = min(reach(self.rules), self.slots - 1)
        self.has_flat = any(terms.flat for terms in self.terms)
        self.has_annuity = any(terms.method == "equal_payment" for terms in self.terms)
        self.weights = [earning_weights(self.rules, month) for month in MONTHS]
        self.units = year_weight(self.rules)
        self.special_counts = bool(
            self.rules.savings.special_rate or self.rules.dividend.special_savings
        )
        self.chances = np.array(list(scenario.habits.thresholds().values()), np.int64)
        self.shock_begins = [shock.threshold() for shock in scenario.shocks]
        self.shock_times = [np.array(shock.sixteenths(), np.int64) for shock in scenario.shocks]
        self.number = 0

        start, cells = scenario.start, trials * scenario.slots

        def ints(values: list[int]) -> Ints:
            """Give each place of each trial a value; free places come last, and have none."""
            return np.tile(np.array(values + [0] * (self.slots - len(values)), np.int64), trials)

        self.offer: Ints = ints(start.offers)
        self.trial: Ints = np.repeat(np.arange(trials), scenario.slots)
        self.slot: Ints = np.tile(np.arange(scenario.slots), trials)

        # people
        self.present: Flags = self.slot < len(start.members)
        self.paying: Flags = self.present.copy()  # present, and not about to leave
        self.pledge: Ints = ints([member.pledge for member in start.members])
        self.due: Ints = self.pledge.copy()  # of who is paying
        self.savings: Ints = ints([member.savings for member in start.members])
        self.special: Ints = ints([member.special for member in start.members])
        self.slipped: Bytes = np.zeros(cells, np.uint8)
        self.guarantees: Small = np.zeros(cells, np.int16)

        # this year
        self.earning: Ints = np.zeros(cells, np.int64)
        self.special_earning: Ints = 12 * self.special * self.special_counts
        self.interest_paid: Ints = np.zeros(cells, np.int64)
        self.hospital_paid: Ints = np.zeros(cells, np.int64)
        self.in_default: Flags = np.zeros(cells, np.bool_)
        self.opened: Flags = self.savings > 0

        # loans
        loans = [member.loan for member in start.members]

        def of_loans(name: str) -> Ints:
            return ints([getattr(loan, name) if loan else 0 for loan in loans])

        self.balance: Ints = of_loans("balance")
        self.part: Ints = of_loans("part")
        self.interest: Ints = of_loans("interest")
        self.flat_left: Ints = of_loans("flat_left")
        self.overdue: Ints = of_loans("overdue")
        self.interest_due: Ints = of_loans("interest_due")
        self.kind: Bytes = of_loans("kind").astype(np.uint8)
        self.left: Small = of_loans("left").astype(np.int16)
        self.late: Small = of_loans("late").astype(np.int16)
        self.fines_due: Ints = np.zeros(cells, np.int64)
        self.given_up: Flags = np.zeros(cells, np.bool_)
        self.rescheduled: Flags = np.zeros(cells, np.bool_)
        self.steady: Small = np.zeros(cells, np.int16)
        self.watched: Flags = (self.late > 0) | (self.interest_due > 0)
        self.annuity: Flags = self._of_kind("equal_payment")
        sureties = np.zeros((scenario.slots, self.rules.guarantors.number), np.uint8)
        for place, loan in enumerate(loans):
            if loan:
                sureties[place, : len(loan.guarantors)] = loan.guarantors
                for far in loan.guarantors:
                    self.guarantees.reshape(trials, -1)[:, (place + far) % self.slots] += 1
        self.sureties: Bytes = np.tile(sureties, (trials, 1))  # how far off; 0 for nobody

        # requests
        self.wish: Ints = np.zeros(cells, np.int64)
        self.wish_months: Small = np.zeros(cells, np.int16)
        self.wish_kind: Bytes = np.zeros(cells, np.uint8)

        self.owes: Flags = self.balance > 0
        self.buffer: Ints = np.empty(cells, np.int64)
        self.other: Ints = np.empty(cells, np.int64)

        steps = np.arange(1, self.reach + 1)
        places = np.arange(self.slots)[:, None]
        self.onward: Ints = (places + steps) % self.slots - places  # to each who may sign
        self.back: Ints = (places - steps) % self.slots - places
        self.longest = np.array([terms.longest for terms in self.terms])

        # the group
        def each(amount: int) -> Ints:
            return np.full(trials, amount, np.int64)

        self.cash, self.reserve, self.welfare = (
            each(start.cash),
            each(start.reserve),
            each(start.welfare),
        )
        self.payable, self.retained = each(start.payable), each(start.retained)
        self.hidden, self.income, self.expense = each(0), each(0), each(0)
        self.refused, self.lost = each(0), each(0)
        # sums of the arrays above, kept as they change
        self.held, self.held_special = self.total(self.savings), self.total(self.special)
        self.lent, self.coming = self.total(self.balance), self.total(self.due)
        self.wished = each(0)
        self.members, self.borrowers = self.total(self.present), self.total(self.owes)
        self.shocks_left: Ints = np.zeros((trials, len(scenario.shocks)), np.int64)

    def _of_kind(self, method: str) -> Flags:
        """Return which loans are repaid by a method."""
        kinds = np.array([terms.method == method for terms in self.terms])
        return kinds[self.kind] & (self.balance > 0)

    def total(self, cells: Ints | Flags) -> Ints:
        """Add a member array up by trial."""
        rows = cells.reshape(self.trials, self.slots)
        return np.asarray(rows.sum(axis=1, dtype=np.int64))

    def count(self, where: Ints) -> Ints:
        """Count some members by trial."""
        return np.bincount(self.trial[where], minlength=self.trials)

    def add(self, where: Ints, amounts: Ints) -> Ints:
        """Add some members' amounts up by trial."""
        total = np.zeros(self.trials, np.int64)
        np.add.at(total, self.trial[where], amounts)
        return total

    def neighbour(self, where: Ints, far: Ints) -> Ints:
        """Return the cells of neighbours, as many places on within the same trial."""
        wraps = self.slot[where] + far >= self.slots
        return where + far - self.slots * wraps


@dataclass(frozen=True)
class Draws:
    """What falls to a block in one month; see `draws`."""

    group: npt.NDArray[np.uint16]
    saving: npt.NDArray[np.uint16]
    lending: npt.NDArray[np.uint16]
    life: npt.NDArray[np.uint16]
    sizes: npt.NDArray[np.uint16]
