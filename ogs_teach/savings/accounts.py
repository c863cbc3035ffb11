"""A member's savings account, month by month, in whole satang.

The pledge (เงินสัจจะสะสม) is due every month. Special savings (เงินสัจจะสะสมพิเศษ) are kept
apart from it everywhere. An account is an opening balance and a collection of events in
any order: within a month money comes in before it goes out, so the order in which events
are told never matters.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ogs_teach.errors import Collector, SavingsError
from ogs_teach.inputs import shown
from ogs_teach.money import bare_baht
from ogs_teach.savings.checks import check_count, check_satang, wrong
from ogs_teach.savings.pledges import TRAINING_RULES, PledgeRules

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["pledged", "special"]
Pair = tuple[int, int]  # satang: pledged, special

MAX_MONTHS = 1200  # a hundred years


@dataclass(frozen=True)
class Change:
    """The pledge is another one from a month on."""

    month: int
    pledge: int


@dataclass(frozen=True)
class Missed:
    """A pledge does not come in its month: later, or never where `paid_in` is None."""

    month: int
    paid_in: int | None = None


@dataclass(frozen=True)
class Deposit:
    """Special savings come in."""

    month: int
    amount: int


@dataclass(frozen=True)
class Dividend:
    """A dividend, or interest, stays in the account."""

    month: int
    amount: int
    kind: Kind = "pledged"


@dataclass(frozen=True)
class Withdrawal:
    """Money goes back to the member, who stays."""

    month: int
    amount: int
    kind: Kind = "pledged"


@dataclass(frozen=True)
class Leaving:
    """The member leaves: debt is set off, the rest paid back, no pledge is due any more."""

    month: int
    debt: int = 0


Event = Change | Missed | Deposit | Dividend | Withdrawal | Leaving


@dataclass(frozen=True)
class Month:
    """One month of an account; everything but `month` in satang.

    `balance` is the month's before + paid + late + dividend − withdrawn; `special` is the
    month's before + special_in + special_dividend − special_out. `set_off` is the part of
    what a leaver takes out that goes to pay debt.
    """

    month: int
    due: int
    paid: int
    late: int
    fine: int
    dividend: int
    withdrawn: int
    balance: int
    special_in: int
    special_dividend: int
    special_out: int
    special: int
    set_off: int

    @property
    def total(self) -> int:
        """Pledged and special savings together."""
        return self.balance + self.special


@dataclass(frozen=True)
class Account:
    """A member's account.

    Parameters
    ----------
    opening, opening_special : int
        Satang before month 1.
    months : tuple of Month, shape (n,)
    """

    opening: int
    opening_special: int
    months: tuple[Month, ...]

    @property
    def balance(self) -> int:
        """Pledged savings at the end, in satang."""
        return self.months[-1].balance

    @property
    def special(self) -> int:
        """Special savings at the end, in satang."""
        return self.months[-1].special

    @property
    def arrears(self) -> int:
        """Pledges that were due and have not come, in satang."""
        return sum(month.due - month.paid - month.late for month in self.months)

    @property
    def fines(self) -> int:
        """Fines due, in satang: income of the group, outside the savings."""
        return sum(month.fine for month in self.months)

    def to_frame(self) -> "pd.DataFrame":
        """Return the months as a table, shape (n, 12), index `month`, in satang."""
        import pandas as pd

        return pd.DataFrame([vars(month) for month in self.months]).set_index("month")


def account(
    pledge: int,
    months: int,
    *,
    opening: int = 0,
    opening_special: int = 0,
    events: Iterable[Event] = (),
    held: int = 0,
    rules: PledgeRules = TRAINING_RULES,
) -> Account:
    """Keep a member's account for some months.

    Parameters
    ----------
    pledge : int
        Satang a month.
    months : int
        1 to 1,200.
    opening, opening_special : int
        Satang in the account before month 1.
    events : iterable of Event
        In any order. From the month of leaving on nothing else may happen.
    held : int
        Satang of pledged savings that stand behind loans and cannot be withdrawn.
    rules : PledgeRules

    Returns
    -------
    Account

    Raises
    ------
    SavingsError
        Everything that is wrong, at once: what cannot be read, pledges against the rules,
        months outside the account, withdrawals above the free balance.

    Examples
    --------
    >>> year = account(100_00, 12, events=[Missed(3), Missed(5, paid_in=6)])
    >>> year.balance, year.arrears, year.fines
    (110000, 10000, 1000)
    """
    plan = Plan(pledge, months, opening, opening_special, events, held, rules)
    problems = Collector(SavingsError)
    rows = tuple(plan.walk(problems))
    problems.close()
    return Account(opening, opening_special, rows)


def _nothing(starts: Sequence[Pair]) -> Pair:
    return 0, 0


class Plan:
    """An account's events, checked and sorted into months; parameters as `account`'s."""

    def __init__(
        self,
        pledge: int,
        months: int,
        opening: int = 0,
        opening_special: int = 0,
        events: Iterable[Event] = (),
        held: int = 0,
        rules: PledgeRules = TRAINING_RULES,
    ) -> None:
        self.months = MAX_MONTHS
        self.opening, self.opening_special, self.held = opening, opening_special, held
        self.rules = rules
        self._changes = {1: pledge}
        self._missed: dict[int, int | None] = {}
        self._sums: dict[tuple[type, str, int], int] = defaultdict(int)
        self._leaving: Leaving | None = None
        self._told: set[tuple[type, int]] = set()
        problems = Collector(SavingsError)
        with problems:
            rules.check(pledge)
        with problems:
            self.months = check_count(months, "months", lowest=1, highest=MAX_MONTHS)
        with problems:
            check_satang(opening, "opening")
        with problems:
            check_satang(opening_special, "opening_special")
        with problems:
            check_satang(held, "held")
        understood = []
        for event in events:
            with problems:
                self._take(event)
                understood.append(event)
        for event in understood:
            with problems:
                self._check_leaving(event)
        problems.close()

    def _take(self, event: Event) -> None:
        if not isinstance(event, Event):
            raise wrong("unknown-event", "events", got=shown(event))
        month = check_count(event.month, "month", lowest=1, highest=self.months)
        match event:
            case Deposit(amount=amount):
                check_satang(amount, "deposit", lowest=1)
                if not self.rules.special_savings:
                    raise wrong("no-special", "deposit")
                self._sums[Deposit, "special", month] += amount
            case Dividend(amount=amount, kind=kind):
                check_satang(amount, "dividend")
                self._sums[Dividend, _check_kind(kind), month] += amount
            case Withdrawal(amount=amount, kind=kind):
                check_satang(amount, "withdrawal", lowest=1)
                if _check_kind(kind) == "pledged" and not self.rules.partial_withdrawal:
                    raise wrong("no-partial", "withdrawal", month=month)
                self._sums[Withdrawal, kind, month] += amount
            case Change(pledge=pledge):
                self._once(event, month, "change")
                self._changes[month] = self.rules.check(pledge, "change")
            case Missed(paid_in=paid_in):
                self._once(event, month, "missed")
                # A month after the account's last is allowed: not yet paid.
                if paid_in is not None and check_count(paid_in, "late") <= month:
                    raise wrong("late-too-early", "late", month=month, got=paid_in)
                self._missed[month] = paid_in
            case Leaving(debt=debt):
                self._once(event, 0, "leaving")
                check_satang(debt, "debt")
                self._leaving = event

    def _once(self, event: Event, month: int, field: str) -> None:
        if (type(event), month) in self._told:
            raise wrong("told-twice", field, month=event.month)
        self._told.add((type(event), month))

    def _check_leaving(self, event: Event) -> None:
        if self._leaving is None or event is self._leaving:
            return
        last = event.month
        if isinstance(event, Missed) and event.paid_in is not None:
            last = event.paid_in
        if last >= self._leaving.month:
            raise wrong("after-leaving", "leaving", month=last, left=self._leaving.month)

    def _pledges(self) -> Iterator[tuple[int, int, int]]:
        """Yield what is due, paid in its month, and paid late, month by month."""
        pledge = 0
        late: dict[int, int] = defaultdict(int)
        for month in range(1, self.months + 1):
            pledge = self._changes.get(month, pledge)
            if self._leaving is not None and month >= self._leaving.month:
                yield 0, 0, 0
            elif month in self._missed:
                paid_in = self._missed[month]
                if paid_in is not None:
                    late[paid_in] += pledge
                yield pledge, 0, late[month]
            else:
                yield pledge, pledge, late[month]

    def walk(
        self, problems: Collector, year_end: Callable[[Sequence[Pair]], Pair] = _nothing
    ) -> Iterator[Month]:
        """Yield the months one by one.

        Parameters
        ----------
        problems : Collector
            Gathers withdrawals that are refused; the account goes on without them.
        year_end : callable
            Asked at the end of every twelfth month, unless the member has left. It is given
            the (pledged, special) balances at the start of the year's twelve months, and
            answers what the dividend adds to each.

        Yields
        ------
        Month
        """
        balance, special = self.opening, self.opening_special
        starts: list[Pair] = []
        for month, (due, paid, late) in enumerate(self._pledges(), 1):
            starts = [*starts[-11:], (balance, special)]
            deposit = self._sums[Deposit, "special", month]
            dividend = self._sums[Dividend, "pledged", month]
            special_dividend = self._sums[Dividend, "special", month]
            balance += paid + late
            special += deposit
            left = self._leaving is not None and month >= self._leaving.month
            set_off = 0
            if self._leaving is not None and month == self._leaving.month:
                out, special_out, set_off = balance, special, self._leaving.debt
                with problems:
                    _check_free(set_off, out + special_out, "debt", month)
            else:
                out = special_out = 0
                asked = self._sums[Withdrawal, "pledged", month]
                with problems:
                    out = _check_free(asked, balance + dividend - self.held, "withdrawal", month)
                asked = self._sums[Withdrawal, "special", month]
                with problems:
                    special_out = _check_free(
                        asked, special + special_dividend, "special_withdrawal", month
                    )
            if month % 12 == 0 and not left:
                added, special_added = year_end(starts)
                dividend += added
                special_dividend += special_added
            balance += dividend - out
            special += special_dividend - special_out
            yield Month(
                month=month,
                due=due,
                paid=paid,
                late=late,
                fine=self.rules.fine if paid < due else 0,
                dividend=dividend,
                withdrawn=out,
                balance=balance,
                special_in=deposit,
                special_dividend=special_dividend,
                special_out=special_out,
                special=special,
                set_off=set_off,
            )


def _check_kind(kind: str) -> str:
    if kind not in get_args(Kind):
        raise wrong("unknown-kind", "kind", got=shown(kind))
    return kind


def _check_free(amount: int, free: int, field: str, month: int) -> int:
    free = max(free, 0)
    if amount > free:
        raise wrong("above-free", field, month=month, got=bare_baht(amount), free=bare_baht(free))
    return amount
