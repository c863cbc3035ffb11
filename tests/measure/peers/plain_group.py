"""A group in plain Python, written for speed without NumPy: a peer of the engine.

Whole numbers only, slots instead of dictionaries, running totals instead of sums, and one pass
over the places for all that a member does alone: saving, repaying, asking. What members do to
each other stays in the order of the places, as in `scalar.OneFuture`.
"""

from collections.abc import Sequence

from ogs_teach.simulation.habits import LATE, MISSED
from ogs_teach.simulation.policy import SMALLEST
from ogs_teach.simulation.records import Month, Year
from ogs_teach.simulation.scenario import Scenario
from tests.measure.peers.household import Household
from tests.measure.peers.whole_rules import Chances, WholeRules, whole_rules
from tests.simulation.worlds import draws


class Loan:
    """A member's loan; guarantors are numbers of places."""

    __slots__ = (
        "balance", "fines_due", "flat_left", "given_up", "guarantors", "interest", "interest_due",
        "kind", "late", "left", "overdue", "part", "rescheduled", "steady",
    )  # fmt: skip

    def __init__(
        self,
        kind: int,
        balance: int,
        left: int,
        part: int,
        interest: int,
        flat_left: int,
        guarantors: tuple[int, ...],
    ) -> None:
        self.kind, self.balance, self.left, self.part = kind, balance, left, part
        self.interest, self.flat_left, self.guarantors = interest, flat_left, guarantors
        self.late = self.overdue = self.interest_due = self.fines_due = self.steady = 0
        self.given_up = self.rescheduled = False


class Place:
    """A member's place, taken or free; a wish of 0 is none."""

    __slots__ = (
        "earning", "guarantees", "hospital_paid", "in_default", "interest_paid", "leaving", "loan",
        "offer", "opened", "pledge", "present", "savings", "slipped", "special", "special_earning",
        "wish", "wish_kind", "wish_months",
    )  # fmt: skip

    def __init__(self, offer: int) -> None:
        self.offer = offer
        self.vacate()

    def vacate(self) -> None:
        """Let the place be free."""
        self.present = self.leaving = self.in_default = self.opened = False
        self.pledge = self.savings = self.special = self.slipped = self.guarantees = 0
        self.earning = self.special_earning = self.interest_paid = self.hospital_paid = 0
        self.wish = self.wish_kind = self.wish_months = 0
        self.loan: Loan | None = None


class PlainGroup(Household):
    """A group that lives through one future.

    Parameters
    ----------
    rules : WholeRules
    """

    def __init__(self, rules: WholeRules) -> None:
        self.open_household(rules)
        start = rules.scenario.start
        self.places = [Place(offer) for offer in rules.offers]
        self.savings = self.special = self.loans = self.borrowers = 0
        self.members = len(start.members)
        for number, member in enumerate(start.members):
            place = self.places[number]
            place.present, place.pledge = True, member.pledge
            place.savings, place.special = member.savings, member.special
            place.opened = member.savings > 0
            self.savings += member.savings
            self.special += member.special
            owing = member.loan
            if owing is None:
                continue
            near = tuple((number + far) % rules.slots for far in owing.guarantors)
            place.loan = loan = Loan(
                owing.kind,
                owing.balance,
                owing.left,
                owing.part,
                owing.interest,
                owing.flat_left,
                near,
            )
            loan.late, loan.overdue = owing.late, owing.overdue
            loan.interest_due = owing.interest_due
            self.loans += loan.balance
            self.borrowers += 1
            for guarantor in near:
                self.places[guarantor].guarantees += 1
        self.number = 0
        limit = rules.write_off_after
        self.to_write_off = [
            number
            for number, place in enumerate(self.places)
            if place.loan and limit and place.loan.late >= limit
        ]

    def month(
        self,
        group: Sequence[int],
        saving: Sequence[int],
        lending: Sequence[int],
        life: Sequence[int],
        sizes: Sequence[int],
    ) -> Month:
        """Live through one month."""
        rules, places = self.rules, self.places
        of_year = self.number % 12
        self.number += 1
        rules.begin_shocks(group, self.shocks_left)
        chances = rules.chances(self.shocks_left, of_year)
        self.refused = self.lost = 0
        self.pay_what_is_owed()
        emptied = self.settle(life, chances.death)
        before, after = rules.weights[of_year]
        joining, sick, leaving, waiting, risky = [], [], [], [], []
        came = put_aside = earned = repaid = 0
        waits, fine = rules.waits, rules.pledge_fine
        leave, missed, late = chances.leave, chances.missed, chances.late
        special_from = chances.special_from if rules.takes_special else 1 << 16
        emergency, ill, join = chances.emergency, chances.ill, chances.join
        slip, prepay_from = chances.slip, chances.prepay_from
        limit, performs_after = rules.write_off_after or 1 << 16, rules.performs_after
        kinds, interest_on = rules.kinds, rules.interest_on
        self.to_write_off = []
        for number, place, lived, saved, drawn in zip(
            range(rules.slots), places, life, saving, lending, strict=True
        ):
            if not place.present:
                if lived < join and number not in emptied:
                    joining.append(place)
                continue
            if lived < ill:
                sick.append(number)

            savings = place.savings
            counts = not waits or place.opened
            if before and counts:
                place.earning += before * savings
            if place.special:
                place.special_earning += place.special
            if place.slipped:
                if place.slipped == LATE:
                    savings += place.pledge
                    came += place.pledge
                earned += fine
                place.slipped = 0
            if not place.leaving:
                if saved >= late:
                    savings += place.pledge
                    came += place.pledge
                elif saved < leave:
                    place.leaving, place.wish = True, 0
                else:
                    place.slipped = MISSED if saved < missed else LATE
                if lived >= special_from and not place.leaving:
                    place.special += rules.special_amount
                    put_aside += rules.special_amount
            place.savings = savings
            if after and counts:
                place.earning += after * savings
            if place.leaving:
                leaving.append(number)

            loan = place.loan
            if loan is None:
                if place.wish:
                    waiting.append(number)
                elif drawn < emergency and not place.leaving:
                    place.wish_kind, place.wish, place.wish_months = rules.request(
                        drawn, sizes[number], savings, chances.ask
                    )
                    if place.wish:
                        waiting.append(number)
                continue

            left, balance = loan.left, loan.balance
            kind = kinds[loan.kind]
            if kind.flat:
                interest = loan.flat_left
                if left != 1 and loan.interest < interest:
                    interest = loan.interest
            else:
                interest = interest_on(balance * kind.rate, kind.unit)
            if left == 0:
                principal = 0
            else:
                principal = balance - loan.overdue
                if left > 1:
                    part = loan.part - interest if kind.annuity else loan.part
                    if part < principal:
                        principal = part if part > 0 else 0
                    elif principal < 0:
                        principal = 0
            if loan.late or not slip <= drawn < prepay_from:
                self.repay_unlike_most(place, loan, interest, principal, drawn, chances)
            else:
                interest_paid = loan.interest_due + interest
                principal += loan.overdue
                earned += loan.fines_due + interest_paid
                repaid += principal
                place.interest_paid += interest_paid
                loan.balance -= principal
                loan.flat_left -= interest if interest < loan.flat_left else loan.flat_left
                if left:
                    loan.left = left - 1
                loan.fines_due = loan.interest_due = loan.overdue = 0
                if loan.rescheduled:
                    loan.steady += 1
            if loan.balance == 0:
                self.end_loan(place, loan)
            elif loan.late or loan.rescheduled:
                if loan.late >= limit:
                    self.to_write_off.append(number)
                if loan.late >= 2 or (loan.rescheduled and loan.steady < performs_after):
                    risky.append(place)
        self.cash += came + put_aside + earned + repaid
        self.income += earned
        self.savings += came
        self.special += put_aside
        self.loans -= repaid

        if sick:
            self.care(sick, sizes)
        if leaving:
            self.pay_leavers(leaving)
        if waiting:
            self.lend(waiting)
        for place in joining:
            place.present, place.pledge, place.savings = True, place.offer, place.offer
            self.members += 1
            self.savings += place.offer
            self.cash += place.offer + rules.entry_fee
            self.income += rules.entry_fee
        self.keep_house(group)
        if of_year == 11:
            self.close_year()
        self.shocks_left = [left - 1 if left else 0 for left in self.shocks_left]
        return Month(
            cash=self.cash,
            savings=self.savings,
            special=self.special,
            loans=self.loans,
            at_risk=sum(place.loan.balance for place in risky if place.loan),
            members=self.members,
            borrowers=self.borrowers,
            waiting=sum(places[number].wish for number in waiting),
            refused=self.refused,
            lost=self.lost,
            reserve=self.reserve,
            welfare=self.welfare,
            hidden=self.hidden,
            payable=self.payable,
            result=self.income - self.expense,
            retained=self.retained,
        )

    def end_loan(self, place: Place, loan: Loan) -> None:
        """Release a loan's guarantors."""
        for guarantor in loan.guarantors:
            self.places[guarantor].guarantees -= 1
        place.loan = None
        self.borrowers -= 1

    def empty(self, number: int) -> None:
        """Let a member go: whoever stood surety, or was stood surety for, is free."""
        place = self.places[number]
        self.members -= 1
        self.savings -= place.savings
        self.special -= place.special
        if place.loan:
            self.loans -= place.loan.balance
            self.end_loan(place, place.loan)
        if place.guarantees:
            for back in range(1, self.rules.reach + 1):
                loan = self.places[number - back].loan
                if loan and number in loan.guarantors:
                    loan.guarantors = tuple(near for near in loan.guarantors if near != number)
        place.vacate()

    def settle(self, life: Sequence[int], death: int) -> set[int]:
        """Settle lost debts and what the dead leave behind; return the places left empty."""
        dying = {number for number, lived in enumerate(life) if lived < death}
        emptied = set()
        for number in sorted(dying.union(self.to_write_off)):
            place = self.places[number]
            if place.present:
                self.settle_one(number, place, died=number in dying)
                emptied.add(number)
        return emptied

    def settle_one(self, number: int, place: Place, *, died: bool) -> None:
        """Set savings off against the debt, then let guarantors pay; the rest is lost."""
        if died:
            benefit = min(self.rules.death_benefit, self.welfare)
            self.welfare -= benefit
            self.payable += benefit
        own = place.savings + place.special
        loan = place.loan
        if loan is None:
            self.payable += own
        else:
            rest = max(loan.balance - own, 0)
            tail = -(self.number - 1) % 3 if self.rules.quarters else 0
            signed = len(loan.guarantors)
            for turn, near in enumerate(loan.guarantors):
                guarantor = self.places[near]
                paid = min(guarantor.savings, rest // (signed - turn))
                guarantor.savings -= paid
                self.savings -= paid
                guarantor.earning = max(guarantor.earning - tail * paid, 0)
                rest -= paid
            self.expense += rest
            self.lost += rest
            self.payable += max(own - loan.balance, 0)
        self.empty(number)

    def repay_unlike_most(
        self,
        place: Place,
        loan: Loan,
        interest: int,
        principal: int,
        drawn: int,
        chances: Chances,
    ) -> None:
        """Let a borrower pay who is in arrears, fails to pay, or pays everything back."""
        rules = self.rules
        half = False
        if loan.late == 0:
            pays = drawn >= chances.slip
            if drawn < chances.give_up:
                loan.given_up = True
            if pays and drawn >= chances.prepay_from:
                principal = loan.balance
                interest = loan.flat_left or interest
        else:
            if drawn >= chances.give_up_from:
                loan.given_up = True
            pays = not loan.given_up and drawn < chances.catch_up
            half = not loan.given_up and not pays and drawn < chances.half
        loan.flat_left -= min(interest, loan.flat_left)
        if loan.left:
            loan.left -= 1
        fines_due = loan.fines_due
        interest_due = loan.interest_due + interest
        overdue = loan.overdue + principal
        due = fines_due + interest_due + overdue
        money = due if pays else due // 2 if half else 0
        self.cash += money
        for what in rules.payment_order:
            if what == "fine":
                paid = min(money, fines_due)
                fines_due -= paid
                self.income += paid
            elif what == "interest":
                paid = min(money, interest_due)
                interest_due -= paid
                self.income += paid
                place.interest_paid += paid
            else:
                paid = min(money, overdue)
                overdue -= paid
                loan.balance -= paid
                self.loans -= paid
            money -= paid
        loan.fines_due, loan.interest_due, loan.overdue = fines_due, interest_due, overdue
        if pays:
            if loan.rescheduled and loan.late == 0:
                loan.steady += 1
            loan.late = 0
        elif not half:
            loan.late += 1
            loan.fines_due += rules.instalment_fine
            loan.steady = 0
            if 30 * (loan.late - 1) > rules.default_after:
                place.in_default = True
            if loan.late == rules.reschedule_after and not loan.rescheduled and not loan.given_up:
                self.reschedule(loan)

    def reschedule(self, loan: Loan) -> None:
        """Give a debt a new schedule; what was due of interest and fines stays due."""
        kind = self.rules.kinds[loan.kind]
        loan.left = max(min(kind.longest, loan.balance // SMALLEST), 1)
        loan.part, _, _ = self.rules.first_part(loan.kind, loan.balance, loan.left)
        loan.interest = loan.flat_left // loan.left if kind.flat else 0
        loan.late = loan.overdue = 0
        loan.rescheduled = True

    def care(self, sick: Sequence[int], sizes: Sequence[int]) -> None:
        """Pay for nights in hospital, within the caps and the fund."""
        rules = self.rules
        for number in sick:
            place = self.places[number]
            paid = min(
                (1 + sizes[number] % 8) * rules.per_night,
                rules.per_stay,
                max(rules.per_year - place.hospital_paid, 0),
                self.welfare,
                self.cash,
            )
            place.hospital_paid += paid
            self.welfare -= paid
            self.cash -= paid

    def pay_leavers(self, leaving: Sequence[int]) -> None:
        """Pay who wants the money back, in order; the first who must wait stops the queue."""
        for number in leaving:
            place = self.places[number]
            loan = place.loan
            earned = loan.interest_due + loan.fines_due if loan else 0
            rest = place.savings + place.special - earned - (loan.balance if loan else 0)
            if rest < 0:
                continue
            if self.refused or rest > self.cash:
                self.refused += rest
                continue
            self.cash -= rest
            self.income += earned
            self.empty(number)

    def lend(self, waiting: Sequence[int]) -> None:
        """Grant what the cash allows, in the order of the queue."""
        rules, places = self.rules, self.places
        kept, of = rules.kept_back
        available = self.cash + -(self.savings + self.special) * kept // of
        largest = 1 << 62
        if rules.largest and self.borrowers >= rules.largest_from:
            part, rest = rules.largest
            largest = self.loans * part // rest
        first = 7 * self.number % rules.slots
        queue = [number for number in waiting if number >= first]
        queue += [number for number in waiting if number < first]
        named: set[int] = set()
        granted = []
        asked = 0
        for number in queue:
            place = places[number]
            ceiling = rules.kinds[place.wish_kind].ceiling(place.savings)
            amount = min(place.wish, ceiling, largest)
            place.wish = amount = amount - amount % SMALLEST
            asked += amount
            if amount and asked <= available:
                near = self.sureties(number, named)
                if near is not None:
                    granted.append((place, near))
        for place, near in granted:
            amount = place.wish
            months = max(min(place.wish_months, amount // SMALLEST), 1)
            part, interest, flat = rules.first_part(place.wish_kind, amount, months)
            place.loan = Loan(place.wish_kind, amount, months, part, interest, flat, near)
            place.wish = 0
            self.cash -= amount
            self.loans += amount
            self.borrowers += 1
            for guarantor in near:
                places[guarantor].guarantees += 1

    def sureties(self, number: int, named: set[int]) -> tuple[int, ...] | None:
        """Return who signs; None if there are too few, or an earlier borrower named one."""
        rules = self.rules
        wanted = rules.wanted
        near: list[int] = []
        for far in range(1, rules.reach + 1):
            if len(near) == wanted:
                break
            other = (number + far) % rules.slots
            place = self.places[other]
            if (
                place.present
                and not place.leaving
                and place.guarantees < rules.most_signed
                and not (place.loan and place.loan.late)
            ):
                near.append(other)
        if len(near) < wanted:
            return None
        free = named.isdisjoint(near)
        named.update(near)
        return tuple(near) if free else None

    def close_year(self) -> None:
        """Pay special interest, share the surplus out, begin a new year."""
        rules, places = self.rules, self.places
        rate, unit = rules.special_rate
        for place in places:
            if place.special_earning:
                interest = rules.whole(place.special_earning * rate, unit)
                place.special += interest
                self.special += interest
                self.expense += interest
        added = self.share_surplus(
            [place.earning for place in places],
            [place.special_earning for place in places],
            [
                place.interest_paid if rules.refund_to_defaulters or not place.in_default else 0
                for place in places
            ],
        )
        if added:
            self.savings += sum(added)
            for place, amount in zip(places, added, strict=True):
                place.savings += amount
        for place in places:
            place.earning = place.special_earning = place.interest_paid = place.hospital_paid = 0
            place.in_default = False
            place.opened = place.savings > 0


def live(scenario: Scenario, seed: int, trial: int) -> tuple[list[Month], list[Year]]:
    """Return the months and years of one trial."""
    model = PlainGroup(whole_rules(scenario))
    chance = draws(seed, trial, scenario.slots)
    months = []
    for _ in range(scenario.months):
        group, own = next(chance)
        months.append(model.month(group, *own))
    return months, model.years
