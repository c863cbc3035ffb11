"""A scenario in whole numbers, reckoned once: what both peers of the engine read.

No peer meets a Fraction in its months: rates are pairs of whole numbers, chances thresholds,
and a new loan's instalments are remembered by kind, amount and months.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ogs_teach.money import Rounding
from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.habits import CHANCES, WHOLE, threshold
from ogs_teach.simulation.lending import Terms, first_part, reach, terms_of
from ogs_teach.simulation.months import MONTHS, earning_weights, year_weight
from ogs_teach.simulation.policy import SMALLEST
from ogs_teach.simulation.scenario import Scenario
from ogs_teach.simulation.shocks import PARTS


def rounder(rounding: Rounding) -> Callable[[int, int], int]:
    """Return a function of numerator, zero or more, and denominator that rounds as asked."""
    step = rounding.step

    def down(numerator: int, denominator: int) -> int:
        return numerator // (denominator * step) * step

    def half_up(numerator: int, denominator: int) -> int:
        unit = denominator * step
        return (2 * numerator + unit) // (2 * unit) * step

    def half_even(numerator: int, denominator: int) -> int:
        unit = denominator * step
        steps, rest = divmod(numerator, unit)
        if 2 * rest > unit or (2 * rest == unit and steps % 2):
            steps += 1
        return steps * step

    return {"down": down, "half_up": half_up, "half_even": half_even}[rounding.mode]


def share(pool: int, weights: Sequence[int]) -> list[int]:
    """Share a pool by weight as `money.split` does; none of it if nothing has weight."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    parts = [pool * weight // total for weight in weights]
    odd = pool - sum(parts)
    if odd:
        rests = [pool * weight % total for weight in weights]
        for index in sorted(range(len(rests)), key=rests.__getitem__, reverse=True)[:odd]:
            parts[index] += 1
    return parts


class Kind:
    """One kind of loan."""

    __slots__ = ("annuity", "flat", "highest", "longest", "number", "rate", "times", "unit")

    def __init__(self, terms: Terms) -> None:
        self.number = terms.kind
        self.flat, self.annuity = terms.flat, terms.method == "equal_payment"
        self.rate, self.unit = terms.rate, terms.unit
        self.highest, self.longest = terms.highest, terms.longest
        self.times = (terms.times.numerator, terms.times.denominator) if terms.times else None

    def ceiling(self, savings: int) -> int:
        """Return the most that may be owed."""
        if self.times is None:
            return self.highest
        times, parts = self.times
        return min(self.highest, savings * times // parts)


@dataclass(slots=True)
class Chances:
    """A month's thresholds; those that follow each other on one draw are added up."""

    leave: int
    missed: int
    late: int
    special_from: int
    join: int
    ask: int
    emergency: int
    give_up: int
    slip: int
    prepay_from: int
    give_up_from: int
    catch_up: int
    half: int
    death: int
    ill: int


class WholeRules:
    """All that a scenario says, in whole numbers.

    Parameters
    ----------
    scenario : Scenario
    """

    def __init__(self, scenario: Scenario) -> None:
        policy, habits = scenario.policy, scenario.habits
        rules = policy.rules
        self.scenario, self.slots, self.months = scenario, scenario.slots, scenario.months
        self.offers = scenario.start.offers

        # chance
        self._chances = list(habits.thresholds().values())
        self._season = habits.season
        self._sixteenths = [shock.sixteenths() for shock in scenario.shocks]
        self._months_chances: dict[tuple[int, ...], Chances] = {}
        self.shocks = [
            (shock.threshold(), shock.shortest, shock.longest - shock.shortest + 1)
            for shock in scenario.shocks
        ]
        self.drains = [
            (number, shock.drain.numerator, 100 * shock.drain.denominator)
            for number, shock in enumerate(scenario.shocks)
            if shock.drain
        ]
        self.audit = threshold(policy.audit)

        # saving
        self.weights = [earning_weights(rules, month) for month in MONTHS]
        self.units = year_weight(rules)
        self.waits = rules.dividend.convention == "waiting_year"
        self.quarters = rules.dividend.convention == "end_of_quarter"
        self.pledge_fine = rules.fines.missed_pledge
        self.takes_special = rules.savings.special_savings
        self.special_amount = habits.special_amount
        self.special_rate = _over(rules.savings.special_rate / 1200)
        self.entry_fee = rules.savings.entry_fee

        # lending
        self._terms = terms_of(policy)
        self._first_parts: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        self.kinds = tuple(Kind(terms) for terms in self._terms)
        self.interest_on = rounder(rules.loans.rounds())
        self.payment_order = rules.loans.payment_order
        self.instalment_fine = rules.fines.late_instalment
        self.default_after = rules.refund.default_after_days
        self.performs_after = rules.loans.performs_after
        self.reschedule_after = policy.reschedule_after
        self.write_off_after = policy.write_off_after
        self.wanted = rules.guarantors.number
        self.most_signed = rules.guarantors.most_live_guarantees
        self.reach = min(reach(rules), scenario.slots - 1)
        self.kept_back = _over(policy.kept_back / 100)
        part = rules.loans.largest_borrower
        self.largest = _over(part / (100 - part)) if part < 100 else None
        self.largest_from = rules.loans.largest_borrower_from_loans

        # house
        caps = rules.welfare.hospital
        self.per_night, self.per_stay, self.per_year = caps.per_night, caps.per_stay, caps.per_year
        self.death_benefit, self.expenses = policy.death_benefit, policy.expenses
        self.bank_rate = _over(policy.bank_rate / 1200)
        self.whole = rounder(Rounding())

        # sharing out
        percents = rules.allocation.percents()
        unit = math.lcm(*(percent.denominator for percent in percents.values()))
        self.heads = tuple(percents)
        self.head_weights = [int(percent * unit) for percent in percents.values()]
        self.special_shares = rules.dividend.special_savings
        self.dividend_by_rate = rules.dividend.form == "rate"
        self.dividend_rate = _over(rules.dividend.rate / (12 * self.units * 100))
        self.dividend_rounds = rounder(rules.dividend.rounds())
        self.refund_by_rate = rules.refund.form == "rate"
        self.refund_rate = _over(rules.refund.rate / 100)
        self.refund_to_defaulters = rules.refund.defaulters
        self.pays_cash = policy.dividend_to == "cash"

    def begin_shocks(self, group: Sequence[int], left: list[int]) -> None:
        """Let shocks begin, in place."""
        for number, (limit, shortest, span) in enumerate(self.shocks):
            if not left[number] and group[number] < limit:
                left[number] = shortest + group[GROUP - 2] * span // WHOLE

    def chances(self, left: Sequence[int], of_year: int) -> Chances:
        """Return the chances of a month, 0 to 11, under the shocks that go on."""
        under = (of_year, *(number for number, months in enumerate(left) if months))
        if under not in self._months_chances:
            self._months_chances[under] = self._thresholds(under[1:], of_year)
        return self._months_chances[under]

    def _thresholds(self, shocks: Sequence[int], of_year: int) -> Chances:
        found = self._chances
        for number in shocks:
            found = [
                min(WHOLE, chance * times // PARTS)
                for chance, times in zip(found, self._sixteenths[number], strict=True)
            ]
        of = dict(zip(CHANCES, found, strict=True))
        of["ask"] = min(WHOLE, of["ask"] * self._season[of_year] // PARTS)
        missed = min(WHOLE, of["leave"] + of["missed"])
        return Chances(
            leave=of["leave"],
            missed=missed,
            late=min(WHOLE, missed + of["late"]),
            special_from=WHOLE - of["special"],
            join=of["join"],
            ask=of["ask"],
            emergency=min(WHOLE, of["ask"] + of["emergency"]),
            give_up=of["give_up"],
            slip=min(WHOLE, of["give_up"] + of["slip"]),
            prepay_from=WHOLE - of["prepay"],
            give_up_from=WHOLE - of["give_up"],
            catch_up=of["catch_up"],
            half=min(WHOLE, of["catch_up"] + of["half"]),
            death=of["death"],
            ill=min(WHOLE, of["death"] + of["illness"]),
        )

    def first_part(self, kind: int, amount: int, months: int) -> tuple[int, int, int]:
        """Return what a new loan's instalments bring; see `lending.first_part`."""
        asked = kind, amount, months
        found = self._first_parts.get(asked)
        if found is None:
            found = self._first_parts[asked] = first_part(self._terms[kind], amount, months)
        return found

    def request(self, drawn: int, size: int, savings: int, ask: int) -> tuple[int, int, int]:
        """Return the kind, the amount and the months that a member asks for."""
        kind = self.kinds[drawn >= ask]
        amount = kind.ceiling(savings) * (3 + size // 8 % 2) // 4
        months = -(-kind.longest * (3 + size // 32 % 2) // 4)
        return kind.number, amount - amount % SMALLEST, months

    def dividends(self, pool: int, weights: list[int]) -> list[int]:
        """Share the dividend out."""
        if self.dividend_by_rate:
            times, unit = self.dividend_rate
            parts = [self.dividend_rounds(weight * times, unit) for weight in weights]
            if sum(parts) <= pool:
                return parts
        return share(pool, weights)

    def refunds(self, pool: int, weights: list[int]) -> list[int]:
        """Share the refund out."""
        if self.refund_by_rate:
            times, unit = self.refund_rate
            parts = [self.whole(weight * times, unit) for weight in weights]
            if sum(parts) <= pool:
                return parts
        return share(pool, weights)


def _over(rate: Fraction) -> tuple[int, int]:
    return rate.numerator, rate.denominator


_read: list[WholeRules] = []


def whole_rules(scenario: Scenario) -> WholeRules:
    """Return a scenario's rules, reckoned once for all its trials."""
    if not _read or _read[0].scenario is not scenario:
        _read[:] = [WholeRules(scenario)]
    return _read[0]
