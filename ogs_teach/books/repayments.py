"""What fell due on each contract, what came in, and how the books knew it on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from ogs_teach import arrears
from ogs_teach.books.kinds import BY_LOAN
from ogs_teach.books.records import Entry, Loan, Opening
from ogs_teach.loans import schedule
from ogs_teach.money import Rounding


class Repayments:
    """The contracts' instalments beside what made their principal smaller.

    Parameters
    ----------
    loans : dict of {loan: Loan}
    opening : sequence of Opening
    entries : sequence of Entry
        In order of time.
    taken_back : dict of {slip: date}
        When each reversed slip was taken back.
    rounding : Rounding
        Of interest, as the rulebook has it.
    """

    def __init__(
        self,
        loans: Mapping[str, Loan],
        opening: Sequence[Opening],
        entries: Iterable[Entry],
        taken_back: Mapping[str, date],
        rounding: Rounding,
    ) -> None:
        self._loans, self._taken_back, self._rounding = loans, taken_back, rounding
        self._begins = opening[0].date if opening else date.min
        self._owed_at_first = {line.loan: line.debit for line in opening if line.account in BY_LOAN}
        self._payments: dict[str, list[Entry]] = {loan: [] for loan in loans}
        self._void: dict[str, date] = {}
        for entry in entries:
            if entry.reverses:
                if entry.kind in ("loan_out", "reschedule"):
                    self._void[entry.loan] = entry.date
            elif entry.kind in ("principal", "write_off"):
                self._payments[entry.loan].append(entry)
            elif entry.kind == "reschedule":
                self._payments[loans[entry.loan].reschedules].append(entry)

    def instalments(self, loan: str, day: date | None = None) -> list[arrears.Instalment]:
        """Return when each part of a contract's principal fell due, and when it came in.

        With a day: as the books said at its end, before what was taken back later.
        """
        later = day and any(
            taken > day
            for entry in self._payments[loan]
            if (taken := self._taken_back.get(entry.slip))
        )
        return self._matched(loan, day) if later else self._now[loan]

    def defaulters(self, first: date, last: date, days: int) -> frozenset[str]:
        """Return who was more than some days late on some day of a period, as its end knew."""
        return frozenset(
            contract.member
            for loan, contract in self._loans.items()
            if self._void.get(loan, date.max) > last  # else nothing is due on it
            and any(part.in_default(first, last, days) for part in self.instalments(loan, last))
        )

    @cached_property
    def _now(self) -> dict[str, list[arrears.Instalment]]:
        return {loan: self._matched(loan, None) for loan in self._loans}

    def _matched(self, loan: str, day: date | None) -> list[arrears.Instalment]:
        """Match a contract's schedule with what came in and, as far as known on a day, stayed."""
        contract = self._loans[loan]
        owed = self._owed_at_first.get(loan, 0)
        return arrears.instalments(
            schedule(
                contract.principal,
                contract.rate,
                contract.periods,
                method=contract.method,  # type: ignore[arg-type]
                rate_per=contract.rate_per,  # type: ignore[arg-type]
                rounding=self._rounding,
                start=contract.date,
                first_due=contract.first_due,
            ).rows,
            [
                (entry.date, entry.amount)
                for entry in self._payments[loan]
                if (taken := self._taken_back.get(entry.slip)) is None or (day and taken > day)
            ],
            paid_before=contract.principal - owed if contract.date < self._begins else 0,
            begins=contract.date,
        )
