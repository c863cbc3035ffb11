"""Loans in whole satang: what is paid each month, and what the loan truly costs a year."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ogs_teach import legal
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import Number
from ogs_teach.loans import rates
from ogs_teach.loans.dates import DayCount
from ogs_teach.loans.terms import FLAT, Method, RatePer, Terms, read
from ogs_teach.money import Rounding

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Row:
    """One instalment, in satang.

    Parameters
    ----------
    number : int
        From 1.
    due : date or None
    opening : int
        Principal owed before the instalment.
    interest, principal : int
        Their sum is `payment`. Interest that grace has put off stands in the row in which
        it falls due.
    payment : int
    balance : int
        Principal owed afterwards.
    """

    number: int
    due: date | None
    opening: int
    interest: int
    principal: int
    payment: int
    balance: int


@dataclass(frozen=True)
class Schedule:
    """A loan's instalments and its true price.

    Parameters
    ----------
    terms : Terms
    rows : tuple of Row, length n
    """

    terms: Terms
    rows: tuple[Row, ...]

    @property
    def principal(self) -> int:
        """Satang lent."""
        return self.terms.principal

    @property
    def total_interest(self) -> int:
        """Satang of interest in all rows."""
        return sum(row.interest for row in self.rows)

    @property
    def total_payment(self) -> int:
        """Satang paid in all rows."""
        return sum(row.payment for row in self.rows)

    @property
    def stated_annual_rate(self) -> Fraction:
        """Percent a year as agreed: twelve times a monthly rate; exact."""
        return self.terms.annual_rate

    @cached_property
    def _payments(self) -> list[Fraction]:
        return rates.exact_payments(self.terms)

    def _debt_left_at(self, annual_rate: Fraction) -> int:
        return rates.debt_left(self.principal, self._payments, self.terms.spans, annual_rate)

    @cached_property
    def true_annual_rate(self) -> float:
        """Percent a year on what is really owed (อัตราดอกเบี้ยที่แท้จริง), nominal.

        Solved on the payments before rounding. A loan with interest on the balance gives
        its agreed rate exactly.
        """
        if self._debt_left_at(self.stated_annual_rate) == 0:
            return float(self.stated_annual_rate)
        return rates.nominal(self.principal, self._payments, self.terms.spans)

    @cached_property
    def effective_annual_rate(self) -> float:
        """Percent a year, compounded; never compared with the cap."""
        return rates.effective(self.principal, self._payments, self.terms.spans)

    @cached_property
    def exceeds_cap(self) -> bool:
        """Whether the agreed rate or the true rate lies above the legal cap.

        Decided exactly on payments before rounding; the cap itself is lawful.
        """
        return self.stated_annual_rate > legal.CAP or self._debt_left_at(legal.CAP) < 0

    def to_frame(self, lang: Lang | None = None) -> "pd.DataFrame":
        """Return the rows as a pandas table.

        Parameters
        ----------
        lang : "th", "en" or None
            None for a table to compute with: satang, columns named as in `Row`. A language
            for one to read: exact decimal baht, columns in that language.

        Returns
        -------
        pandas.DataFrame
            Indexed by `number`; without `due` where no dates were given.
        """
        import pandas as pd

        names = [field.name for field in fields(Row)]
        table = [list(astuple(row)) for row in self.rows]
        if lang is not None:
            table = [
                [*row[:2], *(Decimal(satang).scaleb(-2) for satang in row[2:])] for row in table
            ]
            names = [t(f"loans.column.{name}", lang) for name in names]
        frame = pd.DataFrame(table, columns=names).set_index(names[0])
        return frame if self.rows[0].due else frame.drop(columns=names[1])


def schedule(
    principal: int,
    rate: Number,
    periods: int,
    *,
    method: Method,
    rate_per: RatePer | None = None,
    rounding: Rounding = Rounding(),  # noqa: B008 - frozen
    instalment_step: int = 1,
    start: date | str | None = None,
    first_due: date | str | None = None,
    day_count: DayCount = "month",
    grace_principal: int = 0,
    grace_interest: int = 0,
) -> Schedule:
    """Compute a loan's instalments.

    Parameters
    ----------
    principal : int
        Satang, above zero.
    rate : str, int, Decimal or Fraction
        Percent, 0 to 1,000; a float is refused.
    periods : int
        Monthly instalments, 1 to 360, months of grace among them.
    method : str
        "flat" (เงินต้นคงที่), "equal_principal" (ลดต้นลดดอก ต้นเท่ากัน), "equal_payment"
        (ลดต้นลดดอก งวดเท่ากัน), "interest_only" (จ่ายดอกรายเดือน คืนต้นครั้งเดียว) or
        "flat_total" (ดอกเบี้ยเหมาจ่ายครั้งเดียว).
    rate_per : "month", "year" or "term", optional
        What the rate is for. "term", the whole loan, goes with the two flat methods and is
        what "flat_total" always means; elsewhere "month" is the default.
    rounding : Rounding
        How each period's interest rounds; flat interest is rounded once, for the term.
    instalment_step : int
        Satang; 100 makes whole-baht instalments. Every payment but the last is rounded to
        it in `rounding`'s mode. Where a month bears interest alone, the interest is what
        is rounded; where principal is due, the payment always covers the interest.
    start, first_due : date or ISO text, optional
        The day the money is handed over, and the first instalment's day (a month later if
        not given). Due dates follow month by month from the first date and are clipped to
        the month's end: 31 January, 29 February, 31 March.
    day_count : "month", "actual/365" or "30/360"
        A period's length: one twelfth of a year, its days by 365, or 30 days a month
        by 360. The latter two need `start`.
    grace_principal : int
        First months in which only interest is paid.
    grace_interest : int
        First months in which no interest is paid; it accrues without interest on interest
        and falls due with the first later row.

    Returns
    -------
    Schedule
        Principal parts add up to the principal; the last row takes what is left.

    Raises
    ------
    LoanError
        With every problem at once.

    Notes
    -----
    Methods and their formulas are common practice; which of them a group uses stands in
    its own rules. The equal payment is the annuity over the periods' own factors.

    Examples
    --------
    >>> flat = schedule(1_800_000, "1.1", 9, method="flat")
    >>> flat.rows[0].payment, flat.total_interest  # 2,198.00 and 1,782.00 baht
    (219800, 178200)
    >>> round(flat.true_annual_rate, 2), flat.exceeds_cap
    (23.17, True)
    >>> declining = schedule(1_800_000, "1.1", 9, method="equal_principal")
    >>> declining.total_interest, declining.true_annual_rate
    (99000, 13.2)
    """
    terms = read(
        principal,
        rate,
        periods,
        method,
        rate_per,
        rounding,
        instalment_step,
        start,
        first_due,
        day_count,
        grace_principal,
        grace_interest,
    )
    rows = []
    owed = terms.principal
    parts = _flat_parts(terms) if terms.method in FLAT else _balance_parts(terms)
    for number, (due, (interest, part)) in enumerate(zip(terms.dues, parts, strict=True), 1):
        rows.append(Row(number, due, owed, interest, part, interest + part, owed - part))
        owed -= part
    return Schedule(terms, tuple(rows))


def _balance_parts(terms: Terms) -> Iterator[tuple[int, int]]:
    """Yield each row's (interest, principal); interest is charged on what is owed."""
    step = Rounding(terms.rounding.mode, terms.instalment_step)
    part = Rounding(terms.rounding.mode).apply(terms.part)
    owed, accrued = terms.principal, 0
    for number, factor in enumerate(terms.factors, 1):
        charged = terms.rounding.apply(owed * factor)
        accrued += charged
        interest = accrued if number > terms.grace_interest else 0
        accrued -= interest
        if number == terms.periods:
            principal = owed
        elif number <= terms.grace_principal or terms.method == "interest_only":
            principal = 0
            interest = step.apply(interest)
        else:
            due = terms.level - charged if terms.method == "equal_payment" else part
            payment = max(step.apply(due + interest), _up(interest, step.step))
            principal = min(payment - interest, owed)
        owed -= principal
        yield interest, principal


def _flat_parts(terms: Terms) -> Iterator[tuple[int, int]]:
    """Yield each row's (interest, principal); interest for the term is known beforehand."""
    step = Rounding(terms.rounding.mode, terms.instalment_step)
    total = terms.rounding.apply(terms.flat_interest)
    owed, interest_owed = terms.principal, total
    for number in range(1, terms.periods):
        share = Fraction(total * _months_of_interest(terms, number), terms.periods)
        repaying = number > terms.grace_principal
        payment = step.apply(share + terms.part if repaying else share)
        payment = min(payment, interest_owed + owed if repaying else interest_owed)
        interest = min(terms.rounding.apply(share), interest_owed, payment)
        principal = min(payment - interest, owed) if repaying else 0
        interest = payment - principal
        owed -= principal
        interest_owed -= interest
        yield interest, principal
    yield interest_owed, owed


def _months_of_interest(terms: Terms, number: int) -> int:
    """Return how many months' flat interest falls due in a row."""
    if number <= terms.grace_interest:
        return 0
    return number if number == terms.grace_interest + 1 else 1


def _up(satang: int, step: int) -> int:
    """Round up to a whole number of steps."""
    return -(-satang // step) * step
