"""Dividends on savings and refunds on interest, by rate or by pool."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, get_args

from ogs_teach.dividends.conventions import Convention
from ogs_teach.dividends.deposits import Deposit, accounting_year, at, listed, satang
from ogs_teach.dividends.members import Members, pairs, share, weigh
from ogs_teach.dividends.weights import Line, lines, weighted
from ogs_teach.errors import Collector, DividendError, Problem
from ogs_teach.inputs import Number, check_list, check_switch, parse_percent, shown
from ogs_teach.money import Rounding

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

RoundEach = Literal["total", "month", "line"]


@dataclass(frozen=True)
class Dividend:
    """One member's dividend by rate, with the settings that every sheet prints.

    Parameters
    ----------
    lines : tuple of Line
        What was weighed.
    total : int
        Satang paid.
    rate : Fraction
        Percent a year.
    convention : Convention
    rounding : Rounding
    round_each : "total", "month" or "line"
    """

    lines: tuple[Line, ...]
    total: int
    rate: Fraction
    convention: Convention
    rounding: Rounding
    round_each: RoundEach

    def of(self, line: Line) -> Fraction:
        """Return a line's dividend before rounding, in satang."""
        return line.weighted * self.rate / 100

    def to_frame(self) -> "pd.DataFrame":
        """Return the lines as a table; amounts in baht as exact decimal text."""
        import pandas as pd

        from ogs_teach.inputs import plain

        return pd.DataFrame(
            {
                "month": [line.month for line in self.lines],
                "amount": [plain(Fraction(line.amount, 100), 2) for line in self.lines],
                "weight": [str(line.weight) for line in self.lines],
                "dividend": [plain(self.of(line) / 100, 6) for line in self.lines],
            }
        )


def by_rate(
    opening: int,
    deposits: Iterable[Deposit],
    rate: Number,
    *,
    convention: Convention | str = "next_month",
    rounding: Rounding | None = None,
    round_each: RoundEach = "total",
    start: "date | str | None" = None,
) -> Dividend:
    """Pay a rate that the meeting fixed.

    Parameters
    ----------
    opening : int
        Satang brought forward.
    deposits : iterable of (month, satang) or (date, satang)
        Months 1 to 12 of the accounting year; withdrawals are negative.
    rate : str, int, Decimal or Fraction
        Percent a year.
    convention : str or Convention
        When a payment begins to count.
    rounding : Rounding, optional
        Half-up to the satang unless the rules say otherwise.
    round_each : "total", "month" or "line"
        Where it rounds: the member's total, each month's subtotal, each line.
    start : date, optional
        First day of the accounting year, where payments have dates.

    Returns
    -------
    Dividend
        Never below zero, even where rounded lines would be.

    Raises
    ------
    DividendError
        All problems at once.

    Examples
    --------
    >>> monthly = [(month, 35_000) for month in range(1, 13)]
    >>> by_rate(800_000, monthly, "4.35").total
    43174
    >>> by_rate(800_000, monthly, "4.35", round_each="line").total
    43175
    """
    problems = Collector(DividendError)
    deposits = listed(deposits)
    percent, chosen, found = Fraction(0), Convention("next_month"), []
    with problems:
        percent = parse_percent(rate, "dividends.field.rate")
    with problems:
        chosen = Convention.read(convention)
    if round_each not in get_args(RoundEach):
        problems.add(
            Problem(
                "money.unknown-choice",
                "dividends.field.round_each",
                values={"got": shown(round_each), "choices": ", ".join(get_args(RoundEach))},
            )
        )
    with problems:
        year = accounting_year(deposits, start)
        found = lines(opening, deposits, chosen, year=year)
    whole = Rounding()
    with problems:
        whole = _rounding(rounding)
    problems.close()
    groups: list[list[Line]] = [found]
    if round_each == "line":
        groups = [[line] for line in found]
    elif round_each == "month":
        groups = [list(group) for _, group in groupby(found, key=lambda line: line.month)]
    total = sum(whole.apply(weighted(group) * percent / 100) for group in groups)
    return Dividend(tuple(found), max(0, total), percent, chosen, whole, round_each)


def _rounding(value: object) -> Rounding:
    if value is None or isinstance(value, Rounding):
        return value or Rounding()
    raise DividendError(
        Problem(
            "dividends.not-a-rounding", "dividends.field.rounding", values={"got": shown(value)}
        )
    )


def by_pool(
    members: Members,
    pool: int,
    *,
    convention: Convention | str = "next_month",
    start: "date | str | None" = None,
) -> dict[Any, int]:
    """Share a pool that the meeting fixed, by baht-months.

    Parameters
    ----------
    members : dict of {id: (opening, deposits)}, or pairs of the same
        Satang, as in `by_rate`.
    pool : int
        Satang.
    convention : str or Convention
    start : date, optional
        First day of the accounting year. Without it: 1 January of the earliest payment.

    Returns
    -------
    dict of {id: int}
        Satang; the parts add up to the pool. Odd satang go to the largest fractions,
        ties to the lower member number, whatever order the members came in.

    Raises
    ------
    DividendError
        All problems of all members at once; or nobody's savings count.

    Examples
    --------
    >>> by_pool(
    ...     {
    ...         "ก": (2_400_000, []),
    ...         "ข": (600_000, [(month, 30_000) for month in range(1, 13)]),
    ...         "ค": (0, [(month, 80_000) for month in range(7, 13)]),
    ...     },
    ...     136_000,
    ... )
    {'ก': 99969, 'ข': 31865, 'ค': 4166}
    """
    problems = Collector(DividendError)
    weights: dict[Any, Fraction] = {}
    amount = 0
    with problems:
        amount = satang(pool, "dividends.field.pool")
    with problems:
        weights = weigh(members, convention, start=start)
    problems.close()
    return share(weights, amount, "dividends.nobody-saved")


def refund(interest_paid: int, rate: Number, rounding: Rounding | None = None) -> int:
    """Give back a part of the interest that a member paid in the year.

    Parameters
    ----------
    interest_paid : int
        Satang really received; fines are no interest.
    rate : str, int, Decimal or Fraction
        Percent of the interest.
    rounding : Rounding, optional

    Returns
    -------
    int
        Satang.

    Raises
    ------
    DividendError
        All problems at once.

    Examples
    --------
    >>> refund(99_000, "7.5")
    7425
    """
    problems = Collector(DividendError)
    paid, percent = 0, Fraction(0)
    with problems:
        paid = satang(interest_paid, "dividends.field.interest")
    with problems:
        percent = parse_percent(rate, "dividends.field.refund_rate")
    whole = Rounding()
    with problems:
        whole = _rounding(rounding)
    problems.close()
    return whole.apply(paid * percent / 100)


def refund_by_pool(
    interest_paid: Mapping[Any, int],
    pool: int,
    *,
    defaulters: Collection[Any] = (),
    refund_defaulters: bool = False,
) -> dict[Any, int]:
    """Share a pool by the interest that each member paid.

    Parameters
    ----------
    interest_paid : dict of {id: int}
        Satang really received in the year; fines are no interest.
    pool : int
        Satang.
    defaulters : collection of id
        Who was in default during the year.
    refund_defaulters : bool
        Whether they receive their part all the same. Usual in co-operatives: no.

    Returns
    -------
    dict of {id: int}
        Satang; the parts add up to the pool. Who receives nothing stands there with 0.

    Raises
    ------
    DividendError
        All problems at once; or nobody paid interest.

    Examples
    --------
    >>> refund_by_pool({1: 60_000, 2: 30_000, 3: 10_000}, 1_000, defaulters={3})
    {1: 667, 2: 333, 3: 0}
    """
    problems = Collector(DividendError)
    amount = 0
    weights: dict[Any, Fraction] = {}
    with problems:
        amount = satang(pool, "dividends.field.pool")
    with problems:
        check_switch(refund_defaulters, "dividends.field.refund_defaulters")
    with problems:
        check_list(defaulters, "dividends.field.defaulters")
    problems.close()
    given = pairs(interest_paid, problems)
    for member, paid in given:
        with problems, at(shown(member)):
            weights[member] = Fraction(satang(paid, "dividends.field.interest"))
    for member in defaulters:
        if member not in dict(given):
            values: dict[str, object] = {"got": shown(member)}
            problems.add(
                Problem("dividends.unknown-member", "dividends.field.defaulters", values=values)
            )
    problems.close()
    if not refund_defaulters:
        weights = {m: Fraction(0) if m in defaulters else w for m, w in weights.items()}
    return share(weights, amount, "dividends.nobody-paid-interest")
