"""How a whole group's money grows: months inside, years outside, nothing left to chance.

Every month, in this order: loans and bank money bear interest on what stood at the
month's start; members leave with their average savings; members join and pay the entry
fee; everybody pays the pledge; a twelfth of the expenses is paid; the part that the
group lends out is lent out. At the end of the year special savings get their interest
and the surplus is shared out: a loss is covered from what was retained, then from the
reserve; of a surplus an old loss is made good first, then the reserve takes its part,
and all other parts are paid out.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ogs_teach.errors import Collector, SavingsError
from ogs_teach.inputs import Number, parse_percent, plain
from ogs_teach.money import Rounding, split
from ogs_teach.savings.checks import check_count, check_satang, wrong

if TYPE_CHECKING:
    import pandas as pd

MAX_YEARS = 50
ROUNDING = Rounding()


@dataclass(frozen=True)
class GroupMonth:
    """One month of a group; flows during it, stocks at its end; money in satang.

    `capital` is loans + cash, all the group's money; cash is what is left to lend.
    """

    month: int
    members: int
    pledges: int
    fees: int
    loan_interest: int
    bank_interest: int
    expenses: int
    withdrawn: int
    savings: int
    loans: int
    cash: int

    @property
    def capital(self) -> int:
        """Loans and cash together, in satang."""
        return self.loans + self.cash

    @property
    def surplus(self) -> int:
        """What the month earned, in satang; below zero for a loss."""
        return self.fees + self.loan_interest + self.bank_interest - self.expenses


@dataclass(frozen=True)
class GroupYear:
    """One year of a group, after its surplus is shared out; money in satang.

    The year's capital is the capital before + pledges + fees + loan_interest +
    bank_interest − expenses − withdrawn − dividend − others, and it is owed to nobody
    but: savings + special + reserve + retained. `dividend_rate` is in percent of the
    savings, each month's start counted a twelfth.
    """

    year: int
    members: int
    joined: int
    left: int
    pledges: int
    withdrawn: int
    loan_interest: int
    bank_interest: int
    fees: int
    expenses: int
    special_interest: int
    surplus: int
    to_reserve: int
    dividend: int
    others: int
    dividend_rate: Fraction
    savings: int
    special: int
    reserve: int
    retained: int
    loans: int
    cash: int

    @property
    def capital(self) -> int:
        """Loans and cash together, in satang."""
        return self.loans + self.cash


@dataclass(frozen=True)
class Projection:
    """A group's years to come.

    Parameters
    ----------
    years : tuple of GroupYear, shape (n,)
        Whole years; fewer than asked where the money ran out.
    months : tuple of GroupMonth, shape (12 n + m,)
        All months, those of a year that the money did not outlast among them.
    ran_out : int, optional
        Month in which the group cannot pay; None if it always can.
    """

    years: tuple[GroupYear, ...]
    months: tuple[GroupMonth, ...]
    ran_out: int | None

    def to_frame(self) -> "pd.DataFrame":
        """Return the years as a table, shape (n, 22), index `year`; `capital` stands last."""
        import pandas as pd

        rows = [{**vars(year), "capital": year.capital} for year in self.years]
        return pd.DataFrame(rows).set_index("year")


@dataclass(frozen=True)
class GroupPlan:
    """What a group starts from and what it expects, the same every year.

    Parameters
    ----------
    members : int
    savings, special, reserve, retained : int
        Satang that the group holds for its members, in pledged and special savings, and
        for itself, in the reserve and in funds that are not shared out.
    pledge : int
        Satang a month, the members' average.
    joining, leaving : int
        Members a year, spread over its months.
    lent : number
        Percent of all the group's money that is lent out at each month's end.
    loan_rate : number
        Percent a month on the balance.
    bank_rate, special_rate : number
        Percent a year.
    expenses : int
        Satang a year, spread over its months.
    entry_fee : int
        Satang.
    reserve_part, dividend_part : number
        Percent of the surplus. The rest, for refund, reward, welfare and public benefit,
        is paid out as well.

    Raises
    ------
    SavingsError
        Naming everything that is wrong. The reserve's part must be above zero.

    Examples
    --------
    >>> plan = GroupPlan(members=12, savings=50_000_00, pledge=200_00, loan_rate="0.8")
    >>> future = plan.project(3)
    >>> [year.savings for year in future.years]
    [7880000, 10760000, 13640000]
    >>> future.years[0].surplus, future.years[0].dividend
    (501378, 250689)
    """

    members: int
    savings: int
    pledge: int
    special: int = 0
    reserve: int = 0
    retained: int = 0
    joining: int = 0
    leaving: int = 0
    lent: Number = 80
    loan_rate: Number = 0
    bank_rate: Number = 0
    special_rate: Number = 0
    expenses: int = 0
    entry_fee: int = 0
    reserve_part: Number = 15
    dividend_part: Number = 50

    def __post_init__(self) -> None:
        problems = Collector(SavingsError)
        with problems:
            check_count(self.members, "members", lowest=1)
        with problems:
            check_count(self.joining, "members_joining")
        with problems:
            check_count(self.leaving, "members_leaving")
        for name, field in (
            ("savings", "group_savings"),
            ("pledge", "group_pledge"),
            ("special", "group_special"),
            ("reserve", "reserve"),
            ("retained", "retained"),
            ("expenses", "expenses"),
            ("entry_fee", "entry_fee"),
        ):
            with problems:
                check_satang(getattr(self, name), field)
        for name in (
            "lent",
            "loan_rate",
            "bank_rate",
            "special_rate",
            "reserve_part",
            "dividend_part",
        ):
            with problems:
                percent = parse_percent(getattr(self, name), f"savings.field.{name}", highest=100)
                object.__setattr__(self, name, percent)
        if not list(problems):
            with problems:
                self._check_parts()
        problems.close()

    def _check_parts(self) -> None:
        reserve, dividend = Fraction(self.reserve_part), Fraction(self.dividend_part)
        if not reserve:
            raise wrong("no-reserve", "reserve_part")
        if reserve + dividend > 100:
            raise wrong("above-100", "dividend_part", total=plain(reserve + dividend))

    def project(self, years: int) -> Projection:
        """Let the group live for some years.

        Parameters
        ----------
        years : int
            1 to 50.

        Returns
        -------
        Projection
            Ends early where the group could not pay.

        Raises
        ------
        SavingsError
            If there are too few or too many years, or more members leave than there are.
        """
        problems = Collector(SavingsError)
        with problems:
            check_count(years, "years", lowest=1, highest=MAX_YEARS)
        problems.close()
        state = _State(self)
        done: list[GroupYear] = []
        months: list[GroupMonth] = []
        for year in range(1, years + 1):
            before = len(months)
            starts = []
            for month in range(1, 13):
                starts.append(state.savings)
                row = state.month(12 * year - 12 + month)
                if row is None:
                    return Projection(tuple(done), tuple(months), 12 * year - 12 + month)
                months.append(row)
            done.append(state.close(year, months[before:], sum(starts)))
        return Projection(tuple(done), tuple(months), None)


class _State:
    """A group's stocks, moved on month by month."""

    def __init__(self, plan: GroupPlan) -> None:
        self.plan = plan
        self.members = plan.members
        self.savings, self.special = plan.savings, plan.special
        self.reserve, self.retained = plan.reserve, plan.retained
        self.loans, self.cash = 0, plan.savings + plan.special + plan.reserve + plan.retained
        self._lend()

    def _lend(self) -> None:
        capital = self.loans + self.cash
        self.loans = int(capital * Fraction(self.plan.lent) / 100)
        self.cash = capital - self.loans

    def month(self, number: int) -> GroupMonth | None:
        """Live one month; None if the group cannot pay."""
        plan = self.plan
        loan_interest = ROUNDING.apply(self.loans * Fraction(plan.loan_rate) / 100)
        bank_interest = ROUNDING.apply(self.cash * Fraction(plan.bank_rate) / 1200)
        leaving = _twelfth(plan.leaving, number)
        if leaving >= self.members:
            raise wrong("nobody-left", "members_leaving", year=-(-number // 12))
        withdrawn = self.savings * leaving // self.members
        joining = _twelfth(plan.joining, number)
        self.members += joining - leaving
        pledges = self.members * plan.pledge
        fees = joining * plan.entry_fee
        expenses = _twelfth(plan.expenses, number)
        self.savings += pledges - withdrawn
        self.cash += loan_interest + bank_interest + fees + pledges - withdrawn - expenses
        if self.cash + self.loans < 0:
            return None
        self._lend()
        return GroupMonth(
            month=number,
            members=self.members,
            pledges=pledges,
            fees=fees,
            loan_interest=loan_interest,
            bank_interest=bank_interest,
            expenses=expenses,
            withdrawn=withdrawn,
            savings=self.savings,
            loans=self.loans,
            cash=self.cash,
        )

    def close(self, year: int, months: list[GroupMonth], starts: int) -> GroupYear:
        """Close a year: interest on special savings, then the surplus is shared out."""
        plan = self.plan
        special_interest = ROUNDING.apply(self.special * Fraction(plan.special_rate) / 100)
        self.special += special_interest
        surplus = sum(month.surplus for month in months) - special_interest
        to_reserve, dividend, others = self._share_out(surplus)
        return GroupYear(
            year=year,
            members=self.members,
            joined=plan.joining,
            left=plan.leaving,
            pledges=sum(month.pledges for month in months),
            withdrawn=sum(month.withdrawn for month in months),
            loan_interest=sum(month.loan_interest for month in months),
            bank_interest=sum(month.bank_interest for month in months),
            fees=sum(month.fees for month in months),
            expenses=sum(month.expenses for month in months),
            special_interest=special_interest,
            surplus=surplus,
            to_reserve=to_reserve,
            dividend=dividend,
            others=others,
            dividend_rate=Fraction(1200 * dividend, starts) if starts else Fraction(0),
            savings=self.savings,
            special=self.special,
            reserve=self.reserve,
            retained=self.retained,
            loans=self.loans,
            cash=self.cash,
        )

    def _share_out(self, surplus: int) -> tuple[int, int, int]:
        """Return what goes to the reserve (below zero: comes from it), dividend, others."""
        if surplus <= 0:
            self.retained += surplus
            cover = min(self.reserve, max(-self.retained, 0))
            self.reserve -= cover
            self.retained += cover
            return -cover, 0, 0
        repaid = min(surplus, max(-self.retained, 0))
        self.retained += repaid
        reserve, dividend = Fraction(self.plan.reserve_part), Fraction(self.plan.dividend_part)
        to_reserve, to_dividend, others = split(
            surplus - repaid, [reserve, dividend, 100 - reserve - dividend]
        )
        self.reserve += to_reserve
        self.cash -= to_dividend + others
        self._lend()
        return to_reserve, to_dividend, others


def _twelfth(a_year: int, month: int) -> int:
    """Return a month's part of a year's whole number; the year's parts add up to it."""
    place = (month - 1) % 12
    return a_year * (place + 1) // 12 - a_year * place // 12
