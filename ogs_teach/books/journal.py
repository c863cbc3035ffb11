"""The journal (สมุดรายวัน): entries are added, never changed; months close; errors teach.

    journal = Journal(Group.open(folder))
    journal.post(day, "R69-0001", Line("principal", 900_00, "N05", "K05"),
                 Line("interest", 48_00, "N05", "K05"), received=948_00)
    journal.reverse("R69-0001", day, "J69-0001")
    journal.close_month(date(2026, 1, 31), counted=52_310_00)
    journal.group.save(folder)

What is refused leaves the books as they were, and says everything that is wrong at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from ogs_teach.books import cells, checks, order, refusals, tables
from ogs_teach.books.balances import Balances, Key, accounting_year
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import BY_LOAN, CASH, KINDS, MAY_BE_NEGATIVE, MONTH_CLOSED
from ogs_teach.books.records import Entry, Loan, Member
from ogs_teach.errors import Collector, Day, GroupError, Place, Problem

DAY = attrgetter("date")
PAYS_A_LOAN = ("loan_out", "reschedule")


@dataclass(frozen=True, slots=True)
class Line:
    """One event on a slip; `amount` in satang."""

    kind: str
    amount: int
    member: str = ""
    loan: str = ""
    note: str = ""


class Journal:
    """A group's books while they are written.

    Parameters
    ----------
    group : Group
        Where the books stand; it is not changed.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> journal = Journal(Group.open(sample_data() / "group_12"))
    >>> cash = journal.cash
    >>> slip = journal.post(date(2026, 1, 10), "R69-0001", Line("savings", 100_00, "N01"))
    >>> journal.cash - cash
    10000
    >>> taken_back = journal.reverse("R69-0001", date(2026, 1, 10), "J69-0001")
    >>> journal.cash == cash
    True
    """

    def __init__(self, group: Group) -> None:
        self._rules, self._opening = group.rules, group.opening
        self._members, self._loans = dict(group.members), dict(group.loans)
        self._first_month = group.rules.accounting.year_starts_in_month
        self._entries = list(group.entries)
        self._slips: dict[str, list[Entry]] = {}
        for entry in self._entries:
            self._slips.setdefault(entry.slip, []).append(entry)
        self._taken_back = dict(group.taken_back)
        self._closed: date | None = None
        self._last = max((entry.date for entry in self._entries), default=self.begins)
        self._checkpoint = Balances(self._opening, self._loans, self._first_month)
        self._open = self._entries.copy()
        if group.closed:
            self._close(group.closed)
        self._balances = self._checkpoint.copy()
        _post(self._balances, sorted(self._open, key=DAY))

    @classmethod
    def replay(cls, group: Group) -> "Journal":
        """Write a group's books anew, day after day; what happened on one day counts as one step.

        Raises
        ------
        GroupError
            If a slip is refused.
        """
        journal = cls(replace(group, entries=()))
        for _, of_day in groupby(sorted(group.entries, key=DAY), key=DAY):
            lines = list(of_day)
            slips: dict[str, list[Entry]] = {}
            for line in lines:
                slips.setdefault(line.slip, []).append(line)
            problems = Collector(GroupError)
            for slip in slips.values():
                for problem in journal._alone(slip, of_day=slips):
                    problems.add(problem)
            problems.close()
            journal._write(lines)
        journal._entries = list(group.entries)  # in the order of writing again
        return journal

    @property
    def begins(self) -> date:
        """The day at whose start the books begin."""
        return self._opening[0].date

    @property
    def closed(self) -> date | None:
        """The last day of the last month that was closed."""
        return self._closed

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything written so far, in the order of writing."""
        return tuple(self._entries)

    @property
    def cash(self) -> int:
        """What the cash box must hold after the last entry."""
        return self._balances.of[CASH, ""]

    @property
    def group(self) -> Group:
        """The group as its books stand now."""
        return Group(
            self._rules,
            dict(self._members),
            self._opening,
            tuple(self._entries),
            dict(self._loans),
        )

    def held(self, account: str, part: str = "") -> int:
        """Return an account's balance after the last entry, or that of one member or loan."""
        if part:
            return self._balances.of.get((account, part), 0)
        return self._balances.total(account)

    def admit(self, member: Member) -> None:
        """Write a member into the register.

        Raises
        ------
        GroupError
            If the number is taken, or what the row names does not exist.
        """
        problems = Collector(GroupError)
        for problem in tables.unreadable(tables.MEMBERS, member):
            problems.add(replace(problem, where=member.id))
        if member.id in self._members:
            problems.add(Problem("journal.member-taken", values={"got": member.id}))
        people = {**self._members, member.id: member}
        for problem in checks.members(people):
            problems.add(replace(problem, where=member.id))
        problems.close()
        self._members[member.id] = member

    def lend(self, loan: Loan, slip: str, note: str = "") -> tuple[Entry, ...]:
        """Write a contract into the register and pay it out on its day.

        A contract that takes an earlier one's place pays nothing out: the debt moves.

        Raises
        ------
        GroupError
            If the contract or its paying out is refused; neither is written then.
        """
        problems = Collector(GroupError)
        for problem in tables.unreadable(tables.LOANS, loan):
            problems.add(replace(problem, where=loan.id))
        if loan.id in self._loans:
            problems.add(Problem("journal.loan-taken", values={"got": loan.id}))
        contracts = {loan.id: loan}
        if loan.reschedules in self._loans:
            contracts[loan.reschedules] = self._loans[loan.reschedules]
        kind = "reschedule" if loan.reschedules else "loan_out"
        lines = [Entry(loan.date, slip, kind, loan.member, loan.id, loan.principal, note)]
        for problem in checks.loans(contracts, self._members, lines, loan.date):
            if isinstance(problem.where, Place) and problem.where.file == "loans.csv":
                problems.add(replace(problem, where=loan.id))
        problems.close()
        self._loans[loan.id] = loan
        try:
            return self._add(lines)
        except GroupError:
            del self._loans[loan.id]
            raise

    def post(
        self, day: date, slip: str, *lines: Line, received: int | None = None
    ) -> tuple[Entry, ...]:
        """Write a slip.

        Parameters
        ----------
        day : date
        slip : str
            Its number, never used before.
        *lines : Line
            What the money was for, or what it was paid for.
        received : int, optional
            Satang that changed hands, where it was counted apart from the lines: they
            must add up to it.

        Raises
        ------
        GroupError
            With everything that is wrong: an unknown member, parts that do not add up, a
            number used before, a closed month, more paid than is owed, less cash than is
            paid out; a loan, which goes out with its contract (`lend`).
        """
        if any(line.kind in PAYS_A_LOAN for line in lines):
            raise GroupError(Problem("journal.needs-contract", where=slip))
        return self._add(
            [Entry(day, slip, o.kind, o.member, o.loan, o.amount, o.note) for o in lines],
            received,
        )

    def reverse(self, slip: str, day: date, number: str, note: str = "") -> tuple[Entry, ...]:
        """Take a slip back by a new one: the same lines, their amounts below zero.

        Parameters
        ----------
        slip : str
            What was wrong.
        day : date
            Of the reversal, in an open month.
        number : str
            Of the new slip.
        note : str

        Raises
        ------
        GroupError
            If there is no such slip, it is reversed already, or a balance would fall below
            zero.
        """
        original = self._slips.get(slip, [])
        if why := order.irreversible(original):
            raise GroupError(Problem(f"group.{why}", "group.field.slip", values={"got": slip}))
        return self._add(
            [
                Entry(
                    day,
                    number,
                    line.kind,
                    line.member,
                    line.loan,
                    -line.amount,
                    note,
                    reverses=slip,
                )
                for line in original
            ]
        )

    def close_month(self, day: date, counted: int, slip: str = "") -> tuple[Entry, ...]:
        """Close a month, and all before it, after the cash was counted.

        Parameters
        ----------
        day : date
            Last day of the month.
        counted : int
            Satang in the cash box at its end.
        slip : str, optional
            Number of the cash count's sheet.

        Raises
        ------
        GroupError
            If the count is not the cash book's, with likely causes; if the day is no
            month's end, or the month is closed already.
        """
        number = slip or f"M{day:%Y-%m}"
        return self._add([Entry(day, number, MONTH_CLOSED, "", "", counted)])

    # How a slip is written

    def _add(self, lines: Sequence[Entry], received: int | None = None) -> tuple[Entry, ...]:
        problems = Collector(GroupError)
        for problem in self._alone(lines, received):
            problems.add(problem)
        problems.close()
        return self._write(lines)

    def _write(self, lines: Sequence[Entry]) -> tuple[Entry, ...]:
        """Write what is right in itself, all of one day, if every balance can bear it."""
        day = lines[0].date
        if day >= self._last and self._same_year(day):
            balances, smaller = self._balances, _post(self._balances, lines)
            wrong = [
                *self._below_zero(balances, smaller, lines),
                *self._miscounted(balances, lines),
            ]
            if wrong:
                _post(balances, [replace(line, amount=-line.amount) for line in lines])
        else:
            balances, wrong = self._rewritten(lines)
        if wrong:
            raise GroupError(*wrong)
        self._balances = balances
        self._entries += lines
        self._open += lines
        self._last = max(self._last, day)
        for line in lines:
            self._slips.setdefault(line.slip, []).append(line)
            if line.reverses:
                self._taken_back[line.reverses] = line.date
            if line.kind == MONTH_CLOSED:
                self._close(line.date)
        return tuple(lines)

    def _alone(
        self,
        lines: Sequence[Entry],
        received: int | None = None,
        *,
        of_day: Mapping[str, list[Entry]] | None = None,
    ) -> Iterable[Problem]:
        """Yield what is wrong with a slip whatever the balances are.

        `of_day` holds the day's slips when a day that was written before is written anew.
        """
        if not lines:
            yield Problem("journal.no-lines")
            return
        slip, day = lines[0].slip, lines[0].date
        if unreadable := list(_unreadable(slip, lines)):
            yield from unreadable
            return
        found = [
            *order.signs(lines),
            *checks.entries(lines, self._members, self._loans, self.begins),
        ]
        if self._closed and day <= self._closed:
            values: dict[str, object] = {"got": Day(day), "closed": Day(self._closed)}
            found.append(Problem("group.month-closed", "group.field.date", values=values))
        found += order.months(lines)
        sources = {line.reverses for line in lines} - {""}
        if sources:
            known = {**self._slips, **of_day} if of_day else self._slips
            before = {source: known[source] for source in sources if source in known}
            found += order.reversals(lines, before)
            for source in sources & self._taken_back.keys():
                values = {"got": source, "first": Day(self._taken_back[source])}
                found.append(Problem("journal.reversed-already", values=values))
        if slip in self._slips and of_day is None:
            found.append(refusals.slip_used(self._slips[slip], lines))
        if received is not None:
            total = sum(line.amount for line in lines)
            if total != received:
                found.append(refusals.parts_differ(total, received))
        for problem in found:
            yield replace(problem, where=slip)

    def _same_year(self, day: date) -> bool:
        first = self._first_month
        return accounting_year(day, first) == accounting_year(self._last, first)

    def _rewritten(self, lines: Sequence[Entry]) -> tuple[Balances, list[Problem]]:
        """Write all that is open anew, with a slip of an earlier day or of another year."""
        balances, day = self._checkpoint.copy(), lines[0].date
        in_order = sorted(self._open, key=DAY)
        _post(balances, (entry for entry in in_order if entry.date <= day))
        smaller = _post(balances, lines)
        wrong = [*self._below_zero(balances, smaller, lines), *self._miscounted(balances, lines)]
        for when, of_day in groupby((entry for entry in in_order if entry.date > day), key=DAY):
            if wrong:
                break
            _post(balances, of_day)
            wrong += self._below_zero(balances, smaller, lines, when)
        return balances, wrong

    def _below_zero(
        self,
        balances: Balances,
        smaller: dict[Key, Entry],
        lines: Sequence[Entry],
        day: date | None = None,
    ) -> Iterable[Problem]:
        for place, entry in smaller.items():
            below = balances.of[place]
            if below >= 0 or place[0] in MAY_BE_NEGATIVE:
                continue
            if place[0] in BY_LOAN and entry.kind == "principal":
                paid = sum(
                    line.amount
                    for line in lines
                    if line.loan == entry.loan == place[1] and line.kind == "principal"
                )
                yield refusals.overpaid(entry, paid, paid + below)
            else:
                yield replace(refusals.below_zero(place, entry, -below, day), where=entry.slip)

    def _miscounted(self, balances: Balances, lines: Sequence[Entry]) -> Iterator[Problem]:
        """Compare a count with the book; the month's slips may tell what is behind it."""
        book = balances.of[CASH, ""]
        for line in lines:
            if line.kind == MONTH_CLOSED and line.amount != book:
                until = [entry for entry in self._open if entry.date <= line.date]
                yield replace(refusals.miscounted(line, book, until), where=line.slip)

    def _close(self, day: date) -> None:
        """Keep what stood at a month's end: what comes later is written upon it."""
        _post(self._checkpoint, sorted((e for e in self._open if e.date <= day), key=DAY))
        self._open = [entry for entry in self._open if entry.date > day]
        self._closed = day


def _unreadable(slip: str, lines: Iterable[Entry]) -> Iterator[Problem]:
    """Yield what a file could not hold: the journal takes nothing that is lost on saving."""
    problems = Collector(GroupError)
    with problems:
        if not slip:
            raise GroupError(Problem("group.empty-cell", "group.field.slip"))
        cells.read_id(slip, "group.field.slip")
    for line in lines:
        if line.kind not in KINDS:
            values: dict[str, object] = {"got": line.kind[:40], "choices": ", ".join(KINDS)}
            problems.add(Problem("group.unknown-choice", "group.field.kind", values=values))
        if line.note:
            with problems:
                cells.read_text(line.note, "group.field.note")
    for problem in problems:
        yield replace(problem, where=slip)


def _post(balances: Balances, lines: Iterable[Entry]) -> dict[Key, Entry]:
    """Post entries; return the balances that became smaller, each with the last that did it."""
    return {place: entry for entry in lines for place in balances.post(entry)}
