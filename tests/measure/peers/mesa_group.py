"""A group in Mesa 3: members are agents, the group is the model; a peer of the engine.

    python -m tests.measure.peers.mesa_group futures WORLDS TRIALS
    python -m tests.measure.peers.mesa_group time MEMBERS YEARS TRIALS

prints, as JSON, what random scenarios showed, or how long a group's first futures took.

A member's own month is `Member.step`; no other member's bears on it, so `do` takes the agents as
they come and saves the shuffling of `shuffle_do`. Where the order of the places decides who
still finds money or guarantors, the agents concerned are selected and sorted by it. Members
who go are removed, and new ones created. Rules are read as whole numbers, as the plain loop
does it.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

import mesa
from mesa import Agent, DataCollector, Model
from mesa.agent import AgentSet

from ogs_teach.simulation.habits import LATE, MISSED
from ogs_teach.simulation.policy import SMALLEST
from ogs_teach.simulation.records import Month, Year
from ogs_teach.simulation.scenario import Scenario
from ogs_teach.simulation.start import Owing, Saver
from tests.measure.peers.household import Household
from tests.measure.peers.whole_rules import WholeRules, whole_rules
from tests.measure.simulation import as_lists, group_a
from tests.simulation.worlds import draws, random_scenario


@dataclass(slots=True, eq=False)
class Loan:
    """A member's loan; satang."""

    kind: int
    balance: int
    left: int
    part: int
    interest: int
    flat_left: int
    guarantors: "list[Member]"
    late: int = 0
    overdue: int = 0
    interest_due: int = 0
    fines_due: int = 0
    given_up: bool = False
    rescheduled: bool = False
    steady: int = 0


@dataclass(slots=True)
class Wish:
    """A request that waits in the queue."""

    kind: int
    amount: int
    months: int


class Member(Agent):
    """Somebody who saves, and may borrow and stand surety.

    Parameters
    ----------
    model : SavingsGroup
    place : int
        Neighbours stand surety for each other; the queue goes by places too.
    saver : Saver
    """

    def __init__(self, model: "SavingsGroup", place: int, saver: Saver) -> None:
        super().__init__(model)
        self.place = place
        self.pledge, self.savings, self.special = saver.pledge, saver.savings, saver.special
        self.opened = saver.savings > 0
        self.slipped = self.guarantees = 0
        self.leaving = self.in_default = False
        self.loan: Loan | None = None
        self.wish: Wish | None = None
        self.earning = self.special_earning = self.interest_paid = self.hospital_paid = 0

    # what befalls the member, by this month's draws

    @property
    def dies(self) -> bool:
        """Whether the member dies this month."""
        return self.model.life[self.place] < self.model.chances.death

    @property
    def is_lost(self) -> bool:
        """Whether the member's affairs must be settled."""
        limit = self.model.rules.write_off_after
        return self.dies or bool(self.loan and limit and self.loan.late >= limit)

    @property
    def is_ill(self) -> bool:
        """Whether the member goes to hospital this month."""
        return self.model.life[self.place] < self.model.chances.ill

    @property
    def can_sign(self) -> bool:
        """Whether the member may stand surety once more."""
        return (
            not self.leaving
            and self.guarantees < self.model.rules.most_signed
            and not (self.loan and self.loan.late)
        )

    # the member's own month

    def step(self) -> None:
        """Save, repay, ask: all that no other member's month bears on."""
        before, after = self.model.weights
        self.special_earning += self.special
        self.earn(before)
        self.save()
        self.earn(after)
        if self.loan:
            self.repay(self.loan)
        elif not self.leaving and self.wish is None:
            self.ask()

    def earn(self, weight: int) -> None:
        """Let savings count towards the dividend."""
        if weight and (self.opened or not self.model.rules.waits):
            self.earning += weight * self.savings

    def save(self) -> None:
        """Bring the pledge, what was late, and perhaps special savings."""
        group, chances = self.model, self.model.chances
        if self.slipped:
            if self.slipped == LATE:
                self.bring_pledge()
            group.earn(group.rules.pledge_fine)
            self.slipped = 0
        if self.leaving:
            return
        drawn = group.saving[self.place]
        if drawn >= chances.late:
            self.bring_pledge()
        elif drawn < chances.leave:
            self.leaving, self.wish = True, None
            return
        else:
            self.slipped = MISSED if drawn < chances.missed else LATE
        if group.rules.takes_special and group.life[self.place] >= chances.special_from:
            self.special += group.rules.special_amount
            group.cash += group.rules.special_amount

    def bring_pledge(self) -> None:
        """Add the pledge to the savings."""
        self.savings += self.pledge
        self.model.cash += self.pledge

    def repay(self, loan: Loan) -> None:
        """Pay an instalment, or not."""
        group = self.model
        rules, chances = group.rules, group.chances
        drawn = group.lending[self.place]
        interest, principal = self.instalment(loan)
        half = False
        if loan.late == 0:
            pays = drawn >= chances.slip
            loan.given_up |= drawn < chances.give_up
            if pays and drawn >= chances.prepay_from:
                principal = loan.balance
                interest = loan.flat_left or interest
        else:
            loan.given_up |= drawn >= chances.give_up_from
            pays = not loan.given_up and drawn < chances.catch_up
            half = not loan.given_up and not pays and drawn < chances.half
        loan.flat_left -= min(interest, loan.flat_left)
        loan.left = max(loan.left - 1, 0)
        loan.interest_due += interest
        loan.overdue += principal
        due = loan.fines_due + loan.interest_due + loan.overdue
        if pays or half:
            self.pay(loan, due if pays else due // 2)
        if pays:
            loan.steady += loan.rescheduled and loan.late == 0
            loan.late = 0
        elif not half:
            loan.late += 1
            loan.fines_due += rules.instalment_fine
            loan.steady = 0
            if 30 * (loan.late - 1) > rules.default_after:
                self.in_default = True
            if loan.late == rules.reschedule_after and not loan.rescheduled and not loan.given_up:
                self.reschedule(loan)
        if loan.balance == 0:
            self.end_loan(loan)

    def instalment(self, loan: Loan) -> tuple[int, int]:
        """Return the interest and the principal of this month's instalment."""
        rules = self.model.rules
        kind = rules.kinds[loan.kind]
        if kind.flat:
            interest = loan.flat_left if loan.left == 1 else min(loan.interest, loan.flat_left)
        else:
            interest = rules.interest_on(loan.balance * kind.rate, kind.unit)
        if loan.left == 0:
            return interest, 0
        clear = loan.balance - loan.overdue
        if loan.left == 1:
            return interest, clear
        part = loan.part - interest if kind.annuity else loan.part
        return interest, max(min(part, clear), 0)

    def pay(self, loan: Loan, money: int) -> None:
        """Pay what is due, in the order of the rulebook."""
        group = self.model
        group.cash += money
        for what in group.rules.payment_order:
            if what == "fine":
                paid = min(money, loan.fines_due)
                loan.fines_due -= paid
                group.income += paid
            elif what == "interest":
                paid = min(money, loan.interest_due)
                loan.interest_due -= paid
                group.income += paid
                self.interest_paid += paid
            else:
                paid = min(money, loan.overdue)
                loan.overdue -= paid
                loan.balance -= paid
            money -= paid

    def reschedule(self, loan: Loan) -> None:
        """Give the debt a new schedule; what was due of interest and fines stays due."""
        rules = self.model.rules
        kind = rules.kinds[loan.kind]
        loan.left = max(min(kind.longest, loan.balance // SMALLEST), 1)
        loan.part, _, _ = rules.first_part(loan.kind, loan.balance, loan.left)
        loan.interest = loan.flat_left // loan.left if kind.flat else 0
        loan.late = loan.overdue = 0
        loan.rescheduled = True

    def ask(self) -> None:
        """Ask for a loan."""
        group, chances = self.model, self.model.chances
        drawn = group.lending[self.place]
        if drawn < chances.emergency:
            wish = Wish(
                *group.rules.request(drawn, group.sizes[self.place], self.savings, chances.ask)
            )
            self.wish = wish if wish.amount else None

    # what members do to each other, and with the group

    def end_loan(self, loan: Loan) -> None:
        """Release the guarantors."""
        for guarantor in loan.guarantors:
            guarantor.guarantees -= 1
        self.loan = None

    def remove(self) -> None:
        """Go: whoever stood surety, or was stood surety for, is free."""
        if self.loan:
            self.end_loan(self.loan)
        if self.guarantees:
            for borrower in self.model.neighbours(self, -1):
                if borrower.loan and self in borrower.loan.guarantors:
                    borrower.loan.guarantors.remove(self)
        self.model.places[self.place] = None
        super().remove()

    def settle(self) -> None:
        """Set savings off against the debt, then let guarantors pay; the rest is lost."""
        group = self.model
        if self.dies:
            benefit = min(group.rules.death_benefit, group.welfare)
            group.welfare -= benefit
            group.payable += benefit
        debt = self.loan.balance if self.loan else 0
        own = self.savings + self.special
        rest = max(debt - own, 0)
        guarantors = self.loan.guarantors if self.loan else []
        for turn, guarantor in enumerate(guarantors):
            rest -= guarantor.stand_in(rest // (len(guarantors) - turn))
        group.expense += rest
        group.lost += rest
        group.payable += max(own - debt, 0)
        self.remove()

    def stand_in(self, asked: int) -> int:
        """Pay for a neighbour, as far as savings reach; return how much."""
        paid = min(self.savings, asked)
        self.savings -= paid
        self.earning = max(self.earning - self.model.unfinished_quarter * paid, 0)
        return paid

    def go_to_hospital(self) -> None:
        """Be paid for nights in hospital, within the caps and the fund."""
        group, rules = self.model, self.model.rules
        paid = min(
            (1 + group.sizes[self.place] % 8) * rules.per_night,
            rules.per_stay,
            max(rules.per_year - self.hospital_paid, 0),
            group.welfare,
            group.cash,
        )
        self.hospital_paid += paid
        group.welfare -= paid
        group.cash -= paid

    def take_money_back(self) -> None:
        """Leave with the money, unless debts or an empty box keep the member."""
        group, loan = self.model, self.loan
        charges = loan.interest_due + loan.fines_due if loan else 0
        rest = self.savings + self.special - charges - (loan.balance if loan else 0)
        if rest < 0:
            return
        if group.refused or rest > group.cash:
            group.refused += rest
            return
        group.cash -= rest
        group.income += charges
        self.remove()

    def borrow(self, guarantors: "list[Member]") -> None:
        """Receive the loan that was asked for."""
        group, wish = self.model, self.wish
        assert wish
        months = max(min(wish.months, wish.amount // SMALLEST), 1)
        part, interest, flat = group.rules.first_part(wish.kind, wish.amount, months)
        self.loan = Loan(wish.kind, wish.amount, months, part, interest, flat, guarantors)
        self.wish = None
        group.cash -= self.loan.balance
        for guarantor in guarantors:
            guarantor.guarantees += 1

    def begin_year(self) -> None:
        """Forget what counted for the old year."""
        self.earning = self.special_earning = self.interest_paid = self.hospital_paid = 0
        self.in_default = False
        self.opened = self.savings > 0


def in_place_order(members: AgentSet) -> AgentSet:
    """Return agents by place."""
    return members.sort("place", ascending=True)


class SavingsGroup(Household, Model):
    """The group: its money, its queue, its year.

    Parameters
    ----------
    rules : WholeRules
    chance : iterator of (group, own)
        For each month what falls to the group, and to each place.
    """

    def __init__(
        self, rules: WholeRules, chance: Iterator[tuple[Sequence[int], Sequence[Sequence[int]]]]
    ) -> None:
        super().__init__(seed=0)
        self.open_household(rules)
        self.chance = chance
        start = rules.scenario.start
        self.places: list[Member | None] = [
            Member(self, place, saver) for place, saver in enumerate(start.members)
        ]
        self.places += [None] * start.room
        for member, saver in zip(self.places, start.members, strict=False):
            if saver.loan:
                self.bring_loan(member, saver.loan)
        self.data = DataCollector(
            model_reporters={
                "cash": "cash",
                "savings": lambda group: group.agents.agg("savings", sum),
                "special": lambda group: group.agents.agg("special", sum),
                "loans": lambda group: sum(loan.balance for loan in group.loans()),
                "at_risk": lambda group: sum(
                    loan.balance for loan in group.loans() if group.is_risky(loan)
                ),
                "members": lambda group: len(group.agents),
                "borrowers": lambda group: len(group.loans()),
                "waiting": lambda group: sum(
                    wish.amount for wish in group.agents.get("wish") if wish
                ),
                "refused": "refused",
                "lost": "lost",
                "reserve": "reserve",
                "welfare": "welfare",
                "hidden": "hidden",
                "payable": "payable",
                "result": lambda group: group.income - group.expense,
                "retained": "retained",
            }
        )

    def bring_loan(self, member: Member, owing: Owing) -> None:
        """Let a member bring a loan along."""
        guarantors = [
            self.places[(member.place + far) % len(self.places)] for far in owing.guarantors
        ]
        member.loan = Loan(
            owing.kind,
            owing.balance,
            owing.left,
            owing.part,
            owing.interest,
            owing.flat_left,
            guarantors,
            owing.late,
            owing.overdue,
            owing.interest_due,
        )
        for guarantor in guarantors:
            guarantor.guarantees += 1

    def loans(self) -> list[Loan]:
        """Return all loans."""
        return [loan for loan in self.agents.get("loan") if loan]

    def is_risky(self, loan: Loan) -> bool:
        """Say whether a loan is more than 30 days late, or rescheduled and not yet steady."""
        return loan.late >= 2 or (loan.rescheduled and loan.steady < self.rules.performs_after)

    def neighbours(self, member: Member, way: int) -> Iterator[Member]:
        """Yield who sits near, one way or the other."""
        for far in range(1, self.rules.reach + 1):
            neighbour = self.places[(member.place + way * far) % len(self.places)]
            if neighbour:
                yield neighbour

    def earn(self, amount: int) -> None:
        """Take money in that the group keeps."""
        self.cash += amount
        self.income += amount

    def step(self) -> None:
        """Live through one month."""
        rules = self.rules
        of_year = (self.steps - 1) % 12
        group, (self.saving, self.lending, self.life, self.sizes) = next(self.chance)
        rules.begin_shocks(group, self.shocks_left)
        self.chances = rules.chances(self.shocks_left, of_year)
        self.weights = rules.weights[of_year]
        self.unfinished_quarter = -(self.steps - 1) % 3 if rules.quarters else 0
        self.refused = self.lost = 0
        self.pay_what_is_owed()
        free = [place for place, member in enumerate(self.places) if member is None]
        in_place_order(self.agents.select(lambda member: member.is_lost)).do("settle")
        self.agents.do("step")
        in_place_order(self.agents.select(lambda member: member.is_ill)).do("go_to_hospital")
        in_place_order(self.agents.select(lambda member: member.leaving)).do("take_money_back")
        self.lend()
        self.welcome(free)
        self.keep_house(group)
        if of_year == 11:
            self.close_year()
        self.shocks_left = [max(left - 1, 0) for left in self.shocks_left]
        self.data.collect(self)

    def lend(self) -> None:
        """Grant what the cash allows, in the order of the queue."""
        rules = self.rules
        waiting = self.agents.select(lambda member: member.wish is not None)
        if not waiting:
            return
        held = self.agents.agg("savings", sum) + self.agents.agg("special", sum)
        kept, of = rules.kept_back
        available = self.cash + -held * kept // of
        largest = self.largest()
        first = 7 * self.steps % len(self.places)
        queue = waiting.sort(
            lambda member: (member.place - first) % len(self.places), ascending=True
        )
        named: set[Member] = set()
        granted = []
        asked = 0
        for member in queue:
            wish = member.wish
            ceiling = rules.kinds[wish.kind].ceiling(member.savings)
            wish.amount = min(wish.amount, ceiling, largest)
            wish.amount -= wish.amount % SMALLEST
            if not wish.amount:
                member.wish = None
                continue
            asked += wish.amount
            if asked <= available:
                guarantors = self.sureties(member, named)
                if guarantors is not None:
                    granted.append((member, guarantors))
        for member, guarantors in granted:
            member.borrow(guarantors)

    def largest(self) -> int:
        """Return the most that one borrower may owe beside what all others do."""
        loans = self.loans()
        if self.rules.largest is None or len(loans) < self.rules.largest_from:
            return 1 << 62
        part, rest = self.rules.largest
        return sum(loan.balance for loan in loans) * part // rest

    def sureties(self, member: Member, named: set[Member]) -> list[Member] | None:
        """Return who signs; None if there are too few, or an earlier borrower named one."""
        wanted = self.rules.wanted
        near = []
        if wanted:
            for neighbour in self.neighbours(member, 1):
                if neighbour.can_sign:
                    near.append(neighbour)
                    if len(near) == wanted:
                        break
        if len(near) < wanted:
            return None
        free = named.isdisjoint(near)
        named.update(near)
        return near if free else None

    def welcome(self, free: Sequence[int]) -> None:
        """Let new members take places that were free when the month began."""
        for place in free:
            if self.life[place] < self.chances.join:
                offer = self.rules.offers[place]
                self.places[place] = member = Member(self, place, Saver(offer, offer))
                member.opened = False
                self.cash += offer
                self.earn(self.rules.entry_fee)

    def close_year(self) -> None:
        """Pay special interest, share the surplus out, begin a new year."""
        rules = self.rules
        rate, unit = rules.special_rate
        members = in_place_order(self.agents)
        for member in members:
            interest = rules.whole(member.special_earning * rate, unit)
            member.special += interest
            self.expense += interest
        added = self.share_surplus(
            members.get("earning"),
            members.get("special_earning"),
            [
                member.interest_paid if rules.refund_to_defaulters or not member.in_default else 0
                for member in members
            ],
        )
        for member, amount in zip(members, added or (), strict=False):
            member.savings += amount
        members.do("begin_year")


def live(scenario: Scenario, seed: int, trial: int) -> tuple[list[Month], list[Year]]:
    """Return the months and years of one trial."""
    group = SavingsGroup(whole_rules(scenario), draws(seed, trial, scenario.slots))
    for _ in range(scenario.months):
        group.step()
    seen = group.data.model_vars
    rows = zip(*(seen[item.name] for item in fields(Month)), strict=True)
    return [Month(*row) for row in rows], group.years


def main() -> None:
    """Print what is asked for."""
    what, *words = sys.argv[1:]
    numbers = [int(word) for word in words]
    if what == "futures":
        worlds, trials = numbers
        found: dict[str, object] = {
            "futures": [
                [as_lists(live(random_scenario(seed), seed, trial)) for trial in range(trials)]
                for seed in range(worlds)
            ]
        }
    else:
        members, years, trials = numbers
        scenario = group_a(members, years)
        for trial in range(trials):  # so that all instalments are known, as after a round
            live(scenario, 0, trial)
        began = time.process_time()
        futures = [live(scenario, 0, trial) for trial in range(trials)]
        seconds = time.process_time() - began
        last = [astuple(months[-1]) for months, _ in futures]
        found = {"seconds": seconds, "last": last, "version": mesa.__version__}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
