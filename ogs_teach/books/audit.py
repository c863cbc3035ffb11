"""What an auditor would say of a group's books on a day, with what to look at.

Books that open are right in themselves (`checks`). This compares them with what was
counted and read elsewhere, and points at what a committee should look into.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ogs_teach import legal
from ogs_teach.arrears import Instalment
from ogs_teach.books.balances import accounting_year, year_bounds
from ogs_teach.books.causes import MOST, likely_causes
from ogs_teach.books.controls import slips_on
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import BY_LOAN, CASH, SAVINGS
from ogs_teach.books.records import Entry
from ogs_teach.dividends import lines, weighted
from ogs_teach.errors import Day, Problem
from ogs_teach.inputs import plain
from ogs_teach.money import bare_baht

IN_A_ROW = 3  # missed months after which somebody should pay a visit
WIDEST_GAP = 5
_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True)
class Evidence:
    """What was counted and read outside the books.

    Parameters
    ----------
    cash_counts : dict of {date: satang}
        Cash counted at the end of a day.
    passbooks : dict of {member: satang}
        Pledged savings that passbooks say on the day of the audit.
    """

    cash_counts: Mapping[date, int] = field(default_factory=dict)
    passbooks: Mapping[str, int] = field(default_factory=dict)


def examine(group: Group, day: date, evidence: Evidence = Evidence()) -> list[Problem]:
    """Return everything that an auditor would point at, likely causes beside it.

    Parameters
    ----------
    group : Group
    day : date
        End of the audited period; its accounting year is looked at.
    evidence : Evidence

    Returns
    -------
    list of Problem
        `values` hold the facts: `member`, `loan`, sums in baht, dates. Not all of it is
        wrong: a child's account or a new member is merely to be known.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> day = date(2025, 12, 31)
    >>> short = Evidence(cash_counts={day: group.summary(day).cash - 5_00})
    >>> [found.key for found in examine(group, day, short) if found.key == "audit.cash"]
    ['audit.cash']
    """
    first, _ = year_bounds(
        accounting_year(day, group.rules.accounting.year_starts_in_month),
        group.rules.accounting.year_starts_in_month,
    )
    return [
        *_cash(group, evidence.cash_counts),
        *_passbooks(group, day, evidence.passbooks),
        *_missed(group, first, day),
        *_lump_sums(group, first, day),
        *_leavers(group, day),
        *_loans(group, day),
        *_people(group, first, day),
    ]


def _cash(group: Group, counts: Mapping[date, int]) -> Iterator[Problem]:
    """Yield each day on which the difference is another one than before."""
    before = 0
    for day, counted in sorted(counts.items()):
        book = group.balances(day).total(CASH)
        if counted - book != before:
            changed = counted - book - before
            slips = [(entry.slip, entry.amount) for entry in group.between(day, day)]
            causes = [
                *(Problem("causes.no-slip", values={"slip": slip}) for slip in _gaps(group, day)),
                *likely_causes(changed, 0, slips),
            ]
            yield Problem(
                "audit.cash",
                values={
                    "date": Day(day),
                    "counted": bare_baht(counted),
                    "book": bare_baht(book),
                    "difference": bare_baht(abs(changed)),
                    "causes": tuple(causes),
                },
            )
        before = counted - book


def _gaps(group: Group, day: date) -> list[str]:
    """Return numbers that are missing among a day's slips, each series for itself."""
    series: dict[str, set[int]] = {}
    width = 1
    for entry in group.between(day, day):
        if numbered := _NUMBERED.fullmatch(entry.slip):
            series.setdefault(numbered[1], set()).add(int(numbered[2]))
            width = max(width, len(numbered[2]))
    return [
        f"{prefix}{number:0{width}d}"
        for prefix, numbers in series.items()
        for before, after in pairwise(sorted(numbers))
        if after - before <= WIDEST_GAP  # farther apart they are of two series
        for number in range(before + 1, after)
    ][:MOST]


def _passbooks(group: Group, day: date, passbooks: Mapping[str, int]) -> Iterator[Problem]:
    register = group.balances(day).parts(SAVINGS)
    slips = slips_on(group, SAVINGS, day) if passbooks else {}
    for member, says in passbooks.items():
        held = register.get(member, 0)
        if says != held:
            yield Problem(
                "audit.passbook",
                values={
                    "member": member,
                    "passbook": bare_baht(says),
                    "register": bare_baht(held),
                    "difference": bare_baht(abs(says - held)),
                    "causes": tuple(likely_causes(says, held, slips.get(member, ()))),
                },
            )


def _missed(group: Group, first: date, day: date) -> Iterator[Problem]:
    """Yield members who saved nothing by the savings day for some months in a row.

    What comes after its savings day counts for the next one.
    """
    dues = [due for step in range(12) if (due := _savings_day(group, first, step)) <= day]
    on_time = {
        (entry.member, bisect_left(dues, entry.date))
        for entry in group.between(first, day)
        if _came(group, entry)
    }
    for member in group.members.values():
        run: list[date] = []
        for place, due in enumerate(dues):
            missed = member.present(due) and (member.id, place) not in on_time
            if missed:
                run.append(due)
            if run and (not missed or due == dues[-1]):
                if len(run) >= IN_A_ROW:
                    yield Problem(
                        "audit.missed",
                        values={
                            "member": member.id,
                            "count": len(run),
                            "first": Day(run[0]),
                            "last": Day(run[-1]),
                        },
                    )
                run = []


def _came(group: Group, entry: Entry) -> bool:
    """Return whether pledged savings really came in by this entry."""
    return entry.kind == "savings" and not entry.reverses and entry.slip not in group.taken_back


def _savings_day(group: Group, first: date, step: int) -> date:
    """Return the savings day of a month of the year that begins on `first`."""
    years, month = divmod(first.month - 1 + step, 12)
    return date(first.year + years, month + 1, group.rules.group.savings_day)


def _lump_sums(group: Group, first: date, day: date) -> Iterator[Problem]:
    most = group.rules.savings.most_shares * group.rules.savings.share_value
    for entry in group.between(first, day):
        if _came(group, entry) and entry.amount > most:
            yield Problem(
                "audit.lump-sum",
                values={
                    "member": entry.member,
                    "amount": bare_baht(entry.amount),
                    "most": bare_baht(most),
                    "date": Day(entry.date),
                },
            )


def _leavers(group: Group, day: date) -> Iterator[Problem]:
    owed = group.balances(day).parts(*BY_LOAN)
    for loan, balance in owed.items():
        member = group.members[group.loans[loan].member]
        if balance and member.left and member.left <= day:
            yield Problem(
                "audit.leaver-owes",
                values={
                    "member": member.id,
                    "loan": loan,
                    "owed": bare_baht(balance),
                    "left": Day(member.left),
                },
            )


def _loans(group: Group, day: date) -> Iterator[Problem]:
    limit = group.rules.refund.default_after_days
    for loan, late in group.days_late(day).items():
        contract = group.loans[loan]
        if group.at_risk(loan, day):
            since = _oldest_unpaid(group.instalments(contract.reschedules, day), contract.date)
            yield Problem(
                "audit.rescheduled",
                values={
                    "loan": loan,
                    "earlier": contract.reschedules,
                    "member": contract.member,
                    "date": Day(contract.date),
                    "since": Day(since or contract.date),
                },
            )
        if late > limit:
            parts = group.instalments(loan, day)
            since = _oldest_unpaid(parts, day) or day
            notice_by = legal.guarantor_notice_last_day(since)
            yield Problem(
                "audit.late-loan",
                values={
                    "loan": loan,
                    "member": contract.member,
                    "days": late,
                    "since": Day(since),
                    "notice_by": Day(notice_by),
                },
            )
            if notice_by < day:
                passed = {"loan": loan, "member": contract.member, "days": (day - notice_by).days}
                yield Problem("audit.notice-passed", values=passed)


def _oldest_unpaid(parts: list[Instalment], day: date) -> date | None:
    """Return when the oldest instalment that was late the day before had fallen due."""
    return min(
        (part.due for part in parts if part.due < day and (part.paid is None or part.paid >= day)),
        default=None,
    )


def _people(group: Group, first: date, day: date) -> Iterator[Problem]:
    year = accounting_year(day, group.rules.accounting.year_starts_in_month)
    accounts = group.year(year).members if year in group.years else {}
    for member in group.members.values():
        if member.guardian and member.present(day):
            yield Problem("audit.child", values={"member": member.id, "guardian": member.guardian})
        if first < member.joined <= day and member.id in accounts:
            opening, deposits = accounts[member.id]
            months = weighted(lines(opening, deposits)) * 12 / 100
            yield Problem(
                "audit.joined",
                values={
                    "member": member.id,
                    "saved": bare_baht(sum(amount for _, amount in deposits)),
                    "baht_months": plain(months, 2),
                    "joined": Day(member.joined),
                },
            )
