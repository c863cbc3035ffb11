"""The books a committee keeps by hand, written from the entries.

Cash and bank book, a member's passbook, the savings control register (members by months)
and the debtor register. Amounts are satang.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ogs_teach.arrears import Debt
from ogs_teach.books.balances import year_bounds
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import BY_LOAN, CASH, KINDS, SAVINGS, SPECIAL, grows_by_debit
from ogs_teach.books.records import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it stands in a book; `balance` is what is there afterwards."""

    entry: Entry
    came: int
    went: int
    balance: int


@dataclass(frozen=True)
class Book:
    """One account's entries of a period, with what was brought and is carried forward."""

    first: date
    last: date
    opening: int
    lines: tuple[Line, ...]

    @property
    def came(self) -> int:
        """All that came in."""
        return sum(line.came for line in self.lines)

    @property
    def went(self) -> int:
        """All that went out."""
        return sum(line.went for line in self.lines)

    @property
    def closing(self) -> int:
        """Carried forward (ยอดยกไป)."""
        return self.opening + self.came - self.went


def account_book(group: Group, account: str, first: date, last: date, part: str = "") -> Book:
    """Return one account's entries of a period; what makes it grow came in.

    Parameters
    ----------
    group : Group
    account : str
        Code in the chart of accounts.
    first, last : date
        Both counted, in one accounting year: a year's end closes income and expenses.
    part : str
        Member or loan, for an account that is kept by one; else the whole account.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> book = account_book(group, "401", date(2025, 1, 1), date(2025, 12, 31))
    >>> book.opening, book.closing == group.balances(date(2025, 12, 31)).total("401")
    (0, True)
    """
    return _book(group, account, first, last, part or None)


def cash_book(group: Group, first: date, last: date, account: str = CASH) -> Book:
    """Return the cash book (สมุดเงินสด), or the bank book for `kinds.BANK`.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> book = cash_book(group, date(2025, 1, 1), date(2025, 12, 31))
    >>> book.closing == group.summary(date(2025, 12, 31)).cash
    True
    """
    return _book(group, account, first, last)


def passbook(group: Group, member: str, first: date, last: date, account: str = SAVINGS) -> Book:
    """Return a member's passbook (สมุดสัจจะ) of pledged savings, or of `kinds.SPECIAL`.

    Raises
    ------
    KeyError
        If there is no such member.
    """
    if member not in group.members:
        raise KeyError(member)
    return _book(group, account, first, last, member)


def _book(group: Group, account: str, first: date, last: date, part: str | None = None) -> Book:
    """Follow one account, or one member's or loan's part of it."""
    balances = group.balances(first - timedelta(days=1))
    balances.reach(first)
    opening = balances.total(account)
    if part is not None:
        opening = balances.parts(account).get(part, 0)
    lines, balance = [], opening
    for entry in group.between(first, last):
        came = went = 0
        debited, credited = balances.legs(entry) or (("", ""), ("", ""))
        for (touched, whose), grows in (
            (debited, grows_by_debit(account)),
            (credited, not grows_by_debit(account)),
        ):
            if touched == account and part in (None, whose):
                came += entry.amount * grows
                went += entry.amount * (not grows)
        if came or went:
            balance += came - went
            lines.append(Line(entry, came, went, balance))
    return Book(first, last, opening, tuple(lines))


def event_book(group: Group, kind: str, first: date, last: date) -> Book:
    """Return all events of one kind in a period, their amounts added up from nothing.

    Examples
    --------
    >>> from ogs_teach.books.statements import cash_flow
    >>> from ogs_teach.places import sample_data
    >>> group, year = Group.open(sample_data() / "group_12"), (date(2025, 1, 1), date(2025, 12, 31))
    >>> event_book(group, "interest", *year).closing == cash_flow(group, *year).receipts["interest"]
    True
    """
    lines, balance = [], 0
    for entry in group.between(first, last):
        if entry.kind == kind:
            balance += entry.amount
            lines.append(Line(entry, entry.amount, 0, balance))
    return Book(first, last, 0, tuple(lines))


@dataclass(frozen=True)
class MemberRow:
    """One person in the member register (ทะเบียนสมาชิก) at the end of a day; satang.

    Parameters
    ----------
    member : str
    present : bool
        Whether the person is a member that day.
    pledge, savings, special, owed : int
        The monthly promise, what passbooks hold, principal still owed.
    """

    member: str
    present: bool
    pledge: int
    savings: int
    special: int
    owed: int


def member_register(group: Group, day: date) -> list[MemberRow]:
    """Return everybody who had joined by a day, those who left among them, by number.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> day = date(2025, 12, 31)
    >>> sum(row.savings for row in member_register(group, day)) == group.summary(day).savings
    True
    """
    balances = group.balances(day)
    savings, special = balances.parts(SAVINGS), balances.parts(SPECIAL)
    pledges = group.pledges_on(day)
    owed: defaultdict[str, int] = defaultdict(int)
    for loan, owing in balances.parts(*BY_LOAN).items():
        owed[group.loans[loan].member] += owing
    return [
        MemberRow(
            member.id,
            member.present(day),
            pledges.get(member.id, 0),
            savings.get(member.id, 0),
            special.get(member.id, 0),
            owed[member.id],
        )
        for member in group.members.values()
        if member.joined <= day
    ]


@dataclass(frozen=True)
class SavingsRow:
    """One member's year: brought forward, what came in each month, withdrawn, at the end."""

    member: str
    opening: int
    months: tuple[int, ...]
    withdrawn: int

    @property
    def paid(self) -> int:
        """All that came in during the year."""
        return sum(self.months)

    @property
    def closing(self) -> int:
        """What the passbook must say."""
        return self.opening + self.paid - self.withdrawn


@dataclass(frozen=True)
class SavingsControl:
    """Pledged savings of one accounting year, members by months (ทะเบียนคุมเงินสัจจะสะสม).

    Parameters
    ----------
    months : tuple of date
        First day of each of the twelve months.
    rows : tuple of SavingsRow
        All who saved or held something, in the order of the register.
    """

    months: tuple[date, ...]
    rows: tuple[SavingsRow, ...]

    @property
    def total(self) -> SavingsRow:
        """The sum of all rows; what the rows add up to, the columns add up to as well."""
        columns = zip(*(row.months for row in self.rows), strict=True)
        return SavingsRow(
            "",
            sum(row.opening for row in self.rows),
            tuple(sum(column) for column in columns) or (0,) * 12,
            sum(row.withdrawn for row in self.rows),
        )


def savings_control(group: Group, year: int, until: date | None = None) -> SavingsControl:
    """Return the savings control register of the accounting year that ends in a C.E. year.

    With `until`, of that year's days up to one: months to come are empty.
    """
    first, last = year_bounds(year, group.rules.accounting.year_starts_in_month)
    last = min(last, until or last)
    months = tuple(
        date(first.year + (first.month + step - 1) // 12, (first.month + step - 1) % 12 + 1, 1)
        for step in range(12)
    )
    brought = group.balances(first - timedelta(days=1)).parts(SAVINGS)
    came: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 12)
    went: defaultdict[str, int] = defaultdict(int)
    for entry in group.between(first, last):
        kind = KINDS[entry.kind]
        if kind.credit == SAVINGS:
            place = 12 * (entry.date.year - first.year) + entry.date.month - first.month
            came[entry.member][place] += entry.amount
        elif kind.debit == SAVINGS:
            went[entry.member] += entry.amount
    rows = (
        SavingsRow(member, brought.get(member, 0), tuple(came[member]), went[member])
        for member in group.members
    )
    kept = tuple(row for row in rows if row.opening or any(row.months) or row.withdrawn)
    return SavingsControl(months, kept)


@dataclass(frozen=True)
class Debtor:
    """One contract in the debtor register (ทะเบียนคุมลูกหนี้) on a day.

    Parameters
    ----------
    loan, member : str
    lent : int
    repaid, interest, fines : int
        Received since the books begin; `repaid` also counts what a new contract took over
        and what was written off, and what had been repaid before.
    balance : int
    days_late : int
    rescheduled : bool
        Whether the contract took an earlier one's place and has not yet been repaid as
        steadily as the rulebook asks: it stays at risk.
    """

    loan: str
    member: str
    lent: int
    repaid: int
    interest: int
    fines: int
    balance: int
    days_late: int
    rescheduled: bool

    @property
    def debt(self) -> Debt:
        """The same for `arrears.ageing` and `arrears.at_risk`."""
        return Debt(self.loan, self.balance, self.days_late, self.rescheduled)


def debtors(group: Group, day: date) -> list[Debtor]:
    """Return every contract that still owes at the end of a day, in the register's order."""
    owed = group.balances(day).parts(*BY_LOAN)
    late = group.days_late(day)
    received = {
        kind: _by_loan(group.between(group.begins, day), kind) for kind in ("interest", "fine")
    }
    return [
        Debtor(
            loan=loan.id,
            member=loan.member,
            lent=loan.principal,
            repaid=loan.principal - owed[loan.id],
            interest=received["interest"].get(loan.id, 0),
            fines=received["fine"].get(loan.id, 0),
            balance=owed[loan.id],
            days_late=late[loan.id],
            rescheduled=group.at_risk(loan.id, day),
        )
        for loan in group.loans.values()
        if owed.get(loan.id)
    ]


def _by_loan(entries: Iterable[Entry], kind: str) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        if entry.kind == kind:
            sums[entry.loan] += entry.amount
    return dict(sums)
