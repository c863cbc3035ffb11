"""What a loan truly costs a year, from the payments that its borrower makes.

A rate y (percent a year) is a loan's true rate if, charging it on what is still owed,
the payments bring the debt to nothing. Payments are taken before rounding, so that odd
satang move no loan across the legal cap.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ogs_teach.loans.terms import FLAT, Terms


def exact_payments(terms: Terms) -> list[Fraction]:
    """Return what would be paid each period if nothing were rounded; satang, length n."""
    payments, accrued = [], Fraction(0)
    for number, (interest, principal) in enumerate(_exact_parts(terms), 1):
        accrued += interest
        if number > terms.grace_interest:
            payments.append(principal + accrued)
            accrued = Fraction(0)
        else:
            payments.append(principal)
    return payments


def _exact_parts(terms: Terms) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield each row's (interest, principal), interest not yet put off by grace."""
    owed = Fraction(terms.principal)
    settled = max(terms.grace_principal, terms.grace_interest)
    flat = terms.flat_interest / terms.periods if terms.method in FLAT else None
    for number, factor in enumerate(terms.factors, 1):
        if terms.method == "equal_payment" and number > settled:
            yield Fraction(0), terms.level  # how it divides no longer matters
            continue
        interest = owed * factor if flat is None else flat
        if terms.method == "interest_only":
            principal = owed if number == terms.periods else Fraction(0)
        elif number <= terms.grace_principal:
            principal = Fraction(0)
        else:
            principal = terms.level - interest if terms.method == "equal_payment" else terms.part
        owed -= principal
        yield interest, principal


def debt_left(
    principal: int, payments: Sequence[Fraction], spans: Sequence[Fraction], annual_rate: Fraction
) -> int:
    """Return the exact sign of what is owed at the end if `annual_rate` were charged.

    Parameters
    ----------
    principal : int
        Satang.
    payments : sequence of Fraction, shape (n,)
        Satang, not rounded.
    spans : sequence of Fraction, shape (n,)
        Years in each period.
    annual_rate : Fraction
        Percent a year, simple within a period.

    Returns
    -------
    int
        1 if the true rate lies below `annual_rate`, -1 if above, 0 if it is that rate.

    Notes
    -----
    Whole numbers over one common denominator: no tolerance, and no fraction to reduce at
    each of 360 steps.

    Examples
    --------
    >>> debt_left(100, [Fraction(115)], [Fraction(1)], Fraction(15))
    0
    """
    factors = [annual_rate / 100 * span for span in spans]
    unit = math.lcm(*(factor.denominator for factor in factors))
    coin = math.lcm(*(payment.denominator for payment in payments))
    debt, scale = principal * coin, 1
    for factor, payment in zip(factors, payments, strict=True):
        scale *= unit
        paid = payment.numerator * (coin // payment.denominator)
        debt = debt * int(unit + unit * factor) - paid * scale
    return (debt > 0) - (debt < 0)


def nominal(principal: int, payments: Sequence[Fraction], spans: Sequence[Fraction]) -> float:
    """Return the true rate, in percent a year, charged anew each period.

    With monthly periods this is twelve times the monthly rate.

    Examples
    --------
    >>> year = [Fraction(1, 12)] * 12
    >>> round(nominal(1200, [Fraction(112)] * 12, year), 2)  # flat 12 %
    21.46
    """
    if debt_left(principal, payments, spans, Fraction(0)) == 0:
        return 0.0
    years = [float(span) for span in spans]
    parts = [float(payment / principal) for payment in payments]
    return 100 * _root(lambda rate: _worth(parts, [1 + rate * span for span in years]) - 1)


def effective(principal: int, payments: Sequence[Fraction], spans: Sequence[Fraction]) -> float:
    """Return the true rate, in percent a year, compounded over the year.

    The equation is solved for the rate's logarithm, which stays small where the rate
    itself does not; `math.inf` where no float holds it.

    Examples
    --------
    >>> year = [Fraction(1, 12)] * 12
    >>> round(effective(1200, [Fraction(112)] * 12, year), 2)
    23.7
    """
    if debt_left(principal, payments, spans, Fraction(0)) == 0:
        return 0.0
    years = [float(span) for span in spans]
    parts = [float(payment / principal) for payment in payments]
    force = _root(lambda rate: _worth(parts, [math.exp(rate * span) for span in years]) - 1)
    return 100 * math.expm1(force) if force < 700 else math.inf


def _worth(payments: Sequence[float], growths: Sequence[float]) -> float:
    """Discount payments to the first day."""
    worth = 0.0
    for payment, growth in zip(reversed(payments), reversed(growths), strict=True):
        worth = (worth + payment) / growth
    return worth


def _root(falling: Callable[[float], float]) -> float:
    """Return where a falling function crosses zero, above zero, by halving a bracket."""
    low, high = 0.0, 1.0
    while falling(high) > 0:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if falling(middle) > 0:
            low = middle
        else:
            high = middle
    return high
