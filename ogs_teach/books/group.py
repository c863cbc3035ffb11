"""A group on disk: one folder, one rule file, four tables."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter, itemgetter
from pathlib import Path

from ogs_teach import arrears
from ogs_teach.books import checks, folders, order, tables
from ogs_teach.books.balances import Balances, accounting_year, year_bounds
from ogs_teach.books.kinds import (
    BANK,
    BY_LOAN,
    CASH,
    MONTH_CLOSED,
    RESERVE,
    SAVINGS,
    SPECIAL,
)
from ogs_teach.books.records import Entry, Loan, Member, Opening
from ogs_teach.books.repayments import Repayments
from ogs_teach.books.year import GroupYear, read_year
from ogs_teach.errors import Collector, GroupError, Problem, RuleError
from ogs_teach.i18n import Lang
from ogs_teach.rules import GroupRules

RULES = "rules.toml"


@dataclass(frozen=True)
class Summary:
    """A group on one day, after its last entry; satang.

    Parameters
    ----------
    members, borrowers : int
        People.
    savings, special : int
        Pledged and special savings, always told apart.
    loans, cash, bank, reserve : int
    """

    members: int
    savings: int
    special: int
    borrowers: int
    loans: int
    cash: int
    bank: int
    reserve: int


@dataclass(frozen=True)
class Group:
    """A group's rules, members, contracts and everything that happened.

    Parameters
    ----------
    rules : GroupRules
    members : dict of {id: Member}
    opening : tuple of Opening
        Balances brought forward, all of one day.
    entries : tuple of Entry
        In the order of the file; what happened on one day counts as one step.
    loans : dict of {id: Loan}

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> group.name("en"), len(group.members), group.years
    ('Twelve-member training group', 12, [2024, 2025])
    """

    rules: GroupRules
    members: dict[str, Member] = field(repr=False)
    opening: tuple[Opening, ...] = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    loans: dict[str, Loan] = field(repr=False)

    @classmethod
    def open(cls, folder: str | Path, *, changes: str | Path | None = None) -> "Group":
        """Read a group's folder.

        Parameters
        ----------
        folder : path
        changes : path, optional
            A folder of rows to add, replace or take away: the same group, told otherwise.

        Raises
        ------
        GroupError
            With every problem at once: file, row, column, value, and what to do.
        """
        names = [RULES, *(table.file for table in tables.TABLES)]
        told = folders.read(Path(changes), names) if changes is not None else None
        return cls.from_files(folders.read(Path(folder), names), changes=told)

    @classmethod
    def from_files(
        cls, files: Mapping[str, bytes], *, changes: Mapping[str, bytes] | None = None
    ) -> "Group":
        """Read a group from the files of its folder, held in memory.

        Raises
        ------
        GroupError
            As `open`.
        """
        problems = Collector(GroupError)
        rules = GroupRules.default()
        with problems:
            if RULES not in files:
                raise RuleError(Problem("rules.no-file", values={"got": RULES}))
            rules = GroupRules.decode(files[RULES], RULES)
        faultless = set()
        found = []
        for table in tables.TABLES:
            before = len(list(problems))
            found.append(tables.read(table, files, problems, changes))
            if len(list(problems)) == before:
                faultless.add(table)
        return cls.checked(rules, *found, problems=problems, faultless=faultless)

    @classmethod
    def checked(
        cls,
        rules: GroupRules,
        members: Sequence[Member],
        opening: Sequence[Opening],
        entries: Sequence[Entry],
        loans: Sequence[Loan],
        *,
        problems: Collector | None = None,
        faultless: Set[tables.Table] = frozenset(tables.TABLES),
    ) -> "Group":
        """Make a group of its rows, after asking whether they can be true together.

        Parameters
        ----------
        rules : GroupRules
        members, opening, entries, loans : sequence
            Rows; `row` is where each stands, for messages.
        problems : Collector, optional
            What was found wrong before; all is told together.
        faultless : set of Table
            Tables of which every row could be read; only between those is asked.

        Raises
        ------
        GroupError
            With every problem at once; each `where` is a `Place`.
        """
        problems = problems or Collector(GroupError)
        group = cls(
            rules,
            {member.id: member for member in members},
            tuple(opening),
            tuple(entries),
            {loan.id: loan for loan in loans},
        )
        for file, records, column in (
            (tables.MEMBERS, members, "member"),
            (tables.LOANS, loans, "loan"),
        ):
            for problem in checks.duplicates(records, file.file, column):
                problems.add(problem)
        group._check(problems, faultless)
        problems.close()
        return group

    def save(self, folder: str | Path) -> None:
        """Write the group's folder; one already there is replaced whole or not at all.

        Raises
        ------
        GroupError
            If the group could not be read again, or the folder cannot be written.
        """
        folders.replace(Path(folder).resolve(), self.to_files(), check=Group.open)

    def to_files(self) -> dict[str, str]:
        """Return the texts of the folder's files, by name."""
        records = (self.members.values(), self.opening, self.entries, self.loans.values())
        return {
            RULES: self.rules.to_toml(),
            **{
                table.file: tables.write(table, rows)
                for table, rows in zip(tables.TABLES, records, strict=True)
            },
        }

    def _check(self, problems: Collector, faultless: Set[tables.Table]) -> None:
        """Gather what is wrong between rows, as far as their tables could be read."""
        ready = faultless.__ge__
        people, contracts, lines = self.members, self.loans, self.opening
        day = lines[0].date if lines else date.min
        self._gather(problems, order.signs(self.entries))
        if ready({tables.ENTRIES}):
            self._gather(problems, order.months(self.entries))
            self._gather(problems, order.reversals(self.entries, {}))
        if ready({tables.MEMBERS}):
            self._gather(problems, checks.members(people))
        if ready({tables.MEMBERS, tables.LOANS, tables.OPENING}):
            self._gather(problems, checks.opening(lines, people, contracts))
        if ready({tables.MEMBERS, tables.LOANS}):
            self._gather(problems, checks.entries(self.entries, people, contracts, day))
        if ready(set(tables.TABLES)):
            self._gather(problems, checks.loans(contracts, people, self.entries, day))
            if not list(problems):
                in_order = self._by_date
                self._gather(problems, checks.days(in_order, lines, contracts, self._first_month))

    @staticmethod
    def _gather(problems: Collector, found: Iterable[Problem]) -> None:
        for problem in found:
            problems.add(problem)

    def name(self, lang: Lang = "th") -> str:
        """Return the group's name in a language."""
        return self.rules.name(lang)

    @property
    def begins(self) -> date:
        """The day at whose start the books begin."""
        return self.opening[0].date

    @cached_property
    def taken_back(self) -> dict[str, date]:
        """Slips that a later slip reversed, with the day on which it did."""
        return order.taken_back(self.entries)

    @property
    def closed(self) -> date | None:
        """The last day of the last month that was closed."""
        return max((e.date for e in self.entries if e.kind == MONTH_CLOSED), default=None)

    @cached_property
    def years(self) -> list[int]:
        """Accounting years, by the C.E. year they end in, that the books hold whole."""
        if not self.entries:
            return []
        last = self._by_date[-1].date
        found = []
        for year in range(
            accounting_year(self.begins, self._first_month),
            accounting_year(last, self._first_month) + 1,
        ):
            first_day, last_day = year_bounds(year, self._first_month)
            if self.begins <= first_day and last >= last_day.replace(day=1):
                found.append(year)
        return found

    def balances(self, day: date) -> Balances:
        """Return every account at the end of a day."""
        before = bisect_left(self._month_starts, day, key=itemgetter(0))
        balances = Balances(self.opening, self.loans, self._first_month)
        posted = 0
        if before:
            _, posted, kept = self._month_starts[before - 1]
            balances = kept.copy()
        for entry in self._until(day)[posted:]:
            balances.post(entry)
        balances.reach(day)
        return balances

    @cached_property
    def _month_starts(self) -> list[tuple[date, int, Balances]]:
        """What stood before each month's first entry: its day, entries posted, balances.

        Statements ask for many days; none needs to begin at the beginning.
        """
        found = []
        balances = Balances(self.opening, self.loans, self._first_month)
        month = None
        for posted, entry in enumerate(self._by_date):
            if month != (entry.date.year, entry.date.month):
                month = entry.date.year, entry.date.month
                found.append((entry.date, posted, balances.copy()))
            balances.post(entry)
        return found

    def between(self, first: date, last: date) -> list[Entry]:
        """Return what happened between two days, both counted, in order of time."""
        before = bisect_right(self._by_date, first - timedelta(days=1), key=attrgetter("date"))
        return self._until(last)[before:]

    def savings_on(self, day: date) -> dict[str, int]:
        """Return each present member's pledged savings at the end of a day."""
        return self._held(day, SAVINGS)

    def special_on(self, day: date) -> dict[str, int]:
        """Return each present member's special savings at the end of a day."""
        return self._held(day, SPECIAL)

    def pledges_on(self, day: date) -> dict[str, int]:
        """Return each present member's monthly promise at the end of a day."""
        pledges = {member.id: member.pledge for member in self.members.values()}
        for entry in self._until(day):
            if entry.kind == "new_pledge":
                pledges[entry.member] = entry.amount
        return {m: pledge for m, pledge in pledges.items() if self.members[m].present(day)}

    def summary(self, day: date) -> Summary:
        """Return the group's figures at the end of a day."""
        balances = self.balances(day)
        owed = balances.parts(*BY_LOAN)
        return Summary(
            members=sum(member.present(day) for member in self.members.values()),
            savings=balances.total(SAVINGS),
            special=balances.total(SPECIAL),
            borrowers=len({self.loans[loan].member for loan, owing in owed.items() if owing}),
            loans=sum(owed.values()),
            cash=balances.total(CASH),
            bank=balances.total(BANK),
            reserve=balances.total(RESERVE),
        )

    def days_late(self, day: date) -> dict[str, int]:
        """Return each loan that still owes, with the days its oldest instalment is late."""
        owed = self.balances(day).parts(*BY_LOAN)
        return {
            loan: max((part.days_late(day) for part in self.instalments(loan, day)), default=0)
            for loan, owing in owed.items()
            if owing
        }

    def at_risk(self, loan: str, day: date) -> bool:
        """Return whether a contract took an earlier one's place and is not yet repaid steadily."""
        contract, number = self.loans[loan], self.rules.loans.performs_after
        return bool(contract.reschedules) and not arrears.performs(
            self.instalments(loan, day), day, number
        )

    def instalments(self, loan: str, day: date | None = None) -> list[arrears.Instalment]:
        """Return when each part of a contract's principal fell due, and when it came in.

        With a day: as the books said at its end, before what was taken back later.
        """
        return self._repayments.instalments(loan, day)

    def defaulters(self, first: date, last: date) -> frozenset[str]:
        """Return who was in default on some day of a period, by the rulebook's number of days."""
        return self._repayments.defaulters(first, last, self.rules.refund.default_after_days)

    def year(self, year: int) -> GroupYear:
        """Return one accounting year, by the C.E. year it ends in.

        Raises
        ------
        KeyError
            If `years` does not hold it.
        """
        if year not in self.years:
            raise KeyError(year)
        return read_year(self, year)

    @property
    def _first_month(self) -> int:
        return self.rules.accounting.year_starts_in_month

    @cached_property
    def _by_date(self) -> list[Entry]:
        return sorted(self.entries, key=attrgetter("date"))

    def _until(self, day: date) -> list[Entry]:
        return self._by_date[: bisect_right(self._by_date, day, key=attrgetter("date"))]

    def _held(self, day: date, account: str) -> dict[str, int]:
        held = self.balances(day).parts(account)
        return {m.id: held.get(m.id, 0) for m in self.members.values() if m.present(day)}

    @cached_property
    def _repayments(self) -> Repayments:
        return Repayments(
            self.loans, self.opening, self._by_date, self.taken_back, self.rules.loans.rounds()
        )
