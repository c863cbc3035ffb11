"""What the four tables hold, one class for a row of each; amounts in satang."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

MEMBER_KINDS = ("ordinary", "extraordinary", "honorary")
ROLES = ("chair", "vice_chair", "secretary", "treasurer", "bookkeeper", "officer")
DIVISIONS = ("direction", "loans", "audit", "promotion")
LOAN_KINDS = ("ordinary", "emergency")
METHODS = ("equal_principal", "equal_payment", "flat", "interest_only", "flat_total")


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Who receives a member's savings (ผู้รับผลประโยชน์), and how many percent."""

    name: str
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Member:
    """A member; `pledge` is the monthly promise when the books begin, or on joining."""

    id: str
    name: str
    kind: str
    role: str
    division: str
    spouse: str
    guardian: str
    joined: datetime.date
    left: datetime.date | None
    pledge: int
    beneficiaries: tuple[Beneficiary, ...]
    row: int = 0

    def present(self, day: datetime.date) -> bool:
        """Return whether the person is a member at the end of a day."""
        return self.joined <= day and (self.left is None or self.left > day)


@dataclass(frozen=True, slots=True)
class Opening:
    """One balance brought forward, at the start of `date`; one of debit and credit is 0."""

    date: datetime.date
    account: str
    member: str
    loan: str
    debit: int
    credit: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One event; several may share a slip.

    For `new_pledge` the amount is the new pledge, for `month_closed` the cash counted. An
    entry that names a slip in `reverses` takes one of that slip's entries back: it is the
    same but for its day and slip, and its amount is below zero.
    """

    date: datetime.date
    slip: str
    kind: str
    member: str
    loan: str
    amount: int
    note: str = ""
    reverses: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan contract; `reschedules` names the contract that this one takes the place of."""

    id: str
    member: str
    kind: str
    date: datetime.date
    principal: int
    rate: Fraction
    rate_per: str
    method: str
    periods: int
    first_due: datetime.date
    guarantors: tuple[str, ...]
    purpose: str
    reschedules: str
    row: int = 0
