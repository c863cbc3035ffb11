"""One future of a group, member by member, in plain Python: slow, and easy to read.

The engine computes the same thousands at a time; tests hold it to this, satang by satang.
A month goes as a savings day does:

1. What befalls the group begins or ends.
2. Debts that are lost are settled; so are the affairs of who has died.
3. Pledges and special savings come in.
4. Borrowers pay their instalments, or fall into arrears; debts are rescheduled.
5. Welfare is paid.
6. Who wants the money back receives it, as far as the cash reaches.
7. Loans are granted in the order of the queue, within ceiling, guarantors and cash.
8. Free places find new members; the group pays its expenses and is audited.
9. After the twelfth month the books are closed and the surplus is shared out.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from ogs_teach.money import Rounding, split
from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.habits import CHANCES, LATE, MISSED, WHOLE, Habits, threshold
from ogs_teach.simulation.lending import first_part, reach, terms_of
from ogs_teach.simulation.months import earning_weights, year_weight
from ogs_teach.simulation.policy import SMALLEST, Policy
from ogs_teach.simulation.records import Month, Year
from ogs_teach.simulation.scenario import Scenario
from ogs_teach.simulation.shocks import PARTS, Shock

SATANG = Rounding()


@dataclass
class Loan:
    """A member's loan; satang."""

    kind: int
    balance: int
    left: int
    part: int
    interest: int
    flat_left: int
    guarantors: tuple[int, ...]
    late: int = 0
    overdue: int = 0
    interest_due: int = 0
    fines_due: int = 0
    given_up: bool = False
    rescheduled: bool = False
    steady: int = 0


@dataclass
class Wish:
    """A request that waits in the queue."""

    kind: int
    amount: int
    months: int


@dataclass
class Place:
    """A member's place, taken or free; satang."""

    offer: int
    pledge: int = 0
    present: bool = False
    savings: int = 0
    special: int = 0
    slipped: int = 0
    leaving: bool = False
    loan: Loan | None = None
    wish: Wish | None = None
    guarantees: int = 0
    earning: int = 0
    special_earning: int = 0
    interest_paid: int = 0
    hospital_paid: int = 0
    in_default: bool = False
    opened: bool = False
    """Whether there were savings when the year began."""

    def vacate(self) -> None:
        """Let the place be free."""
        self.__init__(self.offer)  # type: ignore[misc]


@dataclass
class OneFuture:
    """A group that lives through one future.

    Parameters
    ----------
    scenario : Scenario

    Examples
    --------
    >>> from ogs_teach.simulation import Habits, Start
    >>> group = OneFuture(
    ...     Scenario(Start.founding(12, pledge=100_00), habits=Habits.steady(), shocks=(), years=1)
    ... )
    >>> months = list(group.live(quiet(12, 13)))
    >>> months[-1].savings  # 12 members, 12 months, 100 baht
    1440000
    """

    scenario: Scenario
    places: list[Place] = field(init=False)
    years: list[Year] = field(default_factory=list)

    def __post_init__(self) -> None:
        start = self.scenario.start
        self.obey(self.scenario.policy)
        self.habits, self.shocks = self.scenario.habits, self.scenario.shocks
        self.places = [Place(offer) for offer in start.offers]
        for place, member in zip(self.places, start.members, strict=False):
            place.present, place.pledge = True, member.pledge
            place.savings, place.special = member.savings, member.special
            place.opened = member.savings > 0
        for number, member in enumerate(start.members):
            owing = member.loan
            if owing is None:
                continue
            self.places[number].loan = Loan(
                owing.kind,
                owing.balance,
                owing.left,
                owing.part,
                owing.interest,
                owing.flat_left,
                owing.guarantors,
                owing.late,
                owing.overdue,
                owing.interest_due,
            )
            for guarantor in self.guarantors(number):
                guarantor.guarantees += 1
        self.cash, self.reserve, self.welfare = start.cash, start.reserve, start.welfare
        self.payable, self.retained = start.payable, start.retained
        self.hidden = self.income = self.expense = 0
        self.shocks_left = [0] * len(self.scenario.shocks)
        self.number = 0  # months lived
        self.refused = self.lost = 0

    def change(self, policy: Policy, habits: Habits, shocks: tuple[Shock, ...]) -> None:
        """Go on under other rules and chances, with as many guarantors and shocks as before."""
        if policy is not self.policy:
            self.obey(policy)
        self.habits, self.shocks = habits, shocks

    def obey(self, policy: Policy) -> None:
        """Let a policy hold from now on."""
        self.policy, self.rules = policy, policy.rules
        self.kinds = terms_of(policy)
        self.reach = min(reach(self.rules), self.scenario.slots - 1)
        self.rounded = rounder(self.rules.loans.rounds())

    def twin(self) -> "OneFuture":
        """Return a copy that lives on by itself."""
        other = copy(self)
        other.years, other.shocks_left = [*self.years], [*self.shocks_left]
        other.places = [copy(place) for place in self.places]
        for place in other.places:
            place.loan, place.wish = copy(place.loan), copy(place.wish)
        return other

    def live(
        self, draws: Iterator[tuple[Sequence[int], Sequence[Sequence[int]]]]
    ) -> Iterator[Month]:
        """Yield month after month.

        Parameters
        ----------
        draws : iterator of (group, own)
            For each month eight numbers of the group and, of four questions, one number of
            each place.
        """
        for _ in range(self.scenario.months):
            group, own = next(draws)
            yield self.month(group, *own)

    def month(
        self,
        group: Sequence[int],
        saving: Sequence[int],
        lending: Sequence[int],
        life: Sequence[int],
        sizes: Sequence[int],
    ) -> Month:
        """Live through one month."""
        self.number += 1
        of_year = (self.number - 1) % 12 + 1
        chances = self.shocks_begin(group)
        chances["ask"] = min(WHOLE, chances["ask"] * self.habits.season[of_year - 1] // PARTS)
        self.refused = self.lost = 0
        paid = min(self.payable, self.cash)
        self.cash -= paid
        self.payable -= paid

        free = [not place.present for place in self.places]
        without_loan = [place.loan is None for place in self.places]
        self.settle(life, chances)
        before, after = earning_weights(self.rules, of_year)
        self.earn(before)
        self.receive(saving, life, chances)
        self.earn(after)
        self.collect(lending, chances)
        self.care(life, sizes, chances)
        self.pay_leavers()
        self.lend(lending, sizes, chances, without_loan)
        self.welcome(life, chances, free)
        self.keep_house(group)
        if of_year == 12:
            self.close_year()
        self.shocks_left = [max(left - 1, 0) for left in self.shocks_left]
        return self.seen()

    # 1 ------------------------------------------------------------------------------------

    def shocks_begin(self, group: Sequence[int]) -> dict[str, int]:
        """Begin what begins; return the members' chances this month."""
        for number, shock in enumerate(self.shocks):
            if self.shocks_left[number] == 0 and group[number] < shock.threshold():
                span = shock.longest - shock.shortest + 1
                self.shocks_left[number] = shock.shortest + group[GROUP - 2] * span // WHOLE
        chances = list(self.habits.thresholds().values())
        for shock, left in zip(self.shocks, self.shocks_left, strict=True):
            if left:
                chances = [
                    min(WHOLE, chance * times // PARTS)
                    for chance, times in zip(chances, shock.sixteenths(), strict=True)
                ]
        return dict(zip(CHANCES, chances, strict=True))

    # 2 ------------------------------------------------------------------------------------

    def guarantors(self, number: int) -> list[Place]:
        """Return the places that stand surety for a place's loan."""
        loan = self.places[number].loan
        assert loan  # noqa: S101 - only borrowers are asked for
        return [self.places[(number + far) % len(self.places)] for far in loan.guarantors]

    def end_loan(self, number: int) -> None:
        """Release a loan's guarantors."""
        for guarantor in self.guarantors(number):
            guarantor.guarantees -= 1
        self.places[number].loan = None

    def empty(self, number: int) -> None:
        """Let a member go: whoever stood surety, or was stood surety for, is free."""
        if self.places[number].loan:
            self.end_loan(number)
        for back in range(1, self.reach + 1):
            borrower = self.places[(number - back) % len(self.places)]
            if borrower.loan and back in borrower.loan.guarantors:
                borrower.loan.guarantors = tuple(
                    far for far in borrower.loan.guarantors if far != back
                )
        self.places[number].vacate()

    def settle(self, life: Sequence[int], chances: dict[str, int]) -> None:
        """Write debts off that are lost, and settle what the dead leave behind."""
        for number, place in enumerate(self.places):
            if not place.present:
                continue
            died = life[number] < chances["death"]
            limit = self.policy.write_off_after
            given = bool(place.loan and limit and place.loan.late >= limit)
            if died or given:
                self.settle_one(number, died=died)

    def settle_one(self, number: int, *, died: bool) -> None:
        """Set savings off against the debt, then let guarantors pay; the rest is lost."""
        place = self.places[number]
        if died:
            benefit = min(self.policy.death_benefit, self.welfare)
            self.welfare -= benefit
            self.payable += benefit
        debt = place.loan.balance if place.loan else 0
        own = place.savings + place.special
        rest = debt - min(own, debt)
        guarantors = self.guarantors(number) if place.loan else []
        for turn, guarantor in enumerate(guarantors):
            paid = min(guarantor.savings, rest // (len(guarantors) - turn))
            guarantor.savings -= paid
            tail = self.unfinished_quarter()
            guarantor.earning = max(guarantor.earning - tail * paid, 0)
            rest -= paid
        self.expense += rest
        self.lost += rest
        self.payable += max(own - debt, 0)
        self.empty(number)

    def unfinished_quarter(self) -> int:
        """Return the months of a quarter that were counted beforehand."""
        if self.rules.dividend.convention != "end_of_quarter":
            return 0
        return -(self.number - 1) % 3

    # 3 ------------------------------------------------------------------------------------

    def earn(self, weight: int) -> None:
        """Let savings count towards the dividend."""
        if not weight:
            return
        for place in self.places:
            if self.rules.dividend.convention != "waiting_year" or place.opened:
                place.earning += weight * place.savings

    def receive(self, saving: Sequence[int], life: Sequence[int], chances: dict[str, int]) -> None:
        """Take pledges, fines and special savings in."""
        leave = chances["leave"]
        missed = min(WHOLE, leave + chances["missed"])
        late = min(WHOLE, missed + chances["late"])
        fine = self.rules.fines.missed_pledge
        for number, place in enumerate(self.places):
            place.special_earning += place.special
            if not place.present:
                continue
            if place.slipped:
                if place.slipped == LATE:
                    place.savings += place.pledge
                    self.cash += place.pledge
                self.cash += fine
                self.income += fine
                place.slipped = 0
            if not place.leaving:
                if saving[number] < leave:
                    place.leaving, place.wish = True, None
                elif saving[number] < missed:
                    place.slipped = MISSED
                elif saving[number] < late:
                    place.slipped = LATE
                else:
                    place.savings += place.pledge
                    self.cash += place.pledge
            if (
                self.rules.savings.special_savings
                and not place.leaving
                and life[number] >= WHOLE - chances["special"]
            ):
                place.special += self.habits.special_amount
                self.cash += self.habits.special_amount

    # 4 ------------------------------------------------------------------------------------

    def collect(self, lending: Sequence[int], chances: dict[str, int]) -> None:
        """Take instalments in."""
        for number, place in enumerate(self.places):
            if place.loan:
                self.collect_one(number, place, place.loan, lending[number], chances)

    def collect_one(
        self, number: int, place: Place, loan: Loan, drawn: int, chances: dict[str, int]
    ) -> None:
        """Let one borrower pay, or not."""
        interest, principal = self.row(loan)
        if loan.late == 0:
            give_up = drawn < chances["give_up"]
            pays = not drawn < min(WHOLE, chances["give_up"] + chances["slip"])
            half = False
            if pays and drawn >= WHOLE - chances["prepay"]:
                principal = loan.balance
                interest = loan.flat_left or interest
        else:
            give_up = drawn >= WHOLE - chances["give_up"]
            can_pay = not give_up and not loan.given_up
            pays = can_pay and drawn < chances["catch_up"]
            half = (
                can_pay and not pays and drawn < min(WHOLE, chances["catch_up"] + chances["half"])
            )
        loan.given_up |= give_up
        due = {
            "fine": loan.fines_due,
            "interest": loan.interest_due + interest,
            "principal": loan.overdue + principal,
        }
        loan.flat_left -= min(interest, loan.flat_left)
        loan.left = max(loan.left - 1, 0)
        paid = due if pays else dict.fromkeys(due, 0)
        money = sum(due.values()) // 2 if half else 0
        for what in self.rules.loans.payment_order if half else ():
            paid[what] = min(money, due[what])
            money -= paid[what]
        self.cash += sum(paid.values())
        self.income += paid["fine"] + paid["interest"]
        place.interest_paid += paid["interest"]
        loan.balance -= paid["principal"]
        loan.fines_due = due["fine"] - paid["fine"]
        loan.interest_due = due["interest"] - paid["interest"]
        loan.overdue = due["principal"] - paid["principal"]
        if pays:
            loan.steady += loan.rescheduled and loan.late == 0
            loan.late = 0
        elif not half:
            loan.late += 1
            loan.fines_due += self.rules.fines.late_instalment
            loan.steady = 0
            if 30 * (loan.late - 1) > self.rules.refund.default_after_days:
                place.in_default = True
            if (
                loan.late == self.policy.reschedule_after
                and not loan.rescheduled
                and not loan.given_up
            ):
                self.reschedule(loan)
        if loan.balance == 0:
            self.end_loan(number)

    def row(self, loan: Loan) -> tuple[int, int]:
        """Return the interest and the principal of this month's instalment."""
        terms = self.kinds[loan.kind]
        if terms.flat:
            interest = loan.flat_left if loan.left == 1 else min(loan.interest, loan.flat_left)
        else:
            interest = self.rounded(loan.balance * terms.rate, terms.unit)
        if loan.left == 0:
            return interest, 0
        clear = loan.balance - loan.overdue
        if loan.left == 1:
            return interest, clear
        part = loan.part - interest if terms.method == "equal_payment" else loan.part
        return interest, max(min(part, clear), 0)

    def reschedule(self, loan: Loan) -> None:
        """Give a debt a new schedule; what was due of interest and fines stays due."""
        terms = self.kinds[loan.kind]
        loan.left = terms.months_for(loan.balance, terms.longest)
        loan.part, _, _ = first_part(terms, loan.balance, loan.left)
        loan.interest = loan.flat_left // loan.left if terms.flat else 0
        loan.late = loan.overdue = 0
        loan.rescheduled = True

    # 5 ------------------------------------------------------------------------------------

    def care(self, life: Sequence[int], sizes: Sequence[int], chances: dict[str, int]) -> None:
        """Pay for nights in hospital, within the caps and the fund."""
        caps = self.rules.welfare.hospital
        ill = min(WHOLE, chances["death"] + chances["illness"])
        for number, place in enumerate(self.places):
            if not place.present or life[number] >= ill:
                continue
            nights = 1 + sizes[number] % 8
            stay = min(nights * caps.per_night, caps.per_stay)
            paid = min(stay, max(caps.per_year - place.hospital_paid, 0), self.welfare, self.cash)
            place.hospital_paid += paid
            self.welfare -= paid
            self.cash -= paid

    # 6 ------------------------------------------------------------------------------------

    def pay_leavers(self) -> None:
        """Pay who wants the money back, in order; the first who must wait stops the queue."""
        for number, place in enumerate(self.places):
            if not place.present or not place.leaving:
                continue
            loan = place.loan
            interest, fines = (loan.interest_due, loan.fines_due) if loan else (0, 0)
            debt = (loan.balance if loan else 0) + interest + fines
            own = place.savings + place.special
            if own < debt:
                continue  # who owes more than the savings stays until it is repaid
            if self.refused or own - debt > self.cash:
                self.refused += own - debt
                continue
            self.cash -= own - debt
            self.income += interest + fines
            self.empty(number)

    # 7 ------------------------------------------------------------------------------------

    def lend(
        self,
        lending: Sequence[int],
        sizes: Sequence[int],
        chances: dict[str, int],
        without_loan: Sequence[bool],
    ) -> None:
        """Hear requests, then grant what the cash allows, in the order of the queue."""
        ask, emergency = chances["ask"], min(WHOLE, chances["ask"] + chances["emergency"])
        for number, place in enumerate(self.places):
            drawn = lending[number]
            if (
                place.present
                and without_loan[number]
                and not place.leaving
                and place.wish is None
                and drawn < emergency
            ):
                terms = self.kinds[int(drawn >= ask)]
                size = sizes[number]
                amount = terms.ceiling(place.savings) * (3 + size // 8 % 2) // 4
                amount -= amount % SMALLEST
                months = -(-terms.longest * (3 + size // 32 % 2) // 4)
                if amount:
                    place.wish = Wish(terms.kind, amount, months)

        held = sum(place.savings + place.special for place in self.places)
        floor = -(
            -held * self.policy.kept_back.numerator // (100 * self.policy.kept_back.denominator)
        )
        available = self.cash - floor
        lent = sum(place.loan.balance for place in self.places if place.loan)
        live = sum(place.loan is not None for place in self.places)
        can_sign = self.can_sign()
        first = 7 * self.number % len(self.places)
        queue = [*range(first, len(self.places)), *range(first)]
        named: set[int] = set()
        granted = []
        asked = 0
        for number in queue:
            place = self.places[number]
            wish = place.wish
            if wish is None:
                continue
            terms = self.kinds[wish.kind]
            wish.amount = min(wish.amount, terms.ceiling(place.savings))
            if live >= self.rules.loans.largest_borrower_from_loans:
                wish.amount = min(wish.amount, self.largest(lent))
            wish.amount -= wish.amount % SMALLEST
            if not wish.amount:
                place.wish = None
                continue
            asked += wish.amount
            if asked <= available:
                signing = self.sureties(number, can_sign, named)
                if signing is not None:
                    granted.append((number, signing))
        for number, signing in granted:
            self.grant(number, signing)

    def largest(self, lent: int) -> int:
        """Return the most that one borrower may owe beside what all others do."""
        part = self.rules.loans.largest_borrower
        if part >= 100:
            return 2**62
        return int(lent * part / (100 - part))

    def can_sign(self) -> list[bool]:
        """Say of each place whether its member may stand surety today."""
        return [
            place.present
            and not place.leaving
            and place.guarantees < self.rules.guarantors.most_live_guarantees
            and not (place.loan and place.loan.late)
            for place in self.places
        ]

    def sureties(
        self, number: int, can_sign: Sequence[bool], named: set[int]
    ) -> tuple[int, ...] | None:
        """Return how far off the guarantors sit; None if there are too few, or one is taken.

        A borrower names the nearest neighbours who may sign. Nobody signs twice on one day:
        whom an earlier borrower has named, is taken.
        """
        wanted = self.rules.guarantors.number
        count = len(self.places)
        near = [far for far in range(1, self.reach + 1) if can_sign[(number + far) % count]][
            :wanted
        ]
        if len(near) < wanted:
            return None
        taken = [(number + far) % count in named for far in near]
        named.update((number + far) % count for far in near)
        return None if any(taken) else tuple(near)

    def grant(self, number: int, signing: tuple[int, ...]) -> None:
        """Hand a loan out."""
        place = self.places[number]
        wish = place.wish
        assert wish  # noqa: S101 - only requests are granted
        terms = self.kinds[wish.kind]
        months = terms.months_for(wish.amount, wish.months)
        part, interest, flat = first_part(terms, wish.amount, months)
        place.loan = Loan(wish.kind, wish.amount, months, part, interest, flat, signing)
        place.wish = None
        self.cash -= place.loan.balance
        for guarantor in self.guarantors(number):
            guarantor.guarantees += 1

    # 8 ------------------------------------------------------------------------------------

    def welcome(self, life: Sequence[int], chances: dict[str, int], free: Sequence[bool]) -> None:
        """Let new members take places that were free when the month began."""
        fee = self.rules.savings.entry_fee
        for number, place in enumerate(self.places):
            if free[number] and life[number] < chances["join"]:
                place.present, place.pledge = True, place.offer
                place.savings = place.offer
                self.cash += place.offer + fee
                self.income += fee

    def keep_house(self, group: Sequence[int]) -> None:
        """Pay expenses, take the bank's interest in, lose and find what a keeper takes."""
        bank = SATANG.apply(self.cash * self.policy.bank_rate / 1200)
        self.cash += bank
        self.income += bank
        paid = min(self.policy.expenses, self.cash)
        self.cash -= paid
        self.payable += self.policy.expenses - paid
        self.expense += self.policy.expenses
        for number, shock in enumerate(self.shocks):
            if shock.drain and self.shocks_left[number]:
                taken = int(self.cash * shock.drain / 100)
                self.cash -= taken
                self.hidden += taken
        if self.hidden and group[GROUP - 1] < threshold(self.policy.audit):
            self.count()

    def count(self) -> None:
        """Count the money: what is missing is found, and whoever took it takes no more."""
        self.expense += self.hidden
        self.lost += self.hidden
        self.hidden = 0
        for number, shock in enumerate(self.shocks):
            if shock.drain:
                self.shocks_left[number] = 0

    # 9 ------------------------------------------------------------------------------------

    def close_year(self) -> None:
        """Pay special interest, cover a loss or share the surplus out, begin a new year."""
        rules = self.rules
        for place in self.places:
            if not place.special_earning:
                continue
            interest = SATANG.apply(place.special_earning * rules.savings.special_rate / 1200)
            place.special += interest
            self.expense += interest
        surplus = self.income - self.expense
        self.income = self.expense = 0
        free = surplus + min(self.retained, 0)  # what an earlier year still lacks comes first
        if free <= 0:
            self.retained += surplus
            covered = min(self.reserve, max(-self.retained, 0))
            self.reserve -= covered
            self.retained += covered
            heads = dict.fromkeys(rules.allocation.percents(), 0)
        else:
            self.retained -= min(self.retained, 0)
            percents = rules.allocation.percents()
            heads = dict(zip(percents, split(free, list(percents.values())), strict=True))
        dividends, left = self.dividends(heads["dividend"])
        refunds, more_left = self.refunds(heads["refund"])
        self.reserve += heads["reserve"] + left + more_left
        self.welfare += heads["welfare"]
        self.payable += heads["reward"] + heads["public"]
        given = sum(dividends) + sum(refunds)
        if self.policy.dividend_to == "cash" and given <= self.cash:
            self.cash -= given
        else:
            self.refused += given if self.policy.dividend_to == "cash" else 0
            for place, dividend, refund in zip(self.places, dividends, refunds, strict=True):
                place.savings += dividend + refund
        self.years.append(
            Year(surplus, sum(dividends), sum(refunds), sum(place.earning for place in self.places))
        )
        for place in self.places:
            place.earning = place.special_earning = place.interest_paid = place.hospital_paid = 0
            place.in_default = False
            place.opened = place.savings > 0

    def dividends(self, pool: int) -> tuple[list[int], int]:
        """Share the dividend out; return it and what stays over."""
        rules = self.rules.dividend
        units = year_weight(self.rules)
        weights = [
            12 * place.earning + (units * place.special_earning if rules.special_savings else 0)
            for place in self.places
        ]
        if rules.form == "rate":
            denominator = 12 * units * 100
            return self.by_rate(
                pool,
                weights,
                lambda weight: rules.rounds().apply(weight * rules.rate / denominator),
            )
        return self.by_pool(pool, weights)

    def refunds(self, pool: int) -> tuple[list[int], int]:
        """Share the refund out; return it and what stays over."""
        rules = self.rules.refund
        weights = [
            place.interest_paid if rules.defaulters or not place.in_default else 0
            for place in self.places
        ]
        if rules.form == "rate":
            return self.by_rate(
                pool, weights, lambda weight: SATANG.apply(weight * rules.rate / 100)
            )
        return self.by_pool(pool, weights)

    def by_rate(
        self, pool: int, weights: list[int], of: Callable[[int], int]
    ) -> tuple[list[int], int]:
        """Pay a rate where the pool reaches, else share the pool."""
        parts = [of(weight) for weight in weights]
        return (parts, pool - sum(parts)) if sum(parts) <= pool else self.by_pool(pool, weights)

    def by_pool(self, pool: int, weights: list[int]) -> tuple[list[int], int]:
        """Share a pool by weight; with no weight at all it stays over."""
        return (split(pool, weights), 0) if pool and any(weights) else ([0] * len(weights), pool)

    # ---------------------------------------------------------------------------------------

    def seen(self) -> Month:
        """Return what the month's end shows."""
        loans = [place.loan for place in self.places if place.loan]
        return Month(
            cash=self.cash,
            savings=sum(place.savings for place in self.places),
            special=sum(place.special for place in self.places),
            loans=sum(loan.balance for loan in loans),
            at_risk=sum(loan.balance for loan in loans if self.risky(loan)),
            members=sum(place.present for place in self.places),
            borrowers=len(loans),
            waiting=sum(place.wish.amount for place in self.places if place.wish),
            refused=self.refused,
            lost=self.lost,
            reserve=self.reserve,
            welfare=self.welfare,
            hidden=self.hidden,
            payable=self.payable,
            result=self.income - self.expense,
            retained=self.retained,
        )

    def risky(self, loan: Loan) -> bool:
        """Say whether a loan is more than 30 days late, or rescheduled and not yet steady."""
        return loan.late >= 2 or (
            loan.rescheduled and loan.steady < self.rules.loans.performs_after
        )


@lru_cache(maxsize=32)
def rounder(rounding: Rounding) -> Callable[[int, int], int]:
    """Return what rounds parts of a unit to satang, and remembers: games live months again."""

    @lru_cache(maxsize=100_000)
    def rounded(parts: int, unit: int) -> int:
        return rounding.apply(Fraction(parts, unit))

    return rounded


def quiet(months: int, slots: int) -> Iterator[tuple[list[int], list[list[int]]]]:
    """Yield draws that lie in the middle: with low chances nothing unforeseen happens."""
    middle = WHOLE // 2
    for _ in range(months):
        yield [middle] * GROUP, [[middle] * slots] * 4
