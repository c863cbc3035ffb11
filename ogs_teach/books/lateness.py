"""When each instalment's principal was due, and when it really came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ogs_teach import loans
from ogs_teach.books.records import Loan
from ogs_teach.money import Rounding


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
    loan: Loan, paid_before: int, payments: Iterable[tuple[date, int]], rounding: Rounding
) -> Sequence[Instalment]:
    """Match what was paid with what was due, the oldest instalment first.

    Parameters
    ----------
    loan : Loan
    paid_before : int
        Satang of principal repaid before the books begin.
    payments : iterable of (date, satang)
        Principal received, in order of time.
    rounding : Rounding

    Notes
    -----
    Only principal is looked at: a contract that pays interest alone is late in principal
    no earlier than at its end.
    """
    rows = loans.schedule(
        loan.principal,
        loan.rate,
        loan.periods,
        method=loan.method,  # type: ignore[arg-type]
        rate_per=loan.rate_per,  # type: ignore[arg-type]
        rounding=rounding,
        start=loan.date,
        first_due=loan.first_due,
    ).rows
    coming = iter(payments)
    paid, on = paid_before, loan.date
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
            found.append(Instalment(row.due or loan.first_due, on if paid >= due else None))
    return found
