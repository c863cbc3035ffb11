"""Arrears (หนี้ค้างชำระ): how late each loan is, debts by age, the portfolio at risk.

Days count from the oldest instalment whose principal has not all come in. The last day of
the guarantors' notice stands with the law, in `legal.guarantor_notice_last_day`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ogs_teach.errors import Collector, LoanError, Problem
from ogs_teach.inputs import parse_count, parse_satang, shown
from ogs_teach.loans import Row

AGES = (0, 30, 60, 90)
"""Days late after which a debt grows a class older: none, 1–30, 31–60, 61–90, more."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """Principal due by a day; `paid` is the day when all of it had come in, if it has."""

    due: date
    paid: date | None

    def days_late(self, on: date) -> int:
        """Return the days since it fell due, 0 if it is paid or not yet due."""
        if self.paid is not None and self.paid <= on:
            return 0
        return max((on - self.due).days, 0)

    def in_default(self, first: date, last: date, days: int) -> bool:
        """Return whether it was more than `days` late on some day of a period."""
        from_ = max(self.due + timedelta(days=days + 1), first)
        return from_ <= last and (self.paid is None or self.paid > from_)


def instalments(
    rows: Sequence[Row],
    payments: Iterable[tuple[date, int]],
    *,
    paid_before: int = 0,
    begins: date,
) -> list[Instalment]:
    """Match what was paid with what was due, the oldest instalment first.

    Parameters
    ----------
    rows : sequence of Row
        Of a schedule with due dates.
    payments : iterable of (date, satang)
        Principal received, in order of time.
    paid_before : int
        Satang of principal repaid before `payments` begin.
    begins : date
        When that had come in at the latest: the contract's own day will do.

    Returns
    -------
    list of Instalment
        One for each row that repays principal: a contract that pays interest alone is late
        in principal no earlier than at its end.

    Examples
    --------
    >>> from ogs_teach.loans import schedule
    >>> loan = schedule(90_000, 1, 3, method="equal_principal", start="2026-01-05")
    >>> parts = instalments(loan.rows, [(date(2026, 2, 5), 30_000)], begins=date(2026, 1, 5))
    >>> [part.days_late(date(2026, 3, 10)) for part in parts]
    [0, 5, 0]
    """
    coming = iter(payments)
    paid, on = paid_before, begins
    found = []
    due = 0
    for row in rows:
        due += row.principal
        while paid < due:
            payment = next(coming, None)
            if payment is None:
                break
            on = payment[0]
            paid += payment[1]
        if row.principal:
            assert row.due is not None, "a schedule without dates is never late"  # noqa: S101
            found.append(Instalment(row.due, on if paid >= due else None))
    return found


def performs(parts: Sequence[Instalment], day: date, number: int) -> bool:
    """Say whether a loan is repaid steadily: its last instalments came in on their days.

    Parameters
    ----------
    parts : sequence of Instalment
    day : date
    number : int
        How many, running; the rulebook's `loans.performs_after`.

    Examples
    --------
    >>> paid = [Instalment(date(2026, month, 5), date(2026, month, 5)) for month in (1, 2, 3)]
    >>> performs(paid, date(2026, 3, 5), 3), performs(paid, date(2026, 3, 4), 3)
    (True, False)
    """
    due = [part for part in parts if part.due <= day]
    steady = [part.paid is not None and part.paid <= part.due for part in due[-number:]]
    return len(steady) >= number and all(steady) and not any(part.days_late(day) for part in due)


@dataclass(frozen=True)
class Debt:
    """What one loan still owes on a day.

    Parameters
    ----------
    loan : str
    balance : int
        Satang of principal, all of it, not the missed instalment.
    days_late : int
        Of its oldest unpaid instalment; 0 if it is on time.
    rescheduled : bool
        Whether it takes an earlier contract's place and has not yet been repaid steadily: it
        stays at risk, however punctual it looks.
    """

    loan: str
    balance: int
    days_late: int = 0
    rescheduled: bool = False


@dataclass(frozen=True)
class Age:
    """Debts that are between two numbers of days late; `last` is None for no end."""

    first: int
    last: int | None
    loans: int
    balance: int


def ageing(debts: Iterable[Debt], bounds: Sequence[int] = AGES) -> list[Age]:
    """Sort debts by how late they are (แยกอายุหนี้).

    Parameters
    ----------
    debts : iterable of Debt
    bounds : sequence of int, rising
        Days late with which each class but the last ends.

    Returns
    -------
    list of Age, one more than `bounds`
        Every debt stands in exactly one; classes without debts stand there with 0.

    Raises
    ------
    LoanError
        Naming every debt that cannot be read.

    Examples
    --------
    >>> [(age.first, age.last, age.balance) for age in ageing([Debt("ก", 900, 95)])]
    [(0, 0, 0), (1, 30, 0), (31, 60, 0), (61, 90, 0), (91, None, 900)]
    """
    known = _checked(debts)
    found = []
    first = 0
    for last in (*bounds, None):
        inside = [
            debt
            for debt in known
            if first <= debt.days_late and (last is None or debt.days_late <= last)
        ]
        found.append(Age(first, last, len(inside), sum(debt.balance for debt in inside)))
        first = 0 if last is None else last + 1
    return found


def at_risk(debts: Iterable[Debt], over: int = 30) -> Fraction | None:
    """Return the portfolio at risk (สินเชื่อที่มีความเสี่ยง, PAR), in percent.

    Parameters
    ----------
    debts : iterable of Debt
        All live loans; what was written off is told beside it, never inside.
    over : int
        Days: 30 for PAR30. A debt exactly so late does not count; 0 counts any day.

    Returns
    -------
    Fraction or None
        The whole balance of loans that are more than `over` days late, or rescheduled and
        not yet steady, of all balances. None where nothing is lent: no data is not 0 %.

    Raises
    ------
    LoanError
        Naming every debt that cannot be read.

    Notes
    -----
    Common practice of lenders to many: by balance, not by number of loans.

    Examples
    --------
    >>> from ogs_teach.inputs import plain
    >>> days = {15_000_00: 0, 9_000_00: 95, 4_500_00: 31, 12_500_00: 0, 7_000_00: 12}
    >>> debts = [Debt(str(owed), owed, late) for owed, late in days.items()]
    >>> [plain(at_risk(debts, over), 2) for over in (30, 90, 0)]
    ['28.13', '18.75', '42.71']
    """
    known = _checked(debts)
    over = parse_count(over, "loans.field.days_late")
    total = sum(debt.balance for debt in known)
    if not total:
        return None
    risky = sum(debt.balance for debt in known if debt.rescheduled or debt.days_late > over)
    return Fraction(100 * risky, total)


def _checked(debts: Iterable[Debt]) -> list[Debt]:
    """Return debts that can be reckoned with, each loan once."""
    problems = Collector(LoanError)
    known: dict[str, Debt] = {}
    for debt in debts:
        if not isinstance(debt, Debt):
            problems.add(Problem("loans.not-a-debt", values={"got": shown(debt)}))
            continue
        own = Collector(LoanError)
        with own:
            parse_satang(debt.balance, "loans.field.balance")
        with own:
            parse_count(debt.days_late, "loans.field.days_late")
        if debt.loan in known:
            own.add(Problem("loans.debt-twice"))
        for problem in own:
            problems.add(problem.at(shown(debt.loan)))
        known[debt.loan] = debt
    problems.close()
    return list(known.values())
