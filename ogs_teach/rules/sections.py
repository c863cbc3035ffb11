"""The sections of the rulebook: each key once, with what it may hold.

Amounts are satang, rates are percent as exact fractions. The order of the fields is the
order of the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from ogs_teach.money import Rounding, RoundingMode
from ogs_teach.rules.keys import Amount, Count, Key, OneOf, Order, Percent, Switch, Text

Method = Literal["equal_principal", "equal_payment", "flat", "interest_only", "flat_total"]
Convention = Literal[
    "next_month",
    "same_month",
    "cutoff_day",
    "lump_sum_early",
    "over_11",
    "daily",
    "running_balance",
    "closing_balance",
    "end_of_quarter",
    "waiting_year",
]
Rate = Annotated[Fraction, Percent(0, 1000)]
Part = Annotated[Fraction, Percent(0, 100)]
Step = Annotated[int, Amount("0.01", 100)]
People = Annotated[int, Count(0, 100)]
S = TypeVar("S")


@dataclass(frozen=True)
class Identity:
    """The group's name and its savings day."""

    name_th: str
    name_en: str
    savings_day: Annotated[int, Count(1, 28)]


@dataclass(frozen=True)
class Accounting:
    """The accounting year, and where the balance sheet shows pledged savings."""

    year_starts_in_month: Annotated[int, Count(1, 12)]
    pledged_savings_shown_as: Literal["capital", "liability"]


@dataclass(frozen=True)
class Savings:
    """Pledged and special savings; `special_rate` in percent a year."""

    share_value: Annotated[int, Amount(1, 100_000)]
    least_shares: Annotated[int, Count(1, 100_000)]
    most_shares: Annotated[int, Count(1, 100_000)]
    entry_fee: Annotated[int, Amount(0, 100_000)]
    pledge_changes_a_year: Annotated[int, Count(0, 12)]
    partial_withdrawal: bool
    special_savings: bool
    special_rate: Part


@dataclass(frozen=True)
class Fines:
    """Fines, each time."""

    missed_pledge: Annotated[int, Amount(0, 100_000)]
    late_instalment: Annotated[int, Amount(0, 100_000)]


@dataclass(frozen=True)
class LoanKind:
    """One kind of loan; `times_savings` of 0 means that own savings set no limit."""

    times_savings: Annotated[Fraction, Percent(0, 1000, "rules.kind.number")]
    ceiling: Annotated[int, Amount(1, 10**9)]
    longest_months: Annotated[int, Count(1, 360)]
    method: Method
    rate: Rate
    rate_per: Literal["month", "year", "term"]


@dataclass(frozen=True)
class Loans:
    """What holds for every loan, and the two kinds.

    `largest_borrower` is percent of all loans outstanding; it holds once the group has
    `largest_borrower_from_loans` live loans. A rescheduled loan is at risk until
    `performs_after` instalments running have come in on time.
    """

    payment_order: Annotated[tuple[str, ...], Order(("fine", "interest", "principal"))]
    rounding: RoundingMode
    rounding_step: Step
    largest_borrower: Part
    largest_borrower_from_loans: Annotated[int, Count(1, 100_000)]
    performs_after: Annotated[int, Count(1, 120)]
    ordinary: LoanKind
    emergency: LoanKind

    def rounds(self) -> Rounding:
        """Return how interest becomes whole satang."""
        return Rounding(self.rounding, self.rounding_step)


@dataclass(frozen=True)
class Guarantors:
    """Who may stand surety, and how often."""

    number: Annotated[int, Count(0, 20)]
    most_live_guarantees: Annotated[int, Count(1, 1000)]
    spouse_allowed: bool


@dataclass(frozen=True)
class Committee:
    """Sizes of the four divisions."""

    direction: People
    loans: People
    audit: People
    promotion: People


@dataclass(frozen=True)
class Allocation:
    """Percent of the surplus for each item; together exactly 100, the reserve above 0."""

    reserve: Part
    dividend: Part
    refund: Part
    reward: Part
    welfare: Part
    public: Part

    def percents(self) -> dict[str, Fraction]:
        """Return the items in the order that odd satang go by."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True)
class DividendRules:
    """How the dividend is shared out; `rate` in percent a year."""

    form: Literal["pool", "rate"]
    rate: Rate
    convention: Convention
    cutoff_day: Annotated[int, Count(1, 31)]
    special_savings: bool
    leavers: bool
    rounding: RoundingMode
    rounding_step: Step
    round_each: Literal["total", "month", "line"]

    def counting(self) -> str:
        """Return the convention with its day, as the calculators read it."""
        return (
            f"cutoff_day({self.cutoff_day})" if self.convention == "cutoff_day" else self.convention
        )

    def rounds(self) -> Rounding:
        """Return how a dividend by rate becomes whole satang."""
        return Rounding(self.rounding, self.rounding_step)


@dataclass(frozen=True)
class Refund:
    """How part of the interest paid is given back; `rate` in percent of that interest."""

    form: Literal["pool", "rate"]
    rate: Part
    defaulters: bool
    default_after_days: Annotated[int, Count(0, 3650)]


@dataclass(frozen=True)
class Hospital:
    """Caps on hospital welfare."""

    per_night: Annotated[int, Amount(0, 10**6)]
    per_stay: Annotated[int, Amount(0, 10**6)]
    per_year: Annotated[int, Amount(0, 10**6)]


@dataclass(frozen=True)
class Welfare:
    """What the welfare fund pays."""

    hospital: Hospital


@dataclass(frozen=True)
class Sections:
    """All sections; `source` is the text of the file they were read from."""

    group: Identity
    accounting: Accounting
    savings: Savings
    fines: Fines
    loans: Loans
    guarantors: Guarantors
    committee: Committee
    allocation: Allocation
    dividend: DividendRules
    refund: Refund
    welfare: Welfare
    source: str = field(default="", compare=False, repr=False, kw_only=True)


def key_of(item: "Field[Any]") -> Key:
    """Return what a field may hold: said beside its type, or plain from the type."""
    if isinstance(item.type, type) and issubclass(item.type, bool):
        return Switch()
    if get_origin(item.type) is Literal:
        return OneOf(get_args(item.type))
    if get_origin(item.type) is Annotated:
        key: Key = get_args(item.type)[1]
        return key
    return Text()


def keys(section: Any = Sections, path: str = "") -> Iterator[tuple[str, Key]]:
    """Yield every key of the rulebook with what it may hold, in the order of the file.

    Examples
    --------
    >>> next(path for path, _ in keys() if path.startswith("loans.ordinary"))
    'loans.ordinary.times_savings'
    """
    for item in fields(section):
        dotted = f"{path}.{item.name}" if path else item.name
        if is_dataclass(item.type):
            yield from keys(item.type, dotted)
        elif item.name != "source":
            yield dotted, key_of(item)


def value_at(rules: Sections, path: str) -> Any:
    """Return the value of a dotted key."""
    value: Any = rules
    for name in path.split("."):
        value = getattr(value, name)
    return value


def with_values(section: S, values: Mapping[str, Any], path: str = "") -> S:
    """Return a rulebook, or a section of one, with other values at some dotted keys.

    Examples
    --------
    >>> from ogs_teach.rules import GroupRules
    >>> with_values(GroupRules.default(), {"fines.late_instalment": 2000}).fines
    Fines(missed_pledge=500, late_instalment=2000)
    """
    changes: dict[str, Any] = {}
    held: Any = section
    for item in fields(held):
        dotted = f"{path}.{item.name}" if path else item.name
        if is_dataclass(item.type):
            changes[item.name] = with_values(getattr(held, item.name), values, dotted)
        elif dotted in values:
            changes[item.name] = values[dotted]
    changed: S = replace(held, **changes)
    return changed
