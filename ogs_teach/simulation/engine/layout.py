"""What the engine knows, as records that compiled code reads and writes; amounts in satang.

A record's fields are named as in `scalar`, whose steps the engine takes.
"""

from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ogs_teach.simulation.habits import CHANCES
from ogs_teach.simulation.records import Month, Year

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.uint16]
Streams = npt.NDArray[np.uint64]
Records = npt.NDArray[np.void]
Record = Any
"""One of `Records`: compiled code reads and sets its fields as those of an object."""


def _record(*kinds: tuple[npt.DTypeLike, str]) -> np.dtype[np.void]:
    """Return a record; each kind comes with the names of its fields."""
    return np.dtype([(name, kind) for kind, names in kinds for name in names.split()], align=True)


PLACE = _record(
    (np.bool_, "present leaving opened has_loan in_default given_up rescheduled"),
    (np.int8, "slipped kind wish_kind"),
    (np.int16, "late left steady guarantees wish_months changed"),
    (np.int64, "savings pledge special wish earning special_earning"),
    (np.int64, "balance part interest_due fines_due interest_paid overdue interest flat_left"),
    (np.int64, "hospital_paid offer"),
)
"""A member's place and loan; `wish` is what is asked for, `changed` the month in which the place
was vacated or its loan came to an end."""

GROUP = _record(
    (np.int64, "number cash reserve welfare payable retained"),
    (np.int64, "hidden income expense refused lost"),
    (np.int64, "savings special loans at_risk members borrowers waiting"),
)
"""The last line adds places up, as `counting` finds them and later steps keep them."""

RATE = _record((np.int64, "over under mode step"))
"""A rate, and how what it brings is rounded."""

RULES = _record(
    (np.int64, "reach guarantors most_guarantees borrower_from"),
    (np.int64, "pledge_fine instalment_fine entry_fee special_amount expenses"),
    (np.int64, "payment_order reschedule_after write_off_after default_days performs_after"),
    (np.int64, "per_night per_stay per_year death_benefit audit units"),
    (RATE, "free largest_borrower special_rate bank_rate dividend_rate refund_rate"),
    (np.bool_, "special_savings has_largest waiting_year whole_quarters dividend_on_special"),
    (np.bool_, "refund_defaulters dividend_in_cash dividend_by_rate refund_by_rate"),
)
"""`payment_order` has two bits for each of fine, interest and principal, the first lowest."""

TERMS = _record(
    (np.int64, "highest longest method"),
    (np.bool_, "has_times flat_by_month"),
    (RATE, "times monthly flat"),
)
"""A kind of loan; `flat` is the rate of the whole term, or of one month of it."""

SHOCK = _record((np.int64, "begins shortest span"), (RATE, "drain"))
CHANCE = _record((np.int64, " ".join(CHANCES)))
MONTH = _record((np.int64, " ".join(item.name for item in fields(Month))))
YEAR = _record((np.int64, " ".join(item.name for item in fields(Year))))


class Told(NamedTuple):
    """What is the same in every future.

    Parameters
    ----------
    rules : records of RULES, shape (1,)
    terms : records of TERMS, shape (2,)
    shocks : records of SHOCK, shape (shocks,)
    times : array of int, shape (shocks, chances)
        Multipliers in sixteenths.
    usual : array of int, shape (chances,)
    season : array of int, shape (12,)
    weights : array of int, shape (12, 2)
        Of a month's balances before and after savings day.
    heads : array of int, shape (6,)
        Weights of reserve, dividend, refund, reward, welfare and public benefit.
    level : array of int, shape (2, months, 2, limbs)
        An equal payment by kind and months; see `annuity`.
    """

    rules: Records
    terms: Records
    shocks: Records
    times: Ints
    usual: Ints
    season: Ints
    weights: Ints
    heads: Ints
    level: Ints


class Bench(NamedTuple):
    """Room to work in; what lies here is of no use after the step.

    Parameters
    ----------
    chances : array of int, shape (chances,)
    chance : records of CHANCE, shape (1,)
        The same numbers, by name.
    named : array of bool, shape (places,)
    owing : array of int, shape (places,)
        The places that had a loan at the last month's end, as many as `group.borrowers`.
    waiting, granted : array of int, shape (places,)
    signing : array of int, shape (places, guarantors)
    weight, rest, dividend, refund : array of int, shape (places,)
    heads : array of int, shape (2, 6)
        What of a surplus goes where, and room to reckon it.
    drawn : array of int, shape (numbers,)
        What falls to the group and its places this month.
    """

    chances: Ints
    chance: Records
    named: Flags
    owing: Ints
    waiting: Ints
    granted: Ints
    signing: Ints
    weight: Ints
    rest: Ints
    dividend: Ints
    refund: Ints
    heads: Ints
    drawn: Numbers
